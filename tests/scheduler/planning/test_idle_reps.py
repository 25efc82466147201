"""A rep without a single account is told apart from one whose accounts are not due, and from one who is not there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from scheduler.demand.assemble import assemble
from scheduler.demand.request import Request
from scheduler.team.plan import problems_of
from territory.accounts import Account, Rep
from tests.scheduler.planning.conftest import MONDAY

LAST = MONDAY + timedelta(days=27)


@pytest.mark.parametrize(
    ("starts", "ends", "codes"),
    [
        (None, None, ["rep-without-accounts"]),
        (LAST, None, ["rep-without-accounts"]),
        (None, MONDAY, ["rep-without-accounts"]),
        (LAST + timedelta(days=1), None, []),
        (None, MONDAY - timedelta(days=1), []),
    ],
)
def test_a_rep_with_no_account_needs_some_unless_away_all_the_time(
    ask: Callable[..., Request], rep: Rep, starts: date | None, ends: date | None, codes: list[str]
) -> None:
    request = ask(rep=replace(rep, starts=starts, ends=ends))
    assert [problem.code for problem in problems_of(assemble(request))] == codes


def test_a_rep_whose_accounts_are_not_due_is_told_to_look_at_them(
    ask: Callable[..., Request], account: Callable[..., Account]
) -> None:
    request = ask(account(1, interval_days=300, least_days=200, most_days=400, last_visit=MONDAY - timedelta(days=1)))
    assert [problem.code for problem in problems_of(assemble(request))] == ["no-due-visit"]
