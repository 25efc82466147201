"""Hand-overs are capped, timed by opportunities and due visits, and nobody is forgotten."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from territory.design.reasons import Move
from territory.handover import HandoverFacts, HandoverRules, When, handover_faults, handover_words, plan_handovers

START = date(2027, 1, 4)


def moves(count: int) -> list[Move]:
    return [Move(f"a{n}", "old", "new", 10.0, "balance", "why") for n in range(count)]


def test_no_more_than_the_cap_change_hands_in_a_week() -> None:
    rules = HandoverRules(START, a_week=2)
    plan = plan_handovers(moves(5), {}, rules)
    assert [(one.on - START).days for one in plan.handovers] == [0, 0, 7, 7, 14]
    assert handover_faults(plan, {}, rules) == []


def test_hand_overs_that_were_planned_before_count_against_the_cap() -> None:
    rules = HandoverRules(START, a_week=2)
    plan = plan_handovers(moves(2), {}, rules, [("new", START), ("other", START), ("other", START)])
    assert [(one.on - START).days for one in plan.handovers] == [0, 7]


def test_an_opportunity_holds_the_handover_back_until_it_closes() -> None:
    closes = START + timedelta(days=20)
    facts = {"a0": HandoverFacts(opportunity_until=closes, when=When.ON_CLOSE)}
    (one,) = plan_handovers(moves(1), facts, HandoverRules(START)).handovers
    assert one.on == closes + timedelta(days=1)
    assert one.opportunity_kept_until is None


def test_an_opportunity_stays_with_its_owner_until_it_expires() -> None:
    facts = {"a0": HandoverFacts(opportunity_until=START + timedelta(days=200), retain_days=60)}
    (one,) = plan_handovers(moves(1), facts, HandoverRules(START)).handovers
    assert (one.on, one.opportunity_kept_until) == (START, START + timedelta(days=60))


def test_a_handover_waits_the_days_that_were_asked() -> None:
    facts = {"a0": HandoverFacts(when=When.AFTER_DAYS)}
    (one,) = plan_handovers(moves(1), facts, HandoverRules(START, after_days=30)).handovers
    assert one.on == START + timedelta(days=30)


def test_an_account_that_is_due_too_soon_is_visited_by_its_present_owner_first() -> None:
    facts = {"a0": HandoverFacts(last_visit=START - timedelta(days=27), most_days=30)}
    (one,) = plan_handovers(moves(1), facts, HandoverRules(START)).handovers
    assert one.visit_before == START - timedelta(days=1)  # from START on it is the new owner's
    calm = {"a0": HandoverFacts(last_visit=START, most_days=30)}
    assert plan_handovers(moves(1), calm, HandoverRules(START)).handovers[0].visit_before is None


def test_nobody_is_asked_to_visit_by_yesterday() -> None:
    facts = {"a0": HandoverFacts(last_visit=START - timedelta(days=27), most_days=30)}
    rules = HandoverRules(START, today=START)
    plan = plan_handovers(moves(1), facts, rules)
    (one,) = plan.handovers
    assert (one.visit_before, one.owed) == (None, True)
    assert "owes it first" in handover_words(one)
    assert handover_faults(plan, facts, rules) == []
    (in_time,) = plan_handovers(moves(1), facts, HandoverRules(START, today=START - timedelta(days=1))).handovers
    assert (in_time.visit_before, in_time.owed) == (START - timedelta(days=1), False)


def test_joint_visits_are_put_into_both_reps_demand() -> None:
    plan = plan_handovers(moves(3), {"a0": HandoverFacts(top=True)}, HandoverRules(START))
    assert plan.joint_hours == {"old": 1.0, "new": 1.0}


def test_the_judge_sees_a_broken_cap_and_a_forgotten_account() -> None:
    facts = {"a0": HandoverFacts(last_visit=START - timedelta(days=40), most_days=30)}
    plan = plan_handovers(moves(3), {}, HandoverRules(START, a_week=5))
    assert len(handover_faults(plan, facts, HandoverRules(START, a_week=2))) == 3


def test_a_cap_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        HandoverRules(START, a_week=0)


@given(
    st.lists(
        st.tuples(
            st.integers(0, 60), st.integers(7, 60), st.one_of(st.none(), st.integers(-10, 90)), st.sampled_from(When)
        ),
        max_size=25,
    ),
    st.integers(1, 4),
)
def test_any_plan_is_without_fault(cases: list[tuple[int, int, int | None, When]], cap: int) -> None:
    facts = {
        f"a{n}": HandoverFacts(
            START - timedelta(days=ago),
            ago + most,
            None if closes is None else START + timedelta(days=closes),
            when,
        )
        for n, (ago, most, closes, when) in enumerate(cases)
    }
    rules = HandoverRules(START, a_week=cap)
    assert handover_faults(plan_handovers(moves(len(cases)), facts, rules), facts, rules) == []


def test_what_nobody_owns_gets_its_owner_at_once_and_counts_against_no_cap() -> None:
    new = [Move(f"n{n}", None, "R2", 10.0, "unowned", "has no owner") for n in range(9)]
    rules = HandoverRules(START, a_week=1)
    plan = plan_handovers([*moves(3), *new], {}, rules)
    assert {one.on for one in plan.handovers if one.move.from_id is None} == {START}
    assert handover_faults(plan, {}, rules) == []
