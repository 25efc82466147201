"""From what was gathered to what the engine of the review looks at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import timedelta
from math import isinf

from scheduler.plan import VisitStatus
from scheduler.review.gathered import DAYS, Gathered
from scheduler.review.intervals import Intervals
from scheduler.review.travel_elsewhere import Elsewhere
from territory.relationship import familiarity
from territory.review.inputs import Seen


def seen_by(known: Gathered, made: Intervals, elsewhere: Elsewhere) -> Seen:
    """Return the accounts, their hours here and elsewhere, and what their visits bring."""
    hours = {
        one.id: made.prospect_hours.get(one.id, known.call_s[one.id] / 3600 * DAYS / one.interval_days)
        for one in known.accounts
    }
    return Seen(
        known.today,
        known.start,
        known.today,
        known.accounts,
        known.owners.territory,
        known.owners.reps,
        hours,
        known.visits,
        known.capacity,
        made.worth,
        made.hour_value,
        known.owners.fixed,
        made.plan,
        {name: seconds / 3600 for name, seconds in known.call_s.items()},
        known.policy.local_limits,
        _hours_in(known, hours, elsewhere),
        _at_risk(known, made.worth),
    )


def _hours_in(known: Gathered, hours: Mapping[str, float], elsewhere: Elsewhere) -> dict[tuple[str, str], float]:
    """Return the hours a year in other territories; no visit becomes shorter than the time with the account."""
    service = {one.id: one.service_s for one in known.accounts}
    return {
        (account, territory): longer
        if isinf(longer)
        else hours[account] * max(known.call_s[account] + longer, service[account]) / known.call_s[account]
        for (account, territory), longer in elsewhere.items()
    }


def _at_risk(known: Gathered, worth: Mapping[str, float]) -> dict[str, float]:
    """Return the profit that a change of rep puts at stake, where the policy says what share of it."""
    loss = known.policy.handover_loss
    if not loss:
        return {}
    since = known.today - timedelta(365)
    met = Counter(
        visit.account_id
        for visit in known.log
        if visit.status is VisitStatus.DONE
        and visit.date > since
        and visit.rep_id == known.owners.reps.get(known.owners.territory.get(visit.account_id, ""))
    )
    return {account: loss * familiarity(visits) * max(0.0, worth.get(account, 0.0)) for account, visits in met.items()}
