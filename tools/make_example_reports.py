"""Make `docs/examples/mileage/`: the demonstration's first week, with what reports are there to show.

python -m tools.make_example_reports DEMO docs/examples/mileage

DEMO is a workspace fresh from ``roundsman demo``. Instants are given: the same demonstration gives the same files.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from sqlalchemy.engine import Connection

from mileage.cells import csv_text
from mileage.claims import Claim
from mileage.expenses import Expense, PaidBy
from mileage.handout import Contents, one_sheet, report
from mileage.money import Money
from mileage.monthly import COLUMNS, rows
from mileage.pdf import pdf_bytes
from mileage.receipts import read_receipt
from mileage.trips import Trip, TripSource
from mileage.xlsx import xlsx_bytes
from office.mileage.acts import Act, Days
from office.mileage.attestations import add_drafts, attest, correct
from office.mileage.claims import take_step
from office.mileage.expenses import add_spending
from office.mileage.forecast import forecast
from office.mileage.reports import Asked, contents
from office.opening import open_office
from scheduler.demand.workdays import public_holidays
from store.accounts import read_reps
from store.database import writing
from store.ledger import read_head
from store.plans import find_plan, read_plan
from store.trips import TripState, read_trips

MONTH = Days(date(2027, 1, 1), date(2027, 1, 31))
WEEK_LATER = datetime(2027, 1, 20, 18, tzinfo=UTC)
FEBRUARY = datetime(2027, 2, 2, 9, tzinfo=UTC)
RECEIPT = b"\x89PNG\r\n\x1a\n" + bytes(40) + b"IEND\xaeB`\x82"


def deviate(connection: Connection) -> None:
    """Let things happen that a plan does not know: a detour, errands, a Saturday, spending; one claim goes its way."""
    first, second = Act("R1", WEEK_LATER), Act("R2", WEEK_LATER)
    longest = max(read_trips(connection, (TripState.ATTESTED,), "R1"), key=lambda one: one.trip.distance_m).trip
    detour = replace(longest, distance_m=(longest.distance_m * Decimal("1.4")).quantize(Decimal(1)))
    correct(connection, detour, "the main road was closed", first)
    days = (date(2027, 1, 5), date(2027, 1, 7), date(2027, 1, 9))
    add_drafts(connection, [_errand(number, day) for number, day in enumerate(days)], second)
    attest(connection, "R2", MONTH, second)
    receipt = read_receipt(RECEIPT, "parking.png")
    spent = Expense(
        "parking-1", "R1", date(2027, 1, 6), "parking", Money(Decimal("6.00"), "EUR"), Decimal("0.081"), PaidBy.REP,
        "Vaduz, car park", receipt=receipt.hash, territory_id="R1",
    )  # fmt: skip
    lunch = replace(spent, id="meal-1", category="meal", gross=Money(Decimal("31.50"), "EUR"), merchant="Inn")
    add_spending(connection, "R1", [spent, lunch], [receipt], first)
    take_step(connection, Claim("R1", "2027-01"), "submit", Act("R1", FEBRUARY))
    take_step(connection, Claim("R1", "2027-01"), "approve", Act("manager", FEBRUARY))


def _errand(number: int, day: date) -> Trip:
    ends = ("", "home of R2", "", "Depot, Feldkirch")
    purpose = "Samples from the depot"
    return Trip(f"errand-{number}", "R2", day, *ends, Decimal(40_000), "R2-car", purpose, source=TripSource.MANUAL)


def main() -> None:
    """Write the files."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("demo", type=Path)
    parser.add_argument("folder", type=Path)
    asked = parser.parse_args()
    with writing(open_office(asked.demo).engine) as connection:
        deviate(connection)
        off = {
            rep.id: frozenset(public_holidays(rep.country, rep.region, MONTH.first, MONTH.last))
            for rep in read_reps(connection)
        }
        whole, own = (contents(connection, Asked(MONTH, rep_id), off) for rep_id in (None, "R1"))
        head = read_head(connection)
        lines, _ = forecast(connection, read_plan(connection, find_plan(connection, None)))
    said = f"all reps, {MONTH.first} to {MONTH.last}; made {FEBRUARY:%Y-%m-%d %H:%M} UTC; "
    said += f"ledger {head.count}:{head.hash[:16]}"
    folder = asked.folder
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "report.pdf").write_bytes(pdf_bytes(report("Mileage report", said, whole, on_paper=True)))
    (folder / "report.xlsx").write_bytes(xlsx_bytes(report("Mileage report", said, whole), FEBRUARY))
    for name, found, by in (("trips-R1", own, "trip"), ("by-rate", whole, "rate"), ("flags", whole, "flags")):
        _write(folder / f"{name}.csv", found, by)
    (folder / "forecast.csv").write_text(csv_text(COLUMNS, rows(lines)), encoding="utf-8", newline="")


def _write(path: Path, found: Contents, by: str) -> None:
    sheet = one_sheet(found, by)
    path.write_text(csv_text(sheet.columns, sheet.rows), encoding="utf-8", newline="")


if __name__ == "__main__":
    main()
