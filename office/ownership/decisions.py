"""Decisions about owners: each adds its rows to the one timeline, can be listed, and is taken back by one act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from office.door import Act, reads, writes
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from store.accounts import read_reps
from store.changes import Change, ChangedMeanwhileError, Kind, Subject, kinds_since
from store.handover_visits import drop_joint_visits
from store.ownership import (
    OwnershipDecision,
    accounts_decided,
    add_ownership,
    read_ownership_decisions,
    rows_by_account,
    rows_of_decision,
    timelines,
    undone_decisions,
)
from store.reps import set_last_day
from territory.ownership.timeline import (
    LASTING,
    VISITS,
    DecisionKind,
    Owned,
    Timeline,
    coming_after,
    flatten,
    owned_on,
    row_on,
    taken_back,
)
from territory.ownership.values import territories_of

REPLACED = "stays: a later decision replaced what was to come"
REP_ENDS = "rep_ends"
"""What a retirement remembers: the rep, and the last day that was on record before."""


@dataclass(frozen=True, slots=True)
class DecisionListed:
    """A decision with how many accounts it is about, its first day, and whether it was taken back."""

    decision: OwnershipDecision
    accounts: int
    first: date | None
    undone: bool


@reads
def list_ownership_decisions(act: Act) -> tuple[DecisionListed, ...]:
    """Return all decisions about owners, the newest first; a person sees those about their own accounts."""
    undone = undone_decisions(act.connection)
    found = []
    about = accounts_decided(act.connection, act.accounts)
    for decision in reversed(read_ownership_decisions(act.connection)):
        number, first = about.get(decision.number, (0, None))
        if number or act.accounts is None:
            found.append(DecisionListed(decision, number, first, decision.number in undone))
    return tuple(found)


@writes
def undo_ownership(act: Act, number: int, *, on: date | None = None, reason: str = "") -> DecisionListed:
    """Take a decision back from a day on, by default today: who owned what before stays as it was.

    The calls of overlays follow: those that nobody is to make any more end, those that somebody is to make again begin.

    Raises
    ------
    BadInputError
        If there is no such decision, or it is taken back already; an undo can be taken back.
    """
    from office.ownership.overlay_calls import follow_overlays  # noqa: PLC0415 - what it does are decisions too

    made = {one.number: one for one in read_ownership_decisions(act.connection)}
    if number not in made or number in undone_decisions(act.connection):
        cause = "it is taken back already" if number in made else "there is no such decision"
        action = "List them: roundsman territory decisions."
        raise BadInputError(
            [Problem("decision-not-standing", sentence("decision {number}", number=number), cause, action)]
        )
    day = max(on or first_today(act), first_today(act))
    mine = rows_of_decision(act.connection, number)
    for account_id in sorted({row.account_id for row in mine}):
        act.require_account(account_id)
    entries = [row for rows in _of_accounts(act, mine) for row in _back(rows, number, day)]
    _take_back_what_followed(act, made[number], mine, day)
    undo = OwnershipDecision(
        DecisionKind.UNDO,
        act.at,
        act.who.id,
        sentence("decision {number} taken back", number=number),
        reason,
        undoes=number,
    )
    kept = keep_owners(act, entries, undo)
    if any(row.layer != VISITS for row in mine):
        follow_overlays(act)
    accounts = len({row.account_id for row in mine})
    return DecisionListed(kept, accounts, min((row.valid_from for row in entries), default=None), undone=False)


def keep_owners(act: Act, entries: Sequence[Owned], decision: OwnershipDecision) -> OwnershipDecision:
    """Add a decision in the act's transaction; it replaces what was to come into force of its accounts.

    Raises
    ------
    BadInputError
        If it would change who owned an account on a day that has passed.
    """
    lines = timelines(act.connection)
    refuse(in_the_past(lines, entries, first_today(act)))
    made = add_ownership(act.connection, _with_territories(act, entries, lines), decision)
    act.touch(*(Subject(Kind.OWNERSHIP, one.account_id) for one in entries))
    act.note(decision.summary)
    return made


def decision_of(
    act: Act, kind: DecisionKind, summary: str, reason: str = "", before: Mapping[str, Any] | None = None
) -> OwnershipDecision:
    """Return a decision of the person who acts."""
    return OwnershipDecision(kind, act.at, act.who.id, summary, reason, before=before or {})


def require_owners_as_seen(act: Act, revision: int) -> None:
    """Raise `ChangedMeanwhileError` if somebody decided about owners after a revision."""
    since = _owners_changed(act, revision)
    if since:
        raise ChangedMeanwhileError(since)


def decided_since(act: Act, revision: int) -> bool:
    """Return whether somebody decided about owners after a revision: what was proposed then cannot be kept."""
    return bool(_owners_changed(act, revision))


def _owners_changed(act: Act, revision: int) -> tuple[Change, ...]:
    """Return the changes after a revision that were about owners, each once."""
    return tuple({change: None for change, _ in kinds_since(act.connection, revision, [Kind.OWNERSHIP])})


def first_today(act: Act) -> date:
    """Return the earliest day that it is for any rep: no day that has passed for somebody is decided about."""
    zones = {rep.timezone for rep in read_reps(act.connection)} or {"UTC"}
    return min(act.today(zone) for zone in zones)


def staying(lines: Mapping[str, Timeline], day: date, moved: set[str]) -> list[Owned]:
    """Return rows for the accounts that do not move on a day, where something else was to come.

    A new alignment decides about all accounts: hand-overs planned before it are no longer meant. What rules state for
    later days still comes, and so does what becomes of a rep's accounts who leaves.
    """
    entries = []
    for account, line in lines.items():
        coming = coming_after(line, day)
        held = row_on(line, day)
        if account in moved or held is None or all(row.kind in LASTING for row in coming):
            continue
        entries.append(Owned(account, day, held.rep_id, REPLACED, held.territory))
        entries += [row for row in coming if row.kind in LASTING]
    return entries


def refuse(problems: Sequence[Problem]) -> None:
    """Raise `BadInputError` if there are problems."""
    if problems:
        raise BadInputError(problems)


def in_the_past(lines: Mapping[str, Timeline], entries: Sequence[Owned], today: date) -> list[Problem]:
    """Return what would change who owned an account on a day that has passed."""
    clashes = sorted(
        (one.account_id, one.valid_from)
        for one in entries
        if one.valid_from < today and one.layer == VISITS and owned_on(lines.get(one.account_id, ()), today) is not None
    )
    return [
        Problem(
            "owner-in-the-past",
            sentence("account {account}", account=account),
            sentence("it had an owner on {day}, and who owned what on past days is not rewritten", day=day),
            "Let the new owners begin today or later (--from).",
        )
        for account, day in clashes
    ]


def _with_territories(act: Act, entries: Sequence[Owned], lines: Mapping[str, Timeline]) -> list[Owned]:
    """Return the rows with the territory that the rep holds by the rules: the account's own, else the first."""
    # whoever lists or takes back needs no rules: they take SciPy and shapes of areas to read
    from office.ownership.rule_books import book_on  # noqa: PLC0415

    books = {day: book_on(act.connection, day) for day in {row.valid_from for row in entries}}
    made = []
    for row in entries:
        book = books[row.valid_from]
        if book is None or row.layer != VISITS or row.territory or row.covers or not row.rep_id:
            made.append(row)
            continue
        held = territories_of(book, row.rep_id, row.valid_from)
        before = row_on(lines.get(row.account_id, ()), row.valid_from)
        mine = before.territory if before is not None and before.territory in held else next(iter(held), "")
        made.append(replace(row, territory=mine))
    return made


