"""A routing server that answers nonsense is named as the cause; nothing odd is believed."""

from __future__ import annotations

import json

import pytest

from routing.osrm import OsrmEngine
from routing.places import Place
from routing.server import MOST, RoutingServer, RoutingServerError, whole
from routing.travel import UNREACHABLE_S
from routing.valhalla import ValhallaEngine
from tests.routing.serving import serving

PLACES = [Place("a", 47.0, 9.0), Place("b", 47.1, 9.1)]
ODD = [None, "text", 5, {}, [[]], [[0, 1], [1]], [["a", 1], [1, 0]], [[0, -1], [1, 0]], [[0, 1e12], [1, 0]]]
ODD += [[[0, float("nan")], [1, 0]], [[0, float("inf")], [1, 0]], [[0, True], [1, 0]], [[0, [1]], [1, 0]], [0, 1]]


@pytest.mark.parametrize("odd", ODD, ids=json.dumps)
def test_odd_tables_are_the_servers_fault(odd: object) -> None:
    body = {"code": "Ok", "durations": odd, "distances": odd, "sources_to_targets": odd, "routes": [odd], "trip": odd}
    with serving(lambda *_: (200, body)) as served:
        for engine in (
            OsrmEngine(RoutingServer("OSRM", served.url, pause_s=0)),
            ValhallaEngine(RoutingServer("Valhalla", served.url, pause_s=0)),
        ):
            with pytest.raises(RoutingServerError):
                engine.table(PLACES)
            with pytest.raises(RoutingServerError):
                engine.leg(*PLACES)


def test_a_way_of_the_longest_length_is_believed_and_none_is_unreachable() -> None:
    assert whole([[0, MOST], [None, 0.2]], up=True).tolist() == [[0, MOST], [UNREACHABLE_S, 1]]
