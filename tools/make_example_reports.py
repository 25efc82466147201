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

from mileage.cells import csv_text
from mileage.expenses import Expense, PaidBy
from mileage.money import Money
from mileage.monthly import COLUMNS, rows
from mileage.periods import Days
from mileage.receipts import read_receipt
from office.mileage.attestations import Correction, attest_trips, correct_trip
from office.mileage.claims import approve_claim, submit_claim
from office.mileage.expenses import add_expenses
from office.mileage.forecast import forecast_mileage
from office.mileage.reports import Form, list_trips, mileage_report
from office.mileage.trips import NewTrip, add_trip
from office.opening import Office, open_office
from office.people import Person, owner

MONTH = Days(date(2027, 1, 1), date(2027, 1, 31))
WEEK_LATER = datetime(2027, 1, 20, 18, tzinfo=UTC)
FEBRUARY = datetime(2027, 2, 2, 9, tzinfo=UTC)
RECEIPT = b"\x89PNG\r\n\x1a\n" + bytes(40) + b"IEND\xaeB`\x82"


def at(office: Office, now: datetime, person: str) -> tuple[Office, Person]:
    """Return the workspace at an instant, and who acts."""
    return replace(office, clock=lambda: now), owner(person, person if person.startswith("R") else None)


def deviate(office: Office) -> None:
    """Let things happen that a plan does not know: a detour, errands, a Saturday, spending; one claim goes its way."""
    first, second = at(office, WEEK_LATER, "R1"), at(office, WEEK_LATER, "R2")
    longest = max((one.trip for one in list_trips(*first, "R1", MONTH)), key=lambda trip: trip.distance_m)
    detour = Correction(distance_m=(longest.distance_m * Decimal("1.4")).quantize(Decimal(1)))
    correct_trip(*first, longest.id, detour, "the main road was closed")
    for day in (date(2027, 1, 5), date(2027, 1, 7), date(2027, 1, 9)):
        add_trip(
            *second, "R2", NewTrip(day, Decimal(40_000), "home of R2", "Depot, Feldkirch", "Samples from the depot")
        )
    attest_trips(*second, "R2", MONTH)
    receipt = read_receipt(RECEIPT, "parking.png")
    spent = Expense(
        "parking-1", "R1", date(2027, 1, 6), "parking", Money(Decimal("6.00"), "EUR"), Decimal("0.081"), PaidBy.REP,
        "Vaduz, car park", receipt=receipt.hash, territory_id="R1",
    )  # fmt: skip
    lunch = replace(spent, id="meal-1", category="meal", gross=Money(Decimal("31.50"), "EUR"), merchant="Inn")
    add_expenses(*first, "R1", (spent, lunch), (receipt,))
    submit_claim(*at(office, FEBRUARY, "R1"), "R1", "2027-01", anyway=True)
    approve_claim(*at(office, FEBRUARY, "manager"), "R1", "2027-01")


def main() -> None:
    """Write the files."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("demo", type=Path)
    parser.add_argument("folder", type=Path)
    asked = parser.parse_args()
    office, folder = open_office(asked.demo), asked.folder
    deviate(office)
    manager = at(office, FEBRUARY, "manager")
    folder.mkdir(parents=True, exist_ok=True)
    for form in (Form.PDF, Form.XLSX):
        (folder / f"report.{form}").write_bytes(mileage_report(*manager, MONTH, form=form).content)
    for name, rep_id, by in (("trips-R1", "R1", "trip"), ("by-rate", None, "rate"), ("flags", None, "flags")):
        (folder / f"{name}.csv").write_bytes(mileage_report(*manager, MONTH, rep_id, by=by).content)
    table = csv_text(COLUMNS, rows(forecast_mileage(*manager).lines))
    (folder / "forecast.csv").write_text(table, encoding="utf-8", newline="")


if __name__ == "__main__":
    main()
