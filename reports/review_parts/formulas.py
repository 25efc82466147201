"""How each figure of the review is computed, in words: one click away from the figures."""

from __future__ import annotations

from reports.speech import Speech
from territory.kpis import FACTS, KPIS


def formulas(say: Speech) -> tuple[str, ...]:
    """Return a line for each key figure, and for each figure of the territories' standing."""
    return (*(_kpi(name, say) for name in KPIS), *(say(line) for line in STANDING))


STANDING = (
    "Hours = visits a year by interval, times their length and way. Load = hours, by the fair part of the team's.",
    "In time = customers whose last visit lies no longer back than the longest spacing, by all customers.",
    "Ratio of a target = so far, by what is due by now; where less is better, the other way round.",
    "Past error of a forecast = mean miss over the last twelve months, each foretold from what was known before it.",
)


def _kpi(name: str, say: Speech) -> str:
    kpi = KPIS[name]
    above = say(FACTS[kpi.above])
    if not kpi.below:
        return say("{figure} = {above}", figure=say(kpi.name), above=above)
    form = "{figure} = {above}, by {below}, less 1" if kpi.change else "{figure} = {above}, by {below}"
    return say(form, figure=say(kpi.name), above=above, below=say(FACTS[kpi.below]))
