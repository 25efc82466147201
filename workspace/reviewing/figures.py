"""The parts of a review about targets, forecasts, performance, customers and experiments."""

from __future__ import annotations

from collections import Counter

from routing.problems import Problem
from territory.forecast import Forecast
from territory.kpis import KPIS
from territory.targets import results
from workspace.reviewing.analysis import Analysis
from workspace.reviewing.paper import Cell, Column, Part, Table

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
FORMS = {"money": "whole", "share": "share", "count": "whole", "points": "decimal"}
MOST_TRAITS, MOST_PROSPECTS = 8, 8


def figure_parts(analysis: Analysis) -> list[Part]:
    """Return the parts in their order."""
    return [_targets(analysis), _kpis(analysis), _performance(analysis), _customers(analysis), _experiments(analysis)]


def _targets(analysis: Analysis) -> Part:
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


def _kpis(analysis: Analysis) -> Part:
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


def _performance(analysis: Analysis) -> Part:
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


def _customers(analysis: Analysis) -> Part:
    like = analysis.like
    labels = Counter(label or "not known" for label in analysis.labels.values())
    words = [
        "Customers by last year's sales: "
        + ", ".join(f"{times} {name}" for name, times in sorted(labels.items()))
        + "."
    ]
    lacking = [one for one in analysis.scores if one.value is None]
    if lacking:
        names_lacking = ", ".join(sorted({name.replace("_", " ") for one in lacking for name in one.missing}))
        words.append(f"{len(lacking)} accounts have no score: {names_lacking} is not known of them.")
    if like is None:
        return Part(
            "Customers and prospects", (*words, "Too few customers with known sales to say what the best share.")
        )
    if like.judged is None:
        words.append("How well likeness tells the best apart cannot be judged: there are too few of them.")
    else:
        words.append(
            f"Shown two unseen customers, likeness picks the better one in {like.judged:.0%} of cases (50 % is a coin)."
        )
    traits = tuple(
        (f"{one.feature}: {one.value}", one.among_best, one.in_base, one.lift, one.chance)
        for one in like.traits[:MOST_TRAITS]
    )
    shared = Table(
        (
            Column(f"trait of the best {like.best}"),
            Column("among them", "whole"),
            Column("among all", "whole"),
            Column("times as frequent", "decimal"),
            Column("by chance", "share"),
        ),
        traits,
    )
    names = {one.id: one.name for one in analysis.known.accounts}
    found = tuple(
        (
            names[one.account],
            one.score,
            ", ".join(f"{feature} {value}" for feature, value, weight in one.reasons if weight > 0),
        )
        for one in like.prospects[:MOST_PROSPECTS]
    )
    alike = Table((Column("prospect"), Column("like the best", "share"), Column("because of")), found)
    return Part(
        "Customers and prospects", tuple(words), tables=(_scores(analysis), shared, *((alike,) if found else ()))
    )


def _scores(analysis: Analysis) -> Table:
    """Return the accounts with the most still to win, as far as their figures are known."""
    names = {one.id: one.name for one in analysis.known.accounts}
    known = sorted(
        (one for one in analysis.scores if one.value is not None), key=lambda one: (-(one.value or 0), one.account)
    )
    rows = tuple(
        (
            names[one.account],
            one.value,
            analysis.labels.get(one.account) or "prospect",
            str(analysis.rfm.get(one.account) or "not known"),
            ", ".join(one.assumed),
        )
        for one in known[:MOST_PROSPECTS]
    )
    columns = (Column("most still to win"), Column("score", "whole"), Column("ABC"), Column("RFM"), Column("assumed"))
    return Table(columns, rows)


def _experiments(analysis: Analysis) -> Part:
    if not analysis.comparisons:
        return Part("Experiments", ("No experiment is stated in the policy.",))
    rows: list[tuple[Cell, ...]] = []
    for one in analysis.comparisons:
        if isinstance(one, tuple):
            rows.append((_where(one), None, None, None, None, "; ".join(problem.cause for problem in one)))
            continue
        verdict = "telling" if one.telling else "not telling" if one.fair else "unfair: the sides moved apart before"
        rows.append(
            (f"{one.experiment.name}: {one.experiment.policy}", one.share, one.effect, one.low, one.high, verdict)
        )
    columns = (
        Column("experiment"),
        Column("change", "share"),
        *(Column(n, "decimal") for n in ("effect", "low", "high")),
    )
    words = (
        "Sales per potential and month, difference in differences; 19 of 20 redrawn comparisons lie from low to high.",
    )
    return Part("Experiments", words, tables=(Table((*columns, Column("verdict")), tuple(rows)),))


def _where(problems: tuple[Problem, ...]) -> str:
    return problems[0].where
