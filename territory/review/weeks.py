"""Planned, done, skipped: week by week, with the reasons that were given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from territory.review.inputs import Fate, VisitSeen


@dataclass(frozen=True, slots=True)
class Week:
    """The visits planned for one week (it starts on a Monday) and what became of them."""

    monday: date
    planned: int
    done: int
    skipped: int
    declined: int
    open: int


@dataclass(frozen=True, slots=True)
class Reason:
    """How often a reason was given for not making a visit, and in which territory most."""

    reason: str
    times: int
    share: float
    most_in: str


def weeks(visits: Iterable[VisitSeen]) -> tuple[Week, ...]:
    """Return the weeks that have visits, in order."""
    counts: dict[date, Counter[Fate]] = {}
    for visit in visits:
        monday = visit.day - timedelta(visit.day.weekday())
        counts.setdefault(monday, Counter())[visit.fate] += 1
    return tuple(
        Week(monday, fates.total(), *(fates[fate] for fate in (Fate.DONE, Fate.SKIPPED, Fate.DECLINED, Fate.OPEN)))
        for monday, fates in sorted(counts.items())
    )


def reasons(visits: Sequence[VisitSeen]) -> tuple[Reason, ...]:
    """Return the reasons why visits were skipped or declined, the most frequent first."""
    missed = [visit for visit in visits if visit.fate in {Fate.SKIPPED, Fate.DECLINED}]
    counts = Counter(visit.reason.strip() or "(no reason given)" for visit in missed)
    where: dict[str, Counter[str]] = {}
    for visit in missed:
        where.setdefault(visit.reason.strip() or "(no reason given)", Counter())[visit.territory] += 1
    rows = [
        Reason(reason, times, times / len(missed), min(where[reason], key=lambda name: (-where[reason][name], name)))
        for reason, times in counts.items()
    ]
    return tuple(sorted(rows, key=lambda row: (-row.times, row.reason)))
