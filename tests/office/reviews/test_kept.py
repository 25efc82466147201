"""The review that is kept: what people decide is in it at once, visits that go on all day within ten minutes."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from office.opening import Office
from office.people import Grant, Role, owner
from office.reviews import kept
from office.reviews.kept import OLDEST, ReviewSeen, read_review
from office.reviews.reviews import write_note
from office.staff import save_person
from office.visits.visits import accept_visit
from tests.calendars.week import NOW
from tests.office.carried_week import fill


@pytest.fixture
def house(sqlite_workspace: Office) -> Office:
    fill(sqlite_workspace)
    return sqlite_workspace


def seen(house: Office, at: datetime) -> ReviewSeen:
    return read_review(replace(house, clock=lambda: at), owner())


def test_no_page_is_older_than_the_last_event_in_an_office_of_ordinary_size(house: Office) -> None:
    first = seen(house, NOW)
    accept_visit(replace(house, clock=lambda: NOW), owner(), "v1")
    assert seen(house, NOW).revision == first.revision + 1
    before = seen(house, NOW)
    save_person(house, owner(), "new", "New", (Grant(Role.ADMINISTRATOR),))
    assert seen(house, NOW) is before  # who may sign in is in no figure


def test_in_a_large_office_a_visit_that_goes_on_makes_no_page_slow_and_is_in_it_ten_minutes_later(
    house: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "SMALL", 0)
    first = seen(house, NOW)
    accept_visit(replace(house, clock=lambda: NOW), owner(), "v1")
    same = seen(house, NOW + OLDEST)
    assert same is first
    later = seen(house, NOW + OLDEST + timedelta(seconds=1))
    assert (later.at, later.revision) == (NOW + OLDEST + timedelta(seconds=1), first.revision + 1)


def test_what_somebody_decided_is_in_it_at_once(house: Office) -> None:
    first = seen(house, NOW)
    territory = first.analysis.review.standings[0].territory
    write_note(replace(house, clock=lambda: NOW), owner(), territory, "new road")
    assert [note.text for note in seen(house, NOW).analysis.known.notes] == ["new road"]


def test_where_nothing_changed_it_is_kept_all_day_and_no_longer(house: Office) -> None:
    first = seen(house, NOW)
    assert seen(house, NOW + timedelta(hours=5)) is first
    assert seen(house, NOW + timedelta(days=1)) is not first


def test_a_clock_that_went_back_is_no_reason_to_show_old_figures_for_ever(house: Office) -> None:
    first = seen(house, NOW)
    accept_visit(replace(house, clock=lambda: NOW), owner(), "v1")
    assert seen(house, NOW - timedelta(minutes=1)) is not first
