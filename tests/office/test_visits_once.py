"""Whatever is done to visits and calendars is done once under a request id, and wholly or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

import office.door
from calendars.exchange import SyncState
from office.calendars.accounts import change_secret, connect_calendar, list_calendars
from office.calendars.busy import import_busy
from office.calendars.choices import choose_calendar
from office.calendars.feeds import link_feed, revoke_feed
from office.calendars.links import settle_visit
from office.calendars.sync import Seen, SyncedMeanwhileError, keep_sync, rep_person, sync_calendar
from office.opening import Office
from office.outbox import deliver
from office.people import Grant, Person, Reach, Role, owner
from office.visits.acts import carry_acts
from office.visits.arrivals import arrive_visit
from office.visits.day_reports import DaysOrder, report_days
from office.visits.durations import apply_durations
from office.visits.moves import allow_move, move_visit, unpin_visit
from office.visits.questions import answer_question
from office.visits.rest_of_day import RestMove, keep_rest, undo_rest
from office.visits.several import accept_visits, decline_visits, finish_visits, skip_visits
from office.visits.undo import undo_decision, undo_visit
from office.visits.visits import (
    Report,
    accept_visit,
    begin_visit,
    decline_visit,
    note_visit,
    reopen_visit,
    report_unplanned,
    report_visit,
    report_visits,
    skip_visit,
)
from store.database import reading
from store.planned_visits import Placed
from store.tables.whole import METADATA
from tests.calendars.dialects import google, served
from tests.calendars.servers import PASSWORD, USER
from tests.calendars.week import HOUR, MONDAY, NOW, REP
from tests.office.carried_week import at, do, fill
from tests.office.test_door import every_use_case

AFTER = NOW + timedelta(days=30)
TUESDAY = MONDAY + timedelta(days=1)
SUNDAY = MONDAY + timedelta(days=6)
MORNING = NOW.replace(day=23, hour=8)
RITA = Person("rita", "Rita", (Grant(Role.REP, Reach.OWN),), REP.id)
NOT_PLANNED = Placed("u-0b0e7c4e-3f3c-4f6e-9a53-111111111111", "c", REP.id, MONDAY, None)
LATER = RestMove("v1", MONDAY, 10 * HOUR)
Ask = Callable[[Office, str], tuple[Any, ...]]


def nothing(_: Office, __: str) -> tuple[Any, ...]:
    return ()


def of_visit(*more: Any) -> Ask:
    return lambda _, __: ("v1", *more)


def declined(office: Office, _: str) -> tuple[Any, ...]:
    do(office, decline_visit, "v1", "closed", now=AFTER)
    return ("v1",)


def pinned(office: Office, _: str) -> tuple[Any, ...]:
    do(office, allow_move, "v1", SUNDAY, None)
    return ("v1",)


def asked(office: Office, _: str) -> tuple[Any, ...]:
    do(office, move_visit, "v1", SUNDAY, None)
    return (1,)


def reported(office: Office, _: str) -> tuple[Any, ...]:
    for number in (1, 2, 3):
        do(office, report_visit, f"v{number}", Report(MONDAY, 9 * HOUR, 11 * HOUR), now=AFTER)
    return ()


def connected(office: Office, url: str) -> tuple[Any, ...]:
    do(office, connect_calendar, REP.id, url, USER, secret=PASSWORD)
    return (REP.id,)


def synced(office: Office, url: str) -> tuple[Any, ...]:
    connected(office, url)
    do(office, sync_calendar, REP.id)
    return ("v1",)


def rest_kept(office: Office, _: str) -> tuple[Any, ...]:
    keep_rest(at(office, MORNING), RITA, (LATER, RestMove("v2", TUESDAY, None)))
    deliver(at(office, MORNING))
    return ()


def asking(office: Office, verb: str) -> tuple[Office, Person]:
    """Return who asks and when: the rest of a day is planned again by the rep, on that day."""
    if verb in {"keep_rest", "undo_rest"}:
        return at(office, MORNING).once("request-1"), RITA
    return at(office, AFTER).once("request-1"), owner()


WRITING: dict[str, tuple[Any, Ask, dict[str, Any]]] = {
    "accept_visit": (accept_visit, of_visit(), {}),
    "accept_visits": (accept_visits, lambda _, __: (("v1", "v2"),), {}),
    "decline_visits": (decline_visits, lambda _, __: (("v1", "v2"), "closed"), {}),
    "skip_visits": (skip_visits, lambda _, __: (("v1", "v2"), "road closed"), {}),
    "finish_visits": (finish_visits, lambda _, __: (("v1", "v2"), Report(MONDAY)), {}),
    "report_days": (report_days, lambda _, __: (DaysOrder(MONDAY, MONDAY),), {}),
    "arrive_visit": (arrive_visit, of_visit(MONDAY, 9 * HOUR), {}),
    "move_visit": (move_visit, of_visit(TUESDAY, 10 * HOUR), {}),
    "allow_move": (allow_move, of_visit(SUNDAY, None), {}),
    "decline_visit": (decline_visit, of_visit("closed"), {}),
    "skip_visit": (skip_visit, of_visit("road closed"), {}),
    "report_visit": (report_visit, of_visit(Report(MONDAY, next_step="samples")), {}),
    "report_visits": (report_visits, lambda _, __: ({"v1": Report(MONDAY), "v2": Report(MONDAY)},), {}),
    "note_visit": (note_visit, of_visit("ring twice"), {}),
    "reopen_visit": (reopen_visit, declined, {}),
    "undo_visit": (undo_visit, declined, {}),
    "undo_decision": (undo_decision, lambda office, _: declined(office, _) and (1,), {}),
    "unpin_visit": (unpin_visit, pinned, {}),
    "answer_question": (answer_question, asked, {"agreed": True}),
    "apply_durations": (apply_durations, reported, {}),
    "link_feed": (link_feed, lambda _, __: (REP.id,), {}),
    "revoke_feed": (revoke_feed, lambda office, _: (do(office, link_feed, REP.id) and REP.id,), {}),
    "choose_calendar": (choose_calendar, lambda _, __: (REP.id, {"lunch": True}), {}),
    "list_calendars": (list_calendars, lambda _, url: (url, USER), {"secret": PASSWORD}),
    "connect_calendar": (connect_calendar, lambda _, url: (REP.id, url, USER), {"secret": PASSWORD}),
    "change_secret": (change_secret, lambda office, url: (*connected(office, url), PASSWORD), {}),
    "settle_visit": (settle_visit, synced, {}),
    "import_busy": (import_busy, connected, {}),
    "begin_visit": (begin_visit, lambda _, __: (NOT_PLANNED, 9 * HOUR), {}),
    "report_unplanned": (report_unplanned, lambda _, __: (NOT_PLANNED, Report(MONDAY, next_step="samples")), {}),
    "keep_rest": (keep_rest, lambda _, __: ((LATER, RestMove("v2", TUESDAY, None)),), {}),
    "undo_rest": (undo_rest, rest_kept, {}),
}
"""Each writing use case of visits and calendars, with what it is asked."""

SAFE = {
    "sync_calendar": "asked again it syncs again: what it keeps goes through keep_sync, which refuses what it has seen",
    carry_acts.verb: "each act of a phone has a key of its own, in a table of its own: tests/office/test_acts.py",
    "keep_sync": "part of a sync, never asked by itself: it refuses a state that another sync has left",
}


def rows(office: Office) -> dict[str, list[tuple[Any, ...]]]:
    with reading(office.database) as connection:
        return {
            name: sorted((tuple(row) for row in connection.execute(table.select())), key=repr)
            for name, table in METADATA.tables.items()
        }


@pytest.fixture
def address() -> Iterator[str]:
    with served(google()) as url:
        yield url


def test_every_writing_use_case_of_visits_and_calendars_is_tried_here() -> None:
    mine = {
        verb
        for verb, case in every_use_case().items()
        if case.kind in {"writes", "works"} and case.body.__module__.startswith(("office.visits", "office.calendars"))
    }
    assert mine == WRITING.keys() | SAFE.keys()


@pytest.mark.parametrize("verb", WRITING)
def test_a_request_that_is_repeated_changes_nothing(sqlite_workspace: Office, address: str, verb: str) -> None:
    fill(sqlite_workspace)
    case, ask, more = WRITING[verb]
    arguments = ask(sqlite_workspace, address)
    there, who = asking(sqlite_workspace, verb)
    first = case(there, who, *arguments, **more)
    before = rows(sqlite_workspace)
    second = case(there, who, *arguments, **more)
    assert rows(sqlite_workspace) == before
    assert second == (None if verb == "link_feed" else first) or verb == "list_calendars"


class Crash(Exception):  # noqa: N818 - it is none of ours
    pass


@pytest.mark.parametrize("verb", WRITING)
def test_a_crash_before_the_commit_leaves_nothing(
    sqlite_workspace: Office, address: str, verb: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(sqlite_workspace)
    case, ask, more = WRITING[verb]
    arguments = ask(sqlite_workspace, address)
    before = rows(sqlite_workspace)

    def crash(*_: Any, **__: Any) -> None:
        raise Crash

    monkeypatch.setattr(office.door, "keep_answered", crash)
    there, who = asking(sqlite_workspace, verb)
    with pytest.raises(Crash):
        case(there, who, *arguments, **more)
    assert rows(sqlite_workspace) == before


def test_two_syncs_of_one_calendar_do_not_take_anything_down_twice(sqlite_workspace: Office, address: str) -> None:
    fill(sqlite_workspace)
    synced(sqlite_workspace, address)
    with reading(sqlite_workspace.database) as connection:
        person = rep_person(connection, REP)
    with pytest.raises(SyncedMeanwhileError):
        keep_sync(sqlite_workspace, person, REP.id, Seen(SyncState(), SyncState()))
