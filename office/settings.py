"""The workspace's settings: its name, currency, rates; what can be changed later, and what never can."""

from __future__ import annotations

import re
from dataclasses import replace

from mileage.rate_files import packaged_schemes
from office.door import Act, reads, writes
from routing.problems import BadInputError, Problem
from store.changes import Kind, Subject
from store.settings import MANAGER, Settings, read_settings, write_settings

__all__ = ["MANAGER", "Settings", "change_settings", "read_office_settings"]

_CURRENCY = re.compile("[A-Z]{3}")


@reads
def read_office_settings(act: Act) -> Settings:
    """Return the workspace's settings."""
    return read_settings(act.connection)


@writes
def change_settings(
    act: Act, *, currency: str | None = None, mileage_scheme: str | None = None, plan_approval: str | None = None
) -> Settings:
    """Change the currency, the rates that trips are paid by, or who approves plans; None leaves it as it is.

    The name never changes: the identity of visits is derived from it. Amounts are not converted.

    Raises
    ------
    BadInputError
        For a currency that is no ISO 4217 code, rates that there are not, or somebody who approves no plans.
    """
    before = read_settings(act.connection)
    after = replace(
        before,
        currency=before.currency if currency is None else currency,
        mileage_scheme=before.mileage_scheme if mileage_scheme is None else mileage_scheme,
        plan_approval=before.plan_approval if plan_approval is None else plan_approval,
    )
    if after.plan_approval not in {"", MANAGER}:
        cause = f"{after.plan_approval!r} approves no plans"
        raise BadInputError([Problem("approval-impossible", "settings", cause, f"Say {MANAGER}, or nothing.")])
    if not _CURRENCY.fullmatch(after.currency):
        cause = f"currency is {after.currency!r}"
        raise BadInputError([Problem("currency-unreadable", "settings", cause, "Write an ISO 4217 code such as EUR.")])
    schemes = packaged_schemes()
    if after.mileage_scheme not in schemes:
        cause = f"there are no rates {after.mileage_scheme!r}"
        raise BadInputError([Problem("scheme-unknown", "settings", cause, f"Name one of: {', '.join(schemes)}.")])
    if after == before:
        act.changed_nothing()
    write_settings(act.connection, after)
    act.touch(Subject(Kind.SETTINGS))
    approves = f", plans approved by a {after.plan_approval}" if after.plan_approval else ""
    act.note(f"currency {after.currency}, rates {after.mileage_scheme}{approves}")
    return after
