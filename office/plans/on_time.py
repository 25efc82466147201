"""How likely the visits of a plan begin on time, and plans with buffers that reach a stated share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from office.apart import apart
from office.door import Act, reads, works
from office.opening import Office
from office.plans.lessons import driven_ways
from routing.sentences import sentence
from scheduler.demand.weights import WEIGHTS, policy_of
from scheduler.on_time import Chance, Habits, buffered_s, chances_of, habits_of, share_on_time
from scheduler.plan import Tour
from store.accounts import change_service, read_accounts
from store.changes import Kind, Subject
from store.database import Connection, reading
from store.learnt_lengths import LearntLength, planned_lengths, write_learnt_lengths
from store.plans import find_plan, plan_in_force, read_evidence, tours_between
from store.visits import count_closed, visits_told

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class DayForeseen:
    """One rep's day of a plan, with the chance of each visit in driving order."""

    rep_id: str
    date: date
    visits: tuple[Chance, ...]

    @property
    def share(self) -> float | None:
        """Return the share of the day's visits that is expected on time; None where nothing is known."""
        return share_on_time(self.visits)


@dataclass(frozen=True, slots=True)
class Foreseen:
    """The days of a plan from `first` to `last`, both inclusive, by rep and date."""

    plan: int
    first: date
    last: date
    days: tuple[DayForeseen, ...]

    @property
    def share(self) -> float | None:
        """Return the share of all visits that is expected on time; None where nothing is known."""
        return share_on_time(visit for day in self.days for visit in day.visits)


@reads
def foresee_on_time(
    act: Act, number: int | None = None, first: date | None = None, last: date | None = None
) -> Foreseen:
    """Return how likely each visit begins on time: of the plan in force or a draft, by default of its coming week.

    Raises
    ------
    BadInputError
        If there is no such plan, or none is in force.
    """
    connection = act.connection
    head = plan_in_force(connection) if number is None else find_plan(connection, number)
    first = first or max(head.start, min(act.now.date(), head.end))
    last = last or first + WEEK - timedelta(days=1)
    factor = policy_of(str(read_evidence(connection, head).get(WEIGHTS, ""))).way_factor
    habits = kept_habits(act.office, connection, act.now.date())
    tours: tuple[Tour, ...] = tours_between(connection, head, first, last, act.reps)
    days = (DayForeseen(one.rep_id, one.date, chances_of(one, habits, factor)) for one in tours)
    return Foreseen(head.id, first, last, tuple(sorted(days, key=lambda one: (one.rep_id, one.date))))


def kept_habits(office: Office, connection: Connection, today: date) -> Habits:
    """Return what the visits before today teach, learnt once for a day and as many visits as are known of."""
    state = (today, count_closed(connection, today))
    kept = office.memory.get("habits")
    if kept is None or kept[0] != state:
        office.memory["habits"] = kept = (state, habits_on(office, today))
    habits: Habits = kept[1]
    return habits


@apart
def habits_on(office: Office, today: date) -> Habits:
    """Return what the visits before a day teach: of a year of a large team's seconds of reckoning."""
    with reading(office.database) as connection:
        accounts = read_accounts(connection)
        told = visits_told(connection, today)
        driven = driven_ways(connection, told, today)
        return habits_of(accounts, told, planned_lengths(connection, accounts), driven)


@dataclass(frozen=True, slots=True)
class Buffer:
    """An account whose visits are planned with another length from now on; seconds."""

    account_id: str
    now_s: int
    buffered_s: int


@works
def apply_buffers(act: Act, on_time: float) -> tuple[Buffer, ...]:
    """Plan each account's visits so long that a share of them is over in that time; what people planned is remembered.

    Raises
    ------
    ValueError
        If the share is not from 0.5 to 0.99.
    """
    if not 0.5 <= on_time <= 0.99:
        raise ValueError(f"the share of visits on time is from 0.5 to 0.99, not {on_time}")
    with act.reading() as connection:
        habits = kept_habits(act.office, connection, act.now.date())
        accounts = read_accounts(connection)
        found = [
            Buffer(one.id, one.service_s, length)
            for one in accounts
            if (length := buffered_s(one.id, habits, on_time)) is not None and length != one.service_s
        ]
        planned = planned_lengths(connection, accounts)
    with act.writing() as connection:
        changed = [one for one in found if change_service(connection, one.account_id, one.now_s, one.buffered_s)]
        kept = [LearntLength(one.account_id, planned[one.account_id], one.buffered_s) for one in changed]
        write_learnt_lengths(connection, kept)
        act.touch(*(Subject(Kind.ACCOUNT, one.account_id) for one in changed))
        act.note(
            sentence(
                "{count} accounts have visits with a buffer: {share:.0%} are over in time",
                count=len(changed),
                share=on_time,
            )
        )
        if not changed:
            act.changed_nothing()
        return act.answer(tuple(changed))
