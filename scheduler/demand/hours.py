"""Opening hours, working hours and lunch: what people write, as windows of each day.

The language is OpenStreetMap's ``opening_hours`` (https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification),
read by opening-hours-py, which enters the house here. Times are naive local ones, so a day of 23 or 25 hours changes
nothing: nine o'clock is nine o'clock.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from opening_hours import (  # type: ignore[attr-defined]  # its stub leaves the errors out
    OpeningHours,
    ParserError,
    State,
)

from routing.problems import Problem
from routing.sentences import sentence
from routing.tour import Lunch, Window

DAY_S = 86_400

DEFAULT_HOURS: dict[str, str] = {
    "": "Mo-Fr 08:00-12:00,13:30-17:30; PH off",
    "shop": "Mo-Fr 09:00-12:00,13:30-18:00; Sa 09:00-16:00; PH off",
    "food": "Mo-Sa 09:30-11:30,14:00-17:30; PH off",
    "health": "Mo-Fr 08:00-12:00,14:00-18:00; PH off",
    "fuel": "Mo-Sa 07:00-19:00; PH off",
    "hotel": "Mo-Su 09:00-18:00",
    "craft": "Mo-Fr 07:30-12:00,13:00-17:00; PH off",
    "office": "Mo-Fr 08:00-12:00,13:30-17:00; PH off",
}
"""When accounts of a category receive a visit, where nobody wrote it down; such hours are marked as assumed."""

CATEGORY_OF: dict[str, str] = {
    **dict.fromkeys(["supermarket", "bakery", "butcher", "convenience", "clothes", "kiosk", "florist"], "shop"),
    **dict.fromkeys(["restaurant", "cafe", "bar", "pub", "fast_food", "biergarten", "ice_cream"], "food"),
    **dict.fromkeys(["pharmacy", "doctors", "dentist", "hospital", "clinic", "veterinary"], "health"),
    **dict.fromkeys(["car_wash", "charging_station"], "fuel"),
    **dict.fromkeys(["guest_house", "hostel", "motel", "tourism"], "hotel"),
}
"""Finer categories, as OpenStreetMap tags them, and the row of `DEFAULT_HOURS` that they use."""

_LUNCH = re.compile(r"(\d{1,2}):(\d\d)-(\d{1,2}):(\d\d)/(\d{1,3})")

DayWindows = tuple[tuple[Window, ...], ...]


class UnreadableHoursError(ValueError):
    """A text that is not in the ``opening_hours`` language, or a country that its holidays are not known for."""


def default_hours(category: str) -> str:
    """Return the hours assumed for a category such as ``bakery``, ``shop`` or ``shop=bakery``."""
    for word in reversed(re.split(r"[^a-z_]+", category.lower())):
        row = CATEGORY_OF.get(word, word)
        if word and row in DEFAULT_HOURS:
            return DEFAULT_HOURS[row]
    return DEFAULT_HOURS[""]


def hours_problem(text: str, where: str) -> Problem | None:
    """Return what is wrong with an opening-hours text, or None. An empty text is fine: the default is used."""
    if not text.strip():
        return None
    try:
        _parsed(text)
    except UnreadableHoursError as error:
        return Problem(
            "hours-unreadable",
            where,
            str(error),
            "Write it in OpenStreetMap's opening_hours language, such as: Mo-Fr 08:00-12:00,13:30-18:00; PH off.",
        )
    return None


def day_windows(text: str, first: date, days: int) -> DayWindows:
    """Read a text into the windows of each of `days` days from `first` on.

    Parameters
    ----------
    text : str
        In the ``opening_hours`` language. What it calls *unknown* ("on appointment") counts as closed, and no day is a
        public holiday: `scheduler.demand.account_hours.holiday_windows` knows those.

    Returns
    -------
    tuple, length `days`
        Sorted windows that do not overlap, in seconds since local midnight; what lasts past midnight is cut in two.

    Raises
    ------
    UnreadableHoursError
        If the text cannot be read.
    """
    if days < 1:
        raise ValueError(f"hours of {days} days were asked for")
    return _day_windows(text, first, days)


@lru_cache(maxsize=8192)
def _day_windows(text: str, first: date, days: int) -> DayWindows:
    start = datetime.combine(first, time())
    found: list[list[Window]] = [[] for _ in range(days)]
    for opens, closes, state, _ in _parsed(text).intervals(start, start + timedelta(days=days)):
        if state == State.OPEN:
            spread(found, int((opens - start).total_seconds()), int((closes - start).total_seconds()))
    return tuple(tuple(joined(windows)) for windows in found)


def shift_windows(text: str, first: date, days: int) -> DayWindows:
    """Read working hours into the windows of each of `days` days, each one by the day on which it begins.

    What lasts past midnight goes on beyond `DAY_S`; work that never ends for a day or longer is cut at midnights.

    Raises
    ------
    UnreadableHoursError
        If the text cannot be read.
    """
    if days < 1:
        raise ValueError(f"hours of {days} days were asked for")
    return _shift_windows(text, first, days)


@lru_cache(maxsize=1024)
def _shift_windows(text: str, first: date, days: int) -> DayWindows:
    start = datetime.combine(first - timedelta(days=1), time())
    found: list[list[Window]] = [[] for _ in range(days + 2)]
    spans = [
        (int((opens - start).total_seconds()), int((closes - start).total_seconds()))
        for opens, closes, state, _ in _parsed(text).intervals(start, start + timedelta(days=days + 2))
        if state == State.OPEN
    ]
    for opens_s, closes_s in _touching(spans):
        day = opens_s // DAY_S
        if closes_s - opens_s < DAY_S and day < len(found):
            found[day].append(Window(opens_s - day * DAY_S, closes_s - day * DAY_S))
        else:
            spread(found, opens_s, closes_s)
    return tuple(tuple(joined(windows)) for windows in found[1 : days + 1])


def _touching(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join spans that touch, so that a text written in two parts around midnight is one shift."""
    joined: list[tuple[int, int]] = []
    for opens_s, closes_s in sorted(spans):
        if joined and opens_s <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], closes_s)
        else:
            joined.append((opens_s, closes_s))
    return joined


