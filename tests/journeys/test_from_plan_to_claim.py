"""A rep, a manager and payroll: from a published plan to a paid claim, by the command alone."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

import cli
from office.opening import Office
from scheduler.plan import Plan, PlannedVisit, Tour
from store.database import writing
from store.plans import write_plan
from tests.office.mileage_house import EVENING, MONDAY, Road, furnish

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40 + b"IEND\xaeB`\x82"


class Person:
    """Somebody at a terminal in the workspace."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.capsys = folder, capsys

    def types(self, *words: str, code: int = 0) -> str:
        self.capsys.readouterr()
        assert cli.run([*words, "-w", str(self.folder)]) == code, self.capsys.readouterr().err
        said = self.capsys.readouterr()
        return said.out if code == 0 else said.out + said.err

    def sees(self, *words: str) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(self.types(*words), newline="")))


@pytest.fixture
def person(sqlite_workspace: Office, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Person:
    monkeypatch.setattr("office.mileage.trips.claims_engine", lambda _: Road())
    visits = [PlannedVisit(f"r1-a1-{MONDAY}-32400", "a1", 1, 30000, 32400, 34200, 1000, 8_000)]
    tour = Tour("r1", MONDAY, 29000, 40000, None, 0, tuple(visits), 1000, 10_000)
    with writing(sqlite_workspace.database) as connection:
        furnish(connection)
        write_plan(connection, Plan(MONDAY, MONDAY, (tour,), ()), EVENING)
    person = Person(sqlite_workspace.folder.path, capsys)
    person.types("publish")
    return person


def confirm(person: Person) -> None:
    told = ("--date", str(MONDAY), "--from", "9:00", "--until", "9:30", "--outcome", "order taken")
    person.types("visit", "done", f"r1-a1-{MONDAY}-32400", *told)


def test_a_plan_alone_claims_nothing(person: Person) -> None:
    assert json.loads(person.types("mileage", "trips", "--rep", "r1", "--date", str(MONDAY), "--json")) == []
    assert "Nothing was to be posted" in person.types("mileage", "attest", "--rep", "r1", "--date", str(MONDAY))
    claim = ("--rep", "r1", "--month", "2026-05")
    assert "claim-empty" in person.types("mileage", "claim", "submit", *claim, code=2)


def test_from_a_confirmed_visit_to_a_paid_claim(person: Person, tmp_path: Path) -> None:
    confirm(person)
    receipt = tmp_path / "parking.png"
    receipt.write_bytes(PNG)
    log = json.loads(person.types("mileage", "trips", "--rep", "r1", "--date", str(MONDAY), "--json"))
    assert {(one["state"], one["end"], one["planned_m"]) for one in log} == {
        ("draft", "Road 1", "8000"),
        ("draft", "home of r1", "10000"),
    }
    person.types("mileage", "add", "--rep", "r1", "--date", str(MONDAY), "--start", "Road 1", "--end", "Depot",
                 "--distance", "4km", "--purpose", "Samples for Shop 1")  # fmt: skip
    person.types("mileage", "add", "--rep", "r1", "--date", str(MONDAY), "--distance", "7km", "--kind", "private")
    person.types("mileage", "attest", "--rep", "r1", "--date", str(MONDAY))
    person.types("expense", "add", "--rep", "r1", "--date", str(MONDAY), "--category", "parking", "--gross", "6.00EUR",
                 "--vat-rate", "0.077", "--merchant", "City", "--receipt", str(receipt))  # fmt: skip
    claim = ("--rep", "r1", "--month", "2026-05", "--as")
    assert "r1/2026-05 is submitted: 13.20 EUR" in person.types("mileage", "claim", "submit", *claim, "r1")
    assert "claim-own" in person.types("mileage", "claim", "approve", *claim, "r1", code=2)
    person.types("mileage", "claim", "approve", *claim, "r2")
    pay = person.sees("mileage", "payroll", "2026-05")
    assert [(row["kind"], row["amount"]) for row in pay] == [("expense", "6.00"), ("mileage", "7.20")]
    assert "is paid" in person.types("mileage", "claim", "pay", *claim, "clerk")
    assert person.sees("mileage", "payroll", "2026-05") == []
    assert "submit by r1" in person.types("mileage", "claim", "show", *claim, "boss")
    assert "The ledger is whole: 5 postings" in person.types("mileage", "verify")


def test_a_manager_who_signs_approves_and_nobody_signs_for_another(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def signs(words: str, new: str = "") -> None:
        monkeypatch.setenv("ROUNDSMAN_PASSPHRASE", words)
        monkeypatch.setenv("ROUNDSMAN_NEW_PASSPHRASE", new)

    confirm(person)
    day, claim = ("--rep", "r1", "--date", str(MONDAY)), ("--rep", "r1", "--month", "2026-05", "--as")
    roles = [word for role in ("administrator", "manager", "finance") for word in ("--role", role)]
    person.types("person", "save", "boss", "--name", "Boss", *roles)
    person.types("person", "save", "r1", "--name", "Rita", "--role", "rep", "--rep", "r1", "--as", "boss")
    signs("", "correct horse battery")
    person.types("person", "passphrase", "boss", "--as", "boss")
    person.types("mileage", "trips", *day, "--as", "r1")
    monkeypatch.delenv("ROUNDSMAN_PASSPHRASE")
    assert "signature-missing" in person.types("mileage", "attest", *day, "--as", "r1", code=2)
    signs("correct horse battery", "the long way round")
    person.types("person", "passphrase", "r1", "--as", "boss")
    assert person.types("person", "passphrase", "--as", "boss") == "boss\nr1\n"
    signs("the long way round")
    person.types("mileage", "attest", *day, "--as", "r1")
    person.types("mileage", "claim", "submit", *claim, "r1")
    assert "signature-wrong" in person.types("mileage", "claim", "approve", *claim, "boss", code=2)
    signs("correct horse battery")
    person.types("mileage", "claim", "approve", *claim, "boss")
    shown = person.types("mileage", "claim", "show", *claim, "boss")
    assert ["submit by r1 (signed)" in shown, "approve by boss (signed)" in shown] == [True, True]


def test_reports_hold_the_same_money_and_no_private_trip(person: Person, tmp_path: Path) -> None:
    confirm(person)
    person.types("mileage", "trips", "--rep", "r1", "--date", str(MONDAY))
    person.types("mileage", "add", "--rep", "r1", "--date", str(MONDAY), "--distance", "7km", "--kind", "private",
                 "--purpose", "Dentist")  # fmt: skip
    person.types("mileage", "attest", "--rep", "r1", "--date", str(MONDAY))
    (total,) = person.sees("report", "mileage", "--month", "2026-05", "--by", "rep")
    trips = person.sees("report", "mileage", "--month", "2026-05", "--by", "trip")
    assert (total["pay"], total["trips"], total["variance_percent"]) == ("6.00", "2", "11.1")
    assert sum(float(row["pay"]) for row in trips) == 6.00
    assert "Dentist" not in str(trips)
    assert "Dentist" in person.types("mileage", "log", "--rep", "r1", "--month", "2026-05")
    for form in ("xlsx", "pdf"):
        out = tmp_path / f"may.{form}"
        person.types("report", "mileage", "--month", "2026-05", "--format", form, "--out", str(out))
        assert b"Dentist" not in out.read_bytes()
        assert out.stat().st_size > 3000


def test_a_plan_is_forecast_and_says_so(person: Person) -> None:
    (line,) = person.sees("report", "forecast")
    assert (line["basis"], line["pay"]) == ("planned (forecast, not claimable)", "5.40")


def test_what_is_missing_is_said(person: Person) -> None:
    confirm(person)
    assert f"r1: attest the trips ({MONDAY})" in person.types("mileage", "missing")
    person.types("mileage", "trips", "--rep", "r1", "--date", str(MONDAY))
    person.types("mileage", "attest", "--rep", "r1", "--date", str(MONDAY))
    assert "r1: submit the claim (2026-05)" in person.types("mileage", "missing")


def test_a_tampered_ledger_is_named_and_the_exit_code_says_so(person: Person, sqlite_workspace: Office) -> None:
    confirm(person)
    person.types("mileage", "trips", "--rep", "r1", "--date", str(MONDAY))
    person.types("mileage", "attest", "--rep", "r1", "--date", str(MONDAY))
    head = person.types("mileage", "close", "2026-05", "--as", "boss").split("head ")[1].strip()
    assert "whole" in person.types("mileage", "verify", "--head", head)
    with writing(sqlite_workspace.database) as connection:
        connection.exec_driver_sql("DELETE FROM postings WHERE number = 2")
    assert "ended at 2 when its head was written down" in person.types("mileage", "verify", "--head", head, code=2)


def test_a_correction_and_new_rates_are_posted_as_differences(person: Person, tmp_path: Path) -> None:
    confirm(person)
    (first, _) = json.loads(person.types("mileage", "trips", "--rep", "r1", "--date", str(MONDAY), "--json"))
    person.types("mileage", "attest", "--rep", "r1", "--date", str(MONDAY))
    fixed = person.types("mileage", "correct", first["id"], "--rep", "r1", "--distance", "12km", "--reason", "detour")
    assert ["-3.00 EUR" in fixed, "3.60 EUR" in fixed] == [True, True]
    ended = ("--end", "Office, Schaan", "--reason", "ended at the office")
    person.types("mileage", "correct", first["id"], "--rep", "r1", *ended)
    again = json.loads(person.types("mileage", "trips", "--rep", "r1", "--date", str(MONDAY), "--json"))
    assert {one["end"]: one["state"] for one in again} == {"Office, Schaan": "attested", "home of r1": "attested"}
    own = tmp_path / "own.toml"
    own.write_text(
        'scheme = "de-reisekosten"\ntitle = "Ours"\n'
        'currency = "EUR"\nunit = "km"\nyear_starts = "01-01"\npool = "class"\n'
        '[[rate]]\nvehicle = "car"\nfrom = 2026-01-01\nsource = "Board, May 2026"\nbands = [{ rate = "0.40" }]\n'
    )
    person.types("mileage", "rates", str(own))
    again = ("mileage", "reprice", "--rep", "r1", "--since", "2026-05-01", "--reason", "board", "--as", "boss")
    assert "2 differences" in person.types(*again)
    assert "0 differences" in person.types(*again)
    assert "8.80 EUR" in person.types("mileage", "claim", "show", "--rep", "r1", "--month", "2026-05")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["mileage", "attest", "--rep", "r1"], "Name the days"),
        (["mileage", "attest", "--rep", "r1", "--from", "2026-05-09", "--to", "2026-05-01"], "is before"),
        (["mileage", "terms", "--rep", "r1", "--scheme", "no-such"], "scheme-unknown"),
        (["mileage", "vehicle", "x", "--rep", "nobody"], "rep-unknown"),
        (["mileage", "correct", "x", "--rep", "r1", "--reason", "y"], "trip-unknown"),
        (["mileage", "verify", "--head", "12"], "COUNT:HASH"),
        (["expense", "add", "--rep", "r1", "--date", "2026-05-04", "--category", "meal", "--gross", "23.80",
          "--merchant", "Inn"], "no amount"),
        (["expense", "per-diem", "--rep", "r1", "--scheme", "de-verpflegung", "--date", "2026-05-04"], "--night"),
        (["report", "mileage", "--month", "2026-13"], "no month"),
        (["report", "mileage", "--month", "2026-05", "--format", "pdf"], "--out"),
    ],
)  # fmt: skip
def test_wrong_use_says_what_is_wrong(person: Person, words: list[str], said: str) -> None:
    assert said in person.types(*words, code=2)


