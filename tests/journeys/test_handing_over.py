"""A manager changes who owns what within the planned weeks: plans follow the dates."""

from __future__ import annotations

import csv
import io
import json
from itertools import pairwise

from tests.journeys.conftest import Terminal


def rows(demo: Terminal) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(demo.types("show", "plan", "--plan", "2", "--format", "csv"))))


def test_covered_accounts_are_planned_for_who_has_them_and_go_back(demo: Terminal) -> None:
    demo.types("plan", "absence", "R2", "2027-01-18", "2027-01-31", "--reason", "holiday")
    covered = json.loads(
        demo.types("territory", "cover", "R2", "--from", "2027-01-18", "--until", "2027-01-31", "--json")
    )
    days = {one["account_id"]: one["rep_id"] for one in covered["spells"] if one["valid_from"] == "2027-01-18"}
    demo.types("plan", "--start", "2027-01-11", "--weeks", "5", "--steps", "400")
    seen = [
        row for row in rows(demo) if row["account"] in days and row["status"] == "draft" and row["date"] >= "2027-01-11"
    ]
    for row in seen:
        away = "2027-01-18" <= row["date"] <= "2027-01-31"
        assert row["rep"] == (days[row["account"]] if away else "R2"), row
    by_account: dict[str, list[str]] = {}
    for row in seen:
        by_account.setdefault(row["account"], []).append(row["rep"])
    assert any(a != b for own in by_account.values() for a, b in pairwise(own))
