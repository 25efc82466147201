"""Whatever the server answers: the event is named, the others go on, nothing is lost, and the next sync repairs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest

from calendars.dav import Access, NoAnswerError, ServerAwayError
from calendars.events import EventRecord
from calendars.links import Deleted, Missing
from calendars.server import LANES
from tests.calendars.dialects import Dialect, google, served
from tests.calendars.servers import PASSWORD, USER
from tests.calendars.test_caldav import V1, Phone, Side
from tests.calendars.week import MONDAY, WEEK, plan, tour, visit

MOVED = plan(tour(MONDAY, visit("v1", "a", 10), visit("v2", "b", 15)), WEEK.tours[1])


@pytest.fixture
def dialect() -> Dialect:
    return google()


@pytest.fixture
def side(dialect: Dialect) -> Iterator[Side]:
    with served(dialect) as url:
        side = Side(Access(url, USER, PASSWORD))
        side.want(WEEK)
        yield side


@pytest.fixture
def hasty(side: Side) -> Side:
    """Have the side wait for an answer no longer than the double keeps silent."""
    side.access = replace(side.access, timeout_s=1.5)
    return side


def agree(side: Side, dialect: Dialect) -> bool:
    """Return whether the calendar holds each wanted event once, at its wanted time."""
    held = [data for _, data in dialect.objects.values()]
    return len(held) == len(side.kept) and all(_held_once(kept.record, held) for kept in side.kept.values())


def _held_once(record: EventRecord, held: list[bytes]) -> bool:
    start = f"DTSTART:{record.start:%Y%m%dT%H%M%SZ}\r\n".encode()
    return sum(start in data and record.uid.encode() in data for data in held) == 1


@pytest.mark.parametrize("fault", [400, 403, 404, 409, 412, 413, 423, 500, 502, 507])
@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_one_refused_change_is_named_and_the_others_are_made(
    side: Side, dialect: Dialect, method: str, fault: int
) -> None:
    side.sync()
    side.want(MOVED if method == "PUT" else plan(WEEK.tours[1]))
    locked = (method, fault) == ("PUT", 423)
    dialect.faults[method] = [fault] * (3 if locked else 1)  # the first two may be locked by one another
    report = side.sync()
    gone_is_done = method == "DELETE" and fault == 404
    assert [problem.code for problem in report.problems] == ([] if gone_is_done else ["event-refused"])
    assert report.written + report.removed == (2 if gone_is_done else 1)
    assert report.stopped is None
    side.sync()
    assert side.sync().written == 0


@pytest.mark.parametrize("fault", [401, 429, 503, "html"])
@pytest.mark.parametrize("method", ["PUT", "PROPFIND", "REPORT"])
def test_a_server_that_cannot_be_worked_with_stops_the_run_and_loses_nothing(
    side: Side, dialect: Dialect, method: str, fault: int | str
) -> None:
    side.sync()
    side.want(MOVED)
    dialect.faults[method] = [fault]
    said = {"html": "web page", 401: "new password"}.get(fault, "busy or being mended")
    if method == "PUT":
        assert said in str(side.sync().stopped)
    else:
        with pytest.raises(ServerAwayError, match=said):
            side.sync()
    side.sync()
    assert agree(side, dialect)
    assert side.answers == []


@pytest.mark.parametrize("method", ["PROPFIND", "REPORT"])
@pytest.mark.parametrize("fault", ["half", 404, 500, "silence"])
def test_half_a_listing_is_no_listing(hasty: Side, dialect: Dialect, method: str, fault: int | str) -> None:
    side = hasty
    side.sync()
    before = side.state
    dialect.faults[method] = [fault]
    with pytest.raises((ServerAwayError, NoAnswerError), match="calendar server"):
        side.sync()
    assert side.state is before
    assert side.sync().answers == ()


def test_a_change_that_arrived_without_an_answer_is_not_taken_for_the_rep_s(hasty: Side, dialect: Dialect) -> None:
    side = hasty
    dialect.faults["PUT"] = ["cut"]
    report = side.sync()
    assert (report.written, len(report.problems)) == (2, 1)
    assert side.sync().answers == ()
    side.want(MOVED)
    dialect.faults["PUT"] = ["cut", "cut"]
    side.sync()
    assert side.sync().answers == ()
    assert agree(side, dialect)
    assert side.sync().written == 0


def test_a_server_that_is_silent_for_long_is_left_alone(hasty: Side, dialect: Dialect) -> None:
    side = hasty
    dialect.faults["PUT"] = ["silence"] * 3
    report = side.sync()
    assert report.written == 0
    assert "does not answer" in str(report.stopped)
    side.sync()
    assert agree(side, dialect)


def test_a_run_that_dies_between_two_changes_is_taken_up_again(side: Side, dialect: Dialect) -> None:
    class PowerCutError(Exception):
        pass

    saved = side.save

    def save_once(state: object, answers: object) -> None:
        if side.state.links:
            raise PowerCutError
        saved(state, answers)  # type: ignore[arg-type]

    side.save = save_once  # type: ignore[method-assign, assignment]
    with pytest.raises(PowerCutError):
        side.sync()
    assert len(dialect.objects) == 3
    side.save = saved  # type: ignore[method-assign]
    assert side.sync().answers == ()
    assert agree(side, dialect)


def test_a_server_that_lost_everything_and_its_memory_is_filled_again(side: Side, dialect: Dialect) -> None:
    side.sync()
    dialect.wipe()
    report = side.sync()
    assert (report.restored_server, report.written, report.answers) == (True, 3, ())
    assert agree(side, dialect)


def test_an_event_deleted_while_our_own_change_was_under_way_is_still_declined(hasty: Side, dialect: Dialect) -> None:
    side = hasty
    dialect.faults["PUT"] = ["cut"] * 3
    assert side.sync().written == 0
    Phone(replace(side.access, timeout_s=30)).delete(V1)
    assert side.sync().answers == (Deleted(V1),)


def test_a_removal_that_arrived_without_an_answer_is_seen_at_once_to_be_ours(hasty: Side, dialect: Dialect) -> None:
    side = hasty
    side.sync()
    side.want(plan(WEEK.tours[1]))
    dialect.faults["DELETE"] = ["cut"]
    report = side.sync()
    assert (report.removed, report.problems) == (2, ())
    side.want(WEEK)
    assert (side.sync().written, side.answers) == (2, [])
    assert agree(side, dialect)


def test_a_removal_that_did_not_arrive_leaves_a_deletion_by_the_rep_in_doubt(hasty: Side, dialect: Dialect) -> None:
    side = hasty
    side.sync()
    side.want(plan(tour(MONDAY, visit("v2", "b", 14)), WEEK.tours[1]))
    dialect.faults["DELETE"] = ["silence"]
    assert [problem.code for problem in side.sync().problems] == ["event-refused"]
    side.want(WEEK)
    Phone(replace(side.access, timeout_s=30)).delete(V1)
    assert (side.sync().answers, side.sync().answers) == ((Missing(V1),), ())
    assert not agree(side, dialect)
    side.settle(V1)
    side.sync()
    assert agree(side, dialect)


def test_a_removal_without_an_answer_or_a_look_is_in_doubt_where_the_plan_wants_the_event_again(
    hasty: Side, dialect: Dialect
) -> None:
    side = hasty
    side.sync()
    side.sync()  # reads the versions that this server does not tell
    side.want(plan(tour(MONDAY, visit("v2", "b", 14)), WEEK.tours[1]))
    dialect.faults["DELETE"], dialect.faults["REPORT"] = ["cut"], [503]
    assert [problem.code for problem in side.sync().problems] == ["event-refused"]
    side.want(WEEK)
    assert side.sync().answers == (Missing(V1),)
    side.settle(V1)
    assert side.sync().written == 1
    assert agree(side, dialect)


@pytest.mark.parametrize("data", [b"", b"<html></html>", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:x", b"\xff\xfe"])
def test_an_object_that_cannot_be_read_is_named_and_left_alone(side: Side, dialect: Dialect, data: bytes) -> None:
    side.sync()
    path = next(path for path, (_, stored) in dialect.objects.items() if V1.encode() in stored)
    dialect.objects[path] = ('"broken"', data.decode("latin-1").encode())
    side.want(MOVED)
    report = side.sync()
    assert report.written == 1
    assert Deleted(V1) not in report.answers
    assert dialect.objects[path][0] == '"broken"'


def test_a_redirection_takes_the_password_to_no_other_site(side: Side, dialect: Dialect) -> None:
    dialect.faults["PROPFIND"] = [302]
    with pytest.raises(ServerAwayError, match="another site"):
        side.sync()


def test_a_server_that_locks_the_calendar_for_each_change_gets_one_at_a_time(side: Side, dialect: Dialect) -> None:
    dialect.faults["PUT"] = [423, 423]
    report = side.sync()
    assert (report.written, report.problems) == (3, ())


def test_changes_are_under_way_side_by_side_and_each_outcome_is_its_event_s(side: Side, dialect: Dialect) -> None:
    days = [MONDAY + timedelta(days=number) for number in range(2 * LANES)]
    side.want(plan(*(tour(day, visit(f"w{number}", "a", 9)) for number, day in enumerate(days))))
    dialect.meeting = Barrier(LANES)  # broken, and every change refused, unless all lanes come together
    dialect.tells_etag = True
    side.sync()
    dialect.meeting = None
    held = {uid: etag for etag, data in dialect.objects.values() for uid in side.kept if uid.encode() in data}
    assert len(held) == 2 * LANES
    assert {uid: link.etag for uid, link in side.state.links.items()} == held
    assert side.sync().written == 0
