"""Tours as GeoJSON: the line of each, and each way looked for once however often it is driven."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from reports.geojson import Ends, tours_geojson
from routing.places import Place
from routing.straight import StraightLineEngine
from routing.travel import Leg
from tests.calendars.week import ACCOUNTS, MONDAY, REP, tour, visit


class CountingEngine(StraightLineEngine):
    def __init__(self) -> None:
        super().__init__()
        self.asked: Counter[tuple[str, str]] = Counter()

    def leg(self, origin: Place, destination: Place) -> Leg:
        self.asked[origin.id, destination.id] += 1
        return super().leg(origin, destination)


def test_a_way_of_every_week_is_looked_for_once() -> None:
    engine = CountingEngine()
    weeks = [
        tour(MONDAY + timedelta(7 * n), visit(f"v{n}", "a", 9), visit(f"w{n}", "b" if n else "c", 14)) for n in range(3)
    ]
    lines = tours_geojson(weeks, Ends({REP.id: REP}), ACCOUNTS, engine)["features"]
    assert set(engine.asked.values()) == {1}
    assert len(engine.asked) == 5  # home to a, a to c, c home, a to b, b home
    assert [line["properties"]["accounts"] for line in lines] == [["a", "c"], ["a", "b"], ["a", "b"]]
    assert lines[1]["geometry"] == lines[2]["geometry"]
