"""Where the customers of the last years came from: counts by period, source and place."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Arrival:
    """When and how an account became a customer; `sales` are those of its first twelve months, None if not known."""

    account: str
    first_sale: date
    source: str = ""
    region: str = ""
    segment: str = ""
    sales: float | None = None


@dataclass(frozen=True, slots=True)
class Cohort:
    """The customers who began in one quarter; each breakdown is listed the largest first."""

    year: int
    quarter: int
    customers: int
    by_source: tuple[tuple[str, int], ...]
    by_region: tuple[tuple[str, int], ...]
    by_segment: tuple[tuple[str, int], ...]
    mean_sales: float | None


def cohorts(arrivals: Iterable[Arrival], since: date) -> tuple[Cohort, ...]:
    """Return the cohorts from the quarter of `since` on, oldest first; quarters without a new customer are left out."""
    start = (since.year, _quarter(since))
    groups: dict[tuple[int, int], list[Arrival]] = defaultdict(list)
    for arrival in arrivals:
        key = (arrival.first_sale.year, _quarter(arrival.first_sale))
        if key >= start:
            groups[key].append(arrival)
    return tuple(_cohort(*key, groups[key]) for key in sorted(groups))


def _quarter(day: date) -> int:
    return (day.month - 1) // 3 + 1


def _cohort(year: int, quarter: int, group: list[Arrival]) -> Cohort:
    sold = [arrival.sales for arrival in group if arrival.sales is not None]
    return Cohort(
        year,
        quarter,
        len(group),
        _counted(arrival.source for arrival in group),
        _counted(arrival.region for arrival in group),
        _counted(arrival.segment for arrival in group),
        sum(sold) / len(sold) if sold else None,
    )


def _counted(labels: Iterable[str]) -> tuple[tuple[str, int], ...]:
    counts = Counter(label or "(not known)" for label in labels)
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
