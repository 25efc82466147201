"""Gaps and double ownership are reported, by layer, with what they cost; sound partitions report nothing."""

from __future__ import annotations

from datetime import date

import pytest
from shapely.geometry import box

from territory.accounts import AccountKind
from territory.ownership.coverage import area_km2, coverage, overlaps
from territory.ownership.decide import decide
from territory.ownership.regions import roll_up, tree_problems
from territory.ownership.values import Holding, Layer, Region, Territory
from tests.territory.ownership.small import book, facts, rule

DAY = date(2026, 3, 3)


def test_each_kind_of_gap_is_listed_with_the_potential_it_leaves_open() -> None:
    people = [
        facts("owned", potential=1.0),
        facts("open", lon=11, potential=10.0),
        facts("lead", lon=11, potential=100.0, kind=AccountKind.PROSPECT),
        facts("torn", segment="gold", potential=1000.0),
        facts("orphan", lon=11, segment="tin", potential=10000.0),
    ]
    territories = (
        *(Territory(name, "field", holdings=(Holding("R"),)) for name in ("T1", "T2")),
        Territory("T3", "field"),
    )
    rules = (
        rule("west", "T1", areas=("west",)),
        rule("gold", "T1", segments=("gold",)),
        rule("gold too", "T2", segments=("gold",)),
        rule("tin", "T3", segments=("tin",)),
    )
    decided = decide(book(*rules, territories=territories), people, DAY)
    (layer,) = coverage((Layer("field"),), decided, {fact.account.id: fact.account for fact in people})
    assert (layer.unowned, layer.unowned_prospects) == (("open",), ("lead",))
    assert (layer.conflicts, layer.vacant, layer.accounts) == (("torn",), ("orphan",), 5)
    assert layer.potential_open == pytest.approx(11110.0)


def test_areas_that_overlap_are_double_ownership_before_an_account_lies_there() -> None:
    areas = {"west": box(9, 47, 9.6, 48), "east": box(9.5, 47, 10, 48)}
    rules = rule("w", "T1", areas=("west",)), rule("e", "T2", areas=("east",))
    (overlap,) = overlaps(book(*rules, areas=areas), DAY)
    assert overlap.territories == ("T1", "T2")
    assert overlap.km2 == pytest.approx(area_km2(box(9.5, 47, 9.6, 48)))
    assert (overlap.problem.code, overlap.problem.where) == ("areas-overlap", f"rules {', '.join(overlap.rules)}")
    assert "priority" in overlap.problem.action


@pytest.mark.parametrize("east", [box(9.6, 47, 10, 48), box(11, 47, 12, 48)])
def test_areas_that_touch_or_lie_apart_do_not_overlap(east: object) -> None:
    areas = {"west": box(9, 47, 9.6, 48), "east": east}
    assert overlaps(book(rule("w", "T1", areas=("west",)), rule("e", "T2", areas=("east",)), areas=areas), DAY) == ()


def test_rules_without_areas_do_not_overlap() -> None:
    assert overlaps(book(rule("all", "T1", everything=True)), DAY) == ()


def test_a_stated_priority_settles_an_overlap() -> None:
    areas = {"west": box(9, 47, 9.6, 48), "east": box(9.5, 47, 10, 48)}
    rules = rule("w", "T1", 1, areas=("west",)), rule("e", "T2", areas=("east",))
    assert overlaps(book(*rules, areas=areas), DAY) == ()


def test_the_area_of_a_degree_at_the_equator_is_that_of_the_sphere() -> None:
    assert area_km2(box(0, 0, 1, 1)) == pytest.approx(12363.7, rel=1e-4)


def test_a_cycle_is_named_once_with_its_members() -> None:
    regions = [Region("a", parent="b"), Region("b", parent="a"), Region("c", parent="a")]
    (cycle,) = tree_problems(regions, "rules.toml")
    assert cycle.code == "region-cycle"
    assert "a > b > a" in cycle.cause


def test_a_tree_has_no_problem_and_a_cycle_cannot_be_rolled_up() -> None:
    tree = [Region("top"), Region("north", parent="top")]
    assert tree_problems(tree, "rules.toml") == []
    with pytest.raises(ValueError, match="not sound"):
        roll_up({"T": 1.0}, [Territory("T", "field", region="a")], [Region("a", parent="a")])
