"""The rule of which visits count is obeyed by due dates, lists, coverage, reviews and plans alike."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from office.accounts.rules import add_contact
from office.accounts.search import Asked, list_accounts
from office.counting_rule import read_counting_rule, set_counting_rule, try_counting_rule
from office.exceptions import list_exceptions
from office.frames import accounts as account_frame
from office.opening import Office
from office.ownership.rules import set_rules
from office.people import owner
from office.plans.drafts import PlanOrder, make_plan
from office.reviews.inputs import gather
from office.status import read_status
from routing.problems import BadInputError
from routing.stopping import Steps
from scheduler.counting_rule import Colleagues, CountingRule
from store.counted_visits import states_counted
from store.database import reading, writing
from store.review import write_traits
from tests.office.small_team import ENGINE, MONDAY, TODAY, at, furnish
from tests.office.test_overlays import rules

ME = owner("ada")
LONG_AGO = TODAY - timedelta(days=50)
YESTERDAY = TODAY - timedelta(days=1)
OWN_ALONE = CountingRule(Colleagues.OWNER)


@pytest.fixture
def team(sqlite_workspace: Office) -> Office:
    """R1's shop 2 was visited 50 days ago, eight too many, and by R2 today; R2 called at shop 1 for coffee today."""
    made = furnish(sqlite_workspace)
    with writing(made.database) as connection:
        write_traits(connection, {name: {"product_line": ["coffee"]} for name in ("A01", "A02")})
    set_rules(made, ME, rules())
    for account, day, who in (("A02", LONG_AGO, "R1"), ("A02", TODAY, "R2"), ("A01", LONG_AGO, "R1")):
        add_contact(made, ME, account, day, who)
    add_contact(made, ME, "A01+coffee", TODAY, "R2")
    return made


def last_visits(office: Office, name: str) -> dict[str, date | None]:
    """Return an account's last visit as each part of the house sees it."""
    with reading(office.database) as connection:
        states, seen = states_counted(connection), gather(connection, TODAY, 4)
        some = states_counted(connection, [name])
    listed = {line.account.id: line.account.last_visit for line in list_accounts(office, ME, Asked()).lines}
    return {
        "plans": states[name].last_contact,
        "a rep's part": some[name].last_contact,
        "coverage": max(seen.records.visited[name], default=None),
        "reviews": next(one.last_visit for one in seen.accounts if one.id == name),
        "lists": listed[name],
        "frames": account_frame(office, ME).loc[name, "last_visit"],
    }  # fmt: skip


def overdue(office: Office) -> list[set[str]]:
    listed = {line.account.id for line in list_accounts(office, ME, Asked(overdue=True)).lines}
    today = {one.account_id for one in list_exceptions(office, ME).lines if one.kind == "overdue"}
    return [listed, today, {one.account_id for one in read_status(office, ME).overdue}]


def test_a_colleague_s_visit_counts_by_the_rule_in_every_part_of_the_house(team: Office) -> None:
    assert set(last_visits(team, "A02").values()) == {TODAY}
    assert overdue(team) == [{"A01"}] * 3
    set_counting_rule(team, ME, OWN_ALONE)
    assert set(last_visits(team, "A02").values()) == {LONG_AGO}
    assert overdue(team) == [{"A01", "A02"}] * 3
    set_counting_rule(team, ME, CountingRule())
    assert set(last_visits(team, "A02").values()) == {TODAY}, "and back again"


def test_a_call_of_an_overlay_counts_for_the_account_by_the_rule_in_every_part_of_the_house(team: Office) -> None:
    assert set(last_visits(team, "A01").values()) == {LONG_AGO}
    set_counting_rule(team, ME, CountingRule(for_owner=("coffee",)))
    assert set(last_visits(team, "A01").values()) == {TODAY}
    assert set(last_visits(team, "A01+coffee").values()) == {TODAY}
    assert overdue(team) == [set()] * 3


def test_plans_ask_the_visit_that_a_colleague_s_does_not_stand_for(team: Office) -> None:
    def first_week() -> set[str]:
        plan = make_plan(team, ME, ENGINE, PlanOrder(MONDAY, weeks=1, stop=Steps(40), workers=1)).plan
        return {visit.account_id for tour in plan.tours for visit in tour.visits}

    assert "A02" not in first_week(), "visited a week ago, and fourteen days apart at least"
    set_counting_rule(team, ME, OWN_ALONE)
    assert "A02" in first_week()


def test_a_rule_is_tried_first_and_says_whose_interval_would_run_from_another_day(team: Office) -> None:
    tried = try_counting_rule(team, ME, OWN_ALONE)
    assert [(one.account_id, one.before, one.after) for one in tried.listed] == [("A02", TODAY, LONG_AGO)]
    assert (tried.moved, tried.overdue_before, tried.overdue_after) == (1, 1, 2)
    assert read_counting_rule(team, ME).rule == CountingRule()
    assert read_counting_rule(team, ME).layers == ("coffee",)


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        (CountingRule(also=("nobody",)), "counting-person-unknown"),
        (CountingRule(for_owner=("tea",)), "counting-layer-unknown"),
    ],
)
def test_a_rule_names_people_and_overlays_that_there_are(team: Office, rule: CountingRule, code: str) -> None:
    with pytest.raises(BadInputError, match=code):
        set_counting_rule(team, ME, rule)


def test_a_visit_before_anybody_had_the_account_counts(team: Office) -> None:
    add_contact(team, ME, "A03", YESTERDAY, "R2")
    set_counting_rule(at(team, TODAY), ME, OWN_ALONE)
    assert set(last_visits(team, "A03").values()) == {YESTERDAY}
