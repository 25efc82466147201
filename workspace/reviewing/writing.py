"""The review as a paper: first what needs a decision, then how things stand, then what they rest on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from routing.problems import Problem
from territory.ownership.regions import roll_up
from workspace.charts import bars, lines, potential_map, stacked
from workspace.reviewing.analysis import Analysis
from workspace.reviewing.base import base_parts
from workspace.reviewing.figures import MONTHS, figure_parts
from workspace.reviewing.paper import Cell, Column, Paper, Part, Table

LEVELS = {1: "watch", 2: "alarm"}
MOST_CELLS, MOST_FINDINGS, MOST_PROBLEMS = 15, 15, 15


def paper(analysis: Analysis) -> Paper:
    """Return the whole review; a part that has nothing to say says why."""
    review, known = analysis.review, analysis.known
    title = f"Territory review of {review.today:%d %B %Y}"
    owned = sum(one.customers + one.prospects for one in review.standings)
    subtitle = (
        f"{len(review.standings)} territories, {owned} accounts with an owner; "
        f"visits from {review.start} to {review.end}; money in {known.currency} a year"
    )
    parts = [
        _alarms(analysis),
        _proposals(analysis),
        _standing(analysis),
        _weeks(analysis),
        *figure_parts(analysis),
        _seasons(analysis),
        _potential(analysis),
        *base_parts(analysis),
        _gaps(analysis),
        _quality(analysis),
        _notes(analysis),
        _told(analysis),
    ]
    return Paper(title, subtitle, tuple(parts))


Named = str | tuple[str, str]


def table(columns: Sequence[Named], rows: Sequence[tuple[Cell, ...]]) -> Table:
    """Return a table; a column is a name, or a name with its form."""
    return Table(tuple(Column(*([one] if isinstance(one, str) else one)) for one in columns), tuple(rows))


def _alarms(analysis: Analysis) -> Part:
    found = analysis.review.alarms
    rows = [(LEVELS[one.level], one.territory, one.kind, one.text) for one in found]
    count = Counter(one.level for one in found)
    words = (f"{count[2]} alarms, {count[1]} to watch.",) if found else ("Nothing has left its limits.",)
    return Part("Alarms", words, tables=(table(("level", "territory", "what", "in words"), rows),) if rows else ())


def _proposals(analysis: Analysis) -> Part:
    found = analysis.review.proposals
    rows = [(rank, one.text, one.territory or "none", one.worth, one.how) for rank, one in enumerate(found, 1)]
    columns = (("rank", "whole"), "what to do", "territory", ("worth a year", "signed"), "how it was computed")
    value = analysis.intervals.hour_value
    words = (
        (f"Ranked by worth in money a year; one more hour of a rep is taken to bring {value:,.0f}.",)
        if found
        else ("No proposal brings anything by the figures at hand.",)
    )
    return Part("What to do next", words, tables=(table(columns, rows),) if rows else ())


def _standing(analysis: Analysis) -> Part:
    stand = analysis.review.standings
    rows = [
        (
            one.territory,
            one.rep or "vacant",
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
    travel = (
        "with the travel of the newest plan" if analysis.known.travel_known else "without travel: no plan was made yet"
    )
    words = (f"Hours a year are visits by interval times their length, {travel}. A load of 100 % is the fair part.",)
    if not stand:
        return Part("How territories stand", ("There are no territories.",))
    chart = bars(
        "workload of each territory beside its fair part",
        {one.territory: None if one.load is None else 100 * one.load for one in stand},
        band=(100 * (1 - watch), 100 * (1 + watch)),
        unit="workload, % of the fair part (band: agreed tolerance)",
    )
    return Part("How territories stand", words, (chart,), (table(columns, rows), *_regions(analysis)))


def _regions(analysis: Analysis) -> list[Table]:
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
    return [table(("region", "part of", *((name, "whole") for name in wanted)), rows)]


def _weeks(analysis: Analysis) -> Part:
    weeks, why = analysis.review.weeks, analysis.review.reasons
    if not weeks:
        return Part("Planned and done", ("No visit was planned or recorded in this period.",))
    rows = [(f"{one.monday}", one.planned, one.done, one.skipped, one.declined, one.open) for one in weeks]
    names = ("done", "skipped", "declined", "open")
    columns: tuple[Named, ...] = ("week of", *((name, "whole") for name in ("planned", *names)))
    chart = stacked(
        "visits of each week by what became of them",
        [f"{one.monday:%d %b}" for one in weeks],
        {name: [getattr(one, name) for one in weeks] for name in names},
    )
    tables = [table(columns, rows)]
    if why:
        reasons = [(one.reason, one.times, one.share, one.most_in or "none") for one in why]
        tables.append(table(("reason given", ("times", "whole"), ("share", "share"), "most in"), reasons))
    return Part("Planned and done", ("Open visits are past their day without a word.",), (chart,), tuple(tables))


def _seasons(analysis: Analysis) -> Part:
    seasons = analysis.seasons
    if seasons is None or not seasons.segments:
        return Part("Seasons", ("No season can be told: there are no two years of sales on record.",))
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
        rows.append((one.segment or "(none)", *(float(value) for value in one.index), *errors, verdict))
    columns: tuple[Named, ...] = (
        "segment",
        *((name, "decimal") for name in (*MONTHS, "error", "flat")),
        "last year, unseen",
    )
    series = {one.segment or "(none)": one.index.tolist() for one in found}
    chart = lines("season index of each segment", MONTHS, series, unit="index, 1 is an ordinary month")
    return Part("Seasons", ("Sales of a month beside the mean month, by segment.",), (chart,), (table(columns, rows),))


def _potential(analysis: Analysis) -> Part:
    if not analysis.cells:
        return Part("Where potential lies", ("There are no accounts.",))
    rows = [
        (
            f"{(one.south + one.north) / 2:.3f}, {(one.west + one.east) / 2:.3f}",
            one.accounts,
            one.potential,
            one.potential_prospects,
        )
        for one in analysis.cells[:MOST_CELLS]
    ]
    columns = ("middle of the square", ("accounts", "whole"), ("potential", "whole"), ("of prospects", "whole"))
    size = f"squares of {analysis.cell_m / 1000:g} km"
    chart = potential_map(f"map of potential in {size}", analysis.cells, analysis.known.currency)
    words = (f"The richest {len(rows)} of {len(analysis.cells)} {size} that hold accounts.",)
    return Part("Where potential lies", words, (chart,), (table(columns, rows),))


def _gaps(analysis: Analysis) -> Part:
    owners = analysis.known.owners
    if not owners.coverage:
        open_ = [one for one in analysis.known.accounts if one.id not in owners.territory]
        words = (f"{len(open_)} accounts have no owner. Territories are by rep: no ownership rules are in force.",)
        return Part("Gaps and conflicts", words)
    rows = [
        (
            one.layer,
            one.accounts,
            len(one.unowned),
            len(one.unowned_prospects),
            len(one.conflicts),
            len(one.vacant),
            one.potential_open,
        )
        for one in owners.coverage
    ]
    names = ("accounts", "customers open", "prospects open", "in conflict", "vacant", "potential open")
    tables = [table(("layer", *((name, "whole") for name in names)), rows)]
    if owners.conflicts:
        claims = [
            (one.account, one.layer, ", ".join(f"{claim.territory} by {claim.rule}" for claim in one.claims))
            for one in owners.conflicts
        ]
        tables.append(table(("account", "layer", "claims of equal right"), claims))
    return Part("Gaps and conflicts", tables=tuple(tables))


def _quality(analysis: Analysis) -> Part:
    found = analysis.findings
    if not found:
        return Part("Data to mend", ("Nothing odd was found.",))
    kinds = ", ".join(f"{times} {kind}" for kind, times in sorted(Counter(one.kind for one in found).items()))
    rows = [(one.kind, ", ".join(one.accounts), one.what, one.action) for one in found[:MOST_FINDINGS]]
    words = (f"{len(found)} findings: {kinds}. The {len(rows)} most urgent:",)
    return Part("Data to mend", words, tables=(table(("kind", "accounts", "what", "what to do"), rows),))


def _notes(analysis: Analysis) -> Part:
    rows = [(one.written_at[:10], one.territory, one.by, one.text) for one in analysis.known.notes]
    if not rows:
        return Part("Notebook", ("Nobody has written into a territory's notebook.",))
    return Part("Notebook", tables=(table(("on", "territory", "by", "note"), rows[::-1]),))


def _told(analysis: Analysis) -> Part:
    """Return what could not be computed, so that nobody takes silence for a zero."""
    known = analysis.known
    problems: list[Problem] = [*analysis.intervals.problems, *known.owners.problems, *known.sales_problems]
    problems += analysis.seasons.problems if analysis.seasons else ()
    if not problems:
        return Part("What could not be computed", ("Everything that was asked could be computed.",))
    rows = [(one.where, one.cause, one.action) for one in problems[:MOST_PROBLEMS]]
    words = (f"{len(problems)} remarks on the figures above; the first {len(rows)}:",)
    return Part("What could not be computed", words, tables=(table(("where", "what", "what to do"), rows),))
