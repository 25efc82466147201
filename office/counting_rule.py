"""Which visits count towards an account's interval: the workspace's rule, tried before it holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from office.accounts.overdue import late_days
from office.door import Act, reads, writes
from routing.sentences import sentence, term
from scheduler.counting_rule import CountingRule, require_known, rule_text
from store.accounts import read_accounts, read_reps
from store.changes import Kind, Subject
from store.counted_visits import as_visited, days_counted, read_counting
from store.database import Connection
from store.people import read_people
from store.settings import read_settings, write_settings
from territory.accounts import Account

LISTED = 20
"""Accounts that are named in a preview; all of them are counted."""


@dataclass(frozen=True, slots=True)
class CountingRuleHeld:
    """The rule that holds, and what it may name: overlays with calls, and people by id with their names."""

    rule: CountingRule
    layers: tuple[str, ...]
    people: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class LastVisitMoved:
    """An account whose last visit that counts is another day; None where none counts."""

    account_id: str
    name: str
    before: date | None
    after: date | None


@dataclass(frozen=True, slots=True)
class CountingTried:
    """What another rule would change today: the accounts whose interval would run from another day."""

    rule: CountingRule
    moved: int
    overdue_before: int
    overdue_after: int
    listed: tuple[LastVisitMoved, ...]


@reads
def read_counting_rule(act: Act) -> CountingRuleHeld:
    """Return which visits count."""
    return CountingRuleHeld(read_counting(act.connection), _layers(act.connection), _people(act))


@reads
def try_counting_rule(act: Act, rule: CountingRule) -> CountingTried:
    """Return what another rule would change of the accounts that the person sees, and change nothing.

    Raises
    ------
    BadInputError
        For somebody or an overlay that there is not.
    """
    _require_known(act.connection, rule)
    known = [one for one in read_accounts(act.connection) if act.accounts is None or one.id in act.accounts]
    before = _visited(known, days_counted(act.connection))
    after = _visited(known, days_counted(act.connection, rule=rule))
    pairs = [(one, then) for one, then in zip(before, after, strict=True) if one.last_visit != then.last_visit]
    listed = [LastVisitMoved(one.id, one.name, one.last_visit, then.last_visit) for one, then in pairs[:LISTED]]
    day = act.now.date()
    return CountingTried(rule, len(pairs), _overdue(before, day), _overdue(after, day), tuple(listed))


@writes
def set_counting_rule(act: Act, rule: CountingRule) -> CountingRule:
    """Let another rule hold from now on, for what was visited already, too.

    Raises
    ------
    BadInputError
        For somebody or an overlay that there is not.
    """
    _require_known(act.connection, rule)
    settings = read_settings(act.connection)
    text = rule_text(rule)
    if text == settings.counting:
        act.changed_nothing()
    write_settings(act.connection, replace(settings, counting=text))
    act.touch(Subject(Kind.SETTINGS, "counting"))
    act.note(sentence("visits that count: {colleagues}", colleagues=term(rule.colleagues.value)))
    return rule


def _require_known(connection: Connection, rule: CountingRule) -> None:
    people = {one.id for one in read_reps(connection)} | {one.id for one in read_people(connection)}
    require_known(rule, people, _layers(connection))


def _people(act: Act) -> dict[str, str]:
    """Return the names of whom the rule may name, as far as the person sees them: reps, and others who see it all."""
    reps = {one.id: one.name for one in read_reps(act.connection) if act.reps is None or one.id in act.reps}
    staff = {one.id: one.name for one in read_people(act.connection)} if act.reps is None else {}
    return dict(sorted((staff | reps).items(), key=lambda pair: (pair[1].casefold(), pair[0])))


def _layers(connection: Connection) -> tuple[str, ...]:
    return tuple(sorted({one.layer for one in read_accounts(connection) if one.call_of}))


def _visited(known: list[Account], days: Mapping[str, date]) -> list[Account]:
    return [as_visited(one, days.get(one.id)) for one in known]


def _overdue(known: list[Account], day: date) -> int:
    return sum(late_days(one, day) > 0 for one in known)
