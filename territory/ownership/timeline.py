"""One timeline of ownership: whoever decides adds rows, none is ever changed, and every day has one answer.

A row says who owns an account in a layer from a day on. A later decision replaces what earlier ones said from its first
day on. A row that `covers` somebody lies over the others: from its first day to its last it holds wherever the account
would be the covered rep's, so that what is decided meanwhile still counts when the cover ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from routing.sentences import joined, sentence
from territory.ownership.values import Level

VISITS = ""
"""The layer that is visited by: whatever the rules call their first one."""
NOBODY = ""


class DecisionKind(StrEnum):
    """What decided."""

    RULES = "rules"
    RULING = "ruling"
    DESIGN = "design"
    ASSIGNMENT = "assignment"
    REALIGNMENT = "realignment"
    COVER = "cover"
    MOVE = "move"
    LEAD = "lead"
    RETIREMENT = "retirement"
    OVERLAY = "overlay"
    UNDO = "undo"


LASTING = frozenset({DecisionKind.RULES, DecisionKind.RULING, DecisionKind.RETIREMENT, DecisionKind.OVERLAY})
"""What these have still to come is not replaced by a decision about all accounts that leaves an account where it is."""


@dataclass(frozen=True, slots=True)
class Owned:
    """From `valid_from` on the account is the rep's, until a later row says otherwise.

    Attributes
    ----------
    rep_id : str
        Empty where nobody owns it from that day on.
    territory : str
        The territory it belongs to; empty where territories have no names of their own.
    until : date or None
        Last day of a cover; None is open.
    covers : str
        The rep who is stood in for; empty for an owner.
    rule : str
        The rule that gave it; empty where none did.
    kind : DecisionKind or None
        What decided, where it is known.
    """

    account_id: str
    valid_from: date
    rep_id: str
    reason: str
    territory: str = ""
    layer: str = VISITS
    until: date | None = None
    covers: str = ""
    rule: str = ""
    level: Level | None = None
    kind: DecisionKind | None = None
    decision: int = 0

    def holds(self, day: date) -> bool:
        """Tell whether a cover holds on a day."""
        return self.valid_from <= day and (self.until is None or day <= self.until)


Timeline = tuple[Owned, ...]
"""What is in force of one account and layer, by date: each row until the next one's day."""


def flatten(rows: Iterable[Owned]) -> Timeline:
    """Return what is in force, from the rows of one account and layer in the order in which they were decided."""
    owners: list[Owned] = []
    covers: list[Owned] = []
    for row in rows:
        if row.covers:
            covers.append(row)
            continue
        while owners and owners[-1].valid_from >= row.valid_from:
            owners.pop()
        owners.append(row)
    return _covered(owners, covers) if covers else tuple(owners)


def owned_on(line: Timeline, day: date) -> Owned | None:
    """Return the row of a timeline that is in force on a day; None where nobody owns the account then."""
    row = row_on(line, day)
    return row if row is not None and row.rep_id else None


def row_on(line: Timeline, day: date) -> Owned | None:
    """Return the row in force on a day, also one that says that nobody owns the account."""
    return next((row for row in reversed(line) if row.valid_from <= day), None)


def coming_after(line: Timeline, day: date) -> Timeline:
    """Return the rows of a timeline that come into force after a day."""
    return tuple(row for row in line if row.valid_from > day)


def is_owned_from(line: Timeline, day: date) -> bool:
    """Return whether somebody owns the account on a day, or is to own it later."""
    return owned_on(line, day) is not None or any(row.rep_id for row in coming_after(line, day))


def taken_back(rows: Sequence[Owned], decision: int, day: date) -> tuple[Owned, ...]:
    """Return the rows that take a decision back from a day on, for one account and layer.

    `rows` are all of them as decided, those of the decision among them. What was in force before the day stays.
    """
    mine = [row for row in rows if row.decision == decision]
    ends = [_ended(row, day) for row in mine if row.covers and (row.until is None or row.until >= day)]
    if all(row.covers for row in mine):
        return tuple(ends)
    others = flatten(row for row in rows if row.decision != decision and not row.covers)
    start = max(day, min(row.valid_from for row in mine if not row.covers))
    held = row_on(others, start)
    account, layer = mine[0].account_id, mine[0].layer
    first = replace(held, valid_from=start) if held else Owned(account, start, NOBODY, "nobody owned it", layer=layer)
    return (first, *coming_after(others, start), *ends)


def _ended(row: Owned, day: date) -> Owned:
    """Return the row that ends a cover before a day: the covered rep stands in for themselves."""
    return replace(row, rep_id=row.covers, valid_from=max(day, row.valid_from), territory="", reason="cover taken back")


def _covered(owners: Sequence[Owned], covers: Sequence[Owned]) -> Timeline:
    line: list[Owned] = []
    ends = {row.until + timedelta(days=1) for row in covers if row.until is not None and row.until < date.max}
    for day in sorted({row.valid_from for row in (*owners, *covers)} | ends):
        base = row_on(tuple(owners), day)
        found = base and _stand_in(base, covers, day)
        if found is not None and (not line or _differs(line[-1], found)):
            line.append(replace(_said(found, line[-1] if line else None), valid_from=day))
    return tuple(line)


def _stand_in(base: Owned, covers: Sequence[Owned], day: date) -> Owned:
    """Return who stands in on a day: a cover may be covered in its turn; of two the later decided one holds."""
    found, asked = base, {base.rep_id}
    while True:
        row = next((one for one in reversed(covers) if one.covers == found.rep_id and one.holds(day)), None)
        if row is None or row.rep_id in asked:
            return found
        found = row if row.territory else replace(row, territory=base.territory)
        asked.add(row.rep_id)


def _differs(one: Owned, other: Owned) -> bool:
    return (one.rep_id, one.territory, one.rule) != (other.rep_id, other.territory, other.rule)


def _said(found: Owned, before: Owned | None) -> Owned:
    """Return a row with its reason: an account that comes back from a cover says so."""
    if before is not None and before.covers and not found.covers and before.covers == found.rep_id:
        return replace(found, reason=joined("; ", [sentence("back from {rep}", rep=before.rep_id), found.reason]))
    return found
