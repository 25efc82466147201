"""Depots: whether the accounts' patterns choose where the rep sets out as well as when.

Where they do, a pattern of another place is another region's work. What an account may gain by it shows only when its
neighbours come along, so a search has to begin hotter than where patterns choose days alone.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from scheduler.search.facts import FROM, PATTERNS, Facts, Ints


def depots_chosen(facts: Facts) -> bool:
    """Return whether most accounts choose between patterns whose first days' rep-days set out at different places."""
    starts, bounds = _starts(facts), facts.account[:, PATTERNS]
    choosing = sum(len(set(starts[first:end].tolist())) > 1 for first, end in pairwise(bounds))
    return 2 * choosing > len(bounds) - 1


def _starts(facts: Facts) -> Ints:
    """Return for each pattern the place where the first rep-day of its first day sets out.

    A day without a rep-day has the place of the next rep-day.
    """
    rep_days = np.minimum(facts.first_rep_day[facts.pattern[:, 0]], len(facts.day) - 1)
    return facts.day[rep_days, FROM]
