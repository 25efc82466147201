"""The review of today, kept in memory and never older than the last event in an office of ordinary size.

In a large one it is made anew where people decided something, and in ten minutes where visits went on.

It takes seconds, and reps report visits all day: a page that waited for every figure of each of them would be slow
from morning to evening, for everybody. What a page shows says from when it is.
"""

from __future__ import annotations

import gc
import threading
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from office.door import Act, thinks
from office.opening import Office
from office.ownership.decisions import first_today
from office.reviews.reviews import analysed
from scheduler.review.analysis import Analysis
from store.changes import Kind, revision, subjects_since
from store.database import Connection
from territory.review.weeks import reasons, weeks

WEEKS, MOST = 13, 20
PASSING = frozenset({Kind.VISIT, Kind.DRAFT, Kind.PEOPLE, Kind.CALENDAR, Kind.LEDGER})
"""What goes on all day: figures may be as old as `OLDEST` beside it."""
OLDEST = timedelta(minutes=10)
BESIDE = frozenset({Kind.DRAFT, Kind.PEOPLE, Kind.CALENDAR})
"""What is in no figure of the review."""
SMALL = 2_000
"""An office of no more accounts has its review made anew after every event: it takes a moment."""


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
    """

    analysis: Analysis
    whole: bool
    revision: int
    at: datetime


@dataclass(slots=True)
class _Kept:
    lock: threading.Lock
    seen: ReviewSeen | None = None


@thinks
def read_review(act: Act) -> ReviewSeen:
    """Return the review of today over the last 13 weeks, of the territories whose reps the person sees."""
    current = whole_review(act)
    with act.reading():
        reps = act.reps
    if reps is None:
        return current
    held = current.analysis.known.owners.reps
    mine = frozenset(name for name, rep in held.items() if rep in reps)
    return replace(current, analysis=narrowed(current.analysis, mine), whole=False)


def whole_review(act: Act) -> ReviewSeen:
    """Return the review of today of everybody, as it is kept, or made anew."""
    kept = _kept(act.office)
    with kept.lock:
        with act.reading() as connection:
            number, day = revision(connection), first_today(act)
            current = kept.seen if kept.seen is not None and _current(connection, kept.seen, act.now, day) else None
        if current is None:
            current = ReviewSeen(analysed(act, day, WEEKS, MOST), whole=True, revision=number, at=act.now)
            kept.seen = current
            if len(current.analysis.known.accounts) > SMALL:
                _leave_to_rest()
    return current


def _leave_to_rest() -> None:
    """Let no later collection of garbage look through the review again: it is millions of values that stay as they are.

    Each such look takes most of a second of whatever request it falls into.
    """
    gc.collect()
    gc.freeze()


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
        proposals=tuple(one for one in made.proposals if one.territory in mine),
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
