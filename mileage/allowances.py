"""Per diem and overnight allowances by place and day, with the rules for the first, the last and a single day."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from importlib import resources
from typing import Any

from mileage.money import EXACT, Money, rounded
from mileage.rate_files import content_hash
from routing.problems import BadInputError, Problem

_ACTION = "See docs/mileage.md, allowances, for the form of the file."


@dataclass(frozen=True, slots=True)
class PlaceRates:
    """What a whole day's meals and a night are worth in a place."""

    meals: Decimal
    lodging: Decimal


@dataclass(frozen=True, slots=True)
class AllowanceTable:
    """One scheme of allowances.

    Attributes
    ----------
    first_last : Decimal
        Share of a day's meals that is paid on the first and on the last day of a journey with a night.
    single_day : Decimal
        Share that is paid for a journey without a night that lasts more than `single_day_over_s`.
    hash : str
        SHA-256 of the content, as with rate tables.
    """

    scheme: str
    title: str
    currency: str
    valid_from: date
    valid_to: date | None
    source: str
    first_last: Decimal
    single_day: Decimal
    single_day_over_s: int
    places: Mapping[str, PlaceRates]
    hash: str


@dataclass(frozen=True, slots=True)
class Journey:
    """Days away from home.

    Attributes
    ----------
    nights : tuple of str
        The place of each night, one after the other; empty for a single day.
    place : str
        Where a single day was spent.
    away_s : int
        How long a single day lasted, in seconds.
    lodging_free : bool
        True where the night was paid by the company or booked as an expense: then no lump sum is due.
    """

    rep_id: str
    first_day: date
    nights: tuple[str, ...] = ()
    place: str = "standard"
    away_s: int = 0
    lodging_free: bool = False


@dataclass(frozen=True, slots=True)
class AllowanceLine:
    """One day's meals or one night, with the rule that made it."""

    day: date
    place: str
    what: str
    rule: str
    pay: Money


def allowance(table: AllowanceTable, journey: Journey) -> tuple[AllowanceLine, ...]:
    """Return a journey's allowances, day by day.

    Raises
    ------
    BadInputError
        Where the table has no rate for a place or a day.
    """
    last = journey.first_day + timedelta(days=len(journey.nights))
    _require(table, journey, last)
    return tuple(_nights(table, journey) if journey.nights else _single(table, journey))


def _single(table: AllowanceTable, journey: Journey) -> Iterator[AllowanceLine]:
    if journey.away_s > table.single_day_over_s:
        rule = f"single day of more than {table.single_day_over_s // 3600} h"
        yield _meals(table, journey.first_day, journey.place, table.single_day, rule)


def _nights(table: AllowanceTable, journey: Journey) -> Iterator[AllowanceLine]:
    stays = (*journey.nights, journey.nights[-1])
    for number, place in enumerate(stays):
        day = journey.first_day + timedelta(days=number)
        edge = number in (0, len(stays) - 1)
        yield _meals(
            table, day, place, table.first_last if edge else Decimal(1), "first or last day" if edge else "full day"
        )
        if number < len(journey.nights) and not journey.lodging_free:
            lodging = Money(rounded(table.places[place].lodging, table.currency), table.currency)
            yield AllowanceLine(day, place, "lodging", "night", lodging)


def _meals(table: AllowanceTable, day: date, place: str, share: Decimal, rule: str) -> AllowanceLine:
    amount = rounded(EXACT.multiply(table.places[place].meals, share), table.currency)
    return AllowanceLine(day, place, "meals", rule, Money(amount, table.currency))


def _require(table: AllowanceTable, journey: Journey, last: date) -> None:
    places = dict.fromkeys(journey.nights or (journey.place,))
    problems = [
        Problem("place-without-allowance", f"journey of {journey.rep_id} on {journey.first_day}",
                f"{table.scheme} has no place {place!r}", f"Known: {', '.join(table.places)}.")
        for place in places if place not in table.places
    ]  # fmt: skip
    if journey.first_day < table.valid_from or (table.valid_to is not None and last > table.valid_to):
        cause = f"{table.scheme} holds from {table.valid_from} to {table.valid_to or 'further notice'}"
        problems.append(Problem("allowance-gap", f"journey on {journey.first_day}", cause, "Import the year's table."))
    if problems:
        raise BadInputError(problems)


def packaged_allowances(scheme: str) -> AllowanceTable:
    """Return a table that comes with the product: ``gsa-fy2026`` or ``de-verpflegung``."""
    folder = resources.files("mileage").joinpath("allowances")
    known = sorted(file.name.removesuffix(".toml") for file in folder.iterdir())
    if scheme not in known:
        cause = f"there is no allowance table {scheme!r}"
        raise BadInputError([Problem("scheme-unknown", "scheme", cause, f"Known: {', '.join(known)}.")])
    return parse_allowances(folder.joinpath(f"{scheme}.toml").read_text(encoding="utf-8"), f"{scheme}.toml")


def parse_allowances(text: str, where: str) -> AllowanceTable:
    """Return the table that a TOML text holds.

    Raises
    ------
    BadInputError
        Where the text is no table.
    """
    try:
        raw = tomllib.loads(text, parse_float=Decimal)
        return _table(raw)
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError, InvalidOperation) as error:
        cause = f"misses {error}" if isinstance(error, KeyError) else str(error) or "a number cannot be read"
        raise BadInputError([Problem("allowances-unreadable", where, cause, _ACTION)]) from error


def _table(raw: Mapping[str, Any]) -> AllowanceTable:
    places: Sequence[Mapping[str, Any]] = raw["place"]
    return AllowanceTable(
        scheme=raw["scheme"],
        title=raw["title"],
        currency=Money(Decimal(0), raw["currency"]).currency,
        valid_from=raw["from"],
        valid_to=raw.get("to"),
        source=raw["source"],
        first_last=Decimal(raw["first_last"]),
        single_day=Decimal(raw["single_day"]),
        single_day_over_s=int(Decimal(raw["single_day_over_hours"]) * 3600),
        places={row["name"]: PlaceRates(Decimal(row["meals"]), Decimal(row["lodging"])) for row in places},
        hash=content_hash(raw),
    )
