"""Catching up in mid-period: what is behind by interval and by target, proposed and ordered into a draft."""

from __future__ import annotations

from datetime import date, timedelta

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
