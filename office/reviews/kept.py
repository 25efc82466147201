"""The review of today, kept in memory and never older than the last event in an office of ordinary size.

In a large one it is made anew where people decided something, and in ten minutes where visits went on.

It takes seconds, and reps report visits all day: a page that waited for every figure of each of them would be slow
from morning to evening, for everybody. What a page shows says from when it is. Where the office has a process beside it
that reckons (`office.apart`), the review of a large office is made there: pages show the one before meanwhile, and say
that a newer one is being made; who asks for the newest waits.
"""

from __future__ import annotations

import gc
import logging
import threading
from concurrent.futures import Future, wait
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from office.allocator import give_back
from office.apart import apart
from office.door import Act, thinks
from office.opening import Office
from office.ownership.decisions import first_today
from office.people import owner
from office.reviews.reviews import analysed, review_territories
from routing.problems import WorldError
from scheduler.review.analysis import Analysis
from store.accounts import number_of_accounts
from store.changes import Kind, revision, subjects_since
from store.database import Connection
from territory.review.weeks import reasons, weeks

log = logging.getLogger("roundsman.apart")

WEEKS, MOST = 13, 20
PASSING = frozenset({Kind.VISIT, Kind.DRAFT, Kind.PEOPLE, Kind.CALENDAR, Kind.LEDGER})
"""What goes on all day: figures may be as old as `OLDEST` beside it."""
OLDEST = timedelta(minutes=10)
BESIDE = frozenset({Kind.DRAFT, Kind.PEOPLE, Kind.CALENDAR})
"""What is in no figure of the review."""
SMALL = 2_000
"""An office of no more accounts has its review made anew after every event: it takes a moment."""


PATIENCE_S = 0.5
"""So long a page waits for the first review after a start; then it says that it is being made, and asks again."""


class ReviewComingError(WorldError):
    """The first review since the start is being made."""

    def __init__(self) -> None:
        super().__init__("The review is being worked out. Ask again in some seconds.")


@dataclass(frozen=True, slots=True, eq=False)
class ReviewSeen:
    """The review as a person sees it.

    Attributes
    ----------
    analysis : Analysis
        Of the person's territories; what is said of everybody together stands in it only where `whole`.
    whole : bool
        Whether the person sees everybody.
    revision : int
        The last change that is in the figures.
    at : datetime
        When they were computed.
    newer : bool
        Whether a newer one is being made.
    """

    analysis: Analysis
    whole: bool
    revision: int
    at: datetime
    newer: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class _Making:
    """A review that is being made: of the state of a revision, asked for at an instant."""

    analysis: Future[Analysis]
    revision: int
    at: datetime

    def seen(self) -> ReviewSeen:
        """Return it as everybody's, waiting until it is made."""
        return ReviewSeen(self.analysis.result(), whole=True, revision=self.revision, at=self.at)


@dataclass(slots=True)
class _Kept:
    lock: threading.Lock
    seen: ReviewSeen | None = None
    making: _Making | None = None


@thinks
def read_review(act: Act, *, newest: bool = False) -> ReviewSeen:
    """Return the review of today over the last 13 weeks, of the territories whose reps the person sees.

    In a large office it may be the one before, while a newer one is being made; `newest` waits for that.

    Raises
    ------
    ReviewComingError
        Where there is none before, and `newest` is not asked for.
    """
    current = whole_review(act, newest=newest)
    with act.reading():
        reps = act.reps
    if reps is None:
        return current
    held = current.analysis.known.owners.reps
    mine = frozenset(name for name, rep in held.items() if rep in reps)
    return replace(current, analysis=narrowed(current.analysis, mine), whole=False)


def whole_review(act: Act, *, newest: bool = False) -> ReviewSeen:
    """Return the review of today of everybody, as it is kept, or made anew; see `read_review`."""
    kept = _kept(act.office)
    with kept.lock:
        with act.reading() as connection:
            number, day = revision(connection), first_today(act)
            if kept.seen is not None and _current(connection, kept.seen, act.now, day):
                return kept.seen
            large = number_of_accounts(connection) > SMALL
        begun = kept.making or (_begin(act, kept, number, day) if large else None)
        if begun is None:
            kept.seen = ReviewSeen(analysed(act, day, WEEKS, MOST), whole=True, revision=number, at=act.now)
            if large:
                _leave_to_rest()
            return kept.seen
        before = kept.seen
    begun.analysis.add_done_callback(lambda _: _arrived(kept, begun))
    if before is not None and not newest:
        return replace(before, newer=True)
    if not newest and not wait([begun.analysis], PATIENCE_S).done:
        raise ReviewComingError
    made = begun.seen()
    # what was being made when somebody asked may be older than what they ask for
    return whole_review(act, newest=newest) if newest and begun.revision < number else made


