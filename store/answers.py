"""What people said about visits and did to them, in and out of the database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from routing.sentences import joined, kept, of_kept
from store.rows import among, plain_rows, rows_among
from store.tables.calendars import visit_answers
from store.words import AnswerKind

__all__ = ["AnswerKind"]


BY_HAND = frozenset({
    AnswerKind.MOVE, AnswerKind.PIN, AnswerKind.JOINT, AnswerKind.SWAP, AnswerKind.DROP, AnswerKind.REPAIR,
    AnswerKind.HAND,
})  # fmt: skip
"""Changes that planners make by hand in a plan."""

CLOSING = frozenset({
    AnswerKind.DECLINED, AnswerKind.SKIPPED, AnswerKind.DONE, AnswerKind.RESTORED, AnswerKind.DROP
})  # fmt: skip
"""What closes a visit or opens it again."""

PLACING = BY_HAND | CLOSING | {AnswerKind.MOVED, AnswerKind.ALLOWED, AnswerKind.UNPINNED, AnswerKind.UNPLANNED}
"""What says where a visit lies, or that it does not take place: what stands later is taken back first."""

LAST_WORDS = frozenset({AnswerKind.ACCEPTED, AnswerKind.MOVED, AnswerKind.ALLOWED, AnswerKind.DECLINED})
"""The last of these says whether a visit is confirmed."""


@dataclass(frozen=True, slots=True)
class VisitAnswer:
    """One thing said about a visit, or done to it.

    Attributes
    ----------
    date, start_s : date or None, int or None
        Where it was moved to; a move to a whole day has no time.
    text : str
        The reason, the note, or why a move cannot be made without asking.
    by : str
        The person.
    open : bool
        Whether somebody still has to settle it: a question, or a reason still to be given.
    undone_at : str or None
        When it was taken back.
    said : str
        A change by hand in words.
    draft : int or None
        The draft that has the change.
    why : tuple of str
        What keeps a wish from being granted, sentence by sentence; it stands at the end of `text` too.
    """

    visit_id: str
    account_id: str
    rep_id: str
    kind: AnswerKind
    text: str
    by: str
    made_at: str
    date: dt.date | None = None
    start_s: int | None = None
    open: bool = False
    number: int = 0
    undone_at: str | None = None
    said: str = ""
    draft: int | None = None
    why: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """Return the text as a sentence that can be told in another language."""
        reason = self.text.removesuffix("; ".join(self.why)).removesuffix("; ")
        return joined("; ", [*([reason] if reason else []), *self.why]) if self.why else self.text


Remembered = tuple[VisitAnswer, Mapping[str, Any]]
"""What can be taken back, with what it replaced."""

_COLUMNS = [column for column in visit_answers.columns if column.name != "before"]
_SAID = sa.select(*_COLUMNS).order_by(visit_answers.c.number)
_STANDING = visit_answers.c.undone_at.is_(None)
_UNPLANNED = visit_answers.c.kind == AnswerKind.UNPLANNED.value
_STANDING_AT = _SAID.where(among(visit_answers.c.account_id), _STANDING)
_UNPLANNED_BETWEEN = _SAID.where(
    visit_answers.c.rep_id == sa.bindparam("rep"),
    visit_answers.c.date.between(sa.bindparam("first"), sa.bindparam("last")),
    _UNPLANNED,
    _STANDING,
)
ARRIVING = (AnswerKind.ARRIVED.value, AnswerKind.UNPLANNED.value)
"""What says that the rep stands at the door."""


def next_answer(connection: Connection) -> int:
    """Return the number that the next answer gets."""
    return (connection.execute(sa.select(sa.func.max(visit_answers.c.number))).scalar() or 0) + 1


def add_answer(connection: Connection, answer: VisitAnswer, before: Mapping[str, Any] | None = None) -> int:
    """Add an answer, with what it replaces where it can be taken back; return its number."""
    number = next_answer(connection)
    why = [kept(one) for one in answer.why] or None
    row = asdict(answer) | {"number": number, "kind": answer.kind.value, "before": before, "why": why}
    connection.execute(visit_answers.insert().values(row))
    return number


def read_answers(connection: Connection, *, only_open: bool = False) -> tuple[VisitAnswer, ...]:
    """Return all answers in the order in which they were given."""
    return _read(connection, *([visit_answers.c.open] if only_open else []))


def answers_at(connection: Connection, accounts: sa.Select[Any] | list[str]) -> tuple[VisitAnswer, ...]:
    """Return the answers about visits of accounts, listed or given by a question, but for those taken back."""
    if isinstance(accounts, list):
        rows = rows_among(connection, _STANDING_AT, accounts)
        return tuple(sorted((_answer(row) for row in rows), key=lambda one: one.number))
    return _read(connection, visit_answers.c.account_id.in_(accounts), _STANDING)


def answers_by(connection: Connection, person_id: str) -> tuple[VisitAnswer, ...]:
    """Return everything that a person said of visits, what was taken back too."""
    return _read(connection, visit_answers.c.by == person_id)


def find_answer(connection: Connection, number: int) -> VisitAnswer | None:
    """Return an answer by its number, None where there is none such."""
    return next(iter(_read(connection, visit_answers.c.number == number)), None)


def last_answer(connection: Connection, visit_id: str) -> Remembered | None:
    """Return the last answer about a visit that can be taken back, with what it replaced."""
    return next(iter(_remembered(connection, 1, visit_answers.c.visit_id == visit_id, _STANDING)), None)


def find_remembered(connection: Connection, number: int) -> Remembered | None:
    """Return what can be taken back by its number; None where there is none such, or it is taken back already."""
    return next(iter(_remembered(connection, 1, visit_answers.c.number == number, _STANDING)), None)


def changes_by_hand(connection: Connection, *, standing: bool = False) -> tuple[VisitAnswer, ...]:
    """Return what planners changed by hand, the last first: the one of each change that `before` belongs to."""
    where = [visit_answers.c.kind.in_([kind.value for kind in BY_HAND]), visit_answers.c.said != ""]
    query = sa.select(*_COLUMNS).where(*where, *([_STANDING] if standing else []))
    rows = connection.execute(query.order_by(visit_answers.c.number.desc())).mappings()
    return tuple(_answer(row) for row in rows)


def placed_later(
    connection: Connection, number: int, visit_ids: Collection[str], besides: Collection[int]
) -> VisitAnswer | None:
    """Return the first later answer that stands and says where one of some visits lies, None where there is none.

    `besides` are the numbers of answers that are part of the one that is meant.
    """
    where = (
        visit_answers.c.number > number,
        visit_answers.c.visit_id.in_(sorted(visit_ids)),
        visit_answers.c.kind.in_([kind.value for kind in PLACING]),
    )
    found = _read(connection, *where, _STANDING)
    placing = (one for one in found if not (one.open and one.kind is AnswerKind.MOVED))
    return next((one for one in placing if one.number not in besides), None)


def changes_in(connection: Connection, draft: int) -> tuple[Remembered, ...]:
    """Return the changes by hand that stand in a draft, the last first."""
    return _remembered(connection, None, visit_answers.c.draft == draft, _STANDING)


def _remembered(connection: Connection, most: int | None, *where: sa.ColumnElement[bool]) -> tuple[Remembered, ...]:
    query = (
        sa.select(*_COLUMNS, visit_answers.c.before)
        .where(*where, visit_answers.c.before.is_not(sa.null()))
        .order_by(visit_answers.c.number.desc())
        .limit(most)
    )
    found = []
    for row in connection.execute(query).mappings():
        values = dict(row)
        before = values.pop("before")
        found.append((_answer(values), before))
    return tuple(found)


def arrival_of(connection: Connection, visit_id: str) -> VisitAnswer | None:
    """Return when a rep arrived for a visit, the last time that was said and not taken back; None where it was not."""
    found = _read(connection, visit_answers.c.visit_id == visit_id, visit_answers.c.kind.in_(ARRIVING), _STANDING)
    return found[-1] if found else None


_BEGUN = _SAID.where(visit_answers.c.visit_id == sa.bindparam("visit"), _UNPLANNED, _STANDING)


def unplanned_visit(connection: Connection, visit_id: str) -> VisitAnswer | None:
    """Return how a visit that no plan has came to be, None where it is none such, or was taken back."""
    row = connection.execute(_BEGUN, {"visit": visit_id}).mappings().first()
    return None if row is None else _answer(row)


def unplanned_between(connection: Connection, rep_id: str, first: dt.date, last: dt.date) -> tuple[VisitAnswer, ...]:
    """Return the visits of a rep's days, the last one too, that no plan has."""
    rows = plain_rows(connection, _UNPLANNED_BETWEEN, {"rep": rep_id, "first": first, "last": last})
    return tuple(_answer(row) for row in rows)


