"""Erasing somebody who has left: every column with words is decided, and what is decided is what happens."""

from __future__ import annotations

import importlib
import json
import pkgutil
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

import store.tables
from mileage.trips import TripKind
from office.calendars.accounts import secret_name
from office.door import USE_CASES
from office.erasure import ErasedPerson, erase_person
from office.fixed_dates.absences import add_absence
from office.mileage.attestations import Correction, correct_trip
from office.mileage.verification import verify_ledger
from office.opening import Office
from office.people import Grant, Person, Reach, Role, owner
from office.staff import remove_person, save_person
from scheduler.demand.workdays import Absence
from store.accounts import read_reps, write_reps
from store.database import reading, writing
from store.people_kept import DECIDED, GO_BY_PERSON, GO_BY_REP, PLAIN, Fate, fate_of, holds_words, undecided
from store.secrets import FILE, keep_secret
from store.tables.types import Word
from store.tables.whole import METADATA
from store.terms import read_vehicles
from tests.office.mileage_house import MONDAY, REP, by, drive, furnished, look, stored, visited
from tests.office.test_retention import everything

for _module in pkgutil.iter_modules(store.tables.__path__):
    importlib.import_module(f"store.tables.{_module.name}")

ADA = (Grant(Role.ADMINISTRATOR),)
NAME, MAIL, HOME = "Ann Abelard", "ann@example.org", "Lane 7, Vaduz"
DOCS = Path(__file__).parents[2] / "docs" / "privacy.md"
WORDS = "seen by Ann Abelard (ann@example.org)"


@pytest.fixture
def house(sqlite_workspace: Office) -> Office:
    """Two reps with cars and accounts; r1 is called Ann."""
    furnished(sqlite_workspace)
    with writing(sqlite_workspace.database) as connection:
        write_reps(connection, [replace(REP, name=NAME, email=MAIL, address=HOME)])
    return sqlite_workspace


def ann(office: Office, *, left: bool = True, person_id: str = "p7") -> Person:
    grants = (Grant(Role.REP, Reach.OWN),)
    save_person(office, owner(), "ada", "Ada", ADA)
    save_person(office, owner(), person_id, NAME, grants, rep_id="r1", email=MAIL)
    if left:
        remove_person(office, owner(), person_id)
    return Person(person_id, NAME, grants, "r1")


def test_every_column_with_words_is_decided() -> None:
    assert undecided() == [], "say in store/people_kept.py what becomes of it when somebody is erased"


def test_a_new_column_is_undecided_until_somebody_decides() -> None:
    new = sa.Table("new_things", METADATA, sa.Column("id", sa.String, primary_key=True), sa.Column("remark", sa.String))
    try:
        assert undecided() == ["new_things.remark"]
    finally:
        METADATA.remove(new)


def test_what_is_decided_is_of_columns_that_there_are() -> None:
    columns = {f"{table.name}.{column.name}" for table in METADATA.sorted_tables for column in table.columns}
    decided = {
        f"{table}.{name}" for table, fates in DECIDED.items() for names in fates.values() for name in names.split()
    }
    assert decided <= columns
    assert set(PLAIN) <= {name.split(".")[1] for name in columns}


def test_the_page_names_every_table_and_what_becomes_of_it() -> None:
    page = DOCS.read_text(encoding="utf-8")
    about_people = {table for table, fates in DECIDED.items() if set(fates) - {Fate.OTHER}}
    for table in sorted({*GO_BY_PERSON, *GO_BY_REP, *about_people}):
        assert f"`{table}`" in page, f"docs/privacy.md does not say what becomes of {table}"


def traced(table: sa.Table) -> dict[str, Any]:
    """Return a row of a table in which every column with words names Ann."""
    row: dict[str, Any] = {}
    goes = table.name in {*GO_BY_PERSON, *GO_BY_REP}
    for column in table.columns:
        named = holds_words(column) and not column.primary_key
        named = named and ((goes and column.name not in PLAIN) or fate_of(column) in {Fate.BLANKED, Fate.NAMED})
        row[column.name] = _value(column, named=named)
    return row


def _value(column: sa.Column[Any], *, named: bool) -> Any:
    if column.name == "rep_id" or (column.table.name, column.name) == ("reps", "id"):
        return "r1"
    if column.name == "person_id" or (column.table.name, column.name) == ("people", "id"):
        return "p7"
    if named:
        return _of_kind(column)
    for kind, value in ((sa.Integer, 0), (sa.Float, 0.0), (sa.Boolean, 0), (sa.JSON, "{}"), (sa.LargeBinary, b"")):
        if isinstance(column.type, kind):
            return value
    word = next(iter(column.type.members)) if isinstance(column.type, Word) else "x"
    return {"Date": "2026-01-05", "Instant": "2026-01-05T08:00:00+00:00", "Amount": "1"}.get(
        type(column.type).__name__, word
    )


def _of_kind(column: sa.Column[Any]) -> Any:
    if isinstance(column.type, sa.JSON):
        return json.dumps({"said": WORDS, "umlaut": "Änne"})
    if type(column.type).__name__ == "Found":
        return json.dumps(["code", {"name": WORDS}])
    return WORDS.encode() if isinstance(column.type, sa.LargeBinary) else WORDS


def rows_of(connection: sa.Connection, table: sa.Table) -> str:
    """Return a table's rows as the database has them."""
    bare = sa.select(sa.text("*")).select_from(sa.table(table.name))
    return str(connection.execute(bare).all())


