"""Planned hand-overs follow the deals that they wait for, once an import has told of these."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise

from office.designs.inputs import Wishes, read_land
from office.door import Act, reads, thinks, writes
from office.ownership.decisions import decision_of, first_today, keep_owners, require_owners_as_seen
from office.ownership.joint_visits import JointVisit, JointVisits, find_joint_visits
from office.ownership.realignment import keep_joint_visits
from routing.problems import Problem
from routing.sentences import joined, sentence
from routing.travel import TravelEngine
from store.accounts import read_accounts
from store.changes import revision
from store.counted_visits import as_counted
from store.database import Connection
from store.opportunities import read_opportunities
from store.ownership import timelines
from store.waiting_handovers import read_waiting, update_waiting
from territory.handover import move_words
from territory.ownership.timeline import DecisionKind, Owned, Timeline, coming_after, owned_on
from territory.waiting import Redated, Waiting, follow_deals


@dataclass(frozen=True, slots=True)
class Redating:
    """What would change, read at one revision.

    Attributes
    ----------
    waiting : int
        How many hand-overs to come wait for a deal.
    changes : tuple of Redated
    joint : JointVisits
        Of the hand-overs that get another date; empty until they are looked for.
    problems : tuple of Problem
        Hand-overs that cannot follow because something else comes first for their account.
    """

    revision: int
    today: date
    waiting: int
    changes: tuple[Redated, ...]
    problems: tuple[Problem, ...]
    joint: JointVisits = field(default_factory=JointVisits)


@reads
def list_redatings(act: Act) -> Redating:
    """Return which planned hand-overs get another date because of their deals; nothing is kept."""
    return _redating(act.connection, first_today(act))


@thinks
def propose_redating(act: Act, engine: TravelEngine) -> Redating:
    """Return the same with the joint visits at their new times; nothing is kept."""
    with act.reading() as connection:
        made = _redating(connection, first_today(act))
    joint = [one for one in made.changes if one.before.joint_visit]
    if not joint:
        return made
    land = read_land(act.office, engine, made.today, Wishes(contiguous=False), homeless=True)
    found: list[JointVisit] = []
    problems: list[Problem] = []
    with act.reading() as connection:
        for one in joint:
            visits = find_joint_visits(connection, land, [one.after], one.before.rules)
            found += visits.found
            problems += visits.problems
    return replace(made, joint=JointVisits(tuple(found), tuple(problems)))


@writes
def keep_redating(act: Act, made: Redating) -> int:
    """Put the new dates in force, and move the joint visits; returns the number of the decision, 0 for none."""
    require_owners_as_seen(act, made.revision)
    if not made.changes:
        act.changed_nothing()
        return 0
    lines = timelines(act.connection, covers=False)
    entries = [entry for one in made.changes for entry in _entries(one, lines[one.before.move.account_id])]
    summary = sentence("{count} hand-overs follow their deals", count=len(made.changes))
    kept = keep_owners(act, entries, decision_of(act, DecisionKind.REALIGNMENT, summary))
    update_waiting(act.connection, [one.now for one in made.changes])
    keep_joint_visits(act, made.joint, {one.before.move.account_id for one in made.changes}, made.today)
    return kept.number


def _redating(connection: Connection, today: date) -> Redating:
    lines = timelines(connection, covers=False)
    coming = [one for one in read_waiting(connection) if _stands(one, lines.get(one.move.account_id, ()), today)]
    before = {one.move.account_id: owned_on(lines[one.move.account_id], one.on - timedelta(days=1)) for one in coming}
    held = {account: owned for account, owned in before.items() if owned is not None}
    able = [one for one in coming if (own := held.get(one.move.account_id)) and own.rep_id == one.move.from_id]
    since = {account: owned.valid_from for account, owned in held.items()}
    taken = handed_over_since(lines, min((one.rules.start for one in coming), default=today))
    accounts, deals = as_counted(connection, read_accounts(connection)), read_opportunities(connection)
    blocked = follow_deals([one for one in coming if one not in able], accounts, deals, today, taken)
    changes = follow_deals(able, accounts, deals, today, taken, held_since=since)
    problems = tuple(_behind(one) for one in blocked)
    return Redating(revision(connection), today, len(coming), changes, problems)


def _stands(one: Waiting, line: Timeline, today: date) -> bool:
    """Return whether no later decision has replaced a hand-over."""
    return any((owned.valid_from, owned.rep_id) == (one.on, one.move.to_id) for owned in coming_after(line, today))


def handed_over_since(lines: Mapping[str, Timeline], since: date) -> list[tuple[str, date]]:
    """Return who gives or takes an account when, from a day on."""
    changes = [pair for line in lines.values() for pair in pairwise(line) if pair[1].valid_from >= since]
    return [
        (rep, new.valid_from) for old, new in changes if old.rep_id != new.rep_id for rep in (old.rep_id, new.rep_id)
    ]


def _entries(one: Redated, line: Timeline) -> Sequence[Owned]:
    """Return the rows of ownership of a new date; what was to come after the hand-over still does."""
    account, before, after = one.before.move.account_id, one.before.on, one.after.on
    dated = sentence("{why}, so on {after} in place of {before}", why=one.why, after=after, before=before)
    said = joined("; ", [move_words(one.after), dated])
    entries = [Owned(account, after, one.after.move.to_id, said)]
    if after > before:
        entries.insert(
            0,
            Owned(
                account,
                before,
                str(one.before.move.from_id),
                sentence("stays until {after}: {why}", after=after, why=one.why),
            ),
        )
    return [*entries, *(later for later in coming_after(line, before) if later.valid_from > after)]


def _behind(one: Redated) -> Problem:
    account = one.before.move.account_id
    cause = sentence("{why}, but somebody else has it before its hand-over on {on}", why=one.why, on=one.before.on)
    action = "Decide by hand: roundsman territory realign, or end the cover."
    return Problem("handover-behind-another", sentence("account {account}", account=account), cause, action)
