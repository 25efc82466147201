"""The two-way sync as a pure function: our links, the wanted events and the server's items give actions and answers.

What a human did on the server always wins over what the plan wants: a moved event is left where it was put, a deleted
one is not sent again, until the planner has settled it (`release`). Times are compared, not SEQUENCE, which clients
need not raise.

Every change is written down as an `Intent` before it is sent. A sync that was cut in the middle therefore knows, next
time, which of the server's changes were its own. One thing alone it cannot know: by whom an event is gone after a
removal that had no answer, because an absence has no version. Where the plan wants that event again, it is not sent
over what may be the rep's word, but asked about (`Missing`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from calendars.events import EventRecord, EventStatus
from calendars.feed import KeptEvent, calendar_object
from calendars.links import (
    Action,
    Answer,
    Delete,
    Deleted,
    Hold,
    Intent,
    Link,
    Missing,
    Moment,
    Moved,
    Noted,
    Put,
    Reconciled,
    RemoteEvent,
    RemoteItem,
    Restored,
    Snapshot,
)
from calendars.notes import own_words, words_of

LEAST_FOR_LOSS = 2
"""Links that must all be missing before a server that keeps no history is thought to have lost them."""


def to_read(links: Mapping[str, Link], foreign: Mapping[str, str], listing: Mapping[str, str]) -> tuple[str, ...]:
    """Return the hrefs whose content must be read before reconciling.

    Parameters
    ----------
    links : mapping of UID to Link
    foreign : mapping of href to ETag
        Objects read before that are none of ours.
    listing : mapping of href to ETag
        The server's objects now. Links that it lacks are read too: a listing may be incomplete.
    """
    known = {**foreign, **{link.href: link.etag for link in links.values()}}
    changed = [href for href, etag in listing.items() if known.get(href) != etag or not etag]
    missing = [link.href for link in links.values() if link.href not in listing and link.hold is not Hold.DELETED]
    return (*changed, *missing)


def reconcile(links: Mapping[str, Link], wanted: Mapping[str, KeptEvent], snapshot: Snapshot, base: str) -> Reconciled:
    """Compare both sides.

    Parameters
    ----------
    links : mapping of UID to Link
    wanted : mapping of UID to KeptEvent
        The events that this sync is about, cancelled ones included; others are left as they are, and forgotten once
        the server has them no more.
    snapshot : Snapshot
        With the content of every href that `to_read` named, where the server has it.
    base : str
        The href of the calendar, ending in a slash; new events are put below it.
    """
    run = _Run(links, snapshot, base, lost=_lost(links, snapshot))
    for uid, kept in sorted(wanted.items()):
        link = links.get(uid)
        item = run.item_of(uid, link)
        if link is None:
            run.unlinked(kept, item)
        elif item is None:
            run.vanished(link, kept)
        else:
            run.present(link, kept, item)
    for uid in links.keys() - wanted.keys():
        run.beyond(links[uid])
    return Reconciled(run.kept_links, tuple(run.actions), tuple(run.answers), run.lost)


def release(link: Link) -> Link:
    """Return the link free again: the planner has settled what the rep did, and the plan's word counts."""
    if link.hold is Hold.DELETED:
        return replace(link, hold=Hold.NONE, etag="", content="")
    return replace(link, hold=Hold.NONE)


def _lost(links: Mapping[str, Link], snapshot: Snapshot) -> bool:
    """Return whether the server has lost its state: nothing of ours is left, and no deletion is on record."""
    expected = [link for link in links.values() if link.hold is not Hold.DELETED and link.content]
    uids = {item.event.uid for item in snapshot.items.values() if item.event is not None}
    gone = [link for link in expected if link.href not in snapshot.items and link.uid not in uids]
    recorded = snapshot.deleted is not None and all(link.href in snapshot.deleted for link in gone)
    return len(gone) == len(expected) >= LEAST_FOR_LOSS and not recorded


