"""What was planned, foretold and came, week by week, as a drawing."""

from __future__ import annotations

from collections.abc import Callable

from reports import svg
from reports.svg import Drawing
from scheduler.team.predicted import Predicted

SHOWN = 26
"""Weeks in the drawing, the last ones that are over and those to come."""


def predicted_drawing(found: Predicted, say: Callable[[str], str], key: str) -> Drawing:
    """Return lines of the weeks; one to come has not come yet."""
    weeks = [*found.past, *found.ahead][-SHOWN:]
    by = 1000.0 if key == "metres" else 1.0
    lines: dict[str, list[float | None]] = {
        say("planned"): [one.planned / by for one in weeks],
        say("foretold"): [one.foretold / by for one in weeks],
        say("came"): [None if one.came is None else one.came / by for one in weeks],
    }
    return svg.lines(say(key), [f"{one.monday:%d.%m.}" for one in weeks], lines)
