"""What happened in each territory in a period, from everything on record; a fact that is not known is not there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from scheduler.closed_visits import ClosedVisit
from scheduler.plan import VisitStatus
from scheduler.review.cost_shares import Shared, shared
from scheduler.review.gathered import DAYS, Gathered
from scheduler.review.sales import first_sales, sold, year_before
from territory.accounts import Account, AccountKind
from territory.deals import deal_facts
from territory.kpis import PeriodFacts
from territory.punctuality import Call, calls, punctuality_facts
from territory.sales import month_after


@dataclass(frozen=True)
class Facts:
    """Answers for any territory and period; what all of them need is put in order once."""

    known: Gathered

    def of(self, territory: str, start: date, end: date) -> PeriodFacts:
        """Return what is known of a territory from `start` to `end`, both inclusive, until the day of the review."""
        mine = self.accounts.get(territory, ())
        ids = {one.id for one in mine}
        amounts = _base(mine, start, end) | self._sales(ids, start, end) | self._visits(territory, start, end)
        last = min(end, self.known.today)
        if self.known.records.deals:
            deals = (one for one in self.known.records.deals if one.account_id in ids)
            amounts |= deal_facts(deals, start, last, self.known.today, self.known.currency)
        if self.known.records.feedback:
            amounts |= self._feedback(ids, start, last)
        return PeriodFacts(territory, start, end, amounts)

    def last_year(self) -> list[PeriodFacts]:
        """Return the facts of the last twelve months of sales, or of the twelve months before today without any."""
        known = self.known
        if known.sales is None:
            start, end = known.today - timedelta(365), known.today - timedelta(1)
        else:
            months = known.sales.months
            start, end = month_after(months[-1], -11), month_after(months[-1], 1) - timedelta(1)
        return [self.of(territory, start, end) for territory in known.owners.reps]

    @cached_property
    def accounts(self) -> dict[str, tuple[Account, ...]]:
        """Return the accounts of each territory."""
        found: dict[str, list[Account]] = {name: [] for name in self.known.owners.reps}
        for one in self.known.accounts:
            found.setdefault(self.known.owners.territory.get(one.id, ""), []).append(one)
        return {name: tuple(listed) for name, listed in found.items()}

    @cached_property
    def _done(self) -> dict[str, list[ClosedVisit]]:
        found: dict[str, list[ClosedVisit]] = {}
        for visit in self.known.log:
            if visit.status is VisitStatus.DONE:
                found.setdefault(self.known.owners.territory.get(visit.account_id, ""), []).append(visit)
        return found

    @cached_property
    def _calls(self) -> dict[str, tuple[Call, ...]]:
        """Return what fell due in each territory: of customers, since each one's first visit on record."""
        visited, today = self.known.records.visited, self.known.today
        return {
            territory: tuple(
                call
                for one in listed
                if one.kind is AccountKind.CUSTOMER
                for call in calls(one.id, visited[one.id], one.most_days, today)
            )
            for territory, listed in self.accounts.items()
        }

    @cached_property
    def _potential(self) -> dict[str, float]:
        return {one.id: one.potential for one in self.known.accounts}

    @cached_property
    def _row(self) -> dict[str, int]:
        """Return the row of each account in the table of sales."""
        return {name: row for row, name in enumerate(self.known.sales.accounts)} if self.known.sales else {}

    @cached_property
    def _first_sales(self) -> Mapping[str, date | None]:
        return first_sales(self.known.sales) if self.known.sales else {}

    @cached_property
    def shares(self) -> Shared:
        """Return how the days on record are shared among territories."""
        return shared(self.known)

    def _sales(self, ids: set[str], start: date, end: date) -> dict[str, float]:
        sales, facts = self.known.sales, {}
        if sales is None:
            return {}
        rows = [row for name in sorted(ids) if (row := self._row.get(name)) is not None]
        for name, first, last in (("revenue", start, end), ("revenue_before", year_before(start), year_before(end))):
            amount = sold(sales, rows, first, last, self.known.today)
            if amount is not None:
                facts[name] = amount
        if month_after(sales.first, 12) <= start:
            begun = [day for name in ids if (day := self._first_sales.get(name))]
            facts["new_customers"] = float(sum(start <= day <= end for day in begun))
        return facts

    def _visits(self, territory: str, start: date, end: date) -> dict[str, float]:
        """Return what the log says; nothing where nobody keeps it."""
        if not self.known.log:
            return {}
        done = [one for one in self._done.get(territory, ()) if start <= one.date <= end]
        facts = {"visits": float(len(done)), "accounts_visited": float(len({one.account_id for one in done}))}
        due, last = self._calls.get(territory, ()), min(end, self.known.today)
        facts |= punctuality_facts(due, start, last, self._potential)
        timed = [(one.start_s, one.end_s) for one in done if one.start_s is not None and one.end_s is not None]
        if done and len(timed) == len(done):
            facts["service_h"] = sum(last - first for first, last in timed) / 3600
        return facts | self._work(territory, done) | self._cost(territory, start, end)

    def _work(self, territory: str, done: list[ClosedVisit]) -> dict[str, float]:
        """Return the hours of the days with visits, as planned; nothing where a day was not planned here."""
        days = {(one.rep_id, one.date) for one in done}
        hours = self.known.records.tour_h
        if not days or not days <= set(hours):
            return {}
        return {"worked_h": sum(hours[day] * self.shares.of_day(day).get(territory, 0.0) for day in sorted(days))}

    def _cost(self, territory: str, start: date, end: date) -> dict[str, float]:
        """Return what was paid, if mileage was booked for the territory and everything is in the review's currency."""
        mine = [
            (one, share)
            for one in self.known.records.costs
            if start <= one.day <= end and (share := self.shares.of(one).get(territory, 0.0)) > 0
        ]
        booked = any(not one.category for one, _ in mine)
        if not booked or any(one.currency != self.known.currency for one, _ in mine):
            return {}
        return {"cost": sum(one.amount * share for one, share in mine)}

    def _feedback(self, ids: set[str], start: date, end: date) -> dict[str, float]:
        given = [
            one.points for one in self.known.records.feedback if one.account_id in ids and start <= one.date <= end
        ]
        return {"satisfaction_points": sum(given), "satisfaction_answers": float(len(given))}


def _base(mine: tuple[Account, ...], start: date, end: date) -> dict[str, float]:
    return {
        "accounts": float(len(mine)),
        "customers": float(sum(one.kind is AccountKind.CUSTOMER for one in mine)),
        "potential": sum(one.potential for one in mine) * ((end - start).days + 1) / DAYS,
    }
