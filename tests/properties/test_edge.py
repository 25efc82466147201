"""Whatever is typed or imported, it is done, or refused with a reason: no input is a fault of ours."""

from __future__ import annotations

import csv
import io
import os
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

import cli
from office.imports.account_rows import COLUMNS as ACCOUNTS
from office.imports.feedback_rows import COLUMNS as SATISFACTION
from office.imports.history_rows import SALES_COLUMNS, SEASON_COLUMNS
from office.imports.hotel_rows import COLUMNS as HOTELS
from office.imports.opportunity_rows import COLUMNS as OPPORTUNITIES
from office.imports.rep_rows import COLUMNS as REPS
from office.imports.visit_rows import COLUMNS as VISITS
from office.imports.week_rows import ABSENCE_COLUMNS, APPOINTMENT_COLUMNS, PIN_COLUMNS, RULE_COLUMNS
from office.opening import Office
from tests.office.carried_week import fill

pytestmark = pytest.mark.slow

IMPORTS = {
    "accounts": ACCOUNTS,
    "reps": REPS,
    "sales": SALES_COLUMNS,
    "seasons": SEASON_COLUMNS,
    "opportunities": OPPORTUNITIES,
    "absences": ABSENCE_COLUMNS,
    "rules": RULE_COLUMNS,
    "appointments": APPOINTMENT_COLUMNS,
    "pins": PIN_COLUMNS,
    "hotels": HOTELS,
    "visits": VISITS,
    "satisfaction": SATISFACTION,
}
USUAL = {
    "id": "a", "account": "a", "account_id": "a", "place": "a", "rep": "r1", "reps": "r1", "rep_id": "r1",
    "name": "Bar", "lat": "47.15", "lon": "9.51", "date": "2026-03-24", "first": "2026-03-24", "last": "2026-03-25",
    "time": "09:00", "start": "09:00", "end": "10:00", "minutes": "30", "month": "2026-02", "amount": "10",
    "currency": "EUR", "status": "done", "score": "7", "worst": "0", "best": "10", "interval_days": "14",
    "working_hours": "Mo-Fr 08:00-17:00", "timezone": "Europe/Zurich", "country": "LI", "segment": "s", "index": "1",
    "price": "90", "closed": "", "stage": "offer",
}  # fmt: skip
ODD = [
    "", " ", "9999-12-31", "0001-01-01", "0000-00-00", "2026-02-30", "²:³", "24:00", "-1:00", "٣", "\uff11\uff12",
    "1e999999",
    "-0", "NaN", "inf", "1_000", "1,234", "99999999999999999999999", "-5", "\x00", "\x1b[31m", "=1+1", "caf\udce9",
    "\ufeff",
    "Mo-Su 00:00-48:00", "off", "a" * 5000, "$x$", "';--", "\u202e", "Europe/Nowhere", "XX", "r1|r9", "{}", "[[", "%s",
]  # fmt: skip
WORDS = ["v1", "a", "r1", "nobody", "2026-03-24", "0000-01", "9999-12", "9999-12-31", "09:00", "0.0001km", "5EUR", *ODD]
VERBS = [
    ("visit", "done", "{}", "--date", "{}", "--from", "{}"),
    ("visit", "move", "{}", "{}", "{}"),
    ("visit", "skip", "{}", "--reason", "{}"),
    ("visit", "report", "--day", "{}", "--except", "{}"),
    ("visit", "report", "--week", "{}", "--rep", "{}"),
    ("visit", "answer", "{}", "yes", "--reason", "{}"),
    ("show", "plan", "--plan", "{}"),
    ("show", "tours", "--week", "{}", "--rep", "{}"),
    ("show", "unserved", "--date", "{}"),
    ("show", "territories", "--date", "{}"),
    ("explain", "{}"),
    ("status", "--as", "{}"),
    ("plan", "--start", "{}", "--weeks", "{}"),
    ("plan", "absence", "{}", "{}", "{}"),
    ("plan", "fixed"),
    ("mileage", "trips", "--rep", "{}", "--month", "{}"),
    ("mileage", "missing", "--rep", "{}"),
    ("mileage", "quote", "--date", "{}", "--distance", "{}"),
    ("expense", "list", "--month", "{}"),
    ("expense", "add", "--rep", "{}", "--date", "{}", "--category", "{}", "--gross", "{}", "--merchant", "{}"),
    ("report", "mileage", "--month", "{}", "--rep", "{}"),
    ("territory", "note", "{}", "{}"),
    ("person", "save", "{}", "--name", "{}", "--role", "rep"),
]


