"""The file that a manager edits: what it says is what is read, and what is wrong is named with its remedy."""

from __future__ import annotations

from datetime import date

import pytest
from shapely.geometry import box

from routing.problems import BadInputError
from territory.ownership.areas import read_areas
from territory.ownership.rulesfile import area_names, read_book
from territory.ownership.values import Level, Period

GOOD = """
[[layer]]
id = "field"
[[region]]
id = "country"
[[region]]
id = "north"
parent = "country"
[[territory]]
id = "T1"
region = "north"
since = 2026-01-01
  [[territory.held]]
  rep = "R1"
  until = 2026-03-02
  [[territory.held]]
  rep = "R2"
  since = 2026-03-03
  [[territory.cover]]
  rep = "R3"
  since = 2026-07-01
  until = 2026-07-31
[[rule]]
id = "north"
territory = "T1"
areas = "map.geojson#north"
priority = 2
[[rule]]
id = "keys"
territory = "T1"
accounts = ["A-1", "A-2"]
lock = true
until = 2026-12-31
[[decision]]
account = "A-9"
territory = "T1"
decided_on = 2026-02-01
by = "Ada"
"""
AREAS = {"map.geojson#north": box(9, 47, 10, 48)}


def codes(text: str) -> set[str]:
    with pytest.raises(BadInputError) as caught:
        read_book(text, "rules.toml", AREAS)
    assert all(problem.action for problem in caught.value.problems)
    return {problem.code for problem in caught.value.problems}


def test_a_sound_file_says_what_it_says() -> None:
    book = read_book(GOOD, "rules.toml", AREAS)
    (territory,) = book.territories
    assert (territory.layer, territory.region, territory.period) == ("field", "north", Period(date(2026, 1, 1)))
    days = [date(2026, 3, 2), date(2026, 3, 3), date(2026, 7, 15)]
    assert [held and held.rep for held in map(territory.holder, days)] == ["R1", "R2", "R3"]
    assert [(rule.id, rule.level, rule.priority) for rule in book.rules] == [
        ("north", Level.GEOGRAPHY, 2),
        ("keys", Level.LOCK, 0),
    ]
    assert book.decisions[0].by == "Ada"


def test_the_areas_of_a_file_are_known_before_they_are_read() -> None:
    assert area_names(GOOD, "rules.toml") == ("map.geojson#north",)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (('id = "north"\nparent = "country"', 'id = "north"\nparent = "mars"'), "unknown-region"),
        (('id = "country"\n', 'id = "country"\nparent = "north"\n'), "region-cycle"),
        (("since = 2026-01-01", "since = 2026-01-01\nuntil = 2025-12-31"), "ends-before-start"),
        (("since = 2026-03-03", "since = 2026-03-02"), "held-twice"),
        (('areas = "map.geojson#north"', ""), "no-condition"),
        (('accounts = ["A-1", "A-2"]', 'segments = ["gold"]'), "lock-without-names"),
        (('territory = "T1"\nareas', 'territory = "T7"\nareas'), "unknown-territory"),
        (("#north", "#south"), "unknown-area"),
        (("priority = 2", 'priority = "high"'), "wrong-type"),
        (("priority = 2", "priorty = 2"), "unknown-key"),
        (("decided_on = 2026-02-01", ""), "missing-key"),
        (("decided_on = 2026-02-01", 'decided_on = "yesterday"'), "wrong-type"),
        (('id = "keys"', 'id = "north"'), "duplicate-id"),
        (('id = "keys"', ""), "missing-key"),
        (("priority = 2", "sales_from = 9\nsales_below = 9"), "empty-band"),
        (("lock = true", "lock = 1"), "wrong-type"),
        (("[[layer]]", "[[layer"), "not-toml"),
        (('[[layer]]\nid = "field"', ""), "no-layer"),
        (('[[layer]]\nid = "field"', "layer = 3"), "wrong-type"),
    ],
)
def test_each_mistake_is_named(change: tuple[str, str], code: str) -> None:
    assert change[0] in GOOD
    assert code in codes(GOOD.replace(*change, 1))


def test_all_mistakes_are_named_at_once() -> None:
    assert {"unknown-region", "unknown-key"} <= codes(
        GOOD.replace('"country"\n[[t', '"mars"\n[[t') + "\n[[rul]]\nid='x'"
    )


def test_a_misspelt_key_is_answered_with_the_nearest() -> None:
    with pytest.raises(BadInputError, match="Write 'priority'"):
        read_book(GOOD.replace("priority", "priorty"), "rules.toml", AREAS)


SQUARE = '{"type":"Polygon","coordinates":[[[9,47],[10,47],[10,48],[9,47]]]}'


def feature(geometry: str, name: str = "north") -> str:
    return f'{{"type":"FeatureCollection","features":[{{"properties":{{"name":"{name}"}},"geometry":{geometry}}}]}}'


def test_an_area_is_the_feature_of_that_name() -> None:
    areas = read_areas(["m.geojson#north", "m.geojson"], {"m.geojson": feature(SQUARE)})
    assert areas["m.geojson#north"].equals(areas["m.geojson"])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", "not-geojson"),
        ("[]", "not-geojson"),
        ('{"type":"FeatureCollection","features":[]}', "area-empty"),
        (feature(SQUARE, "south"), "unknown-area"),
        (feature('{"type":"Point","coordinates":[9,47]}'), "area-not-polygon"),
        (feature('{"type":"Polygon","coordinates":[[[9,47],[10,48],[10,47],[9,48],[9,47]]]}'), "area-invalid"),
        (feature(SQUARE.replace("47", "2700000").replace("48", "2800000")), "area-off-earth"),
    ],
)
def test_a_faulty_area_is_named(text: str, code: str) -> None:
    with pytest.raises(BadInputError) as caught:
        read_areas(["m.geojson#north"], {"m.geojson": text})
    assert [problem.code for problem in caught.value.problems] == [code]
