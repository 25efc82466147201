"""Many accounts to one rep: what both territories would hold, and the move as one decision that one undo ends."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from threading import Lock

import numpy as np

from office.designs.inputs import Wishes, read_land
from office.door import Act, thinks, works
from office.opening import Office
from office.ownership.decisions import decision_of, first_today, keep_owners, refuse, require_owners_as_seen
from office.ownership.handover_dates import handed_over_since
from office.ownership.moves import BY_HAND, faults_of_moves
from office.ownership.rules import unknown_account
from routing.problems import Problem
from routing.sentences import sentence, with_reason
from routing.travel import TravelEngine
from store.accounts import read_accounts, read_reps
from store.changes import Kind, is_touched_since, revision
from store.counted_visits import as_counted
from store.database import reading
from store.opportunities import read_opportunities
from store.ownership import timelines
from territory.accounts import Account
from territory.design.gathered import Land
from territory.design.metrics import SeatMetrics, measure_seats
from territory.design.problem import Floats
from territory.design.reasons import Move
from territory.design.selection import held_by, seconds_from_centres
from territory.handover import Handover, HandoverRules, handover_words, plan_handovers
from territory.handover_facts import Timing, handover_facts
from territory.ownership.timeline import DecisionKind, Owned, Timeline, owned_on

DEPENDS_ON = (Kind.ACCOUNT, Kind.REP, Kind.OWNERSHIP, Kind.SETTINGS, Kind.ROADS)
"""What the figures are made of: where none of it has changed, they are not made again."""
MOST = 5_000
"""Accounts that one selection may hold."""
_MAKING = Lock()


@dataclass(frozen=True, slots=True)
class SelectionOrder:
    """Which accounts are to be whose: from `on` (today where None), at most `a_week` of a rep's in a week if any."""

    account_ids: tuple[str, ...]
    rep_id: str
    on: date | None = None
    a_week: int | None = None


@dataclass(frozen=True, slots=True)
class TerritoryFigures:
    """What a territory holds: accounts, hours a year, potential, and the mean way of a visit."""

    accounts: int
    hours: float
    potential: float
    travel_s: float


@dataclass(frozen=True, slots=True)
class Shift:
    """One territory before and after."""

    rep_id: str
    name: str
    before: TerritoryFigures
    after: TerritoryFigures


@dataclass(frozen=True, slots=True)
class SelectionPrice:
    """What a selection changes: every territory that gives or takes, who gives first; what may not move, and why."""

    moved: int
    territories: tuple[Shift, ...]
    refused: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Known:
    """What all prices of a day share."""

    revision: int
    day: date
    land: Land
    seconds: Floats
    accounts: Mapping[str, Account]
    owners: Mapping[str, str]
    names: Mapping[str, str]


@thinks
def price_selection(act: Act, engine: TravelEngine, order: SelectionOrder) -> SelectionPrice:
    """Return what territories would hold if the accounts were a rep's today; ways are from the present centres.

    Raises
    ------
    BadInputError
        For an account or a rep that there is not, or that is not the person's to see, and for too many accounts.
    """
    with act.reading() as connection:
        day = first_today(act)
        known = _known(act.office, engine, day)
        chosen = _chosen(act, known.accounts, order)
        faults = faults_of_moves(connection, chosen, order.rep_id, day)
    refuse([one for one in faults if not one.where.startswith("account ")])
    stuck = {one.where.removeprefix("account ") for one in faults}
    moved = {one.id for one in chosen if one.id not in stuck and known.owners.get(one.id) != order.rep_id}
    return SelectionPrice(len(moved), _shifts(known, moved, order.rep_id), tuple(faults))


@thinks
def weigh_territories(act: Act, engine: TravelEngine) -> tuple[SeatMetrics, ...]:
    """Return what each territory holds today, of the reps whom the person sees: as `price_selection` reckons."""
    with act.reading():
        known, seen = _known(act.office, engine, first_today(act)), act.reps
    held = measure_seats(known.land.problem, known.land.present, known.seconds)
    return tuple(one for one in held if seen is None or one.seat_id in seen)


def _known(office: Office, engine: TravelEngine, day: date) -> _Known:
    """Return what prices share, kept until something that it is made of has changed; made once, whoever asks."""
    with _MAKING:
        return _known_or_made(office, engine, day)


def _known_or_made(office: Office, engine: TravelEngine, day: date) -> _Known:
    kept: _Known | None = office.memory.get("selections")
    with reading(office.database) as connection:
        seen = revision(connection)
        if kept is not None and kept.day == day and not is_touched_since(connection, kept.revision, DEPENDS_ON):
            return kept
        accounts = {one.id: one for one in read_accounts(connection)}
        names = {rep.id: rep.name for rep in read_reps(connection)}
        owners = _owners(timelines(connection), day)
    land = read_land(office, engine, day, Wishes(contiguous=False), homeless=True)
    seconds = seconds_from_centres(land.problem, land.present)
    office.memory["selections"] = made = _Known(seen, day, land, seconds, accounts, owners, names)
    return made


