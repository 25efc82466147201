"""Cover for a rep who is away: others stand in for the time, and the accounts are the rep's again afterwards."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import zip_longest

import numpy as np

from office.designs.inputs import Wishes, read_land
from office.door import Act, reads, thinks, writes
from office.ownership.decisions import decision_of, first_today, keep_owners, require_owners_as_seen
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from routing.travel import TravelEngine
from store.ownership import timelines
from territory.cover import CoverSpell, cover_absence
from territory.design.gathered import Land
from territory.ownership.timeline import DecisionKind, Owned
from territory.presence import works as works_on


@dataclass(frozen=True, slots=True)
class CoverProposal:
    """Who would stand in for whom, from when until when, and the extra hours of each rep for the time."""

    revision: int
    rep_id: str
    first: date
    last: date | None
    spells: tuple[CoverSpell, ...]
    extra_h: Mapping[str, float]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class StandIn:
    """Who stands in for whom from a day to a day, None where it is open, with what is looked after meanwhile."""

    covered_id: str
    rep_id: str
    first: date
    last: date | None
    accounts: tuple[str, ...]


@reads
def list_covers(act: Act) -> tuple[StandIn, ...]:
    """Return the covers that hold today or later, of the reps whom the person sees; the earliest first."""
    found: dict[tuple[date, str, str, date | None], list[str]] = defaultdict(list)
    today = first_today(act)
    for account, line in timelines(act.connection).items():
        for row, after in zip_longest(line, line[1:]):
            last = row.until if after is None else after.valid_from - timedelta(days=1)
            if row.covers and (last is None or last >= today):
                found[row.valid_from, row.covers, row.rep_id, last].append(account)
    return tuple(
        StandIn(covered, rep, first, last, tuple(sorted(accounts)))
        for (first, covered, rep, last), accounts in sorted(
            found.items(), key=lambda one: (*one[0][:3], one[0][3] or date.max)
        )
        if act.reps is None or {covered, rep} & act.reps
    )


@thinks
def propose_cover(act: Act, engine: TravelEngine, rep_id: str, first: date, last: date | None) -> CoverProposal:
    """Return who covers a rep's accounts; nothing is kept. What nobody owns, or can own, is named and does not hinder.

    Raises
    ------
    BadInputError
        If there is no such rep, or the last day lies before the first.
    """
    with act.reading():
        act.require_rep(rep_id)
    if last is not None and last < first:
        cause = sentence("{last} lies before {first}", last=last, first=first)
        raise BadInputError([Problem("days-reversed", "the absence", cause, "Give the first day first.")])
    land = read_land(
        act.office, engine, first, Wishes(contiguous=False, home_share=1.0), {rep_id}, covers=True, homeless=True
    )
    problem = land.problem
    if rep_id not in problem.seat_ids:
        cause = sentence("the reps are {names}", names=", ".join(problem.seat_ids))
        raise BadInputError(
            [Problem("rep-unknown", sentence("rep {rep_id}", rep_id=rep_id), cause, "Name one of them.")]
        )
    able = problem.allowed & np.array([_there(land, rep, first, last) for rep in problem.seat_ids])[:, None]
    made = cover_absence(
        replace(problem, allowed=able), land.present, rep_id, (first, last), problem.travel.from_seats()
    )
    return CoverProposal(
        land.revision,
        rep_id,
        first,
        last,
        made.spells,
        made.extra_h,
        (*made.problems, *unowned(land), *land.cannot_be_owned),
    )


@writes
def keep_cover(act: Act, made: CoverProposal, reason: str = "") -> int:
    """Put a cover in force; returns the number of the decision, 0 where nothing is covered.

    Whatever is decided meanwhile still counts: an account that is handed over is no longer covered.
    """
    act.require_rep(made.rep_id)
    require_owners_as_seen(act, made.revision)
    if not made.spells:
        act.changed_nothing()
        return 0
    entries = [
        Owned(one.account_id, made.first, one.rep_id, one.reason, until=made.last, covers=made.rep_id)
        for one in made.spells
    ]
    summary = sentence(
        "{count} accounts of {rep} are covered from {first}", count=len(entries), rep=made.rep_id, first=made.first
    )
    return keep_owners(act, entries, decision_of(act, DecisionKind.COVER, summary, reason)).number


def unowned(land: Land) -> tuple[Problem, ...]:
    """Name the accounts that nobody owns, as something to look at."""
    none = [unit for unit, seat in zip(land.problem.unit_ids, land.present, strict=True) if seat < 0]
    if not none:
        return ()
    some = ", ".join(none[:5]) + (" ..." if len(none) > 5 else "")
    cause = sentence("{count} accounts have no owner on that day ({some})", count=len(none), some=some)
    action = "Give each to a rep: roundsman territory move ACCOUNT REP, or let them be placed: territory realign."
    return (Problem("accounts-without-owner", "the territories", cause, action),)


def _there(land: Land, rep_id: str, first: date, last: date | None) -> bool:
    return any(rep.id == rep_id and works_on(rep, first, last) for rep in land.reps)
