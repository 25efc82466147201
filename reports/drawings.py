"""What a page draws of the review, each beside the table that holds its figures."""

from __future__ import annotations

from collections.abc import Callable

from office.reviews.fairness import Fairness
from reports import svg
from reports.speech import Speech
from reports.svg import Band, Drawing
from scheduler.review.analysis import Analysis
from territory.forecast import Forecast
from territory.kpis import KPIS
from territory.sales import month_after

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
FATES = ("done", "skipped", "declined", "open")
_HOURS = {"work_h", "driving_h"}
_SHOWN = ("work_h", "driving_h", "nights", "fridays", "late_returns", "potential")


def standing_drawings(analysis: Analysis, say: Speech) -> tuple[Drawing, ...]:
    """Return workload beside its fair part, and the share of customers that were visited in time."""
    stand, watch = analysis.review.standings, analysis.known.policy.limits.workload[0]
    load = {say.territory(one.territory): None if one.load is None else 100 * one.load for one in stand}
    covered = {say.territory(one.territory): None if one.covered is None else 100 * one.covered for one in stand}
    band = Band(100 * (1 - watch), 100 * (1 + watch))
    return (
        svg.bars(
            say("Workload of each territory in per cent of its fair part; the band is what was agreed"),
            load,
            band=band,
        ),
        svg.bars(say("Customers visited in time, in per cent"), covered),
    )


def weeks_drawings(analysis: Analysis, say: Speech) -> tuple[Drawing, ...]:
    """Return the visits of each week by what became of them."""
    weeks = analysis.review.weeks
    series = {say(name): [float(getattr(one, name)) for one in weeks] for name in FATES}
    labels = [f"{one.monday:%d.%m.}" for one in weeks]
    return (svg.columns(say("Visits of each week by what became of them"), labels, series),) if weeks else ()


def target_drawings(analysis: Analysis, say: Speech) -> tuple[Drawing, ...]:
    """Return how far each target is reached."""
    ratios = {
        f"{say.territory(one.target.territory)} {say(KPIS[one.target.kpi].name)}": None
        if one.ratio is None
        else 100 * one.ratio
        for one in analysis.attained
    }
    return (svg.bars(say("Targets reached, in per cent"), ratios),) if ratios else ()


def sales_drawings(analysis: Analysis, say: Speech) -> tuple[Drawing, ...]:
    """Return the sales that are foretold for the next three months."""
    ahead = {say.territory(name): one.values for name, one in analysis.forecasts.items() if isinstance(one, Forecast)}
    if not ahead or analysis.known.sales is None:
        return ()
    sales = analysis.known.sales
    coming = [month_after(sales.first, len(sales.months) + n) for n in range(3)]
    labels = [f"{say(MONTHS[day.month - 1])} {day.year}" for day in coming]
    return (svg.lines(say("Sales foretold, by territory"), labels, ahead),)


def season_drawings(analysis: Analysis, say: Speech) -> tuple[Drawing, ...]:
    """Return the season index of each segment as shades."""
    if analysis.seasons is None or not analysis.seasons.segments:
        return ()
    found = sorted(analysis.seasons.segments.values(), key=lambda one: one.segment)
    rows = {one.segment or say("(none)"): [float(value) for value in one.index] for one in found}
    title = say("Season index of each segment: the darker, the more is sold")
    return (svg.heat(title, rows, [say(month) for month in MONTHS]),)


def fairness_drawings(found: Fairness, titles: Callable[[str], str]) -> tuple[Drawing, ...]:
    """Return a chart of each measure that anybody has anything of."""
    return tuple(
        svg.bars(
            titles(name),
            {one.name: float(getattr(one, name)) for one in found.shares},
            digits=1 if name in _HOURS else 0,
        )
        for name in _SHOWN
        if found.spreads[name] is not None
    )
