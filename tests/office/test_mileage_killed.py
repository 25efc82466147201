"""Each act with money is whole or not there: killed at any statement, failed at any statement, asked twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
import sqlalchemy as sa

from mileage.allowances import Journey
from mileage.expenses import PaidBy
from mileage.money import Money
from mileage.odometer import Reading
from mileage.trips import TripKind
from mileage.vehicles import Vehicle
from office.mileage.allowances import add_journey
from office.mileage.attestations import Correction, attest_trips, correct_trip, reprice_trips, withdraw_trip
from office.mileage.claims import approve_claim, close_month, pay_claim, reject_claim, submit_claim
from office.mileage.expenses import NewExpense, add_expense, withdraw_expense
from office.mileage.privacy import erase_words
from office.mileage.terms import note_reading, save_tariff, save_terms, save_vehicle
from office.mileage.trips import NewTrip, add_trip, draft_trips
from office.mileage.verification import verify_ledger
from office.opening import Office
from office.passphrases import Passphrase
from office.people import Grant, Role
from office.permissions import ROLES_OF
from office.signatures import set_passphrase
from office.staff import save_person
from store.database import reading, writing
from store.expenses import read_expenses
from store.tables.whole import METADATA
from store.terms import Terms, write_terms
from tests.office.mileage_house import (
    DAY,
    MONDAY,
    by,
    draft,
    drive,
    furnished,
    look,
    on_the_road,
    stored,
    visited,
)

MAY = ("r1", "2026-05")
COFFEE = NewExpense(MONDAY, "meal", Money(Decimal("3.00"), "EUR"), "Inn", paid_by=PaidBy.REP)
OWN = Path("mileage/rates/de-reisekosten.toml")


def _nothing(_: Office) -> None:
    """Set no scene."""


def _driven(office: Office) -> None:
    visited(office, "a1")
    drive(office)


def _drafted(office: Office) -> None:
    visited(office, "a1")
    draft(office)


def _submitted(office: Office) -> None:
    _driven(office)
    submit_claim(*by(office), *MAY)


def _approved(office: Office) -> None:
    _submitted(office)
    approve_claim(*by(office, "boss"), *MAY)


def _spent(office: Office) -> None:
    add_expense(*by(office), "r1", COFFEE)


def _repriced(office: Office) -> None:
    _driven(office)
    with writing(office.database) as connection:
        write_terms(connection, [Terms("r1", "at-kilometergeld")])


def _boss(office: Office) -> None:
    save_person(*by(office, "boss"), "boss", "Boss", (Grant(Role.ADMINISTRATOR),))


Scene = tuple[Callable[[Office], object], Callable[[Office], object]]

SCENES: dict[str, Scene] = {
    "draft_trips": (lambda office: visited(office, "a1"), lambda office: draft_trips(*by(office), "r1", DAY)),
    "add_trip": (
        _nothing,
        lambda office: add_trip(*by(office), "r1", NewTrip(MONDAY, Decimal(900), kind=TripKind.PRIVATE)),
    ),
    "attest_trips": (_drafted, lambda office: attest_trips(*by(office), "r1", DAY)),
    "correct_trip": (
        _driven,
        lambda office: correct_trip(*by(office), _trip(office), Correction(distance_m=Decimal(12_000)), "detour"),
    ),
    "withdraw_trip": (_driven, lambda office: withdraw_trip(*by(office), _trip(office), "not driven")),
    "reprice_trips": (_repriced, lambda office: reprice_trips(*by(office, "boss"), "r1", MONDAY, "why")),
    "submit_claim": (_driven, lambda office: submit_claim(*by(office), *MAY)),
    "approve_claim": (_submitted, lambda office: approve_claim(*by(office, "boss"), *MAY)),
    "reject_claim": (_submitted, lambda office: reject_claim(*by(office, "boss"), *MAY, "why")),
    "pay_claim": (_approved, lambda office: pay_claim(*by(office, "boss"), *MAY)),
    "close_month": (_driven, lambda office: close_month(*by(office, "boss", 40), "2026-05")),
    "add_expense": (_nothing, lambda office: add_expense(*by(office), "r1", COFFEE)),
    "withdraw_expense": (_spent, lambda office: withdraw_expense(*by(office), _expense(office), "twice")),
    "add_journey": (
        _nothing,
        lambda office: add_journey(*by(office), "de-verpflegung", Journey("r1", MONDAY, away_s=40_000)),
    ),
    "erase_words": (_driven, lambda office: erase_words(*by(office, "boss", 3), "r1", MONDAY.replace(day=6), "why")),
    "save_vehicle": (_nothing, lambda office: save_vehicle(*by(office, "boss"), Vehicle("x", "r1"))),
    "save_terms": (_nothing, lambda office: save_terms(*by(office, "boss"), "r1", scheme="hmrc-amap")),
    "save_tariff": (
        _nothing,
        lambda office: save_tariff(*by(office, "boss"), OWN.read_text().replace("0.30", "0.40"), "own"),
    ),
    "note_reading": (
        _nothing,
        lambda office: note_reading(*by(office), Reading("car1", MONDAY, Decimal(9))),
    ),
    "set_passphrase": (
        _boss,
        lambda office: set_passphrase(*by(office, "boss"), "boss", Passphrase("correct horse battery")),
    ),
}
"""Each act that writes money's rows: how its scene is set, and the act."""


