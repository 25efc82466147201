"""What rules add to the timeline: dated ahead, only what is new, and never against what was decided since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from territory.ownership.facts import AccountFacts
from territory.ownership.stated import GONE, Key, answers_from, binding, breakpoints, state
from territory.ownership.timeline import VISITS, DecisionKind, Owned, flatten, owned_on, row_on
from territory.ownership.values import Conditions, Holding, Layer, Level, Period, Rule, RuleBook, Territory
from tests.territory.ownership.small import book, facts, rule

MARCH_1, MARCH_3, MARCH_5 = date(2026, 3, 1), date(2026, 3, 3), date(2026, 3, 5)
A = ("A", VISITS)
Rows = dict[Key, tuple[Owned, ...]]


def kept(rows: Rows, rules: RuleBook, known: Sequence[AccountFacts], since: date) -> Rows:
    """Return the rows with what the rules add, as the database would hold them."""
    added = state(answers_from(rules, known, since), rows, since).rows
    return {
        key: (*rows.get(key, ()), *(one for one in added if (one.account_id, one.layer) == key))
        for key in {*rows, *((one.account_id, one.layer) for one in added)}
    }


def given(rows: Rows, rep: str, on: date, kind: DecisionKind) -> Rows:
    return rows | {A: (*rows.get(A, ()), Owned("A", on, rep, "by hand", kind=kind))}


def rep_on(rows: Rows, day: date) -> str:
    found = owned_on(flatten(rows[A]), day)
    return found.rep_id if found else ""


def test_the_owner_on_a_past_day_and_the_reason_stay_after_a_change() -> None:
    account = [facts("A", segment="gold")]
    rows = kept({}, book(rule("gold", "T1", segments=("gold",))), account, MARCH_1)
    rows = kept(rows, book(rule("key", "T2", accounts=("A",))), account, MARCH_5)
    before = row_on(flatten(rows[A]), MARCH_3)
    assert before is not None
    assert (before.rep_id, before.reason) == ("R1", "segment or sales band (rule gold)")
    assert rep_on(rows, MARCH_5) == "R2"


def test_an_unchanged_answer_adds_nothing() -> None:
    rules = book(rule("all", "T1", everything=True))
    rows = kept({}, rules, [facts("A")], MARCH_1)
    assert kept(rows, rules, [facts("A")], MARCH_3) == rows


def test_an_account_that_leaves_an_overlay_is_nobodys_there() -> None:
    layers = (Layer("field"), Layer("coffee", product_line="coffee"))
    territories = (
        Territory("T1", "field", holdings=(Holding("R1"),)),
        Territory("C", "coffee", holdings=(Holding("R2"),)),
    )
    rules = book(rule("all", "C", everything=True), layers=layers, territories=territories)
    rows = kept({}, rules, [facts("A", product_lines=frozenset({"coffee"}))], MARCH_1)
    last = row_on(flatten(kept(rows, rules, [facts("A")], MARCH_3)["A", "coffee"]), MARCH_5)
    assert last is not None
    assert (last.valid_from, last.rep_id, last.reason) == (MARCH_3, "", GONE)


def dated() -> RuleBook:
    holdings = (
        Holding("R1", Period(until=date(2026, 3, 9))),
        Holding("R2", Period(since=date(2026, 3, 10))),
        Holding("R3", Period(MARCH_3, MARCH_5), cover=True),
    )
    return RuleBook(
        (Layer("field"),),
        (Territory("T1", "field", holdings=holdings),),
        (Rule("all", "T1", Conditions(everything=True), Level.GEOGRAPHY),),
    )


def test_covers_and_dated_changes_come_and_go_although_nobody_runs_anything_on_that_day() -> None:
    assert breakpoints(dated(), MARCH_1) == [MARCH_3, date(2026, 3, 6), date(2026, 3, 10)]
    rows = kept({}, dated(), [facts("A")], MARCH_1)
    days = [MARCH_1, MARCH_3, MARCH_5, date(2026, 3, 6), date(2026, 3, 10)]
    assert [rep_on(rows, day) for day in days] == ["R1", "R3", "R3", "R1", "R2"]
    assert kept(rows, dated(), [facts("A")], date(2026, 3, 4)) == rows


def test_what_was_decided_since_the_rules_last_spoke_stays_and_the_rule_that_yields_is_named() -> None:
    rules = book(rule("all", "T1", everything=True))
    rows = given(kept({}, rules, [facts("A")], MARCH_1), "R2", MARCH_3, DecisionKind.DESIGN)
    made = state(answers_from(rules, [facts("A")], MARCH_5), rows, MARCH_5)
    assert made.rows == ()
    (one,) = made.yielding
    assert (one.account, one.rule, one.rep, one.to, one.holder) == ("A", "all", "R1", DecisionKind.DESIGN, "R2")


def test_a_new_answer_of_the_rules_goes_before_what_was_decided_earlier() -> None:
    rows = kept({}, book(rule("all", "T1", everything=True)), [facts("A")], MARCH_1)
    rows = given(rows, "R2", MARCH_3, DecisionKind.DESIGN)
    assert rep_on(kept(rows, book(rule("all", "T3", everything=True)), [facts("A")], MARCH_5), MARCH_5) == "R3"


def test_whoever_visits_goes_on_where_the_territory_is_vacant_and_it_is_said() -> None:
    rows = given({}, "R9", MARCH_1, DecisionKind.DESIGN)
    vacant = replace(dated(), territories=(Territory("T1", "field"),))
    rows = kept(rows, vacant, [facts("A")], MARCH_3)
    last = row_on(flatten(rows[A]), MARCH_3)
    assert last is not None
    assert (last.rep_id, last.territory) == ("R9", "T1")
    assert last.reason.endswith("T1 is vacant; R9 goes on visiting it")


def test_rules_that_say_nothing_leave_the_owner_and_nobody_is_said_where_there_was_none() -> None:
    silent = book(rule("gold", "T1", segments=("gold",)))
    rows = given({}, "R9", MARCH_1, DecisionKind.DESIGN)
    assert kept(rows, silent, [facts("A")], MARCH_3) == rows
    assert [one.reason for one in kept({}, silent, [facts("A")], MARCH_3)[A]] == ["no rule claims it"]


def test_what_a_decision_that_was_taken_back_said_does_not_count_as_said() -> None:
    rules = book(rule("all", "T1", everything=True))
    rows = {A: tuple(replace(one, decision=1) for one in kept({}, rules, [facts("A")], MARCH_1)[A])}
    rows = given(rows, "R2", MARCH_3, DecisionKind.UNDO)
    assert state(answers_from(rules, [facts("A")], MARCH_5), rows, MARCH_5, {1}).rows != ()
    assert state(answers_from(rules, [facts("A")], MARCH_5), rows, MARCH_5).rows == ()


def test_only_locks_and_named_accounts_bind_others() -> None:
    rules = book(rule("key", "T2", accounts=("A",)), rule("all", "T1", everything=True))
    assert {one: found.rep for one, found in binding(rules, [facts("A"), facts("B")], MARCH_1).items()} == {"A": "R2"}


def test_every_layer_has_its_own_line() -> None:
    layers = (Layer("field"), Layer("coffee", product_line="coffee"))
    known = [facts("A", product_lines=frozenset({"coffee"})), facts("B")]
    rules = book(rule("all", "T1", everything=True), layers=layers)
    assert set(answers_from(rules, known, MARCH_1)) == {A, ("B", VISITS), ("A", "coffee")}
    assert MARCH_1 + timedelta(days=2) == MARCH_3
