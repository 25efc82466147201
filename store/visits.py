"""Visits: their rows for life, and what became of them: done, skipped or declined, with what was said about them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import fields
from datetime import date
from itertools import chain
from operator import attrgetter
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from scheduler.closed_visits import ClosedVisit
from scheduler.demand.rules import AccountState
from scheduler.plan import VisitStatus
from store.rows import BATCH, Row, Written, among, batches, plain_rows, rows_among, upsert
from store.tables.plans import visit_log, visits


class Visit(NamedTuple):
    """A visit for life; `number` counts its account's visits from 0, None where no plan of ours numbered it."""

    id: str
    account_id: str
    number: int | None


def keep_visits(connection: Connection, wanted: Iterable[Visit]) -> None:
    """Keep a row of each visit; what is kept stays as it is."""
    rows = {visit.id: visit._asdict() for visit in wanted}
    ids = list(rows)
    for begin in range(0, len(ids), BATCH):
        query = sa.select(visits.c.id).where(visits.c.id.in_(ids[begin : begin + BATCH]))
        for known in connection.execute(query).scalars():
            del rows[known]
    for batch in batches(rows.values()):
        connection.execute(visits.insert(), batch)


def find_visit_row(connection: Connection, visit_id: str) -> Visit | None:
    """Return a visit by its id, None where there is none such."""
    row = connection.execute(sa.select(visits).where(visits.c.id == visit_id)).one_or_none()
    return None if row is None else Visit(*row)


def accounts_of_visits(connection: Connection, visit_ids: Sequence[str]) -> dict[str, str]:
    """Return the accounts of those of some visits that are known, by visit."""
    return {row["id"]: row["account_id"] for row in rows_among(connection, _ACCOUNTS_OF, visit_ids)}


_ACCOUNTS_OF = sa.select(visits.c.id, visits.c.account_id).where(among(visits.c.id))


def next_numbers(connection: Connection, accounts: Collection[str] | None = None) -> dict[str, int]:
    """Return the number of the next visit of each account (of `accounts` alone, if given) that has a closed one."""
    query = (
        sa.select(visits.c.account_id, sa.func.max(visits.c.number))
        .join(visit_log, visit_log.c.visit_id == visits.c.id)
        .where(visits.c.number.is_not(None))
        .group_by(visits.c.account_id)
    )
    if accounts is None:
        return {account: highest + 1 for account, highest in connection.execute(query)}
    wanted, found = sorted(accounts), dict[str, int]()
    for begin in range(0, len(wanted), BATCH):
        some = query.where(visits.c.account_id.in_(wanted[begin : begin + BATCH]))
        found |= {account: highest + 1 for account, highest in connection.execute(some)}
    return found


def write_closed_visit(connection: Connection, visit: ClosedVisit) -> None:
    """Insert or correct what became of a visit."""
    write_closed_visits(connection, [visit])


def write_closed_visits(connection: Connection, closed: Sequence[ClosedVisit]) -> Written:
    """Insert or correct what became of many visits."""
    keep_visits(connection, (Visit(one.visit_id, one.account_id, one.number) for one in closed))
    return upsert(connection, visit_log, [_row(one) for one in closed])


def _row(closed: ClosedVisit) -> Row:
    row: Row = dict(zip(_LOGGED, _logged(closed), strict=True)) | {"status": closed.status.value}
    return row


_LOGGED = tuple(field.name for field in fields(ClosedVisit) if field.name != "number")
_logged = attrgetter(*_LOGGED)
"""`dataclasses.asdict` looks into every value for others: of a company's years that is a sixth of an import."""


def read_visit_log(connection: Connection) -> tuple[ClosedVisit, ...]:
    """Return all closed visits in the order of their dates."""
    return _read(connection)


def accounts_of_closed(connection: Connection) -> dict[str, str]:
    """Return the account of each visit that is closed: years of visits, and each account's name only once."""
    names: dict[str, str] = {}
    rows = connection.execute(sa.select(visit_log.c.visit_id, visit_log.c.account_id))
    return {visit: names.setdefault(account, account) for visit, account in rows}


def accounts_of_closed_at(connection: Connection, accounts: Sequence[str]) -> dict[str, str]:
    """Return the account of each closed visit of some accounts."""
    return {row["visit_id"]: row["account_id"] for row in rows_among(connection, _ACCOUNTS_AT, accounts)}


def read_states(connection: Connection, some: Sequence[str] | None = None) -> dict[str, AccountState]:
    """Return what its closed visits say of each account that has any, as `states_of` does of the visits themselves.

    Only `some` accounts, if given.
    """
    rows = plain_rows(connection, _SUMS) if some is None else rows_among(connection, _SUMS_AT, some)
    found: dict[str, list[tuple[int, date | None, int, int]]] = {}
    for row in rows:
        number = -1 if row["number"] is None else row["number"]
        found.setdefault(row["account_id"], []).append((number, row["last"], int(row["year"]), row["count"]))
    return {account: _state(years) for account, years in found.items()}


