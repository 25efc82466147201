"""The workspace's settings: its name, currency, rates; what can be changed later, and what never can."""

from __future__ import annotations

import re
from dataclasses import replace

from mileage.rate_files import packaged_schemes, packaged_table
from office.door import Act, reads, writes
from office.ground import OSM
from routing.problems import BadInputError, Problem
from routing.sentences import joined, sentence, term
from store.changes import Kind, Subject
from store.settings import MANAGER, Settings, read_settings, write_settings
from territory.exchange import read_exchange

__all__ = ["MANAGER", "Settings", "change_settings", "read_office_settings"]

_CURRENCY = re.compile("[A-Z]{3}")


@reads
def read_office_settings(act: Act) -> Settings:
    """Return the workspace's settings."""
    return read_settings(act.connection)


@writes
def change_settings(
    act: Act,
    *,
    currency: str | None = None,
    mileage_scheme: str | None = None,
    map_tiles: str | None = None,
    plan_approval: str | None = None,
    exchange: str | None = None,
) -> Settings:
    """Change the currency, the rates that trips are paid by, whose tiles maps take, who approves plans, currencies.

    None leaves a thing as it is; `map_tiles` is "openstreetmap", or empty for our own.

    The name never changes: the identity of visits is derived from it. Amounts are not converted.

    Raises
    ------
    BadInputError
        For a currency that is no ISO 4217 code, rates or tiles that there are not, somebody who approves no plans, or
        rates of currencies that cannot be read.
    """
    before = read_settings(act.connection)
    after = replace(
        before,
        currency=before.currency if currency is None else currency,
        mileage_scheme=before.mileage_scheme if mileage_scheme is None else mileage_scheme,
        map_tiles=before.map_tiles if map_tiles is None else map_tiles,
        plan_approval=before.plan_approval if plan_approval is None else plan_approval,
        exchange=before.exchange if exchange is None else exchange.strip(),
    )
    if after.plan_approval not in {"", MANAGER}:
        cause = sentence("{plan_approval!r} approves no plans", plan_approval=after.plan_approval)
        raise BadInputError(
            [Problem("approval-impossible", "settings", cause, sentence("Say {manager}, or nothing.", manager=MANAGER))]
        )
    _require_money(after.currency, after.mileage_scheme)
    stated = read_exchange(after.exchange, after.currency)
    if after.map_tiles not in {"", OSM}:
        cause = sentence("there are no tiles {map_tiles!r}", map_tiles=after.map_tiles)
        raise BadInputError(
            [Problem("tiles-unknown", "settings", cause, sentence("Name {osm}, or nothing for our own.", osm=OSM))]
        )
    if after == before:
        act.changed_nothing()
    write_settings(act.connection, after)
    act.touch(Subject(Kind.SETTINGS))
    told = [
        sentence("currency {currency}", currency=after.currency),
        sentence("rates {scheme}", scheme=after.mileage_scheme),
    ]
    told += [sentence("maps on {tiles}", tiles=after.map_tiles)] if after.map_tiles else []
    told += [sentence("plans approved by a {role}", role=term(after.plan_approval))] if after.plan_approval else []
    told += [sentence("{count} rates of other currencies", count=len(stated.rates))] if stated.rates else []
    act.note(joined(", ", told))
    return after


def first_settings(name: str, currency: str, scheme: str = "") -> Settings:
    """Return what a new workspace begins with: rates that pay in its currency, where none are named and there are some.

    Raises
    ------
    BadInputError
        For a currency that is no ISO 4217 code, or rates that there are not.
    """
    usual = Settings(name).mileage_scheme
    if not scheme:
        paying = [one for one in packaged_schemes() if packaged_table(one).currency == currency]
        scheme = usual if usual in paying or not paying else paying[0]
    _require_money(currency, scheme)
    return Settings(name, currency, scheme)


def _require_money(currency: str, scheme: str) -> None:
    if not _CURRENCY.fullmatch(currency):
        cause = sentence("currency is {currency!r}", currency=currency)
        raise BadInputError([Problem("currency-unreadable", "settings", cause, "Write an ISO 4217 code such as EUR.")])
    schemes = packaged_schemes()
    if scheme not in schemes:
        cause = sentence("there are no rates {mileage_scheme!r}", mileage_scheme=scheme)
        raise BadInputError(
            [Problem("scheme-unknown", "settings", cause, sentence("Name one of: {names}.", names=", ".join(schemes)))]
        )
