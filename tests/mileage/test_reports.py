"""Reports that are handed on: summaries add up, private trips are nowhere, XLSX and PDF hold what the sheets say."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from mileage.expenses import Expense, PaidBy
from mileage.handout import Contents, summary_sheet
from mileage.log import LOG_COLUMNS, LogEntry, business, log_row
from mileage.money import Money
from mileage.pdf import pdf_bytes
from mileage.receipts import read_receipt
from mileage.sheets import Chart, Report, Sheet
from mileage.summaries import KEYS, SUMMARY_COLUMNS, Spent, summarise, summary_row
from mileage.trips import TripKind
from mileage.xlsx import xlsx_bytes
from tests.mileage.books import trip

NOW = datetime(2026, 6, 1, 8, 0, tzinfo=UTC)


def entry(name: str, day: str, km: int, pay: str, currency: str = "EUR", **change: object) -> LogEntry:
    own = replace(trip(name, day, "1"), distance_m=Decimal(km * 1000), account_id="shop", visit_id=f"v{day}")
    return LogEntry(
        replace(own, planned_m=Decimal(km * 800), **change), date(2026, 5, 4), "attested", territory_id="north",  # type: ignore[arg-type]
        pay=Money(Decimal(pay), currency), period=day[:7],
    )  # fmt: skip


LOG = (
    entry("a", "2026-05-04", 10, "3.00"),
    entry("b", "2026-05-04", 20, "6.00"),
    entry("c", "2026-06-04", 30, "9.00"),
    entry("d", "2026-06-05", 40, "20.00", "GBP"),
    entry("p", "2026-06-06", 99, "0.00", kind=TripKind.PRIVATE, purpose="secret"),
)


@pytest.mark.parametrize("by", KEYS)
def test_every_summary_adds_up_to_the_same_money(by: str) -> None:
    lines = summarise(LOG, by)
    assert sum(line.pay.amount for line in lines if line.pay.currency == "EUR") == Decimal("18.00")
    assert sum(line.trips for line in lines) == 4


def test_currencies_stand_side_by_side() -> None:
    assert [str(line.pay) for line in summarise(LOG, "rep")] == ["18.00 EUR", "20.00 GBP"]


def test_a_summary_holds_planned_against_driven_and_cost_against_visits() -> None:
    may = summarise(LOG, "month", {"shop": 2.0})[0]
    assert (may.distance, may.planned, may.variance) == (Decimal("30.0"), Decimal("24.0"), Decimal("25.0"))
    assert (may.visits, str(may.per_visit), str(may.per_value)) == (1, "9.00 EUR", "4.50 EUR")


def test_private_trips_are_in_nothing_that_is_handed_on() -> None:
    assert {one.trip.id for one in business(LOG)} == {"a", "b", "c", "d"}
    assert "99" not in str([summary_row(line) for by in KEYS for line in summarise(LOG, by)])


def test_expenses_stand_beside_the_mileage_they_belong_to() -> None:
    lunch = Expense("e", "rep", date(2026, 7, 4), "meal", Money(Decimal("9.00"), "EUR"), Decimal(0), PaidBy.REP, "Inn")
    spent = [Spent(lunch, Decimal("9.00"), ())]
    (rep, _) = summarise(LOG, "rep", {"shop": 2.0}, spent)
    assert (str(rep.pay), str(rep.expenses), str(rep.per_visit)) == ("18.00 EUR", "9.00 EUR", "13.50 EUR")
    july = summarise(LOG, "month", {}, spent)[-1]
    assert (july.key, july.trips, str(july.expenses), july.per_visit) == ("2026-07", 0, "9.00 EUR", None)
    assert all(line.expenses.amount == 0 for line in summarise(LOG, "trip", {}, spent))


def test_bars_of_two_currencies_are_never_drawn_on_one_axis() -> None:
    (distances,) = summary_sheet(Contents(LOG), "month").charts
    assert distances.values == ("planned", "distance")
    pay, again = summary_sheet(Contents(LOG[:3]), "month").charts
    assert (pay.title, pay.values) == ("Pay (dark) and expenses (light) by month, EUR", ("expenses", "pay"))
    assert again == distances


def report(rows: int = 3) -> Report:
    log = Sheet("Trips", LOG_COLUMNS, tuple(log_row(one) for one in business(LOG)) * rows)
    summary = tuple(summary_row(line) for line in summarise(LOG, "month"))
    months = Sheet("Months", ("month", *SUMMARY_COLUMNS), summary, "Łódź & Σ <b>", (Chart("Pay", "month", ("pay",)),))
    return Report("Mileage of May", "=made by nobody", (months, log))


def test_a_workbook_holds_numbers_dates_and_harmless_text() -> None:
    sheet = Sheet("T", ("a", "b", "c"), (("=CMD()", Decimal("-15.00"), date(2026, 5, 4)), ("bell\x07", None, 3)))
    tab = load_workbook(io.BytesIO(xlsx_bytes(Report("T", "", (sheet,)), NOW)))["T"]
    assert [cell.value for cell in tab[2]] == ["'=CMD()", -15, datetime(2026, 5, 4)]  # noqa: DTZ001 - a date cell
    assert tab["A2"].data_type == "s"
    assert [cell.value for cell in tab[3]] == ["bell", None, 3]


def test_a_workbook_has_a_tab_for_each_sheet_and_a_chart() -> None:
    book = load_workbook(io.BytesIO(xlsx_bytes(report(), NOW)))
    assert book.sheetnames == ["Months", "Trips", "About"]
    assert book["Trips"].max_row == 13
    noted = replace(report().sheets[0], note="Currencies stand side by side.")
    tab = load_workbook(io.BytesIO(xlsx_bytes(replace(report(), sheets=(noted,)), NOW)))
    assert tab["Months"].max_row == len(noted.rows) + 1, "a foot-note would be read as a row"
    assert [row[0].value for row in tab["About"]][-1] == "Months: Currencies stand side by side."
    assert book.properties.created == NOW.replace(tzinfo=None)


def test_a_pdf_is_whole_breaks_over_pages_and_is_the_same_for_the_same_report() -> None:
    made = pdf_bytes(report(rows=12))
    assert read_receipt(made, "report.pdf").media_type == "application/pdf"
    assert len(re.findall(rb"/Type /Page\b", made)) > 2
    assert b"DejaVuSans" in made
    assert made == pdf_bytes(report(rows=12))
    assert made != pdf_bytes(report(rows=11))
