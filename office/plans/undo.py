"""Taking back what was decided by hand: the pins, the closed visit and the agreed date are as they were before."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Protocol

from office.calendars.events import refresh_events
from office.opening import Office
from routing.problems import BadInputError, Problem
from scheduler.demand.rules import AccountRules, Appointment, Pin
from scheduler.plan import VisitStatus
from store.account_rules import read_rules, write_rules
from store.changes import record_change
from store.database import Connection, writing
from store.decisions import (
    MadeDecision,
    add_decision,
    mark_undone,
    pin_rows,
    read_decisions,
    restore_pins,
)
from store.fixed_dates import remove_fixed_dates
from store.pins import remove_pin
from store.visits import reopen_visit


class Decided(Protocol):
    """What is remembered of a decision: `office.plans.decisions.Judged`."""

    @property
    def visit_id(self) -> str:
        """The visit that is meant."""

    @property
    def account_id(self) -> str:
        """Its account."""

    @property
    def said(self) -> str:
        """The change in words."""

    @property
    def pins(self) -> tuple[Pin, ...]:
        """The pins that it makes."""

    @property
    def appointments(self) -> tuple[tuple[str, Appointment], ...]:
        """What it makes others keep, by rep."""


def remember(connection: Connection, kind: str, decided: Decided, reason: str, now: datetime) -> int:
    """Note a decision with what it is about to replace; return its number."""
    rules = read_rules(connection).get(decided.account_id, AccountRules())
    before = {
        "pins": pin_rows(connection, {decided.visit_id, *(pin.visit_id for pin in decided.pins)}),
        "closed": decided.visit_id if kind == "drop" else "",
        "not_before": str(rules.not_before) if rules.not_before else None,
        "appointments": [appointment.id for _, appointment in decided.appointments],
    }
    made_at = now.astimezone(UTC).isoformat(timespec="seconds")
    return add_decision(
        connection,
        MadeDecision(0, made_at, kind, decided.account_id, decided.visit_id, decided.said, reason, before),
    )


def undo(office: Office, number: int | None, now: datetime) -> MadeDecision:
    """Take back a decision, the last one that stands if no number is given.

    Raises
    ------
    BadInputError
        If there is none such, it is taken back already, or a later one about the same visits stands.
    """
    with writing(office.database) as connection:
        made = _standing(read_decisions(connection), number)
        before = made.before
        restore_pins(connection, before["pins"])
        if before["closed"]:
            reopen_visit(connection, before["closed"], VisitStatus.SKIPPED)
            rules = read_rules(connection).get(made.account_id, AccountRules())
            agreed = date.fromisoformat(before["not_before"]) if before["not_before"] else None
            write_rules(connection, {made.account_id: replace(rules, not_before=agreed)})
        remove_fixed_dates(connection, before["appointments"])
        mark_undone(connection, made.id, now)
        refresh_events(connection, now)
        record_change(connection, "plan", f"took back decision {made.id}: {made.kind} {made.said}", now)
    return made


def _standing(made: tuple[MadeDecision, ...], number: int | None) -> MadeDecision:
    """Return the decision that is meant, if it can be taken back."""
    standing = [each for each in made if each.undone_at is None]
    meant = next((each for each in reversed(standing) if number in {None, each.id}), None)
    where = "decisions" if number is None else f"decision {number}"
    if meant is None:
        raise BadInputError([Problem("decision-unknown", where, "it does not stand", "See: roundsman plan decisions.")])
    visits = set(meant.before["pins"])
    later = next((each for each in standing if each.id > meant.id and visits & set(each.before["pins"])), None)
    if later:
        cause = f"decision {later.id}, made later, speaks of the same visit"
        action = f"Take that one back first: roundsman plan undo {later.id}."
        raise BadInputError([Problem("decision-overtaken", where, cause, action)])
    return meant


def take_back(office: Office, visit_id: str, now: datetime) -> None:
    """Take back the pin of a visit; raises `BadInputError` if it has none."""
    with writing(office.database) as connection:
        if not remove_pin(connection, visit_id):
            cause = "it is not pinned (a visit that was dropped is brought back by: roundsman plan undo)"
            raise BadInputError([Problem("pin-unknown", visit_id, cause, "See: roundsman plan fixed.")])
        refresh_events(connection, now)
        record_change(connection, "plan", f"took back the pin of visit {visit_id}", now)
