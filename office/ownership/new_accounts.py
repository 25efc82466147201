"""New accounts have an owner as soon as they are imported: by the rules in force, else as `territory lead` finds one.

Nothing is handed over where nobody owned an account, so that no budget of hand-overs counts it. Ways are not measured:
an account lies with the rep whose accounts are nearest as the crow flies, unless that rep lacks what it asks for or has
no room. `territory realign` looks at the roads afterwards.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from office.door import Act
from office.ownership.decisions import decision_of, first_today, keep_owners
from office.ownership.rule_books import account_facts, book_on
from routing.problems import Problem
from routing.sentences import sentence
from scheduler.demand.yearly import visits_of
from store.account_rules import read_rules, read_season_rules
from store.accounts import read_accounts, read_reps
from store.database import Connection
from store.ownership import timelines
from territory.accounts import Account, Rep
from territory.fit import fits
from territory.leads import Lead, LeadAnswer, LeadDesk
from territory.ownership.stated import Key, answers_from
from territory.ownership.timeline import VISITS, DecisionKind, Owned, owned_on
from territory.presence import works

ONE_BY_ONE = 12
"""So many new accounts are named one by one."""


@dataclass(frozen=True, slots=True, eq=False)
class _Team:
    """Who owns what on the first day that counts, and who works then."""

    day: date
    owners: Mapping[str, str]
    accounts: Mapping[str, Account]
    hours: Mapping[str, float]
    reps: Mapping[str, Rep]

    def fit(self, account: Account) -> frozenset[str]:
        """Return the reps who may visit an account."""
        able = {rep.id for rep in self.reps.values() if works(rep, self.day) and fits(account, rep)}
        return frozenset(able & {account.owner_lock} if account.owner_lock is not None else able)

    def name(self, rep_id: str) -> str:
        """Return a rep's name beside the id."""
        return f"{self.reps[rep_id].name} ({rep_id})" if rep_id in self.reps else rep_id


def give_owners(act: Act, account_ids: Collection[str]) -> tuple[Problem, ...]:
    """Give accounts that nobody ever owned an owner in the act's transaction, and say whose they are and why.

    Nothing happens while nobody owns anything: then the accounts wait for the first design, or for rules.
    """
    if not account_ids:
        return ()
    team = _team(act)
    lines = timelines(act.connection)
    wanted = [team.accounts[one] for one in sorted(set(account_ids)) if one in team.accounts and not lines.get(one)]
    if not wanted or not (team.owners or book_on(act.connection, team.day)):
        return ()
    ruled = _by_rules(act.connection, wanted, team)
    others = [one for one in wanted if (one.id, VISITS) not in ruled]
    found = _by_place(others, team, {key[0]: mine[0].rep_id for key, mine in ruled.items() if key[1] == VISITS})
    rows = [row for mine in ruled.values() for row in mine]
    if rows:
        keep_owners(act, rows, decision_of(act, DecisionKind.RULES, _ruled_words({key[0] for key in ruled})))
    led = [
        Owned(one.lead_id, team.day, one.rep_id, sentence("new: {reason}", reason=one.reason), rule=one.rule)
        for one in found.values()
    ]
    if led:
        keep_owners(act, led, decision_of(act, DecisionKind.LEAD, _placed_words(found)))
    return tuple(_told(wanted, [*rows, *led], team))


def _team(act: Act) -> _Team:
    connection = act.connection
    lines = timelines(connection, covers=False)
    today = first_today(act)
    coming = [row.valid_from for line in lines.values() for row in line if row.rep_id]
    day = min((max(one, today) for one in coming), default=today)
    accounts = {one.id: one for one in read_accounts(connection)}
    visits = visits_of(accounts.values(), read_rules(connection), read_season_rules(connection))
    held = {name: owned_on(line, day) for name, line in lines.items() if name in accounts}
    return _Team(
        day,
        {name: owned.rep_id for name, owned in held.items() if owned is not None},
        accounts,
        {name: visits[name] * one.service_s / 3600 for name, one in accounts.items()},
        {rep.id: rep for rep in read_reps(connection)},
    )


