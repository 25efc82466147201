"""Leads find their owner by a rule, else by road, fit and room; one at a time as all at once."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from territory.leads import Lead, LeadBy, LeadDesk

LAT, LON = np.array([47.0, 47.0, 47.2]), np.array([9.5, 9.7, 9.6])


def desk(left: float = 80.0, right: float = 50.0) -> LeadDesk:
    hours = (np.array([left, right]), np.array([100.0, 100.0]))
    return LeadDesk((LAT, LON), np.array([0, 1, 1], np.int32), ("left", "right"), hours)


def lead(hours: float = 20.0, **asked: object) -> Lead:
    return Lead("lead", 47.01, 9.52, hours, **asked)  # type: ignore[arg-type]


def test_the_nearest_junction_decides_and_the_load_is_told() -> None:
    (answer,) = desk().ask([lead()])
    assert answer is not None
    assert (answer.rep_id, answer.by, answer.load) == ("left", LeadBy.ROAD, 1.0)


def test_a_rule_goes_before_geography_and_says_which() -> None:
    (answer,) = desk().ask([lead(named=("right", "vip"))])
    assert answer is not None
    assert (answer.rep_id, answer.by, answer.reason) == ("right", LeadBy.RULE, "rule vip")


def test_who_lacks_what_it_asks_for_is_passed_over() -> None:
    (answer,) = desk().ask([lead(fits=frozenset({"right"}))])
    assert answer is not None
    assert (answer.rep_id, answer.by, answer.instead_of) == ("right", LeadBy.FIT, "left")
    assert desk().ask([lead(fits=frozenset())]) == [None]


def test_who_is_full_is_passed_over_for_a_neighbour_with_room_and_not_for_a_far_one() -> None:
    border = Lead("lead", 47.0, 9.595, 20.0)
    (full,) = desk(left=150.0).ask([border])
    (room,) = desk(left=80.0).ask([border])
    (far,) = desk(left=150.0).ask([Lead("lead", 47.0, 9.5, 20.0)])
    assert full is not None
    assert room is not None
    assert far is not None
    assert (full.rep_id, full.by) == ("right", LeadBy.ROOM)
    assert (room.rep_id, room.by) == ("left", LeadBy.ROAD)
    assert far.rep_id == "left"


def test_no_leads_no_answers() -> None:
    assert desk().ask([]) == []


@given(st.lists(st.tuples(st.floats(46.9, 47.3), st.floats(9.4, 9.8)), max_size=20))
def test_one_lead_gets_the_answer_of_the_batch(positions: list[tuple[float, float]]) -> None:
    leads = [Lead(f"l{n}", lat, lon, 5.0) for n, (lat, lon) in enumerate(positions)]
    at = desk()
    assert at.ask(leads) == [answer for one in leads for answer in at.ask([one])]