def test_what_is_decided_is_what_happens_in_every_table(house: Office) -> None:
    ann(house)
    url = house.folder.database_url
    raw = sa.create_engine(url)  # without foreign keys: a row of every table, whatever it refers to
    wanted = [table for table in METADATA.sorted_tables if table.name not in {"people", "reps"}]
    wanted = [one for one in wanted if one.name in {*GO_BY_PERSON, *GO_BY_REP, *DECIDED}]
    with raw.begin() as connection:
        for table in wanted:
            row, bare = traced(table), sa.table(table.name, *(sa.column(name) for name in table.c.keys()))  # noqa: SIM118
            connection.execute(bare.delete())
            connection.execute(bare.insert().values(**row))
        before = {table.name: rows_of(connection, table) for table in wanted}
    named = {name for name, text in before.items() if NAME in text}
    assert named >= {"visit_log", "visit_answers", "calendar_links", "territory_notes", "fixed_dates", "jobs", "outbox"}
    erase_person(house, owner(), "p7")
    with raw.connect() as connection:
        for table in wanted:
            found = rows_of(connection, table)
            assert NAME not in found, table.name
            assert MAIL not in found, table.name
    raw.dispose()


def test_private_trips_go_at_once_and_the_books_stay_until_a_day_is_named(house: Office) -> None:
    tuesday = MONDAY + timedelta(days=1)
    for day in (MONDAY, tuesday):
        visited(house, "a1", day)
        drive(house, day, days_later=3)
    private = next(one.trip for one in stored(house) if one.trip.date == tuesday)
    correct_trip(*by(house, days_later=4), private.id, Correction(kind=TripKind.PRIVATE, purpose="Dentist"), "private")
    ann(house)
    first = erase_person(house, owner(), "p7")
    assert (first.kept, first.successor) == (4, "")
    assert "Dentist" not in everything(house)
    assert "Road 1" in " ".join(one.trip.to_address for one in stored(house))
    assert look(house, read_vehicles)["car1"].plate == "FL 1", "the plate belongs to the log"
    assert verify_ledger(*by(house, "ada", 5)).is_clean
    later = erase_person(house, owner(), "p7", keep_from=date(2034, 1, 1))
    assert (later.trips, later.kept) == (4, 0)
    vehicles = look(house, read_vehicles)
    assert (vehicles["car1"].plate, vehicles["car2"].plate) == ("", "FL 2")
    assert verify_ledger(*by(house, "ada", 5)).is_clean


def test_a_home_is_known_by_its_neighbourhood_alone(house: Office) -> None:
    with writing(house.database) as connection:
        write_reps(connection, [replace(REP, name=NAME, lat=47.1234, lon=9.5678, address=HOME)])
        connection.execute(METADATA.tables["geocodes"].insert().values(query=f"{HOME}, LI", answer="[]"))
    ann(house)
    erase_person(house, owner(), "p7")
    (rep,) = (one for one in look(house, read_reps) if one.id == "r1")
    assert (rep.name, rep.address, rep.lat, rep.lon) == ("(erased)", "", 47.1, 9.6)
    assert HOME not in everything(house)


def test_what_is_the_successors_stays(house: Office) -> None:
    with writing(house.database) as connection:
        write_reps(connection, [replace(REP, name="Nell Noon", address="Lane 8")])
    visited(house, "a1")
    drive(house)
    ann(house)
    save_person(house, owner(), "new", "Nell Noon", (Grant(Role.REP, Reach.OWN),), rep_id="r1")
    assert erase_person(house, owner(), "p7").successor == "new"
    (rep,) = (one for one in look(house, read_reps) if one.id == "r1")
    assert (rep.name, rep.address) == ("Nell Noon", "Lane 8")
    assert stored(house)[0].trip.to_address == "Road 1"


def test_neither_an_id_nor_another_word_is_taken_for_a_name(house: Office) -> None:
    with writing(house.database) as connection:
        write_reps(connection, [replace(REP, name="r1")])
    save_person(house, owner(), "ada", "Ada", ADA)
    for day, name in enumerate(("Annabelle", "r1 is ill", "Ann was here")):
        there = MONDAY + timedelta(days=day)
        add_absence(house, owner(), Absence("r2", there, there, name))
    save_person(house, owner(), "p8", "Ann", (Grant(Role.PLANNER),))
    remove_person(house, owner(), "p8")
    erase_person(house, owner(), "p8")
    with reading(house.database) as connection:
        fixed = METADATA.tables["fixed_dates"]
        names = list(connection.execute(sa.select(fixed.c.reason).order_by(fixed.c.first)).scalars())
    assert names == ["Annabelle", "r1 is ill", "(erased) was here"]


def test_the_password_of_their_calendar_goes_and_others_stay(house: Office) -> None:
    ann(house)
    path = house.folder.path
    keep_secret(path, secret_name("r1"), "s1")
    keep_secret(path, secret_name("r2"), "s2")
    erase_person(house, owner(), "p7")
    assert json.loads((path / FILE).read_text(encoding="utf-8")) == {secret_name("r2"): "s2"}


def test_asked_twice_under_one_id_it_answers_alike(house: Office) -> None:
    ann(house)
    first = erase_person(house.once("one"), owner(), "p7")
    assert isinstance(first, ErasedPerson)
    assert erase_person(house.once("one"), owner(), "p7") == first
    assert USE_CASES["erase_person"].kind == "works"
