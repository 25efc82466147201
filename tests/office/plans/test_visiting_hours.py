"""Visiting hours go before opening hours: a bar that opens in the evening is called on in the morning."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from office.accounts.rules import change_rules
from office.accounts.stories import read_account
from office.fixed_dates.appointments import add_appointment
from office.opening import Office
from office.ownership.rules import set_rules
from office.people import owner
from office.plans.drafts import PlanOrder, make_plan
from office.plans.explanations import explain_plan
from office.reviews.overrides import Override, set_local
from reports.finding_words import words
from routing.problems import BadInputError
from routing.stopping import Steps
from scheduler.demand.rules import Appointment
from scheduler.plan import PlannedVisit
from store.accounts import read_accounts, write_accounts
from store.database import reading, writing
from territory.manager_files import FileKind, ManagerFile
from tests.office.small_team import ENGINE, MONDAY, RULES, TODAY, account, furnish

ME, HOUR = owner(), 3600
BAR = account(3, opening_hours="Tu-Sa 19:00-02:00", interval_days=7, least_days=5, most_days=9, segment="bars")


@pytest.fixture
def bars(office: Office) -> Office:
    team = furnish(office, accounts=(BAR,))
    set_rules(team, ME, ManagerFile(FileKind.RULES, "rules.toml", TODAY, RULES, {}))
    return team


def visits(office: Office) -> tuple[int, list[PlannedVisit]]:
    """Plan two weeks; return the plan's number and the visits of the bar."""
    made = make_plan(office, ME, ENGINE, PlanOrder(MONDAY, weeks=2, stop=Steps(60), workers=1))
    return made.number, [v for t in made.plan.tours for v in t.visits if v.account_id == BAR.id]


def morning(some: list[PlannedVisit]) -> bool:
    return bool(some) and all(one.start_s >= 10 * HOUR and one.end_s <= 12 * HOUR for one in some)


def test_without_them_a_visit_takes_place_when_it_is_open_so_never(bars: Office) -> None:
    number, planned = visits(bars)
    assert planned == []
    told = [one for one in explain_plan(bars, ME, ENGINE, BAR.id, number).visits if one.reason]
    assert {one.reason for one in told} == {"closed"}
    for one in told:
        way = one.ways[0]
        assert (way.kind, way.keeps_rules, way.id) == ("other-hours", False, "")
        assert "visiting hours" in words(way.what)
        assert way.date is not None
        assert way.date.weekday() in range(1, 5), "on a day on which it opens at all"


def test_the_column_is_obeyed(bars: Office) -> None:
    with writing(bars.database) as connection:
        write_accounts(connection, [replace(BAR, visiting_hours="Mo-Fr 10:00-12:00")])
    assert morning(visits(bars)[1])


def test_a_rule_goes_before_the_column_and_is_lifted(bars: Office) -> None:
    with writing(bars.database) as connection:
        write_accounts(connection, [replace(BAR, visiting_hours="Mo-Fr 14:00-16:00")])
    change_rules(bars, ME, BAR.id, {"visiting_hours": "Mo-Fr 10:00-12:00"})
    assert morning(visits(bars)[1])
    assert read_account(bars, ME, BAR.id).hours == "Mo-Fr 10:00-12:00"
    change_rules(bars, ME, BAR.id, {"visiting_hours": ""})
    assert read_account(bars, ME, BAR.id).hours == "Mo-Fr 14:00-16:00"


def test_a_territory_s_bars_are_called_on_in_the_morning_and_others_keep_theirs(bars: Office) -> None:
    wanted = Override("bars", visiting_hours="Mo-Fr 10:00-12:00")
    assert set_local(bars, ME, "west", wanted, "bars in the morning") == 1
    assert morning(visits(bars)[1])
    assert read_account(bars, ME, "A04").hours == "Mo-Fr 08:00-18:00"


@pytest.mark.parametrize("hours", ["whenever", "10-12 o'clock"])
def test_hours_that_cannot_be_read_are_refused(bars: Office, hours: str) -> None:
    with pytest.raises(BadInputError, match="hours-unreadable"):
        change_rules(bars, ME, BAR.id, {"visiting_hours": hours})
    with pytest.raises(BadInputError, match="hours-unreadable"):
        set_local(bars, ME, "west", Override(visiting_hours=hours), "bars")
    with reading(bars.database) as connection:
        assert {one.visiting_hours for one in read_accounts(connection)} == {""}


def test_an_appointment_is_held_against_them(bars: Office) -> None:
    day: date = MONDAY + timedelta(days=2)
    talk = Appointment("talk", BAR.id, day, 10 * HOUR, HOUR)
    with pytest.raises(BadInputError, match="outside-opening-hours"):
        add_appointment(bars, ME, ("R1",), talk)
    change_rules(bars, ME, BAR.id, {"visiting_hours": "Mo-Fr 10:00-12:00"})
    add_appointment(bars, ME, ("R1",), talk)
