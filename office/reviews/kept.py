"""The review of today, kept in memory until something changes: a page is quick, and never older than its data."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import date

from office.door import Act, works
from office.opening import Office
from office.ownership.decisions import first_today
from office.reviews.analysis import Analysis
from office.reviews.reviews import analysed
from store.changes import revision
from territory.review.alarms import Alarm
from territory.review.proposals import Proposal
from territory.review.standing import Standing

WEEKS, MOST = 13, 20


@dataclass(frozen=True, slots=True, eq=False)
class ReviewSeen:
    """The review as a person sees it.

    Attributes
    ----------
    territories : frozenset of str
        Those that are the person's to see.
    whole : bool
        Whether these are all: what is said of everybody together is for whoever sees everybody.
    revision : int
        The last change that is in the figures: none has been made since.
    """

    analysis: Analysis
    territories: frozenset[str]
    whole: bool
    revision: int

    @property
    def standings(self) -> tuple[Standing, ...]:
        """Return the territories as they stand."""
        return tuple(one for one in self.analysis.review.standings if one.territory in self.territories)

    @property
    def alarms(self) -> tuple[Alarm, ...]:
        """Return the alarms, the worst first."""
        return tuple(one for one in self.analysis.review.alarms if one.territory in self.territories)

    @property
    def proposals(self) -> tuple[Proposal, ...]:
        """Return the proposals by worth."""
        known = self.analysis.review.proposals
        return tuple(one for one in known if self.whole or one.territory in self.territories)


@dataclass(slots=True)
class _Kept:
    lock: threading.Lock
    of: tuple[int, date] | None = None
    analysis: Analysis | None = None


@works
def read_review(act: Act) -> ReviewSeen:
    """Return the review of today over the last 13 weeks, of the territories whose reps the person sees."""
    kept = _kept(act.office)
    with kept.lock:
        with act.reading() as connection:
            now, reps = (revision(connection), first_today(act)), act.reps
        if kept.of != now or kept.analysis is None:
            kept.analysis, kept.of = analysed(act, now[1], WEEKS, MOST), now
        analysis = kept.analysis
    held = analysis.known.owners.reps
    mine = frozenset(name for name, rep in held.items() if reps is None or rep in reps)
    return ReviewSeen(analysis, mine, reps is None, now[0])


def _kept(office: Office) -> _Kept:
    kept: _Kept = office.memory.setdefault("review", _Kept(threading.Lock()))
    return kept
