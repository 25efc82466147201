"""Agendas: what visits are about, said once for a segment or a tier, and otherwise for a single account."""

from __future__ import annotations

from collections.abc import Sequence

from office.door import Act, reads, writes
from office.known import require_account
from office.outbox import EVENTS
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from store.accounts import read_reps
from store.agendas import read_agendas, write_agendas
from store.changes import Kind, Subject
from store.planned_visits import coming_visits
from territory.agenda import Agenda, AgendaItem, Scope, agenda_problems


@writes
def set_agenda(act: Act, scope: Scope, items: Sequence[AgendaItem]) -> int:
    """Put an agenda in place of the one that there was for the same visits; return how many items it has.

    Calendars of all reps follow. Without items it is taken away: the next one less particular holds then.

    Raises
    ------
    BadInputError
        For an account that there is not, an agenda that cannot be, or one to take away where there is none.
    """
    where = scope_words(scope)
    if scope.account_id:
        require_account(act.connection, scope.account_id)
        act.require_account(scope.account_id)
    problems = agenda_problems(scope, items, where)
    if problems:
        raise BadInputError(problems)
    if not items and scope not in read_agendas(act.connection):
        raise BadInputError([Problem("agenda-unknown", where, "there is no such agenda", "See: show agendas.")])
    write_agendas(act.connection, {scope: tuple(items)})
    touch_agendas(act, [scope])
    act.note(sentence("agenda of {where}: {items} items", where=where, items=len(items)))
    return len(items)


@reads
def list_agendas(act: Act) -> dict[Scope, Agenda]:
    """Return the agendas that the person may see, everybody's first, an account's own last."""
    found = read_agendas(act.connection)
    seen = [one for one in found if not one.account_id or act.accounts is None or one.account_id in act.accounts]
    return {scope: found[scope] for scope in sorted(seen, key=lambda one: (one.rank, one))}


def touch_agendas(act: Act, scopes: Sequence[Scope]) -> None:
    """Say that agendas changed, and let calendars follow: everybody's, or those of who visits a single account."""
    own = {one.account_id for one in scopes if one.account_id}
    act.touch(*(Subject(Kind.ACCOUNT, account_id) for account_id in own))
    reps = {visit.rep_id for one in own for visit in coming_visits(act.connection, one, act.now.date())}
    if any(not one.account_id for one in scopes):
        act.touch(Subject(Kind.SETTINGS, "agendas"))
        reps = {rep.id for rep in read_reps(act.connection)}
    for rep_id in sorted(reps):
        act.follow(EVENTS, rep_id=rep_id)


def scope_words(scope: Scope) -> str:
    """Say whose visits an agenda is for."""
    parts = [scope.segment and f"segment {scope.segment}", scope.tier and f"tier {scope.tier}"]
    said = ", ".join(part for part in parts if part)
    return scope.account_id or said or "everybody"