def test_a_receipt_of_two_gigabytes_is_refused_unread(person: Person, tmp_path: Path) -> None:
    huge = tmp_path / "huge.pdf"
    with huge.open("wb") as file:
        file.write(b"%PDF-1.7")
        file.truncate(2 * 1024**3)
    lunch = ("expense", "add", "--rep", "r1", "--date", str(MONDAY), "--category", "meal", "--gross", "9.00EUR")
    assert "receipt-too-large" in person.types(*lunch, "--merchant", "Inn", "--receipt", str(huge), code=2)
    assert person.types("expense", "list", "--month", "2026-05") == ""


def test_a_day_away_is_paid_by_the_hour(person: Person) -> None:
    words = (
        "expense",
        "per-diem",
        "--rep",
        "r1",
        "--scheme",
        "de-verpflegung",
        "--date",
        "2026-05-04",
        "--left",
        "07:00",
    )
    assert "14.00 EUR" in person.types(*words, "--back", "15:01")
    assert "No allowance is due" in person.types(*words, "--back", "15:00")


def test_an_odometer_never_goes_backwards(person: Person) -> None:
    reading = ("mileage", "odometer", "car1", "--date")
    person.types(*reading, "2026-05-31", "--reading", "45210km")
    person.types(*reading, "2026-06-30", "--reading", "45300km")
    assert "90.0 km by odometer, 90.0 km not in the log" in person.types("mileage", "year", "--rep", "r1")
    assert "odometer-backwards" in person.types(*reading, "2026-06-30", "--reading", "45000km", code=2)
