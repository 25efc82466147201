"""Fields that were changed on both sides: ours is kept, both are listed, and a person may take the other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from crm.records import Noun
from office.accounts.rules import change_rules
from office.crm.cells import options_for, plain, take_in, texts_of
from office.crm.connections import require_crm
from office.crm.intake import GONE, MAIN
from office.door import Act, reads, works
from office.imports.cells import CLEARED
from office.imports.geocoding import Geocoding, locator
from office.known import require_account
from office.outbox import EVENTS
from routing.problems import BadInputError, Problem
from routing.sentences import sentence, term
from store.changes import Kind, Subject
from store.crm import (
    CRM,
    OURS,
    THEIRS,
    CrmConflict,
    read_conflicts,
    read_records,
    read_visits_written,
    write_conflict,
    write_records,
    write_visits_written,
)
from store.opportunities import remove_opportunity
from store.visits import forget_closed_visit, visits_closed_at_any

WORDS = "deleted in the CRM"


@reads
def list_crm_conflicts(act: Act, *, undecided: bool = True) -> tuple[CrmConflict, ...]:
    """Return the fields that say two things, those alone that wait for a person unless all are wanted."""
    found = read_conflicts(act.connection, undecided=undecided)
    return tuple(one for one in found if act.accounts is None or one.about in act.accounts)


@works
def decide_crm_conflict(act: Act, number: int, keep: str) -> CrmConflict:
    """Choose whose word holds: ``ours`` stays as it is, ``theirs`` is taken over.

    What was deleted there is, taken over, not visited any more (an account), forgotten (a deal) or open again (a
    report). Of a visit of ours that was changed there, ``ours`` writes it once more and ``theirs`` leaves it be.

    Raises
    ------
    BadInputError
        For a conflict that there is not or that was decided, another word, or a value that the importer refuses.
    """
    if keep not in {OURS, THEIRS}:
        cause, action = (
            sentence("{keep!r} is neither side", keep=keep),
            sentence("Write {ours} or {theirs}.", ours=OURS, theirs=THEIRS),
        )
        raise BadInputError([Problem("crm-side", "conflict", cause, action)])
    with act.reading() as connection:
        found = _require_open(connection, number)
        act.require_account(found.about)
        options = options_for(connection, require_crm(connection, found.connection), "accounts")
    if keep == THEIRS and found.field != GONE and found.noun in {"accounts", MAIN}:
        row = {"id": found.about, found.field: found.theirs or CLEARED}
        whys = take_in(act, "accounts", [row], plain(options), locator(act.office, Geocoding()))
        if whys:
            raise BadInputError([Problem("crm-value-refused", found.record, whys[0], "Correct it in the CRM.")])
    with act.writing() as connection:
        found = _require_open(connection, number)
        _settle(act, found, keep)
        decided = replace(found, kept=keep, decided_by=act.who.id, decided_at=act.at)
        write_conflict(connection, decided)
        act.touch(Subject(Kind.SETTINGS, f"crm:{found.connection}"))
        record = found.about or found.record
        act.note(sentence("{field} of {record}: {side} holds", field=term(found.field), record=record, side=term(keep)))
        return act.answer(decided)


def _require_open(connection: Any, number: int) -> CrmConflict:
    found = next((one for one in read_conflicts(connection) if one.id == number), None)
    if found is None:
        cause = "no conflict of this number waits"
        raise BadInputError([Problem("crm-conflict-unknown", str(number), cause, "List them.")])
    return found


def _settle(act: Act, found: CrmConflict, keep: str) -> None:
    if found.noun == Noun.WRITTEN:
        if keep == OURS:
            _write_again(act, found)
    elif keep == THEIRS and found.field == GONE:
        _take_out(act, found)
    elif keep == THEIRS:
        _same_again(act, found)


def _write_again(act: Act, found: CrmConflict) -> None:
    """Let the visit be written once more, as it stands here."""
    sent = read_visits_written(act.connection, found.connection).get(found.record)
    if sent is not None:
        write_visits_written(act.connection, found.connection, [replace(sent, sent={})])
        act.follow(CRM, connection=found.connection)


def _take_out(act: Act, found: CrmConflict) -> None:
    if found.noun == "accounts":
        change_rules.inside(act, found.about, {"do_not_visit": WORDS})
    elif found.noun == "opportunities":
        remove_opportunity(act.connection, found.record)
        act.touch(Subject(Kind.REVIEW))
    elif found.noun == "activities" and found.ours:
        day = date.fromisoformat(found.ours)
        for one in visits_closed_at_any(act.connection, [found.about]):
            if one.date == day:
                forget_closed_visit(act.connection, one.visit_id)
                act.touch(Subject(Kind.VISIT, one.visit_id), Subject(Kind.ACCOUNT, one.account_id))
                act.follow(EVENTS, rep_id=one.rep_id)


def _same_again(act: Act, found: CrmConflict) -> None:
    """Keep that both sides are at one: what changes there from now on is taken over."""
    records = read_records(act.connection, found.connection, found.noun, {found.record})
    account = require_account(act.connection, found.about)
    record = records[found.record]
    now = texts_of(account)[found.field]
    write_records(act.connection, found.connection, [replace(record, ours={**(record.ours or {}), found.field: now})])
