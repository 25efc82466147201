"""Who acts is known by a passphrase, once anybody is registered: an approver is somebody else than the claimant."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from mileage.allowances import Journey
from mileage.claims import Claim
from office.mileage.acts import Act, Days
from office.mileage.attestations import attest, reprice
from office.mileage.claims import close_month, take_step
from office.mileage.expenses import add_journey, add_spending, withdraw_spending
from office.mileage.privacy import erase
from office.mileage.signatures import register, registered, sign
from office.mileage.trips import derive_trips
from office.mileage.verification import verify_ledger
from office.opening import Office
from routing.problems import BadInputError
from store.claims import read_steps
from store.database import writing
from store.ledger import all_postings
from store.tables.mileage import claim_steps, signers
from tests.office.mileage_house import MONDAY, REP, Road, act, furnish, visited

WORDS = {"boss": "correct horse battery", "r1": "the long way round"}
DAY = Days(MONDAY, MONDAY)
MAY = Claim("r1", "2026-05")


def refused(deed: Callable[[], object]) -> list[str]:
    with pytest.raises(BadInputError) as caught:
        deed()
    return [problem.code for problem in caught.value.problems]


def signed(connection: Connection, who: str) -> Act:
    return sign(connection, act(who), WORDS[who])


def house(connection: Connection) -> None:
    furnish(connection)
    visited(connection, "a1")
    derive_trips(connection, "r1", DAY, Road(), act().now)
    register(connection, "boss", WORDS["boss"], act("boss"), administrator=False)
    register(connection, "r1", WORDS["r1"], signed(connection, "boss"), administrator=False)


def test_the_first_to_register_is_the_administrator_and_registers_the_others(sqlite_workspace: Office) -> None:
    with writing(sqlite_workspace.database) as connection:
        house(connection)
        assert registered(connection) == (("boss", True), ("r1", False))
        mine = signed(connection, "r1")
        assert refused(lambda: register(connection, "r2", "long enough", mine, administrator=False)) == [
            "signer-foreign"
        ]
        assert refused(lambda: register(connection, "boss", "mine from now", mine, administrator=False)) == [
            "signer-foreign"
        ]
        register(connection, "r1", "renewed by myself", mine, administrator=True)
        assert registered(connection) == (("boss", True), ("r1", False))
        assert refused(lambda: sign(connection, act("r1"), WORDS["r1"])) == ["signature-wrong"]
        assert refused(
            lambda: register(connection, "r2", "short", signed(connection, "boss"), administrator=False)
        ) == ["passphrase-short"]


def test_without_a_signature_nothing_is_done_and_with_it_everything_as_before(sqlite_workspace: Office) -> None:
    with writing(sqlite_workspace.database) as connection:
        house(connection)
        deeds: list[Callable[[], object]] = [
            lambda: attest(connection, "r1", DAY, act()),
            lambda: reprice(connection, "r1", MONDAY, "why", act("boss")),
            lambda: take_step(connection, MAY, "submit", act()),
            lambda: close_month(connection, "2026-04", act("boss")),
            lambda: add_spending(connection, "r1", [], [], act()),
            lambda: withdraw_spending(connection, "x", "why", act()),
            lambda: add_journey(connection, "de-verpflegung", Journey("r1", MONDAY, away_s=40_000), act()),
            lambda: erase(connection, "r1", date(2020, 1, 1), "why", act("boss")),
        ]
        assert [refused(deed) for deed in deeds] == [["signature-missing"]] * len(deeds)
        assert list(all_postings(connection)) == []
        attest(connection, "r1", DAY, signed(connection, "r1"))
        take_step(connection, MAY, "submit", signed(connection, "r1"))
        assert refused(lambda: take_step(connection, MAY, "approve", signed(connection, "r1"))) == ["claim-own"]
        assert refused(lambda: sign(connection, act("boss"), WORDS["r1"])) == ["signature-wrong"]
        assert refused(lambda: sign(connection, act("stranger"), "anything at all")) == ["signature-unknown"]
        take_step(connection, MAY, "approve", signed(connection, "boss"))
        told = [
            (entry.claim_id, entry.step.name, entry.step.actor, entry.step.proof) for entry in read_steps(connection)
        ]
        assert told == [
            ("signer/boss", "register", "boss", ""),
            ("signer/r1", "register", "boss", "signed"),
            ("r1/2026-05", "submit", "r1", "signed"),
            ("r1/2026-05", "approve", "boss", "signed"),
        ]
        assert verify_ledger(connection).is_clean
        connection.execute(sa.update(claim_steps).where(claim_steps.c.number == 4).values(proof=""))
        assert verify_ledger(connection).audit == (4,)


def test_of_a_passphrase_only_a_salted_digest_is_kept(sqlite_workspace: Office) -> None:
    with writing(sqlite_workspace.database) as connection:
        house(connection)
        register(connection, "r2", WORDS["r1"], signed(connection, "boss"), administrator=False)
        rows = {row.person_id: row for row in connection.execute(sa.select(signers))}
        assert rows["r1"].digest != rows["r2"].digest
        assert all(word not in str(row) for word in WORDS.values() for row in rows.values())


def test_where_nobody_is_registered_a_name_is_enough_and_the_log_says_so(sqlite_workspace: Office) -> None:
    with writing(sqlite_workspace.database) as connection:
        furnish(connection)
        visited(connection, "a1")
        derive_trips(connection, "r1", DAY, Road(), act().now)
        paid = sum(posting.entry.pay.amount for posting in attest(connection, REP.id, DAY, act()))
        assert paid == Decimal("6.00")
        take_step(connection, MAY, "submit", act())
        assert [entry.step.proof for entry in read_steps(connection)] == [""]
