"""The review counts right, raises alarms where they are due and not before; proposals bring what they state."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.finding_words import words
from territory.accounts import Account, AccountKind
from territory.frequency import Calling, suggest
from territory.review.alarms import alarms
from territory.review.inputs import AGREED, Fate, Seen, VisitSeen
from territory.review.moves import move_proposals
from territory.review.proposals import gap_proposals, interval_proposals, prospect_proposals
from territory.review.review import review
from territory.review.standing import standings
from territory.review.weeks import Week, reasons, weeks
from tests.territory.ownership.small import account

TODAY = date(2026, 11, 21)


def street(hours: list[float], cut: int, **fields: Any) -> Seen:
    """Return accounts in a row, the first `cut` of them T1's, with these hours a year each."""
    people = tuple(
        account(f"A{n:02}", lon=9.5 + 0.01 * n, last_visit=TODAY, potential=hours[n]) for n in range(len(hours))
    )
    owner = {one.id: "T1" if n < cut else "T2" for n, one in enumerate(people)}
    known = {one.id: amount for one, amount in zip(people, hours, strict=True)}
    seen = Seen(TODAY, TODAY - timedelta(90), TODAY, people, owner, {"T1": "R1", "T2": "R2"}, known, hour_value=50.0)
    return replace(seen, **fields)


def kinds(seen: Seen) -> set[tuple[str, str, int]]:
    return {(alarm.kind, alarm.territory, alarm.level) for alarm in alarms(standings(seen), AGREED)}


def test_a_fair_team_raises_no_alarm() -> None:
    assert kinds(street([10.0] * 20, 10)) == set()


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        (10.4, set()),
        (11.2, {("workload", "T1", 1), ("workload", "T2", 1)}),
        (12.4, {("workload", "T1", 1), ("workload", "T2", 1), ("potential", "T1", 1), ("potential", "T2", 1)}),
        (15.0, {("workload", "T1", 2), ("workload", "T2", 2), ("potential", "T1", 2), ("potential", "T2", 2)}),
    ],
)
def test_balance_is_watched_then_alarming(first: float, expected: set[tuple[str, str, int]]) -> None:
    assert kinds(street([first] * 10 + [10.0] * 10, 10)) == expected


def test_a_part_time_rep_has_a_part_of_the_work() -> None:
    assert kinds(street([10.0] * 15, 10, capacity={"T2": 0.5})) == set()


@pytest.mark.parametrize(
    ("late", "expected"), [(0, set()), (1, {("overdue", "T1", 1)}), (2, {("overdue", "T1", 2), ("coverage", "T1", 1)})]
)
def test_overdue_customers_are_counted(late: int, expected: set[tuple[str, str, int]]) -> None:
    seen = street([10.0] * 24, 12)
    people = tuple(
        replace(one, last_visit=TODAY - timedelta(43)) if n < late else one for n, one in enumerate(seen.accounts)
    )
    assert kinds(replace(seen, accounts=people)) == expected
    assert [len(one.overdue) for one in standings(replace(seen, accounts=people))] == [late, 0]


def test_the_last_day_of_the_spacing_is_not_overdue_and_never_visited_is() -> None:
    seen = street([10.0] * 10, 5)
    first, second, *rest = seen.accounts
    people = (replace(first, last_visit=TODAY - timedelta(42)), replace(second, last_visit=None), *rest)
    assert standings(replace(seen, accounts=people))[0].overdue == (second.id,)


def test_a_vacant_territory_is_an_alarm_with_a_way_out() -> None:
    seen = street([10.0] * 10, 5, reps={"T1": "R1", "T2": ""}, worth={"A07": 900.0})
    assert ("vacant", "T2", 2) in kinds(seen)
    (cover,) = gap_proposals(seen)
    assert (cover.territory, cover.worth) == ("T2", 900.0)
    assert "R1" in words(cover.what)


def test_a_gap_whose_worth_is_not_known_is_listed_last_instead_of_at_zero() -> None:
    seen = street([10.0] * 20, 15, owner={f"A{n:02}": "T1" if n < 14 else "T2" for n in range(19)})
    listed = review(seen).proposals
    assert (listed[-1].kind, listed[-1].worth, listed[-1].accounts) == ("gap", None, ("A19",))
    assert "T2" in words(listed[-1].what)
    assert listed[0].worth is not None


