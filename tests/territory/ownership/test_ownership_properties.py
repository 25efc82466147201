"""What holds for any rules, accounts and days: one owner or a listed conflict, order of no weight, history kept."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Point, box

from territory.ownership.decide import decide
from territory.ownership.facts import AccountFacts
from territory.ownership.postcodes import fits
from territory.ownership.regions import roll_up
from territory.ownership.stated import answers_from
from territory.ownership.timeline import VISITS, flatten, row_on
from territory.ownership.values import Conditions, Holding, Layer, Level, Period, Region, Rule, RuleBook, Territory
from tests.territory.ownership.small import account
from tests.territory.ownership.test_stated import kept

START = date(2026, 1, 1)
AREAS = {"west": box(9, 47, 9.5, 48), "east": box(9.4, 47, 10, 48)}
TERRITORIES = ("T0", "T1", "T2")


@st.composite
def periods(draw: st.DrawFn) -> Period:
    since, length = draw(st.none() | st.integers(0, 20)), draw(st.none() | st.integers(0, 20))
    start = None if since is None else START + timedelta(since)
    return Period(start, None if length is None else (start or START) + timedelta(length))


@st.composite
def rules(draw: st.DrawFn, number: int) -> Rule:
    asked: dict[str, Any] = draw(
        st.sampled_from(
            [
                {"accounts": ("A0", "A3")},
                {"segments": ("gold",)},
                {"sales_from": 50.0},
                {"areas": ("west",)},
                {"areas": ("east",)},
                {"postcodes": ("94*", "9000-9200")},
                {"segments": ("tin",), "areas": ("east",)},
                {"everything": True},
            ]
        )
    )
    conditions = Conditions(**asked)
    level = conditions.level()
    assert level is not None
    return Rule(
        f"r{number}", draw(st.sampled_from(TERRITORIES)), conditions, level, draw(st.integers(0, 1)), draw(periods())
    )


@st.composite
def books(draw: st.DrawFn) -> RuleBook:
    territories = tuple(
        Territory(name, "field", period=draw(periods()), holdings=(Holding("R"),)) for name in TERRITORIES
    )
    return RuleBook(
        (Layer("field"),), territories, tuple(draw(rules(n)) for n in range(draw(st.integers(0, 6)))), areas=AREAS
    )


@st.composite
def populations(draw: st.DrawFn) -> list[AccountFacts]:
    return [
        AccountFacts(
            account(
                f"A{n}", lon=draw(st.floats(8.9, 10.1)), lat=47.5, segment=draw(st.sampled_from(["gold", "tin", ""]))
            ),
            postcode=draw(st.sampled_from(["9490", "9100", ""])),
            sales=draw(st.none() | st.floats(0, 100)),
        )
        for n in range(draw(st.integers(1, 5)))
    ]


def met(rule: Rule, fact: AccountFacts) -> bool:
    """Tell whether a rule claims an account, written row by row from the format's description, without the engine."""
    asked = rule.conditions
    tests = [
        not asked.accounts or fact.account.id in asked.accounts,
        not asked.segments or fact.account.segment in asked.segments,
        not asked.postcodes or any(fits(pattern, fact.postcode) for pattern in asked.postcodes if fact.postcode),
        not asked.areas
        or any(AREAS[name].intersects(Point(fact.account.lon, fact.account.lat)) for name in asked.areas),
        asked.sales_from is None or (fact.sales is not None and fact.sales >= asked.sales_from),
    ]
    return all(tests)


def expected(book: RuleBook, fact: AccountFacts, day: date) -> set[str]:
    """Return the territories of the greatest rank, one account at a time."""
    standing = {territory.id for territory in book.territories if territory.period.holds(day)}
    claims = [rule for rule in book.rules if rule.territory in standing and rule.period.holds(day) and met(rule, fact)]
    top = max(((rule.level, rule.priority) for rule in claims), default=None)
    return {rule.territory for rule in claims if (rule.level, rule.priority) == top}


days = st.integers(0, 40).map(lambda n: START + timedelta(n))


