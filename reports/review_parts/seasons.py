"""Seasons of the segments, with what they foretold of a year that they had not seen."""

from __future__ import annotations

from reports.charts import lines
from reports.paper import Cell, Named, Part
from reports.speech import Speech
from scheduler.review.analysis import Analysis

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def seasons_part(analysis: Analysis, say: Speech) -> Part:
    """Return the part about seasons."""
    seasons = analysis.seasons
    if seasons is None or not seasons.segments:
        lacking = say("No season can be told: there are no two years of sales on record.")
        return Part(say("Seasons"), (lacking,))
    found = sorted(seasons.segments.values(), key=lambda one: one.segment)
    rows: list[tuple[Cell, ...]] = []
    for one in found:
        checked = one.checked
        verdict = (
            "not checked"
            if checked is None
            else "better than a flat year"
            if checked.trusted
            else "no better than flat"
        )
        errors = (checked.index, checked.flat) if checked else (None, None)
        rows.append((one.segment or say("(none)"), *(float(value) for value in one.index), *errors, say(verdict)))
    columns: tuple[Named, ...] = (
        "segment",
        *((name, "decimal") for name in (*MONTHS, "error", "flat")),
        "last year, unseen",
    )
    series = {one.segment or say("(none)"): one.index.tolist() for one in found}
    chart = lines(
        say("season index of each segment"),
        [say(month) for month in MONTHS],
        series,
        unit=say("index, 1 is an ordinary month"),
    )
    words = say("Sales of a month beside the mean month, by segment.")
    return Part(say("Seasons"), (words,), (chart,), (say.table(columns, rows),))
