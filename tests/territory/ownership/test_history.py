"""Who owned this account on 3 March, and why."""

from __future__ import annotations

from datetime import date

import pytest

from territory.ownership.decide import decide
from territory.ownership.history import GONE, History, Spell, advance, breakpoints
from territory.ownership.values import Conditions, Holding, Layer, Level, Owned, Period, Rule, RuleBook, Territory
from tests.territory.ownership.small import book, facts, rule

MARCH_1, MARCH_3, MARCH_5 = date(2026, 3, 1), date(2026, 3, 3), date(2026, 3, 5)


def test_the_owner_on_a_past_day_and_the_reason_stay_after_a_change() -> None:
    before = book(rule("gold", "T1", segments=("gold",)))
    after = book(rule("key", "T2", accounts=("A",)))
    account = [facts("A", segment="gold")]
    history = History().add(decide(before, account, MARCH_1)).add(decide(after, account, MARCH_5))
    spell = history.on("A", "field", MARCH_3)
    assert spell is not None
    assert (spell.owned.rep, spell.owned.why) == ("R1", "segment or sales band (rule gold)")
    assert [spell.owned.rep for spell in history.of("A")] == ["R1", "R2"]


def test_before_the_first_spell_there_is_no_answer() -> None:
    history = History().add(decide(book(), [facts("A")], MARCH_3))
    assert history.on("A", "field", MARCH_1) is None


def test_an_unchanged_owner_adds_nothing() -> None:
    rules = book(rule("all", "T1", everything=True))
    history = History().add(decide(rules, [facts("A")], MARCH_1))
    assert history.add(decide(rules, [facts("A")], MARCH_3)).spells == history.spells


def test_an_account_that_leaves_gets_a_spell_without_an_owner() -> None:
    rules = book(rule("all", "T1", everything=True))
    history = History().add(decide(rules, [facts("A")], MARCH_1)).add(decide(rules, [], MARCH_3))
    spell = history.on("A", "field", MARCH_5)
    assert spell is not None
    assert (spell.since, spell.owned.territory, spell.owned.why) == (MARCH_3, "", GONE)


def test_a_day_before_the_last_is_refused() -> None:
    history = History().add(decide(book(), [facts("A")], MARCH_3))
    with pytest.raises(ValueError, match="not rewritten"):
        history.add(decide(book(), [facts("A")], MARCH_1))


def test_spells_out_of_order_are_refused() -> None:
    owned = Owned("A", "field", "", "", "", None, "")
    with pytest.raises(ValueError, match="after one from"):
        History([Spell(MARCH_3, owned), Spell(MARCH_1, owned)])


def test_a_dated_hand_over_takes_effect_although_nobody_runs_anything_on_that_day() -> None:
    holdings = Holding("R1", Period(until=date(2026, 3, 2))), Holding("R2", Period(since=MARCH_3))
    one = RuleBook(
        (Layer("field"),),
        (Territory("T1", "field", holdings=holdings),),
        (Rule("all", "T1", Conditions(everything=True), Level.GEOGRAPHY),),
    )
    assert breakpoints(one, MARCH_1, MARCH_5) == [MARCH_3]
    history = advance(History().add(decide(one, [facts("A")], MARCH_1)), one, [facts("A")], MARCH_5)
    spells = [history.on("A", "field", day) for day in (date(2026, 3, 2), MARCH_3)]
    assert [spell and spell.owned.rep for spell in spells] == ["R1", "R2"]