@settings(max_examples=80, deadline=None)
@given(books(), populations(), days)
def test_each_account_has_the_owner_of_the_greatest_rank_or_a_listed_conflict(
    book: RuleBook, facts: list[AccountFacts], day: date
) -> None:
    decided = decide(book, facts, day)
    conflicts = {conflict.account: {claim.territory for claim in conflict.claims} for conflict in decided.conflicts}
    for fact, own in zip(facts, decided.owned, strict=True):
        wanted = expected(book, fact, day)
        assert own.account == fact.account.id
        assert ({own.territory} - {""}) == (wanted if len(wanted) == 1 else set())
        assert conflicts.get(own.account, set()) == (wanted if len(wanted) > 1 else set())


@settings(max_examples=40, deadline=None)
@given(books(), populations(), days, st.randoms(use_true_random=False))
def test_the_order_of_rules_and_accounts_has_no_weight(
    book: RuleBook, facts: list[AccountFacts], day: date, random: Any
) -> None:
    mixed, other = list(facts), list(book.rules)
    random.shuffle(mixed)
    random.shuffle(other)
    again = decide(RuleBook(book.layers, book.territories, tuple(other), areas=AREAS), mixed, day)
    first = decide(book, facts, day)
    assert sorted(own.account + own.territory + own.why for own in again.owned) == sorted(
        own.account + own.territory + own.why for own in first.owned
    )
    assert {(c.account, frozenset(c.claims)) for c in again.conflicts} == {
        (c.account, frozenset(c.claims)) for c in first.conflicts
    }


@settings(max_examples=40, deadline=None)
@given(books(), books(), populations(), st.lists(st.integers(0, 10), min_size=1, max_size=4))
def test_no_rules_change_a_day_that_is_over(
    one: RuleBook, other: RuleBook, facts: list[AccountFacts], gaps: list[int]
) -> None:
    day, rows = START, kept({}, one, facts, START)
    for number, gap in enumerate(gaps):
        day += timedelta(gap)
        later = kept(rows, (one, other)[number % 2], facts, day)
        for fact in facts:
            key = (fact.account.id, VISITS)
            for ahead in range((day - START).days):
                assert row_on(flatten(later[key]), START + timedelta(ahead)) == row_on(
                    flatten(rows[key]), START + timedelta(ahead)
                )
        rows = later


@settings(max_examples=40, deadline=None)
@given(books(), populations(), days)
def test_what_rules_state_ahead_is_what_they_decide_on_each_day(
    book: RuleBook, facts: list[AccountFacts], through: date
) -> None:
    rows = answers_from(book, facts, START)
    day = START
    while day <= through:
        for own in decide(book, facts, day).owned:
            row = row_on(rows[own.account, VISITS], day)
            assert row is not None
            assert (row.territory, row.rep_id, row.rule, row.reason) == (own.territory, own.rep, own.rule, own.why)
        day += timedelta(1)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 4), min_size=1, max_size=5), st.data())
def test_sums_roll_up_to_the_top(parents: list[int], data: st.DataObject) -> None:
    regions = [Region("g0")] + [Region(f"g{n}", parent=f"g{min(p, n - 1)}") for n, p in enumerate(parents, 1)]
    places = data.draw(st.lists(st.sampled_from([region.id for region in regions]), min_size=1, max_size=6))
    territories = [Territory(f"T{n}", "field", region=place) for n, place in enumerate(places)]
    values = {territory.id: float(n + 1) for n, territory in enumerate(territories)}
    sums = roll_up(values, territories, regions)
    assert np.isclose(sums["g0"], sum(values.values()))
    for region in regions:
        own = sum(values[t.id] for t in territories if t.region == region.id)
        below = sum(sums[child.id] for child in regions if child.parent == region.id)
        assert np.isclose(sums[region.id], own + below)


def test_levels_stand_in_the_order_that_is_written() -> None:
    assert sorted(Level, reverse=True) == [Level.LOCK, Level.NAMED, Level.PRODUCT, Level.SEGMENT, Level.GEOGRAPHY]
