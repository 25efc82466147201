"""Calls of planned overlays follow the rules: made, changed and ended with the timelines of their layers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from office.accounts.rules import take_out
from office.door import Act
from office.ownership.decisions import decision_of, first_today, keep_owners
from office.ownership.rule_books import book_on
from routing.sentences import sentence
from scheduler.demand.rules import AccountRules
from store.account_rules import read_rules, write_rules
from store.accounts import has_calls, read_accounts, write_accounts
from store.changes import Kind, Subject
from store.ownership import timelines
from territory.accounts import Account
from territory.ownership.overlays import call_id, calls_of, first_rep, rows_of_calls
from territory.ownership.timeline import DecisionKind, Owned, Timeline, coming_after, row_on
from territory.ownership.values import Layer

ENDED = "no more calls of overlay {}"


def follow_overlays(act: Act, since: date | None = None) -> int:
    """Bring the calls of overlays in line with the rules, in the act's transaction; return how many changed.

    Each account that an overlay's timeline gives to a rep has calls of that rep; those of an account or a layer that is
    gone end, and their visits are taken out of what is to come.
    """
    day = max(since or first_today(act), first_today(act))
    books = [book for book in (book_on(act.connection, when) for when in (day, date.max)) if book is not None]
    stated = {one.id: one for book in books for one in book.layers[1:]}
    layers = [one for one in stated.values() if one.planned]
    if not layers and not has_calls(act.connection):
        return 0
    known = {one.id: one for one in read_accounts(act.connection)}
    calls = {one.id: one for one in known.values() if one.call_of}
    wanted, rows = _wanted(act, layers, known, day)
    for one in (call for call in calls.values() if call.layer not in stated):
        going_on, more = _going_on(act, one, day)
        wanted |= going_on
        rows += more
    written = write_accounts(act.connection, list(wanted.values()))
    changed = {str(key[0]) for key in written.keys} | {row.account_id for row in rows}
    if rows:
        accounts = len({row.account_id for row in rows})
        keep_owners(
            act,
            rows,
            decision_of(
                act, DecisionKind.OVERLAY, sentence("{accounts} accounts have calls of overlays", accounts=accounts)
            ),
        )
    changed |= _ended(act, [one for name, one in calls.items() if name not in wanted]) | _begun(act, wanted)
    act.touch(*(Subject(Kind.ACCOUNT, name) for name in sorted(changed)))
    return len(changed)


def _wanted(
    act: Act, layers: Sequence[Layer], known: Mapping[str, Account], day: date
) -> tuple[dict[str, Account], list[Owned]]:
    """Return the calls that there are to be, and what their owners' timelines lack."""
    visited, wanted, rows = timelines(act.connection), dict[str, Account](), list[Owned]()
    for layer in layers:
        for account_id, line in sorted(timelines(act.connection, layer.id).items()):
            rep = first_rep(line, day)
            if account_id not in known or not rep:
                continue
            name = call_id(account_id, layer.id)
            wanted[name] = calls_of(known[account_id], layer, rep, known.get(name))
            asked = rows_of_calls(line, name, day)
            if tuple(_holders(asked, day)) != tuple(_holders(visited.get(name, ()), day)):
                rows += asked
    return wanted, rows


def _going_on(act: Act, call: Account, day: date) -> tuple[dict[str, Account], list[Owned]]:
    """Return calls of a layer that no rules state any more, while its timeline still has somebody who makes them."""
    line = timelines(act.connection, call.layer).get(call.call_of, ())
    if not first_rep(line, day):
        return {}, []
    asked = rows_of_calls(line, call.id, day)
    there = timelines(act.connection).get(call.id, ())
    return {call.id: call}, [] if tuple(_holders(asked, day)) == tuple(_holders(there, day)) else list(asked)


def _holders(line: Timeline, day: date) -> Iterator[tuple[date, str]]:
    held = row_on(line, day)
    if held is not None:
        yield day, held.rep_id
    for row in coming_after(line, day):
        yield row.valid_from, row.rep_id


def _ended(act: Act, gone: Sequence[Account]) -> set[str]:
    rules, none = read_rules(act.connection), AccountRules()
    ending = [one for one in gone if not rules.get(one.id, none).do_not_visit]
    for one in ending:
        why = ENDED.format(one.layer)
        write_rules(act.connection, {one.id: replace(rules.get(one.id, none), do_not_visit=why)})
        take_out(act, one.id, why)
    return {one.id for one in ending}


def _begun(act: Act, wanted: Mapping[str, Account]) -> set[str]:
    """Lift what ended calls that are wanted again."""
    rules = read_rules(act.connection)
    again = {
        name: replace(rules[name], do_not_visit="")
        for name, one in wanted.items()
        if name in rules and rules[name].do_not_visit == ENDED.format(one.layer)
    }
    write_rules(act.connection, again)
    return set(again)
