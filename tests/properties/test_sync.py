"""Random plans, moves, deletions, failures and syncs: in the end both sides agree, and nothing a human did is lost."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from calendars.dav import NoAnswerError
from calendars.events import EventStatus
from calendars.exchange import SyncState, synchronise
from calendars.feed import KeptEvent, keep
from calendars.links import Answer, Deleted, Hold, Link, Missing, Moved
from calendars.objects import read_object
from calendars.server import Listing, RefusedError, Stored
from calendars.sync import release
from tests.calendars.week import MONDAY, NOW, event

ZURICH = ZoneInfo("Europe/Zurich")
VISITS = ("v1", "v2", "v3", "v4")
OUTCOMES = ("done", "done", "arrived without answer", "lost without answer", "refused", "failed")


class PowerCutError(Exception):
    """Our side dies before it has written down what came of its changes."""


@dataclass
class Shelf:
    """A calendar in memory: versions are numbers, and each change may go wrong as `outcomes` say."""

    base: str = "/rita/"
    lanes: int = 1
    held: dict[str, Stored] = field(default_factory=dict)
    gone: list[tuple[int, str]] = field(default_factory=list)
    count: int = 0
    forgotten: int = 0
    outcomes: list[str] = field(default_factory=list)

    def write(self, href: str, data: bytes) -> str:
        self.count += 1
        self.held[href] = Stored(href, f'"{self.count}"', data)
        return f'"{self.count}"'

    def remove(self, href: str) -> None:
        self.count += 1
        del self.held[href]
        self.gone.append((self.count, href))

    def wipe(self) -> None:
        self.count += 1
        self.held.clear()
        self.gone.clear()
        self.forgotten = self.count

    def listing(self) -> Listing:
        return Listing({href: stored.etag for href, stored in self.held.items()}, str(self.count))

    def read(self, hrefs: Sequence[str]) -> Sequence[Stored]:
        return [self.held[href] for href in hrefs if href in self.held]

    def deleted_since(self, token: str) -> frozenset[str] | None:
        if int(token) < self.forgotten:
            return None
        return frozenset(href for moment, href in self.gone if moment > int(token) and href not in self.held)

    def fate(self) -> str:
        fate = self.outcomes.pop() if self.outcomes else "done"
        if fate in {"refused", "failed"}:
            raise RefusedError(423 if fate == "refused" else 500)
        if fate == "lost without answer":
            raise NoAnswerError(self.base, 1)
        return fate

    def put(self, href: str, data: bytes, if_match: str | None) -> str:
        fate = self.fate()
        if (self.held[href].etag if href in self.held else None) != if_match:
            raise RefusedError(412)
        etag = self.write(href, data)
        if fate != "done":
            raise NoAnswerError(self.base, 1)
        return etag if self.count % 3 else ""

    def delete(self, href: str, if_match: str) -> None:
        fate = self.fate()
        if href in self.held:
            if self.held[href].etag != if_match:
                raise RefusedError(412)
            self.remove(href)
        if fate != "done":
            raise NoAnswerError(self.base, 1)


class TwoSides(RuleBasedStateMachine):
    """`human` holds what the rep did and has not been settled: a start, or None for a deletion.

    `touched` are the events with which the rep or a loss of the server may have done anything since the last sync.
    """

    def __init__(self) -> None:
        super().__init__()
        self.shelf = Shelf()
        self.state = SyncState()
        self.kept: dict[str, KeptEvent] = {}
        self.answers: list[Answer] = []
        self.human: dict[str, datetime | None] = {}
        self.untold: dict[str, datetime | None] = {}
        self.touched: set[str] = set()
        self.clock = NOW

    def on_shelf(self) -> dict[str, tuple[str, datetime]]:
        found = {}
        for href, stored in self.shelf.held.items():
            read = read_object(stored.data, ZURICH)
            assert read is not None
            assert read.uid not in found, "an event stands twice"
            assert isinstance(read.start, datetime)
            found[read.uid] = (href, read.start)
        return found

    @rule(
        hours=st.dictionaries(st.sampled_from(VISITS), st.integers(8, 11)), words=st.sampled_from(["", "Bring samples"])
    )
    def plan(self, hours: dict[str, int], words: str) -> None:
        self.clock += timedelta(hours=1)
        events = [event(visit, hour, description=words) for visit, hour in hours.items()]
        self.kept = keep(self.kept, events, self.clock, MONDAY, MONDAY)

    @precondition(lambda self: self.shelf.held)
    @rule(choice=st.integers(0, 3), half_hours=st.integers(24, 28), back=st.booleans())
    def rep_moves(self, choice: int, half_hours: int, back: bool) -> None:
        uid, (href, now) = sorted(self.on_shelf().items())[choice % len(self.shelf.held)]
        start = datetime(2026, 3, 23, tzinfo=UTC) + timedelta(minutes=30 * half_hours + 15)
        link = self.state.links.get(uid)
        if back and link is not None and isinstance(link.start, datetime):
            start = link.start
        if start == now:
            return
        text = self.shelf.held[href].data.decode()
        for name, moment in (("DTSTART", start), ("DTEND", start + timedelta(hours=1))):
            line = next(line for line in text.split("\r\n") if line.startswith(name))
            text = text.replace(line, f"{name}:{moment:%Y%m%dT%H%M%SZ}")
        self.shelf.write(href, text.encode())
        self.touched.add(uid)
        self.human[uid] = self.untold[uid] = start
        if link is not None and start == link.start and not _under_way(link):  # put back before anybody looked
            del self.untold[uid]
            if link.hold is not Hold.MOVED:
                del self.human[uid]

    @precondition(lambda self: self.shelf.held)
    @rule(choice=st.integers(0, 3))
    def rep_deletes(self, choice: int) -> None:
        uid, (href, _) = sorted(self.on_shelf().items())[choice % len(self.shelf.held)]
        self.shelf.remove(href)
        self.touched.add(uid)
        self.human[uid] = self.untold[uid] = None
        if uid in self.kept and self.kept[uid].record.status is EventStatus.CANCELLED:  # the plan wants it gone too
            del self.human[uid], self.untold[uid]

    @rule()
    def server_loses_everything(self) -> None:
        self.shelf.wipe()
        self.touched |= self.state.links.keys()
        known = {uid: start for uid, start in self.human.items() if start is None and uid not in self.untold}
        self.human = known  # what only the server knew is lost with it
        self.untold.clear()

    @rule(outcomes=st.lists(st.sampled_from(OUTCOMES), max_size=6), power_cut=st.booleans())
    def sync(self, outcomes: list[str], power_cut: bool) -> None:
        self.shelf.outcomes = list(outcomes)
        wanted = {uid for uid, kept in self.kept.items() if kept.record.status is not EventStatus.CANCELLED}
        removing = {uid for uid, link in self.state.links.items() if _being_removed(link)}
        told: list[Answer] = []
        saves = 0

        def save(state: SyncState, answers: Sequence[Answer]) -> None:
            nonlocal saves
            saves += 1
            if saves == 2 and power_cut:
                raise PowerCutError
            self.state = state
            told.extend(answers)

        with suppress(PowerCutError):
            synchronise(self.shelf, self.state, self.kept, ZURICH, save)
        assert {answer.uid for answer in told if isinstance(answer, Missing)} <= removing, "the rep's word was doubted"
        self.heard(told, wanted)

    def heard(self, told: list[Answer], wanted: set[str]) -> None:
        moves = {answer.uid: answer.start for answer in told if isinstance(answer, Moved)}
        gone = {answer.uid for answer in told if isinstance(answer, Deleted | Missing)}
        said = [answer.uid for answer in told if isinstance(answer, Moved | Deleted)]
        assert len(set(said) & self.touched) == len(said), "the rep's word was made up, or heard twice"
        self.touched.clear()
        for uid, start in self.untold.items():
            if uid not in self.kept or (start is None and uid not in wanted):
                continue  # removed on both sides: nothing is lost
            assert moves.get(uid) == start if start is not None else uid in gone, "the rep was not heard"
        self.untold.clear()
        for uid in list(self.human):
            start, kept = self.human[uid], self.kept.get(uid)
            agreed = kept is not None and uid in wanted and kept.record.start == start
            if agreed or (start is None and uid not in wanted):
                del self.human[uid]

    @invariant()
    def what_the_rep_did_stands(self) -> None:
        shelf = self.on_shelf()
        for uid, start in self.human.items():
            if start is None:
                assert uid not in shelf, "a deleted event came back"
            elif uid in shelf:
                assert shelf[uid][1] == start, "a moved event was moved back"

    @rule()
    def planner_settles(self) -> None:
        self.sync([], False)
        links = {uid: release(link) for uid, link in self.state.links.items()}
        self.state = replace(self.state, links=links)
        self.human.clear()
        for _ in range(3):
            self.sync([], False)
        wanted = {
            uid: kept.record.start for uid, kept in self.kept.items() if kept.record.status is not EventStatus.CANCELLED
        }
        assert {uid: start for uid, (_, start) in self.on_shelf().items()} == wanted
        before = self.shelf.count
        self.sync([], False)
        assert self.shelf.count == before, "an agreed calendar was written to"

    def teardown(self) -> None:
        self.planner_settles()


def _under_way(link: Link) -> bool:
    """Return whether another time of ours may have arrived in the meantime."""
    return link.intent is not None and link.intent.start not in {None, link.start}


def _being_removed(link: Link) -> bool:
    """Return whether a removal of ours may have arrived in the meantime."""
    return link.intent is not None and link.intent.start is None


def test_a_deletion_after_a_removal_without_an_answer_is_heard() -> None:
    sides = TwoSides()
    sides.plan(hours={"v4": 8}, words="")
    sides.sync(outcomes=[], power_cut=False)
    sides.plan(hours={}, words="")
    sides.sync(outcomes=["lost without answer"], power_cut=False)
    sides.plan(hours={"v4": 8}, words="")
    sides.rep_deletes(choice=0)
    sides.sync(outcomes=[], power_cut=False)
    sides.what_the_rep_did_stands()
    sides.teardown()


def test_a_deletion_after_a_removal_cut_by_a_power_failure_is_heard() -> None:
    sides = TwoSides()
    sides.plan(hours={"v3": 10, "v4": 8}, words="")
    sides.sync(outcomes=[], power_cut=False)
    sides.plan(hours={"v4": 8}, words="")
    sides.sync(outcomes=["refused"], power_cut=True)
    sides.plan(hours={"v3": 8, "v4": 8}, words="")
    sides.rep_deletes(choice=0)
    sides.rep_deletes(choice=0)
    sides.sync(outcomes=[], power_cut=False)
    sides.what_the_rep_did_stands()
    sides.teardown()


TwoSides.TestCase.settings = settings(
    max_examples=60, stateful_step_count=20, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
TestTwoSides = TwoSides.TestCase
