"""From what was gathered to what the engine of the review looks at."""

from __future__ import annotations

from territory.review.inputs import Seen
from workspace.reviewing.gathering import DAYS, Gathered
from workspace.reviewing.intervals import Intervals


def seen_by(known: Gathered, made: Intervals) -> Seen:
    """Return the accounts, their hours and what their visits bring, as the review is to see them."""
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
    )
