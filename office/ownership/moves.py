"""Giving one account to one rep: on a date that heeds the caps and the account's deals, with a joint visit if asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from office.designs.inputs import Wishes, read_land
from office.door import Act, thinks, works, writes
from office.ownership.decisions import decision_of, first_today, keep_owners, refuse, require_owners_as_seen
from office.ownership.handover_dates import handed_over_since
from office.ownership.joint_visits import JointVisits, find_joint_visits
from office.ownership.realignment import keep_joint_visits
from office.ownership.rule_books import account_facts, book_on
from office.ownership.rules import unknown_account
from routing.problems import BadInputError, Problem
from routing.sentences import joined, sentence, with_reason
from routing.travel import TravelEngine
from store.accounts import read_accounts, read_reps
from store.changes import revision
from store.counted_visits import as_counted
from store.database import Connection
from store.opportunities import read_opportunities
from store.ownership import timelines
from territory.accounts import Account, Rep
from territory.design.reasons import Move
from territory.fit import misfits
from territory.handover import Handover, HandoverRules, handover_words, plan_handovers
from territory.handover_facts import Timing, handover_facts
from territory.ownership.stated import binding
from territory.ownership.timeline import DecisionKind, Owned, owned_on
from territory.presence import works as works_on

BY_HAND = "by-hand"


@dataclass(frozen=True, slots=True)
class MoveOrder:
    """What is wanted: `on` is the first day of the new owner, today where None; see `HandoverRules` for the rest."""

    account_id: str
    rep_id: str
    on: date | None = None
    timing: Timing = field(default_factory=Timing)
    after_days: int = 30
    a_week: int = 5
    joint_visit: bool = False


@dataclass(frozen=True, slots=True)
class MoveProposal:
    """The hand-over of one account, and its joint visit; kept only if nobody has decided about owners since."""

    revision: int
    handover: Handover
    joint: JointVisits


@thinks
def propose_move(act: Act, engine: TravelEngine | None, order: MoveOrder) -> MoveProposal:
    """Return when and how an account changes hands; nothing is kept. A joint visit needs the `engine`.

    Raises
    ------
    BadInputError
        For an unknown account or rep, a rep who does not work then or lacks what the account asks for, a lock or a rule
        that names the account, or a rep who has it already.
    """
    with act.reading() as connection:
        act.require_account(order.account_id)
        act.require_rep(order.rep_id)
        day, seen = order.on or first_today(act), revision(connection)
        account = _account(connection, order.account_id)
        refuse(move_faults(connection, account, order.rep_id, day))
        lines = timelines(connection, covers=False)
        held = owned_on(lines.get(account.id, ()), day)
        if held is not None and held.rep_id == order.rep_id:
            cause = sentence("it is {rep_id}'s on {day} already", rep_id=order.rep_id, day=day)
            refuse(
                [
                    Problem(
                        "owner-already",
                        sentence("account {account}", account=account.id),
                        cause,
                        "Nothing need be done.",
                    )
                ]
            )
        facts = handover_facts(as_counted(connection, [account]), read_opportunities(connection), day, order.timing)
        asked = {account.id: replace(facts[account.id], top=order.joint_visit)}
        move = Move(account.id, held.rep_id if held else None, order.rep_id, 0.0, BY_HAND, "by hand")
        rules = HandoverRules(day, a_week=order.a_week, after_days=order.after_days, today=first_today(act))
        (handover,) = plan_handovers([move], asked, rules, handed_over_since(lines, day)).handovers
    if not order.joint_visit or engine is None or held is None:
        return MoveProposal(seen, handover, JointVisits())
    land = read_land(act.office, engine, handover.on, Wishes(contiguous=False), homeless=True)
    with act.reading() as connection:
        return MoveProposal(seen, handover, find_joint_visits(connection, land, [handover], rules))


@writes
def move_account(act: Act, made: MoveProposal, reason: str = "") -> int:
    """Give an account to a rep as it was proposed; returns the number of the decision."""
    move, day = made.handover.move, made.handover.on
    act.require_account(move.account_id)
    require_owners_as_seen(act, made.revision)
    refuse(move_faults(act.connection, _account(act.connection, move.account_id), move.to_id, day))
    said = with_reason(handover_words(made.handover), reason)
    summary = sentence("{account} is {rep}'s from {day}", account=move.account_id, rep=move.to_id, day=day)
    entries = [Owned(move.account_id, day, move.to_id, said)]
    kept = keep_owners(act, entries, decision_of(act, DecisionKind.MOVE, summary, reason))
    keep_joint_visits(act, made.joint, {move.account_id}, day)
    return kept.number


@works
def give_account(act: Act, order: MoveOrder, reason: str = "") -> tuple[int, date]:
    """Propose a move and keep it at once; returns the number of the decision and the new owner's first day."""
    made = propose_move.inside(act, None, order)
    with act.writing():
        return act.answer((move_account.inside(act, made, reason), made.handover.on))


