"""In which region a place lies: told where it is sure, and not guessed where it is not."""

from __future__ import annotations

import pytest

from routing.regions import has_regions, region_at, region_names


@pytest.mark.parametrize(
    ("country", "lat", "lon", "region"),
    [
        ("DE", 51.9607, 7.6261, "NW"),  # Münster
        ("DE", 52.2799, 8.0472, "NI"),  # Osnabrück
        ("DE", 48.3705, 10.8978, "BY"),  # Augsburg: a city with a holiday of its own is no region
        ("AT", 47.8095, 13.0550, "5"),  # Salzburg
        ("CH", 46.9480, 7.4474, "BE"),
        ("ES", 41.3874, 2.1686, "CT"),  # Barcelona, in a province of several of one region
        ("GB", 55.9533, -3.1883, "SCT"),
        ("FR", 48.5734, 7.7521, "6AE"),  # Strasbourg
        ("FR", 48.6921, 6.1844, "54"),  # Nancy, whose region has the country's holidays
        ("US", 42.3601, -71.0589, "MA"),
        ("AU", -33.8688, 151.2093, "NSW"),
        ("IN", 19.0760, 72.8777, "MH"),
    ],
)
def test_a_place_tells_its_region(country: str, lat: float, lon: float, region: str) -> None:
    assert region_at(country, lat, lon) == region


@pytest.mark.parametrize(
    ("country", "lat", "lon"),
    [
        ("DE", 48.4011, 9.9876),  # Ulm: Bavaria is across the river
        ("DE", 47.8095, 13.0550),  # Salzburg is not in Germany
        ("DE", 55.5, 5.0),  # at sea
        ("LI", 47.1410, 9.5215),  # whose regions have no holidays
        ("", 51.9607, 7.6261),
        ("XX", 51.9607, 7.6261),
    ],
)
def test_no_region_is_guessed(country: str, lat: float, lon: float) -> None:
    assert region_at(country, lat, lon) == ""


def test_names_of_several_regions_tell_none_of_them() -> None:
    assert has_regions("IT")
    names = region_names("IT")
    assert names["Milano"] == "MI"
    assert "Lombardia" not in names
    assert region_names("LI") == {}
