"""Policies that some territories try, compared with the rest."""

from __future__ import annotations

from reports.paper import Cell, Column, Part, Table
from routing.problems import Problem
from scheduler.review.analysis import Analysis


def experiments_part(analysis: Analysis) -> Part:
    """Return the part about experiments."""
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