def _state(years: list[tuple[int, date | None, int, int]]) -> AccountState:
    done = sorted((year, count) for _, _, year, count in years if count)
    last = max((last for _, last, _, _ in years if last), default=None)
    return AccountState(max(number for number, _, _, _ in years) + 1, last, tuple(done))


def visits_closed_since(connection: Connection, day: date) -> tuple[ClosedVisit, ...]:
    """Return the closed visits of a day and of all after it, in the order of their dates."""
    return _read(connection, visit_log.c.date >= day)


class VisitTold(NamedTuple):
    """A visit that took place, with the times that were told of it."""

    visit_id: str
    account_id: str
    date: date
    start_s: int
    end_s: int

    @property
    def status(self) -> VisitStatus:
        """Return that it took place."""
        return VisitStatus.DONE

    @property
    def length_s(self) -> int:
        """Return how long it took."""
        return self.end_s - self.start_s


def visits_told(connection: Connection, before: date) -> list[VisitTold]:
    """Return the visits before a day that took place and whose times were told, in the order of their dates.

    The log holds ten times the columns, and a year of a company's is long: what is learnt from it reads no more.
    """
    log = visit_log.c
    columns = (log.visit_id, log.account_id, log.date, log.start_s, log.end_s)
    told = (log.status == VisitStatus.DONE.value, log.date < before, log.start_s.is_not(None), log.end_s.is_not(None))
    query = sa.select(*columns).where(*told).order_by(log.date, log.rep_id, log.start_s, log.visit_id)
    return [VisitTold._make(row) for row in connection.execute(query).all()]


def visits_closed_by(connection: Connection, rep_id: str) -> tuple[ClosedVisit, ...]:
    """Return a rep's closed visits in the order of their dates."""
    return _read(connection, visit_log.c.rep_id == rep_id)


def outcomes_since(connection: Connection, day: date) -> tuple[tuple[str, date, str, VisitStatus], ...]:
    """Return rep, day, visit and what became of it, of the visits closed on a day and on all after it."""
    columns = (visit_log.c.rep_id, visit_log.c.date, visit_log.c.visit_id, visit_log.c.status)
    rows = connection.execute(sa.select(*columns).where(visit_log.c.date >= day))
    return tuple((rep, on, visit, VisitStatus(status)) for rep, on, visit, status in rows)


def count_closed(connection: Connection, day: date) -> int:
    """Return how many visits were closed on the days before a day."""
    query = sa.select(sa.func.count()).select_from(visit_log).where(visit_log.c.date < day)
    return int(connection.execute(query).scalar_one())


def visits_closed_at(connection: Connection, accounts: Sequence[str]) -> tuple[ClosedVisit, ...]:
    """Return the closed visits of some accounts, in the order of their dates."""
    return _in_order(ClosedVisit(**row) for row in rows_among(connection, _CLOSED_AT, accounts))


class VisitSaid(NamedTuple):
    """What became of a visit, and what was said of it: its notes, or how it went where there are none."""

    visit_id: str
    account_id: str
    rep_id: str
    status: VisitStatus
    date: date
    start_s: int | None
    words: str


def visits_said_at(
    connection: Connection, accounts: sa.Select[Any], planned: sa.Select[Any], since: date, also: Sequence[str]
) -> list[VisitSaid]:
    """Return what was said of closed visits, as far as calendars tell of it, in the order of their dates.

    The log of a company's years is long, and of what lies before a plan only the last word counts: these are the closed
    visits of `accounts` since a day, the last ones that took place at each of them before it, those of the visits
    `planned`, and those of `also`, by id.
    """
    at, log = visit_log.c.account_id.in_(accounts), visit_log.c
    done = log.status == VisitStatus.DONE.value
    last = (
        sa.select(log.account_id, sa.func.max(log.date).label("date"))
        .where(at, done, log.date < since)
        .group_by(log.account_id)
        .subquery()
    )
    questions = (
        _SAID.where(at, log.date >= since),
        _SAID.join(last, sa.and_(last.c.account_id == log.account_id, last.c.date == log.date)).where(done),
        _SAID.where(log.visit_id.in_(planned), log.date < since),
    )
    rows = chain.from_iterable(connection.execute(question).all() for question in questions)
    named = (tuple(row.values()) for row in rows_among(connection, _SAID_AMONG, also))
    found = {one.visit_id: one for one in map(VisitSaid._make, chain[Iterable[Any]](rows, named))}
    return sorted(found.values(), key=_place_in_log)


def visits_closed_at_any(connection: Connection, accounts: Collection[str]) -> tuple[ClosedVisit, ...]:
    """Return the closed visits of some accounts, account by account."""
    wanted = sorted(accounts)
    begins = range(0, len(wanted), BATCH)
    found = (_read(connection, visit_log.c.account_id.in_(wanted[begin : begin + BATCH])) for begin in begins)
    return tuple(visit for some in found for visit in some)


