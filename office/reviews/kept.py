"""The review of today, kept in memory until something changes: a page is quick, and never older than its data."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from datetime import date

from office.door import Act, thinks
from office.opening import Office
from office.ownership.decisions import first_today
from office.reviews.reviews import analysed
from scheduler.review.analysis import Analysis
from store.changes import revision
from territory.review.weeks import reasons, weeks

WEEKS, MOST = 13, 20


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
        The last change that is in the figures: none has been made since.
    """

    analysis: Analysis
    whole: bool
    revision: int


@dataclass(slots=True)
class _Kept:
    lock: threading.Lock
    of: tuple[int, date] | None = None
    analysis: Analysis | None = None


@thinks
def read_review(act: Act) -> ReviewSeen:
    """Return the review of today over the last 13 weeks, of the territories whose reps the person sees."""
    kept = _kept(act.office)
    with kept.lock:
        with act.reading() as connection:
            now, reps = (revision(connection), first_today(act)), act.reps
        if kept.of != now or kept.analysis is None:
            kept.analysis, kept.of = analysed(act, now[1], WEEKS, MOST), now
        analysis = kept.analysis
    if reps is None:
        return ReviewSeen(analysis, whole=True, revision=now[0])
    held = analysis.known.owners.reps
    mine = frozenset(name for name, rep in held.items() if rep in reps)
    return ReviewSeen(narrowed(analysis, mine), whole=False, revision=now[0])


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
