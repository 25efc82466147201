"""Rules in the workspace: they take effect from a day on, the past answers as it did, conflicts wait for a person."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from office.opening import Office
from office.ownership.rules import refresh, set_rules, settle, why
from routing.problems import BadInputError
from store.accounts import write_accounts, write_reps
from store.database import reading, writing
from store.ownership import owners_on
from store.review import (
    FileKind,
    ManagerFile,
    add_baseline,
    add_note,
    file_on,
    read_answers,
    read_baselines,
    read_notes,
    read_traits,
    write_answer,
    write_traits,
)
from territory.accounts import Account, Rep
from territory.baseline import freeze
from territory.kpis import Figure
from territory.ownership.values import Decision
from territory.quality import Answer

MARCH = date(2026, 3, 1)
RULES = """
[[layer]]
id = "field"
[[territory]]
id = "T1"
rep = "R1"
[[territory]]
id = "T2"
rep = "R2"
[[rule]]
id = "north"
territory = "T1"
postcodes = ["94*"]
[[rule]]
id = "south"
territory = "T2"
postcodes = ["93*"]
"""
AREA = '{"type":"Polygon","coordinates":[[[9,47],[10,47],[10,48],[9,48],[9,47]]]}'


def file(text: str, on: date = MARCH, **beside: str) -> ManagerFile:
    return ManagerFile(FileKind.RULES, "rules.toml", on, text, beside)


@pytest.fixture
def furnished(office: Office) -> Office:
    reps = [Rep(name, name, 47.0, 9.5, "Mo-Fr 08:00-17:00", "Europe/Vaduz", "LI") for name in ("R1", "R2")]
    people = [Account(name, f"Shop {name}", 47.1, 9.5, 28, 14, 42, 1800) for name in ("A", "B", "C")]
    with writing(office.database) as connection:
        write_reps(connection, reps)
        write_accounts(connection, people)
        write_traits(connection, {"A": {"postcode": ["9490"]}, "B": {"postcode": ["9390"]}, "C": {"need": ["a", "b"]}})
    return office


def test_rules_take_effect_and_the_past_answers_as_it_did(furnished: Office, now: datetime) -> None:
    with writing(furnished.engine) as connection:
        first = set_rules(connection, file(RULES), now)
        later = set_rules(
            connection,
            file(RULES.replace('"93*"', '"93*", "94*"').replace('"94*"]\n[[', '"95*"]\n[['), MARCH + timedelta(9)),
            now,
        )
    assert (first.changed, first.handed_over, first.unowned) == (3, 2, ("C",))
    assert later.handed_over == 1
    with reading(furnished.engine) as connection:
        (then,) = why(connection, "A", date(2026, 3, 3))
        (after,) = why(connection, "A", date(2026, 3, 10))
        assert why(connection, "A", date(2026, 2, 1)) == ()
        assert {key: own.rep_id for key, own in owners_on(connection, date(2026, 3, 10)).items()} == {
            "A": "R2",
            "B": "R2",
        }
    assert (then.spell.owned.rep, [claim.rule for claim in then.claims]) == ("R1", ["north"])
    assert (after.spell.owned.rep, [claim.rule for claim in after.claims]) == ("R2", ["south"])


def test_history_is_not_rewritten(furnished: Office, now: datetime) -> None:
    with writing(furnished.engine) as connection:
        set_rules(connection, file(RULES), now)
        with pytest.raises(BadInputError, match="history-not-rewritten"):
            set_rules(connection, file(RULES, MARCH - timedelta(1)), now)


def test_a_conflict_waits_for_a_decision_that_is_kept(furnished: Office, now: datetime) -> None:
    ruling = Decision("A", "field", "T2", MARCH + timedelta(1), "Ada", "she knows them")
    with writing(furnished.engine) as connection:
        made = set_rules(connection, file(RULES.replace('"93*"', '"93*", "9490"')), now)
        assert [conflict.account for conflict in made.conflicts] == ["A"]
        settled = settle(connection, ruling, now)
        assert settled.conflicts == ()
        assert refresh(connection, MARCH + timedelta(5), now).changed == 0
        (answer,) = why(connection, "A", MARCH + timedelta(5))
        assert (answer.spell.owned.rep, "Ada" in answer.spell.owned.why) == ("R2", True)
        with pytest.raises(BadInputError, match="no-such-claim"):
            settle(connection, Decision("B", "field", "T1", MARCH + timedelta(6)), now)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (RULES.replace('"R2"', '"R9"'), "rep-unknown"),
        (RULES.replace('postcodes = ["93*"]', 'areas = "x.geojson"'), "unknown-area"),
    ],
)
def test_a_file_that_speaks_of_the_unknown_is_refused_whole(
    furnished: Office, now: datetime, text: str, code: str
) -> None:
    with pytest.raises(BadInputError, match=code), writing(furnished.engine) as connection:
        set_rules(connection, file(text), now)
    with reading(furnished.engine) as connection:
        assert file_on(connection, FileKind.RULES, MARCH) is None


def test_polygons_come_with_the_file(furnished: Office, now: datetime) -> None:
    text = RULES.replace('postcodes = ["93*"]', 'areas = "x.geojson"').replace(
        'postcodes = ["94*"]', 'segments = ["gold"]'
    )
    with writing(furnished.engine) as connection:
        assert set_rules(connection, file(text, **{"x.geojson": AREA}), now).handed_over == 3


def test_without_rules_nothing_can_be_decided(furnished: Office, now: datetime) -> None:
    with pytest.raises(BadInputError, match="no-rules"), writing(furnished.engine) as connection:
        refresh(connection, MARCH, now)
    with pytest.raises(BadInputError, match="account-unknown"), reading(furnished.engine) as connection:
        why(connection, "Z", MARCH)


def test_what_managers_say_comes_back(furnished: Office, now: datetime) -> None:
    answer = Answer("duplicate:A,B", "Ada", MARCH, "two shops")
    baseline = freeze(
        "spring",
        MARCH,
        [Figure("T1", "revenue", MARCH, MARCH, None, "not known"), Figure("T1", "growth", MARCH, MARCH, 0.1)],
    )
    with writing(furnished.engine) as connection:
        add_note(connection, "T1", "Ada", "The fair is in May.", now)
        write_answer(connection, answer)
        add_baseline(connection, baseline)
        write_traits(connection, {"C": {"need": ["b"], "postcode": ["9490"]}})
    with reading(furnished.engine) as connection:
        assert [(note.territory, note.by, note.text) for note in read_notes(connection)] == [
            ("T1", "Ada", "The fair is in May.")
        ]
        assert read_answers(connection) == (answer,)
        assert read_baselines(connection) == (baseline,)
        assert read_baselines(connection)[0].intact
        assert read_traits(connection)["C"] == {"need": ("b",), "postcode": ("9490",)}
