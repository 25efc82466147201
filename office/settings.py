"""The workspace's settings: its name, currency, rates; what can be changed later, and what never can."""

from __future__ import annotations

import re
from dataclasses import replace

from mileage.rate_files import packaged_schemes
from office.door import Act, reads, writes
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from store.changes import Kind, Subject
from store.settings import Settings, read_settings, write_settings

__all__ = ["Settings", "change_settings", "read_office_settings"]

_CURRENCY = re.compile("[A-Z]{3}")


@reads
def read_office_settings(act: Act) -> Settings:
    """Return the workspace's settings."""
    return read_settings(act.connection)


@writes
def change_settings(act: Act, *, currency: str | None = None, mileage_scheme: str | None = None) -> Settings:
    """Change the currency of potentials and sales, or the rates that trips are paid by; None leaves it as it is.

    The name never changes: the identity of visits is derived from it. Amounts are not converted.

    Raises
    ------
    BadInputError
        For a currency that is no ISO 4217 code, or rates that there are not.
    """
    before = read_settings(act.connection)
    after = replace(
        before,
        currency=before.currency if currency is None else currency,
        mileage_scheme=before.mileage_scheme if mileage_scheme is None else mileage_scheme,
    )
    if not _CURRENCY.fullmatch(after.currency):
        cause = sentence("currency is {currency!r}", currency=after.currency)
        raise BadInputError([Problem("currency-unreadable", "settings", cause, "Write an ISO 4217 code such as EUR.")])
    schemes = packaged_schemes()
    if after.mileage_scheme not in schemes:
        cause = sentence("there are no rates {mileage_scheme!r}", mileage_scheme=after.mileage_scheme)
        raise BadInputError(
            [Problem("scheme-unknown", "settings", cause, sentence("Name one of: {names}.", names=", ".join(schemes)))]
        )
    if after == before:
        act.changed_nothing()
    write_settings(act.connection, after)
    act.touch(Subject(Kind.SETTINGS))
    act.note(f"currency {after.currency}, rates {after.mileage_scheme}")
    return after
