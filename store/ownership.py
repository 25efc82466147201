"""Who owns which account from which date on, whoever decided it: rows are added, never changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from store.rows import BATCH, batches
from store.tables.ownership import ownership, ownership_decisions
from territory.ownership.timeline import (
    VISITS,
    DecisionKind,
    Owned,
    Timeline,
    coming_after,
    flatten,
    is_owned_from,
    owned_on,
    row_on,
)
from territory.ownership.values import Level, Ruling

__all__ = ["Owned", "Timeline", "coming_after", "is_owned_from", "owned_on", "row_on"]


@dataclass(frozen=True, slots=True)
class OwnershipDecision:
    """One decision about owners.

    Attributes
    ----------
    number : int
        Assigned as it is kept.
    made_at : str
        An instant in UTC.
    by : str
        The person's id.
    reason : str
        Why, as the person said it.
    undoes : int or None
        The decision that this one takes back.
    before : mapping
        What else it changed, as it was: a retirement's ``rep_ends``.
    """

    kind: DecisionKind
    made_at: str = ""
    by: str = ""
    summary: str = ""
    reason: str = ""
    undoes: int | None = None
    number: int = 0
    before: Mapping[str, Any] = field(default_factory=dict)


def timelines(connection: Connection, layer: str = VISITS, *, covers: bool = True) -> dict[str, Timeline]:
    """Return for each account that ever had an owner in a layer what was, is and is to be in force.

    Without `covers` it is who owns the accounts for good, whoever stands in.
    """
    known = rows_by_account(connection, layer)
    return {account: flatten(row for row in rows if covers or not row.covers) for account, rows in known.items()}


def timelines_of(connection: Connection, rep_id: str) -> dict[str, Timeline]:
    """Return the timelines of the accounts that were, are or are to be a rep's to visit."""
    held = sa.select(ownership.c.account_id).where(ownership.c.rep_id == rep_id, ownership.c.layer == VISITS)
    known = _by_account(_rows(connection, ownership.c.layer == VISITS, ownership.c.account_id.in_(held)))
    return {account: flatten(rows) for account, rows in known.items()}


def owners_within(connection: Connection, account_id: str, first: date, last: date) -> tuple[str, ...]:
    """Return the reps who own an account on a day between two, one after the other."""
    line = flatten(rows_of_account(connection, account_id).get(VISITS, ()))
    held = owned_on(line, first)
    coming = [one for one in coming_after(line, first) if one.valid_from <= last]
    return tuple(dict.fromkeys(one.rep_id for one in [*([held] if held else []), *coming] if one.rep_id))


def owners_of(connection: Connection, account_id: str) -> tuple[str, ...]:
    """Return the reps who visit an account in the rows that are in force, one after the other."""
    line = flatten(rows_of_account(connection, account_id).get(VISITS, ()))
    return tuple(dict.fromkeys(owned.rep_id for owned in line if owned.rep_id))


def owners_on(connection: Connection, day: date, layer: str = VISITS) -> dict[str, Owned]:
    """Return the row in force on a day for each account that has an owner then."""
    found = ((account, owned_on(line, day)) for account, line in timelines(connection, layer).items())
    return {account: owned for account, owned in found if owned is not None}


def owners_among(connection: Connection, accounts: Collection[str], day: date) -> dict[str, Owned]:
    """Return the row in force on a day for each of some accounts that has an owner then."""
    found = ((account, owned_on(line, day)) for account, line in timelines_among(connection, accounts).items())
    return {account: owned for account, owned in found if owned is not None}


def timelines_among(connection: Connection, accounts: Collection[str]) -> dict[str, Timeline]:
    """Return the timelines of some accounts, by whom they are visited."""
    found: dict[str, Timeline] = {}
    wanted = sorted(accounts)
    for begin in range(0, len(wanted), BATCH):
        some = ownership.c.account_id.in_(wanted[begin : begin + BATCH])
        known = _by_account(_rows(connection, ownership.c.layer == VISITS, some))
        found |= {account: flatten(rows) for account, rows in known.items()}
    return found


def rows_by_account(connection: Connection, layer: str = VISITS) -> dict[str, tuple[Owned, ...]]:
    """Return all rows of a layer as they were decided, by account."""
    return _by_account(_rows(connection, ownership.c.layer == layer))


def rows_of_account(connection: Connection, account_id: str) -> dict[str, tuple[Owned, ...]]:
    """Return all rows of an account as they were decided, by layer."""
    found: dict[str, list[Owned]] = defaultdict(list)
    for row in _rows(connection, ownership.c.account_id == account_id):
        found[row.layer].append(row)
    return {layer: tuple(rows) for layer, rows in sorted(found.items())}


def rows_of_decision(connection: Connection, number: int) -> tuple[Owned, ...]:
    """Return the rows of one decision."""
    return tuple(_rows(connection, ownership.c.decision == number))


