"""How the territories stand, and what became of the visits that were planned."""

from __future__ import annotations

from reports.charts import bars, stacked
from reports.paper import Cell, Named, Part, Table
from reports.speech import Speech
from scheduler.review.analysis import Analysis
from territory.ownership.regions import roll_up


def standing_part(analysis: Analysis, say: Speech) -> Part:
    """Return the part about standing."""
    stand = analysis.review.standings
    rows = [
        (
            say.territory(one.territory),
            say.rep(one.rep) if one.rep else say("vacant"),
            one.customers,
            one.prospects,
            one.hours,
            one.load,
            one.potential,
            one.potential_load,
            one.covered,
            len(one.overdue),
        )
        for one in stand
    ]
    columns = (
        *("territory", "rep", ("customers", "whole"), ("prospects", "whole"), ("hours", "whole"), ("load", "share")),
        *(("potential", "whole"), ("of fair potential", "share"), ("in time", "share"), ("overdue", "whole")),
    )
    watch = analysis.known.policy.limits.workload[0]
    source = analysis.known.travel_from
    travel = (
        say("with the travel of {source}", source=say(source))
        if source
        else say("without travel: there is no plan and no road network yet")
    )
    words = (
        say(
            "Hours a year are visits by interval times their length, {travel}. A load of 100 % is the fair part.",
            travel=travel,
        ),
    )
    if not stand:
        return Part(say("How territories stand"), (say("There are no territories."),))
    chart = bars(
        say("workload of each territory beside its fair part"),
        {say.territory(one.territory): None if one.load is None else 100 * one.load for one in stand},
        band=(100 * (1 - watch), 100 * (1 + watch)),
        unit=say("workload, % of the fair part (band: agreed tolerance)"),
    )
    listed = say.table(columns, rows)
    return Part(say("How territories stand"), words, (chart,), (listed, *_regions(analysis, say)))


def _regions(analysis: Analysis, say: Speech) -> list[Table]:
    """Return the sums of the territories, rolled up in the tree of regions."""
    owners, stand = analysis.known.owners, analysis.review.standings
    if not owners.regions:
        return []
    wanted = {
        "accounts": {one.territory: float(one.customers + one.prospects) for one in stand},
        "hours": {one.territory: one.hours for one in stand},
        "potential": {one.territory: one.potential for one in stand},
        "overdue": {one.territory: float(len(one.overdue)) for one in stand},
    }
    sums = {name: roll_up(values, owners.territories, owners.regions) for name, values in wanted.items()}
    rows: list[tuple[Cell, ...]] = [
        (one.name or one.id, one.parent, *(sums[name][one.id] for name in wanted)) for one in owners.regions
    ]
    return [say.table(("region", "part of", *((name, "whole") for name in wanted)), rows)]


def weeks_part(analysis: Analysis, say: Speech) -> Part:
    """Return the part about weeks."""
    weeks, why = analysis.review.weeks, analysis.review.reasons
    if not weeks:
        return Part(say("Planned and done"), (say("No visit was planned or recorded in this period."),))
    rows = [(f"{one.monday}", one.planned, one.done, one.skipped, one.declined, one.open) for one in weeks]
    names = ("done", "skipped", "declined", "open")
    columns: tuple[Named, ...] = ("week of", *((name, "whole") for name in ("planned", *names)))
    chart = stacked(
        say("visits of each week by what became of them"),
        [f"{one.monday:%d.%m.}" for one in weeks],
        {say(name): [getattr(one, name) for one in weeks] for name in names},
    )
    tables = [say.table(columns, rows)]
    if why:
        reasons = [
            (one.reason, one.times, one.share, say.territory(one.most_in) if one.most_in else say("none"))
            for one in why
        ]
        columns = ("reason given", ("times", "whole"), ("share", "share"), "most in")
        tables.append(say.table(columns, reasons))
    return Part(
        say("Planned and done"), (say("Open visits are past their day without a word."),), (chart,), tuple(tables)
    )
