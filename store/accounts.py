"""Accounts and reps in the database."""

from __future__ import annotations

import operator
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from itertools import islice
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from store.folded_names import Folded, folded, found_in
from store.rows import BATCH, Written, among, rows_among, upsert
from store.tables.accounts import accounts, reps
from territory.accounts import Account, Rep
from territory.conditions import Condition

_COMPARED: dict[str, Callable[[Any, Any], sa.ColumnElement[bool]]] = {
    "=": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
LAST_VISIT = accounts.c.last_visit.name
_SETS = ("skills", "languages")
_NOTHING: frozenset[str] = frozenset()


def write_accounts(connection: Connection, values: Sequence[Account]) -> Written:
    """Insert or update accounts by their id."""
    return upsert(connection, accounts, [_row(value) for value in values])


def has_calls(connection: Connection) -> bool:
    """Return whether any account is called on for an overlay."""
    return connection.execute(sa.select(accounts.c.id).where(accounts.c.call_of != "").limit(1)).first() is not None


def read_accounts(connection: Connection) -> tuple[Account, ...]:
    """Return all accounts in the order of their ids."""
    found = [Account(*_in_order(row)) for row in connection.execute(_WHOLE).all()]
    return tuple(sorted(found, key=operator.attrgetter("id")))


_FIELDS = tuple(one.name for one in fields(Account))
_WHOLE = sa.select(*(accounts.c[name] for name in _FIELDS))
"""All of every account in the order of its fields: of ten thousands, naming each column of each costs more."""
_SET_PLACES = tuple(_FIELDS.index(name) for name in _SETS)


def _in_order(row: sa.Row[Any]) -> list[Any]:
    values = list(row)
    for place in _SET_PLACES:
        text = values[place]
        values[place] = frozenset(filter(None, text.split("|"))) if text else _NOTHING
    return values


def read_potentials(connection: Connection) -> dict[str, float]:
    """Return the potential of every account, by id."""
    return {row.id: row.potential for row in connection.execute(sa.select(accounts.c.id, accounts.c.potential))}


def number_of_accounts(connection: Connection) -> int:
    """Return how many accounts there are."""
    return connection.execute(sa.select(sa.func.count()).select_from(accounts)).scalar_one()


def read_values(connection: Connection, ids: Collection[str]) -> dict[str, float]:
    """Return what a visit is worth at each account that is named."""
    return {row["id"]: row["value"] for row in rows_among(connection, _VALUES_AMONG, sorted(ids))}


_VALUES_AMONG = sa.select(accounts.c.id, accounts.c.value).where(among(accounts.c.id))


@dataclass(frozen=True, slots=True)
class AccountFilter:
    """Which accounts are wanted: empty texts and None ask for nothing.

    `text` stands in the id, name, address or contact. The last visit in conditions is the imported one or a later one
    of `visited`. `within` are the only ids that count, `without` those that do not.
    """

    text: str = ""
    segment: str = ""
    kind: str = ""
    visited: Mapping[str, date] = field(default_factory=dict)
    within: frozenset[str] | None = None
    without: frozenset[str] = frozenset()
    conditions: tuple[Condition, ...] = ()


def search_accounts(connection: Connection, chosen: AccountFilter, after: str, limit: int) -> tuple[Account, ...]:
    """Return at most `limit` accounts that fit, by id, from the one after `after` on."""
    ids = _ids(chosen).where(accounts.c.id > after).order_by(accounts.c.id)
    if chosen.within is None and not chosen.without and not _on_last(chosen):
        ids = ids.limit(limit)
    wanted = list(islice(_fitting(connection, chosen, ids), limit))
    found = {one.id: one for one in read_accounts_of(connection, wanted)}
    return tuple(found[one] for one in wanted)


def count_accounts(connection: Connection, chosen: AccountFilter) -> tuple[int, tuple[str, ...]]:
    """Return how many accounts fit, and every segment that there is."""
    if chosen.within is None and not chosen.without and not _on_last(chosen):
        query = sa.select(sa.func.count()).select_from(accounts).where(*_where(chosen))
        total = int(connection.execute(query).scalar_one())
    else:
        total = sum(1 for _ in _fitting(connection, chosen, _ids(chosen)))
    segments = connection.execute(sa.select(accounts.c.segment).distinct().order_by(accounts.c.segment)).scalars()
    return total, tuple(segment for segment in segments if segment)


def _where(chosen: AccountFilter) -> list[sa.ColumnElement[bool]]:
    where = []
    if chosen.text:
        whole = accounts.c.id + "\n" + accounts.c.name + "\n" + accounts.c.address + "\n" + accounts.c.contact
        where.append(found_in(whole, chosen.text))
    if chosen.segment:
        where.append(accounts.c.segment == chosen.segment)
    if chosen.kind:
        where.append(sa.type_coerce(accounts.c.kind, sa.String) == chosen.kind)  # a kind that is none finds nothing
    return where + [_holds(one) for one in chosen.conditions if one.column != LAST_VISIT]


def _on_last(chosen: AccountFilter) -> tuple[Condition, ...]:
    return tuple(one for one in chosen.conditions if one.column == LAST_VISIT)


def _holds(one: Condition) -> sa.ColumnElement[bool]:
    """Return a condition as the database is asked it; nothing known is an empty text, and no number or day."""
    column: sa.ColumnElement[Any] = accounts.c[one.column]
    if isinstance(one.value, str):
        known = sa.func.coalesce(sa.type_coerce(column, sa.String), "")
        if one.how == "~":
            return found_in(known, one.value)
        return _COMPARED[one.how](Folded(known), folded(one.value))
    return _COMPARED[one.how](column, one.value)


def _ids(chosen: AccountFilter) -> sa.Select[Any]:
    """Return the question for the ids that may fit: few that are wanted are asked for, many are looked through."""
    query = sa.select(accounts.c.id, accounts.c.last_visit).where(*_where(chosen))
    few = chosen.within is not None and len(chosen.within) <= BATCH
    return query.where(accounts.c.id.in_(sorted(chosen.within or ()))) if few else query


def _fitting(connection: Connection, chosen: AccountFilter, ids: sa.Select[Any]) -> Iterator[str]:
    on_last = _on_last(chosen)
    return (row[0] for row in connection.execute(ids).all() if _fits(chosen, on_last, row[0], row[1]))


def _fits(chosen: AccountFilter, on_last: Sequence[Condition], account_id: str, last_visit: date | None) -> bool:
    """Return whether an account fits what the database was not asked: sets of thousands of ids, and days reckoned."""
    if account_id in chosen.without or (chosen.within is not None and account_id not in chosen.within):
        return False
    if not on_last:
        return True
    last = max((day for day in (last_visit, chosen.visited.get(account_id)) if day is not None), default=None)
    return last is not None and all(_COMPARED[one.how](last, one.value) for one in on_last)


def read_spacings(connection: Connection) -> Iterator[tuple[str, date | None, int]]:
    """Yield id, imported last visit and longest spacing of every account."""
    rows = connection.execute(sa.select(accounts.c.id, accounts.c.last_visit, accounts.c.most_days))
    return ((name, last, most) for name, last, most in rows)


def read_accounts_of(connection: Connection, ids: Collection[str]) -> tuple[Account, ...]:
    """Return some accounts in the order of their ids."""
    return tuple(_account(row) for row in rows_among(connection, _AMONG, sorted(ids)))


_AMONG = sa.select(accounts).where(among(accounts.c.id)).order_by(accounts.c.id)
_NAMES_AMONG = sa.select(accounts.c.id, accounts.c.name).where(among(accounts.c.id))


def account_names(connection: Connection, ids: Collection[str]) -> dict[str, str]:
    """Return the names of some accounts by id."""
    return {row["id"]: row["name"] for row in rows_among(connection, _NAMES_AMONG, sorted(ids))}


def all_names(connection: Connection) -> tuple[dict[str, str], dict[str, str]]:
    """Return the names of all accounts and of all reps by id."""
    accounts_of, reps_of = (connection.execute(sa.select(one.c.id, one.c.name)).all() for one in (accounts, reps))
    return {key: name for key, name in accounts_of}, {key: name for key, name in reps_of}  # noqa: C416 - of rows


def find_account(connection: Connection, account_id: str) -> Account | None:
    """Return one account, None where there is none such."""
    row = connection.execute(sa.select(accounts).where(accounts.c.id == account_id)).mappings().one_or_none()
    return None if row is None else _account(dict(row))


_REP = sa.select(reps).where(reps.c.id == sa.bindparam("rep"))


def find_rep(connection: Connection, rep_id: str) -> Rep | None:
    """Return one rep, None where there is none such."""
    row = connection.execute(_REP, {"rep": rep_id}).mappings().one_or_none()
    return None if row is None else Rep(**_with_sets(dict(row)))


def change_service(connection: Connection, account_id: str, from_s: int, to_s: int) -> bool:
    """Change the length of an account's visits if it is what it was thought to be; return whether it was."""
    where = (accounts.c.id == account_id, accounts.c.service_s == from_s)
    return connection.execute(accounts.update().where(*where).values(service_s=to_s)).rowcount > 0


def accounts_among(connection: Connection, wanted: sa.Select[Any]) -> tuple[Account, ...]:
    """Return the accounts whose ids a question gives."""
    rows = connection.execute(_WHOLE.where(accounts.c.id.in_(wanted))).all()
    return tuple(sorted((Account(*_in_order(row)) for row in rows), key=operator.attrgetter("id")))


def rep_ids(connection: Connection) -> tuple[str, ...]:
    """Return the ids of all reps in their order."""
    return tuple(connection.execute(sa.select(reps.c.id).order_by(reps.c.id)).scalars())


def write_reps(connection: Connection, values: Sequence[Rep]) -> Written:
    """Insert or update reps by their id."""
    return upsert(connection, reps, [_row(value) for value in values])


def read_reps(connection: Connection) -> tuple[Rep, ...]:
    """Return all reps in the order of their ids."""
    rows = connection.execute(sa.select(reps)).mappings()
    return tuple(sorted((Rep(**_with_sets(dict(row))) for row in rows), key=lambda rep: rep.id))


def _row(value: Account | Rep) -> dict[str, Any]:
    row = {one.name: getattr(value, one.name) for one in fields(value)}
    return row | {name: "|".join(sorted(row[name])) for name in _SETS}


def _account(row: dict[str, Any]) -> Account:
    return Account(**_with_sets(row))


def _with_sets(row: dict[str, Any]) -> dict[str, Any]:
    return row | {name: frozenset(filter(None, row[name].split("|"))) if row[name] else _NOTHING for name in _SETS}