def open_answers(connection: Connection, visit_id: str, kinds: Collection[AnswerKind]) -> tuple[int, ...]:
    """Return the numbers of a visit's open answers of some kinds."""
    where = (visit_answers.c.visit_id == visit_id, visit_answers.c.open, visit_answers.c.kind.in_(sorted(kinds)))
    return tuple(connection.execute(sa.select(visit_answers.c.number).where(*where)).scalars())


def settle_answers(connection: Connection, numbers: Collection[int], *, again_open: bool = False) -> None:
    """Mark answers as settled, or as open again."""
    if numbers:
        where = visit_answers.c.number.in_(numbers)
        connection.execute(visit_answers.update().where(where).values(open=again_open))


def settle(connection: Connection, visit_id: str, kinds: Collection[AnswerKind]) -> int:
    """Mark a visit's open answers of some kinds as settled; return how many there were."""
    numbers = open_answers(connection, visit_id, kinds)
    settle_answers(connection, numbers)
    return len(numbers)


def mark_answers_undone(connection: Connection, numbers: Collection[int], at: str) -> None:
    """Note that answers were taken back: nobody has to settle them any more."""
    where = visit_answers.c.number.in_(numbers)
    connection.execute(visit_answers.update().where(where).values(undone_at=at, open=False))


def accepted_among(answers: Collection[VisitAnswer]) -> frozenset[str]:
    """Return the visits whose last word, of answers in their order, is that they take place."""
    last = {answer.visit_id: answer.kind for answer in answers if answer.kind in LAST_WORDS}
    return frozenset(visit for visit, kind in last.items() if kind is AnswerKind.ACCEPTED)


def _read(connection: Connection, *where: sa.ColumnElement[bool]) -> tuple[VisitAnswer, ...]:
    return tuple(_answer(row) for row in connection.execute(_SAID.where(*where)).mappings())


def _answer(row: Mapping[Any, Any]) -> VisitAnswer:
    return VisitAnswer(**{**row, "why": tuple(of_kept(one) for one in row["why"] or ())})
