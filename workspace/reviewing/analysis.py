"""From what was gathered to all figures of a review; each engine is asked once, and what it cannot say is kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from routing.problems import Problem
from scheduler.plan import VisitStatus
from territory.accounts import AccountKind
from territory.experiment import Comparison, compare
from territory.forecast import Forecast, NoForecast, forecast
from territory.kpis import KPIS, Figure, PeriodFacts, figure, together
from territory.performance import Normalised, normalised
from territory.quality import Finding, findings, still_open
from territory.review.inputs import Seen
from territory.review.review import Review, review
from territory.sales import month_after
from territory.seasons.estimate import estimate
from territory.seasons.values import Seasons
from territory.targets import FLAT, Attainment, Target, attainment, due_by
from territory.value.labels import Rfm, abc, rfm
from territory.value.likeness import Likeness, Trait, judged, learn, likeness, profile, top_decile
from territory.value.potential import Cell, cells
from territory.value.score import Score, scores
from workspace.reviewing.gathering import DAYS, Gathered
from workspace.reviewing.intervals import Intervals, intervals
from workspace.traits import account_figures, one_trait

CELLS_M = (1_000.0, 2_000.0, 5_000.0, 10_000.0, 20_000.0, 50_000.0, 100_000.0)
MOST_CELLS = 400
"""A map of more squares than this says nothing: the next larger square is taken."""
SEED = 1
ALL = "all together"


@dataclass(frozen=True, slots=True, eq=False)
class Like:
    """What the best customers share, how well that tells unseen ones apart (0.5 is a coin), and prospects like them."""

    best: int
    traits: tuple[Trait, ...]
    judged: float | None
    prospects: tuple[Likeness, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Analysis:
    """All figures of a review."""

    known: Gathered
    review: Review
    intervals: Intervals
    seasons: Seasons | None
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


def analyse(known: Gathered, most: int = 20) -> Analysis:
    """Return everything that can be said, with at most so many proposals."""
    made, seasons = intervals(known), _seasons(known)
    year = known.sales.last_year() if known.sales else {}
    series = _series(known)
    rolling = _last_year_facts(known)
    selling = {name for name, sold in year.items() if sold} if known.sales else None
    return Analysis(
        known,
        review(_seen(known, made), known.policy.limits, most),
        made,
        seasons,
        tuple(figure(kpi, facts) for facts in _with_all(rolling) for kpi in KPIS.values()),
        tuple(_attained(target, known) for target in known.targets),
        tuple(_due(target, known, seasons) for target in known.targets),
        {name: forecast(line, 3) for name, line in series.items()},
        normalised(
            known.owners.reps,
            {facts.territory: facts.amounts.get("revenue") for facts in rolling},
            {facts.territory: facts.amounts.get("potential") for facts in rolling},
        ),
        scores(account_figures(known.accounts, known.traits, year, known.policy.win_probability)),
        abc({one.id: year.get(one.id) for one in known.accounts if one.kind is AccountKind.CUSTOMER}),
        rfm(known.sales) if known.sales else {},
        _like(known, year),
        *_map(known),
        still_open(findings(known.accounts, known.today, selling), known.answers),
        tuple(_compared(known, series)),
    )


def _seen(known: Gathered, made: Intervals) -> Seen:
    hours = {
        one.id: made.prospect_hours.get(one.id, known.call_s[one.id] / 3600 * DAYS / one.interval_days)
        for one in known.accounts
    }
    return Seen(
        known.today,
        known.start,
        known.today,
        known.accounts,
        known.owners.territory,
        known.owners.reps,
        hours,
        known.visits,
        known.capacity,
        made.worth,
        made.hour_value,
        known.owners.fixed,
        made.plan,
        {name: seconds / 3600 for name, seconds in known.call_s.items()},
        known.policy.local_limits,
    )


def _seasons(known: Gathered) -> Seasons | None:
    return estimate(known.sales, {one.id: one.segment for one in known.accounts}) if known.sales else None


def _members(known: Gathered) -> dict[str, list[str]]:
    members: dict[str, list[str]] = {name: [] for name in known.owners.reps}
    for account, territory in sorted(known.owners.territory.items()):
        members.setdefault(territory, []).append(account)
    return members


def _map(known: Gathered) -> tuple[tuple[Cell, ...], float]:
    """Return the map of potential in the smallest squares that can still be read, and their size."""
    for size_m in CELLS_M[:-1]:
        found = cells(known.accounts, size_m)
        if len(found) <= MOST_CELLS:
            return found, size_m
    return cells(known.accounts, CELLS_M[-1]), CELLS_M[-1]


def _series(known: Gathered) -> dict[str, list[float]]:
    """Return each territory's monthly sales, by its accounts of today; a month that one of them lacks is not known."""
    if known.sales is None:
        return {}
    row = {name: number for number, name in enumerate(known.sales.accounts)}
    lines = {}
    for territory, accounts in _members(known).items():
        rows = [row[name] for name in accounts if name in row]
        if rows:
            lines[territory] = known.sales.amounts[rows].sum(axis=0).tolist()
    return lines


