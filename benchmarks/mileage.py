"""A year of mileage: how long posting, the monthly report and verify take on this machine.

Every trip and expense goes the way it goes in life: stored, checked, priced, posted and chained, in one transaction
for each rep and month, in a workspace's database on disk.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from mileage.expenses import Expense, PaidBy
from mileage.money import Money
from mileage.periods import Days
from mileage.trips import Trip
from mileage.vehicles import Vehicle
from office.mileage.attestations import attest_trips
from office.mileage.expenses import add_expenses
from office.mileage.reports import Form, MileageReport, mileage_report
from office.mileage.verification import verify_ledger
from office.opening import Office, init_office
from office.people import owner
from store.accounts import write_reps
from store.database import writing
from store.folder import DEFAULT_DATABASE
from store.settings import Settings
from store.terms import write_vehicles
from store.trips import StoredTrip, TripState, add_trips
from territory.accounts import Rep

YEAR = 2025
AT = f"{YEAR + 1}-01-02T00:00:00+00:00"

_Value = TypeVar("_Value")


def main() -> None:
    """Run the year and print a table of seconds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reps", type=int, default=50)
    parser.add_argument("--trips", type=int, default=100, help="a rep and month")
    parser.add_argument("--expenses", type=int, default=33, help="a rep and month (about 20,000 a year for 50 reps)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", default=DEFAULT_DATABASE, help="a SQLAlchemy URL; SQLite on disk if not given")
    parser.add_argument("--out", type=Path, help="keep the reports that were made in this directory")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        _run(Path(folder), options)


def _run(folder: Path, options: argparse.Namespace) -> None:
    now = datetime(YEAR + 1, 1, 2, tzinfo=UTC)
    settings = Settings("benchmark", "EUR", "hmrc-amap")
    office = init_office(folder, now, database=options.database, settings=settings).office
    reps = [f"r{number:03}" for number in range(options.reps)]
    with writing(office.database) as connection:
        write_reps(connection, [Rep(r, r, 47.0, 9.5, "Mo-Fr 08:00-17:00", "Europe/Vaduz", "LI") for r in reps])
        write_vehicles(connection, [Vehicle(f"car-{rep}", rep, power=5) for rep in reps])
    chance = random.Random(options.seed)
    months = [date(YEAR, month, 1) for month in range(1, 13)]
    _timed("post the year", lambda: [_post(office, rep, month, chance, options) for month in months for rep in reps])
    june = Days(date(YEAR, 6, 1), date(YEAR, 6, 30))
    _timed("monthly report, all reps", lambda: _report(office, june, None, Form.CSV))
    book = _timed("the same as XLSX", lambda: _report(office, june, None, Form.XLSX))
    pdf = _timed("monthly report, one rep, as PDF", lambda: _report(office, june, reps[0], Form.PDF))
    _timed("verify", lambda: _verify(office))
    if options.out:
        options.out.mkdir(parents=True, exist_ok=True)
        (options.out / "rep.pdf").write_bytes(pdf.content)
        (options.out / "all.xlsx").write_bytes(book.content)


def _timed(what: str, do: Callable[[], _Value]) -> _Value:
    wall, cpu = time.perf_counter(), time.process_time()
    result = do()
    print(f"{what:28} {time.perf_counter() - wall:8.2f} s wall {time.process_time() - cpu:8.2f} s CPU")
    return result


def _post(office: Office, rep: str, month: date, chance: random.Random, options: argparse.Namespace) -> None:
    """Post a rep's month: drafts, the rep's word, expenses."""
    then, who = replace(office, clock=lambda: datetime(YEAR + 1, 1, 2, tzinfo=UTC)), owner(rep, rep)
    trips = [StoredTrip(_trip(rep, month, number, chance), 1, TripState.DRAFT) for number in range(options.trips)]
    with writing(office.database) as connection:
        add_trips(connection, trips)
    attest_trips(then, who, rep, Days(month, month + timedelta(days=27)))
    add_expenses(then, who, rep, tuple(_expense(rep, month, number, chance) for number in range(options.expenses)))


def _trip(rep: str, month: date, number: int, chance: random.Random) -> Trip:
    day = month + timedelta(days=chance.randrange(28))
    name = f"{rep}-{month:%m}-{number}"
    metres = Decimal(chance.randrange(1_000, 60_000))
    return Trip(
        name,
        rep,
        day,
        "home",
        "Home Lane 1",
        name,
        f"Road {number}",
        metres,
        f"car-{rep}",
        "Visit",
        captured_at=AT,
        created_by=rep,
    )


def _expense(rep: str, month: date, number: int, chance: random.Random) -> Expense:
    day = month + timedelta(days=chance.randrange(28))
    pay = Money(Decimal(chance.randrange(100, 999)) / 100, "EUR")
    return Expense(f"e-{rep}-{month:%m}-{number}", rep, day, "meal", pay, Decimal("0.19"), PaidBy.REP, f"Inn {number}")


def _report(office: Office, days: Days, rep_id: str | None, form: Form) -> MileageReport:
    made = mileage_report(office, owner(), days, rep_id, form)
    if not made.trips:
        raise RuntimeError("the report is empty")
    return made


def _verify(office: Office) -> None:
    verified = verify_ledger(office, owner())
    if not verified.is_clean:
        raise RuntimeError(str(verified.verdict.findings[:3]))
    print(f"  {verified.verdict.head.count} postings, head {verified.verdict.head.hash[:16]}")


if __name__ == "__main__":
    main()
