"""What is drawn of an account, each beside the table that holds its figures: its season, its sales, its hours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from office.accounts.stories import AccountStory
from office.accounts.worth import AccountWorth
from reports import svg
from reports.svg import Drawing
from web.pages import Format

YEARS = 3
"""So many years of sales are drawn, each as a line; the table has them all."""
Week = Sequence[tuple[date, list[tuple[int, int]]]]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of twelve months by a name: what a drawing shows, as figures."""

    rows: dict[str, list[float | None]]
    digits: int
    drawn: Drawing


def season_table(story: AccountStory, words: Format) -> Table:
    """Return how often, how long and how urgently the account is visited in each month, 1 being an ordinary one."""
    season = story.season
    rows = {
        words.t(f"season.{name}"): [float(value) for value in getattr(season, name)]
        for name in ("calls", "duration", "priority")
    }
    drawn: dict[str, list[float | None]] = {name: list(values) for name, values in rows.items()}
    return Table(drawn, 2, svg.lines(words.t("season.drawn"), months(words), drawn))


def sales_table(worth: AccountWorth, words: Format) -> Table | None:
    """Return the sales of each month, a row a year; None where there are none."""
    years: dict[str, list[float | None]] = defaultdict(lambda: [None] * 12)
    for one in worth.sales:
        year, _, month = one.month.partition("-")
        before = years[year][int(month) - 1] or 0.0
        years[year][int(month) - 1] = before + float(one.amount)
    if not years:
        return None
    rows = dict(sorted(years.items(), reverse=True))
    shown = dict(sorted(list(rows.items())[:YEARS]))
    return Table(rows, 0, svg.lines(words.t("account.sales.drawn"), months(words), shown))


def hours_drawing(hours: Week, words: Format) -> Drawing:
    """Return when the account receives visits on each day of this week."""
    return svg.week(words.t("account.hours.drawn"), {words.day(day): windows for day, windows in hours})


def months(words: Format) -> list[str]:
    """Return the short names of the months."""
    return words.t("months.short").split()
