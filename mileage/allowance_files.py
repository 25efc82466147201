"""Reading tables of allowances from TOML, and a list of places from CSV onto one of them."""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from importlib import resources
from typing import Any

from mileage.allowances import MEALS, AllowanceTable, PlaceRates
from mileage.money import Money
from mileage.rate_files import content_hash
from routing.problems import BadInputError, Problem
from routing.sentences import sentence

_ACTION = "See docs/mileage.md, allowances, for the form of the file."
PLACE_COLUMNS = ("place", "meals", "lodging", "from", "to", *MEALS, "least")
_REQUIRED = ("place", "meals", "lodging")


def packaged_allowances(scheme: str) -> AllowanceTable:
    """Return a table that comes with the product: ``gsa-fy2026`` or ``de-verpflegung``."""
    return parse_allowances(packaged_allowance_text(scheme), f"{scheme}.toml")


def packaged_allowance_text(scheme: str) -> str:
    """Return the file of a packaged table; raises `BadInputError` where there is none such."""
    folder = resources.files("mileage").joinpath("allowances")
    known = sorted(file.name.removesuffix(".toml") for file in folder.iterdir())
    if scheme not in known:
        cause = sentence("there is no allowance table {scheme!r}", scheme=scheme)
        raise BadInputError(
            [Problem("scheme-unknown", "scheme", cause, sentence("Known: {names}.", names=", ".join(known)))]
        )
    return folder.joinpath(f"{scheme}.toml").read_text(encoding="utf-8")


def parse_allowances(text: str, where: str) -> AllowanceTable:
    """Return the table that a TOML text holds.

    Raises
    ------
    BadInputError
        Where the text is no table.
    """
    try:
        return _table(tomllib.loads(text, parse_float=Decimal))
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError, InvalidOperation) as error:
        cause = (
            sentence("misses {error}", error=error)
            if isinstance(error, KeyError)
            else str(error) or "a number cannot be read"
        )
        raise BadInputError([Problem("allowances-unreadable", where, cause, _ACTION)]) from error


def _table(raw: Mapping[str, Any]) -> AllowanceTable:
    places: dict[str, tuple[PlaceRates, ...]] = {}
    for row in raw["place"]:
        places[row["name"]] = (*places.get(row["name"], ()), _place(row))
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
        places=places,
        hash=content_hash(raw),
    )


def _place(row: Mapping[str, Any]) -> PlaceRates:
    provided = {meal: Decimal(amount) for meal, amount in row.get("provided", {}).items()}
    if not provided.keys() <= set(MEALS):
        raise ValueError(
            sentence(
                "{row}: provided names {names}; there are {names_2}",
                row=row["name"],
                names=", ".join(provided),
                names_2=", ".join(MEALS),
            )
        )
    rates = PlaceRates(
        Decimal(row["meals"]),
        Decimal(row["lodging"]),
        provided,
        Decimal(row.get("least", 0)),
        row.get("from"),
        row.get("to"),
    )
    if min(rates.meals, rates.lodging, rates.least, *provided.values()) < 0:
        raise ValueError(sentence("{row}: an amount is negative", row=row["name"]))
    return rates


def with_places(base: str, listed: str, where: str) -> str:
    """Return a table's text with the places of a CSV list added.

    Parameters
    ----------
    base : str
        The TOML of the table.
    listed : str
        CSV with the columns `PLACE_COLUMNS`, the first three required. Where no meal is given, the values of a
        place of the base with the same `meals` are taken.
    where : str
        The list's name, for problems.

    Raises
    ------
    BadInputError
        With every row that cannot be read, or names a place that the base has.
    """
    known = parse_allowances(base, "the table")
    reader = csv.DictReader(io.StringIO(listed.removeprefix("\ufeff"), newline=""))
    missing = [name for name in _REQUIRED if name not in (reader.fieldnames or ())]
    if missing:
        cause = sentence("has no column {names}", names=", ".join(missing))
        raise BadInputError(
            [Problem("columns-missing", where, cause, sentence("Ours are: {names}.", names=", ".join(PLACE_COLUMNS)))]
        )
    problems: list[Problem] = []
    blocks = [block for row in reader for block in _block(row, known, f"{where}:{reader.line_num}", problems)]
    if problems:
        raise BadInputError(problems)
    text = "\n".join([base.rstrip(), *blocks, ""])
    parse_allowances(text, where)
    return text


def _block(row: Mapping[str, str], known: AllowanceTable, where: str, problems: list[Problem]) -> Iterator[str]:
    cells = {name: (row.get(name) or "").strip() for name in PLACE_COLUMNS}
    if cells["place"] in known.places:
        problems.append(
            Problem(
                "place-twice",
                where,
                sentence("{cells!r} is in the table already", cells=cells["place"]),
                "Drop one of them.",
            )
        )
        return
    lines = [f"name = {_quoted(cells['place'])}", *(f'{name} = "{cells[name]}"' for name in ("meals", "lodging"))]
    lines += [f"{name} = {cells[name]}" for name in ("from", "to") if cells[name]]
    lines += _values(cells, known)
    block = "\n".join(["", "[[place]]", *lines])
    try:
        _place(tomllib.loads(block)["place"][0])
    except (tomllib.TOMLDecodeError, ValueError, InvalidOperation, TypeError) as error:
        cause = str(error) if isinstance(error, ValueError) else "a number or a date cannot be read"
        problems.append(Problem("place-unreadable", where, cause, "Write amounts as 68.00 and dates as 2026-01-31."))
        return
    yield block


def _values(cells: Mapping[str, str], known: AllowanceTable) -> Sequence[str]:
    """Return what provided meals are worth: as the row says, else as in a place with the same meals."""
    own = {meal: cells[meal] for meal in MEALS if cells[meal]}
    least = cells["least"]
    alike = next((r for rates in known.places.values() for r in rates if f"{r.meals:f}" == cells["meals"]), None)
    if not own and alike is not None:
        own, least = {meal: f"{amount:f}" for meal, amount in alike.provided.items()}, least or f"{alike.least:f}"
    values = ", ".join(f'{meal} = "{amount}"' for meal, amount in own.items())
    return [*([f"provided = {{ {values} }}"] if own else []), *([f'least = "{least}"'] if least else [])]


def _quoted(text: str) -> str:
    """Return a text as a TOML string."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
