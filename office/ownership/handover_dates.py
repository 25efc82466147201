"""Planned hand-overs follow the deals that they wait for, once an import has told of these."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from office.designs.inputs import Wishes, read_land
from office.opening import Office
from office.ownership.joint_visits import Booked, book_joint_visits, drop_joint_visits
from office.ownership.timeline import kept_owners
from routing.problems import Problem
from routing.travel import TravelEngine
from store.accounts import read_accounts
from store.changes import revision
from store.database import Connection, reading
from store.opportunities import read_opportunities
from store.ownership import Owned, Timeline, coming_after, owned_on, timelines
from store.waiting import read_waiting, update_waiting
from territory.handover import sentence
from territory.waiting import Redated, Waiting, follow_deals


@dataclass(frozen=True, slots=True)
class Redating:
    """What would change, read at one revision.

    Attributes
    ----------
    waiting : int
        How many hand-overs to come wait for a deal.
    changes : tuple of Redated
    problems : tuple of Problem
        Hand-overs that cannot follow because something else comes first for their account.
    """

    revision: int
    today: date
    lines: Mapping[str, Timeline]
    waiting: int
    changes: tuple[Redated, ...]
    problems: tuple[Problem, ...]


def redating(office: Office, today: date) -> Redating:
    """Return which planned hand-overs get another date because of their deals; nothing is kept."""
    with reading(office.database) as connection:
        return _redating(connection, today)


def keep_redating(
    office: Office, engine: TravelEngine, made: Redating, now: datetime
) -> tuple[tuple[Booked, ...], tuple[Problem, ...]]:
    """Put the new dates in force, and move the joint visits; returns them, and what is wrong with others."""
    if not made.changes:
        return (), ()
    joint = [one for one in made.changes if one.before.joint_visit]
    land = read_land(office, engine, made.today, Wishes(contiguous=False)) if joint else None
    entries = [entry for one in made.changes for entry in _entries(one, made.lines[one.before.move.account_id])]
    what = f"{len(made.changes)} hand-overs follow their deals"
    booked: list[Booked] = []
    problems: list[Problem] = []
    with kept_owners(office, made.revision, entries, what, now) as connection:
        update_waiting(connection, [one.now for one in made.changes])
        for one in joint:
            drop_joint_visits(connection, made.today, one.before.move.account_id)
        for one in joint if land else ():
            assert land is not None  # noqa: S101 - said above
            found, wrong = book_joint_visits(connection, land, [one.after], one.before.rules, drop=False)
            booked += found
            problems += wrong
    return tuple(booked), tuple(problems)


def _redating(connection: Connection, today: date) -> Redating:
    lines = timelines(connection)
    coming = [one for one in read_waiting(connection) if _stands(one, lines.get(one.move.account_id, ()), today)]
    before = {one.move.account_id: owned_on(lines[one.move.account_id], one.on - timedelta(days=1)) for one in coming}
    held = {account: owned for account, owned in before.items() if owned is not None}
    able = [one for one in coming if (own := held.get(one.move.account_id)) and own.rep_id == one.move.from_id]
    since = {account: owned.valid_from for account, owned in held.items()}
    taken = _taken(lines, min((one.rules.start for one in coming), default=today))
    accounts, deals = read_accounts(connection), read_opportunities(connection)
    blocked = follow_deals([one for one in coming if one not in able], accounts, deals, today, taken)
    changes = follow_deals(able, accounts, deals, today, taken, held_since=since)
    problems = tuple(_behind(one) for one in blocked)
    return Redating(revision(connection), today, lines, len(coming), changes, problems)


def _stands(one: Waiting, line: Timeline, today: date) -> bool:
    """Return whether no later decision has replaced a hand-over."""
    return any((owned.valid_from, owned.rep_id) == (one.on, one.move.to_id) for owned in coming_after(line, today))


def _taken(lines: Mapping[str, Timeline], since: date) -> list[tuple[str, date]]:
    """Return who gives or takes an account when, from a day on."""
    changes = [pair for line in lines.values() for pair in pairwise(line) if pair[1].valid_from >= since]
    return [
        (rep, new.valid_from) for old, new in changes if old.rep_id != new.rep_id for rep in (old.rep_id, new.rep_id)
    ]


def _entries(one: Redated, line: Timeline) -> Sequence[Owned]:
    """Return the rows of ownership of a new date; what was to come after the hand-over still does."""
    account, before, after = one.before.move.account_id, one.before.on, one.after.on
    said = f"{one.after.move.code}: {sentence(one.after)}; {one.why}, so on {after} in place of {before}"
    entries = [Owned(account, after, one.after.move.to_id, said)]
    if after > before:
        entries.insert(0, Owned(account, before, str(one.before.move.from_id), f"stays until {after}: {one.why}"))
    return [*entries, *(later for later in coming_after(line, before) if later.valid_from > after)]


def _behind(one: Redated) -> Problem:
    account = one.before.move.account_id
    cause = f"{one.why}, but somebody else has it before its hand-over on {one.before.on}"
    action = "Decide by hand: roundsman territory realign, or end the cover."
    return Problem("handover-behind-another", f"account {account}", cause, action)
