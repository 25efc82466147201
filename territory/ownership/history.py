"""The history of ownership: spells are only ever added, so the answer for a past day never changes.

A spell says who owns an account from a day on, until the next spell of the same account and layer begins. Where two
begin on one day, the one recorded later holds.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from territory.ownership.decide import decide
from territory.ownership.facts import AccountFacts
from territory.ownership.values import Owned, Ownership, Period, RuleBook

GONE = "no longer an account of this layer"


@dataclass(frozen=True, slots=True)
class Spell:
    """From `since` on this is who owns the account, and why."""

    since: date
    owned: Owned


class History:
    """Spells in the order in which they were recorded, ready to be asked about any day."""

    def __init__(self, spells: Iterable[Spell] = ()) -> None:
        self.spells = tuple(spells)
        self._by_key: dict[tuple[str, str], list[Spell]] = defaultdict(list)
        for spell in self.spells:
            line = self._by_key[spell.owned.account, spell.owned.layer]
            if line and spell.since < line[-1].since:
                raise ValueError(f"{spell.owned.account}: a spell from {spell.since} after one from {line[-1].since}")
            line.append(spell)

    @property
    def last(self) -> date | None:
        """Return the latest day on which a spell begins, None for an empty history."""
        return max((spell.since for spell in self.spells), default=None)

    def on(self, account: str, layer: str, day: date) -> Spell | None:
        """Return the spell in force on `day`; None before the account's first one."""
        line = self._by_key.get((account, layer), [])
        number = bisect_right(line, day, key=lambda spell: spell.since)
        return line[number - 1] if number else None

    def of(self, account: str) -> tuple[Spell, ...]:
        """Return all spells of an account, in all layers, in the order of their days."""
        lines = [line for (owner, _), line in sorted(self._by_key.items()) if owner == account]
        return tuple(sorted((spell for line in lines for spell in line), key=lambda spell: spell.since))

    def add(self, ownership: Ownership) -> History:
        """Return the history with what `ownership` changes from its day on; a day before the last is `ValueError`.

        An account that `ownership` no longer names in a layer gets a spell without an owner.
        """
        if self.last is not None and ownership.on < self.last:
            raise ValueError(f"history is not rewritten: {ownership.on} lies before {self.last}")
        return History((*self.spells, *self._changes(ownership)))

    def _changes(self, ownership: Ownership) -> list[Spell]:
        now = {(owned.account, owned.layer): owned for owned in ownership.owned}
        gone = {key: Owned(*key, "", "", "", None, GONE) for key in self._by_key if key not in now}
        return [
            Spell(ownership.on, owned)
            for key, owned in (now | gone).items()
            if key not in self._by_key or self._by_key[key][-1].owned != owned
        ]


def breakpoints(book: RuleBook, after: date, through: date) -> list[date]:
    """Return the days after `after`, up to `through`, on which a stated date changes who may own what."""
    periods: list[Period] = [territory.period for territory in book.territories]
    periods += [holding.period for territory in book.territories for holding in territory.holdings]
    periods += [rule.period for rule in book.rules]
    days = {period.since for period in periods} | {ruling.decided_on for ruling in book.decisions}
    days |= {period.until + timedelta(days=1) for period in periods if period.until and period.until < date.max}
    return sorted(day for day in days if day is not None and after < day <= through)


def advance(history: History, book: RuleBook, facts: Sequence[AccountFacts], through: date) -> History:
    """Return the history with every change up to `through` that the rules in force have stated all along.

    To be called before a new rule book takes effect, so that each day is decided by the rules that stood on it.
    """
    for day in breakpoints(book, history.last, through) if history.last else ():
        history = history.add(decide(book, facts, day))
    return history
