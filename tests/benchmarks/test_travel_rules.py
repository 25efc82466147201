"""The other engine's rules, told in our words: speeds, turns, and the way chosen by weight but timed by the clock."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from benchmarks.travel_rules import Rules, compare, priced_by_rules, turn_s
from routing.build import build_network
from routing.geometry import haversine_m
from routing.osm import read_file
from routing.places import Place
from routing.profile import load_profile
from routing.roads import RoadEngine

CAR = load_profile(country="MT")
RULES = Rules(CAR.name, CAR.text, CAR.tables, CAR.country)


@pytest.mark.parametrize(
    ("tags", "kmh"),
    [
        ({"highway": "primary"}, 65),
        ({"highway": "primary", "maxspeed": "50"}, 40),
        ({"highway": "primary", "maxspeed": "50", "maxspeed:backward": "30"}, 40),
        ({"highway": "primary", "source:maxspeed": "MT:urban"}, 40),
        ({"highway": "residential", "surface": "earth"}, 20),
        ({"highway": "track"}, 10),
    ],
)
def test_speeds_know_no_towns(tags: dict[str, str], kmh: float) -> None:
    assert RULES.speed_kmh(tags, urban=True) == RULES.speed_kmh(tags, urban=False) == pytest.approx(kmh)


def test_turns_cost_most_back_and_across_and_nothing_ahead() -> None:
    ahead, right, left, back = turn_s(np.array([0.0, 90.0, -90.0, 180.0]))
    assert ahead < 0.1 < right < left < back < 7.5


def test_a_narrow_road_is_avoided_and_takes_no_longer(town: Callable[..., Path]) -> None:
    nodes = {1: (47.0, 9.0), 2: (47.0, 9.02)}
    tags = {"highway": "tertiary", "lanes": "1", "maxspeed": "50"}
    extract = read_file(town(nodes, {1: ([1, 2], tags)}))
    network = priced_by_rules(extract, build_network(extract, CAR, {"source": "town"}), CAR)
    table = RoadEngine(network).table([Place("a", 47.0, 9.005), Place("b", 47.0, 9.015)])
    driven_s = float(haversine_m(47.0, 9.005, 47.0, 9.015)) / 40 * 3.6
    assert table.travel_s[0, 1] == pytest.approx(2 * driven_s, abs=1)
    assert table.travel_s[0, 1] - table.distance_m[0, 1] / 10 == pytest.approx(driven_s, abs=1)


def test_what_our_rules_add_is_seen_where_they_are_left_out(town: Callable[..., Path]) -> None:
    each = range(12)
    nodes = {100 * r + c: (47 + r * 0.001, 9 + c * 0.00146) for r in each for c in each}
    road = {"highway": "primary"}
    ways = {10_000 + k: ([100 * k + c for c in each], road) for k in each}
    ways |= {20_000 + k: ([100 * r + k for r in each], road) for k in each}
    found = compare(read_file(town(nodes, ways)), CAR, 12)
    ratios = found["median_ratio"]
    assert ratios["ours"] > max(ratios["unsigned roads above the law"], ratios["no turns"])
    assert ratios["towns as fast as the country"] > ratios["both"]
    assert ratios["no waits"] == ratios["ours"]
    assert set(found["kmh_of_4_to_10_km"].values()) == {None}