def visits_closed_among(connection: Connection, visit_ids: Sequence[str]) -> tuple[ClosedVisit, ...]:
    """Return those of some visits that are closed."""
    rows = rows_among(connection, _CLOSED_AMONG, visit_ids)
    return _in_order(ClosedVisit(**row) for row in rows)


def statuses_of(connection: Connection, visit_ids: Sequence[str]) -> dict[str, VisitStatus]:
    """Return what became of those of some visits that are closed."""
    return {row["visit_id"]: row["status"] for row in rows_among(connection, _STATUSES_AMONG, visit_ids)}


def closed_dates_of(connection: Connection, visit_ids: Sequence[str]) -> dict[str, date]:
    """Return on which day those of some visits that are closed were."""
    found: dict[str, date] = {}
    for begin in range(0, len(visit_ids), BATCH):
        some = visit_log.c.visit_id.in_(visit_ids[begin : begin + BATCH])
        rows = connection.execute(sa.select(visit_log.c.visit_id, visit_log.c.date).where(some))
        found |= {row.visit_id: row.date for row in rows}
    return found


def find_closed_visit(connection: Connection, visit_id: str) -> ClosedVisit | None:
    """Return what became of a visit, None where it is not closed."""
    return next(iter(_read(connection, visit_log.c.visit_id == visit_id)), None)


_CLOSED = sa.select(visit_log, visits.c.number).join(visits, visits.c.id == visit_log.c.visit_id)
"""Made once: naming thirty columns anew costs a phone's page more than reading its rows."""
_SAID = sa.select(
    *(visit_log.c[name] for name in VisitSaid._fields[:-1]),
    sa.case((visit_log.c.notes != "", visit_log.c.notes), else_=visit_log.c.outcome),
)
_SAID_AMONG = _SAID.where(among(visit_log.c.visit_id))
_CLOSED_AMONG = _CLOSED.where(among(visit_log.c.visit_id))
_CLOSED_AT = _CLOSED.where(among(visit_log.c.account_id))
_ACCOUNTS_AT = sa.select(visit_log.c.visit_id, visit_log.c.account_id).where(among(visit_log.c.account_id))
_YEAR = sa.extract("year", visit_log.c.date)
_DONE = sa.case((visit_log.c.status == VisitStatus.DONE.value, visit_log.c.date))
_SUMS = (
    sa.select(
        visit_log.c.account_id,
        _YEAR.label("year"),
        sa.func.max(visits.c.number).label("number"),
        sa.func.max(_DONE).label("last"),
        sa.func.count(_DONE).label("count"),
    )
    .join(visits, visits.c.id == visit_log.c.visit_id)
    .group_by(visit_log.c.account_id, _YEAR)
)
_SUMS_AT = _SUMS.where(among(visit_log.c.account_id))
_STATUSES_AMONG = sa.select(visit_log.c.visit_id, visit_log.c.status).where(among(visit_log.c.visit_id))


def _read(connection: Connection, *where: sa.ColumnElement[bool]) -> tuple[ClosedVisit, ...]:
    return _in_order(ClosedVisit(**row) for row in plain_rows(connection, _CLOSED.where(*where)))


def _in_order(found: Iterable[ClosedVisit]) -> tuple[ClosedVisit, ...]:
    return tuple(sorted(found, key=_place_in_log))


def _place_in_log(visit: ClosedVisit | VisitSaid) -> tuple[date, str, int, str]:
    return visit.date, visit.rep_id, visit.start_s or 0, visit.visit_id


def days_done(connection: Connection, accounts: Collection[str] | None = None) -> dict[str, date]:
    """Return the day of each account's last visit that took place (of `accounts` alone, if given) by the log."""
    if accounts is None:
        return {row[0]: row[1] for row in connection.execute(_LAST_DONE)}
    return {row["account_id"]: row["last"] for row in rows_among(connection, _LAST_DONE_AMONG, sorted(accounts))}


_LAST_DONE = (
    sa.select(visit_log.c.account_id, sa.func.max(visit_log.c.date).label("last"))
    .where(visit_log.c.status == VisitStatus.DONE.value)
    .group_by(visit_log.c.account_id)
)
_LAST_DONE_AMONG = _LAST_DONE.where(among(visit_log.c.account_id))


def forget_closed_visit(connection: Connection, visit_id: str) -> None:
    """Forget that a visit is closed."""
    connection.execute(visit_log.delete().where(visit_log.c.visit_id == visit_id))


def reopen_visit(connection: Connection, visit_id: str, status: VisitStatus) -> bool:
    """Forget that a visit is closed, if it is closed with that status; return whether it was."""
    where = (visit_log.c.visit_id == visit_id, visit_log.c.status == status.value)
    return connection.execute(visit_log.delete().where(*where)).rowcount > 0
