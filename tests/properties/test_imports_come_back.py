"""What is written comes back, or is asked about: never another number, and never another day."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mileage.cells import csv_text
from office.imports.account_cells import account_cells
from office.imports.account_rows import COLUMNS, DATES, NUMBERS, AccountRow, account_row
from office.imports.csvfile import Columns, Row, read_table
from office.imports.reading import Reading
from office.imports.styles import style_of
from office.imports.uploads import ImportOptions, Upload
from routing.problems import Problem
from routing.written_dates import DateOrder, date_readings
from routing.written_numbers import DecimalSign, number_readings
from territory.accounts import Account, AccountKind

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
READ = Reading({}, {}, NOW)
WORDS = st.text(st.characters(blacklist_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=12).map(
    lambda text: " ".join(text.split()).strip("'")
)
AMOUNTS = st.decimals(0, 10**9, allow_nan=False, places=2) | st.integers(0, 10**9).map(Decimal)
GROUPS = {DecimalSign.POINT: (".", (",", "", "'", " ")), DecimalSign.COMMA: (",", (".", "", "\u00a0"))}


def as_people_write(amount: Decimal, sign: DecimalSign, group: str) -> str:
    whole, _, decimals = f"{amount:,f}".partition(".")
    return whole.replace(",", group) + (GROUPS[sign][0] + decimals if decimals else "")


def accounts_of(rows: list[dict[str, str]], options: ImportOptions) -> list[AccountRow | list[Problem]]:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    columns = Columns(COLUMNS, ("id",), {}, {}, {}, ("name",))
    table = read_table(Upload("a.csv", text.getvalue().encode()), columns)
    style, _, _ = style_of(table.rows, NUMBERS, DATES, options)
    return [account_row(row, Reading({}, {}, NOW, style)) for row in table.rows]


def rows_of(potentials: list[str], days: list[str]) -> list[dict[str, str]]:
    base = {"name": "Shop", "lat": "47.15", "lon": "9.53", "interval_days": "28"}
    pairs = zip(potentials, days, strict=True)
    return [
        {"id": f"a{n}", **base, "potential": potential, "last_visit": day} for n, (potential, day) in enumerate(pairs)
    ]


@given(
    st.lists(st.tuples(AMOUNTS, st.dates(date(2000, 1, 1), date(2060, 1, 1))), min_size=1, max_size=8),
    st.sampled_from(DecimalSign),
    st.integers(0, 3),
    st.sampled_from(["%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%Y-%m-%d", "%m/%d/%Y 9:05 AM", "%d-%m-%y"]),
    st.booleans(),
)
def test_amounts_and_days_come_back_or_are_asked_about(
    told: list[tuple[Decimal, date]], sign: DecimalSign, group: int, form: str, said: bool
) -> None:
    separators = GROUPS[sign][1]
    potentials = [as_people_write(amount, sign, separators[group % len(separators)]) for amount, _ in told]
    order = DateOrder.MDY if form.startswith("%m") else DateOrder.DMY
    options = ImportOptions(decimal=sign, dates=order) if said else ImportOptions()
    rows = accounts_of(rows_of(potentials, [day.strftime(form) for _, day in told]), options)
    for (amount, day), row in zip(told, rows, strict=True):
        if isinstance(row, list):
            assert {problem.code for problem in row} <= {"number-ambiguous", "date-ambiguous"}
            assert not said
        else:
            assert row.account.potential == float(amount)
            assert row.account.last_visit == day


@given(AMOUNTS | st.decimals(0, 10**6, allow_nan=False, places=3), st.sampled_from(DecimalSign), st.integers(0, 3))
def test_what_somebody_meant_is_among_the_readings(amount: Decimal, sign: DecimalSign, group: int) -> None:
    separators = GROUPS[sign][1]
    assert number_readings(as_people_write(amount, sign, separators[group % len(separators)]))[sign] == amount


@given(st.text(max_size=20))
def test_any_text_has_readings_or_none(text: str) -> None:
    assert all(value.is_finite() for value in number_readings(text).values())
    assert isinstance(dict(date_readings(text)), dict)


ACCOUNTS = st.builds(
    Account,
    id=WORDS.filter(lambda text: text not in {"", "-"}),
    name=WORDS.filter(lambda text: text not in {"", "-"}),
    lat=st.floats(-90, 90),
    lon=st.floats(-180, 180),
    interval_days=st.just(28),
    least_days=st.integers(0, 28),
    most_days=st.integers(28, 100),
    service_s=st.integers(60, 43_200),
    opening_hours=st.sampled_from(["Mo-Fr 08:00-12:00", "PH off; Mo-Sa 09:00-18:00"]),
    hours_assumed=st.booleans(),
    visiting_hours=st.sampled_from(["", "Mo-Fr 10:00-12:00", "10:00-12:00"]),
    kind=st.sampled_from(AccountKind),
    category=WORDS.filter(lambda text: text != "-"),
    segment=WORDS.filter(lambda text: text != "-"),
    address=WORDS.filter(lambda text: text != "-"),
    potential=st.floats(0, 1e12) | st.decimals(0, 999, allow_nan=False, places=3).map(float),
    value=st.floats(0, 1e6),
    skills=st.frozensets(st.sampled_from(["b2b", "lift", "x-ray"])),
    last_visit=st.none() | st.dates(date(1990, 1, 1), date(2100, 1, 1)),
    contact=WORDS.filter(lambda text: text != "-"),
    phone=st.sampled_from(["", "+423 232 00 00", "=1+1", "'=odd"]),
    least_experience=st.floats(0, 100),
    email=st.sampled_from(["", "kim@example.com"]),
    languages=st.frozensets(st.sampled_from(["de", "it"])),
    country=st.sampled_from(["", "DE", "AT"]),
    region=st.sampled_from(["", "NW", "5"]),
    timezone=st.sampled_from(["", "Europe/Berlin"]),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(ACCOUNTS, min_size=1, max_size=4, unique_by=lambda account: account.id))
def test_an_export_imports_again_unchanged(accounts: list[Account]) -> None:
    cells = [account_cells(account) for account in accounts]
    text = csv_text(COLUMNS, [[row[name] for name in COLUMNS] for row in cells])
    table = read_table(Upload("a.csv", text.encode()), Columns(COLUMNS, ("id",), {}, {}, {}))
    style, wrong, _ = style_of(table.rows, NUMBERS, DATES, ImportOptions())
    assert wrong == []
    read = [account_row(row, Reading({}, {}, NOW, style)) for row in table.rows]
    assert [row.account if isinstance(row, AccountRow) else row for row in read] == accounts


@pytest.mark.parametrize(
    ("potentials", "asked"),
    [
        (["85,000"], True),
        (["85,000", "1,250.50"], False),
        (["1.250", "12,5"], False),
        (["1.250", "85000"], True),
        (["45,210", "0.5", "0,5"], True),
    ],
)
def test_a_number_is_asked_about_unless_other_rows_decide(potentials: list[str], asked: bool) -> None:
    rows = accounts_of(rows_of(potentials, [""] * len(potentials)), ImportOptions())
    assert isinstance(rows[0], list) == asked


def test_a_latitude_decides_nothing_for_money() -> None:
    row = Row(2, "a.csv row 2", {"id": "a", "lat": "47.15", "potential": "1.250"})
    style, _, _ = style_of([row], NUMBERS, DATES, ImportOptions())
    assert style.decimal == {"lat": DecimalSign.POINT}
    assert isinstance(account_row(row, READ), list)
