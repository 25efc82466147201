"""Papers of one's own plan name everybody and everything, for every rep, day and plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from office.opening import Office
from office.people import owner
from office.plans.shown import Shown, read_shown_plan
from reports.html import html_text
from reports.pdf import pdf_bytes
from reports.rounds import pictures, plan_paper, territories_paper, tours_paper
from routing.straight import StraightLineEngine
from tests.calendars.week import MONDAY, plan, tour, visit
from tests.office.carried_week import fill, put_in_force

WEEK = MONDAY, MONDAY + timedelta(days=6)
ENGINE = StraightLineEngine()


@pytest.fixture
def shown(sqlite_workspace: Office) -> Shown:
    fill(sqlite_workspace)
    course = replace(visit("v8", "r1", 15), visit_id="course", number=None)
    put_in_force(sqlite_workspace, plan(tour(MONDAY, visit("v1", "a", 9), course)))
    return read_shown_plan(sqlite_workspace, owner(), None, MONDAY)


def test_a_week_has_a_map_and_each_days_stops_with_names_and_times(shown: Shown) -> None:
    paper = tours_paper(shown.only("r1"), ENGINE, WEEK, "Week")
    text = html_text(paper)
    for said in ("Rita Roth (r1)", "Account a", "09:00", "10:00", "course", "Monday 23 March 2026"):
        assert said in text
    assert len(pictures(paper)) == 1
    assert pdf_bytes(paper).startswith(b"%PDF")
    assert tours_paper(shown.only("nobody"), ENGINE, WEEK, "Week").parts == ()


def test_a_plan_and_territories_name_reps_and_accounts(shown: Shown) -> None:
    whole = html_text(plan_paper(shown, ENGINE, WEEK))
    assert "Rita Roth (r1)" in whole
    owned = territories_paper(replace(shown, owners={"a": "r1"}), ENGINE, MONDAY)
    assert "Account a" in html_text(owned)
    assert len(pictures(owned)) == 1
    assert pictures(territories_paper(replace(shown, owners={}), ENGINE, MONDAY)) == []
