"""A rep's own figures of a month, each with its formula, and what the plan asks of them beside the team: no names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from mileage.money import Money
from mileage.periods import month_days, month_of
from mileage.trips import TripKind
from office.door import Act, reads
from office.mileage.expenses import spent_of
from office.mileage.reports import log_entries
from office.reviews.fairness import MEASURES, Fairness, fairness_among
from office.visits.days import own_rep
from routing.dates import Day
from scheduler.plan import VisitStatus
from store.confirmed import confirmed_visits
from store.plans import published_plan, tours_between
from store.visits import statuses_of

SMALLEST_TEAM = 3
"""Of fewer reps no range is shown: it would name the other one."""


@dataclass(frozen=True, slots=True)
class Beside:
    """One measure of the plan in force: one's own, and the least and most of the team (None in a team too small)."""

    own: float
    least: float | None
    most: float | None


@dataclass(frozen=True, slots=True)
class OwnFigures:
    """A rep's month up to `last`, which is today or the month's last day.

    Attributes
    ----------
    planned, kept : int
        Visits that the plan in force has from the month's first day to yesterday, and those of them that took place.
    visits, unplanned : int
        Visits that took place in the month, and those of them that the plan in force does not have.
    selling_s, without_times : int
        Seconds at customers by reported times, and visits that nobody told the times of.
    attested_m, waiting_m : Decimal
        Metres driven on business: attested, and in trips that wait for the rep's word.
    expenses : tuple of Money
        What was spent, by currency.
    beside : mapping of str to Beside
        By measure (`office.reviews.fairness.MEASURES`), over the whole plan in force; empty where none is.
    plan_span : (date, date) or None
        The days of that plan.
    """

    period: str
    first: Day
    last: Day
    planned: int
    kept: int
    visits: int
    unplanned: int
    selling_s: int
    without_times: int
    attested_m: Decimal
    waiting_m: Decimal
    expenses: tuple[Money, ...]
    beside: Mapping[str, Beside]
    plan_span: tuple[date, date] | None

    @property
    def attainment(self) -> float | None:
        """Return the share of planned visits that took place; None where none was planned."""
        return self.kept / self.planned if self.planned else None


@reads
def read_own_figures(act: Act, period: str = "") -> OwnFigures:
    """Return the figures of a month (the present one) of the rep who asks; raises `BadInputError` if it is none."""
    rep = own_rep(act)
    today, connection = act.today(rep.timezone), act.connection
    days = month_days(period or month_of(today))
    last = min(days.last, today)
    head = published_plan(connection)
    until = min(days.last, today - timedelta(days=1))
    tours = tours_between(connection, head, days.first, days.last, {rep.id}) if head else ()
    in_plan = {visit.visit_id: tour.date for tour in tours for visit in tour.visits}
    wanted = [name for name, day in in_plan.items() if day <= until]
    kept = [one for one in statuses_of(connection, wanted).values() if one == VisitStatus.DONE]
    done = [one for one in confirmed_visits(connection, rep.id, days.first, last) if one.account_id != rep.id]
    lengths = [one.end_s - one.start_s for one in done if one.start_s is not None and one.end_s is not None]
    log = [one for one in log_entries(act, days, rep.id, drafts=True) if one.trip.kind is TripKind.BUSINESS]
    waiting = [one.trip.distance_m for one in log if one.state == "draft"]
    attested = [one.trip.distance_m for one in log if one.state != "draft"]
    spent: dict[str, Decimal] = {}
    for one in spent_of(act, days, rep.id):
        gross = one.expense.gross
        spent[gross.currency] = spent.get(gross.currency, Decimal()) + gross.amount
    return OwnFigures(
        month_of(days.first), days.first, last, len(wanted), len(kept), len(done),
        sum(one.visit_id not in in_plan for one in done), sum(lengths), len(done) - len(lengths),
        sum(attested, Decimal()), sum(waiting, Decimal()),
        tuple(Money(amount, currency) for currency, amount in sorted(spent.items())),
        _beside(fairness_among(act, None), rep.id) if head else {},
        (head.start, head.end) if head else None,
    )  # fmt: skip


def _beside(found: Fairness, rep_id: str) -> dict[str, Beside]:
    own = next((one for one in found.shares if one.rep_id == rep_id), None)
    if own is None:
        return {}
    beside = {}
    for name in MEASURES:
        values = [float(getattr(one, name)) for one in found.shares]
        known = len(values) >= SMALLEST_TEAM
        beside[name] = Beside(float(getattr(own, name)), min(values) if known else None, max(values) if known else None)
    return beside
