"""Targets, key figures, sales beside potential, forecasts."""

from __future__ import annotations

from reports.paper import Cell, Named, Part, Table
from reports.speech import Speech
from scheduler.review.analysis import Analysis
from territory.forecast import Forecast
from territory.kpis import KPIS
from territory.targets import Target, results

FORMS = {"money": "whole", "price": "decimal", "share": "share", "count": "whole", "points": "decimal"}


def targets_part(analysis: Analysis, say: Speech) -> Part:
    """Return the part about targets."""
    if not analysis.attained:
        return Part(say("Targets"), (say("No targets are set: roundsman territory keep targets FILE."),))
    rows: list[tuple[Cell, ...]] = []
    for one, due in zip(analysis.attained, analysis.due, strict=True):
        form = FORMS[KPIS[one.target.kpi].unit]
        reached = say("not known" if one.reached is None else "reached" if one.reached else "not reached")
        by_now = say("at the end") if due is None else say.cell(due, form)
        values = (say.cell(one.target.value, form), by_now, say.cell(one.actual, form))
        figure = (say.territory(one.target.territory), say(KPIS[one.target.kpi].name), _period(one.target, say))
        rows.append((*figure, *values, one.ratio, reached, one.why))
    columns: tuple[Named, ...] = (
        *("territory", "figure", "period", "target", "due by now", "so far"),
        *(("ratio", "share"), "state", "why"),
    )
    weighted = say.table(
        ("territory", ("weighted ratio", "share"), ("weight known", "decimal"), ("weight not known", "decimal")),
        [
            (say.territory(one.territory), one.ratio, one.weight_known, one.weight_unknown)
            for one in results(analysis.attained)
        ],
    )
    return Part(say("Targets"), tables=(say.table(columns, rows), weighted))


def _period(target: Target, say: Speech) -> str:
    return say("{start} to {end}", start=target.start, end=target.end)


def kpis_part(analysis: Analysis, say: Speech) -> Part:
    """Return a row for each territory; a figure that none of them has is said in words instead."""
    territories = list(dict.fromkeys(one.territory for one in analysis.figures))
    if not territories:
        return Part(say("Key figures"), (say("There are no territories."),))
    value = {(one.territory, one.kpi): one for one in analysis.figures}
    known = [kpi for kpi in KPIS.values() if any(value[name, kpi.id].value is not None for name in territories)]
    rows = [(say.territory(name), *(value[name, kpi.id].value for kpi in known)) for name in territories]
    some = analysis.figures[0]
    lacking = [
        f"{say(kpi.name)}: {say.said(value[territories[0], kpi.id].why)}." for kpi in KPIS.values() if kpi not in known
    ]
    listed = say.table(("territory", *((kpi.name, FORMS[kpi.unit]) for kpi in known)), rows)
    words = (say("From {start} to {end}.", start=some.start, end=some.end), *lacking)
    return Part(say("Key figures"), words, tables=(listed,) if known else ())


def performance_part(analysis: Analysis, say: Speech) -> Part:
    """Return the part about performance."""
    if not analysis.normalised:
        return Part(say("Sales beside potential"), (say("There are no territories."),))
    rows = [
        (
            say.territory(one.territory),
            say.rep(one.rep) if one.rep else say("vacant"),
            *(one.actual, one.potential, one.expected, one.index, one.why),
        )
        for one in analysis.normalised
    ]
    figures = (("sales", "whole"), ("potential", "whole"), ("expected", "whole"), ("index", "whole"))
    tables = [say.table(("territory", "rep", *figures, "why not"), rows)]
    if analysis.forecasts:
        tables.append(_foretold(analysis, say))
    words = (
        say(
            "Expected is what a territory would sell if potential were worked alike everywhere; the index is 100 then."
        ),
        say(
            "The next three months' sales are foretold by the plain method that erred least in the last twelve months."
        ),
    )
    return Part(say("Sales beside potential"), words, tables=tuple(tables))


def _foretold(analysis: Analysis, say: Speech) -> Table:
    ahead: list[tuple[Cell, ...]] = [
        (say.territory(name), say.known(made.method), *made.values, made.error, made.relative, made.naive_error)
        if isinstance(made, Forecast)
        else (say.territory(name), made.why, None, None, None, None, None, None)
        for name, made in analysis.forecasts.items()
    ]
    columns: tuple[Named, ...] = (
        *("territory", "method", ("month 1", "whole"), ("month 2", "whole"), ("month 3", "whole")),
        *(("past error", "whole"), ("of a month", "share"), ("error of last year's month", "whole")),
    )
    return say.table(columns, ahead)
