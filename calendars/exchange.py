"""One sync with one calendar: read, reconcile, write the intents down, send, write the outcomes down."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import TypeAlias
from zoneinfo import ZoneInfo

from calendars.dav import NoAnswerError, ServerAwayError
from calendars.feed import KeptEvent
from calendars.links import Action, Answer, Delete, Link, Put, Reconciled, RemoteItem, Snapshot
from calendars.objects import UnreadableError, read_object
from calendars.server import Listing, RefusedError, Remote, Stored
from calendars.sync import reconcile, to_read
from routing.problems import Problem, WorldError
from routing.sentences import sentence

LOCKED = 423
PATIENCE = 3
"""Changes in a row without an answer, after which the server is left alone."""


@dataclass(frozen=True, slots=True)
class SyncState:
    """What is kept between syncs of one calendar: links by UID, the ETags of others' objects, the server's token."""

    links: Mapping[str, Link] = field(default_factory=dict)
    foreign: Mapping[str, str] = field(default_factory=dict)
    token: str = ""


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What a sync did: how many events it wrote and removed, what the rep had done, what could not be done.

    `stopped` is why it ended early, None where it went through.
    """

    written: int
    removed: int
    answers: tuple[Answer, ...]
    problems: tuple[Problem, ...]
    restored_server: bool = False
    stopped: WorldError | None = None


_Outcome: TypeAlias = str | RefusedError | NoAnswerError | ServerAwayError

Save = Callable[[SyncState, Sequence[Answer]], None]


def synchronise(
    remote: Remote, state: SyncState, wanted: Mapping[str, KeptEvent], zone: ZoneInfo, save: Save
) -> SyncReport:
    """Bring a calendar and the wanted events together.

    Parameters
    ----------
    remote : Remote
    state : SyncState
        As saved last.
    wanted : mapping of UID to KeptEvent
    zone : ZoneInfo
        The rep's own, for floating times.
    save : callable
        Keeps a state, and the answers with it, for good; called before anything is sent and again at the end.

    Raises
    ------
    ServerAwayError, NoAnswerError
        If the calendar cannot be read; nothing was sent or saved then.
    """
    listing = remote.listing()
    own = frozenset(state.links) | frozenset(wanted)
    snapshot, foreign, problems = _look(remote, state, listing, own, zone)
    reconciled = reconcile(state.links, wanted, snapshot, remote.base)
    state = SyncState(reconciled.links, foreign, listing.token)
    save(state, reconciled.answers)
    sending = _Sending(remote, dict(reconciled.links), problems)
    try:
        sending.send_all(reconciled.actions)
    finally:
        save(replace(state, links=sending.links), ())
    return _report(reconciled, sending)


def _report(reconciled: Reconciled, sending: _Sending) -> SyncReport:
    done = (sending.written, sending.removed, reconciled.answers, tuple(sending.problems))
    return SyncReport(*done, reconciled.restored_server, sending.stopped)


def _look(
    remote: Remote, state: SyncState, listing: Listing, own: frozenset[str], zone: ZoneInfo
) -> tuple[Snapshot, dict[str, str], list[Problem]]:
    """Read what changed; what is known to be none of ours is not read again, unless it stands where ours would."""
    places = {f"{remote.base}{uid}.ics" for uid in own}
    foreign = {h: e for h, e in state.foreign.items() if listing.etags.get(h) == e and h not in places}
    hrefs = to_read(state.links, foreign, listing.etags)
    unread = listing.etags.keys() - set(hrefs)
    items = {href: RemoteItem(href, listing.etags[href]) for href in unread}
    problems: list[Problem] = []
    for stored in remote.read(hrefs) if hrefs else ():
        item = _item(stored, zone, problems)
        items[stored.href] = item
        if item.event is None or item.event.uid not in own:
            foreign[stored.href] = stored.etag
    missing = any(link.href not in items for link in state.links.values())
    deleted = remote.deleted_since(state.token) if missing and state.token else None
    return Snapshot(items, deleted), foreign, problems


def _item(stored: Stored, zone: ZoneInfo, problems: list[Problem]) -> RemoteItem:
    try:
        return RemoteItem(stored.href, stored.etag, read_object(stored.data, zone))
    except UnreadableError as error:
        action = "Mend or delete it in your calendar program; until then it is left alone."
        problems.append(Problem("event-unreadable", stored.href, str(error), action))
        return RemoteItem(stored.href, stored.etag)


