"""Duplicates, suspicious places, stale accounts and missing values are found; their innocent neighbours are not."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.sentences import Sentence
from territory.accounts import Account, AccountKind
from territory.duplicates import duplicates
from territory.names import alikeness, plain_address, plain_name
from territory.quality import Answer, Finding, findings, still_open
from territory.suspects import suspicious_places
from tests.territory.ownership.small import account

TODAY = date(2026, 11, 21)


def named(account_id: str, name: str, **fields: Any) -> Account:
    return account(account_id, **({"name": name} | fields))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Müller & Co. AG", "MUELLER + CO"),
        ("Café Élite GmbH", "Cafe Elite"),
        ("Bäckerei Hans Wolf", "Hans Wolf Baeckerei"),
    ],
)
def test_spelling_and_legal_form_do_not_tell_names_apart(one: str, other: str) -> None:
    assert plain_name(one) == plain_name(other)


def test_a_name_that_is_only_a_legal_form_stays() -> None:
    assert plain_name("AG") == "ag"
    assert plain_address("Land-Str. 5") == plain_address("Landstrasse 5").replace("landstrasse", "land strasse")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (("Hotel Löwen", {}), ("Hotel Loewen AG", {}), True),
        (("Hotel Löwen", {}), ("Hotel Lowen", {}), True),
        (("Hotel Löwen", {}), ("Hotel Löwne", {}), True),
        (("Hotel Löwen", {}), ("Apotheke am Platz", {}), False),
        (("Coop Filiale 3", {}), ("Coop Filiale 4", {}), False),
        (("Migros", {}), ("Migros", {"lat": 47.2}), False),
        (
            ("Migros", {"address": "Landstr. 5, Vaduz"}),
            ("Migros", {"lat": 47.2, "address": "Landstrasse 5 Vaduz"}),
            True,
        ),
    ],
)
def test_a_duplicate_is_found_and_a_neighbour_or_branch_is_not(
    one: tuple[str, dict[str, Any]], other: tuple[str, dict[str, Any]], *, expected: bool
) -> None:
    pair = [named("A", one[0], **one[1]), named("B", other[0], **other[1])]
    assert [found.accounts for found in duplicates(pair)] == ([("A", "B")] if expected else [])


def test_planted_duplicates_are_found_among_many_and_little_else() -> None:
    chance = random.Random(1)
    words = ["Alpen", "Rhein", "Garten", "Stern", "Adler", "Linde", "Brunnen", "Krone", "Rose", "Falken", "Berg", "Tal"]
    kinds = ["Apotheke", "Hotel", "Garage", "Markt", "Praxis", "Schreinerei"]
    base = [
        named(
            f"A{n:03}",
            f"{chance.choice(kinds)} {chance.choice(words)}{chance.choice(words).lower()}",
            lon=9.5 + n % 20 * 0.004,
            lat=47 + n // 20 * 0.003,
        )
        for n in range(300)
    ]
    copies = []
    for number, one in enumerate(chance.sample(base, 30)):
        spot = chance.randrange(2, len(one.name) - 1)
        typo = one.name[:spot] + one.name[spot + 1 :]
        copies.append(named(f"B{number:03}|{one.id}", typo + " GmbH", lon=one.lon + 0.0004, lat=one.lat))
    found = {pair.accounts for pair in duplicates([*base, *copies])}
    planted = {(copy.id.split("|")[1], copy.id) for copy in copies}
    assert len(found & planted) >= 28
    assert len(found - planted) <= 2


@given(st.lists(st.text("abcdef ", max_size=8), min_size=1, max_size=6))
def test_alikeness_is_dice_over_letter_triples(texts: list[str]) -> None:
    pairs = np.array([(a, b) for a in range(len(texts)) for b in range(len(texts))], np.intp)
    sets = [{f"  {text} "[n : n + 3] for n in range(len(text) + 1)} for text in texts]
    by_hand = [2 * len(sets[a] & sets[b]) / (len(sets[a]) + len(sets[b])) for a, b in pairs.tolist()]
    assert alikeness(texts, pairs) == pytest.approx(by_hand)


def town() -> list[Account]:
    return [account(f"A{n:02}", lon=9.5 + 0.0011 * n, lat=47.1003 + 0.0013 * n, address=f"Weg {n}") for n in range(30)]


@pytest.mark.parametrize(
    ("lat", "lon", "what"),
    [
        (0.0, 0.0, "0, 0"),
        (9.5123, 47.1123, "exchanged"),
        (51.5012, -0.1212, "nearest neighbours"),
        (47.11, 9.51, "rounded"),
        (47.1104, 9.5104, None),
    ],
)
def test_a_place_that_can_hardly_be_right_is_named(lat: float, lon: float, what: str | None) -> None:
    found = suspicious_places([*town(), account("X", lon, lat)])
    assert [suspect.account for suspect in found] == (["X"] if what else [])
    assert what is None or what in found[0].what


def test_many_addresses_at_one_place_are_the_middle_of_a_town_but_one_shopping_centre_is_not() -> None:
    crowd = [account(f"C{n}", 9.5105, 47.1105, address=f"Other way {n}") for n in range(5)]
    centre = [account(f"D{n}", 9.5205, 47.1205, address="Centre 1") for n in range(5)]
    assert [suspect.account for suspect in suspicious_places([*town(), *crowd, *centre])] == [f"C{n}" for n in range(5)]


COMPLETE = {
    "segment": "gold",
    "category": "inn",
    "address": "Weg 1",
    "potential": 9.0,
    "opening_hours": "Mo-Fr 08:00-17:00",
}


def kinds(*accounts: Account, selling: set[str] | None = None) -> list[str]:
    return [finding.kind for finding in findings(accounts, TODAY, selling)]


def test_a_complete_account_that_is_visited_gives_nothing_to_do() -> None:
    assert kinds(account("A", lon=9.5123, last_visit=date(2026, 11, 1), **COMPLETE)) == []


@pytest.mark.parametrize("gap", [*COMPLETE, "hours_assumed"])
def test_each_missing_value_is_named(gap: str) -> None:
    empty: dict[str, Any] = {"potential": 0.0, "hours_assumed": True}
    lacking = COMPLETE | {gap: empty.get(gap, "")}
    assert kinds(account("A", lon=9.5123, last_visit=TODAY, **lacking)) == ["missing"]


def test_accounts_that_lack_the_same_share_its_words() -> None:
    alike = [account(name, lon=9.5 + at, last_visit=TODAY) for at, name in enumerate("AB")]
    first, second = (one for one in findings(alike, TODAY, None) if one.kind == "missing")
    assert isinstance(first.what, Sentence)
    assert isinstance(second.what, Sentence)
    assert first.what.facts["gaps"] is second.what.facts["gaps"]


@pytest.mark.parametrize(
    ("change", "selling", "expected"),
    [
        ({"last_visit": date(2026, 8, 1)}, None, ["stale"]),
        ({"last_visit": date(2026, 8, 1)}, {"A"}, []),
        ({"last_visit": date(2026, 8, 1)}, set(), ["stale"]),
        ({"last_visit": date(2026, 9, 1)}, None, []),
        ({"last_visit": None}, None, ["stale"]),
        ({"last_visit": None, "kind": AccountKind.PROSPECT}, None, []),
    ],
)
def test_a_customer_is_stale_after_twice_its_longest_spacing_unless_it_buys(
    change: dict[str, Any], selling: set[str] | None, expected: list[str]
) -> None:
    assert kinds(account("A", lon=9.5123, **(COMPLETE | change)), selling=selling) == expected


def test_the_list_is_worked_off_and_an_answer_is_kept_until_something_else_is_found() -> None:
    pair = [
        named("A", "Hotel Löwen", last_visit=TODAY, **COMPLETE),
        named("B", "Hotel Löwen", last_visit=TODAY, **COMPLETE),
    ]
    found = findings(pair, TODAY)
    duplicate = next(finding for finding in found if finding.kind == "duplicate")
    answer = Answer(duplicate.key, "Ada", TODAY, "two floors, two businesses")
    assert duplicate not in still_open(found, [answer])
    assert len(still_open(found, [answer])) == len(found) - 1
    pair[1] = named("B", "Hotel Löwen Rezeption", last_visit=TODAY, **COMPLETE)
    again = still_open(findings(pair, TODAY), [answer])
    assert "duplicate" in {finding.kind for finding in again}


def test_what_spoils_plans_comes_first() -> None:
    listed = findings([account("Z", 0.0, 0.0), account("A", lon=9.5123)], TODAY)
    assert listed[0].kind == "place"
    assert [finding.urgency for finding in listed] == sorted(finding.urgency for finding in listed)


def test_an_answer_is_kept_under_what_was_found_and_not_under_its_wording() -> None:
    found = Finding(2, "missing", ("A",), "Shop lacks a segment", "Complete it.", ("segment",))
    reworded = replace(found, what="Dem Laden fehlt ein Segment", action="Ergänzen.")
    more = replace(found, facts=("segment", "address"))
    answer = Answer(found.key, "Ada", date(2026, 3, 1), "it is a kiosk")
    assert still_open([reworded, more], [answer]) == (more,)
