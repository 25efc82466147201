"""What is behind its interval or its target in mid-period, and the visits that would bring it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from office.door import Act, thinks
from office.plans.inputs import read_situation
from office.plans.target_lacks import TargetLack, target_lacks
from office.remembered import Lasting
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from routing.travel import TravelEngine
from scheduler.catch_up import CatchUp, catch_up
from scheduler.plan import Tour
from scheduler.team.requests import requests
from scheduler.team.situation import Situation, Span
from store.changes import Kind, revision
from territory.sales_lack import SalesLack

LONGEST_DAYS = 366
_NAME = "plans.catch_up"
_SPARED = (Kind.DRAFT, Kind.LEDGER, Kind.PEOPLE, Kind.CALENDAR)


@dataclass(frozen=True, slots=True)
class CatchUpAsked:
    """What is to be caught up with: from a day until a day, of one rep or everybody, of one segment or all."""

    start: date
    until: date
    rep_id: str = ""
    segment: str = ""


@dataclass(frozen=True, slots=True)
class CatchUpProposal:
    """What each rep can make up for, those who can least first, and which targets lack how much: visits, or sales."""

    asked: CatchUpAsked
    reps: tuple[CatchUp, ...]
    targets: tuple[TargetLack, ...]
    sales: tuple[SalesLack, ...] = ()

    @property
    def days(self) -> dict[str, date]:
        """Return the day of each visit that is proposed, as a plan is ordered with it."""
        return {one.account_id: one.date for rep in self.reps for one in rep.visits}


@thinks
def propose_catch_up(act: Act, engine: TravelEngine, asked: CatchUpAsked) -> CatchUpProposal:
    """Return the visits that bring back what is behind, of the reps whom the person sees; nothing is kept.

    It is worked out once: as long as nothing was changed that it depends on, it comes from memory.

    Raises
    ------
    BadInputError
        If the period ends before it begins, or is longer than a year.
    """
    days = (asked.until - asked.start).days + 1
    if not 1 <= days <= LONGEST_DAYS:
        cause = sentence(
            "{first} to {last} is not between one day and {longest_days}",
            first=asked.start, last=asked.until, longest_days=LONGEST_DAYS,
        )  # fmt: skip
        raise BadInputError([Problem("period-impossible", "catch-up", cause, "Ask for some weeks.")])
    shelf: Lasting[CatchUpProposal] = act.office.memory.setdefault(_NAME, Lasting(_SPARED))
    with act.reading() as connection:
        seen, read_at, today = act.reps, revision(connection), act.now.date()
        key = asked, today, engine.source, seen
        known = shelf.find(connection, key)
        if known is not None:
            return known
        situation = read_situation(connection, Span(asked.start, days, min(today, asked.start)))
        lacks = target_lacks(connection, situation, (asked.start, asked.until), asked.segment)
    questions, _ = requests(situation, engine, asked.rep_id)
    segments = {asked.segment} if asked.segment else set()
    found = [
        catch_up(one, _ahead(situation, rep, asked.start), asked.until, lacks.wanted, segments)
        for rep, one in questions.items()
        if seen is None or rep in seen
    ]
    found.sort(key=lambda one: (-len(one.lost), -len(one.visits), one.rep_id))
    made = CatchUpProposal(asked, tuple(found), lacks.visited, lacks.sales)
    shelf.keep(read_at, key, made)
    return made


def _ahead(situation: Situation, rep_id: str, start: date) -> tuple[Tour, ...]:
    return tuple(tour for tour in situation.tours(rep_id) if tour.date >= start)


def end_of_quarter(day: date) -> date:
    """Return the last day of a day's quarter."""
    month = 3 * ((day.month - 1) // 3) + 3
    return date(day.year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def weeks_until(start: date, until: date) -> int:
    """Return the weeks of a plan from a day that reaches another."""
    return -(-((until - start).days + 1) // 7)


def default_period(start: date) -> tuple[date, date]:
    """Return a period from a day to the end of its quarter; of the next one where less than two weeks are left."""
    end = end_of_quarter(start)
    return start, end if (end - start).days >= 13 else end_of_quarter(end + timedelta(days=1))


def order_with(proposal: CatchUpProposal, chosen: Sequence[str] | None = None) -> dict[str, str]:
    """Return the days of a proposal's visits (of some accounts alone, if they are named) as a job keeps them."""
    return {name: day.isoformat() for name, day in sorted(proposal.days.items()) if chosen is None or name in chosen}
