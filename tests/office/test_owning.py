"""Rules in the workspace: they take effect from a day on, the past answers as it did, conflicts wait for a person."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from office.opening import Office
from office.ownership.rules import apply_rules, decide_conflict, explain_owner, set_rules, try_rules
from office.people import owner
from routing.problems import BadInputError
from store.accounts import write_accounts, write_reps
from store.database import reading, writing
from store.ownership import owners_on
from store.review import (
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
from territory.manager_files import FileKind, ManagerFile
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
    return replace(office, clock=lambda: datetime(2026, 3, 1, 9, tzinfo=UTC))


def test_rules_take_effect_and_the_past_answers_as_it_did(furnished: Office) -> None:
    first = set_rules(furnished, owner(), file(RULES))
    text = RULES.replace('"93*"', '"93*", "94*"').replace('"94*"]\n[[', '"95*"]\n[[')
    later = set_rules(furnished, owner(), file(text, MARCH + timedelta(9)))
    assert (first.changed, first.handed_over, first.unowned) == (3, 2, ("C",))
    assert later.handed_over == 1
    (then,) = explain_owner(furnished, owner(), "A", date(2026, 3, 3))
    (after,) = explain_owner(furnished, owner(), "A", date(2026, 3, 10))
    assert explain_owner(furnished, owner(), "A", date(2026, 2, 1)) == ()
    with reading(furnished.database) as connection:
        assert {key: own.rep_id for key, own in owners_on(connection, date(2026, 3, 10)).items()} == {
            "A": "R2",
            "B": "R2",
        }
    assert (then.owned.rep_id, [claim.rule for claim in then.claims]) == ("R1", ["north"])
    assert (after.owned.rep_id, [claim.rule for claim in after.claims]) == ("R2", ["south"])


def test_whom_nobody_visited_keeps_nobody_and_is_counted_apart(furnished: Office) -> None:
    bare = try_rules(furnished, owner(), file(RULES)).ruled
    needing = '\n[[rule]]\nid = "needing"\nterritory = "T2"\nneeds = ["a"]\n'
    set_rules(furnished, owner(), file(RULES + needing))
    visited = try_rules(furnished, owner(), file(RULES, MARCH + timedelta(1))).ruled
    assert (bare.unowned, bare.unvisited) == (("C",), ("C",))
    assert (visited.unowned, visited.unvisited) == (("C",), ())


def test_who_owned_what_on_past_days_is_not_rewritten(furnished: Office) -> None:
    set_rules(furnished, owner(), file(RULES))
    tomorrow = replace(furnished, clock=lambda: datetime(2026, 3, 3, 9, tzinfo=UTC))
    with pytest.raises(BadInputError, match="owner-in-the-past"):
        set_rules(tomorrow, owner(), file(RULES.replace("94*", "93*"), MARCH + timedelta(1)))


def test_a_conflict_waits_for_a_decision_that_is_kept(furnished: Office) -> None:
    made = set_rules(furnished, owner(), file(RULES.replace('"93*"', '"93*", "9490"')))
    assert [conflict.account for conflict in made.conflicts] == ["A"]
    day = MARCH + timedelta(1)
    settled = decide_conflict(furnished, owner("Ada"), "A", "T2", "field", on=day, reason="she knows them")
    assert settled.conflicts == ()
    assert apply_rules(furnished, owner(), MARCH + timedelta(5)).changed == 0
    (answer,) = explain_owner(furnished, owner(), "A", MARCH + timedelta(5))
    assert (answer.owned.rep_id, "Ada" in answer.owned.reason) == ("R2", True)
    with pytest.raises(BadInputError, match="no-such-claim"):
        decide_conflict(furnished, owner(), "B", "T1", "field", on=MARCH + timedelta(6))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (RULES.replace('"R2"', '"R9"'), "rep-unknown"),
        (RULES.replace('postcodes = ["93*"]', 'areas = "x.geojson"'), "unknown-area"),
    ],
)
def test_a_file_that_speaks_of_the_unknown_is_refused_whole(furnished: Office, text: str, code: str) -> None:
    with pytest.raises(BadInputError, match=code):
        set_rules(furnished, owner(), file(text))
    with reading(furnished.database) as connection:
        assert file_on(connection, FileKind.RULES, MARCH) is None


def test_polygons_come_with_the_file(furnished: Office) -> None:
    text = RULES.replace('postcodes = ["93*"]', 'areas = "x.geojson"').replace(
        'postcodes = ["94*"]', 'segments = ["gold"]'
    )
    assert set_rules(furnished, owner(), file(text, **{"x.geojson": AREA})).handed_over == 3


def test_without_rules_nothing_can_be_decided(furnished: Office) -> None:
    with pytest.raises(BadInputError, match="no-rules"):
        apply_rules(furnished, owner(), MARCH)
    with pytest.raises(BadInputError, match="account-unknown"):
        explain_owner(furnished, owner(), "Z", MARCH)


def test_what_managers_say_comes_back(furnished: Office, now: datetime) -> None:
    answer = Answer("duplicate:A,B", "Ada", MARCH, "two shops")
    baseline = freeze(
        "spring",
        MARCH,
        [Figure("T1", "revenue", MARCH, MARCH, None, "not known"), Figure("T1", "growth", MARCH, MARCH, 0.1)],
    )
    with writing(furnished.database) as connection:
        add_note(connection, "T1", "Ada", "The fair is in May.", now)
        write_answer(connection, answer)
        add_baseline(connection, baseline)
        write_traits(connection, {"C": {"need": ["b"], "postcode": ["9490"]}})
    with reading(furnished.database) as connection:
        assert [(note.territory, note.by, note.text) for note in read_notes(connection)] == [
            ("T1", "Ada", "The fair is in May.")
        ]
        assert read_answers(connection) == (answer,)
        assert read_baselines(connection) == (baseline,)
        assert read_baselines(connection)[0].intact
        assert read_traits(connection)["C"] == {"need": ("b",), "postcode": ("9490",)}
