"""Deals as facts of a period: won, closed, their value, and the pipeline that was open at its end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from routing.problems import Problem
from routing.sentences import sentence
from territory.opportunities import Opportunity

RECENT = timedelta(31)
"""How long after its end a period's pipeline may still be told from the deals as they are known now."""


def deal_facts(deals: Iterable[Opportunity], start: date, end: date, today: date, currency: str) -> dict[str, float]:
    """Return the facts that the deals of some accounts give for a period, both ends inclusive.

    The pipeline is today's: of a period that is long over nobody knows how likely its open deals were.

    A sum is left out where one of its deals has no amount, no probability or another currency: a part of a sum would
    pass for the whole.
    """
    deals = tuple(deals)
    closed = [one for one in deals if one.closed is not None and start <= one.closed <= end]
    won = [one for one in closed if one.won]
    facts = {"deals_won": float(len(won)), "deals_closed": float(len(closed))}
    if all(_valued(one, currency) for one in won):
        facts["deals_value"] = float(sum(one.amount or 0 for one in won))
    still = [one for one in deals if one.is_open(today)]
    if end + RECENT >= today and all(_valued(one, currency) and one.probability is not None for one in still):
        facts["pipeline"] = sum(float(one.amount or 0) * (one.probability or 0.0) for one in still)
    return facts


def deal_problems(deals: Sequence[Opportunity], today: date, currency: str) -> tuple[Problem, ...]:
    """Return what keeps the sums of deals from being known, and open deals whose day has passed."""
    action = sentence("Complete them in {currency} and import them again.", currency=currency)
    other = sentence(
        "State rates of their currencies in the settings, or import them in {currency}.", currency=currency
    )
    found = []
    silent = [one.id for one in deals if one.won is not False and one.amount is None]
    foreign = [one.id for one in deals if one.won is not False and one.amount is not None and one.currency != currency]
    unsure = [one.id for one in deals if one.is_open(today) and one.probability is None]
    for code, ids, cause in (
        ("deal-without-amount", silent, "no amount is known"),
        ("deal-in-other-currency", foreign, sentence("they are not in {currency}", currency=currency)),
        ("deal-without-probability", unsure, "they are open, and nothing says how likely they are"),
    ):
        if ids:
            found.append(Problem(code, _named(ids), cause, other if code == "deal-in-other-currency" else action))
    late = [one.id for one in deals if one.is_open(today) and one.expected_close and one.expected_close < today]
    if late:
        cause = "they are open, and the day on which they should have closed has passed"
        found.append(Problem("deal-overdue", _named(late), cause, "Ask the reps: won, lost, or a later day."))
    return tuple(found)


def _valued(deal: Opportunity, currency: str) -> bool:
    return deal.amount is not None and deal.currency == currency


def _named(ids: Sequence[str], most: int = 5) -> str:
    named = ", ".join(ids[:most])
    if len(ids) <= most:
        return sentence("opportunities {names}", names=named)
    return sentence("opportunities {names} and {count} more", names=named, count=len(ids) - most)
