"""Every pair of precedence levels: the stronger wins whatever the priorities; within a level the priority wins."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from shapely.geometry import box

from territory.ownership.decide import claims_on, decide
from territory.ownership.facts import AccountFacts
from territory.ownership.values import Holding, Layer, Level, Period, Rule, RuleAnswer, Ruling, Territory
from tests.territory.ownership.small import book, facts, rule

DAY = date(2026, 3, 3)

CONDITIONS: dict[str, tuple[Level, dict[str, Any]]] = {
    "lock": (Level.LOCK, {"lock": True, "accounts": ("A",)}),
    "named": (Level.NAMED, {"accounts": ("A",)}),
    "product line": (Level.PRODUCT, {"product_lines": ("dental",)}),
    "vertical": (Level.PRODUCT, {"verticals": ("health",)}),
    "need": (Level.PRODUCT, {"needs": ("cooling",)}),
    "segment": (Level.SEGMENT, {"segments": ("gold",)}),
    "sales band": (Level.SEGMENT, {"sales_from": 100.0, "sales_below": 200.0}),
    "polygon": (Level.GEOGRAPHY, {"areas": ("west",)}),
    "postcode": (Level.GEOGRAPHY, {"postcodes": ("94*",)}),
    "admin name": (Level.GEOGRAPHY, {"admin": ("VADUZ",)}),
    "everything": (Level.GEOGRAPHY, {"everything": True}),
}


def everybody(account_id: str = "A") -> AccountFacts:
    """Return an account that every condition of the matrix claims."""
    return facts(
        account_id,
        segment="gold",
        category="health",
        postcode="9490",
        admin=frozenset({"Vaduz"}),
        product_lines=frozenset({"dental"}),
        needs=frozenset({"cooling"}),
        sales=100.0,
    )


def owner(*rules: Rule, **fields: Any) -> RuleAnswer:
    return decide(book(*rules, **fields), [everybody()], DAY).owned[0]


@pytest.mark.parametrize("one", CONDITIONS)
def test_of_each_pair_the_higher_level_wins_and_equal_levels_conflict(one: str) -> None:
    for other in CONDITIONS.keys() - {one}:
        the_higher_level_wins(one, other)


def the_higher_level_wins(one: str, other: str) -> None:
    strong, weak = rule("one", "T1", **CONDITIONS[one][1]), rule("other", "T2", priority=9, **CONDITIONS[other][1])
    if CONDITIONS[one][0] > CONDITIONS[other][0]:
        assert owner(strong, weak).territory == "T1"
    if CONDITIONS[one][0] == CONDITIONS[other][0]:
        assert owner(strong, weak).territory == "T2"
        level_pegging = rule("other", "T2", **CONDITIONS[other][1])
        decided = decide(book(strong, level_pegging), [everybody()], DAY)
        assert decided.owned[0].territory == ""
        assert {claim.territory for claim in decided.conflicts[0].claims} == {"T1", "T2"}


@pytest.mark.parametrize("name", CONDITIONS)
def test_a_condition_claims_the_account_that_meets_it_and_no_other(name: str) -> None:
    stranger = facts("B", lon=11.0, sales=200.0, postcode="9390")
    decided = decide(book(rule("one", "T1", **CONDITIONS[name][1])), [everybody(), stranger], DAY)
    assert decided.owned[0].territory == "T1"
    assert decided.owned[1].territory == ("T1" if name == "everything" else "")


def test_all_conditions_of_a_rule_must_hold_and_the_strongest_gives_its_level() -> None:
    both = rule("both", "T1", segments=("gold",), postcodes=("9490-9492",))
    neither = rule("neither", "T1", segments=("gold",), postcodes=("9491-9492",))
    assert both.level is Level.SEGMENT
    assert owner(both).territory == "T1"
    assert owner(neither).territory == ""


def test_two_rules_of_one_territory_are_no_conflict() -> None:
    assert owner(rule("a", "T1", segments=("gold",)), rule("b", "T1", sales_from=1.0)).territory == "T1"


def test_a_tie_names_the_rules_and_the_accounts_and_the_remedy() -> None:
    decided = decide(book(rule("a", "T1", segments=("gold",)), rule("b", "T2", sales_from=1.0)), [everybody()], DAY)
    (tie,) = decided.problems[-1:]
    assert (tie.code, tie.where) == ("rules-tie", "rules a, b")
    assert "account A" in tie.cause
    assert "priority" in tie.action


def test_a_decision_settles_a_conflict_and_is_kept_while_its_territory_has_a_claim() -> None:
    rules = rule("a", "T1", segments=("gold",)), rule("b", "T2", sales_from=1.0)
    ruling = Ruling("A", "field", "T2", date(2026, 3, 1), "Ada", "she knows them")
    decided = decide(book(*rules, decisions=(ruling,)), [everybody()], DAY)
    assert (decided.owned[0].territory, decided.conflicts[0].ruling) == ("T2", ruling)
    assert "Ada" in decided.owned[0].why
    assert "rules-tie" not in {problem.code for problem in decided.problems}


@pytest.mark.parametrize(("territory", "day"), [("T3", date(2026, 3, 1)), ("T1", date(2026, 3, 4))])
def test_a_decision_for_a_territory_without_a_claim_or_not_yet_taken_settles_nothing(territory: str, day: date) -> None:
    rules = rule("a", "T1", segments=("gold",)), rule("b", "T2", sales_from=1.0)
    decided = decide(book(*rules, decisions=(Ruling("A", "field", territory, day),)), [everybody()], DAY)
    assert decided.owned[0].territory == ""
    assert "decision-without-conflict" in {problem.code for problem in decided.problems}


def test_an_accounts_own_lock_beats_a_named_rule() -> None:
    locked = facts("A", owner_lock="R2")
    decided = decide(book(rule("key", "T1", accounts=("A",))), [locked], DAY)
    assert (decided.owned[0].territory, decided.owned[0].rep, decided.owned[0].level) == ("T2", "R2", Level.LOCK)


def test_a_lock_to_a_rep_of_two_territories_is_a_conflict() -> None:
    decided = decide(book(reps={"T1": "R1", "T2": "R1"}), [facts("A", owner_lock="R1")], DAY)
    assert [claim.territory for claim in decided.conflicts[0].claims] == ["T1", "T2"]


def test_a_lock_to_a_rep_without_a_territory_leaves_the_account_open_and_says_so() -> None:
    decided = decide(book(rule("all", "T1", everything=True)), [facts("A", owner_lock="R9")], DAY)
    assert (decided.owned[0].territory, decided.owned[0].why) == ("", "locked to a rep who holds no territory")
    assert [problem.code for problem in decided.problems] == ["lock-without-territory"]


def test_an_overlay_holds_only_the_accounts_of_its_product_line_and_leaves_the_other_layer_alone() -> None:
    layers = Layer("field"), Layer("dental", product_line="dental")
    territories = (
        Territory("T1", "field", holdings=(Holding("R1"),)),
        Territory("D1", "dental", holdings=(Holding("R4"),)),
    )
    rules = rule("all", "T1", everything=True), rule("dentists", "D1", product_lines=("dental",))
    decided = decide(book(*rules, layers=layers, territories=territories), [everybody("A"), facts("B")], DAY)
    assert [(own.account, own.layer, own.rep) for own in decided.owned] == [
        ("A", "field", "R1"),
        ("B", "field", "R1"),
        ("A", "dental", "R4"),
    ]


def test_why_lists_every_claim_the_strongest_first() -> None:
    rules = (
        rule("area", "T1", areas=("west",)),
        rule("key", "T2", accounts=("A",)),
        rule("gold", "T3", segments=("gold",)),
    )
    claims = claims_on(book(*rules), everybody(), DAY)
    assert [claim.rule for _, claim in claims] == ["key", "gold", "area"]


def test_unknown_sales_lie_in_no_band() -> None:
    assert decide(book(rule("small", "T1", sales_below=10.0)), [facts("A")], DAY).owned[0].territory == ""


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"segments": ("tin",)}, "rule-matches-nothing"),
        ({"segments": ("gold",)}, "rule-matches-everything"),
        ({"everything": True}, None),
    ],
)
def test_a_rule_that_matches_nothing_or_everything_is_named(asked: dict[str, Any], code: str | None) -> None:
    decided = decide(book(rule("r", "T1", **asked)), [everybody("A"), everybody("B")], DAY)
    assert [problem.code for problem in decided.problems] == ([code] if code else [])


def test_a_place_on_a_shared_border_is_a_listed_conflict() -> None:
    areas = {"west": box(9, 47, 9.5, 48), "east": box(9.5, 47, 10, 48)}
    decided = decide(
        book(rule("w", "T1", areas=("west",)), rule("e", "T2", areas=("east",)), areas=areas), [facts()], DAY
    )
    assert len(decided.conflicts) == 1


def test_a_cover_stands_in_and_a_vacancy_is_said() -> None:
    cover = Holding("R7", Period(date(2026, 3, 1), date(2026, 3, 10)), cover=True)
    territories = (Territory("T1", "field", holdings=(Holding("R1"), cover)), Territory("T2", "field"))
    rules = rule("a", "T1", accounts=("A",)), rule("b", "T2", accounts=("B",))
    decided = decide(book(*rules, territories=territories), [facts("A"), facts("B")], DAY)
    assert [own.rep for own in decided.owned] == ["R7", ""]
    assert "covers" in decided.owned[0].why
    assert "vacant" in decided.owned[1].why
    assert decide(book(*rules, territories=territories), [facts("A")], date(2026, 3, 11)).owned[0].rep == "R1"


def test_two_accounts_of_one_id_are_refused() -> None:
    with pytest.raises(ValueError, match="distinct"):
        decide(book(), [facts("A"), facts("A")], DAY)
