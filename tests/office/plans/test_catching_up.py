"""Catching up in mid-period: what is behind by interval and by target, proposed and ordered into a draft."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from office.accounts.rules import add_contact
from office.opening import Office
from office.ownership.rules import set_rules
from office.people import owner
from office.plans.catch_up import CatchUpAsked, default_period, propose_catch_up
from office.plans.drafts import PlanOrder, make_plan
from office.reviews.manager_files import keep_manager_file
from routing.problems import BadInputError
from routing.stopping import Steps
from scheduler.catch_up import Why
from store.accounts import read_accounts, write_accounts
from store.database import writing
from store.sales import MonthlySales, write_sales
from territory.manager_files import FileKind, ManagerFile
from tests.office.small_team import ENGINE, MONDAY, RULES, TODAY, account, furnish

ME = owner("ada")
UNTIL = MONDAY + timedelta(days=11)
TARGETS = """
[[target]]
territory = "west"
kpi = "coverage"
start = 2026-10-01
end = 2026-12-31
value = 0.5
"""


@pytest.fixture
def team(sqlite_workspace: Office) -> Office:
    """West (R1) has eleven shops, all visited three weeks ago but for number 3, eight days too long ago."""
    made = furnish(sqlite_workspace, accounts=(account(11, segment="far"),))
    set_rules(made, ME, ManagerFile(FileKind.RULES, "rules.toml", TODAY, RULES, {}))
    for number in range(12):
        add_contact(made, ME, f"A{number:02d}", TODAY - timedelta(50 if number == 3 else 21), "R1")
    return made


def test_a_draft_that_is_ordered_with_the_proposal_keeps_its_days(team: Office) -> None:
    asked = CatchUpAsked(MONDAY, UNTIL, "R1")
    found = propose_catch_up(team, ME, ENGINE, asked)
    assert set(found.days) == {"A03"}
    order = PlanOrder(MONDAY, 2, Steps(40), workers=1, catch_up={"A03": MONDAY + timedelta(9)})
    made = make_plan(team, ME, ENGINE, order)
    days = [tour.date for tour in made.plan.tours for visit in tour.visits if visit.account_id == "A03"]
    assert MONDAY + timedelta(9) in days
    without = make_plan(team, ME, ENGINE, PlanOrder(MONDAY, 2, Steps(40), workers=1))
    there = [tour.date for tour in without.plan.tours for visit in tour.visits if visit.account_id == "A03"]
    assert there[0] != MONDAY + timedelta(9), "a plan of its own does not wait so long"


def test_a_target_of_accounts_visited_asks_for_the_most_promising_that_had_no_visit(team: Office) -> None:
    file = ManagerFile(FileKind.TARGETS, "targets.toml", TODAY, TARGETS.replace("2026-10-01", "2026-11-20"), {})
    keep_manager_file(team, ME, file)
    found = propose_catch_up(team, ME, ENGINE, CatchUpAsked(MONDAY, UNTIL, "R1"))
    (lack,) = found.targets
    assert (lack.territory, lack.asked, lack.reached) == ("west", 6, 0)
    (mine,) = found.reps
    why = {one.account_id: one.why for one in (*mine.visits, *mine.lost)}
    assert why["A03"] is Why.INTERVAL
    assert sum(one is Why.TARGET for one in why.values()) >= 5


def test_a_target_that_is_reached_asks_for_nothing(team: Office) -> None:
    keep_manager_file(team, ME, ManagerFile(FileKind.TARGETS, "targets.toml", TODAY, TARGETS, {}))
    assert propose_catch_up(team, ME, ENGINE, CatchUpAsked(MONDAY, UNTIL, "R1")).targets == ()


@pytest.mark.parametrize(
    ("start", "until"),
    [
        (date(2026, 11, 30), date(2026, 12, 31)),
        (date(2026, 12, 21), date(2027, 3, 31)),
        (date(2027, 1, 4), date(2027, 3, 31)),
    ],
)
def test_the_period_is_the_rest_of_the_quarter_or_the_next_where_little_is_left(start: date, until: date) -> None:
    assert default_period(start) == (start, until)


def test_a_period_that_ends_before_it_begins_is_refused(team: Office) -> None:
    with pytest.raises(BadInputError, match="period-impossible"):
        propose_catch_up(team, ME, ENGINE, CatchUpAsked(MONDAY, MONDAY - timedelta(1)))


def test_a_target_of_sales_that_is_behind_asks_for_those_with_the_most_left_to_sell(team: Office) -> None:
    sold_after_visits(team)
    file = ManagerFile(FileKind.TARGETS, "targets.toml", TODAY, SALES_TARGET, {})
    keep_manager_file(team, ME, file)
    found = propose_catch_up(team, ME, ENGINE, CatchUpAsked(MONDAY, UNTIL, "R1"))
    (lack,) = found.sales
    assert (lack.territory, lack.by, lack.currency) == ("west", date(2026, 10, 31), "EUR")
    assert lack.per_visit == pytest.approx(80, abs=5)
    assert lack.sold < lack.due < lack.whole == 15000.0
    (mine,) = found.reps
    why = {one.account_id: one.why for one in (*mine.visits, *mine.lost)}
    chosen = sorted(name for name, one in why.items() if one is Why.SALES)
    assert 0 < lack.visits < 9
    best = [f"A{n:02d}" for n in range(12) if n != 3]
    assert chosen == best[: len(chosen)], "those with the most potential that is not sold"
    assert lack.visits - 1 <= len(chosen) <= lack.visits
    assert "A03" not in chosen, "its interval asks for it already"


def test_where_sales_are_on_their_way_nothing_more_is_asked(team: Office) -> None:
    sold_after_visits(team)
    modest = SALES_TARGET.replace("15000", "9000")
    keep_manager_file(team, ME, ManagerFile(FileKind.TARGETS, "targets.toml", TODAY, modest, {}))
    assert propose_catch_up(team, ME, ENGINE, CatchUpAsked(MONDAY, UNTIL, "R1")).sales == ()


SALES_TARGET = """
[[target]]
territory = "west"
kpi = "revenue"
start = 2026-01-01
end = 2026-12-31
value = 15000
"""


def sold_after_visits(team: Office) -> None:
    """Everybody in the west buys for 100 a month, and for 140 from February to April, visited in February and March."""
    months = [f"{year}-{month:02d}" for year in (2025, 2026) for month in range(1, 13)][:22]
    with writing(team.database) as connection:
        known = {one.id: one for one in read_accounts(connection)}
        write_accounts(connection, [replace(known[f"A{n:02d}"], potential=5000.0 - 100 * n) for n in range(12)])
        sold = [
            MonthlySales(name, month, Decimal(140 if month in {"2026-02", "2026-03", "2026-04"} else 100), "EUR")
            for name in known
            for month in months
        ]
        write_sales(connection, sold)
    for number in range(12):
        for month in (2, 3):
            add_contact(team, ME, f"A{number:02d}", date(2026, month, 2), "R1")