def _last_year_facts(known: Gathered) -> list[PeriodFacts]:
    """Return the facts of the last twelve months on record, or of the twelve months before today without sales."""
    if known.sales is None:
        start, end = known.today.replace(year=known.today.year - 1, day=1), known.today
    else:
        months = known.sales.months
        start, end = month_after(months[-1], -11), month_after(months[-1], 1)
        end = date.fromordinal(end.toordinal() - 1)
    return [_facts(known, territory, start, end) for territory in known.owners.reps]


def _with_all(rolling: list[PeriodFacts]) -> list[PeriodFacts]:
    """Return the territories' facts, and those of all together where there are several."""
    return [*rolling, together(ALL, rolling)] if len(rolling) > 1 else rolling


def _due(target: Target, known: Gathered, seasons: Seasons | None) -> float | None:
    """Return what is due of a target by the day of the review, by the mean season of the territory's accounts."""
    mine = [seasons.of(one) for one in _members(known)[target.territory] if one in seasons.accounts] if seasons else []
    told = [index for index in mine if index is not None]
    return due_by(target, known.today, np.mean(told, axis=0).tolist() if told else FLAT)


def _facts(known: Gathered, territory: str, start: date, end: date) -> PeriodFacts:
    mine = [one for one in known.accounts if known.owners.territory.get(one.id) == territory]
    ids = {one.id for one in mine}
    amounts = {
        "accounts": float(len(mine)),
        "customers": float(sum(one.kind is AccountKind.CUSTOMER for one in mine)),
        "potential": sum(one.potential for one in mine) * ((end - start).days + 1) / DAYS,
    }
    for name, first, last in (("revenue", start, end), ("revenue_before", _year_before(start), _year_before(end))):
        sold = _sold(known, ids, first, last)
        if sold is not None:
            amounts[name] = sold
    return PeriodFacts(territory, start, end, amounts | _visit_facts(known, ids, start, end))


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=min(day.day, 28) if day.month == 2 else day.day)


def _sold(known: Gathered, ids: set[str], start: date, end: date) -> float | None:
    """Return the sales of the months of a period that are over; None where one of them is not on record."""
    if known.sales is None:
        return None
    last = (min(end, known.today).year - start.year) * 12 + min(end, known.today).month - start.month
    months = [month_after(start, number) for number in range(last + 1)]
    column = {month: number for number, month in enumerate(known.sales.months)}
    over = [month for month in months if month in column or month_after(month, 1) <= known.today]
    rows = [number for number, name in enumerate(known.sales.accounts) if name in ids]
    if not over or not rows or any(month not in column for month in over):
        return None
    total = float(known.sales.amounts[np.ix_(rows, [column[month] for month in over])].sum())
    return total if np.isfinite(total) else None


def _visit_facts(known: Gathered, ids: set[str], start: date, end: date) -> dict[str, float]:
    """Return what the log says of a period; nothing where nobody keeps it."""
    done = [
        one
        for one in known.log
        if one.status is VisitStatus.DONE and start <= one.date <= end and one.account_id in ids
    ]
    if not known.log:
        return {}
    facts = {"visits": float(len(done)), "accounts_visited": float(len({one.account_id for one in done}))}
    timed = [(one.start_s, one.end_s) for one in done if one.start_s is not None and one.end_s is not None]
    if done and len(timed) == len(done):
        facts["service_h"] = sum(last - first for first, last in timed) / 3600
    return facts


def _attained(target: Target, known: Gathered) -> Attainment:
    facts = _facts(known, target.territory, target.start, target.end)
    found = figure(KPIS[target.kpi], facts)
    return attainment(target, {(target.territory, target.kpi): found})


def _like(known: Gathered, year: Mapping[str, float | None]) -> Like | None:
    """Return what the customers of the greatest sales share; None where there are too few to tell."""
    features: dict[str, dict[str, str]] = defaultdict(dict)
    for one in known.accounts:
        place = one_trait(known.traits, one.id, "admin") or one_trait(known.traits, one.id, "region")
        said = {"segment": one.segment, "category": one.category, "place": place}
        features[one.id] = {name: value for name, value in said.items() if value}
    customers = {one.id: year.get(one.id) for one in known.accounts if one.kind is AccountKind.CUSTOMER}
    base = {name: features[name] for name, sold in customers.items() if sold is not None}
    best = top_decile(customers)
    if not best or len(best) == len(base):
        return None
    model = learn(base, best)
    prospects = [one.id for one in known.accounts if one.kind is AccountKind.PROSPECT]
    found = sorted(
        (likeness(model, name, features[name]) for name in prospects), key=lambda one: (-one.score, one.account)
    )
    return Like(len(best), profile(base, best), judged(base, best), tuple(found))


def _compared(known: Gathered, series: Mapping[str, list[float]]) -> list[Comparison | tuple[Problem, ...]]:
    """Return the experiments on sales per potential of a month."""
    if known.sales is None:
        return []
    worth = {one.id: one.potential for one in known.accounts}
    potential = {name: sum(worth.get(one, 0.0) for one in ids) / 12 for name, ids in _members(known).items()}
    shares = {
        name: [amount / potential[name] for amount in line] for name, line in series.items() if potential[name] > 0
    }
    return [compare(experiment, shares, known.sales.first, seed=SEED) for experiment in known.policy.experiments]
