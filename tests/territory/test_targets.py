"""Key figures, targets, baselines, normalised sales and budgets: right where known, silent about nothing where not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.problems import BadInputError
from territory.baseline import changes, freeze
from territory.kpis import FACTS, KPIS, Figure, PeriodFacts, figure, figures, together
from territory.performance import BudgetLine, budgets, normalised
from territory.targets import Target, attainment, due_by, read_targets, results

START, END = date(2026, 1, 1), date(2026, 12, 31)
WHOLE = dict.fromkeys(FACTS, 4.0) | {"revenue": 110.0, "revenue_before": 100.0, "visits": 8.0}


def facts(territory: str = "T1", **amounts: float) -> PeriodFacts:
    return PeriodFacts(territory, START, END, WHOLE | amounts)


@pytest.mark.parametrize(
    ("kpi", "value"),
    [("revenue", 110.0), ("growth", 0.1), ("wallet", 27.5), ("cost_per_visit", 0.5), ("pipeline", 4.0)],
)
def test_a_figure_is_its_definition(kpi: str, value: float) -> None:
    assert figure(KPIS[kpi], facts()).value == pytest.approx(value)


@pytest.mark.parametrize("kpi", KPIS)
def test_a_figure_without_its_fact_says_which_one_instead_of_zero(kpi: str) -> None:
    for needed in filter(None, (KPIS[kpi].above, KPIS[kpi].below)):
        known = {name: amount for name, amount in WHOLE.items() if name != needed}
        found = figure(KPIS[kpi], PeriodFacts("T1", START, END, known))
        assert found.value is None
        assert FACTS[needed] in found.why


@pytest.mark.parametrize("kpi", [kpi for kpi in KPIS if KPIS[kpi].below])
def test_a_figure_per_nothing_cannot_be_computed(kpi: str) -> None:
    found = figure(KPIS[kpi], facts(**{KPIS[kpi].below: 0.0}))
    assert found.value is None
    assert "cannot be computed" in found.why


def test_every_figure_speaks_of_known_facts() -> None:
    assert {name for kpi in KPIS.values() for name in (kpi.above, kpi.below) if name} <= set(FACTS)


def test_an_unknown_fact_or_a_period_turned_round_is_refused() -> None:
    with pytest.raises(ValueError, match="mood"):
        PeriodFacts("T1", START, END, {"mood": 1.0})
    with pytest.raises(ValueError, match="before"):
        PeriodFacts("T1", END, START, {})


amounts = st.dictionaries(st.sampled_from(sorted(FACTS)), st.floats(0, 1e6))


@given(st.lists(amounts, min_size=1, max_size=4))
def test_facts_add_up_and_what_one_lacks_is_not_known_for_all(parts: list[dict[str, float]]) -> None:
    whole = together("all", [PeriodFacts(f"T{n}", START, END, part) for n, part in enumerate(parts)])
    assert set(whole.amounts) == set.intersection(*(set(part) for part in parts))
    for name, amount in whole.amounts.items():
        assert amount == pytest.approx(sum(part[name] for part in parts))


def test_facts_of_two_periods_are_not_added() -> None:
    with pytest.raises(ValueError, match="one period"):
        together("all", [facts(), replace(facts(), end=date(2026, 6, 30))])


GOOD = """
[[target]]
territory = "T1"
kpi = "revenue"
start = 2026-01-01
end = 2026-12-31
value = 220
weight = 3
[[target]]
territory = "T1"
kpi = "cost_per_visit"
start = 2026-01-01
end = 2026-12-31
value = 1
"""


def test_targets_are_read_and_met_in_either_direction() -> None:
    found = {(one.territory, one.kpi): one for one in figures([facts()])}
    revenue, cost = (attainment(target, found) for target in read_targets(GOOD, "targets.toml", {"T1"}))
    assert (revenue.ratio, revenue.reached) == (0.5, False)
    assert (cost.ratio, cost.reached) == (2.0, True)
    (result,) = results([revenue, cost])
    assert (result.ratio, result.weight_known, result.weight_unknown) == ((3 * 0.5 + 2.0) / 4, 4.0, 0.0)


def test_a_target_without_data_weighs_nothing_and_says_so() -> None:
    revenue, cost = read_targets(GOOD, "targets.toml", {"T1"})
    found = {("T1", "revenue"): Figure("T1", "revenue", START, END, None, "not known: sales")}
    attained = [attainment(revenue, found), attainment(cost, found)]
    assert [one.why for one in attained] == ["not known: sales", "no data for this figure"]
    (result,) = results(attained)
    assert (result.ratio, result.weight_unknown) == (None, 4.0)


def test_a_target_of_zero_is_reached_or_not_but_has_no_ratio() -> None:
    target = Target("T1", "growth", START, END, 0.0)
    attained = attainment(target, {("T1", "growth"): Figure("T1", "growth", START, END, 0.1)})
    assert (attained.reached, attained.ratio) == (True, None)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("start = 2026-01-01\nend = 2026-12-31\nvalue = 220", "value = 220"), "target-without-period"),
        (("end = 2026-12-31\nvalue = 220", "end = 2025-12-31\nvalue = 220"), "ends-before-start"),
        (('kpi = "revenue"', 'kpi = "glory"'), "unknown-kpi"),
        (('territory = "T1"', 'territory = "T9"'), "unknown-territory"),
        (("value = 220\n", ""), "target-without-value"),
        (("weight = 3", "weight = 0"), "weight-not-positive"),
        (("weight = 3", "wait = 3"), "unknown-key"),
        (('kpi = "cost_per_visit"', 'kpi = "revenue"'), "target-twice"),
        (("[[target]]", "[[target"), "not-toml"),
    ],
)
def test_each_mistake_in_the_targets_is_named(change: tuple[str, str], code: str) -> None:
    assert change[0] in GOOD
    with pytest.raises(BadInputError) as caught:
        read_targets(GOOD.replace(*change, 1), "targets.toml", {"T1"})
    assert code in {problem.code for problem in caught.value.problems}
    assert all(problem.action for problem in caught.value.problems)


def test_what_is_due_by_now_follows_the_season() -> None:
    target = Target("T1", "revenue", START, END, 365.0)
    assert due_by(target, date(2026, 1, 31)) == pytest.approx(31.0)
    winter = [2.0] * 2 + [0.8] * 10
    assert due_by(target, date(2026, 1, 31), winter) == pytest.approx(365 * 62 / (2 * 59 + 0.8 * 306))
    assert due_by(target, date(2025, 12, 31)) == 0.0
    assert due_by(target, date(2027, 3, 1)) == 365.0
    assert due_by(replace(target, kpi="growth"), END) is None


def test_a_baseline_is_sealed_and_compared() -> None:
    then = figures([facts()])
    baseline = freeze("spring", START, then[::-1])
    assert baseline.intact
    assert baseline == freeze("spring", START, then)
    assert not replace(baseline, figures=figures([facts(revenue=111.0)])).intact
    now = {change.kpi: change for change in changes(baseline, figures([facts(revenue=121.0, visits=0.0)]))}
    assert now["revenue"].change == pytest.approx(11.0)
    assert (now["cost_per_visit"].before, now["cost_per_visit"].change) == (0.5, None)
    with pytest.raises(ValueError, match="one figure"):
        freeze("spring", START, [then[0], then[0]])


@given(
    st.dictionaries(
        st.sampled_from("abcd"),
        st.tuples(st.none() | st.floats(1, 1e6), st.sampled_from([None, 0.0]) | st.floats(1, 1e6)),
        min_size=1,
    )
)
def test_expectations_add_up_to_what_was_sold(team: dict[str, tuple[float | None, float | None]]) -> None:
    rows = normalised(
        {name: name.upper() for name in team},
        {name: pair[0] for name, pair in team.items()},
        {name: pair[1] for name, pair in team.items()},
    )
    known = [row for row in rows if row.index is not None]
    assert sum(row.expected or 0 for row in known) == pytest.approx(sum(row.actual or 0 for row in known))
    assert all(row.why for row in rows if row.index is None)
    assert len(rows) == len(team)


def test_a_rep_in_a_poor_territory_is_not_punished() -> None:
    best, other = normalised(
        {"rich": "R1", "poor": "R2"}, {"rich": 800.0, "poor": 200.0}, {"rich": 9000.0, "poor": 1000.0}
    )
    assert (best.territory, best.index) == ("poor", 200.0)
    assert (other.territory, other.index) == ("rich", pytest.approx(88.9, abs=0.1))


def line(
    territory: str, amount: str, spent: str | None = None, kind: str = "marketing", currency: str = "CHF"
) -> BudgetLine:
    return BudgetLine(territory, kind, 2026, Decimal(amount), None if spent is None else Decimal(spent), currency)


def test_a_budget_stands_beside_spend_and_potential() -> None:
    lines = [line("T1", "30.10", "10.05"), line("T2", "60.20"), line("T1", "99", kind="training")]
    rows, problems = budgets(lines, 2026, {"T1": 1.0, "T2": 3.0})
    assert (rows[0].left, rows[0].share_of_budget, rows[0].share_of_potential) == (
        Decimal("20.05"),
        pytest.approx(1 / 3),
        0.25,
    )
    assert (rows[1].spent, rows[1].left) == (None, None)
    assert (rows[2].kind, rows[2].share_of_budget, problems) == ("training", 1.0, ())
    assert budgets(lines, 2025, {}) == ((), ())


def test_budgets_in_two_currencies_or_of_an_unknown_kind_are_named() -> None:
    assert budgets([line("T1", "1"), line("T2", "1", currency="EUR")], 2026, {})[1][0].code == "two-currencies"
    assert budgets([line("T1", "1", kind="yacht")], 2026, {})[1][0].code == "unknown-budget"
