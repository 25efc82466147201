"""What a plan would meet, before anything is solved: demand beside capacity, and what is wrong with the data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from office.apart import apart
from office.door import Act, thinks
from office.opening import Office
from office.people import Person
from office.plans.inputs import read_situation
from office.remembered import Lasting
from office.travel import travel_engine
from routing.problems import Problem, by_kind
from routing.travel import TravelEngine
from scheduler.demand.assemble import assemble
from scheduler.demand.capacity import Capacity, capacity
from scheduler.team.plan import problems_of
from scheduler.team.requests import requests
from scheduler.team.situation import Span
from store.changes import Kind, revision

_NAME = "plans.foresight"
_SPARED = (Kind.DRAFT, Kind.LEDGER, Kind.PEOPLE, Kind.CALENDAR, Kind.REVIEW)
"""Changes of these change nothing of what is due and when there is time for it."""


@dataclass(frozen=True, slots=True)
class MonthLoad:
    """A month of everybody's weeks, by their Mondays: the season of the demand beside what there is time for."""

    first: date
    asked_s: int
    given_s: int


@dataclass(frozen=True, slots=True)
class ProblemGroup:
    """Problems of one kind: how many, the first of them, and what to do."""

    code: str
    action: str
    count: int
    some: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Foresight:
    """What a plan over a span would meet: the fullest rep first, the most frequent kind of problem first."""

    span: Span
    capacities: tuple[Capacity, ...]
    months: tuple[MonthLoad, ...]
    problems: tuple[ProblemGroup, ...]

    @property
    def lost(self) -> int:
        """Return how many visits there is no time for."""
        return sum(one.lost for one in self.capacities)


@thinks
def foresee_plan(act: Act, engine: TravelEngine, span: Span) -> Foresight:
    """Return what a plan over a span would meet, of the reps whom the person sees; nothing is searched.

    It is worked out once: as long as nothing was changed that it depends on, it comes from memory.
    """
    shelf: Lasting[Foresight] = act.office.memory.setdefault(_NAME, Lasting(_SPARED))
    with act.reading() as connection:
        seen, read_at = act.reps, revision(connection)
        key = span, engine.source, seen
        known = shelf.find(connection, key)
        if known is not None:
            return known
    apart_from_here = foreseen.begin(act.office, act.who, span)
    if apart_from_here is not None:
        shelf.keep(read_at, key, made := apart_from_here.result())
        return made
    with act.reading() as connection:
        read_at, situation = revision(connection), read_situation(connection, span)
    asked, _ = requests(situation, engine)
    wanted = {rep_id: one for rep_id, one in asked.items() if seen is None or rep_id in seen}
    found = sorted((capacity(one, "value", ()) for one in wanted.values()), key=lambda one: (-one.load, one.rep_id))
    wrong = [*situation.problems] if seen is None else []
    wrong += [problem for one in wanted.values() for problem in problems_of(assemble(one))]
    made = Foresight(span, tuple(found), _months(found), _grouped(dict.fromkeys(wrong)))
    shelf.keep(read_at, key, made)
    return made


@apart
def foreseen(office: Office, who: Person, span: Span) -> Foresight:
    """Return what a plan over a span would meet, where a large team's demand is nobody else's burden."""
    return foresee_plan(office, who, travel_engine(office), span)


def _months(found: Iterable[Capacity]) -> tuple[MonthLoad, ...]:
    sums: dict[date, list[int]] = {}
    for one in found:
        for week in one.weeks:
            own = sums.setdefault(week.monday.replace(day=1), [0, 0])
            own[0] += week.asked_s
            own[1] += week.given_s
    return tuple(MonthLoad(first, *sums[first]) for first in sorted(sums))


def _grouped(problems: Iterable[Problem]) -> tuple[ProblemGroup, ...]:
    groups = [ProblemGroup(own[0].code, own[0].action, len(own), own[:5]) for own in by_kind(problems)]
    return tuple(sorted(groups, key=lambda one: (-one.count, one.code)))
