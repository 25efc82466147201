"""What reps said about visits, in and out of the database."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from store.tables.calendars import visit_answers


class AnswerKind(StrEnum):
    """What was said."""

    ACCEPTED = "accepted"
    MOVED = "moved"
    DECLINED = "declined"
    MISSING = "missing"
    RESTORED = "restored"
    NOTED = "noted"
    NEXT_STEP = "next-step"


@dataclass(frozen=True, slots=True)
class VisitAnswer:
    """One thing said about a visit.

    Attributes
    ----------
    date, start_s : date or None, int or None
        Where it was moved to; a move to a whole day has no time.
    text : str
        The reason, the note, or why a move cannot be made without asking.
    source : str
        ``rep`` for what was typed, ``calendar`` for what was done in a calendar program.
    open : bool
        Whether somebody still has to settle it: a question, or a reason still to be given.
    """

    visit_id: str
    account_id: str
    rep_id: str
    kind: AnswerKind
    text: str
    source: str
    made_at: str
    date: date | None = None
    start_s: int | None = None
    open: bool = False
    number: int = 0


def add_answer(connection: Connection, answer: VisitAnswer) -> int:
    """Add an answer; return its number."""
    number = (connection.execute(sa.select(sa.func.max(visit_answers.c.number))).scalar() or 0) + 1
    connection.execute(visit_answers.insert().values(asdict(answer) | {"number": number, "kind": answer.kind.value}))
    return number


def read_answers(connection: Connection, *, only_open: bool = False) -> tuple[VisitAnswer, ...]:
    """Return all answers in the order in which they were given."""
    query = sa.select(visit_answers).order_by(visit_answers.c.number)
    if only_open:
        query = query.where(visit_answers.c.open)
    rows = (dict(row) for row in connection.execute(query).mappings())
    return tuple(VisitAnswer(**row | {"kind": AnswerKind(row["kind"])}) for row in rows)


def settle(connection: Connection, visit_id: str, kinds: frozenset[AnswerKind]) -> int:
    """Mark a visit's open answers of some kinds as settled; return how many there were."""
    where = (visit_answers.c.visit_id == visit_id, visit_answers.c.open, visit_answers.c.kind.in_(sorted(kinds)))
    return connection.execute(visit_answers.update().where(*where).values(open=False)).rowcount


def accepted_visits(connection: Connection) -> frozenset[str]:
    """Return the visits whose last word is that they take place."""
    last: dict[str, AnswerKind] = {}
    for answer in read_answers(connection):
        if answer.kind in {AnswerKind.ACCEPTED, AnswerKind.MOVED, AnswerKind.DECLINED}:
            last[answer.visit_id] = answer.kind
    return frozenset(visit for visit, kind in last.items() if kind is AnswerKind.ACCEPTED)