def _owners(lines: Mapping[str, Timeline], day: date) -> dict[str, str]:
    held = ((account, owned_on(line, day)) for account, line in lines.items())
    return {account: owned.rep_id for account, owned in held if owned is not None}


def _chosen(act: Act, accounts: Mapping[str, Account], order: SelectionOrder) -> list[Account]:
    """Return the accounts of an order, each once."""
    ids = sorted(set(order.account_ids))
    if not 0 < len(ids) <= MOST:
        cause = sentence("{count} accounts are chosen", count=len(ids))
        refuse(
            [Problem("selection-impossible", "selection", cause, sentence("Choose between one and {most}.", most=MOST))]
        )
    act.require_rep(order.rep_id)
    for account_id in ids:
        act.require_account(account_id)
    refuse([unknown_account(one) for one in ids if one not in accounts])
    return [accounts[one] for one in ids]


def _shifts(known: _Known, moved: set[str], rep_id: str) -> tuple[Shift, ...]:
    after = {**known.owners, **dict.fromkeys(moved, rep_id)}
    giving = sorted({known.owners[one] for one in moved if one in known.owners} - {rep_id})
    figures = [_figures(known, owners) for owners in (known.owners, after)]
    none = TerritoryFigures(0, 0.0, 0.0, 0.0)
    return tuple(
        Shift(rep, known.names.get(rep, rep), *(one.get(rep, none) for one in figures)) for rep in [*giving, rep_id]
    )


def _figures(known: _Known, owners: Mapping[str, str]) -> dict[str, TerritoryFigures]:
    """Return what each rep holds: all accounts and their potential, the hours and ways of those that are visited."""
    problem = known.land.problem
    seats = {rep: seat for seat, rep in enumerate(problem.seat_ids)}
    owner = np.array([seats.get(owners.get(unit, ""), -1) for unit in problem.unit_ids], np.int32)
    held = held_by(problem, owner, known.seconds)
    counts = Counter(rep for account, rep in owners.items() if account in known.accounts)
    potential: dict[str, float] = defaultdict(float)
    for account, rep in owners.items():
        if account in known.accounts:
            potential[rep] += known.accounts[account].potential
    return {
        rep: TerritoryFigures(
            counts[rep],
            held[seats[rep]].hours if rep in seats else 0.0,
            potential[rep],
            held[seats[rep]].travel_s if rep in seats else 0.0,
        )
        for rep in {*counts, *seats}
    }


@works
def move_selection(act: Act, order: SelectionOrder, reason: str = "") -> tuple[int, date, date]:
    """Give accounts to a rep in one decision; returns its number, and the first and last day of the hand-overs.

    Open deals hold an account back as with any move. What is the rep's already stays as it is.

    Raises
    ------
    BadInputError
        As `propose_move` does, with everything that is in the way of any of the accounts.
    ChangedMeanwhileError
        If somebody decided about owners meanwhile.
    """
    with act.reading() as connection:
        day, seen = order.on or first_today(act), revision(connection)
        chosen = _chosen(act, {one.id: one for one in read_accounts(connection)}, order)
        refuse(faults_of_moves(connection, chosen, order.rep_id, day))
        lines = timelines(connection, covers=False)
        handovers = _handovers(act, chosen, lines, order, day)
    days = [one.on for one in handovers]
    summary = sentence("{count} accounts are {rep}'s from {day}", count=len(handovers), rep=order.rep_id, day=min(days))
    with act.writing():
        require_owners_as_seen(act, seen)
        said = [with_reason(handover_words(one), reason) for one in handovers]
        entries = [
            Owned(one.move.account_id, one.on, order.rep_id, text) for one, text in zip(handovers, said, strict=True)
        ]
        kept = keep_owners(act, entries, decision_of(act, DecisionKind.MOVE, summary, reason))
        return act.answer((kept.number, min(days), max(days)))


def _handovers(
    act: Act, chosen: Sequence[Account], lines: Mapping[str, Timeline], order: SelectionOrder, day: date
) -> tuple[Handover, ...]:
    owners = _owners(lines, day)
    moving = [one for one in chosen if owners.get(one.id) != order.rep_id]
    if not moving:
        cause = sentence("all of them are {rep_id}'s on {day} already", rep_id=order.rep_id, day=day)
        refuse([Problem("owner-already", "selection", cause, "Nothing need be done.")])
    known = handover_facts(as_counted(act.connection, moving), read_opportunities(act.connection), day, Timing())
    facts = {account: replace(one, top=False) for account, one in known.items()}
    moves = [Move(one.id, owners.get(one.id), order.rep_id, 0.0, BY_HAND, "by hand") for one in moving]
    rules = HandoverRules(day, a_week=order.a_week or len(moving), today=first_today(act))
    taken = handed_over_since(lines, day) if order.a_week else ()
    return plan_handovers(moves, facts, rules, taken).handovers