def begin_review(office: Office) -> None:
    """Begin the first review of a large office beside the pages, before anybody asks for it."""
    act, kept = Act(office, owner(), read_review.verb, office.clock()), _kept(office)
    with kept.lock, act.reading() as connection:
        if kept.seen is not None or kept.making is not None or number_of_accounts(connection) <= SMALL:
            return
        begun = _begin(act, kept, revision(connection), first_today(act))
    if begun is not None:
        begun.analysis.add_done_callback(lambda _: _arrived(kept, begun))


def _begin(act: Act, kept: _Kept, number: int, day: date) -> _Making | None:
    """Begin a review beside the pages; None where nobody reckons there."""
    found = analysis_of.begin(act.office, day)
    kept.making = None if found is None else _Making(found, number, act.now)
    return kept.making


@apart
def analysis_of(office: Office, day: date) -> Analysis:
    """Return the figures of the review of a day, without the log that they were made of: no page shows it."""
    made = review_territories(office, owner(), day, WEEKS, MOST)
    return replace(made, known=replace(made.known, log=()))


def _arrived(kept: _Kept, made: _Making) -> None:
    """Show a review that was made beside the pages from now on."""
    with kept.lock:
        if kept.making is not made:
            return
        kept.making = None
        if made.analysis.cancelled() or made.analysis.exception() is not None:
            log.error("the review could not be made", exc_info=made.analysis.exception())
            return
        kept.seen = made.seen()
    _leave_to_rest()


def _leave_to_rest() -> None:
    """Let no later collection of garbage look through the review again: it is millions of values that stay as they are.

    Each such look takes most of a second of whatever request it falls into. What the one before took is given back.
    """
    gc.collect()
    gc.freeze()
    give_back()


def _current(connection: Connection, seen: ReviewSeen, now: datetime, day: date) -> bool:
    """Return whether what is kept may be shown: of this day, and nothing but what goes on all day came since."""
    if seen.analysis.review.today != day:
        return False
    since = set(subjects_since(connection, seen.revision))
    if not since:
        return True
    if len(seen.analysis.known.accounts) <= SMALL:
        return all(one is not None and one.kind in BESIDE for one in since)
    passing = all(one is None or one.kind in PASSING for one in since)
    return passing and timedelta(0) <= now - seen.at <= OLDEST


def _kept(office: Office) -> _Kept:
    kept: _Kept = office.memory.setdefault("review", _Kept(threading.Lock()))
    return kept


def narrowed(analysis: Analysis, mine: frozenset[str]) -> Analysis:
    """Return an analysis of some territories: standings, weeks, alarms, proposals, targets, figures, sales, notes.

    What it says of customers, seasons and budgets is of everybody's, and is not for somebody who sees a region.
    """
    known, made = analysis.known, analysis.review
    seen = tuple(v for v in known.visits if v.territory in mine and made.start <= v.day <= made.end)
    review = replace(
        made,
        standings=tuple(one for one in made.standings if one.territory in mine),
        alarms=tuple(one for one in made.alarms if one.territory in mine),
        proposals=tuple(
            one
            for one in made.proposals
            if one.territory in mine
            and all(known.owners.territory.get(each, one.territory) in mine for each in one.accounts)
        ),
        weeks=weeks(seen),
        reasons=reasons(seen),
    )
    pairs = [
        (one, due) for one, due in zip(analysis.attained, analysis.due, strict=True) if one.target.territory in mine
    ]
    owners = replace(known.owners, regions=(), territories=())
    return replace(
        analysis,
        known=replace(known, notes=tuple(one for one in known.notes if one.territory in mine), owners=owners),
        review=review,
        attained=tuple(one for one, _ in pairs),
        due=tuple(due for _, due in pairs),
        figures=tuple(one for one in analysis.figures if one.territory in mine),
        forecasts={name: one for name, one in analysis.forecasts.items() if name in mine},
        normalised=tuple(one for one in analysis.normalised if one.territory in mine),
    )