def past_midnight(windows: DayWindows, ends_s: Mapping[int, int]) -> DayWindows:
    """Let the windows of days on which a shift ends past midnight go on with those of the next day, until it ends.

    Parameters
    ----------
    windows : tuple
        Of one day more than the horizon has.
    ends_s : mapping of int to int
        When the shift of a day ends; days that are not named end by midnight.
    """
    longer = list(windows[:-1])
    for day, end_s in ends_s.items():
        later = within(windows[day + 1], (Window(0, end_s - DAY_S),))
        moved = [Window(w.opens_s + DAY_S, w.closes_s + DAY_S) for w in later]
        longer[day] = tuple(joined([*longer[day], *moved]))
    return tuple(longer)


def _parsed(text: str) -> OpeningHours:
    try:
        return OpeningHours(text, auto_timezone=False)
    except ParserError as error:
        raise UnreadableHoursError(sentence("opening hours {text!r} cannot be read", text=text)) from error


def spread(found: list[list[Window]], opens_s: int, closes_s: int) -> None:
    """Cut a span counted from the first midnight into windows of its days; what lies on no day of `found` is left."""
    for day in range(max(opens_s // DAY_S, 0), min(len(found), -(-closes_s // DAY_S))):
        begins, ends = max(opens_s - day * DAY_S, 0), min(closes_s - day * DAY_S, DAY_S)
        if begins < ends:
            found[day].append(Window(begins, ends))


def joined(windows: list[Window]) -> list[Window]:
    """Join windows that touch: a comment that changes at noon does not close a shop."""
    kept: list[Window] = []
    for window in sorted(windows):
        if kept and window.opens_s <= kept[-1].closes_s:
            kept[-1] = Window(kept[-1].opens_s, max(kept[-1].closes_s, window.closes_s))
        else:
            kept.append(window)
    return kept


def within(windows: tuple[Window, ...], others: tuple[Window, ...]) -> tuple[Window, ...]:
    """Return the spans that lie in both."""
    shared = [
        Window(max(a.opens_s, b.opens_s), min(a.closes_s, b.closes_s))
        for a in windows
        for b in others
        if max(a.opens_s, b.opens_s) < min(a.closes_s, b.closes_s)
    ]
    return tuple(sorted(shared))


def parse_lunch(text: str) -> Lunch | None:
    """Read ``11:30-13:30/45``: starts between the two times, lasts 45 minutes; an empty text is no lunch.

    Raises
    ------
    UnreadableHoursError
        If the text has another form, an impossible time, or its latest start lies before its earliest.
    """
    if not text.strip():
        return None
    match = _LUNCH.fullmatch(text.strip())
    if not match:
        raise UnreadableHoursError(sentence("lunch {text!r} is not written like 11:30-13:30/45", text=text))
    hour, minute, late_hour, late_minute, length = (int(part) for part in match.groups())
    earliest_s, latest_s = hour * 3600 + minute * 60, late_hour * 3600 + late_minute * 60
    if minute > 59 or late_minute > 59 or latest_s < earliest_s or latest_s + length * 60 > DAY_S:
        raise UnreadableHoursError(sentence("lunch {text!r} has times that do not follow each other", text=text))
    return Lunch(earliest_s, latest_s, length * 60)