@dataclass(slots=True)
class _Run:
    links: Mapping[str, Link]
    snapshot: Snapshot
    base: str
    lost: bool
    kept_links: dict[str, Link] = field(init=False)
    by_uid: dict[str, RemoteItem] = field(init=False)
    actions: list[Action] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.kept_links = dict(self.links)
        items = sorted(self.snapshot.items.values(), key=lambda item: item.href, reverse=True)
        self.by_uid = {item.event.uid: item for item in items if item.event is not None}

    def item_of(self, uid: str, link: Link | None) -> RemoteItem | None:
        """Return the event's item where it was, or wherever the server keeps its UID now."""
        known = None if link is None else self.snapshot.items.get(link.href)
        if known is not None and (known.event is None or known.event.uid == uid):
            return known
        return self.by_uid.get(uid)

    def unlinked(self, kept: KeptEvent, item: RemoteItem | None) -> None:
        """First sync, or our state was lost: take over what the server has."""
        record = kept.record
        if item is not None and item.event is not None and _cancelled(kept):
            self.answers.append(Restored(record.uid))  # deleted on both sides before, and taken out of the bin
            place = (item.href, item.etag, item.event.start, item.event.end)
            self.kept_links[record.uid] = Link(record.uid, *place, hold=Hold.MOVED)
        elif item is not None:
            self.present(Link(record.uid, item.href, "", record.start, record.end), kept, item)
        elif not _cancelled(kept):
            self.put(Link(record.uid, f"{self.base}{record.uid}.ics", "", record.start, record.end), kept, None)

    def beyond(self, link: Link) -> None:
        if self.item_of(link.uid, link) is None:
            del self.kept_links[link.uid]

    def vanished(self, link: Link, kept: KeptEvent) -> None:
        if _cancelled(kept):
            del self.kept_links[link.uid]
        elif link.hold is not Hold.DELETED and self.must_send_again(link):
            self.send_again(replace(link, etag="", content=""), kept)
        elif link.hold is not Hold.DELETED:
            removing = link.intent is not None and link.intent.start is None
            self.hold_back(replace(link, etag=""), Missing(link.uid) if removing else Deleted(link.uid))

    def must_send_again(self, link: Link) -> bool:
        """Return whether the event is missing by no act of the rep's: never arrived, or lost."""
        recorded = self.snapshot.deleted is not None and link.href in self.snapshot.deleted
        return self.lost or (not link.content and not recorded)

    def send_again(self, link: Link, kept: KeptEvent) -> None:
        if link.hold is Hold.MOVED and not _agree(link, kept):
            self.kept_links[link.uid] = link  # the rep's time is not overwritten before the planner has settled it
        else:
            self.put(release(link), kept, None)

    def hold_back(self, link: Link, answer: Deleted | Missing) -> None:
        self.kept_links[link.uid] = replace(link, hold=Hold.DELETED, intent=None)
        self.answers.append(answer)

    def present(self, link: Link, kept: KeptEvent, item: RemoteItem) -> None:
        if item.event is None and item.etag != link.etag:
            return  # it cannot be read: nothing is known of it, so nothing is done to it
        read = self.read(link, item)
        if read.hold is Hold.MOVED and not _cancelled(kept) and _agree(read, kept):
            read = release(read)
        self.kept_links[link.uid] = read
        if _cancelled(kept) and read.hold is not Hold.MOVED:
            self.kept_links[link.uid] = replace(read, intent=Intent())
            self.actions.append(Delete(link.uid, item.href, item.etag))
        elif read.hold is Hold.NONE and not (read.content == kept.record.content and _agree(read, kept)):
            self.put(read, kept, item.etag)

    def read(self, link: Link, item: RemoteItem) -> Link:
        """Return the link after what the rep did to the item, telling it as answers."""
        event = item.event
        if event is None or item.etag == link.etag:
            return replace(link, intent=None)
        if event.cancelled:
            if link.hold is not Hold.DELETED:
                self.hold_back(link, Deleted(link.uid))
            return replace(link, href=item.href, etag=item.etag, hold=Hold.DELETED, intent=None)
        if link.hold is Hold.DELETED:
            self.answers.append(Restored(link.uid))
            link = replace(link, hold=Hold.MOVED)  # until the plan holds it again
        self.tell_note(link, event)
        content = link.content
        if not _ours(link, event):
            self.answers.append(Moved(link.uid, event.start, event.end))
            link = replace(link, hold=Hold.MOVED)
        elif link.intent is not None:
            content = "" if _times(link) == _times(event) else link.intent.content
            link = replace(link, words=link.intent.words)
        note = own_words(event.description, link) or link.note
        link = replace(link, href=item.href, etag=item.etag, start=event.start, end=event.end)
        return replace(link, content=content, note=note, intent=None)

    def tell_note(self, link: Link, event: RemoteEvent) -> None:
        note = own_words(event.description, link)
        if note and note != link.note:
            self.answers.append(Noted(link.uid, note))

    def put(self, link: Link, kept: KeptEvent, if_match: str | None) -> None:
        record = kept.record
        intent = Intent(record.start, record.end, record.content, words_of(kept.body))
        self.kept_links[link.uid] = replace(link, intent=intent)
        self.actions.append(Put(link.uid, link.href, calendar_object(kept), if_match))


def _cancelled(kept: KeptEvent) -> bool:
    return kept.record.status is EventStatus.CANCELLED


def _times(thing: Link | RemoteEvent | EventRecord | Intent) -> tuple[Moment | None, Moment | None]:
    return thing.start, thing.end


def _agree(link: Link, kept: KeptEvent) -> bool:
    return _times(link) == _times(kept.record)


def _ours(link: Link, event: RemoteEvent) -> bool:
    """Return whether the event takes place when we last put it, whether or not our last word arrived.

    If a new time was under way and the old one is read from a new version, the rep may have moved it back: theirs.
    """
    intent = link.intent
    if intent is None or intent.start is None or _times(intent) == _times(link):
        return _times(event) == _times(link)
    return _times(event) == _times(intent)