def _trip(office: Office) -> str:
    return min(one.trip.id for one in stored(office))


def _expense(office: Office) -> str:
    return look(office, read_expenses)[0].expense.id


def rows(office: Office) -> dict[str, list[str]]:
    """Return all that is stored."""
    with reading(office.database) as connection:
        return {
            table.name: sorted(str(tuple(row)) for row in connection.execute(sa.select(table)))
            for table in METADATA.sorted_tables
        }


def test_every_act_with_money_is_tried() -> None:
    verbs = "draft_trips add_trip attest_trips correct_trip withdraw_trip reprice_trips submit_claim approve_claim "
    verbs += "reject_claim pay_claim close_month add_expense withdraw_expense add_journey erase_words save_vehicle "
    verbs += "save_terms save_tariff note_reading set_passphrase"
    assert set(SCENES) == set(verbs.split())
    assert set(SCENES) <= set(ROLES_OF)


class StoppedError(Exception):
    """The act came no further."""


@pytest.mark.parametrize("verb", SCENES)
def test_an_act_that_stops_at_any_statement_leaves_nothing(sqlite_workspace: Office, verb: str) -> None:
    office = sqlite_workspace
    furnished(office)
    scene, act = SCENES[verb]
    scene(office)
    before = rows(office)
    stop_at = 1
    while _stops(office, act, stop_at):
        assert rows(office) == before, f"stopped at statement {stop_at}"
        stop_at += 1
    assert rows(office) != before
    assert stop_at > 2
    assert verify_ledger(*by(office, "boss", 40)).is_clean


def _stops(office: Office, act: Callable[[Office], object], stop_at: int) -> bool:
    """Carry an act out until its n-th writing statement; return whether it came so far."""
    written = 0

    def count(*asked: object) -> None:
        nonlocal written
        written += str(asked[2]).lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE"))
        if written == stop_at:
            raise StoppedError

    sa.event.listen(office.database, "after_cursor_execute", count)
    try:
        with on_the_road():
            act(office)
    except StoppedError:
        return True
    finally:
        sa.event.remove(office.database, "after_cursor_execute", count)
    return False


@pytest.mark.parametrize("verb", SCENES)
def test_an_act_that_is_asked_twice_under_one_id_is_done_once(sqlite_workspace: Office, verb: str) -> None:
    furnished(sqlite_workspace)
    scene, act = SCENES[verb]
    scene(sqlite_workspace)
    once = replace(sqlite_workspace, request="r-1")
    asked = _asked(once, act)
    with on_the_road():
        first = asked()
        after = rows(sqlite_workspace)
        assert asked() == first
    assert rows(sqlite_workspace) == after


def _asked(office: Office, act: Callable[[Office], object]) -> Callable[[], object]:
    """Return the act as a request that names its trip or expense once, whatever became of it since."""
    names = {"_trip": _trip, "_expense": _expense}
    known = {name: find(office) for name, find in names.items() if _there(office, name)}

    def ask() -> object:
        with pytest.MonkeyPatch.context() as patch:
            for name, value in known.items():
                patch.setattr(sys.modules[__name__], name, lambda _, value=value: value)
            return act(office)

    return ask


def _there(office: Office, name: str) -> bool:
    return bool(stored(office) if name == "_trip" else look(office, read_expenses))


VICTIM = """
import sys, time
from pathlib import Path
from office.mileage import attestations
from office.opening import open_office
from tests.office.mileage_house import DAY, by

def half_done(*_):
    print("posted", flush=True)
    time.sleep(60)

attestations.set_state = half_done  # the postings are written, the trips not yet marked
attestations.attest_trips(*by(open_office(Path(sys.argv[1]))), "r1", DAY)
"""


def test_a_killed_posting_leaves_the_ledger_whole(office: Office) -> None:
    furnished(office)
    _drafted(office)
    before = rows(office)
    _kill_in_the_middle(office.folder.path)
    assert rows(office) == before
    assert verify_ledger(*by(office, "boss")).is_clean
    assert len(attest_trips(*by(office), "r1", DAY)) == 2
    assert verify_ledger(*by(office, "boss")).is_clean


def _kill_in_the_middle(folder: Path) -> None:
    root = Path(__file__).resolve().parents[2]
    command = [sys.executable, "-c", VICTIM, str(folder)]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as victim:
        assert victim.stdout is not None
        assert victim.stderr is not None
        if victim.stdout.readline() != "posted\n":
            pytest.fail(victim.stderr.read())
        os.kill(victim.pid, signal.SIGKILL)
    assert victim.returncode == -signal.SIGKILL
