"""Rules of accounts: what may never happen, what is promised, what is preferred; and contacts that no plan had."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from office.door import Act, writes
from office.fixed_dates.absences import touch
from office.identity import find_person
from office.known import require_account
from office.visits.visits import skip_visit
from routing.dates import Day
from routing.problems import BadInputError, Problem
from routing.sentences import sentence, terms
from scheduler.closed_visits import ClosedVisit
from scheduler.demand.rules import AccountRules, rules_problem
from scheduler.plan import VisitStatus
from store.account_rules import read_rules, write_rules
from store.accounts import find_rep
from store.changes import Kind, Subject
from store.fixed_dates import FixedKind, read_fixed_dates, remove_fixed_dates
from store.pins import remove_pin
from store.planned_visits import coming_visits
from store.visits import write_closed_visit


@dataclass(frozen=True, slots=True)
class RulesChanged:
    """All rules of an account after a change, and what was taken out because of it.

    `visits` are those of the plan in force, as (day, rep); `appointments` are named as people named them.
    """

    rules: AccountRules
    visits: tuple[tuple[Day, str], ...] = ()
    appointments: tuple[str, ...] = ()


@writes
def change_rules(act: Act, account_id: str, changes: Mapping[str, Any]) -> RulesChanged:
    """Change some rules of an account; where it may not be visited any more, that holds at once.

    Raises
    ------
    BadInputError
        For impossible rules, or an account that there is not.
    """
    account = require_account(act.connection, account_id)
    act.require_account(account_id)
    rules = replace(read_rules(act.connection).get(account_id, AccountRules()), **changes)
    problem = rules_problem(rules, account_id)
    if problem:
        raise BadInputError([problem])
    write_rules(act.connection, {account_id: rules})
    act.touch(Subject(Kind.ACCOUNT, account_id))
    visits, appointments = take_out(act, account_id, rules.do_not_visit) if rules.do_not_visit else ((), ())
    act.note(sentence("rules of {account}: {names}", account=account.name, names=terms(sorted(changes))))
    return RulesChanged(rules, visits, appointments)


def take_out(act: Act, account_id: str, why: str) -> tuple[tuple[tuple[Day, str], ...], tuple[str, ...]]:
    """Take an account that may not be visited out of everything that is to come.

    Its visits of the plan in force are skipped for that reason, their pins go, its appointments are taken back; the
    reps' calendars follow. Returns the visits as (day, rep), and the appointments' names.
    """
    today = act.now.date()
    visits = []
    for placed in coming_visits(act.connection, account_id, today):
        remove_pin(act.connection, placed.visit_id)
        skip_visit.inside(act, placed.visit_id, f"do not visit: {why}")
        visits.append((placed.date, placed.rep_id))
    kept = read_fixed_dates(act.connection, kinds=[FixedKind.APPOINTMENT], since=today)
    gone = [one for one in kept if one.place_id == account_id]
    remove_fixed_dates(act.connection, [one.id for one in gone])
    touch(act, *(one.rep_id for one in gone))
    return tuple(visits), tuple(dict.fromkeys(one.name for one in gone))


@writes
def add_contact(act: Act, account_id: str, day: Day, met_by: str) -> str:
    """Log a visit that no plan had, a colleague's for instance: the account's interval runs from it on.

    `met_by` is a rep's or a person's id, empty for whoever acts; returns the visit's id.

    Raises
    ------
    BadInputError
        If the account or who was there is unknown, or the day is still to come.
    """
    account = require_account(act.connection, account_id)
    act.require_account(account_id)
    if day > act.now.date():
        cause = sentence("{day} is still to come", day=day)
        raise BadInputError([Problem("contact-future", account_id, cause, "Make an appointment of it.")])
    who = _who_met(act, met_by)
    visit_id = str(uuid5(NAMESPACE_URL, f"contact:{account_id}:{day}:{who}"))
    write_closed_visit(
        act.connection,
        ClosedVisit(visit_id, account_id, who, VisitStatus.DONE, day, None, None, "", "", "", act.at),
    )
    act.touch(Subject(Kind.ACCOUNT, account_id), Subject(Kind.VISIT, visit_id))
    act.note(sentence("{account} was visited on {day} by {who}", account=account.name, day=day, who=who))
    return visit_id


def _who_met(act: Act, named: str) -> str:
    """Return the rep whom a name means, or the person where they are no rep."""
    if not named:
        return act.who.rep_id or act.who.id
    if find_rep(act.connection, named) is not None:
        return named
    person = find_person(act.connection, named)
    return person.rep_id or person.id