@dataclass(slots=True)
class _Sending:
    remote: Remote
    links: dict[str, Link]
    problems: list[Problem]
    written: int = 0
    removed: int = 0
    unanswered: int = 0
    stopped: WorldError | None = None

    def send_all(self, actions: Sequence[Action]) -> None:
        """Send changes; each event has one, so none overtakes another.

        Events are written side by side, as many as the server takes, and removed one after the other: they are few,
        and not every server survives two removals at once.
        """
        self.send_abreast([action for action in actions if isinstance(action, Put)], self.remote.lanes)
        self.send_abreast([action for action in actions if isinstance(action, Delete)], 1)

    def send_abreast(self, waiting: Sequence[Action], lanes: int) -> None:
        with ThreadPoolExecutor(lanes) as pool:
            while waiting and self.stopped is None:
                abreast, waiting = waiting[:lanes], waiting[lanes:]
                outcomes = list((pool.map if lanes > 1 else map)(self.outcome, abreast))
                pairs = list(zip(abreast, outcomes, strict=True))
                locked = [action for action, outcome in pairs if lanes > 1 and _locked(outcome)]
                for action, outcome in pairs:
                    if lanes == 1 or not _locked(outcome):
                        self.note(action, outcome)
                if locked:  # by our own other changes: such a server takes one at a time
                    waiting, lanes = [*locked, *waiting], 1

    def outcome(self, action: Action) -> _Outcome:
        """Send one change, touching nothing of ours; return the new ETag, or why there is none."""
        try:
            if isinstance(action, Put):
                return self.remote.put(action.href, action.data, action.if_match)
            self.remote.delete(action.href, action.if_match)
        except (RefusedError, NoAnswerError, ServerAwayError) as error:
            return error
        return ""

    def note(self, action: Action, outcome: _Outcome) -> None:
        self.unanswered = self.unanswered + 1 if isinstance(outcome, NoAnswerError) else 0
        if isinstance(outcome, str):
            self.done(action, outcome)
        elif isinstance(outcome, ServerAwayError):
            self.stopped = self.stopped or outcome
        else:
            certain = isinstance(outcome, RefusedError) and outcome.certain
            if not certain and isinstance(action, Delete) and self.is_gone(action):
                self.done(action, "")
            else:
                self.refused(action, str(outcome), certain=certain)
        if self.unanswered == PATIENCE:
            reason = "does not answer"
            self.stopped = ServerAwayError(self.remote.base, reason, "The next sync goes on from here.")

    def is_gone(self, action: Delete) -> bool:
        """Return whether a removal without an answer is seen to have happened.

        It is looked at here and now, because at the next sync the plan may want the event again, and then nobody can
        tell any more whether it was we or the rep who removed it.
        """
        try:
            return not self.remote.read([action.href])
        except (NoAnswerError, ServerAwayError):
            return False

    def done(self, action: Action, etag: str) -> None:
        if isinstance(action, Delete):
            del self.links[action.uid]
            self.removed += 1
        else:
            self.links[action.uid] = arrived(self.links[action.uid], etag)
            self.written += 1

    def refused(self, action: Action, reason: str, *, certain: bool) -> None:
        kind = "written" if isinstance(action, Put) else "removed"
        cause = sentence("was not {kind}: {reason}", kind=kind, reason=reason)
        self.problems.append(Problem("event-refused", action.uid, cause, "It is tried again at the next sync."))
        if certain:
            self.links[action.uid] = replace(self.links[action.uid], intent=None)


def _locked(outcome: _Outcome) -> bool:
    return isinstance(outcome, RefusedError) and outcome.status == LOCKED


def arrived(link: Link, etag: str) -> Link:
    """Return the link after its intent was carried out.

    Raises
    ------
    ValueError
        If it had no intent to write.
    """
    intent = link.intent
    if intent is None or intent.start is None or intent.end is None:
        raise ValueError(f"nothing was to be written for {link.uid}")
    times = {"start": intent.start, "end": intent.end}
    return replace(link, etag=etag, content=intent.content, words=intent.words, intent=None, **times)  # type: ignore[arg-type]
