"""Accounts are found whatever the case, the accents and the spelling of a letter, alike on both databases."""

from __future__ import annotations

from dataclasses import replace

import pytest

from office.accounts.search import Asked, list_accounts
from office.opening import Office
from office.people import owner
from store.accounts import read_accounts, write_accounts
from store.database import reading, writing
from tests.office.carried_week import fill

NAMES = ("Österreichische Möbel", "Café Noël", "Straße 9", "Łódź Meble", "Smørrebrød", "MUELLER", "Ελλάς", "寿司 🍣",
         "مطعم", "Plain 100%")  # fmt: skip
FOUND = {
    "österreich": 0, "ÖSTERREICH": 0, "osterreich": 0, "oesterreich": 0, "moebel": 0, "MÖBEL": 0, "cafe": 1, "CAFÉ": 1,
    "noel": 1, "strasse": 2, "STRASSE": 2, "straße": 2, "lodz": 3, "ŁÓDŹ": 3, "smorrebrod": 4, "müller": 5,
    "Mueller": 5, "ελλασ": 6, "ΕΛΛΆΣ": 6, "寿司": 7, "🍣": 7, "مطعم": 8, "100%": 9,
}  # fmt: skip


@pytest.fixture
def house(office: Office) -> Office:
    """Return an office whose accounts have names of many scripts."""
    fill(office)
    with reading(office.database) as connection:
        (one, *_) = read_accounts(connection)
    with writing(office.database) as connection:
        write_accounts(connection, [replace(one, id=f"N{n}", name=name) for n, name in enumerate(NAMES)])
    return office


def ids(house: Office, **asked: str) -> set[str]:
    found = list_accounts(house, owner(), Asked(**asked))
    assert found.total == len(found.lines)
    return {line.account.id for line in found.lines} & {f"N{n}" for n in range(len(NAMES))}


def test_a_name_is_found_however_it_is_typed(house: Office) -> None:
    said = {text: ids(house, text=text) for text in FOUND}
    assert said == {text: {f"N{number}"} for text, number in FOUND.items()}
    assert {text: ids(house, where=f"name~{text}") for text in FOUND if "%" not in text} == {
        text: {f"N{number}"} for text, number in FOUND.items() if "%" not in text
    }


def test_what_stands_nowhere_is_not_found_and_signs_of_the_database_mean_themselves(house: Office) -> None:
    for text in ("100_", "%", "ösrerreich", "cafes", "x\ny"):
        assert ids(house, text=text) == ({"N9"} if text == "%" else set())
    assert ids(house, where="name=CAFE NOEL") == {"N1"}
    assert ids(house, where="name=cafe") == set()
