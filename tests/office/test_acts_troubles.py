"""Acts of phones in bad luck: what was done in the cellar counts, whatever the office did meanwhile or dies of."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from office.mileage.claims import close_month
from office.opening import Office
from office.people import owner
from office.visits.acts import list_acts
from office.visits.days import read_own_day
from office.visits.moves import move_visit
from scheduler.plan import VisitStatus
from store.database import reading, writing
from store.ownership import Owned, add_ownership
from store.visits import read_visit_log
from tests.calendars.week import HOUR, MONDAY, NOW
from tests.office.carried_week import at, due_week, fill, fill_due, put_in_force
from tests.office.test_acts import DAY, EVENING, OTTO, RITA, act, outcomes, send
from tests.office.test_owners_killed import killed_at, state

TUESDAY = MONDAY + timedelta(days=1)


def done_days(office: Office) -> list[tuple[str, object, object]]:
    with reading(office.database) as connection:
        return [(one.account_id, one.date, one.start_s) for one in read_visit_log(connection) if one.status is DONE]


DONE = VisitStatus.DONE


def test_killed_at_any_write_a_sending_is_not_half_kept_and_sent_again_it_counts_once(office: Office) -> None:
    fill(office)
    week = at(office, EVENING)
    before = state(week)
    deaths = 0
    while killed_at(week, deaths, lambda there: send(there, *DAY[:4])):
        assert state(week) == before, f"half kept when killed at write {deaths}"
        deaths += 1
    assert deaths > 4
    after = state(week)
    send(week, *DAY[:4])
    assert state(week) == after


def test_three_days_in_flight_mode_each_count_on_their_own_day(office: Office) -> None:
    ids = fill_due(office)
    days = {"v2": (TUESDAY, 9.0), "v3": (TUESDAY + timedelta(days=1), 9.0)}
    put_in_force(office, due_week(ids, days))
    thursday = at(office, NOW.replace(day=26, hour=17))
    sent = []
    for number, name in enumerate(("v1", "v2", "v3")):
        day = 23 + number
        sent.append(act(2 * number + 1, "arrived", ids[name], f"2026-03-{day}T08:00:00+00:00"))
        sent.append(act(2 * number + 2, "done", ids[name], f"2026-03-{day}T08:45:00+00:00"))
    assert set(outcomes(send(thursday, *sent))) == {"applied"}
    wanted = [(account, MONDAY + timedelta(days=n), 9 * HOUR) for n, account in enumerate("abc")]
    assert sorted(done_days(thursday)) == wanted


def moved(office: Office, ids: dict[str, str]) -> None:
    move_visit(at(office, NOW), owner(), ids["v1"], TUESDAY, None, "the planner moved it")


def replanned(office: Office, ids: dict[str, str]) -> None:
    put_in_force(office, due_week(ids, {"v1": (TUESDAY, 11.0)}))


def closed(office: Office, _: dict[str, str]) -> None:
    close_month(at(office, NOW.replace(month=4, day=2)), owner(), "2026-03")


@pytest.mark.parametrize("meanwhile", [moved, replanned, closed])
def test_a_visit_that_took_place_counts_as_it_took_place_whatever_was_changed_meanwhile(
    office: Office, meanwhile: Callable[[Office, dict[str, str]], None]
) -> None:
    ids = fill_due(office)
    meanwhile(office, ids)
    sent = act(1, "arrived", ids["v1"]), act(2, "done", ids["v1"], "2026-03-23T08:40:00+00:00", note="two boxes")
    later = at(office, NOW.replace(month=4, day=3))
    assert set(outcomes(send(later, *sent))) <= {"applied", "merged"}
    assert done_days(later) == [("a", MONDAY, 9 * HOUR)]


def test_where_the_account_was_handed_over_nothing_is_dropped_silently(office: Office) -> None:
    ids = fill_due(office)
    with writing(office.database) as connection:
        add_ownership(connection, [Owned("a", TUESDAY, "r2", "handed over")])
    wednesday = at(office, NOW.replace(day=25, hour=8))
    assert outcomes(send(wednesday, act(1, "done", ids["v1"], note="two boxes"))) == ["applied"]
    assert done_days(wednesday) == [("a", MONDAY, None)]


def test_another_rep_s_acts_are_kept_with_the_reason_why_they_were_refused(office: Office) -> None:
    ids = fill_due(office)
    week = at(office, EVENING)
    assert outcomes(send(week, act(1, "done", ids["v1"]), who=OTTO)) == ["refused"]
    (kept,) = list_acts(week, OTTO)
    assert kept.about == ids["v1"]
    assert kept.answer
    assert list_acts(week, RITA) == ()
    assert read_own_day(week, RITA, MONDAY).stops[0].closed is None
