"""One row of a hotels file as a `Hotel`; the columns are described in docs/formats.md."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal, InvalidOperation

from office.imports.cells import Cells
from office.imports.csvfile import Row
from routing.problems import Problem
from scheduler.nights.policy import Hotel

COLUMNS = ("id", "name", "lat", "lon", "price", "currency", "rep")
REQUIRED = ("id", "name", "lat", "lon", "price", "currency")
HIGHEST_PRICE = 10_000


def hotel_row(row: Row, reps: Collection[str]) -> Hotel | list[Problem]:
    """Read one row, or say everything that is wrong with it."""
    where = f"{row.where} ({row.cells['id']})" if row.cells.get("id") else row.where
    cells = Cells(where, row.cells)
    lat = cells.number("lat", default=None, least=-90, most=90)
    lon = cells.number("lon", default=None, least=-180, most=180)
    if (lat is None or lon is None) and not cells.problems:
        cells.note("place-missing", "lat or lon is empty", "Write where the hotel is.")
    rep_id = cells.text("rep")
    if rep_id and rep_id not in reps:
        cells.note("rep-unknown", f"rep is {rep_id!r}, who is no rep", "Import the reps first, or correct the id.")
    hotel = Hotel(
        cells.required("id"),
        cells.required("name"),
        lat or 0.0,
        lon or 0.0,
        _price(cells),
        _currency(cells),
        rep_id,
    )
    return cells.problems or hotel


def _price(cells: Cells) -> Decimal:
    text = cells.required("price")
    try:
        price = Decimal(text or "0")
    except InvalidOperation:
        cells.note("price-not-a-number", f"price is {text!r}", "Write a number such as 95.50.")
        return Decimal(0)
    if not price.is_finite() or not 0 <= price <= HIGHEST_PRICE:
        cells.note("price-out-of-range", f"price is {text}", f"A night costs between 0 and {HIGHEST_PRICE}.")
    return price


def _currency(cells: Cells) -> str:
    text = cells.required("currency").upper()
    if text and not (len(text) == 3 and text.isascii() and text.isalpha()):
        cells.note("currency-unknown", f"currency is {text!r}", "Write its three letters, such as CHF.")
    return text
