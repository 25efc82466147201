"""What a visit is about: purposes, points and material of an account, of a segment (and tier), or of everybody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from urllib.parse import urlsplit

from routing.dates import Day
from routing.problems import Problem
from territory.accounts import Account

LONGEST_TEXT, LONGEST_LINK = 300, 1000
MOST_ITEMS = 30
"""More than this nobody reads before a door."""


class ItemKind(StrEnum):
    """What an item of an agenda is: why one comes, what is talked about, what is shown or left there."""

    PURPOSE = "purpose"
    POINT = "point"
    MATERIAL = "material"


@dataclass(frozen=True, slots=True, order=True)
class Scope:
    """Whose visits an agenda is for: an account's, else a segment's, a tier's or both; everybody's if all are empty."""

    account_id: str = ""
    segment: str = ""
    tier: str = ""

    @property
    def rank(self) -> int:
        """Return how particular it is: of two agendas the one of the higher rank is meant."""
        return 4 if self.account_id else 2 * bool(self.segment) + bool(self.tier)

    def covers(self, account: Account) -> bool:
        """Return whether visits to an account are meant."""
        if self.account_id:
            return self.account_id in {account.id, account.call_of}
        return self.segment in {"", account.segment} and self.tier in {"", account.tier}


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One line of an agenda; it holds from `first` to `last`, both inclusive, None where that is not limited."""

    kind: ItemKind
    text: str
    link: str = ""
    first: Day | None = None
    last: Day | None = None

    def holds_on(self, day: date) -> bool:
        """Return whether it is on the agenda of a day."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


Agenda = tuple[AgendaItem, ...]


def agenda_for(agendas: Mapping[Scope, Agenda], account: Account, day: date) -> Agenda:
    """Return what a visit to an account on a day is about: the most particular agenda that says anything that day.

    An account's own agenda goes before its segment's with its tier, that before its segment's, that before its tier's,
    that before everybody's. They are not added up: what is said of an account stands alone. An overlay's calls without
    an agenda of their own have the account's.
    """
    found = (one for one in agendas if one.covers(account))
    for scope in sorted(found, key=lambda one: (-one.rank, one.account_id != account.id)):
        held = tuple(item for item in agendas[scope] if item.holds_on(day))
        if held:
            return held
    return ()


def agenda_problems(scope: Scope, items: Sequence[AgendaItem], where: str) -> list[Problem]:
    """Return what is wrong with an agenda: no words, links that are none, days that end before they begin, too much."""
    found = []
    if scope.account_id and (scope.segment or scope.tier):
        found.append(_problem(where, "it names an account and a segment or tier", "Name the one or the other."))
    if len(items) > MOST_ITEMS:
        found.append(_problem(where, f"it has {len(items)} items", f"Keep it to {MOST_ITEMS}."))
    for item in items:
        found += _item_problems(item, where)
    seen: set[AgendaItem] = set()
    twice = [item for item in items if item in seen or seen.add(item)]  # type: ignore[func-returns-value]
    return found + [_problem(where, f"{item.text!r} stands there twice", "Drop one.") for item in twice]


def _item_problems(item: AgendaItem, where: str) -> Iterable[Problem]:
    if not item.text.strip():
        yield _problem(where, "an item has no words", "Write what it is about.")
    if len(item.text) > LONGEST_TEXT:
        yield _problem(where, f"an item has {len(item.text)} characters", f"Keep it to {LONGEST_TEXT}.")
    if item.link and not is_link(item.link):
        yield _problem(where, f"{item.link[:60]!r} is no link", "Write an address that begins with https://.")
    if item.first and item.last and item.last < item.first:
        yield _problem(where, f"{item.text!r} ends on {item.last}, before {item.first}", "Mend the days.")


def is_link(text: str) -> bool:
    """Return whether a text is an address of the web that can be opened safely: no other scheme, no blanks."""
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        return False
    plain = text.isprintable() and not any(letter in text for letter in " <>\"'\\")
    return parts.scheme in {"http", "https"} and bool(host) and len(text) <= LONGEST_LINK and plain


def _problem(where: str, cause: str, action: str) -> Problem:
    return Problem("agenda-impossible", where, cause, action)
