"""The parts of a review about the base: how good territories are, who the customers are and whence, budgets."""

from __future__ import annotations

from collections import Counter

import numpy as np

from territory.accounts import AccountKind
from territory.performance import budgets
from territory.value.clusters import clusters, near_by_metres
from territory.value.labels import rfm
from territory.value.origin import Arrival, cohorts
from territory.value.quality import composition, quality
from workspace.reviewing.analysis import Analysis
from workspace.reviewing.gathering import Gathered
from workspace.reviewing.paper import Column, Part, Table
from workspace.traits import one_trait

REACH_M, MOST_CLUSTERS, QUIET_MONTHS = 500.0, 6, 12


def base_parts(analysis: Analysis) -> list[Part]:
    """Return the parts in their order."""
    return [_base(analysis), _origin(analysis.known), _budgets(analysis)]


def _base(analysis: Analysis) -> Part:
    stand = analysis.review.standings
    rows = quality({one.territory: one.potential for one in stand}, {one.territory: one.hours for one in stand})
    good = Table(
        (
            Column("territory"),
            Column("potential", "whole"),
            Column("hours", "whole"),
            Column("potential an hour", "decimal"),
            Column("index", "whole"),
        ),
        tuple((one.territory, one.potential, one.hours, one.per_hour, one.index) for one in rows),
    )
    parts = composition(analysis.known.accounts, lambda one: f"{one.kind.value}, {one.segment or '(no segment)'}")
    made = Table(
        (Column("who"), Column("accounts", "whole"), Column("of all", "share"), Column("of the potential", "share")),
        tuple((one.label, one.accounts, one.share, one.potential_share) for one in parts),
    )
    found = clusters(analysis.known.accounts, near_by_metres(analysis.known.accounts, REACH_M))[:MOST_CLUSTERS]
    near = Table(
        (Column("cluster around"), Column("accounts", "whole"), Column("potential", "whole"), Column("mostly")),
        tuple(
            (f"{one.lat:.3f}, {one.lon:.3f}", len(one.accounts), one.potential, one.categories[0][0]) for one in found
        ),
    )
    words = (
        "Quality is potential per workload hour; 100 is the team's. Clusters reach 500 m from account to account.",
    )
    return Part("The base", words, tables=(good, made, *((near,) if found else ())))


def _origin(known: Gathered) -> Part:
    """Return the cohorts of customers who began to buy after a quiet year on record."""
    if known.sales is None:
        return Part("New customers", ("There are no sales on record.",))
    arrivals = _arrivals(known)
    labels = Counter(str(label) for label in rfm(known.sales).values() if label)
    best = sum(times for label, times in labels.items() if min(label) >= "4")
    words = [f"{best} customers are in the upper two fifths by recency, frequency and money of the last year at once."]
    if not arrivals:
        words.append("Nobody began to buy after a quiet year on record.")
        return Part("New customers", tuple(words))
    rows = tuple(
        (
            f"{one.year} quarter {one.quarter}",
            one.customers,
            _listed(one.by_source),
            _listed(one.by_region),
            one.mean_sales,
        )
        for one in cohorts(arrivals, known.sales.first)
    )
    columns = (Column("since"), Column("customers", "whole"), Column("by source"), Column("by region"))
    return Part("New customers", tuple(words), tables=(Table((*columns, Column("mean first year", "whole")), rows),))


def _arrivals(known: Gathered) -> list[Arrival]:
    sales = known.sales
    if sales is None:
        return []
    customers = {one.id: one for one in known.accounts if one.kind is AccountKind.CUSTOMER}
    bought = sales.amounts > 0
    begun = np.where(bought.any(axis=1), bought.argmax(axis=1), 0)
    found = []
    for name, start, line in zip(sales.accounts, begun.tolist(), sales.amounts, strict=True):
        if name in customers and start >= QUIET_MONTHS:
            year = float(line[start : start + 12].sum()) if start + 12 <= len(line) else None
            source, region = (one_trait(known.traits, name, trait) for trait in ("source", "region"))
            first = sales.months[start]
            found.append(Arrival(name, first, source, region, customers[name].segment, year))
    return found


def _listed(counts: tuple[tuple[str, int], ...]) -> str:
    return ", ".join(f"{label} {times}" for label, times in counts)


def _budgets(analysis: Analysis) -> Part:
    lines = analysis.known.policy.budgets
    if not lines:
        return Part("Budgets", ("No budget is stated in the policy.",))
    year = max(line.year for line in lines)
    potential = {one.territory: one.potential for one in analysis.review.standings}
    rows, problems = budgets(lines, year, potential)
    columns = (
        *(Column(name) for name in ("territory", "kind", "budget", "spent", "left")),
        *(Column(name, "share") for name in ("of the budget", "of the potential")),
    )
    cells = tuple(
        (
            one.territory,
            one.kind,
            str(one.amount),
            _exact(one.spent),
            _exact(one.left),
            one.share_of_budget,
            one.share_of_potential,
        )
        for one in rows
    )
    words = (f"Of {year}.", *(str(problem) for problem in problems))
    return Part("Budgets", words, tables=(Table(columns, cells),) if rows else ())


def _exact(amount: object) -> str | None:
    return None if amount is None else str(amount)
