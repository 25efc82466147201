"""Leads find their owner by a rule, else by road, fit, room and, where it is weighed, past success."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from territory.leads import Lead, LeadBy, LeadDesk
from territory.success import Closed, Successes

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


def test_each_finds_the_years_as_full_as_those_before_have_made_them() -> None:
    border = [Lead(f"l{n}", 47.0, 9.595, 20.0) for n in range(6)]
    taken = [answer.rep_id for answer in desk(left=80.0).ask(border) if answer is not None]
    assert taken[0] == "left"
    assert {"left", "right"} == set(taken)
    assert taken.count("right") > 2


def test_a_rule_s_account_fills_the_year_before_the_others_are_asked() -> None:
    ruled = Lead("z", 47.0, 9.5, 60.0, named=("left", "vip"))
    free = Lead("a", 47.0, 9.595, 20.0)
    (alone,), (first, second) = desk().ask([free]), desk().ask([free, ruled])
    assert (alone and alone.rep_id, first and first.rep_id, second and second.rep_id) == ("left", "right", "left")


@given(
    st.permutations(range(12)),
    st.lists(st.tuples(st.floats(46.9, 47.3), st.floats(9.4, 9.8)), min_size=12, max_size=12),
)
def test_the_order_in_which_they_are_given_decides_nothing(order: list[int], at: list[tuple[float, float]]) -> None:
    leads = [Lead(f"l{n}", lat, lon, 5.0 + n % 3) for n, (lat, lon) in enumerate(at)]
    asked = desk().ask(leads)
    assert desk().ask([leads[n] for n in order]) == [asked[n] for n in order]


@given(st.lists(st.tuples(st.floats(46.9, 47.3), st.floats(9.4, 9.8)), max_size=20))
def test_one_lead_gets_the_answer_of_the_batch_where_nobody_is_filled_by_it(at: list[tuple[float, float]]) -> None:
    leads = [Lead(f"l{n}", lat, lon, 0.0) for n, (lat, lon) in enumerate(at)]
    found = desk()
    assert found.ask(leads) == [answer for one in leads for answer in found.ask([one])]


def past(won: int, lost: int) -> Successes:
    return Successes({"right": {"hotel": Closed(won, lost)}, "left": {"hotel": Closed(1, 3)}})


def weighed(weight: float, right: float = 50.0, known: Successes | None = None) -> LeadDesk:
    hours = (np.array([80.0, right]), np.array([100.0, 100.0]))
    owners = np.array([0, 1, 1], np.int32)
    return LeadDesk((LAT, LON), owners, ("left", "right"), hours, past=known or past(12, 3), weight=weight)


NEAR = Lead("lead", 47.0, 9.59, 10.0, sector="hotel")


def test_who_wins_in_the_sector_is_taken_and_the_reason_says_what_both_have_won() -> None:
    (answer,) = weighed(1.0).ask([NEAR])
    assert answer is not None
    assert (answer.rep_id, answer.by, answer.instead_of) == ("right", LeadBy.SUCCESS, "left")
    assert answer.reason == "won 12 of 15 deals in hotel, left won 1 of 4 deals in hotel"


@pytest.mark.parametrize(
    ("at", "lead"),
    [
        (weighed(0.0), NEAR),  # it is not weighed
        (weighed(1.0), replace(NEAR, sector="bar")),  # nobody has won there
        (weighed(1.0), replace(NEAR, sector="")),
        (weighed(1.0), replace(NEAR, lon=9.5)),  # it is too far away
        (weighed(1.0, right=105.0), NEAR),  # no room
        (weighed(1.0, known=past(0, 15)), NEAR),  # has lost them all
        (weighed(1.0), replace(NEAR, fits=frozenset({"left"}))),
        (weighed(1.0), replace(NEAR, named=("left", "vip"))),
    ],
)
def test_past_success_decides_nothing_else(at: LeadDesk, lead: Lead) -> None:
    (answer,) = at.ask([lead])
    assert answer is not None
    assert answer.rep_id == "left"
    assert answer.by is not LeadBy.SUCCESS
