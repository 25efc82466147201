"""Seasons as data: how often, how long and how urgently a segment or an account is visited in each month."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import isfinite
from typing import TYPE_CHECKING

from routing.problems import Problem
from routing.sentences import sentence
from territory.accounts import Account

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ORDINARY = (1.0,) * 12
_SPAN = re.compile(r"(\d\d)-(\d\d)/(\d\d)-(\d\d)")


@dataclass(frozen=True, slots=True)
class Season:
    """The year of an account, of a segment, or (`applies_to` empty) of everybody.

    Attributes
    ----------
    applies_to : str
        An account's id or a segment; the account's own season goes before its segment's, that before everybody's.
    calls : 12 floats
        Visits in each month beside an ordinary one: 2.0 halves the interval, 0.5 doubles it, 0.0 stops the clock.
    duration, priority : 12 floats
        Factors on the length of a visit and on the price of leaving it out.
    lead_days : int
        The index of a day is that of the day so much later: sell before the season begins.
    closed : tuple of str
        Spans of each year without visits, both ends inclusive, such as ``07-15/08-16`` or ``12-20/01-06``. A closed day
        stops the clock of the interval and does not count towards the most spacing.
    scales_spacing : bool
        Whether least and most spacing stretch with the interval. If not, they hold whatever the season asks.
    """

    applies_to: str = ""
    calls: tuple[float, ...] = ORDINARY
    duration: tuple[float, ...] = ORDINARY
    priority: tuple[float, ...] = ORDINARY
    lead_days: int = 0
    closed: tuple[str, ...] = ()
    scales_spacing: bool = False


def season_problems(season: Season, where: str) -> list[Problem]:
    """Return what is wrong with a season: months missing, an index negative or all zero, a span that is no dates."""
    problems = []
    for name, months in (("calls", season.calls), ("duration", season.duration), ("priority", season.priority)):
        if len(months) != 12:
            problems.append(
                _problem(
                    where,
                    sentence("{name} has {count} months", name=name, count=len(months)),
                    "Give twelve, January first.",
                )
            )
        elif min(months) < 0 or not all(isfinite(month) for month in months):
            problems.append(
                _problem(
                    where,
                    sentence("{name} holds {months}", name=name, months=min(months)),
                    "Use 1.0 for ordinary, 0.0 for none.",
                )
            )
        elif max(months) == 0:
            problems.append(
                _problem(where, sentence("{name} is zero all year", name=name), "Leave one month above zero.")
            )
    if season.lead_days < 0:
        problems.append(
            _problem(where, sentence("lead is {lead_days} days", lead_days=season.lead_days), "Use 0 or more days.")
        )
    unread = [span for span in season.closed if not _is_span(span)]
    remedy = "Write it as 07-15/08-16."
    return problems + [
        _problem(where, sentence("closed season {span!r} is no span of dates", span=span), remedy) for span in unread
    ]


def _problem(where: str, cause: str, action: str) -> Problem:
    return Problem("season-impossible", where, cause, action)


def _is_span(span: str) -> bool:
    match = _SPAN.fullmatch(span)
    if not match:
        return False
    month, day, end_month, end_day = (int(part) for part in match.groups())
    return all(1 <= m <= 12 and 1 <= d <= 31 for m, d in ((month, day), (end_month, end_day)))


def season_of(account: Account, seasons: Mapping[str, Season]) -> Season:
    """Return the season that an account follows: its own, its segment's, everybody's or an ordinary year."""
    for key in (account.id, account.segment, ""):
        if key in seasons:
            return seasons[key]
    return Season()


def closed_days(season: Season, first: date, days: int) -> NDArray[np.bool_]:
    """Return for each of `days` days from `first` on whether the season is closed."""
    import numpy as np  # noqa: PLC0415 - slow to import, and lists of what is kept need none of it

    if not season.closed:
        return np.zeros(days, np.bool_)
    dates = [first + timedelta(days=day) for day in range(days)]
    spans = [span.split("/") for span in season.closed]
    return np.array([any(_inside(f"{d:%m-%d}", start, end) for start, end in spans) for d in dates], np.bool_)


def _inside(day: str, start: str, end: str) -> bool:
    return start <= day <= end if start <= end else day >= start or day <= end


def daily_calls(season: Season, first: date, days: int) -> NDArray[np.float64]:
    """Return the call index of each of `days` days from `first` on: 0 on closed days."""
    import numpy as np  # noqa: PLC0415 - slow to import, and lists of what is kept need none of it

    index = np.array([season.calls[month_ahead(season, first, day)] for day in range(days)], np.float64)
    if season.closed:
        index[closed_days(season, first, days)] = 0.0
    return index


def month_ahead(season: Season, first: date, day: int) -> int:
    """Return the month (0..11) whose index counts on day `day` after `first`: `lead_days` ahead."""
    return (first + timedelta(days=day + season.lead_days)).month - 1
