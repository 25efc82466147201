"""Leads find their owner by road, or by a rule before it; one at a time as all at once."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from routing.places import Place
from territory.leads import LeadDesk

LAT, LON = np.array([47.0, 47.0, 47.2]), np.array([9.5, 9.7, 9.6])
HOURS = (np.array([90.0, 50.0]), np.array([100.0, 100.0]))


def desk(**changes: object) -> LeadDesk:
    return LeadDesk((LAT, LON), np.array([0, 1, 1], np.int32), ("left", "right"), HOURS, **changes)  # type: ignore[arg-type]


def test_the_nearest_junction_decides_and_the_load_is_told() -> None:
    (answer,) = desk().ask([Place("lead", 47.01, 9.52)], 20.0)
    assert (answer.rep_id, answer.by, answer.load) == ("left", "road", 1.1)


def test_a_rule_goes_before_geography() -> None:
    (answer,) = desk(rule=lambda place: "right" if place.id == "vip" else None).ask([Place("vip", 47.01, 9.52)], 20.0)
    assert (answer.rep_id, answer.by) == ("right", "rule")


def test_no_leads_no_answers() -> None:
    assert desk().ask([], 1.0) == []


@given(st.lists(st.tuples(st.floats(46.9, 47.3), st.floats(9.4, 9.8)), max_size=20))
def test_one_lead_gets_the_answer_of_the_batch(positions: list[tuple[float, float]]) -> None:
    leads = [Place(f"l{n}", lat, lon) for n, (lat, lon) in enumerate(positions)]
    at = desk()
    assert at.ask(leads, 5.0) == [answer for lead in leads for answer in at.ask([lead], 5.0)]