def _of_accounts(act: Act, mine: Sequence[Owned]) -> list[tuple[Owned, ...]]:
    """Return all rows of each account and layer that a decision is about."""
    found = []
    for layer in sorted({row.layer for row in mine}):
        known = rows_by_account(act.connection, layer)
        found += [known[account] for account in sorted({row.account_id for row in mine if row.layer == layer})]
    return found


def _back(rows: Sequence[Owned], number: int, day: date) -> tuple[Owned, ...]:
    """Return the rows that take a decision back; none where later decisions have replaced it already."""
    back = taken_back(rows, number, day)
    before, after = flatten(rows), flatten([*rows, *back])
    days = {day, *(row.valid_from for row in (*before, *after) if row.valid_from > day)}
    return back if any(_holder(before, one) != _holder(after, one) for one in days) else ()


def _holder(line: Timeline, day: date) -> tuple[str, str]:
    held = row_on(line, day)
    return (held.rep_id, held.territory) if held else ("", "")


def _take_back_what_followed(act: Act, decision: OwnershipDecision, mine: Sequence[Owned], day: date) -> None:
    """Take back the joint visits and waiting hand-overs of a decision, and a rep's last day."""
    from store.waiting_handovers import drop_waiting  # noqa: PLC0415 - knows what designs are, which take SciPy

    accounts = {row.account_id for row in mine}
    if decision.kind in {DecisionKind.REALIGNMENT, DecisionKind.MOVE}:
        drop_joint_visits(act.connection, accounts, day)
        drop_waiting(act.connection, accounts)
    if REP_ENDS in decision.before:
        rep, ends = decision.before[REP_ENDS]
        set_last_day(act.connection, rep, date.fromisoformat(ends) if ends else None)
        act.touch(Subject(Kind.REP, rep))
