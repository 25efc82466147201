"""Reading rate tables from TOML: the packaged ones and a company's own, every problem of a file gathered first."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from importlib import resources
from itertools import combinations
from typing import Any

from mileage.money import EXACT
from mileage.rate_tables import Band, Rate, RateTable
from mileage.vehicles import VehicleKind
from routing.problems import BadInputError, Problem
from routing.sentences import sentence

_SCHEME = re.compile(r"[a-z0-9][a-z0-9-]*")
_ACTION = "See docs/mileage.md, rate tables, for the form of the file."


def packaged_schemes() -> tuple[str, ...]:
    """Return the schemes that come with the product, by name."""
    files = resources.files("mileage").joinpath("rates").iterdir()
    return tuple(sorted(file.name.removesuffix(".toml") for file in files if file.name.endswith(".toml")))


def packaged_text(scheme: str) -> str:
    """Return the file of a packaged table.

    Raises
    ------
    BadInputError
        Where there is no such scheme; the message lists those there are.
    """
    if scheme not in packaged_schemes():
        cause = sentence("there is no rate table {scheme!r}", scheme=scheme)
        raise BadInputError(
            [
                Problem(
                    "scheme-unknown", "scheme", cause, sentence("Known: {names}.", names=", ".join(packaged_schemes()))
                )
            ]
        )
    return resources.files("mileage").joinpath("rates", f"{scheme}.toml").read_text(encoding="utf-8")


def packaged_table(scheme: str) -> RateTable:
    """Return a table that comes with the product."""
    return parse_table(packaged_text(scheme), f"{scheme}.toml")


def parse_table(text: str, where: str) -> RateTable:
    """Return the table that a TOML text holds.

    Parameters
    ----------
    text : str
    where : str
        The file's name, for the problems.

    Raises
    ------
    BadInputError
        With every problem of the text.
    """
    try:
        raw = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise BadInputError([Problem("rates-not-toml", where, str(error), _ACTION)]) from error
    problems = _head_problems(raw, where)
    rates: list[Rate] = []
    for number, row in enumerate(raw["rate"] if isinstance(raw.get("rate"), list) else [], start=1):
        try:
            rates.append(_rate(row))
        except (ValueError, KeyError, TypeError, InvalidOperation) as error:
            cause = (
                sentence("misses {error}", error=error)
                if isinstance(error, KeyError)
                else str(error) or "a number cannot be read"
            )
            problems.append(
                Problem(
                    "rate-unreadable", sentence("{where} rate {number}", where=where, number=number), cause, _ACTION
                )
            )
    problems += _overlaps(rates, where)
    if problems:
        raise BadInputError(problems)
    month, day = (int(part) for part in str(raw["year_starts"]).split("-"))
    return RateTable(
        raw["scheme"],
        raw["title"],
        raw["currency"],
        raw["unit"],
        (month, day),
        raw["pool"],
        tuple(rates),
        content_hash(raw),
    )


def _head_problems(raw: Mapping[str, Any], where: str) -> list[Problem]:
    good = {
        "scheme": isinstance(raw.get("scheme"), str) and _SCHEME.fullmatch(raw["scheme"]) is not None,
        "title": isinstance(raw.get("title"), str),
        "currency": isinstance(raw.get("currency"), str) and len(raw["currency"]) == 3 and raw["currency"].isupper(),
        "unit": raw.get("unit") in ("mi", "km"),
        "year_starts": _is_month_day(raw.get("year_starts")),
        "pool": raw.get("pool") in ("class", "vehicle"),
        "rate": isinstance(raw.get("rate"), list) and raw["rate"] != [],
    }
    return [
        Problem("rates-head", where, sentence("{name} is {get!r}", name=name, get=raw.get(name)), _ACTION)
        for name, is_good in good.items()
        if not is_good
    ]


def _is_month_day(value: object) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(f"2023-{value}") is not None
    except ValueError:
        return False


def _rate(row: Mapping[str, Any]) -> Rate:
    starts, ends = row["from"], row.get("to")
    if type(starts) is not date or (ends is not None and (type(ends) is not date or ends < starts)):
        raise ValueError(sentence("the dates {starts} to {ends} are no span", starts=starts, ends=ends))
    return Rate(
        vehicle=VehicleKind(row["vehicle"]),
        power=row.get("power"),
        valid_from=starts,
        valid_to=ends,
        bands=_bands(row["bands"]),
        electric=_number(row.get("electric", "1")),
        passenger=_number(row.get("passenger", "0")),
        regions=tuple(sorted((name, _number(value)) for name, value in row.get("regions", {}).items())),
        source=row["source"],
    )


def _bands(rows: list[Mapping[str, Any]]) -> tuple[Band, ...]:
    """Return bands in slope and intercept; without `plus` a band begins where the one before it ends."""
    bands: list[Band] = []
    start = owed = Decimal(0)
    for row in rows:
        rate, up_to = _number(row["rate"]), _number(row["up_to"]) if "up_to" in row else None
        plus = _number(row["plus"]) if "plus" in row else EXACT.fma(-rate, start, owed)
        if up_to is not None and up_to <= start:
            raise ValueError(sentence("a band up to {up_to} follows one up to {start}", up_to=up_to, start=start))
        bands.append(Band(up_to, rate, plus))
        if up_to is not None:
            start, owed = up_to, EXACT.fma(rate, up_to, plus)
    if not bands or [band.up_to is None for band in bands] != [False] * (len(bands) - 1) + [True]:
        raise ValueError("only the last band, and always the last, goes without up_to")
    return tuple(bands)


def _number(value: object) -> Decimal:
    if not isinstance(value, str | int | Decimal) or isinstance(value, bool):
        raise TypeError(sentence("{value!r} is not a number", value=value))
    number = Decimal(value)
    if not number.is_finite() or number < 0:
        raise ValueError(sentence("{value!r} is not a number from 0 up", value=value))
    return number


def _overlaps(rates: list[Rate], where: str) -> list[Problem]:
    clashes = (
        (one, two)
        for one, two in combinations(rates, 2)
        if (one.vehicle, one.power) == (two.vehicle, two.power)
        and (one.valid_on(two.valid_from) or two.valid_on(one.valid_from))
    )
    return [
        Problem(
            "rates-overlap",
            where,
            sentence(
                "two rates for a {vehicle} hold on {day}",
                vehicle=one.vehicle,
                day=max(one.valid_from, two.valid_from),
            ),
            "End the earlier one on the day before the later one begins.",
        )
        for one, two in clashes
    ]  # fmt: skip


def content_hash(raw: Mapping[str, Any]) -> str:
    """Return the SHA-256 of the content: comments, order of keys and blank space do not make another version."""
    canonical = json.dumps(raw, sort_keys=True, separators=(",", ":"), default=str, ensure_ascii=True)
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()
