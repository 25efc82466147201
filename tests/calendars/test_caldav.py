"""The contract of a two-way sync, held on Radicale, on Xandikos and on doubles of Google's and Microsoft's dialects."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import requests

from calendars.busy import Busy, busy_time
from calendars.compose import compose
from calendars.dav import Access, ServerAwayError, same_origin
from calendars.discovery import find_calendars, make_calendar
from calendars.events import EventKind, event_uid
from calendars.exchange import SyncReport, SyncState, synchronise
from calendars.feed import KeptEvent, keep
from calendars.links import Answer, Deleted, Hold, Moved, Noted, Restored
from calendars.server import CalendarServer, RefusedError
from calendars.sync import release
from scheduler.plan import Plan
from tests.calendars.dialects import google, microsoft, served
from tests.calendars.servers import PASSWORD, USER, radicale, xandikos
from tests.calendars.week import CHOICES, FACTS, MONDAY, NOW, REP, WEEK, plan, tour, visit

ZURICH = ZoneInfo("Europe/Zurich")
V1 = event_uid(EventKind.VISIT, "v1")


@dataclass
class Side:
    """Our side of a sync: what is wanted and what was kept."""

    access: Access
    state: SyncState = field(default_factory=SyncState)
    kept: dict[str, KeptEvent] = field(default_factory=dict)
    answers: list[Answer] = field(default_factory=list)

    def want(self, week: Plan) -> None:
        self.kept = keep(self.kept, compose(week, REP, FACTS, CHOICES), NOW, week.start, week.end)

    def save(self, state: SyncState, answers: Sequence[Answer]) -> None:
        self.state = state
        self.answers += answers

    def sync(self) -> SyncReport:
        return synchronise(CalendarServer(self.access), self.state, self.kept, ZURICH, self.save)

    def settle(self, uid: str) -> None:
        links = {**self.state.links, uid: release(self.state.links[uid])}
        self.state = replace(self.state, links=links)


def timed(text: str, name: str, moment: datetime) -> str:
    return re.sub(rf"{name}.*\r\n", f"{name}:{moment:%Y%m%dT%H%M%SZ}\r\n", text)


@dataclass
class Phone:
    """The rep's own client on the same calendar."""

    access: Access

    def objects(self) -> dict[str, str]:
        server = CalendarServer(self.access)
        stored = server.read(list(server.listing().etags))
        texts = (item.data.decode().replace("\r\n ", "") for item in stored)
        return {re.findall(r"\nUID:(.*)\r\n", text)[0]: text for text in texts}

    def edit(self, uid: str, change: Callable[[str], str]) -> None:
        server = CalendarServer(self.access)
        for item in server.read(list(server.listing().etags)):
            if uid in item.data.decode().replace("\r\n ", ""):
                server.put(item.href, change(item.data.decode()).encode(), item.etag)

    def move(self, uid: str, start: datetime) -> None:
        end = start + timedelta(hours=1)
        self.edit(uid, lambda text: timed(timed(text, "DTSTART", start), "DTEND", end))

    def delete(self, uid: str) -> None:
        server = CalendarServer(self.access)
        for item in server.read(list(server.listing().etags)):
            if uid in item.data.decode().replace("\r\n ", ""):
                server.delete(item.href, item.etag)

    def add(self, uid: str, *lines: str) -> None:
        head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:phone", "BEGIN:VEVENT", f"UID:{uid}"]
        text = "\r\n".join([*head, "DTSTAMP:20260101T000000Z", *lines, "END:VEVENT", "END:VCALENDAR", ""])
        server = CalendarServer(self.access)
        server.put(f"{server.base}{uid}.ics", text.encode(), None)


@pytest.fixture(scope="module")
def addresses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    with ExitStack() as stack:
        yield {
            "radicale": stack.enter_context(radicale(tmp_path_factory.mktemp("radicale"))),
            "xandikos": stack.enter_context(xandikos(tmp_path_factory.mktemp("xandikos"))),
        }


