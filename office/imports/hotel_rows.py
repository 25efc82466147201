"""One row of a hotels file as a `Hotel`; the columns are described in docs/formats.md."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from office.imports.cells import Cells
from office.imports.csvfile import Row, named_row
from office.imports.reading import Reading
from routing.problems import Problem
from routing.sentences import sentence
from scheduler.nights.policy import Hotel

COLUMNS = ("id", "name", "lat", "lon", "price", "currency", "rep")
REQUIRED = ("id",)
NEW = ("name", "lat", "lon", "price", "currency")
NUMBERS = ("lat", "lon", "price")
HIGHEST_PRICE = 10_000


def hotel_row(row: Row, read: Reading, kept: Mapping[str, Hotel]) -> Hotel | list[Problem]:
    """Read one row on top of what is known of the hotel, or say everything that is wrong with it."""
    where = named_row(row.where, row.cells["id"]) if row.cells.get("id") else row.where
    cells, was = Cells(where, row.cells, read.style), kept.get(row.cells.get("id", ""))
    cells = cells if was else cells.filled(read.defaults)
    lat = cells.number("lat", default=was.lat if was else None, least=-90, most=90)
    lon = cells.number("lon", default=was.lon if was else None, least=-180, most=180)
    if (lat is None or lon is None) and not cells.problems:
        cells.note("place-missing", "lat or lon is empty", "Write where the hotel is.")
    rep_id = "" if cells.clears("rep") else cells.text("rep", was.rep_id if was else "")
    if rep_id and rep_id not in read.reps:
        cells.note(
            "rep-unknown",
            sentence("rep is {rep_id!r}, who is no rep", rep_id=rep_id),
            "Import the reps first, or correct the id.",
        )
    price, currency = _price(cells, was)
    name = cells.required("name", was.name if was else "")
    return cells.problems or Hotel(cells.required("id"), name, lat or 0.0, lon or 0.0, price, currency, rep_id)


def _price(cells: Cells, was: Hotel | None) -> tuple[Decimal, str]:
    if was and not cells.says("price"):
        return was.price, cells.text("currency", was.currency).upper()
    currency = was.currency if was and not cells.says("currency") else _currency(cells)
    price = cells.money("price", currency)
    if not 0 <= price <= HIGHEST_PRICE:
        cells.note(
            "price-out-of-range",
            sentence("price is {price}", price=price),
            sentence("A night costs between 0 and {highest_price}.", highest_price=HIGHEST_PRICE),
        )
    return price, currency


def _currency(cells: Cells) -> str:
    if not cells.says("currency"):
        return cells.currency("currency", "price")
    text = cells.text("currency").upper()
    if not (len(text) == 3 and text.isascii() and text.isalpha()):
        cells.note(
            "currency-unknown", sentence("currency is {text!r}", text=text), "Write its three letters, such as CHF."
        )
    return text
