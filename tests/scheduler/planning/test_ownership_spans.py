"""Who owns an account within the days that are planned, and what keeps somebody from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from scheduler.demand.ownership_spans import fit_lines, part_time, stints_within, unowned
from territory.accounts import Account, Rep
from territory.ownership.timeline import Owned, Timeline
from tests.scheduler.planning.conftest import MONDAY

Make = Callable[..., Account]
SPAN = (MONDAY, 28)


def owned(account: str, rep: str, day: int = 0) -> Owned:
    return Owned(account, MONDAY + timedelta(days=day), rep, "made up")


def test_an_owner_who_lacks_a_skill_visits_nobody_until_another_has_it(rep: Rep, account: Make) -> None:
    asking = account(1, skills=frozenset({"lift"}))
    skilled = replace(rep, id="r2", skills=frozenset({"lift"}))
    lines: dict[str, Timeline] = {"a01": (owned("a01", "r1"), owned("a01", "r2", 14))}
    fit, problems = fit_lines(lines, [asking], [rep, skilled], SPAN)
    assert [row.rep_id for row in fit["a01"]] == ["", "r2"]
    assert len(problems) == 1
    assert fit_lines(lines, [account(1)], [rep, skilled], SPAN) == (lines, ())


def test_stints_are_told_of_accounts_that_change_hands_within_the_span_alone(rep: Rep) -> None:
    later = replace(rep, id="r2")
    lines: dict[str, Timeline] = {
        "stays": (owned("stays", "r1", -90),),
        "goes": (owned("goes", "r1", -90), owned("goes", "r2", 14)),
        "goes later": (owned("goes later", "r1", -90), owned("goes later", "r2", 28)),
    }
    found = stints_within(lines, SPAN, [rep, later], (), ())
    assert {name: [(one.rep_id, one.first_day, one.last_day) for one in stints] for name, stints in found.items()} == {
        "goes": [("r1", 0, 13), ("r2", 14, 27)]
    }


def test_customers_whom_nobody_owns_are_one_problem(account: Make) -> None:
    accounts = [account(number) for number in range(1, 8)]
    (problem,) = unowned(accounts, {"a01"}, MONDAY)
    assert (problem.code, "6 customers" in problem.cause, "..." in problem.cause) == ("owner-missing", True, True)
    assert list(unowned(accounts, {one.id for one in accounts}, MONDAY)) == []


def test_whoever_starts_or_leaves_within_the_span_leaves_accounts_alone(rep: Rep) -> None:
    lines: dict[str, Timeline] = {"a01": (owned("a01", "r1", -90),)}
    leaving = replace(rep, starts=MONDAY + timedelta(days=3), ends=MONDAY + timedelta(days=10))
    assert [one.code for one in part_time(leaving, lines, SPAN)] == ["rep-not-yet", "rep-leaves"]
    assert list(part_time(rep, lines, SPAN)) == []
    assert list(part_time(leaving, {}, SPAN)) == []
