"""Calls of an overlay: what its rep does at its accounts, beside the visits of whoever owns them.

Each account of a planned overlay has calls of its own: the same place and hours, the overlay's interval and minutes,
the overlay's rep. They are planned, carried, reported and paid like an account's visits, and count no sales.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from territory.accounts import Account
from territory.ownership.timeline import VISITS, DecisionKind, Owned, Timeline, coming_after, row_on
from territory.ownership.values import Layer

LEAST_SHARE, MOST_SHARE = 0.6, 1.4
"""Spacing of calls: the interval times these."""


def call_id(account_id: str, layer: str) -> str:
    """Return the id of an account's calls in an overlay."""
    return f"{account_id}+{layer}"


def calls_of(account: Account, layer: Layer, rep_id: str, known: Account | None) -> Account:
    """Return an account's calls in an overlay as they stand now; what is learnt of them stays as it is known."""
    days = layer.interval_days
    return replace(
        account,
        id=call_id(account.id, layer.id),
        name=f"{account.name} ({layer.name or layer.id})",
        interval_days=days,
        least_days=max(1, round(LEAST_SHARE * days)),
        most_days=round(MOST_SHARE * days),
        cadence="",
        service_s=60 * layer.service_min or account.service_s,
        segment="",
        potential=0.0,
        value=1.0,
        last_visit=known.last_visit if known else None,
        owner_lock=rep_id,
        call_of=account.id,
        layer=layer.id,
    )


def rows_of_calls(line: Timeline, name: str, since: date) -> tuple[Owned, ...]:
    """Return who makes the calls from a day on: whoever the overlay's timeline says, at every date ahead."""
    held = row_on(line, since)
    first = [replace(held, valid_from=since)] if held else []
    return tuple(
        replace(row, account_id=name, layer=VISITS, territory="", until=None, covers="", kind=DecisionKind.OVERLAY)
        for row in (*first, *coming_after(line, since))
    )


def first_rep(line: Timeline, since: date) -> str:
    """Return who makes calls on a day, or the first who will; empty where nobody does."""
    held = row_on(line, since)
    return next((row.rep_id for row in (*([held] if held else []), *coming_after(line, since)) if row.rep_id), "")
