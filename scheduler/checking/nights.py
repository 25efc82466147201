"""The check of nights away: where a day ends the next one begins, caps and willing days hold, prices are the beds'.

Written apart from what chooses the nights: it knows the rules from `scheduler.horizon` alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from scheduler.checking.violation import Violation
from scheduler.horizon import Horizon, Lodging, Overnight


def check_nights(horizon: Horizon, tours: Sequence[Sequence[int]]) -> Iterator[Violation]:
    """Find what the nights of a horizon break, and those that adjoin a day on which nothing is driven."""
    if horizon.lodging is None:
        for night in horizon.overnights:
            yield Violation("night-not-allowed", _where(horizon, night), 0, "the rep spends no night away")
        return
    for night in horizon.overnights:
        yield from _check_night(horizon, horizon.lodging, night, tours)
    yield from _check_ends(horizon, horizon.lodging)
    yield from _check_caps(horizon, horizon.lodging)


def _where(horizon: Horizon, night: Overnight) -> str:
    known = 0 <= night.rep_day < len(horizon.rep_days)
    return f"night after day {horizon.rep_days[night.rep_day].day}" if known else f"night {night.rep_day}"


def _check_night(
    horizon: Horizon, lodging: Lodging, night: Overnight, tours: Sequence[Sequence[int]]
) -> Iterator[Violation]:
    where = _where(horizon, night)
    if not 0 <= night.rep_day < len(horizon.rep_days) - 1:
        yield Violation("night-without-morning", where, 0, "no rep-day follows in the horizon")
        return
    evening, morning = horizon.rep_days[night.rep_day], horizon.rep_days[night.rep_day + 1]
    days = range(evening.day, morning.day)
    if evening.end_place != night.place or morning.start_place != night.place:
        yield Violation("night-elsewhere", where, 0, "the day does not end, or the next not begin, where it is spent")
    if not days or not lodging.willing.issuperset(days):
        yield Violation("night-unwilling", where, 0, "the rep does not stay away then")
    if not tours[night.rep_day] or not tours[night.rep_day + 1]:
        yield Violation("night-beside-empty-day", where, 0, "nothing is driven on the day before or after")
    beds = [bed.price * len(days) for bed in lodging.beds if bed.place == night.place]
    if not any(abs(price - night.price) <= 1e-6 * max(1.0, price) for price in beds):
        yield Violation("night-price", where, abs(night.price - min(beds, default=0.0)), "no bed there costs that")


def _check_ends(horizon: Horizon, lodging: Lodging) -> Iterator[Violation]:
    """Find days that end away without a night, and days that begin away although the last one ended at home."""
    away = {night.rep_day for night in horizon.overnights}
    for number, day in enumerate(horizon.rep_days):
        arrives = number - 1 in away or (number == 0 and -1 in lodging.spent)
        ends_away, begins_away = day.end_place != lodging.home, day.start_place != lodging.home
        if (ends_away and number not in away) or (begins_away and not arrives):
            yield Violation("away-without-night", f"day {day.day}", 0, "it begins or ends away, but no night is taken")


def _check_caps(horizon: Horizon, lodging: Lodging) -> Iterator[Violation]:
    nights = sorted(lodging.spent | {day for night in horizon.overnights for day in _days(horizon, night)})
    weeks = Counter((day + lodging.first_weekday) // 7 for day in nights if day >= 0)
    before = Counter((day + lodging.first_weekday) // 7 for day in lodging.spent)
    for week, count in sorted(weeks.items()):
        if (over := count + before[week] - lodging.most_a_week) > 0:
            text = f"{count + before[week]} nights in one week, {lodging.most_a_week} are allowed"
            yield Violation("nights-a-week", f"week of day {7 * week - lodging.first_weekday}", over, text)
    for _, row in groupby(enumerate(nights), key=lambda pair: pair[1] - pair[0]):
        days = [day for _, day in row]
        if (over := len(days) - lodging.most_in_row) > 0 and days[-1] >= 0:
            text = f"{len(days)} nights in a row, {lodging.most_in_row} are allowed"
            yield Violation("nights-in-row", f"night after day {days[-1]}", over, text)


def _days(horizon: Horizon, night: Overnight) -> range:
    if not 0 <= night.rep_day < len(horizon.rep_days) - 1:
        return range(0)
    return range(horizon.rep_days[night.rep_day].day, horizon.rep_days[night.rep_day + 1].day)
