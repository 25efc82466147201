"""Rows of monthly sales and of season indices; the columns are described in docs/formats.md."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from office.imports.cells import Cells
from office.imports.csvfile import Row
from office.imports.reading import Reading
from routing.problems import Problem
from routing.sentences import sentence
from store.sales import MonthlySales

SALES_COLUMNS = ("account_id", "month", "amount", "currency")
SALES_NUMBERS = ("amount",)
SEASON_COLUMNS = ("segment", "month", "index")
SEASON_NUMBERS = ("month", "index")

_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


def sales_rows(rows: Iterable[Row], read: Reading, problems: list[Problem]) -> list[MonthlySales]:
    """Read sales of known accounts; what is wrong is added to `problems`."""
    found: dict[tuple[str, str], MonthlySales] = {}
    for row in rows:
        cells = Cells(row.where, row.cells, read.style).filled(read.defaults)
        sale = _sale(cells, read)
        if not cells.problems and (sale.account_id, sale.month) in found:
            cells.note(
                "month-twice",
                sentence("{account_id} has {month} twice", account_id=sale.account_id, month=sale.month),
                "Add the two up, or drop one.",
            )
        if cells.problems:
            problems += cells.problems
        else:
            found[sale.account_id, sale.month] = sale
    return list(found.values())


def _sale(cells: Cells, read: Reading) -> MonthlySales:
    account, month = cells.required("account_id"), cells.required("month")
    if account and account not in read.accounts:
        cells.note(
            "account-unknown",
            sentence("there is no account {account!r}", account=account),
            "Import the accounts first.",
        )
    if month and not _MONTH.fullmatch(month):
        cells.note("month-unreadable", sentence("month is {month!r}", month=month), "Write it as YYYY-MM.")
    currency = cells.currency("currency", "amount")
    return MonthlySales(account, month, cells.money("amount", currency), currency)


def season_rows(
    rows: Iterable[Row], read: Reading, known: Mapping[tuple[str, int], float], problems: list[Problem]
) -> dict[tuple[str, int], float]:
    """Read season indices, on top of those that are known; what is wrong is added to `problems`."""
    found: dict[tuple[str, int], float] = {}
    for row in rows:
        cells = Cells(row.where, row.cells, read.style).filled(read.defaults)
        segment = cells.required("segment")
        month = cells.whole("month", default=None, least=1, most=12)
        index = cells.number("index", default=None, least=0.0, most=100.0)
        if month is None and not cells.problems:
            cells.note("month-empty", "month is empty", "Write 1 to 12.")
        if index is None and not cells.problems:
            cells.note("index-empty", "index is empty", "Write 1 for an ordinary month.")
        if month is not None and (segment, month) in found:
            cells.note(
                "month-twice",
                sentence("{segment} has month {month} twice", segment=segment, month=month),
                "Drop one of the two.",
            )
        problems += cells.problems
        if month is not None and index is not None and not cells.problems:
            found[segment, month] = index
    return _without_idle(found, known, problems)


def _without_idle(
    found: dict[tuple[str, int], float], known: Mapping[tuple[str, int], float], problems: list[Problem]
) -> dict[tuple[str, int], float]:
    """Leave out segments that would be visited in no month of the year, and name them."""
    year = {**known, **found}
    idle = {segment for segment, _ in found if not any(year.get((segment, month), 1.0) for month in range(1, 13))}
    for segment in sorted(idle):
        cause = "its index is zero in all twelve months"
        action = "Leave one month above zero, or forbid the visits: roundsman plan rule ACCOUNT --do-not-visit."
        problems.append(Problem("season-impossible", sentence("segment {segment}", segment=segment), cause, action))
    return {key: index for key, index in found.items() if key[0] not in idle}
