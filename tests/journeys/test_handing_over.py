"""A manager changes who owns what within the planned weeks: plans follow the dates."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, timedelta
from itertools import pairwise

from tests.journeys.conftest import Terminal


def rows(demo: Terminal) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(demo.types("show", "plan", "--plan", "2", "--format", "csv"))))


def test_covered_accounts_are_planned_for_who_has_them_and_go_back(demo: Terminal) -> None:
    first = date(2027, 1, 18)
    last, start = first + timedelta(days=13), first - timedelta(days=7)
    demo.types("plan", "absence", "R2", f"{first}", f"{last}", "--reason", "holiday")
    covered = json.loads(demo.types("territory", "cover", "R2", "--from", f"{first}", "--until", f"{last}", "--json"))
    days = {one["account_id"]: one["rep_id"] for one in covered["spells"]}
    demo.types("plan", "--start", f"{start}", "--weeks", "5", "--steps", "400")
    seen = [row for row in rows(demo) if row["account"] in days and row["date"] >= f"{start}"]
    for row in seen:
        away = f"{first}" <= row["date"] <= f"{last}"
        assert row["rep"] == (days[row["account"]] if away else "R2"), row
    by_account: dict[str, list[str]] = {}
    for row in seen:
        by_account.setdefault(row["account"], []).append(row["rep"])
    assert any(a != b for own in by_account.values() for a, b in pairwise(own))


def deals(demo: Terminal, *lines: str) -> None:
    (demo.folder / "deals.csv").write_text("id,account_id,name,expected_close,closed,won\n" + "\n".join(lines) + "\n")


def test_a_deal_that_closes_sooner_brings_its_handover_forward(demo: Terminal) -> None:
    start = date(2027, 2, 1)
    accounts = [f"A{number:04d}" for number in range(1, 108)]
    closes = start + timedelta(days=30)
    deals(demo, *(f"d{account},{account},Oven,{closes},," for account in accounts))
    assert "redate" not in demo.run("import", "opportunities", "deals.csv").err
    wanted = ("--from", f"{start}", "--when", "close", "--retain", "60", "--tolerance", "0.02", "--steps", "60")
    made = json.loads(demo.types("territory", "realign", *wanted, "--json"))
    waiting = {one["move"]["account_id"]: one for one in made["handovers"]}
    assert {one["on"] for one in waiting.values()} >= {f"{closes + timedelta(days=1)}"}
    assert "redate" not in demo.run("import", "opportunities", "deals.csv").err
    account = min(waiting)
    deals(demo, f"d{account},{account},Oven,{closes},2026-11-02,yes")
    assert "1 planned hand-overs heed deals that changed" in demo.run("import", "opportunities", "deals.csv").err
    shown = demo.types("territory", "redate", "--dry-run")
    assert f"-> {start}  {account}" in shown
    assert demo.types("territory", "redate").splitlines()[0] == shown.splitlines()[0]
    assert f"0 of {len(waiting)}" in demo.types("territory", "redate")
    shown = demo.types("show", "territories", "--format", "csv", "--date", f"{start}")
    owners = {row["account"]: row["rep"] for row in csv.DictReader(io.StringIO(shown))}
    assert owners[account] == waiting[account]["move"]["to_id"]
