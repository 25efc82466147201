"""Rules of accounts and seasons, in and out of the database."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, replace

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from routing.tour import Window
from scheduler.demand.rules import AccountRules
from scheduler.demand.seasons import ORDINARY, Season
from store.rows import Row, Written, among, rows_among, upsert
from store.sales import read_seasons, write_seasons
from store.tables.fixed_dates import account_rules, season_rules


def write_rules(connection: Connection, rules: dict[str, AccountRules]) -> Written:
    """Insert or update the rules of accounts by account id."""
    return upsert(connection, account_rules, [_rules_row(account_id, value) for account_id, value in rules.items()])


def read_rules(connection: Connection) -> dict[str, AccountRules]:
    """Return the rules of each account that has some."""
    rows = connection.execute(sa.select(account_rules).order_by(account_rules.c.account_id)).mappings()
    return {row["account_id"]: _rules(dict(row)) for row in rows}


def rules_of_some(connection: Connection, accounts: Collection[str]) -> dict[str, AccountRules]:
    """Return the rules of those of some accounts that have some."""
    return {str(row["account_id"]): _rules(row) for row in rows_among(connection, _AMONG, sorted(accounts))}


_AMONG = sa.select(account_rules).where(among(account_rules.c.account_id))


def _rules_row(account_id: str, rules: AccountRules) -> Row:
    hours = "|".join(f"{window.opens_s}-{window.closes_s}" for window in rules.hours)
    weekdays = "|".join(str(day) for day in sorted(rules.weekdays))
    return asdict(rules) | {"account_id": account_id, "hours": hours, "weekdays": weekdays}


def _rules(row: dict[str, object]) -> AccountRules:
    spans = [span.split("-") for span in str(row.pop("hours")).split("|") if span]
    days = frozenset(int(day) for day in str(row.pop("weekdays")).split("|") if day)
    del row["account_id"]
    return AccountRules(**row, weekdays=days, hours=tuple(Window(int(a), int(b)) for a, b in spans))  # type: ignore[arg-type]


def write_season(connection: Connection, season: Season) -> None:
    """Insert or update a season by what it applies to."""
    write_seasons(connection, {(season.applies_to, month): call for month, call in enumerate(season.calls, start=1)})
    row = {
        "applies_to": season.applies_to,
        "duration": "|".join(str(factor) for factor in season.duration),
        "priority": "|".join(str(factor) for factor in season.priority),
        "lead_days": season.lead_days,
        "closed": "|".join(season.closed),
        "scales_spacing": season.scales_spacing,
    }
    upsert(connection, season_rules, [row])


def read_season_rules(connection: Connection) -> dict[str, Season]:
    """Return the seasons by what they apply to: call indices, and whatever else was said of them."""
    found: dict[str, Season] = {}
    for row in connection.execute(sa.select(season_rules).order_by(season_rules.c.applies_to)):
        duration, priority = (tuple(float(f) for f in text.split("|")) for text in (row.duration, row.priority))
        closed = tuple(span for span in row.closed.split("|") if span)
        found[row.applies_to] = Season(
            row.applies_to, ORDINARY, duration, priority, row.lead_days, closed, row.scales_spacing
        )
    for (segment, month), index in read_seasons(connection).items():
        season = found.get(segment, Season(segment))
        calls = (*season.calls[: month - 1], index, *season.calls[month:])
        found[segment] = replace(season, calls=calls)
    return found
