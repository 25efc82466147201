"""Everything that is shown or exported, read at one moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from office.door import Act, reads
from office.names import Names
from office.people import Role
from routing.problems import BadInputError, Problem
from scheduler.plan import Plan, PlannedVisit
from store.accounts import read_accounts, read_reps
from store.agendas import agendas_of
from store.database import Connection
from store.fixed_dates import FixedKind, read_fixed_dates
from store.ownership import owners_on
from store.plans import PlanHead, PlanStatus, find_plan, plan_heads, plan_in_force, published_plan, read_plan
from store.visits import statuses_of
from territory.accounts import Account, Rep
from territory.agenda import Agenda, Scope, agenda_for

PLANNING = frozenset({Role.PLANNER, Role.MANAGER, Role.ADMINISTRATOR})
"""Who sees drafts."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A plan with the accounts and reps that it speaks of, and who owns what since when.

    `purposes` are those of appointments, by the visit's id; `agendas` say what visits are about.
    """

    head: PlanHead
    plan: Plan
    reps: Mapping[str, Rep]
    accounts: Mapping[str, Account]
    owners: Mapping[str, str]
    since: Mapping[str, date]
    purposes: Mapping[str, str] = field(default_factory=dict)
    agendas: Mapping[Scope, Agenda] = field(default_factory=dict)

    @property
    def names(self) -> Names:
        """Return what the accounts and reps are called."""
        accounts = {key: account.name for key, account in self.accounts.items()}
        return Names(accounts, {key: rep.name for key, rep in self.reps.items()})

    def only(self, rep_id: str) -> Shown:
        """Return what is shown of one rep alone."""
        tours = tuple(tour for tour in self.plan.tours if tour.rep_id == rep_id)
        left = tuple(visit for visit in self.plan.unserved if visit.rep_id == rep_id)
        nights = tuple(night for night in self.plan.nights if night.rep_id == rep_id)
        return replace(self, plan=replace(self.plan, tours=tours, unserved=left, nights=nights))

    def stop_name(self, visit: PlannedVisit) -> str:
        """Return what a stop is called: an appointment by its purpose, any other by its account."""
        purpose = self.purposes.get(visit.visit_id, "")
        if visit.account_id not in self.accounts:
            return purpose or visit.visit_id
        name = self.accounts[visit.account_id].name
        return f"{name} ({purpose})" if purpose else name

    def agenda_of(self, visit: PlannedVisit, day: date) -> Agenda:
        """Return what a visit on a day is about; nothing where the place is no account."""
        account = self.accounts.get(visit.account_id)
        return agenda_for(self.agendas, account, day) if account else ()

    def name_of(self, account_id: str) -> str:
        """Return an account's name, or what stands for a place that is none."""
        return self.accounts[account_id].name if account_id in self.accounts else account_id


@dataclass(frozen=True, slots=True)
class Chosen:
    """The plan that is meant, whether it is in force, and the drafts that are newer than it."""

    number: int
    in_force: bool
    newer: tuple[int, ...]


@reads
def choose_plan(act: Act, number: int | None = None) -> Chosen:
    """Return which plan is meant: the one that is named, else the one in force, else the newest draft.

    Raises
    ------
    BadInputError
        If there is no such plan, or none at all.
    """
    heads = plan_heads(act.connection) if act.who.roles & PLANNING else ()
    head = published_plan(act.connection) if number is None else _meant(act, number)
    head = head or _meant(act, None)
    newer = tuple(one.id for one in heads if one.id > head.id and one.status is PlanStatus.DRAFT)
    return Chosen(head.id, head.status is PlanStatus.PUBLISHED, newer)


@reads
def read_shown_plan(act: Act, number: int | None, day: date, *, plan: bool = True) -> Shown:
    """Read a plan (an empty one if none is wanted) and the owners on a day, as far as the person may see them.

    Without a number the newest plan is meant, for whoever plans or leads; everybody else sees the one in force alone.
    """
    connection = act.connection
    if not plan:
        head, found = PlanHead(0, "", day, day, PlanStatus.DRAFT), Plan(day, day, (), ())
    else:
        head = _meant(act, number)
        found = read_plan(connection, head) if act.reps is None else read_plan(connection, head, act.reps | {""})
        if head.status is not PlanStatus.DRAFT:
            found = _with_outcomes(connection, found)
    owned = owners_on(connection, day)
    accounts = {account.id: account for account in read_accounts(connection) if _seen(act.accounts, account.id)}
    return Shown(
        head,
        found,
        {rep.id: rep for rep in read_reps(connection) if _seen(act.reps, rep.id)},
        accounts,
        {account: entry.rep_id for account, entry in owned.items() if account in accounts},
        {account: entry.valid_from for account, entry in owned.items() if account in accounts},
        {one.id: one.reason for one in read_fixed_dates(connection, kinds=[FixedKind.APPOINTMENT])},
        agendas_of(connection, accounts.values()),
    )


def _with_outcomes(connection: Connection, plan: Plan) -> Plan:
    """Give the visits that are over the status of what became of them: done, skipped, declined."""
    fates = statuses_of(connection, [visit.visit_id for tour in plan.tours for visit in tour.visits])
    tours = (
        replace(tour, visits=tuple(replace(one, status=fates.get(one.visit_id, one.status)) for one in tour.visits))
        for tour in plan.tours
    )
    return replace(plan, tours=tuple(tours)) if fates else plan


@reads
def read_shown_tours(act: Act, number: int | None, day: date) -> Shown:
    """Read a plan, the one in force if no number is given, with what its tours lead to."""
    head = plan_in_force(act.connection) if number is None else find_plan(act.connection, number)
    return read_shown_plan.inside(act, head.id, day)


def _meant(act: Act, number: int | None) -> PlanHead:
    if act.who.roles & PLANNING:
        return find_plan(act.connection, number)
    head = plan_in_force(act.connection)
    if number not in {None, head.id}:
        cause = f"{act.who.name} sees the plan in force alone, plan {head.id}"
        raise BadInputError([Problem("not-yours", "plan", cause, "Ask a planner for drafts.")])
    return head


def _seen(ids: frozenset[str] | None, name: str) -> bool:
    return ids is None or name in ids