def _by_rules(connection: Connection, wanted: Sequence[Account], team: _Team) -> dict[Key, tuple[Owned, ...]]:
    """Return what the rules in force say of the accounts whose rep by them may visit them, in every layer."""
    book = book_on(connection, team.day)
    if book is None:
        return {}
    answers = answers_from(book, account_facts(connection, wanted), team.day)
    fit = {one.id: team.fit(one) for one in wanted}
    visited = {key[0] for key, rows in answers.items() if key[1] == VISITS and rows[0].rep_id in fit[key[0]]}
    return {key: rows for key, rows in answers.items() if rows[0].rep_id and (key[1] != VISITS or key[0] in visited)}


def _by_place(wanted: Sequence[Account], team: _Team, ruled: Mapping[str, str]) -> dict[str, LeadAnswer]:
    """Return the owner of each account by who owns its surroundings, who fits, and who has room.

    Those that rules have given away before, and the others of these, fill the years too.
    """
    held = sorted(team.owners)
    if not wanted or not held:
        return {}
    reps = sorted({*team.owners.values()})
    row = {rep: number for number, rep in enumerate(reps)}
    places = [(team.accounts[name].lat, team.accounts[name].lon) for name in held]
    shares = np.array([team.reps[rep].capacity if rep in team.reps else 0.0 for rep in reps])
    lat, lon = np.array(places, np.float64).T
    owners = np.array([row[team.owners[name]] for name in held], np.int32)
    hours = np.asarray(
        np.bincount(owners, weights=[team.hours[name] for name in held], minlength=len(reps)), np.float64
    )
    for name, rep in ruled.items():
        if rep in row:
            hours[row[rep]] += team.hours[name]
    desk = LeadDesk((lat, lon), owners, reps, (hours, shares / max(shares.sum(), 1e-9) * hours.sum()))
    asked = desk.ask([Lead(one.id, one.lat, one.lon, team.hours[one.id], team.fit(one)) for one in wanted])
    return {answer.lead_id: answer for answer in asked if answer is not None}


def _told(wanted: Sequence[Account], rows: Sequence[Owned], team: _Team) -> Iterator[Problem]:
    """Say of each account whose it is from when on, and why, or that nobody may visit it; of many by rep."""
    first = {row.account_id: row for row in reversed(rows) if row.layer == VISITS}
    many: dict[str, list[str]] = defaultdict(list)
    for account in wanted:
        row, where = first.get(account.id), f"{account.name} ({account.id})"
        if row is None:
            cause = "nobody who works then has what it asks for"
            yield Problem("nobody-fits", where, cause, "Train or hire a rep for it, or relax what it asks for.")
        elif len(wanted) > ONE_BY_ONE:
            many[row.rep_id].append(account.name)
        else:
            cause = sentence(
                "{name} owns it from {valid_from} on: {reason}",
                name=team.name(row.rep_id),
                valid_from=row.valid_from,
                reason=row.reason,
            )
            yield Problem("owner-given", where, cause, "Give it to another: roundsman territory move.")
    for rep_id, names in sorted(many.items()):
        cause = sentence(
            "{name} owns {count} of them from {day} on: {names} ...",
            name=team.name(rep_id),
            count=len(names),
            day=team.day,
            names=", ".join(names[:3]),
        )
        action = "See roundsman territory decisions; even the loads out: roundsman territory realign."
        yield Problem("owner-given", "new accounts", cause, action)


def _ruled_words(accounts: Collection[str]) -> str:
    return sentence("{count} new accounts owned by the rules", count=len(accounts))


def _placed_words(accounts: Collection[str]) -> str:
    return sentence("{count} new accounts owned by where they are", count=len(accounts))
