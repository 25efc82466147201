"""What both sides of a CalDAV sync know: links, items of the server, what to send, what was answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias

Moment: TypeAlias = datetime | date
"""A moment with a zone, or a date for whole days."""


class Hold(StrEnum):
    """Why an event is not touched on the server: the rep did something that the planner has not settled yet."""

    NONE = ""
    MOVED = "moved"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Intent:
    """A change that was about to be sent; it may have arrived. `start` is None for a deletion."""

    start: Moment | None = None
    end: Moment | None = None
    content: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """One event that both sides have.

    Attributes
    ----------
    href, etag : str
        Where the server keeps it, and its version when we last read or wrote it; an empty `etag` is unknown.
    start, end : datetime or date
        When it took place on the server then.
    content : str
        Fingerprint of what we last sent; empty where we never did.
    words : str
        The description that we last sent.
    note : str
        The rep's own words in it, as last read.
    """

    uid: str
    href: str
    etag: str
    start: Moment
    end: Moment
    content: str = ""
    words: str = ""
    note: str = ""
    hold: Hold = Hold.NONE
    intent: Intent | None = None


@dataclass(frozen=True, slots=True)
class RemoteEvent:
    """What a client or server made of an event."""

    uid: str
    start: Moment
    end: Moment
    cancelled: bool = False
    description: str = ""


@dataclass(frozen=True, slots=True)
class RemoteItem:
    """An object on the server; `event` is None where it was not read, because its version is the known one."""

    href: str
    etag: str
    event: RemoteEvent | None = None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The server's side at one moment.

    Attributes
    ----------
    items : mapping of href to RemoteItem
        With an `event` of None also where the object cannot be read.
    deleted : frozenset of str or None
        What the server itself says was deleted since the last sync; None where it cannot say.
    """

    items: Mapping[str, RemoteItem]
    deleted: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Put:
    """Write an event; `if_match` is the version that it replaces, None where there must be none yet."""

    uid: str
    href: str
    data: bytes
    if_match: str | None


@dataclass(frozen=True, slots=True)
class Delete:
    """Remove an event of that version."""

    uid: str
    href: str
    if_match: str


Action: TypeAlias = Put | Delete


@dataclass(frozen=True, slots=True)
class Moved:
    """The rep gave the event another time."""

    uid: str
    start: Moment
    end: Moment


@dataclass(frozen=True, slots=True)
class Deleted:
    """The rep removed or cancelled the event: declined, with the reason still to be asked."""

    uid: str


@dataclass(frozen=True, slots=True)
class Missing:
    """The event is gone, and nobody can tell by whom: the rep, or a removal of ours that had no answer.

    It is held like a deleted one until the planner has settled it.
    """

    uid: str


@dataclass(frozen=True, slots=True)
class Restored:
    """The rep took the removal back."""

    uid: str


@dataclass(frozen=True, slots=True)
class Noted:
    """The rep wrote into the event; `text` is without the lines that were ours."""

    uid: str
    text: str


Answer: TypeAlias = Moved | Deleted | Missing | Restored | Noted


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What to keep, to send and to tell; `links` already carry the intents of `actions`."""

    links: Mapping[str, Link]
    actions: tuple[Action, ...] = ()
    answers: tuple[Answer, ...] = ()
    restored_server: bool = False
