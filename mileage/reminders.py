"""What is missing before a month can be paid: days not attested, claims not submitted, readings not taken."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from mileage.claims import Claim, ClaimState
from mileage.periods import month_of

ATTEST = "attest the trips"
"""What a rep has to do on a day with a confirmed visit."""


@dataclass(frozen=True, slots=True, order=True)
class Reminder:
    """One thing that somebody has to do."""

    who: str
    what: str
    about: str


def began(worked: Iterable[tuple[str, date]], first_in_force: date | None) -> Callable[[str], date]:
    """Return a function that says from which day on a rep's trips are asked about.

    What was visited before the first plan was in force, and before the rep's first trip, is history that was imported:
    it was paid elsewhere.

    Parameters
    ----------
    worked : iterable of (rep id, date)
        Days with trips, whatever became of them.
    first_in_force : date or None
        The first day of the first plan that was in force.
    """
    firsts: dict[str, date] = {}
    for rep_id, day in worked:
        firsts[rep_id] = min(day, firsts.get(rep_id, day))
    default = first_in_force or date.max
    return lambda rep_id: min(default, firsts.get(rep_id, default))


def reminders(
    visited: Iterable[tuple[str, date]],
    attested: Iterable[tuple[str, date]],
    claims: Iterable[Claim],
    today: date,
    drafted: Iterable[tuple[str, date]] = (),
) -> tuple[Reminder, ...]:
    """Return what is missing on a day, by rep.

    Parameters
    ----------
    visited : iterable of (rep id, date)
        Days with a confirmed visit.
    attested : iterable of (rep id, date)
        Days whose trips have been attested.
    claims : iterable of Claim
        The claims as they stand; a month with attested trips and no claim is a draft.
    drafted : iterable of (rep id, date)
        Days with trips that wait for the rep's word, whether or not others of that day have it.
    today : date
        Past days are asked about, and months that are over.
    """
    done, known = set(attested), {claim.id: claim for claim in claims}
    found = [
        Reminder(rep_id, ATTEST, day.isoformat()) for rep_id, day in (set(visited) - done) | set(drafted) if day < today
    ]
    for rep_id, month in {(rep_id, month_of(day)) for rep_id, day in done}:
        state = known.get(f"{rep_id}/{month}", Claim(rep_id, month)).state
        if month < month_of(today) and state in (ClaimState.DRAFT, ClaimState.REJECTED):
            found.append(Reminder(rep_id, "submit the claim", month))
    found += [
        Reminder("approver", "decide on the claim", claim.id)
        for claim in known.values()
        if claim.state is ClaimState.SUBMITTED
    ]
    return tuple(sorted(found))