def planned(day: int, fate: Fate, territory: str = "T1", reason: str = "") -> VisitSeen:
    return VisitSeen("A", territory, date(2026, 11, day), fate, reason)


def test_weeks_add_up_and_reasons_are_ranked() -> None:
    visits = [
        planned(2, Fate.DONE),
        planned(8, Fate.SKIPPED, reason="closed"),
        planned(9, Fate.SKIPPED, "T2", "closed"),
        planned(10, Fate.DECLINED, "T2", "closed"),
        planned(11, Fate.SKIPPED, reason=" "),
        planned(15, Fate.OPEN),
    ]
    first, second = weeks(visits)
    assert first == Week(date(2026, 11, 2), 2, 1, 1, 0, 0)
    assert second == Week(date(2026, 11, 9), 4, 0, 2, 1, 1)
    closed, silent = reasons(visits)
    assert (closed.reason, closed.times, closed.share, closed.most_in) == ("closed", 3, 0.75, "T2")
    assert silent.reason == "(no reason given)"


@given(st.lists(st.tuples(st.integers(1, 28), st.sampled_from(Fate)), max_size=30))
def test_every_planned_visit_has_one_fate(drawn: list[tuple[int, Fate]]) -> None:
    for week in weeks([planned(day, fate) for day, fate in drawn]):
        assert week.planned == week.done + week.skipped + week.declined + week.open


def overload(seen: Seen) -> float:
    """Return the hours above the fair part, written out from the definition."""
    load = {name: sum(seen.hours[one] for one, owner in seen.owner.items() if owner == name) for name in seen.reps}
    fair = sum(load.values()) / len(load)
    return sum(max(0.0, hours - fair) for hours in load.values())


def taken(seen: Seen, accounts: tuple[str, ...]) -> Seen:
    other = {"T1": "T2", "T2": "T1"}
    return replace(seen, owner={**seen.owner, **{one: other[seen.owner[one]] for one in accounts}})


@settings(max_examples=40, deadline=None)
@given(st.lists(st.floats(1, 60), min_size=9, max_size=24), st.integers(1, 8))
def test_each_move_takes_away_the_overload_that_it_states(hours: list[float], cut: int) -> None:
    seen = street(hours, cut)
    for proposal in move_proposals(seen):
        after = taken(seen, proposal.accounts)
        assert overload(seen) - overload(after) == pytest.approx(proposal.gain)
        assert proposal.worth == pytest.approx(proposal.gain * 50)
        seen = after


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_a_step_brings_overload_and_travel_less_what_is_at_stake(data: st.DataObject) -> None:
    hours = data.draw(st.lists(st.floats(5, 60), min_size=9, max_size=14))
    longer = data.draw(st.lists(st.floats(-4, 4), min_size=len(hours), max_size=len(hours)))
    stake = data.draw(st.lists(st.floats(0, 300), min_size=len(hours), max_size=len(hours)))
    seen = street(hours, 5)
    other = {"T1": "T2", "T2": "T1"}
    there = {(f"A{n:02}", other[seen.owner[f"A{n:02}"]]): hours[n] + longer[n] for n in range(len(hours))}
    seen = replace(seen, hours_in=there, at_risk={f"A{n:02}": amount for n, amount in enumerate(stake)})
    for step in move_proposals(seen, 1):
        fair = sum(hours) / 2
        after = taken(seen, step.accounts)
        moved = {one: there[one, after.owner[one]] for one in step.accounts}
        load = dict.fromkeys(after.reps, 0.0)
        for one, owner in after.owner.items():
            load[owner] += moved.get(one, seen.hours[one])
        over = overload(seen) - sum(max(0.0, amount - fair) for amount in load.values())
        saved = sum(hours) - sum(load.values())
        risk = sum(seen.at_risk[one] for one in step.accounts) / seen.hour_value
        assert step.gain == pytest.approx(over + saved - risk)


def test_a_rep_who_cannot_serve_an_account_is_not_given_it_and_a_friend_is_not_taken_away() -> None:
    seen = street([20.0] * 9, 6)
    (first,) = move_proposals(seen, 1)
    barred = replace(seen, hours_in={(name, "T2"): math.inf for name in first.accounts})
    assert all(first.accounts != one.accounts for one in move_proposals(barred))
    loyal = replace(seen, at_risk=dict.fromkeys((one.id for one in seen.accounts), 5000.0))
    assert move_proposals(loyal) == []


