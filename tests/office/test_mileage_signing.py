"""Who acts is known by a passphrase, once anybody has one: an approver is somebody else than the claimant."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
import sqlalchemy as sa

from mileage.allowances import Journey
from mileage.vehicles import Vehicle
from office.mileage.allowances import add_journey
from office.mileage.attestations import attest_trips, reprice_trips
from office.mileage.claims import approve_claim, close_month, submit_claim
from office.mileage.expenses import add_expenses, withdraw_expense
from office.mileage.privacy import erase_words
from office.mileage.terms import save_terms, save_vehicle
from office.mileage.verification import verify_ledger
from office.opening import Office
from office.passphrases import Passphrase, fits, passphrase_digest
from office.people import Grant, Person, Reach, Role
from office.signatures import list_signers, set_passphrase, sign
from office.staff import save_person
from routing.problems import BadInputError
from store.claims import read_steps
from store.database import reading, writing
from store.ledger import all_postings
from store.tables.house import credentials
from store.tables.mileage import claim_steps
from tests.office.mileage_house import DAY, MONDAY, REP, by, draft, furnished, look, visited

WORDS = {"boss": Passphrase("correct horse battery"), "r1": Passphrase("the long way round")}
MAY = ("r1", "2026-05")
BOSS = (Grant(Role.ADMINISTRATOR), Grant(Role.MANAGER), Grant(Role.FINANCE))
REPS = (Grant(Role.REP, Reach.OWN),)


def refused(deed: Callable[[], object]) -> list[str]:
    with pytest.raises(BadInputError) as caught:
        deed()
    return [problem.code for problem in caught.value.problems]


def signed(office: Office, who: str) -> tuple[Office, Person]:
    then, person = by(office, who)
    return then, sign(then, person, WORDS[who])


def house(office: Office) -> None:
    furnished(office)
    visited(office, "a1")
    draft(office)
    save_person(*by(office, "boss"), "boss", "Boss", BOSS)
    for rep in ("r1", "r2"):
        save_person(*by(office, "boss"), rep, rep, REPS, rep_id=rep)
    set_passphrase(*by(office, "boss"), "boss", WORDS["boss"])
    set_passphrase(*signed(office, "boss"), "r1", WORDS["r1"])


def test_the_first_passphrase_is_an_administrators_and_they_give_the_others_theirs(sqlite_workspace: Office) -> None:
    office = sqlite_workspace
    house(office)
    assert list_signers(*by(office, "boss")) == ("boss", "r1")
    mine, other = signed(office, "r1"), Passphrase("long enough")
    assert refused(lambda: set_passphrase(*mine, "r2", other)) == ["signer-foreign"]
    assert refused(lambda: set_passphrase(*mine, "boss", other)) == ["signer-foreign"]
    assert refused(lambda: set_passphrase(*by(office, "boss"), "r2", other)) == ["signature-missing"]
    assert refused(lambda: set_passphrase(*signed(office, "boss"), "nobody", other)) == ["person-unknown"]
    assert refused(lambda: set_passphrase(*signed(office, "boss"), "r2", Passphrase("short"))) == ["password-length"]
    set_passphrase(*mine, "r1", Passphrase("renewed by myself"))
    assert refused(lambda: sign(*by(office, "r1"), WORDS["r1"])) == ["signature-wrong"]
    assert verify_ledger(*by(office, "boss")).is_clean


def test_a_rep_cannot_take_the_first_passphrase(sqlite_workspace: Office) -> None:
    furnished(sqlite_workspace)
    save_person(*by(sqlite_workspace, "boss"), "boss", "Boss", BOSS)
    save_person(*by(sqlite_workspace, "boss"), "r1", "Rita", REPS, rep_id="r1")
    assert refused(lambda: set_passphrase(*by(sqlite_workspace), "r1", WORDS["r1"])) == ["signer-foreign"]


def test_without_a_signature_nothing_is_done_and_with_it_everything_as_before(sqlite_workspace: Office) -> None:
    office = sqlite_workspace
    house(office)
    deeds: list[Callable[[], object]] = [
        lambda: attest_trips(*by(office), "r1", DAY),
        lambda: reprice_trips(*by(office, "boss"), "r1", MONDAY, "why"),
        lambda: submit_claim(*by(office), *MAY),
        lambda: close_month(*by(office, "boss"), "2026-04"),
        lambda: add_expenses(*by(office), "r1", ()),
        lambda: withdraw_expense(*by(office), "x", "why"),
        lambda: add_journey(*by(office), "de-verpflegung", Journey("r1", MONDAY, away_s=40_000)),
        lambda: erase_words(*by(office, "boss"), "r1", date(2020, 1, 1), "why"),
        lambda: save_vehicle(*by(office, "boss"), Vehicle("car1", "r1")),
        lambda: save_terms(*by(office, "boss"), "r1", scheme="hmrc-amap"),
        lambda: save_person(*by(office, "boss"), "eve", "Eve", BOSS),
    ]
    assert [refused(deed) for deed in deeds] == [["signature-missing"]] * len(deeds)
    assert look(office, all_postings) == ()
    attest_trips(*signed(office, "r1"), "r1", DAY)
    submit_claim(*signed(office, "r1"), *MAY)
    assert refused(lambda: sign(*by(office, "boss"), WORDS["r1"])) == ["signature-wrong"]
    assert refused(lambda: sign(*by(office, "r2"), Passphrase("anything at all"))) == ["signature-unknown"]
    approve_claim(*signed(office, "boss"), *MAY)
    steps = [(one.claim_id, one.step.name, one.step.actor, one.step.proof) for one in look(office, read_steps)]
    assert steps == [
        ("signer/boss", "register", "boss", ""),
        ("signer/r1", "register", "boss", "signed"),
        ("r1/2026-05", "submit", "r1", "signed"),
        ("r1/2026-05", "approve", "boss", "signed"),
    ]
    assert verify_ledger(*by(office, "boss")).is_clean
    with writing(office.database) as connection:
        connection.execute(sa.update(claim_steps).where(claim_steps.c.number == 4).values(proof=""))
    assert verify_ledger(*by(office, "boss")).audit == (4,)


@pytest.mark.parametrize("also", ["r1", "manager"])
def test_nobody_approves_a_claim_of_their_own_under_whatever_name(sqlite_workspace: Office, also: str) -> None:
    office = sqlite_workspace
    furnished(office)
    visited(office, "a1")
    draft(office)
    save_person(*by(office, "boss"), "boss", "Boss", BOSS)
    save_person(*by(office, "boss"), also, "Rita", (*REPS, Grant(Role.MANAGER)), rep_id="r1")
    attest_trips(*by(office, also), "r1", DAY)
    submit_claim(*by(office, also), *MAY)
    assert refused(lambda: approve_claim(*by(office, also), *MAY)) == ["claim-own"]
    save_person(*by(office, "boss"), also, "Rita", (Grant(Role.MANAGER),))
    assert refused(lambda: approve_claim(*by(office, also), *MAY)) == ["claim-own"]
    approve_claim(*by(office, "boss"), *MAY)


def test_of_a_passphrase_only_a_salted_digest_is_kept(sqlite_workspace: Office) -> None:
    house(sqlite_workspace)
    set_passphrase(*signed(sqlite_workspace, "boss"), "r2", WORDS["r1"])
    with reading(sqlite_workspace.database) as connection:
        rows = {row.person_id: row for row in connection.execute(sa.select(credentials))}
    assert rows["r1"].digest != rows["r2"].digest
    assert all(one.words not in str(row) for one in WORDS.values() for row in rows.values())
    assert "horse" not in repr(WORDS["boss"])


def test_a_digest_that_was_made_before_is_still_known() -> None:
    salt = "00" * 16
    made = hashlib.scrypt(b"correct horse battery", salt=bytes.fromhex(salt), n=2**15, r=8, p=1, maxmem=2**26).hex()
    kept = f"$scrypt${salt}${made}"
    assert fits(WORDS["boss"], kept)
    assert not fits(WORDS["r1"], kept)
    assert passphrase_digest("boss", WORDS["boss"]).startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_bytes_that_are_no_text_are_no_passphrase() -> None:
    odd = Passphrase("\udcff1234567890")
    assert refused(lambda: passphrase_digest("boss", odd)) == ["passphrase-no-text"]
    assert not fits(odd, passphrase_digest("boss", WORDS["boss"]))


def test_where_nobody_has_a_passphrase_a_name_is_enough_and_the_log_says_so(sqlite_workspace: Office) -> None:
    furnished(sqlite_workspace)
    visited(sqlite_workspace, "a1")
    draft(sqlite_workspace)
    paid = sum(posting.entry.pay.amount for posting in attest_trips(*by(sqlite_workspace), REP.id, DAY))
    assert paid == Decimal("6.00")
    submit_claim(*by(sqlite_workspace), *MAY)
    assert [entry.step.proof for entry in look(sqlite_workspace, read_steps)] == [""]