@works
def exchange_accounts(act: Act, orders: Sequence[MoveOrder], reason: str = "") -> tuple[int, ...]:
    """Carry out several moves at once, all of them or none; returns the numbers of the decisions."""
    made = [propose_move.inside(act, None, order) for order in orders]
    with act.writing() as connection:
        seen = revision(connection)
        for one in made:
            require_owners_as_seen(act, one.revision)
        kept = [move_account.inside(act, replace(one, revision=seen), reason) for one in made]
        return act.answer(tuple(kept))


def move_faults(connection: Connection, account: Account, rep_id: str, day: date) -> list[Problem]:
    """Return why an account may not be given to a rep on a day."""
    return faults_of_moves(connection, [account], rep_id, day)


def faults_of_moves(connection: Connection, accounts: Sequence[Account], rep_id: str, day: date) -> list[Problem]:
    """Return why accounts may not be given to a rep on a day, each problem naming its account."""
    rep = {one.id: one for one in read_reps(connection)}.get(rep_id)
    if rep is None:
        return [
            Problem(
                "rep-unknown",
                sentence("rep {rep_id}", rep_id=rep_id),
                "there is no such rep",
                "List them: roundsman territory reps.",
            )
        ]
    unfit = [problem for account in accounts for problem in _unfit(account, rep)]
    return [*_not_there(rep, day), *unfit, *_bound(connection, accounts, rep_id, day)]


def _account(connection: Connection, account_id: str) -> Account:
    account = next((one for one in read_accounts(connection) if one.id == account_id), None)
    if account is None:
        raise BadInputError([unknown_account(account_id)])
    return account


def _not_there(rep: Rep, day: date) -> list[Problem]:
    if works_on(rep, day):
        return []
    cause = sentence("{rep_name} does not work on {day}", rep_name=rep.name, day=day)
    return [Problem("rep-not-there", sentence("rep {rep}", rep=rep.id), cause, "Name a rep who does, or another day.")]


def _unfit(account: Account, rep: Rep) -> list[Problem]:
    lacking = misfits(account, rep)
    if not lacking:
        return []
    cause = sentence("{rep} {names}", rep=rep.id, names=joined(" and ", lacking))
    return [
        Problem("owner-unfit", sentence("account {account}", account=account.id), cause, "Give it to a rep who fits.")
    ]


def _bound(connection: Connection, accounts: Sequence[Account], rep_id: str, day: date) -> Iterator[Problem]:
    """Return the locks, and the rules that name an account, which a move by hand does not go before."""
    book = book_on(connection, day)
    named = binding(book, account_facts(connection, accounts), day) if book else {}
    for account in accounts:
        held = named.get(account.id)
        if account.owner_lock is not None and account.owner_lock != rep_id:
            cause = sentence("it is locked to {owner_lock}", owner_lock=account.owner_lock)
            yield Problem(
                "owner-locked", sentence("account {account}", account=account.id), cause, "Release its lock first."
            )
        elif held is not None and held.rep != rep_id:
            cause = sentence("rule {rule} names it for {rep}", rule=held.rule, rep=held.rep)
            yield Problem(
                "owner-named-by-rule",
                sentence("account {account}", account=account.id),
                cause,
                "Change that rule first.",
            )