def test_an_exchange_helps_where_no_move_can() -> None:
    swap = move_proposals(street([30.0] * 5 + [20.0] * 6, 5))[0]
    assert (swap.kind, swap.gain, len(swap.accounts)) == ("swap", 10.0, 2)


def test_a_fixed_or_locked_account_is_never_moved() -> None:
    seen = street([30.0] * 6 + [10.0] * 6, 6)
    assert move_proposals(seen)
    assert move_proposals(replace(seen, fixed=frozenset(one.id for one in seen.accounts))) == []
    locked = tuple(replace(one, owner_lock="R1") for one in seen.accounts)
    assert move_proposals(replace(seen, accounts=locked)) == []


def test_only_accounts_at_the_border_are_moved() -> None:
    seen = street([12.0] * 30 + [10.0] * 30, 30)
    first = move_proposals(seen)[0]
    assert set(first.accounts) <= {f"A{n}" for n in range(24, 36)}


def test_a_change_of_interval_is_ranked_by_what_it_brings_beyond_its_hours() -> None:
    callings = [
        Calling("A00", 9000.0, 0.1, 1.0, 4.0),
        Calling("A01", 100.0, 0.5, 1.0, 24.0),
        Calling("A02", 500.0, 0.1, 1.0, 8.0),
    ]
    plan = suggest(callings, 36.0)
    seen = street([10.0] * 10, 5, intervals=plan, call_hours=dict.fromkeys(("A00", "A01", "A02"), 1.0))
    for proposal in interval_proposals(seen):
        (made,) = [one for one in plan.suggestions if one.account == proposal.accounts[0]]
        assert proposal.gain == pytest.approx(made.gain - plan.price_per_hour * (made.visits - made.present))
    assert "More often" in next(words(one.what) for one in interval_proposals(seen) if one.accounts == ("A00",))
    assert "Less often" in next(words(one.what) for one in interval_proposals(seen) if one.accounts == ("A01",))
    assert interval_proposals(replace(seen, intervals=None)) == []


def prospect(account_id: str, lon: float) -> Account:
    return account(account_id, lon=lon, kind=AccountKind.PROSPECT)


def test_a_prospect_is_proposed_where_it_earns_its_hours() -> None:
    seen = street([10.0] * 10, 5)
    people = (*seen.accounts, prospect("P1", 9.49), prospect("P2", 9.6), prospect("P3", 9.6))
    extra = {"P1": 10.0, "P2": 10.0, "P3": 10.0}
    seen = replace(seen, accounts=people, hours={**seen.hours, **extra}, worth={"P1": 800.0, "P2": 400.0})
    good, poor = prospect_proposals(seen)
    assert (good.accounts, good.territory, good.worth) == (("P1",), "T1", 300.0)
    assert (poor.territory, poor.worth) == ("T2", -100.0)
    assert [one.accounts for one in review(seen).proposals if one.kind == "prospect"] == [("P1",)]


def test_the_review_looks_only_at_its_period() -> None:
    inside, outside = planned(10, Fate.DONE), VisitSeen("A", "T1", date(2026, 1, 5), Fate.DONE)
    found = review(street([10.0] * 10, 5, visits=(inside, outside)))
    assert [week.monday for week in found.weeks] == [date(2026, 11, 9)]


def test_the_order_of_accounts_has_no_weight() -> None:
    seen = street([float(n % 7 + 3) for n in range(30)], 12)
    turned = replace(seen, accounts=seen.accounts[::-1])
    assert review(turned) == review(seen)


def test_alarms_and_proposals_speak_of_one_fair_part_while_a_territory_is_vacant() -> None:
    seen = street([12.0] * 10 + [10.5] * 10 + [4.0] * 10, 10)
    owner = {one.id: "T3" if n >= 20 else seen.owner[one.id] for n, one in enumerate(seen.accounts)}
    seen = replace(seen, owner=owner, reps={**seen.reps, "T3": ""})
    loads = {one.territory: one.load for one in standings(seen)}
    assert loads["T2"] is not None
    assert loads["T2"] > 1.15, "overloaded, by its fair part of all"
    assert not list(move_proposals(seen)), "so it is given nothing more"
