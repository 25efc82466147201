"""Targets, key figures, sales beside potential, forecasts."""

from __future__ import annotations

from reports.paper import Cell, Column, Part, Table
from scheduler.review.analysis import Analysis
from territory.forecast import Forecast
from territory.kpis import KPIS
from territory.targets import results

FORMS = {"money": "whole", "price": "decimal", "share": "share", "count": "whole", "points": "decimal"}


def targets_part(analysis: Analysis) -> Part:
    """Return the part about targets."""
    if not analysis.attained:
        return Part("Targets", ("No targets are set: roundsman territory keep targets FILE.",))
    rows: list[tuple[Cell, ...]] = []
    for one, due in zip(analysis.attained, analysis.due, strict=True):
        write = Column("", FORMS[KPIS[one.target.kpi].unit]).write
        reached = "not known" if one.reached is None else "reached" if one.reached else "not reached"
        period = f"{one.target.start} to {one.target.end}"
        by_now = "at the end" if due is None else write(due)
        values = (write(one.target.value), by_now, write(one.actual))
        rows.append((one.target.territory, KPIS[one.target.kpi].name, period, *values, one.ratio, reached, one.why))
    columns = (
        *(Column(name) for name in ("territory", "figure", "period", "target", "due by now", "so far")),
        *(Column("ratio", "share"), Column("state"), Column("why")),
    )
    together = tuple(
        (one.territory, one.ratio, one.weight_known, one.weight_unknown) for one in results(analysis.attained)
    )
    weighted = Table(
        (
            Column("territory"),
            Column("weighted ratio", "share"),
            Column("weight known", "decimal"),
            Column("weight not known", "decimal"),
        ),
        together,
    )
    return Part("Targets", tables=(Table(columns, tuple(rows)), weighted))


def kpis_part(analysis: Analysis) -> Part:
    """Return a row for each territory; a figure that none of them has is said in words instead."""
    territories = list(dict.fromkeys(one.territory for one in analysis.figures))
    if not territories:
        return Part("Key figures", ("There are no territories.",))
    value = {(one.territory, one.kpi): one for one in analysis.figures}
    known = [kpi for kpi in KPIS.values() if any(value[name, kpi.id].value is not None for name in territories)]
    rows = tuple((name, *(value[name, kpi.id].value for kpi in known)) for name in territories)
    some = analysis.figures[0]
    lacking = [f"{kpi.name}: {value[territories[0], kpi.id].why}." for kpi in KPIS.values() if kpi not in known]
    table = Table((Column("territory"), *(Column(kpi.name, FORMS[kpi.unit]) for kpi in known)), rows)
    words = (f"From {some.start} to {some.end}.", *lacking)
    return Part("Key figures", words, tables=(table,) if known else ())


def performance_part(analysis: Analysis) -> Part:
    """Return the part about performance."""
    if not analysis.normalised:
        return Part("Sales beside potential", ("There are no territories.",))
    rows = tuple(
        (one.territory, one.rep or "vacant", one.actual, one.potential, one.expected, one.index, one.why)
        for one in analysis.normalised
    )
    names = ("sales", "potential", "expected", "index")
    columns = (Column("territory"), Column("rep"), *(Column(name, "whole") for name in names), Column("why not"))
    ahead = tuple(
        (name, made.method, *made.values, made.error, made.relative, made.naive_error)
        if isinstance(made, Forecast)
        else (name, made.why, None, None, None, None, None, None)
        for name, made in analysis.forecasts.items()
    )
    foretold = Table(
        (
            Column("territory"),
            Column("method"),
            *(Column(f"month {n}", "whole") for n in (1, 2, 3)),
            Column("past error", "whole"),
            Column("of a month", "share"),
            Column("error of last year's month", "whole"),
        ),
        ahead,
    )
    words = (
        "Expected is what a territory would sell if potential were worked alike everywhere; the index is 100 then.",
        "The next three months' sales are foretold by whichever plain method erred least over the last twelve months.",
    )
    return Part("Sales beside potential", words, tables=(Table(columns, rows), *((foretold,) if ahead else ())))
