"""The way for people: GeoJSON that others read, links that open, prices that add up."""

from __future__ import annotations

from decimal import Decimal
from urllib.parse import parse_qs, urlsplit

import pytest

from routing.directions import drive_to, google_links, tour_geojson
from routing.money import DrivingCost
from routing.places import Place
from routing.travel import Leg

STOPS = [Place(f"p{k}", 47 + k / 100, 9.5) for k in range(14)]


def asked(link: str) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(urlsplit(link).query).items()}


def test_a_tour_is_a_line_for_each_leg_and_a_point_for_each_stop() -> None:
    leg = Leg("p0", "p1", 60, 900, ((47.0, 9.5), (47.01, 9.5)))
    found = tour_geojson([leg], STOPS[:2])
    assert [feature["geometry"]["type"] for feature in found["features"]] == ["LineString", "Point", "Point"]
    assert found["features"][0]["geometry"]["coordinates"] == [[9.5, 47.0], [9.5, 47.01]]
    assert found["features"][0]["properties"]["distance_m"] == 900


def test_a_short_tour_is_one_link_in_order() -> None:
    (link,) = google_links(STOPS[:4])
    told = asked(link)
    assert (told["origin"], told["destination"]) == ("47.000000,9.500000", "47.030000,9.500000")
    assert told["waypoints"] == "47.010000,9.500000|47.020000,9.500000"


def test_a_long_tour_is_several_links_that_join() -> None:
    first, second = (asked(link) for link in google_links(STOPS))
    assert first["destination"] == second["origin"]
    assert second["destination"] == "47.130000,9.500000"
    stops = [told.get("waypoints", "").split("|") for told in (first, second)]
    assert [len(part) for part in stops] == [9, 2]


def test_a_way_of_one_place_is_refused() -> None:
    with pytest.raises(ValueError, match="two places"):
        google_links(STOPS[:1])


def test_every_program_drives_to_the_place_from_wherever_one_is() -> None:
    links, there = drive_to(STOPS[1]), "47.010000,9.500000"
    assert asked(links["Google Maps"]) == {"api": "1", "destination": there, "travelmode": "driving"}
    assert asked(links["Apple Maps"]) == {"daddr": there, "dirflg": "d"}
    assert asked(links["Waze"]) == {"ll": there, "navigate": "yes"}


def test_driving_costs_time_and_distance() -> None:
    cost = DrivingCost(Decimal("36.00"), Decimal("0.70"), "CHF")
    assert cost.of(1800, 20_000) == Decimal("32.00")
    assert cost.of(0, 0) == Decimal("0.00")
    assert cost.worth(90.0) == Decimal("0.90")


def test_a_negative_cost_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        DrivingCost(Decimal(-1), Decimal(0), "EUR")
