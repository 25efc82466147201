"""The registry of key figures: stated as data, computed from a period's facts, never zero for want of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from routing.sentences import joined, sentence

FACTS: dict[str, str] = {
    "revenue": "sales of the period",
    "revenue_before": "sales of the same period a year earlier",
    "potential": "sales that could have been won in the period",
    "customers": "customers at the end of the period",
    "accounts": "customers and prospects at the end of the period",
    "new_customers": "customers whose first sale lies in the period",
    "deals_won": "deals won",
    "deals_closed": "deals won or lost",
    "deals_value": "value of the deals won",
    "accounts_visited": "accounts visited at least once",
    "visits": "visits made",
    "visits_due": "visits that fell due",
    "visits_on_time": "due visits made within their spacing",
    "value_due": "potential of the accounts of visits that fell due, visit by visit",
    "value_on_time": "potential of the accounts of due visits made within their spacing, visit by visit",
    "service_h": "hours with accounts",
    "worked_h": "hours with accounts, driving and waiting",
    "cost": "mileage, expenses and nights",
    "satisfaction_points": "sum of the satisfaction answers, 0 to 1 each",
    "satisfaction_answers": "satisfaction answers",
    "pipeline": "open deals, value times probability",
}
"""What a period's facts may hold, and what it means."""


@dataclass(frozen=True, slots=True)
class Kpi:
    """A key figure: the fact `above`, divided by `below` where that is given; `change` takes 1 off.

    Attributes
    ----------
    unit : str
        ``money``, ``price`` (money with its cents), ``share``, ``count`` or ``points``.
    rising : bool
        Whether more is better.
    flow : bool
        Whether it adds up over a period, so that a part of it is due by a part of the period.
    """

    id: str
    name: str
    unit: str
    above: str
    below: str = ""
    change: bool = False
    rising: bool = True
    flow: bool = False


KPIS: dict[str, Kpi] = {
    kpi.id: kpi
    for kpi in (
        Kpi("revenue", "Revenue", "money", "revenue", flow=True),
        Kpi("growth", "Growth over a year", "share", "revenue", "revenue_before", change=True),
        Kpi("wallet", "Share of the potential", "share", "revenue", "potential"),
        Kpi("penetration", "Customers among all accounts", "share", "customers", "accounts"),
        Kpi("new_customers", "New customers", "count", "new_customers", flow=True),
        Kpi("deal_size", "Mean deal", "money", "deals_value", "deals_won"),
        Kpi("conversion", "Deals won of those closed", "share", "deals_won", "deals_closed"),
        Kpi("coverage", "Accounts visited", "share", "accounts_visited", "accounts"),
        Kpi("adherence", "Due visits made in time", "share", "visits_on_time", "visits_due"),
        Kpi("value_served", "Value served in time", "share", "value_on_time", "value_due"),
        Kpi("selling_share", "Selling time of working time", "share", "service_h", "worked_h"),
        Kpi("cost_per_visit", "Cost of a visit", "price", "cost", "visits", rising=False),
        Kpi("satisfaction", "Satisfaction", "points", "satisfaction_points", "satisfaction_answers"),
        Kpi("pipeline", "Pipeline", "money", "pipeline"),
    )
}


@dataclass(frozen=True, slots=True)
class PeriodFacts:
    """What happened in one territory from `start` to `end`, both inclusive; a fact that is not known is not there."""

    territory: str
    start: date
    end: date
    amounts: Mapping[str, float]

    def __post_init__(self) -> None:
        unknown = set(self.amounts) - set(FACTS)
        if unknown or self.end < self.start:
            raise ValueError(f"{self.territory}: unknown facts {sorted(unknown)} or {self.end} before {self.start}")


@dataclass(frozen=True, slots=True)
class Figure:
    """A key figure of a territory and period; where `value` is None, `why` says what is missing."""

    territory: str
    kpi: str
    start: date
    end: date
    value: float | None
    why: str = ""


def figure(kpi: Kpi, facts: PeriodFacts) -> Figure:
    """Return the key figure, or why it cannot be computed."""
    missing = [name for name in (kpi.above, kpi.below) if name and name not in facts.amounts]
    if missing:
        return _figure(
            kpi, facts, None, sentence("not known: {names}", names=joined("; ", (FACTS[name] for name in missing)))
        )
    above = facts.amounts[kpi.above]
    if not kpi.below:
        return _figure(kpi, facts, above, "")
    below = facts.amounts[kpi.below]
    if below <= 0:
        return _figure(
            kpi, facts, None, sentence("cannot be computed: {facts} is {below:g}", facts=FACTS[kpi.below], below=below)
        )
    return _figure(kpi, facts, above / below - kpi.change, "")


def figures(facts: Iterable[PeriodFacts], kpis: Sequence[Kpi] = tuple(KPIS.values())) -> tuple[Figure, ...]:
    """Return all key figures of all territories."""
    return tuple(figure(kpi, one) for one in facts for kpi in kpis)


def together(territory: str, facts: Sequence[PeriodFacts]) -> PeriodFacts:
    """Return the facts of several territories as one; a fact that one of them lacks is not known for all.

    Raises
    ------
    ValueError
        If there are none, or they are not of one period.
    """
    periods = {(one.start, one.end) for one in facts}
    if len(periods) != 1:
        raise ValueError(f"facts of one period are needed, these are of {len(periods)}")
    shared = set.intersection(*(set(one.amounts) for one in facts))
    sums = {name: sum(one.amounts[name] for one in facts) for name in FACTS if name in shared}
    start, end = periods.pop()
    return PeriodFacts(territory, start, end, sums)


def _figure(kpi: Kpi, facts: PeriodFacts, value: float | None, why: str) -> Figure:
    return Figure(facts.territory, kpi.id, facts.start, facts.end, value, why)
