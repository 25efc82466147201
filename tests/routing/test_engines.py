"""One contract for every travel engine: the network's two searches, OSRM, Valhalla, straight lines."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import numpy as np
import pytest

from routing.dijkstra import DijkstraSearch
from routing.geometry import haversine_m
from routing.network import RoadNetwork
from routing.osrm import OsrmEngine
from routing.places import Place
from routing.problems import BadInputError
from routing.roads import RoadEngine
from routing.server import RoutingServer, RoutingServerError
from routing.straight import StraightLineEngine
from routing.travel import UNREACHABLE_S, TravelEngine
from routing.valhalla import ValhallaEngine, decode_polyline
from tests.routing.doubles import encode_polyline, osrm_double, valhalla_double
from tests.routing.serving import Answer, Served, serving

SEA = Place("sea", 40.0, 9.0)


def near(network: RoadNetwork, count: int) -> list[Place]:
    rng = np.random.default_rng(7)
    rows = rng.choice(len(network.node_lat), count)
    shift = rng.normal(0, 0.0004, (2, count))
    lat, lon = np.round(network.node_lat[rows] + shift[0], 6), np.round(network.node_lon[rows] + shift[1], 6)
    return [Place(f"p{k}", float(lat[k]), float(lon[k])) for k in range(count)]


def server(served: Served, name: str = "OSRM") -> RoutingServer:
    return RoutingServer(name, served.url, timeout_s=5, pause_s=0)


@pytest.fixture(params=["hierarchy", "dijkstra", "osrm", "valhalla", "straight"])
def engine(request: pytest.FixtureRequest, grid: RoadNetwork) -> Iterator[TravelEngine]:
    base = RoadEngine(grid)
    if request.param == "osrm":
        with serving(osrm_double(base, most=10)) as served:
            yield OsrmEngine(server(served), limit=10)
    elif request.param == "valhalla":
        with serving(valhalla_double(base, most=30)) as served:
            yield ValhallaEngine(server(served, "Valhalla"), pairs=30)
    elif request.param == "straight":
        yield StraightLineEngine()
    else:
        yield base if request.param == "hierarchy" else RoadEngine(grid, DijkstraSearch)


def test_a_table_has_a_row_for_each_place_in_their_order(engine: TravelEngine, grid: RoadNetwork) -> None:
    places = near(grid, 13)
    table = engine.table(places)
    assert table.place_ids == tuple(place.id for place in places)
    assert table.travel_s.dtype == table.distance_m.dtype == np.int32
    assert (np.diag(table.travel_s) == 0).all()
    assert (table.travel_s[~np.eye(13, dtype=bool)] > 0).all()


def test_nothing_is_asked_of_nobody(engine: TravelEngine) -> None:
    assert engine.table([]).travel_s.shape == (0, 0)


def test_the_order_of_places_changes_nothing(engine: TravelEngine, grid: RoadNetwork) -> None:
    places = near(grid, 9)
    table, turned = engine.table(places), engine.table(places[::-1])
    assert np.array_equal(table.travel_s, turned.travel_s[::-1, ::-1])
    assert np.array_equal(table.distance_m, turned.distance_m[::-1, ::-1])


def test_a_leg_says_what_the_table_says(engine: TravelEngine, grid: RoadNetwork) -> None:
    places = near(grid, 4)
    table = engine.table(places)
    leg = engine.leg(places[0], places[3])
    assert (leg.from_id, leg.to_id) == ("p0", "p3")
    assert (leg.travel_s, leg.distance_m) == (table.travel_s[0, 3], table.distance_m[0, 3])
    ends = [(places[0].lat, places[0].lon), (places[3].lat, places[3].lon)]
    assert [leg.line[0], leg.line[-1]] == [pytest.approx(end, abs=1e-5) for end in ends]


def test_no_way_is_shorter_than_the_straight_line(engine: TravelEngine, grid: RoadNetwork) -> None:
    places = near(grid, 8)
    lat, lon = np.array([[place.lat, place.lon] for place in places]).T
    straight = haversine_m(lat[:, None], lon[:, None], lat, lon)
    assert (engine.table(places).distance_m >= straight - 2).all()


def test_the_source_names_the_engine(engine: TravelEngine, grid: RoadNetwork) -> None:
    source = engine.table(near(grid, 2)).source
    assert any(word in source for word in ("hierarchy", "Dijkstra", "OSRM", "Valhalla", "estimate"))


def test_all_engines_on_one_network_agree(engine: TravelEngine, grid: RoadNetwork) -> None:
    if isinstance(engine, StraightLineEngine):
        pytest.skip("straight lines are no roads")
    places = near(grid, 12)
    assert np.array_equal(engine.table(places).travel_s, RoadEngine(grid).table(places).travel_s)


def test_a_place_no_road_reaches_is_unreachable(engine: TravelEngine, grid: RoadNetwork) -> None:
    if isinstance(engine, StraightLineEngine):
        pytest.skip("a straight line reaches everything")
    places = [*near(grid, 2), SEA]
    table = engine.table(places)
    assert (table.travel_s[2, :2] == UNREACHABLE_S).all()
    assert (table.distance_m[:2, 2] == UNREACHABLE_S).all()
    with pytest.raises(BadInputError):
        engine.leg(places[0], SEA)


@pytest.mark.parametrize(("detour", "kmh"), [(0.9, 40.0), (1.4, 0.0)])
def test_an_estimate_needs_sensible_figures(detour: float, kmh: float) -> None:
    with pytest.raises(ValueError, match="detour must be"):
        StraightLineEngine(detour=detour, kmh=kmh)


def test_servers_tell_the_way_in_words(grid: RoadNetwork) -> None:
    base, places = RoadEngine(grid), near(grid, 2)
    with serving(osrm_double(base)) as served:
        assert OsrmEngine(server(served)).directions(*places) == ("Turn left onto main street, 12 m",)
    with serving(valhalla_double(base)) as served:
        assert ValhallaEngine(server(served)).directions(*places) == ("Turn left.",)


def test_questions_keep_to_the_servers_limit(grid: RoadNetwork) -> None:
    with serving(osrm_double(RoadEngine(grid), most=10)) as served:
        OsrmEngine(server(served), limit=10).table(near(grid, 13))
        assert len(served.asked) == 9
        with pytest.raises(RoutingServerError, match="TooBig Too many table coordinates"):
            OsrmEngine(server(served), limit=100).table(near(grid, 13))


def engines(served: Served) -> list[TravelEngine]:
    return [OsrmEngine(server(served)), ValhallaEngine(server(served, "Valhalla"))]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ((500, {"error": "crashed"}), "status 500"),
        ((503, {}), "status 503"),
        ((200, b"<html>busy</html>"), "not JSON"),
        ((200, [1, 2]), "form that it should not have"),
        (
            (
                200,
                {
                    "code": "Ok",
                    "durations": [[0]],
                    "distances": [[0]],
                    "sources_to_targets": [[{"time": 0, "distance": 0}]],
                },
            ),
            "places",
        ),
        ((400, {"code": "InvalidUrl", "error_code": 101, "error": "Bad"}), "refused the question"),
    ],
)
def test_a_server_that_answers_wrongly_is_named_with_a_remedy(answer: Answer, said: str, grid: RoadNetwork) -> None:
    with serving(lambda *_: answer) as served:
        for engine in engines(served):
            with pytest.raises(RoutingServerError, match=said) as failed:
                engine.table(near(grid, 3))
            assert served.url in str(failed.value)
            assert "roundsman roads" in str(failed.value)


def test_a_server_that_was_busy_is_asked_again(grid: RoadNetwork) -> None:
    places, good = near(grid, 3), osrm_double(RoadEngine(grid))
    told: list[int] = []

    def answer(path: str, query: object) -> Answer:
        told.append(1)
        return (503, {}) if len(told) < 3 else good(path, query)

    with serving(answer) as served:
        assert OsrmEngine(server(served)).table(places).travel_s.shape == (3, 3)
        assert len(served.asked) == 3


def test_a_server_that_is_not_there_is_said_to_be_away(grid: RoadNetwork) -> None:
    nobody = RoutingServer("OSRM", "http://127.0.0.1:9", timeout_s=1, retries=1, pause_s=0)
    with pytest.raises(RoutingServerError, match="cannot be reached"):
        OsrmEngine(nobody).table(near(grid, 2))


def test_a_server_that_is_too_slow_is_not_waited_for(grid: RoadNetwork) -> None:
    def slow(*_: object) -> Answer:
        time.sleep(0.5)
        return 200, {}

    with serving(slow) as served:
        lazy = RoutingServer("OSRM", served.url, timeout_s=0.1, retries=0)
        with pytest.raises(RoutingServerError, match="did not answer within"):
            OsrmEngine(lazy).table(near(grid, 2))


@pytest.mark.parametrize("make", [lambda s: OsrmEngine(s, limit=1), lambda s: ValhallaEngine(s, pairs=0)])
def test_a_limit_that_lets_nothing_through_is_refused(make: Callable[[RoutingServer], object]) -> None:
    with pytest.raises(ValueError, match="at least"):
        make(RoutingServer("x", "http://127.0.0.1:9"))


def test_an_encoded_polyline_is_read_as_it_was_written() -> None:
    line = ((47.141, 9.521), (47.1409995, 9.5), (-33.9, -151.2))
    assert decode_polyline(encode_polyline(line)) == [pytest.approx(point, abs=1e-6) for point in line]
    assert decode_polyline("_p~iF~ps|U_ulLnnqC_mqNvxq`@", 5) == [(38.5, -120.2), (40.7, -120.95), (43.252, -126.453)]
