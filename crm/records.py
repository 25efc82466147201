"""What goes between us and a CRM: records that are read page by page, visits that are written, what came of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol


class Noun(StrEnum):
    """What is read of a CRM; `WRITTEN` are our own visits there, read again to see what people did to them."""

    ACCOUNTS = "accounts"
    CONTACTS = "contacts"
    OPPORTUNITIES = "opportunities"
    ACTIVITIES = "activities"
    WRITTEN = "written"


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a noun is read: everything that was changed before `at`, and at that instant up to the record `id`.

    `cursor` is the CRM's own place between two pages of one run; it is not kept.
    """

    at: str = ""
    id: str = ""
    cursor: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """One record as the CRM has it.

    Attributes
    ----------
    id, changed_at : str
        Its id there, and the instant of its last change (ISO 8601 with a zone).
    fields : mapping of str
        By the names that the ready maps of imports know; an empty field is not there.
    about : str
        The account that it belongs to, by the CRM's id; empty for an account.
    gone : bool
        Whether it was deleted or archived there.
    start, end, day : datetime or date
        When an activity is; `day` for one that lasts the whole day.
    owner : str
        Whose it is there.
    """

    id: str
    changed_at: str
    fields: Mapping[str, str]
    about: str = ""
    gone: bool = False
    start: datetime | None = None
    end: datetime | None = None
    day: date | None = None
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """Some records in the order of their changes, how far one has come with them, and whether there are more."""

    records: tuple[Record, ...]
    mark: Mark
    more: bool


@dataclass(frozen=True, slots=True)
class Event:
    """A visit as it stands in the CRM: `key` is its id here, by which it is written again and never twice.

    `account` and `owner` are the CRM's ids; without a `start` it lasts the whole `day`.
    """

    key: str
    account: str
    owner: str
    subject: str
    text: str
    day: date
    start: datetime | None
    end: datetime | None
    done: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one thing that was written: the CRM's id of it, or its code and words for why not."""

    key: str
    id: str = ""
    code: str = ""
    cause: str = ""


class Crm(Protocol):
    """A CRM as the sync knows it; every method may raise `CrmAwayError`, `CrmBusyError` or `CrmRefusedError`."""

    def check(self) -> None:
        """See that we are let in and that our own field is there."""

    def page(self, noun: Noun, mark: Mark, more_fields: Sequence[str]) -> Page:
        """Return the records that were changed after a mark, oldest change first."""

    @property
    def most(self) -> int:
        """Return how many events are written at once."""

    def write(self, events: Sequence[Event]) -> tuple[Outcome, ...]:
        """Make or change events by their keys."""

    def remove(self, keys: Mapping[str, str]) -> tuple[Outcome, ...]:
        """Remove events by key and the CRM's id, which is empty where it is not known; one that is gone is no error."""
