"""Addresses become positions or problems, and are asked for once."""

from __future__ import annotations

from typing import Any

import pytest

from routing.geocode import AddressFinder, Found, GeocoderAwayError
from routing.problems import BadInputError, Problem
from tests.routing.serving import Answer, Served, serving


def place(lat: float, lon: float, name: str) -> dict[str, Any]:
    return {"lat": str(lat), "lon": str(lon), "display_name": name}


BOOK: dict[str, list[dict[str, Any]]] = {
    "Hauptstrasse 5, Vaduz": [
        place(47.14, 9.52, "5, Hauptstrasse, Vaduz"),
        place(47.1401, 9.5201, "Bakery, Hauptstrasse, Vaduz"),
    ],
    "Hauptstrasse": [place(47.14, 9.52, "Hauptstrasse, Vaduz"), place(47.22, 9.51, "Hauptstrasse, Eschen")],
}


def nominatim(_path: str, query: Any) -> Answer:
    return 200, BOOK.get(query["q"], [])


def finder(served: Served, cache: dict[str, str] | None = None, **query: Any) -> AddressFinder:
    options = {"domain": served.host, "scheme": "http", "timeout": 2}
    kept = {} if cache is None else cache
    return AddressFinder("nominatim", kept, pause_s=0, error_wait_s=0, options=options, query=query)


def test_an_address_is_found() -> None:
    with serving(nominatim) as served:
        assert finder(served).find(" Hauptstrasse  5, Vaduz", "row 2") == Found(47.14, 9.52, "5, Hauptstrasse, Vaduz")


def test_an_address_that_is_nowhere_is_a_problem() -> None:
    with serving(nominatim) as served:
        problem = finder(served).find("Nowhere 1", "row 3")
    assert isinstance(problem, Problem)
    assert (problem.code, problem.where) == ("address-not-found", "row 3")


def test_an_address_that_is_two_places_is_a_problem_that_names_them() -> None:
    with serving(nominatim) as served:
        problem = finder(served).find("Hauptstrasse", "row 4")
    assert isinstance(problem, Problem)
    assert problem.code == "address-ambiguous"
    assert "Eschen" in problem.cause


def test_an_empty_address_is_a_problem_and_nobody_is_asked() -> None:
    with serving(nominatim) as served:
        problem = finder(served).find("  ", "row 5")
        assert isinstance(problem, Problem)
        assert served.asked == []


def test_an_address_is_asked_for_once_even_if_it_is_nowhere() -> None:
    cache: dict[str, str] = {}
    with serving(nominatim) as served:
        for address in ("Hauptstrasse 5, Vaduz", "HAUPTSTRASSE 5,  Vaduz", "Nowhere 1", "Nowhere 1"):
            finder(served, cache).find(address, "row 2")
        assert len(served.asked) == 2


def test_another_question_is_asked_anew() -> None:
    cache: dict[str, str] = {}
    with serving(nominatim) as served:
        finder(served, cache).find("Hauptstrasse", "row 2")
        finder(served, cache, country_codes="li").find("Hauptstrasse", "row 2")
        assert [query.get("countrycodes") for _, query in served.asked] == [None, "li"]


def test_a_service_that_fails_is_asked_thrice_and_then_named() -> None:
    with serving(lambda *_: (503, {})) as served:
        with pytest.raises(GeocoderAwayError, match="nominatim could not be asked for 'Vaduz'"):
            finder(served).find("Vaduz", "row 2")
        assert len(served.asked) == 3


def test_a_service_that_recovers_is_believed() -> None:
    answers = iter([(503, {}), (200, BOOK["Hauptstrasse"][:1])])
    with serving(lambda *_: next(answers)) as served:
        assert isinstance(finder(served).find("Hauptstrasse", "row 2"), Found)


def test_nonsense_from_a_service_is_not_taken_for_nothing_found() -> None:
    with serving(lambda *_: (200, b"<html>maintenance</html>")) as served, pytest.raises(GeocoderAwayError):
        finder(served).find("Vaduz", "row 2")


@pytest.mark.parametrize(
    ("service", "options", "code"),
    [("nosuch", {}, "geocoder-unknown"), ("nominatim", {"colour": "red"}, "geocoder-options")],
)
def test_a_geocoder_that_cannot_be_made_is_refused(service: str, options: dict[str, str], code: str) -> None:
    with pytest.raises(BadInputError) as refused:
        AddressFinder(service, {}, options=options)
    assert refused.value.problems[0].code == code
