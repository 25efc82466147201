"""Reasons for visits that did not take place: the account's own, or the rep's, who gives them everywhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from routing.dates import Day
from routing.paces import DAY_S
from scheduler.demand.workdays import Absence
from scheduler.standouts import FALSE_SHARE, chance_of_as_many, held_against_chance

Given = Sequence[tuple[str, str]]
"""Of each visit the rep, and why it did not take place (empty if it did, or nobody said)."""


class Missed(Protocol):
    """Whose visit it was, and when."""

    @property
    def rep_id(self) -> str:
        """Whose it was."""

    @property
    def date(self) -> Day:
        """When."""


def rep_was_away(visit: Missed, start_s: int | None, absences: Iterable[Absence]) -> bool:
    """Tell whether the rep was absent then; part of a day counts if the visit was to begin within it."""
    return any(
        one.rep_id == visit.rep_id
        and one.first <= visit.date <= one.last
        and (one.from_s <= start_s < one.until_s if start_s is not None else (one.from_s, one.until_s) == (0, DAY_S))
        for one in absences
    )


def own_reasons(past: Mapping[str, Given], least: int) -> dict[str, dict[str, int]]:
    """Return the reasons given `least` times or more that stand out at an account, and how often each was given.

    A reason stands out if chance would not give it so often here: Fisher's exact test beside the same reps' visits to
    their other accounts, and of all those returned at most `FALSE_SHARE` are expected to be chance. Where the reps
    visit nobody else there is nothing beside it, and it is counted alone.
    """
    visits, given = Counter[str](), Counter[tuple[str, str]]()
    for own in past.values():
        visits.update(rep for rep, _ in own)
        given.update(own)
    chances: dict[tuple[str, str], float] = {}
    counts: dict[tuple[str, str], int] = {}
    for account, own in sorted(past.items()):
        reps = sorted({rep for rep, _ in own})
        count = sum(visits[rep] for rep in reps)
        for reason, times in sorted(Counter(reason for _, reason in own if reason).items()):
            if times >= least:
                counts[account, reason] = times
                done = sum(given[rep, reason] for rep in reps)
                if count > len(own):
                    chances[account, reason] = chance_of_as_many(times, len(own), done, count)
    held = held_against_chance(list(chances.values()), FALSE_SHARE)
    shared = {name for name, holds in zip(chances, held, strict=True) if not holds}
    found: dict[str, dict[str, int]] = {}
    for (account, reason), times in counts.items():
        if (account, reason) not in shared:
            found.setdefault(account, {})[reason] = times
    return found
