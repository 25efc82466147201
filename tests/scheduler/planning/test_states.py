"""What an account's visits that are over say: the number of the next one, the last contact, visits a year."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from scheduler.demand.states import states_of
from scheduler.plan import VisitStatus

MONDAY = date(2026, 3, 2)
DONE, SKIPPED = VisitStatus.DONE, VisitStatus.SKIPPED


class Over(NamedTuple):
    account_id: str
    number: int | None
    status: VisitStatus
    date: date


def test_numbers_go_on_above_the_highest_that_was_used() -> None:
    over = [Over("a", number, SKIPPED, MONDAY) for number in (5, 0, 1)]
    assert states_of(over)["a"].closed == 6
    assert states_of([]) == {}


def test_a_visit_that_nothing_numbered_counts_as_contact_alone() -> None:
    state = states_of([Over("a", None, DONE, MONDAY)])["a"]
    assert (state.closed, state.last_contact, state.done(2026)) == (0, MONDAY, 1)


def test_a_skipped_visit_is_no_contact() -> None:
    over = [Over("a", 0, DONE, MONDAY), Over("a", 1, SKIPPED, MONDAY + timedelta(days=7))]
    state = states_of(over)["a"]
    assert (state.closed, state.last_contact) == (2, MONDAY)
