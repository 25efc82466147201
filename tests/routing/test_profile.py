"""The profile's rules, each with a way they hold for and one they do not."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import Any

import pytest

from routing.access import Access
from routing.problems import BadInputError
from routing.profile import load_profile, parse_duration_s, parse_speed

CAR = load_profile(country="DE")


class Asked(dict[str, str]):
    """Tags that note the keys they are asked for."""

    def __init__(self, tags: dict[str, str]) -> None:
        super().__init__(tags)
        self.keys_asked: set[str] = set()

    def __getitem__(self, key: str) -> str:
        self.keys_asked.add(key)
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        self.keys_asked.add(str(key))
        return super().__contains__(key)

    def get(self, key: str, default: Any = None) -> Any:
        """Return what is said under a key."""
        self.keys_asked.add(key)
        return super().get(key, default)


@pytest.mark.parametrize(
    "tags",
    [
        {"highway": "residential"},
        {"highway": "residential", "maxspeed": "DE:zone30", "oneway": "yes"},
        {"highway": "track", "tracktype": "grade1", "motor_vehicle": "delivery", "surface": "gravel"},
        {"highway": "service", "service": "alley", "maxspeed:type": "DE:urban"},
        {"route": "ferry", "motorcar": "yes", "duration": "00:35"},
        {"highway": "motorway", "junction": "roundabout"},
        {"highway": "living_street", "vehicle": "destination"},
        {"highway": "pedestrian", "motor_vehicle": "yes"},
    ],
)
def test_no_answer_depends_on_a_key_that_is_not_told(tags: dict[str, str]) -> None:
    told = Asked(tags)
    assert any(CAR.directions(told))
    for ask in (CAR.access, CAR.may_stop, CAR.crossing_s):
        ask(told)
    for urban, forward in product((False, True), repeat=2):
        CAR.speed_kmh(told, urban=urban, forward=forward)
    assert told.keys_asked <= CAR.asked
    assert "name" not in CAR.asked


@pytest.mark.parametrize(
    ("tags", "both"),
    [
        ({"highway": "residential"}, (True, True)),
        ({"highway": "residential", "oneway": "yes"}, (True, False)),
        ({"highway": "residential", "oneway": "-1"}, (False, True)),
        ({"highway": "motorway"}, (True, False)),
        ({"highway": "motorway", "oneway": "no"}, (True, True)),
        ({"highway": "tertiary", "junction": "roundabout"}, (True, False)),
        ({"highway": "footway"}, (False, False)),
        ({"highway": "residential", "access": "private"}, (True, True)),
        ({"highway": "residential", "access": "military"}, (False, False)),
        ({"highway": "residential", "access": "no", "motor_vehicle": "destination"}, (True, True)),
        ({"highway": "residential", "motor_vehicle": "no"}, (False, False)),
        ({"highway": "track"}, (False, False)),
        ({"highway": "track", "tracktype": "grade1"}, (True, True)),
        ({"route": "ferry"}, (False, False)),
        ({"route": "ferry", "motor_vehicle": "yes"}, (True, True)),
        ({"highway": "service", "area": "yes"}, (False, False)),
    ],
)
def test_directions_follow_one_way_and_access_tags(tags: dict[str, str], both: tuple[bool, bool]) -> None:
    assert CAR.directions(tags) == both


def test_a_signed_limit_beats_the_implicit_one() -> None:
    fast = CAR.speed_kmh({"highway": "secondary", "maxspeed": "100"}, urban=False)
    assert fast > CAR.speed_kmh({"highway": "secondary"}, urban=False)


def test_a_limit_may_differ_by_direction() -> None:
    tags = {"highway": "primary", "maxspeed": "80", "maxspeed:backward": "50"}
    ahead, back = (CAR.speed_kmh(tags, urban=False, forward=forward) for forward in (True, False))
    assert back == pytest.approx(ahead * 50 / 80)


def test_a_town_is_slower_than_the_country() -> None:
    tags = {"highway": "primary"}
    assert CAR.speed_kmh(tags, urban=True) < CAR.speed_kmh(tags, urban=False)


@pytest.mark.parametrize("key", ["maxspeed", "maxspeed:type", "source:maxspeed"])
def test_a_zone_stands_for_its_countrys_limit(key: str) -> None:
    assert CAR.speed_kmh({"highway": "primary", key: "DE:rural"}, urban=False) == pytest.approx(100 * 0.85)
    assert CAR.speed_kmh({"highway": "primary", key: "DE:zone:30"}, urban=False) == pytest.approx(30 * 0.85)


def test_implicit_limits_depend_on_the_country() -> None:
    motorway = {"highway": "motorway"}
    assert load_profile(country="LI").speed_kmh(motorway, urban=False) < CAR.speed_kmh(motorway, urban=False)


def test_a_bad_surface_caps_the_speed_and_a_good_one_does_not() -> None:
    tags = {"highway": "secondary", "maxspeed": "80"}
    assert CAR.speed_kmh(tags | {"surface": "gravel"}, urban=False) == 30
    assert CAR.speed_kmh(tags | {"surface": "asphalt"}, urban=False) == CAR.speed_kmh(tags, urban=False)


@pytest.mark.parametrize(
    ("tags", "access"),
    [
        ({"barrier": "bollard"}, Access.CLOSED),
        ({"barrier": "bollard", "motor_vehicle": "yes"}, Access.THROUGH),
        ({"barrier": "bollard", "motor_vehicle": "permit"}, Access.ARRIVING),
        ({"barrier": "gate"}, Access.THROUGH),
        ({"barrier": "gate", "access": "private"}, Access.ARRIVING),
        ({"barrier": "gate", "access": "no"}, Access.CLOSED),
        ({"highway": "crossing", "access": "no"}, Access.THROUGH),
    ],
)
def test_a_barrier_lets_cars_pass_as_it_is_tagged(tags: dict[str, str], access: Access) -> None:
    assert CAR.passing(tags) == access


@pytest.mark.parametrize(
    ("tags", "access"),
    [
        ({}, Access.THROUGH),
        ({"access": "destination"}, Access.ARRIVING),
        ({"access": "no;destination"}, Access.ARRIVING),
        ({"motor_vehicle": "yes;delivery", "access": "no"}, Access.THROUGH),
        ({"access": "forestry;agricultural"}, Access.CLOSED),
        ({"motor_vehicle:conditional": "no @ (22:00-05:00)"}, Access.THROUGH),
    ],
)
def test_a_road_is_for_all_for_who_arrives_or_for_nobody(tags: dict[str, str], access: Access) -> None:
    assert CAR.access({"highway": "residential"} | tags) == access


def test_a_profile_may_let_residents_pass_through(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(CAR.text.replace("private = false", "private = true"))
    assert load_profile(path).access({"highway": "service", "access": "private"}) == Access.THROUGH


def test_signals_cost_more_than_crossings_and_trees_nothing() -> None:
    signal, crossing, tree = (CAR.delay_s({"highway": kind}) for kind in ("traffic_signals", "crossing", "tree"))
    assert signal > crossing > tree == 0


@pytest.mark.parametrize(
    ("text", "kmh"),
    [
        ("50", 50),
        ("50 km/h", 50),
        ("30 mph", 48.28032),
        ("50;30", 30),
        ("walk", 7),
        ("none", None),
        ("", None),
        ("0", None),
    ],
)
def test_speeds_are_read_in_every_usual_spelling(text: str, kmh: float | None) -> None:
    assert parse_speed(text) == (pytest.approx(kmh) if kmh else None)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("00:35", 2100), ("1:05:30", 3930), ("35", 2100), ("PT1H35M", 5700), ("PT", None), ("soon", None), ("0", None)],
)
def test_durations_are_read_in_every_usual_spelling(text: str, seconds: int | None) -> None:
    assert parse_duration_s(text) == seconds


def test_every_lack_of_an_edited_profile_is_named(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(
        CAR.text.replace("junctions_per_km2 =", "junctions =").replace("residential = 30", "residential = 0")
    )
    with pytest.raises(BadInputError) as refused:
        load_profile(path)
    assert [problem.code for problem in refused.value.problems] == ["profile-incomplete", "profile-speed"]
    assert "urban.junctions_per_km2" in str(refused.value)
    assert "classes.residential" in str(refused.value)


def test_a_profile_that_is_no_toml_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text("name = car")
    with pytest.raises(BadInputError, match="profile-unreadable"):
        load_profile(path)
