"""How things stand: what is in force, what waits, who is away, what has no report, what is missing, who is overdue."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from mileage.reminders import Reminder
from office.door import Act, reads
from office.mileage.claims import list_missing
from office.names import names_in
from office.permissions import ROLES_OF
from office.plans.draft_changes import changes_of
from scheduler.demand.unreported import BACK_DAYS
from scheduler.plan import Tour
from store.accounts import read_accounts
from store.answers import read_answers
from store.counted_visits import days_counted
from store.database import Connection
from store.fixed_dates import FixedKind, read_fixed_dates
from store.ownership import is_owned_from, owned_on, timelines
from store.plans import PlanHead, PlanStatus, plan_heads, tours_between
from store.visits import statuses_of

AHEAD_DAYS = 14
"""Who is away within these days is told."""


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A plan: who made it when, its days, and how many changes since then concern it (of drafts alone)."""

    number: int
    made_at: str
    made_by: str
    first: date
    last: date
    changes: int = 0


@dataclass(frozen=True, slots=True)
class Away:
    """A rep who is away, both days inclusive."""

    rep_id: str
    rep: str
    first: date
    last: date
    reason: str


@dataclass(frozen=True, slots=True)
class Unreported:
    """How many visits of a rep's past days are neither done nor skipped, since when."""

    rep_id: str
    rep: str
    visits: int
    since: date


@dataclass(frozen=True, slots=True)
class Overdue:
    """An account whose longest spacing is over: by how many days, and whose it is."""

    account_id: str
    account: str
    rep_id: str
    late_days: int


@dataclass(frozen=True, slots=True)
class Status:
    """How things stand on a day, as far as the person sees them; `older` drafts were made before the plan in force.

    Attributes
    ----------
    waiting : int
        Questions of reps that a planner has not answered.
    missing : tuple of Reminder
        What stands between the reps and their pay.
    ownerless : int
        Accounts that nobody owns, now or later.
    divided : bool
        Whether any account has an owner, now or later.
    """

    day: date
    in_force: PlanLine | None
    drafts: tuple[PlanLine, ...]
    older: int
    away: tuple[Away, ...]
    waiting: int
    unreported: tuple[Unreported, ...]
    missing: tuple[Reminder, ...]
    overdue: tuple[Overdue, ...]
    ownerless: int
    divided: bool = True


@reads
def read_status(act: Act) -> Status:
    """Return how things stand today."""
    connection, day = act.connection, act.now.date()
    heads = plan_heads(connection)
    in_force = next((head for head in heads if head.status is PlanStatus.PUBLISHED), None)
    drafts = [head for head in heads if head.status is PlanStatus.DRAFT]
    newer = [head for head in drafts if in_force is None or head.id > in_force.id]
    overdue, ownerless, divided = _accounts(act, day)
    asked = read_answers(connection, only_open=True)
    return Status(
        day,
        None if in_force is None else _line(in_force),
        tuple(_line(head, _changes(connection, head)) for head in newer) if act.reps is None else (),
        len(drafts) - len(newer) if act.reps is None else 0,
        _away(act, day),
        sum(act.reps is None or answer.rep_id in act.reps for answer in asked),
        _unreported(act, in_force, day),
        list_missing.inside(act) if act.who.roles & ROLES_OF["list_missing"] else (),
        overdue,
        ownerless,
        divided,
    )


def _line(head: PlanHead, changes: int = 0) -> PlanLine:
    return PlanLine(head.id, head.made_at, head.origin.made_by, head.start, head.end, changes)


def _changes(connection: Connection, head: PlanHead) -> int:
    return len(changes_of(connection, head.origin.revision, head.id))


def _away(act: Act, day: date) -> tuple[Away, ...]:
    names = names_in(act)
    found = read_fixed_dates(act.connection, kinds=[FixedKind.ABSENCE], since=day)
    near = [one for one in found if one.first <= day + timedelta(days=AHEAD_DAYS)]
    mine = [one for one in near if act.reps is None or one.rep_id in act.reps]
    away = [Away(one.rep_id, names.rep(one.rep_id), one.first, one.last, one.reason) for one in mine]
    return tuple(sorted(away, key=lambda one: (one.first, one.rep_id)))


def _unreported(act: Act, head: PlanHead | None, day: date) -> tuple[Unreported, ...]:
    """Return what of the past days nobody has said anything about, rep by rep: the next plan takes it as not made."""
    if head is None:
        return ()
    names = names_in(act)
    tours = tours_between(act.connection, head, day - timedelta(days=BACK_DAYS), day - timedelta(days=1), act.reps)
    over = statuses_of(act.connection, [visit.visit_id for tour in tours for visit in tour.visits])
    left = [(tour, _open(tour, frozenset(over))) for tour in tours]
    counts, since = Counter[str](), dict[str, date]()
    for tour, visits in left:
        if visits:
            counts[tour.rep_id] += visits
            since[tour.rep_id] = min(tour.date, since.get(tour.rep_id, tour.date))
    return tuple(Unreported(rep, names.rep(rep), counts[rep], since[rep]) for rep in sorted(counts))


def _open(tour: Tour, over: frozenset[str]) -> int:
    return sum(visit.visit_id not in over for visit in tour.visits)


def _accounts(act: Act, day: date) -> tuple[tuple[Overdue, ...], int, bool]:
    """Return the accounts that are overdue, the latest first, how many nobody owns, and whether any is owned."""
    names, lines, done = names_in(act), timelines(act.connection), days_counted(act.connection)
    found, ownerless, seen = [], 0, 0
    for account in read_accounts(act.connection):
        if act.accounts is not None and account.id not in act.accounts:
            continue
        line = lines.get(account.id, ())
        seen += 1
        owner = owned_on(line, day)
        ownerless += not is_owned_from(line, day)
        last = max((when for when in (done.get(account.id), account.last_visit) if when), default=None)
        late = (day - last).days - account.most_days if last else 0
        if late > 0:
            rep_id = owner.rep_id if owner else ""
            found.append(Overdue(account.id, names.account(account.id), rep_id, late))
    return tuple(sorted(found, key=lambda one: (-one.late_days, one.account_id))), ownerless, ownerless < seen