@pytest.fixture(params=["radicale", "xandikos", "google", "microsoft"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def access(kind: str, addresses: dict[str, str]) -> Iterator[Access]:
    if kind in addresses:
        yield make_calendar(Access(addresses[kind], USER, PASSWORD), "Visits")
        return
    with served({"google": google, "microsoft": microsoft}[kind]()) as url:
        yield Access(url, USER, PASSWORD)


@pytest.fixture
def side(access: Access) -> Side:
    side = Side(access)
    side.want(WEEK)
    return side


@pytest.fixture
def phone(access: Access) -> Phone:
    return Phone(access)


def wipe(access: Access) -> None:
    """Lose the calendar with its history, and have an empty one in its place."""
    auth = (USER.encode(), PASSWORD.encode())
    requests.delete(access.url, auth=auth, timeout=5).raise_for_status()
    requests.request("MKCALENDAR", access.url, auth=auth, timeout=5).raise_for_status()


def test_the_calendar_is_found_from_its_own_address(access: Access) -> None:
    assert [calendar.url.rstrip("/") for calendar in find_calendars(access)] == [access.url.rstrip("/")]


def test_events_are_pushed_once_and_an_empty_sync_writes_nothing(side: Side, phone: Phone) -> None:
    first = side.sync()
    assert (first.written, first.removed, first.problems, first.answers) == (3, 0, (), ())
    assert phone.objects().keys() == side.kept.keys()
    for _ in range(2):
        again = side.sync()
        assert (again.written, again.removed, again.answers, again.problems) == (0, 0, (), ())


def test_a_new_plan_changes_and_removes_what_it_must(side: Side, phone: Phone) -> None:
    side.sync()
    side.want(plan(tour(MONDAY, visit("v1", "a", 10), visit("v4", "c", 15))))
    report = side.sync()
    assert (report.written, report.removed, report.answers) == (2, 2, ())
    assert phone.objects().keys() == {V1, event_uid(EventKind.VISIT, "v4")}
    assert side.sync().written == 0


def test_a_moved_event_is_told_and_left_where_the_rep_put_it(side: Side, phone: Phone) -> None:
    side.sync()
    moved = datetime(2026, 3, 24, 13, tzinfo=UTC)
    phone.move(V1, moved)
    assert side.sync().answers == (Moved(V1, moved, moved + timedelta(hours=1)),)
    side.want(plan(tour(MONDAY, visit("v1", "a", 11), visit("v2", "b", 14)), WEEK.tours[1]))
    again = side.sync()
    assert (again.answers, again.written) == ((), 0)
    agreed = plan(tour(MONDAY, visit("v2", "b", 14)), tour(date(2026, 3, 24), visit("v1", "a", 14)), WEEK.tours[1])
    side.want(agreed)
    side.sync()
    assert side.state.links[V1].hold is Hold.NONE
    assert side.sync().written == 0


def test_a_move_that_the_planner_refuses_is_taken_back_only_then(side: Side, phone: Phone) -> None:
    side.sync()
    phone.move(V1, datetime(2026, 3, 24, 13, tzinfo=UTC))
    side.sync()
    side.settle(V1)
    side.want(plan(tour(MONDAY, visit("v1", "a", 11), visit("v2", "b", 14)), WEEK.tours[1]))
    assert side.sync().written == 1
    assert side.sync().answers == ()


def test_a_deleted_event_is_declined_and_never_pushed_again_silently(side: Side, phone: Phone) -> None:
    side.sync()
    phone.delete(V1)
    assert side.sync().answers == (Deleted(V1),)
    side.want(plan(tour(MONDAY, visit("v1", "a", 11), visit("v2", "b", 14)), WEEK.tours[1]))
    again = side.sync()
    assert (again.written, again.answers) == (0, ())
    side.settle(V1)
    assert side.sync().written == 1
    assert V1 in phone.objects()


def test_the_last_events_deleted_by_hand_are_declined_where_the_server_remembers(side: Side, phone: Phone) -> None:
    side.sync()
    side.sync()
    for uid in side.kept:
        phone.delete(uid)
    report = side.sync()
    if side.state.token:
        assert report.answers == tuple(Deleted(uid) for uid in sorted(side.kept))
    else:
        assert report.restored_server


def test_a_cancelled_event_is_declined_and_comes_back_when_the_rep_says_so(side: Side, phone: Phone) -> None:
    side.sync()
    phone.edit(V1, lambda text: re.sub(r"STATUS:\w+", "STATUS:CANCELLED", text))
    assert side.sync().answers == (Deleted(V1),)
    assert side.sync().answers == ()
    phone.edit(V1, lambda text: re.sub(r"STATUS:\w+", "STATUS:CONFIRMED", text))
    assert side.sync().answers == (Restored(V1),)


def test_what_the_rep_writes_into_an_event_is_told_without_our_own_lines(side: Side, phone: Phone) -> None:
    side.sync()
    phone.edit(V1, lambda text: text.replace("DESCRIPTION:", "DESCRIPTION:Bring the red samples\\n"))
    assert side.sync().answers == (Noted(V1, "Bring the red samples"),)
    assert side.sync().answers == ()


def test_a_stale_version_is_never_overwritten(side: Side, phone: Phone, access: Access) -> None:
    side.sync()
    server = CalendarServer(access)
    href, etag = next((href, etag) for href, etag in server.listing().etags.items() if V1 in href)
    phone.move(V1, datetime(2026, 3, 24, 13, tzinfo=UTC))
    body = server.read([href])[0].data
    with pytest.raises(RefusedError, match="changed it a moment ago"):
        server.put(href, body, etag)
    with pytest.raises(RefusedError):
        server.put(href, body, None)
    with pytest.raises(RefusedError):
        server.delete(href, etag)


def test_a_first_sync_with_an_existing_calendar_takes_over_and_doubles_nothing(side: Side, phone: Phone) -> None:
    side.sync()
    phone.add("own-1", "SUMMARY:Dentist", "DTSTART:20260325T080000Z", "DTEND:20260325T090000Z")
    moved = datetime(2026, 3, 24, 13, tzinfo=UTC)
    phone.move(V1, moved)
    side.state = SyncState()
    report = side.sync()
    assert report.answers == (Moved(V1, moved, moved + timedelta(hours=1)),)
    assert phone.objects().keys() == {*side.kept, "own-1"}
    assert side.sync().written == 0


@pytest.mark.parametrize("kind", ["radicale", "xandikos"], indirect=True)
def test_a_server_that_lost_its_state_is_filled_again_and_nothing_is_declined(
    side: Side, phone: Phone, access: Access
) -> None:
    side.sync()
    wipe(access)
    report = side.sync()
    assert (report.restored_server, report.written, report.answers) == (True, 3, ())
    assert phone.objects().keys() == side.kept.keys()


@pytest.mark.parametrize("kind", ["radicale", "google", "microsoft"], indirect=True)
def test_a_changed_password_stops_the_sync_and_changes_nothing(side: Side, access: Access) -> None:
    side.sync()
    before = side.state
    side.access = replace(access, password=PASSWORD[::-1])
    with pytest.raises(ServerAwayError, match="new password"):
        side.sync()
    assert side.state == before


def test_busy_time_is_read_from_the_rep_s_own_calendar_without_titles(side: Side, phone: Phone, access: Access) -> None:
    side.sync()
    phone.add("own-1", "SUMMARY:Dentist", "DTSTART:20260325T080000Z", "DTEND:20260325T090000Z")
    weekly = ("DTSTART:20260105T060000Z", "DTEND:20260105T070000Z", "RRULE:FREQ=WEEKLY;BYDAY=TH", "SUMMARY:Choir")
    phone.add("own-2", *weekly)
    stored = CalendarServer(access).between(MONDAY, date(2026, 3, 29))
    objects = [(item.href, item.data) for item in stored]
    busy = busy_time(objects, side.kept.keys(), ZURICH, MONDAY, date(2026, 3, 29))
    assert busy.problems == ()
    assert busy.spans == (
        Busy(datetime(2026, 3, 25, 8, tzinfo=UTC), datetime(2026, 3, 25, 9, tzinfo=UTC)),
        Busy(datetime(2026, 3, 26, 6, tzinfo=UTC), datetime(2026, 3, 26, 7, tzinfo=UTC)),
    )


def test_a_password_never_goes_over_an_open_line() -> None:
    with pytest.raises(ValueError, match="by https"):
        Access("http://calendar.example.org/", USER, PASSWORD)


def test_calendars_are_found_from_the_server_s_address(addresses: dict[str, str]) -> None:
    for url in addresses.values():
        made = make_calendar(Access(url, USER, PASSWORD), "Findable")
        found = {calendar.url.rstrip("/"): calendar.name for calendar in find_calendars(Access(url, USER, PASSWORD))}
        assert found[made.url.rstrip("/")] == "Findable"


def test_a_server_that_makes_no_calendars_says_what_to_do() -> None:
    with served(google()) as url, pytest.raises(ServerAwayError, match="address of the calendar itself"):
        make_calendar(Access(url, USER, PASSWORD), "Visits")


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ("https://caldav.example.org/1/", True),
        ("https://CALDAV.example.org:443/1/", True),
        ("https://p07-caldav.example.org/1/", False),
        ("https://caldav.example.org:8443/", False),
        ("http://caldav.example.org/", False),
        ("https://example.org/", False),
        ("https://caldav.example.org@evil.example/", False),
        ("https://caldav.example.org:x/", False),
        ("/1/", False),
    ],
)
def test_a_password_goes_to_the_same_origin_alone(other: str, *, same: bool) -> None:
    assert same_origin("https://caldav.example.org/", other) is same


def test_sites_that_share_a_domain_are_not_the_same() -> None:
    assert not same_origin("https://cal.example.co.uk/", "https://evil.co.uk/")
    assert not same_origin("https://alice.github.io", "https://mallory.github.io")
    assert not same_origin("http://127.0.0.1:5232/", "http://10.66.0.1/")
