"""The state of the workspace that a plan is made from, and the days that it plans."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from routing.problems import Problem
from scheduler.demand.book import Book
from scheduler.demand.rules import Appointment, Pin, Policy
from scheduler.demand.stints import Stints
from scheduler.demand.workdays import Absence, CompanyDay
from scheduler.nights.policy import Hotel, NightPolicy
from scheduler.plan import Night, Plan, Tour
from territory.accounts import Account, Rep
from territory.ownership.fitness import Unfit


@dataclass(frozen=True, slots=True)
class Span:
    """What is planned: `days` days from `start`; tours of the plan in force between `today` and `start` are frozen."""

    start: date
    days: int
    today: date


@dataclass(frozen=True, slots=True)
class Situation:
    """The state of the workspace at one revision.

    `owners` are those of the span's first day, `stints` tell of the accounts that change owner within the span.
    `closed` are visits that are over (visit id to account id), `before` the plan in force, `problems` what keeps a rep
    from being planned; those reps are not among `reps`. `nights` are nights whose hotels must be known whatever becomes
    of them: those of the plan in force, and of a plan that is looked at. `deals` are each account's
    open deals beside those of a mean account that has some.
    """

    revision: int
    span: Span
    reps: tuple[Rep, ...]
    accounts: tuple[Account, ...]
    owners: Mapping[str, str]
    book: Book
    policy: Policy
    closed: Mapping[str, str]
    before: Plan | None
    absences: tuple[Absence, ...]
    company_days: tuple[CompanyDay, ...]
    pins: tuple[Pin, ...]
    appointments: Mapping[str, tuple[Appointment, ...]]
    problems: tuple[Problem, ...]
    night_policies: Mapping[str, NightPolicy] = field(default_factory=dict)
    hotels: tuple[Hotel, ...] = ()
    nights: tuple[Night, ...] = ()
    currency: str = ""
    stints: Stints = field(default_factory=dict)
    unfit: tuple[Unfit, ...] = ()
    deals: Mapping[str, float] = field(default_factory=dict)

    def accounts_by_rep(self) -> dict[str, list[Account]]:
        """Return the accounts that are each rep's on any day of the span."""
        found: dict[str, list[Account]] = {}
        for account in self.accounts:
            for rep_id in self.reps_of(account.id):
                found.setdefault(rep_id, []).append(account)
        return found

    def reps_of(self, account_id: str) -> tuple[str, ...]:
        """Return who owns an account during the span, one after the other."""
        if account_id in self.stints:
            return tuple(dict.fromkeys(stint.rep_id for stint in self.stints[account_id]))
        return (self.owners[account_id],) if account_id in self.owners else ()

    def nights_of(self, rep_id: str) -> tuple[Night, ...]:
        """Return a rep's nights away in the plan in force."""
        return tuple(night for night in (self.before.nights if self.before else ()) if night.rep_id == rep_id)

    def tours(self, rep_id: str) -> tuple[Tour, ...]:
        """Return a rep's tours of the plan in force."""
        return tuple(tour for tour in (self.before.tours if self.before else ()) if tour.rep_id == rep_id)
