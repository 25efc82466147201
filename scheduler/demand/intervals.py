"""How far an account's visits lie apart, by its own cadence or a rule's; what is impossible in it."""

from __future__ import annotations

from routing.problems import Problem
from routing.sentences import sentence
from scheduler.demand.cadence import Spacing
from scheduler.demand.calendar_rhythm import CalendarRhythm, parse_interval
from scheduler.demand.rules import AccountRules
from territory.accounts import Account


def rhythm_of(account: Account, rules: AccountRules) -> CalendarRhythm | None:
    """Return an account's rhythm of the calendar: the rule's before the account's own; None where it counts days."""
    text = rules.cadence or account.cadence
    said = parse_interval(text) if text else None
    return said if isinstance(said, CalendarRhythm) else None


def spacing_of(account: Account, rules: AccountRules) -> Spacing:
    """Return how many days an account's visits lie apart; an interval of months counts months."""
    rhythm = rhythm_of(account, rules)
    days = rhythm.interval_days if rhythm else account.interval_days
    least, most = min(account.least_days, days), max(account.most_days, days)
    return Spacing(days, least, most, rhythm.months if rhythm else 0)


def cadence_problems(account: Account, where: str) -> list[Problem]:
    """Return what is impossible in an account's interval and spacing."""
    if account.interval_days < 1:
        cause = sentence("the interval is {interval_days} days", interval_days=account.interval_days)
        return [Problem("interval-not-positive", where, cause, "Give one day or more.")]
    if not 0 <= account.least_days <= account.most_days:
        cause = sentence(
            "least spacing {least_days} is above most spacing {most_days}",
            least_days=account.least_days,
            most_days=account.most_days,
        )
        return [Problem("spacing-impossible", where, cause, "Let least be at most as large as most.")]
    if not account.least_days <= account.interval_days <= account.most_days:
        cause = sentence(
            "the interval {interval_days} is not within {least_days} to {most_days} days",
            interval_days=account.interval_days,
            least_days=account.least_days,
            most_days=account.most_days,
        )
        return [Problem("interval-outside-spacing", where, cause, "Widen the spacing or change the interval.")]
    if account.service_s <= 0:
        return [Problem("service-not-positive", where, "a visit lasts no time", "Give its length in minutes.")]
    return []
