"""From what was gathered to all figures of a review; each engine is asked once, and what it cannot say is kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType

from routing.problems import Problem
from scheduler.review.cost_shares import Shared
from scheduler.review.facts import Facts
from scheduler.review.gathered import Gathered, Owners
from scheduler.review.intervals import Intervals, intervals
from scheduler.review.likes import Like, like_of
from scheduler.review.series import compared, due_of, series_of
from scheduler.review.standing import seen_by
from scheduler.review.traits import account_figures
from scheduler.review.travel_elsewhere import Elsewhere
from territory.accounts import AccountKind
from territory.experiment import Comparison
from territory.forecast import Forecast, NoForecast, forecast
from territory.kpis import KPIS, Figure, PeriodFacts, figure, together
from territory.ownership.regions import ancestors
from territory.performance import Normalised, normalised
from territory.quality import Finding, findings, still_open
from territory.review.review import Review, review
from territory.seasons.estimate import estimate
from territory.seasons.values import Seasons
from territory.targets import Attainment, Target, attainment
from territory.value.clusters import Pairs
from territory.value.labels import Rfm, abc, rfm
from territory.value.potential import Cell, readable_cells
from territory.value.score import Score, scores

CELLS_M = (1_000.0, 2_000.0, 5_000.0, 10_000.0, 20_000.0, 50_000.0, 100_000.0)
MOST_CELLS = 400
"""A map of more squares than this says nothing: the next larger square is taken."""
ALL = "all together"
REGION = "region "
"""Begins what the figures of a region stand under: a territory may have the same id."""
NOTHING: Elsewhere = MappingProxyType({})


@dataclass(frozen=True, slots=True, eq=False)
class Analysis:
    """All figures of a review."""

    known: Gathered
    review: Review
    intervals: Intervals
    seasons: Seasons | None
    facts: tuple[PeriodFacts, ...]
    figures: tuple[Figure, ...]
    attained: tuple[Attainment, ...]
    due: tuple[float | None, ...]
    forecasts: Mapping[str, Forecast | NoForecast]
    normalised: tuple[Normalised, ...]
    scores: tuple[Score, ...]
    labels: Mapping[str, str]
    rfm: Mapping[str, Rfm | None]
    like: Like | None
    cells: tuple[Cell, ...]
    cell_m: float
    findings: tuple[Finding, ...]
    comparisons: tuple[Comparison | tuple[Problem, ...], ...]
    shares: Shared
    near: Pairs | None = None
    """Accounts near one another on the road; None where there are no roads."""


def analyse(known: Gathered, most: int = 20, elsewhere: Elsewhere = NOTHING, near: Pairs | None = None) -> Analysis:
    """Return everything that can be said, with at most so many proposals.

    `elsewhere` is what roads say of moves, `near` which accounts are near one another by them.
    """
    made, seasons = intervals(known), _seasons(known)
    year = known.sales.last_year() if known.sales else {}
    series, facts = series_of(known), Facts(known)
    rolling = facts.last_year()
    selling = {name for name, sold in year.items() if sold} if known.sales else None
    return Analysis(
        known,
        review(seen_by(known, made, elsewhere), known.policy.limits, most),
        made,
        seasons,
        tuple(rolling),
        tuple(figure(kpi, one) for one in _with_all(rolling, known.owners) for kpi in KPIS.values()),
        tuple(_attained(target, facts) for target in known.targets),
        tuple(due_of(target, known, seasons) for target in known.targets),
        {name: forecast(line, 3) for name, line in series.items()},
        normalised(
            known.owners.reps,
            {one.territory: one.amounts.get("revenue") for one in rolling},
            {one.territory: one.amounts.get("potential") for one in rolling},
        ),
        scored(known, year),
        abc({one.id: year.get(one.id) for one in known.accounts if one.kind is AccountKind.CUSTOMER}),
        rfm(known.sales) if known.sales else {},
        like_of(known, year),
        *readable_cells(known.accounts, CELLS_M, MOST_CELLS),
        still_open(findings([one for one in known.accounts if not one.call_of], known.today, selling), known.answers),
        tuple(compared(known, series)),
        facts.shares,
        near,
    )


def scored(known: Gathered, year: Mapping[str, float | None]) -> tuple[Score, ...]:
    """Return the score of every account: with its sales' growth, and the answers of the last year."""
    answers = year_answers(known)
    growth = known.sales.growth() if known.sales else {}
    told = account_figures(
        known.accounts, known.traits, year, known.policy.win_probability, answers=answers, growth=growth
    )
    return scores(told)


def year_answers(known: Gathered) -> dict[str, float]:
    """Return how satisfied each account was by its answers of the last year, 0 to 1."""
    given: dict[str, list[float]] = defaultdict(list)
    for one in known.records.feedback:
        if known.today - timedelta(days=365) <= one.date <= known.today:
            given[one.account_id].append(one.points)
    return {account: sum(points) / len(points) for account, points in given.items()}


def _seasons(known: Gathered) -> Seasons | None:
    return estimate(known.sales, {one.id: one.segment for one in known.accounts}) if known.sales else None


def _with_all(rolling: list[PeriodFacts], owners: Owners) -> list[PeriodFacts]:
    """Return the territories' facts, those of each region of their tree, and of all together where several are."""
    below: dict[str, list[PeriodFacts]] = {one.id: [] for one in owners.regions}
    regions = {one.id: one.region for one in owners.territories}
    for one in rolling:
        for region in ancestors(regions.get(one.territory, ""), owners.regions):
            below[region].append(one)
    of_regions = [together(REGION + region, facts) for region, facts in below.items() if facts]
    return [*rolling, *of_regions, together(ALL, rolling)] if len(rolling) > 1 else [*rolling, *of_regions]


def _attained(target: Target, facts: Facts) -> Attainment:
    found = figure(KPIS[target.kpi], facts.of(target.territory, target.start, target.end))
    return attainment(target, {(target.territory, target.kpi): found})
