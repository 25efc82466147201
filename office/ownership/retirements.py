"""Letting a rep go: who takes each account, what stays open, and the rep's last day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from office.designs.inputs import Wishes, read_land
from office.door import Act, thinks, writes
from office.ownership.decisions import REP_ENDS, decision_of, keep_owners, refuse, require_owners_as_seen
from office.ownership.rule_books import book_on
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from routing.travel import TravelEngine
from store.accounts import read_reps
from store.changes import Kind, Subject
from store.database import Connection
from store.ownership import timelines
from store.reps import set_last_day
from territory.cover import cover_absence
from territory.ownership.timeline import DecisionKind, Owned, owned_on
from territory.ownership.values import territories_of
from territory.presence import works as works_on


@dataclass(frozen=True, slots=True)
class Retirement:
    """Who takes the accounts of a rep who leaves after `last_day`.

    Attributes
    ----------
    takers : mapping of account to rep
    extra_h : mapping of rep to hours a year
    problems : tuple of Problem
        Accounts that nobody takes, and territories that would be vacant.
    """

    revision: int
    rep_id: str
    last_day: date
    takers: Mapping[str, str]
    extra_h: Mapping[str, float]
    problems: tuple[Problem, ...]


@thinks
def propose_retirement(
    act: Act, engine: TravelEngine, rep_id: str, last_day: date, successor: str | None = None
) -> Retirement:
    """Return who takes a rep's accounts: one successor, else for each the nearest rep who fits and has room.

    Raises
    ------
    BadInputError
        If there is no such rep or successor, or the successor does not work then.
    """
    first = last_day + timedelta(days=1)
    land = read_land(act.office, engine, first, Wishes(contiguous=False, home_share=1.0), {rep_id}, homeless=True)
    reps = {rep.id: rep for rep in land.reps}
    wrong = [
        Problem(
            "rep-unknown",
            sentence("rep {one}", one=one),
            sentence("the reps are {names}", names=", ".join(sorted(reps))),
            "Name one of them.",
        )
        for one in (rep_id, successor)
        if one is not None and one not in reps
    ]
    if successor == rep_id:
        wrong.append(
            Problem(
                "successor-same",
                sentence("rep {rep_id}", rep_id=rep_id),
                "nobody follows themselves",
                "Name another rep.",
            )
        )
    refuse(wrong)
    seats = land.problem.seat_ids
    able = [works_on(reps[one], first) and successor in (None, one) for one in seats]
    problem = replace(land.problem, allowed=land.problem.allowed & np.array(able)[:, None])
    made = cover_absence(problem, land.present, rep_id, (first, None), problem.travel.from_seats())
    with act.reading() as connection:
        vacant = _vacant(connection, rep_id, first)
        unseen = _not_in_land(connection, rep_id, first, set(land.problem.unit_ids))
    takers = {one.account_id: one.rep_id for one in made.spells}
    problems = tuple(_nobody_takes(one.where, rep_id) for one in made.problems)
    return Retirement(
        land.revision, rep_id, last_day, takers, made.extra_h, (*problems, *unseen, *vacant, *land.cannot_be_owned)
    )


@writes
def retire_rep(act: Act, made: Retirement, reason: str = "") -> int:
    """Give a rep's accounts to those who take them, the day after the last one; returns the number of the decision.

    Taken back with `undo_ownership`, which also puts the rep's last day back as it was.
    """
    require_owners_as_seen(act, made.revision)
    rep = next((one for one in read_reps(act.connection) if one.id == made.rep_id), None)
    if rep is None:
        cause = "there is no such rep"
        raise BadInputError(
            [
                Problem(
                    "rep-unknown",
                    sentence("rep {rep_id}", rep_id=made.rep_id),
                    cause,
                    "List them: roundsman territory reps.",
                )
            ]
        )
    first = made.last_day + timedelta(days=1)
    entries = [
        Owned(account, first, taker, sentence("{rep} left", rep=made.rep_id))
        for account, taker in sorted(made.takers.items())
    ]
    before = {REP_ENDS: [rep.id, rep.ends.isoformat() if rep.ends else None]}
    summary = sentence(
        "{rep} leaves on {day}; {count} accounts are taken over", rep=rep.name, day=made.last_day, count=len(entries)
    )
    kept = keep_owners(act, entries, decision_of(act, DecisionKind.RETIREMENT, summary, reason, before))
    set_last_day(act.connection, rep.id, made.last_day)
    act.touch(Subject(Kind.REP, rep.id))
    return kept.number


def _nobody_takes(where: str, rep_id: str) -> Problem:
    cause = sentence("nobody but {rep_id} may own it", rep_id=rep_id)
    return Problem("nobody-takes", where, cause, "Release its lock, or train or hire a rep for it.")


def _not_in_land(connection: Connection, rep_id: str, first: date, known: set[str]) -> tuple[Problem, ...]:
    """Name the accounts that stay with the rep because no plan visits them."""
    lines = timelines(connection, covers=False)
    held = ((account, owned_on(line, first)) for account, line in lines.items())
    mine = sorted(account for account, row in held if row and row.rep_id == rep_id and account not in known)
    if not mine:
        return ()
    cause = sentence(
        "{count} accounts stay with {rep_id}, since nobody visits them ({names})",
        count=len(mine),
        rep_id=rep_id,
        names=", ".join(mine[:5]),
    )
    return (
        Problem(
            "accounts-not-visited",
            sentence("rep {rep_id}", rep_id=rep_id),
            cause,
            "Give them to others once they are visited.",
        ),
    )


def _vacant(connection: Connection, rep_id: str, first: date) -> tuple[Problem, ...]:
    """Name the territories that rules still give to the rep."""
    book = book_on(connection, first)
    if book is None:
        return ()
    action = "Write who holds it from then on: roundsman territory owners rules FILE."
    return tuple(
        Problem(
            "territory-without-rep",
            sentence("territory {name}", name=name),
            sentence("the rules give it to {rep_id}, who has left", rep_id=rep_id),
            action,
        )
        for name in territories_of(book, rep_id, first)
    )