@pytest.fixture
def desk(sqlite_workspace: Office) -> Iterator[Path]:
    fill(sqlite_workspace)
    yield sqlite_workspace.folder.path
    shutil.rmtree(sqlite_workspace.folder.path)


@st.composite
def files(draw: st.DrawFn) -> tuple[str, bytes]:
    """Draw an import and its file: rows that are usual but for some cells, in one of several encodings."""
    kind = draw(st.sampled_from(sorted(IMPORTS)))
    columns = IMPORTS[kind]
    cell = st.one_of(st.sampled_from(ODD), st.text(max_size=12))
    rows = [{name: USUAL.get(name, "") for name in columns} | draw(_odd(columns, cell)) for _ in range(12)]
    out = io.StringIO()
    writer = csv.writer(out, delimiter=draw(st.sampled_from(",;\t")))
    writer.writerow(columns)
    writer.writerows([row[name] for name in columns] for row in rows)
    return kind, out.getvalue().encode(draw(st.sampled_from(["utf-8", "utf-16", "latin-1"])), "replace")


def _odd(columns: tuple[str, ...], cell: st.SearchStrategy[str]) -> st.SearchStrategy[dict[str, str]]:
    return st.dictionaries(st.sampled_from(columns), cell, min_size=1, max_size=3)


@st.composite
def commands(draw: st.DrawFn) -> list[str]:
    """Draw a verb with odd words."""
    word = st.one_of(st.sampled_from(WORDS), st.text(max_size=8))
    return [draw(word) if part == "{}" else part for part in draw(st.sampled_from(VERBS))]


DRAWN = int(os.environ.get("ROUNDSMAN_FUZZ", "60"))
"""How many files and how many commands are drawn; and a hundred times as many rows of long files."""

BOUNDED = settings(
    max_examples=DRAWN, deadline=None, database=None, suppress_health_check=list(HealthCheck), print_blob=False
)


@seed(20)
@BOUNDED
@given(drawn=files())
def test_no_file_is_a_fault_of_ours(desk: Path, drawn: tuple[str, bytes]) -> None:
    kind, content = drawn
    file = desk / "odd.csv"
    file.write_bytes(content)
    assert cli.run(["import", kind, str(file), "--skip-bad", "--workspace", str(desk)]) in {0, 2, 3}


@seed(21)
@BOUNDED
@given(words=commands())
def test_no_word_is_a_fault_of_ours(desk: Path, words: list[str]) -> None:
    assert cli.run([*words, "--workspace", str(desk)] if words[:2] != ["mileage", "quote"] else words) in {0, 2, 3}


def odd_text(dice: random.Random) -> str:
    """Return an odd cell: a known one, or some letters of anywhere in Unicode."""
    if dice.random() < 0.7:
        return dice.choice(ODD)
    points = (
        dice.choice((0x20, 0x41, 0x30, 0x2C, 0x22, 0x0A, dice.randrange(1, 0xD800))) for _ in range(dice.randrange(9))
    )
    return "".join(map(chr, points))


def long_file(kind: str, rows: int, dice: random.Random) -> bytes:
    """Return a file of many rows, most of which are wrong somewhere and have an id of their own."""
    columns, out = IMPORTS[kind], io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    for number in range(rows):
        row = {name: USUAL.get(name, "") for name in columns}
        if "id" in row:
            row["id"] = f"f{number}"
        for name in dice.sample(columns, dice.randrange(1, 4)):
            row[name] = odd_text(dice)
        writer.writerow([row[name] for name in columns])
    return out.getvalue().encode("utf-8", "replace")


@pytest.mark.parametrize("kind", sorted(IMPORTS))
def test_no_row_is_a_fault_of_ours(desk: Path, kind: str) -> None:
    dice = random.Random(f"{kind} 22")
    rows = max(1, 100 * DRAWN // len(IMPORTS))
    file = desk / "long.csv"
    for begin in range(0, rows, 2_000):
        file.write_bytes(long_file(kind, min(2_000, rows - begin), dice))
        assert cli.run(["import", kind, str(file), "--skip-bad", "--workspace", str(desk)]) in {0, 2, 3}
