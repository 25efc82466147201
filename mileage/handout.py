"""What a manager hands on: summaries, trips, flags and expenses as the sheets of one report, without private trips."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from mileage.flags import Flag
from mileage.log import LOG_COLUMNS, LogEntry, business, log_row
from mileage.sheets import Chart, Report, Sheet
from mileage.summaries import SUMMARY_COLUMNS, Spent, summarise, summary_row
from mileage.trips import Trip

SHORT_COLUMNS = ("date", "rep", "start", "end", "purpose", "plate", "distance", "unit", "commute_deducted", "rate",
                 "pay", "currency", "state")  # fmt: skip
"""The log's columns on paper; the spreadsheet and the CSV hold all of them."""

EXPENSE_COLUMNS = ("date", "rep", "category", "merchant", "gross", "currency", "vat", "paid_by", "reimbursed",
                   "account", "visit", "territory", "receipt", "flags", "expense")  # fmt: skip

FLAG_COLUMNS = ("date", "rep", "start", "end", "flag", "evidence", "trip")


@dataclass(frozen=True, slots=True)
class Contents:
    """All that a report is made of; `values` say what a visit to each account is worth."""

    entries: tuple[LogEntry, ...]
    flags: tuple[Flag, ...] = ()
    expenses: tuple[Spent, ...] = ()
    values: Mapping[str, float] | None = None


def report(title: str, subtitle: str, contents: Contents, *, on_paper: bool = False) -> Report:
    """Return the whole report.

    Parameters
    ----------
    on_paper : bool
        Fewer columns and no summary by account: what fits on a page.
    """
    by = ("rep", "territory", "month") if on_paper else ("rep", "territory", "month", "account", "day", "period")
    sheets = [summary_sheet(contents, key) for key in by]
    sheets += [trip_sheet(contents.entries, SHORT_COLUMNS if on_paper else LOG_COLUMNS)]
    sheets += [sheet for sheet in (flag_sheet(contents), expense_sheet(contents.expenses)) if sheet.rows]
    return Report(title, subtitle, tuple(sheets))


def summary_sheet(contents: Contents, by: str) -> Sheet:
    """Return the totals by rep, territory, month, account, day, period or trip."""
    rows = tuple(summary_row(line) for line in summarise(contents.entries, by, contents.values, contents.expenses))
    drawn = by in ("rep", "territory", "month") and len(rows) > 1
    note = (
        "Currencies stand side by side and are never added. Distances are as driven; planned and variance are of the "
        "trips that had a plan; pay is after the commute; costs are pay and expenses, without allowances."
    )
    return Sheet(f"By {by}", (by, *SUMMARY_COLUMNS), rows, note, tuple(_charts(by, rows)) if drawn else ())


def _charts(by: str, rows: Sequence[tuple[object, ...]]) -> Iterator[Chart]:
    """Yield what is worth looking at; amounts of two currencies, or of two units, are never drawn on one axis."""
    currencies, units = ({line[SUMMARY_COLUMNS.index(name) + 1] for line in rows} for name in ("currency", "unit"))
    if len(currencies) == 1:
        yield Chart(f"Pay (dark) and expenses (light) by {by}, {currencies.pop()}", by, ("expenses", "pay"))
    if len(units) == 1:
        yield Chart(f"Driven (dark) and planned (light) by {by}, {units.pop()}", by, ("planned", "distance"))


def trip_sheet(entries: Iterable[LogEntry], columns: Sequence[str] = LOG_COLUMNS) -> Sheet:
    """Return the log, trip by trip, with some of its columns."""
    wanted = [LOG_COLUMNS.index(name) for name in columns]
    rows = (log_row(entry) for entry in business(tuple(entries)))
    return Sheet("Trips", tuple(columns), tuple(tuple(row[number] for number in wanted) for row in rows))


def flag_sheet(contents: Contents) -> Sheet:
    """Return what to look at, with its evidence."""
    trips = {entry.trip.id: entry.trip for entry in contents.entries}
    rows = tuple(_flag_row(trips[flag.trip_id], flag) for flag in contents.flags)
    return Sheet("Flags", FLAG_COLUMNS, rows, "A flag is a question, not a verdict.")


def _flag_row(trip: Trip, flag: Flag) -> tuple[object, ...]:
    ends = (trip.from_address or trip.from_id, trip.to_address or trip.to_id)
    return trip.date, trip.rep_id, *ends, flag.code, flag.evidence, flag.trip_id


def expense_sheet(expenses: Iterable[Spent]) -> Sheet:
    """Return the expenses with their VAT, who paid, and what was reimbursed."""
    return Sheet("Expenses", EXPENSE_COLUMNS, tuple(_expense_row(spent) for spent in expenses))


def _expense_row(spent: Spent) -> tuple[object, ...]:
    one = spent.expense
    return (
        one.date, one.rep_id, one.category, one.merchant, one.gross.amount, one.gross.currency, one.vat.amount,
        one.paid_by.value, spent.reimbursed, one.account_id, one.visit_id, one.territory_id, one.receipt,
        "; ".join(spent.flags), one.id,
    )  # fmt: skip


SHEETS: dict[str, Callable[[Contents], Sheet]] = {
    "flags": flag_sheet,
    "expenses": lambda contents: expense_sheet(contents.expenses),
    "trip": lambda contents: trip_sheet(contents.entries),
}
"""Sheets that a CSV can be made of, beside the summaries."""


def one_sheet(contents: Contents, by: str) -> Sheet:
    """Return the one sheet that a CSV holds."""
    return SHEETS[by](contents) if by in SHEETS else summary_sheet(contents, by)
