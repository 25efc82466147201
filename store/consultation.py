"""What planners and reps tell each other of plans, in and out of the database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from store.rows import upsert
from store.tables.consultation import draft_answers, draft_asks, week_notices


@dataclass(frozen=True, slots=True)
class DraftAsk:
    """A rep who was asked about a draft, by whom and with which words."""

    plan_id: int
    rep_id: str
    asked_by: str
    text: str
    asked_at: str


@dataclass(frozen=True, slots=True)
class DraftAnswer:
    """What a rep answered: of a visit, of the week of a Monday, or of the whole draft where both are empty."""

    plan_id: int
    rep_id: str
    person_id: str
    visit_id: str
    week: date | None
    accepted: bool
    text: str
    made_at: str


@dataclass(frozen=True, slots=True)
class WeekNotice:
    """What was changed in a rep's coming days, as `office.plans.notices` writes each change."""

    number: int
    rep_id: str
    made_by: str
    plan_before: int
    plan_after: int
    changes: list[dict[str, Any]]
    made_at: str
    read_at: str | None = None


def write_asks(connection: Connection, asks: Sequence[DraftAsk]) -> None:
    """Insert or renew who was asked."""
    upsert(connection, draft_asks, [asdict(one) for one in asks])


def asks_of_plan(connection: Connection, plan_id: int) -> tuple[DraftAsk, ...]:
    """Return who was asked about a plan, by rep."""
    return _asks(connection, draft_asks.c.plan_id == plan_id)


def asks_of_rep(connection: Connection, rep_id: str) -> tuple[DraftAsk, ...]:
    """Return the plans that a rep was ever asked about."""
    return _asks(connection, draft_asks.c.rep_id == rep_id)


def _asks(connection: Connection, where: sa.ColumnElement[bool]) -> tuple[DraftAsk, ...]:
    query = sa.select(draft_asks).where(where).order_by(draft_asks.c.plan_id, draft_asks.c.rep_id)
    return tuple(DraftAsk(**row) for row in connection.execute(query).mappings())


def add_draft_answer(connection: Connection, answer: DraftAnswer) -> None:
    """Keep an answer."""
    number = (connection.execute(sa.select(sa.func.max(draft_answers.c.number))).scalar() or 0) + 1
    connection.execute(draft_answers.insert().values(asdict(answer) | {"number": number}))


def answers_of_plan(connection: Connection, plan_id: int) -> tuple[DraftAnswer, ...]:
    """Return the last answer of each rep to each thing about a plan, in the order in which they were given."""
    query = sa.select(draft_answers).where(draft_answers.c.plan_id == plan_id).order_by(draft_answers.c.number)
    last: dict[tuple[object, ...], DraftAnswer] = {}
    for row in connection.execute(query).mappings():
        values = {name: value for name, value in row.items() if name != "number"}
        answer = DraftAnswer(**values)
        key = answer.rep_id, answer.visit_id, answer.week
        last.pop(key, None)
        last[key] = answer
    return tuple(last.values())


def add_week_notices(connection: Connection, notices: Sequence[WeekNotice]) -> None:
    """Keep notices; they get their numbers here."""
    first = (connection.execute(sa.select(sa.func.max(week_notices.c.number))).scalar() or 0) + 1
    for number, notice in enumerate(notices, first):
        connection.execute(week_notices.insert().values(asdict(notice) | {"number": number}))


def unread_notices(connection: Connection, rep_id: str) -> tuple[WeekNotice, ...]:
    """Return a rep's notices that are not read, the newest first."""
    where = week_notices.c.rep_id == rep_id, week_notices.c.read_at.is_(None)
    query = sa.select(week_notices).where(*where).order_by(week_notices.c.number.desc())
    return tuple(WeekNotice(**row) for row in connection.execute(query).mappings())


def find_week_notice(connection: Connection, number: int) -> WeekNotice | None:
    """Return a notice by its number, None where there is none such."""
    query = sa.select(week_notices).where(week_notices.c.number == number)
    row = connection.execute(query).mappings().one_or_none()
    return None if row is None else WeekNotice(**row)


def mark_notice_read(connection: Connection, number: int, at: str) -> None:
    """Note that a notice was read."""
    connection.execute(week_notices.update().where(week_notices.c.number == number).values(read_at=at))
