"""Cover for a rep who is away: the accounts are others' for the time, and go back afterwards."""

from __future__ import annotations

from datetime import date, datetime

from office.designs.inputs import Land, Wishes, read_land
from office.opening import Office
from office.ownership.leads import owners_missing
from office.ownership.timeline import keep_owners
from routing.problems import BadInputError, Problem
from routing.travel import TravelEngine
from store.ownership import Owned, Timeline, coming_after
from territory.cover import Cover, cover_absence


def cover_rep(
    office: Office,
    engine: TravelEngine,
    rep_id: str,
    days: tuple[date, date | None],
    now: datetime,
    *,
    keep: bool,
) -> Cover:
    """Return who covers a rep's accounts, and keep it if asked.

    Raises
    ------
    BadInputError
        If there is no such rep, an account has no owner, or the last day lies before the first.
    """
    land = read_land(office, engine, days[0], Wishes(contiguous=False, home_share=1.0))
    problem = land.problem
    wrong = _faults(rep_id, days, land)
    if wrong:
        raise BadInputError(wrong)
    made = cover_absence(problem, land.present, rep_id, days, problem.travel.from_seats())
    if keep and made.spells:
        entries = _entries(made, land.lines, days[0])
        keep_owners(office, land.revision, entries, f"accounts of {rep_id} are covered from {days[0]}", now)
    return made


def _entries(made: Cover, lines: dict[str, Timeline], first: date) -> list[Owned]:
    """Return the spells as a decision; hand-overs that were to come still do, and end the cover."""
    entries = []
    for one in made.spells:
        coming = coming_after(lines[one.account_id], first)
        if not coming or one.valid_from < coming[0].valid_from:
            entries.append(Owned(one.account_id, one.valid_from, one.rep_id, one.reason))
        if one.valid_from == first:
            entries += coming
    return entries


def _faults(rep_id: str, days: tuple[date, date | None], land: Land) -> list[Problem]:
    (first, last), reps = days, land.problem.seat_ids
    if rep_id not in reps:
        return [Problem("rep-unknown", f"rep {rep_id}", f"the reps are {', '.join(reps)}", "Name one of them.")]
    if last is not None and last < first:
        return [Problem("days-reversed", "the absence", f"{last} lies before {first}", "Give the first day first.")]
    return [owners_missing(land)] if (land.present < 0).any() else []
