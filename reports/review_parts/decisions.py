"""What needs a decision: alarms and proposals."""

from __future__ import annotations

from collections import Counter

from reports.paper import Part
from reports.speech import Speech
from scheduler.review.analysis import Analysis

LEVELS = {1: "watch", 2: "alarm"}


def alarms_part(analysis: Analysis, say: Speech) -> Part:
    """Return the part about alarms."""
    found = analysis.review.alarms
    rows = [
        (say(LEVELS[one.level]), say.territory(one.territory), say.known(one.kind), say.finding(one.why))
        for one in found
    ]
    count = Counter(one.level for one in found)
    summary = (
        say("{alarms} alarms, {watch} to watch.", alarms=count[2], watch=count[1])
        if found
        else say("Nothing has left its limits.")
    )
    listed = say.table(("level", "territory", "what", "in words"), rows)
    return Part(say("Alarms"), (summary,), tables=(listed,) if rows else ())


def proposals_part(analysis: Analysis, say: Speech) -> Part:
    """Return the part about proposals."""
    found = analysis.review.proposals
    rows = [
        (
            rank,
            say.finding(one.what),
            say.territory(one.territory) if one.territory else say("none"),
            one.worth,
            ", ".join(say.finding(part) for part in one.how),
        )
        for rank, one in enumerate(found, 1)
    ]
    columns = (("rank", "whole"), "what to do", "territory", ("worth a year", "signed"), "how it was computed")
    value = analysis.intervals.hour_value
    summary = (
        say(
            "Ranked by worth in money a year; an hour more of a rep is reckoned at {worth}.",
            worth=say.number(value),
        )
        if found
        else say("No proposal brings anything by the figures at hand.")
    )
    return Part(say("What to do next"), (summary,), tables=(say.table(columns, rows),) if rows else ())
