"""Which visits count towards an account's interval, by the rule that the company sets."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from scheduler.closed_visits import ClosedVisit
from scheduler.counting_rule import Circle, Colleagues, CountingRule, rule_of, rule_text, visits_counted
from scheduler.plan import VisitStatus

DAY = date(2027, 3, 1)
CIRCLE = Circle(
    lambda account, _: "R1" if account == "A" else "", frozenset({"R1", "R2"}), {"A+tea": ("A", "tea")}, {("A", DAY)}
)


def visit(rep: str, account: str = "A", day: date = DAY, status: VisitStatus = VisitStatus.DONE) -> ClosedVisit:
    name = f"{account}:{rep}:{day}"
    return ClosedVisit(name, account, rep, status, day, None, None, "", "", "", "2027-03-01T00:00:00+00:00", 3)


def counted(rule: CountingRule, *log: ClosedVisit, circle: Circle = CIRCLE) -> list[tuple[str, str]]:
    return [(one.account_id, one.rep_id) for one in visits_counted(rule, log, circle)]


@pytest.mark.parametrize(
    ("colleagues", "joint", "count"),
    [
        (Colleagues.EVERYBODY, False, ["R1", "R2", "boss"]),
        (Colleagues.REPS, False, ["R1", "R2"]),
        (Colleagues.OWNER, False, ["R1"]),
        (Colleagues.OWNER, True, ["R1", "R2", "boss"]),
    ],
)
def test_the_owner_s_visits_always_count_and_others_by_the_rule(
    colleagues: Colleagues, joint: bool, count: list[str]
) -> None:
    log = [visit(who) for who in ("R1", "R2", "boss")]
    assert counted(CountingRule(colleagues, joint=joint), *log) == [("A", who) for who in count]


def test_who_is_named_counts_whatever_the_rule_says_and_skipped_visits_never() -> None:
    rule = CountingRule(Colleagues.OWNER, also=("boss",), joint=False)
    assert counted(rule, visit("boss"), visit("R2"), visit("R1", status=VisitStatus.SKIPPED)) == [("A", "boss")]


def test_where_nobody_is_known_to_have_the_account_every_visit_counts() -> None:
    assert counted(CountingRule(Colleagues.OWNER, joint=False), visit("R2", "B")) == [("B", "R2")]


def test_a_call_of_an_overlay_counts_for_the_account_where_the_rule_says_so_once_a_day() -> None:
    call = visit("R2", "A+tea")
    assert counted(CountingRule(), call) == [("A+tea", "R2")]
    rule = CountingRule(for_owner=("tea",))
    assert counted(rule, call) == [("A+tea", "R2"), ("A", "R2")]
    assert counted(rule, call, visit("R1")) == [("A+tea", "R2"), ("A", "R1")], "the account's own visit of that day"
    (_, across) = visits_counted(rule, [call], CIRCLE)
    assert across.number is None, "it is none of the account's own"


def test_the_account_s_visits_count_for_the_overlay_s_calls_where_the_rule_says_so() -> None:
    rule = CountingRule(for_layer=("tea",))
    assert counted(rule, visit("R1")) == [("A", "R1"), ("A+tea", "R1")]
    assert counted(rule, visit("R2", "A+tea")) == [("A+tea", "R2")]


def test_a_rule_is_read_as_it_was_written() -> None:
    rule = CountingRule(Colleagues.REPS, ("boss",), joint=False, for_owner=("tea",))
    assert rule_of(rule_text(rule)) == rule
    assert (rule_text(CountingRule()), rule_of("")) == ("", CountingRule())
    assert CountingRule().is_usual
    assert not replace(rule, colleagues=Colleagues.EVERYBODY).is_usual
