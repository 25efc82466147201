"""New customers of the last years, and from where."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from reports.paper import Part
from reports.speech import Speech
from scheduler.review.analysis import Analysis
from scheduler.review.gathered import Gathered
from scheduler.review.traits import one_trait
from territory.accounts import AccountKind
from territory.value.labels import Rfm, rfm
from territory.value.origin import Arrival, cohorts

QUIET_MONTHS = 12


def origin_part(analysis: Analysis, say: Speech) -> Part:
    """Return the cohorts of customers who began to buy after a quiet year on record."""
    known = analysis.known
    if known.sales is None:
        return Part(say("New customers"), (say("There are no sales on record."),))
    arrivals = _arrivals(known)
    words = _fifths([label for label in rfm(known.sales).values() if label], say)
    if not arrivals:
        words.append(say("Nobody began to buy after a quiet year on record."))
        return Part(say("New customers"), tuple(words))
    rows = [
        (
            say("{year} quarter {quarter}", year=one.year, quarter=one.quarter),
            one.customers,
            _listed(one.by_source),
            _listed(one.by_region),
            one.mean_sales,
        )
        for one in cohorts(arrivals, known.sales.first)
    ]
    columns = ("since", ("customers", "whole"), "by source", "by region", ("mean first year", "whole"))
    return Part(say("New customers"), tuple(words), tables=(say.table(columns, rows),))


def _fifths(labels: Sequence[Rfm], say: Speech) -> list[str]:
    """Return how many customers are up by all that tells them apart, and what does not."""
    best = sum(label.is_upper for label in labels)
    words = [
        say(
            "{n} customers are in the upper two fifths by recency, frequency and money of the last year at once.",
            n=best,
        )
    ]
    if any(label.recency is None for label in labels):
        words.append(say("Recency says nothing and is not counted: nobody differs in the last month of buying."))
    if any(label.frequency is None for label in labels):
        words.append(say("Frequency says nothing and is not counted: nobody differs in the number of months."))
    if any(label.money is None for label in labels):
        words.append(say("Money says nothing and is not counted: nobody differs in the sales of the year."))
    return words


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
