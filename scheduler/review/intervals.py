"""What visits bring, from the workspace: response curves stated or learned, and the intervals they suggest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from routing.problems import Problem
from routing.sentences import sentence
from scheduler.demand.rules import AccountRules
from scheduler.plan import VisitStatus
from scheduler.review.gathered import DAYS, Gathered
from territory.accounts import Account, AccountKind
from territory.frequency import Calling, FrequencyPlan, suggest
from territory.response import Responses, YearSeen, fit

MOST_CALLS = 104
"""Visits a year that are thought of where no cap is stated: two a week."""


@dataclass(frozen=True, slots=True, eq=False)
class Intervals:
    """The plan of intervals for customers, and what each account's visits are worth; None where nothing was stated."""

    plan: FrequencyPlan | None
    worth: Mapping[str, float]
    prospect_hours: Mapping[str, float]
    hour_value: float
    problems: tuple[Problem, ...]


def intervals(known: Gathered) -> Intervals:
    """Return the suggested intervals under the year's hours, and the worth of customers and prospects."""
    if known.policy.margin is None:
        action = "State margin and cost_per_hour: roundsman territory keep policy FILE."
        problem = Problem("margin-unknown", "policy", "no margin is stated, so no visit can be valued", action)
        return Intervals(None, {}, {}, known.policy.cost_per_hour, (problem,))
    responses = _responses(known)
    callings = [one for account in known.accounts if (one := _calling(account, known, responses))]
    customers = {one.id for one in known.accounts if one.kind is AccountKind.CUSTOMER}
    mine = [one for one in callings if one.account in customers]
    cost = known.policy.cost_per_hour
    plan = suggest(mine, _hours(known, mine), cost) if mine else None
    value = cost + plan.price_per_hour if plan else cost
    worth = {one.account: one.profit(one.present, 0.0) for one in mine}
    hours = {}
    for one in callings:
        if one.account not in customers:
            best = _best_calls(one, value)
            worth[one.account] = one.profit(best, 0.0)
            hours[one.account] = best * one.hours
    problems = (*responses.problems, *(plan.problems if plan else ()))
    return Intervals(plan, worth, hours, value, problems)


def _hours(known: Gathered, callings: list[Calling]) -> float:
    """Return the team's hours a year: as stated, else those that the present intervals take."""
    if known.policy.hours_per_rep is None:
        return sum(one.present * one.hours for one in callings)
    return known.policy.hours_per_rep * sum(known.capacity[name] for name, rep in known.owners.reps.items() if rep)


def _responses(known: Gathered) -> Responses:
    """Return the stated curves; a segment without one is asked of history."""
    stated = known.policy.curves
    learned = fit([year for year in _years(known) if year.segment not in stated])
    segments = {account.segment for account in known.accounts} - set(stated) - set(learned.curves)
    told = {problem.where for problem in learned.problems}
    silent = tuple(
        Problem(
            "response-unknown",
            sentence("segment {value}", value=segment or "(none)"),
            "nothing tells how its sales answer to visits",
            "State it as [[response]] in the policy; its intervals stay as they are.",
        )
        for segment in sorted(segments)
        if f"segment {segment or '(none)'}" not in told
    )
    return Responses({**learned.curves, **stated}, learned.levels, (*learned.problems, *silent))


def _years(known: Gathered) -> list[YearSeen]:
    """Return each customer's last year of sales beside the visits of that year, where the log covers it."""
    if known.sales is None or not known.log or known.log[0].date > known.today - timedelta(365):
        return []
    since = known.today - timedelta(365)
    made = Counter(one.account_id for one in known.log if one.status is VisitStatus.DONE and one.date > since)
    year = known.sales.last_year()
    return [
        YearSeen(one.id, one.segment, float(made[one.id]), sold / one.potential)
        for one in known.accounts
        if one.potential > 0 and (sold := year.get(one.id)) is not None
    ]


def _calling(account: Account, known: Gathered, responses: Responses) -> Calling | None:
    curve = responses.curves.get(account.segment)
    chance = 1.0 if account.kind is AccountKind.CUSTOMER else known.policy.win_probability
    margin = known.policy.margin
    if curve is None or chance is None or margin is None or account.potential <= 0:
        return None
    rules = known.rules.get(account.id, AccountRules())
    level = responses.levels.get(account.id, 1.0)
    return Calling(
        account.id,
        max(0.0, margin * account.potential * curve.gain * level * chance),
        curve.rate,
        known.call_s[account.id] / 3600,
        DAYS / account.interval_days if account.kind is AccountKind.CUSTOMER else 0.0,
        rules.yearly_minimum,
        0 if rules.do_not_visit else rules.yearly_cap if rules.yearly_cap is not None else MOST_CALLS,
    )


def _best_calls(calling: Calling, value: float) -> int:
    """Return the visits a year up to which each one earns its hours."""
    visits = np.arange(1, calling.cap + 1)
    gains = calling.margin * np.exp(-calling.rate * (visits - 1)) * -np.expm1(-calling.rate)
    return int((gains > calling.hours * value).sum())
