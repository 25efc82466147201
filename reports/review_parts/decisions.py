"""What needs a decision: alarms and proposals."""

from __future__ import annotations

from collections import Counter

from reports.finding_words import all_words, words
from reports.paper import Part, table
from scheduler.review.analysis import Analysis

LEVELS = {1: "watch", 2: "alarm"}


def alarms_part(analysis: Analysis) -> Part:
    """Return the part about alarms."""
    found = analysis.review.alarms
    rows = [(LEVELS[one.level], one.territory, one.kind, words(one.why)) for one in found]
    count = Counter(one.level for one in found)
    summary = (f"{count[2]} alarms, {count[1]} to watch.",) if found else ("Nothing has left its limits.",)
    return Part("Alarms", summary, tables=(table(("level", "territory", "what", "in words"), rows),) if rows else ())


def proposals_part(analysis: Analysis) -> Part:
    """Return the part about proposals."""
    found = analysis.review.proposals
    rows = [
        (rank, words(one.what), one.territory or "none", one.worth, all_words(one.how))
        for rank, one in enumerate(found, 1)
    ]
    columns = (("rank", "whole"), "what to do", "territory", ("worth a year", "signed"), "how it was computed")
    value = analysis.intervals.hour_value
    summary = (
        (f"Ranked by worth in money a year; one more hour of a rep is taken to bring {value:,.0f}.",)
        if found
        else ("No proposal brings anything by the figures at hand.",)
    )
    return Part("What to do next", summary, tables=(table(columns, rows),) if rows else ())
