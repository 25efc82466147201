"""What a territory beside its own would mean for an account: by the roads, by its rep's home, skills and languages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import hypot, inf

import numpy as np
import pytest
from numpy.typing import NDArray

from office.opening import Office
from routing.places import Place
from scheduler.plan import VisitStatus
from scheduler.review.gathered import Gathered, Owners
from scheduler.review.intervals import Intervals
from scheduler.review.standing import seen_by
from scheduler.review.travel_elsewhere import NEAR, VISITS_A_DAY, seconds_elsewhere, travelled
from territory.accounts import Account, Rep
from territory.policy import Policy
from territory.relationship import familiarity
from tests.office.reviews.test_gathering import TODAY, busy, closed, known

__all__ = ["busy"]


class Flat:
    """Roads as straight lines, 100,000 seconds a degree."""

    def block(self, origins: Sequence[Place], goals: Sequence[Place]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        table = [[round(1e5 * hypot(one.lat - two.lat, one.lon - two.lon)) for two in goals] for one in origins]
        return np.array(table, np.int32), np.array(table, np.int32)


@pytest.fixture
def street(busy: Office) -> Gathered:
    """Return twelve shops along a street, six of each rep; the reps live at its ends."""
    shops = tuple(Account(f"A{n:02}", f"Shop {n}", 47.0, 9.5 + n / 100, 28, 14, 42, 1800) for n in range(12))
    homes = {
        f"R{n}": Rep(f"R{n}", "Rep", 47.0, lon, "Mo-Fr 08:00-17:00", "Europe/Vaduz", "LI")
        for n, lon in ((1, 9.5), (2, 9.61))
    }
    owner = {one.id: "west" if number < 6 else "east" for number, one in enumerate(shops)}
    owners = Owners(owner, {"west": "R1", "east": "R2"})
    calls = {one.id: 2400.0 for one in shops}
    return replace(known(busy), accounts=shops, reps=homes, owners=owners, call_s=calls, log=())


def test_a_visit_takes_longer_by_its_legs_and_its_part_of_the_way_home(street: Gathered) -> None:
    found = seconds_elsewhere(street, Flat())  # type: ignore[arg-type]
    here = (1000 + 2000 + 3000) / NEAR + 2 * 5000 / VISITS_A_DAY
    there = (1000 + 2000 + 3000) / NEAR + 2 * 6000 / VISITS_A_DAY
    assert found["A05", "east"] == pytest.approx(there - here)
    assert found["A03", "east"] > found["A05", "east"]


def test_without_a_plan_the_roads_say_how_long_a_visit_takes(street: Gathered) -> None:
    bare = replace(street, travel_from="")
    found = travelled(bare, Flat())  # type: ignore[arg-type]
    here = (1000 + 2000 + 3000) / NEAR + 2 * 5000 / VISITS_A_DAY
    assert found.call_s["A05"] == pytest.approx(2400 + here)
    assert "roads" in found.travel_from
    assert travelled(street, Flat()) is street  # type: ignore[arg-type]
    assert travelled(bare, None) is bare


def test_without_roads_only_what_cannot_be_served_is_known(street: Gathered) -> None:
    assert seconds_elsewhere(street, None) == {}
    shops = tuple(replace(one, skills=frozenset({"wine"})) if one.id == "A05" else one for one in street.accounts)
    able = {"R1": replace(street.reps["R1"], skills=frozenset({"wine"})), "R2": street.reps["R2"]}
    asked = replace(street, accounts=shops, reps=able)
    assert seconds_elsewhere(asked, None) == {("A05", "east"): inf}
    assert seconds_elsewhere(asked, Flat())["A05", "east"] == inf  # type: ignore[arg-type]


def test_hours_elsewhere_follow_and_a_visit_never_becomes_shorter_than_its_service(street: Gathered) -> None:
    made = Intervals(None, {}, {}, 50.0, ())
    seen = seen_by(street, made, {("A05", "east"): 600.0, ("A06", "west"): -9000.0, ("A04", "east"): inf})
    assert seen.hours_in["A05", "east"] == pytest.approx(seen.hours["A05"] * 3000 / 2400)
    assert seen.hours_in["A06", "west"] == pytest.approx(seen.hours["A06"] * 1800 / 2400)
    assert seen.hours_in["A04", "east"] == inf


def test_what_is_at_stake_grows_with_the_reps_own_visits(street: Gathered) -> None:
    day = TODAY
    mine = [closed(f"v{n}", "A00", day, VisitStatus.DONE) for n in range(4)]
    other = [
        replace(closed("w", "A01", day, VisitStatus.DONE), rep_id="R2"),
        closed("x", "A02", day, VisitStatus.SKIPPED),
    ]
    told = replace(street, log=(*mine, *other), policy=Policy(handover_loss=0.2))
    made = Intervals(None, {"A00": 1000.0, "A01": 1000.0, "A02": 1000.0}, {}, 50.0, ())
    assert seen_by(told, made, {}).at_risk == {"A00": pytest.approx(0.2 * 0.5 * 1000)}
    assert seen_by(replace(told, policy=Policy()), made, {}).at_risk == {}


def test_familiarity_grows_by_less_with_each_visit() -> None:
    assert [familiarity(visits) for visits in (0, 4, 8)] == [0, 0.5, 0.75]
    with pytest.raises(ValueError, match="negative"):
        familiarity(-1)