def accounts_decided(
    connection: Connection, among: Collection[str] | None = None
) -> dict[int, tuple[int, date | None]]:
    """Return how many accounts (of `among` alone, if given) each decision is about, and its first day."""
    table = ownership.c
    if among is None:
        sums = sa.select(table.decision, sa.func.count(table.account_id.distinct()), sa.func.min(table.since))
        rows = connection.execute(sums.group_by(table.decision)).all()
        return {decision: (count, first) for decision, count, first in rows}
    accounts: dict[int, set[str]] = defaultdict(set)
    since: dict[int, date] = {}
    for decision, account, day in connection.execute(sa.select(table.decision, table.account_id, table.since)).all():
        if account in among:
            accounts[decision].add(account)
            since[decision] = min(day, since.get(decision, day))
    return {decision: (len(names), since[decision]) for decision, names in accounts.items()}


def layers_owned(connection: Connection) -> tuple[str, ...]:
    """Return the layers that somebody ever owned accounts in; the visited one is first."""
    return tuple(sorted(connection.execute(sa.select(ownership.c.layer).distinct()).scalars()))


def add_ownership(
    connection: Connection, entries: Sequence[Owned], decision: OwnershipDecision | None = None
) -> OwnershipDecision:
    """Add the rows of one decision: each replaces all that was to be in force of its account from its day on.

    Returns the decision with its number.
    """
    made = decision or OwnershipDecision(DecisionKind.MOVE)
    made = replace(made, number=_next(connection, ownership_decisions))
    row = {name: getattr(made, name) for name in ("number", "made_at", "by", "summary", "reason", "undoes", "before")}
    connection.execute(ownership_decisions.insert().values(row | {"kind": made.kind}))
    ordered = sorted(entries, key=lambda one: (one.account_id, one.layer, one.valid_from))
    first = _next(connection, ownership)
    for batch in batches(_written(one, number, made.number) for number, one in enumerate(ordered, first)):
        connection.execute(ownership.insert(), batch)
    return made


def read_ownership_decisions(connection: Connection) -> tuple[OwnershipDecision, ...]:
    """Return all decisions about owners, oldest first."""
    rows = connection.execute(sa.select(ownership_decisions).order_by(ownership_decisions.c.number)).mappings()
    return tuple(OwnershipDecision(**row) for row in rows)


def undone_decisions(connection: Connection) -> frozenset[int]:
    """Return the numbers of the decisions that are taken back; taking back is a decision, and can be taken back."""
    query = sa.select(ownership_decisions.c.number, ownership_decisions.c.undoes)
    undoing = query.where(ownership_decisions.c.undoes.is_not(None)).order_by(ownership_decisions.c.number.desc())
    undone: set[int] = set()
    for number, undoes in connection.execute(undoing):
        if number not in undone:
            undone.add(undoes)
    return frozenset(undone)


def read_rulings(connection: Connection, first_layer: str) -> tuple[Ruling, ...]:
    """Return the last decision on each conflict that stands, by account and layer."""
    undone = undone_decisions(connection)
    made = {one.number: one for one in read_ownership_decisions(connection) if one.kind is DecisionKind.RULING}
    last: dict[tuple[str, str], Ruling] = {}
    for row in _rows(connection, ownership_decisions.c.kind == DecisionKind.RULING):
        decision = made.pop(row.decision, None)  # its later rows are dates that the rules state
        if decision is not None and row.decision not in undone:
            layer = row.layer or first_layer
            said = Ruling(row.account_id, layer, row.territory, row.valid_from, decision.by, decision.reason)
            last[row.account_id, layer] = said
    return tuple(last[key] for key in sorted(last))


def _rows(connection: Connection, *where: sa.ColumnElement[bool]) -> Iterable[Owned]:
    query = (
        sa.select(ownership, ownership_decisions.c.kind)
        .join(ownership_decisions, ownership_decisions.c.number == ownership.c.decision)
        .where(*where)
        .order_by(ownership.c.number)
    )
    return (_read(row) for row in connection.execute(query))


def _by_account(rows: Iterable[Owned]) -> dict[str, tuple[Owned, ...]]:
    found: dict[str, list[Owned]] = defaultdict(list)
    for row in rows:
        found[row.account_id].append(row)
    return {account: tuple(found[account]) for account in sorted(found)}


def _next(connection: Connection, table: sa.Table) -> int:
    return (connection.execute(sa.select(sa.func.max(table.c.number))).scalar() or 0) + 1


def _written(one: Owned, number: int, decision: int) -> dict[str, object]:
    return {
        "number": number,
        "decision": decision,
        "account_id": one.account_id,
        "layer": one.layer,
        "territory": one.territory,
        "rep_id": one.rep_id,
        "since": one.valid_from,
        "until": one.until,
        "covers": one.covers,
        "rule": one.rule,
        "level": None if one.level is None else int(one.level),
        "reason": one.reason,
    }


def _read(row: sa.Row[tuple[object, ...]]) -> Owned:
    return Owned(
        row.account_id,
        row.since,
        row.rep_id,
        row.reason,
        row.territory,
        row.layer,
        row.until,
        row.covers,
        row.rule,
        None if row.level is None else Level(row.level),
        row.kind,
        row.decision,
    )
