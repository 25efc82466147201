"""What an account is worth and why: its sales, its deals, what it answered, and its score with the parts of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from office.door import Act, reads
from office.known import require_account
from scheduler.review.traits import account_figures
from store.database import Connection
from store.feedback import feedback_of
from store.opportunities import opportunities_of
from store.review import file_on, traits_of
from store.sales import MonthlySales, sales_of, sales_span
from territory.feedback import Feedback
from territory.manager_files import FileKind
from territory.opportunities import Opportunity
from territory.policy import Policy, read_policy
from territory.sales import MonthlySale, Sales, gather
from territory.value.score import AccountFigures, Score, scores, years_counted

EVERYBODY = ""
"""Stands for all accounts, so that a history is as long as that of all of them."""
ANSWERS_DAYS = 365


@dataclass(frozen=True, slots=True)
class AccountWorth:
    """What is known of what an account is worth.

    `figures` are what its score is made of, `years` by how much a year's figure is multiplied for all of them.
    """

    sales: tuple[MonthlySales, ...]
    deals: tuple[Opportunity, ...]
    answers: tuple[Feedback, ...]
    figures: AccountFigures
    score: Score
    years: float


@reads
def read_worth(act: Act, account_id: str) -> AccountWorth:
    """Return what an account is worth today: the same score as that of the review.

    Raises
    ------
    BadInputError
        If there is no such account, or it is not the person's to see.
    """
    account = require_account(act.connection, account_id)
    act.require_account(account_id)
    connection, today = act.connection, act.now.date()
    policy = _policy(connection, today)
    sold = sales_of(connection, account.id)
    sales = _history(connection, sold, absent_is_zero=policy.absent_months_are_zero)
    answers = feedback_of(connection, account.id)
    newest = [one.points for one in answers if today - timedelta(days=ANSWERS_DAYS) <= one.date <= today]
    year = sales.last_year() if sales else {}
    (figures,) = account_figures(
        [account],
        {account.id: traits_of(connection, account.id)},
        year,
        policy.win_probability,
        answers={account.id: sum(newest) / len(newest)} if newest else {},
        growth=sales.growth() if sales else {},
    )
    (score,) = scores([figures])
    deals = opportunities_of(connection, account.id)
    return AccountWorth(sold, deals, answers, figures, score, years_counted(figures))


def _history(connection: Connection, sold: Sequence[MonthlySales], *, absent_is_zero: bool) -> Sales | None:
    """Return an account's sales over the months of everybody's: a year of it is the same year as in the review."""
    span = sales_span(connection)
    if not sold or span is None:
        return None
    rows = [MonthlySale(one.account_id, _month(one.month), one.amount, one.currency) for one in sold]
    ends = [MonthlySale(EVERYBODY, _month(month), sold[0].amount, sold[0].currency) for month in span]
    return gather([*rows, *ends], absent_is_zero=absent_is_zero)[0]


def _month(month: str) -> date:
    return date.fromisoformat(f"{month}-01")


def _policy(connection: Connection, today: date) -> Policy:
    file = file_on(connection, FileKind.POLICY, today)
    return read_policy(file.text, file.name) if file else Policy()
