"""How long visits really take: what reps reported, weighed beside what people had planned, and planned with."""

from __future__ import annotations

from office.door import Act, reads, works
from routing.sentences import sentence
from scheduler.learning import Lesson, happened_of, length_lessons
from store.accounts import change_service, read_accounts
from store.changes import Kind, Subject
from store.database import Connection
from store.learnt_lengths import LearntLength, planned_lengths, write_learnt_lengths
from store.visits import read_visit_log


@reads
def list_durations(act: Act) -> tuple[Lesson, ...]:
    """Return the lengths of visits that reports propose, by account."""
    return _proposed(act.connection)


@works
def apply_durations(act: Act) -> tuple[Lesson, ...]:
    """Plan with the lengths that reports propose from now on; one that somebody changed meanwhile stays as it is."""
    with act.reading() as connection:
        found = _proposed(connection)
        planned = planned_lengths(connection, read_accounts(connection))
    with act.writing() as connection:
        changed = [one for one in found if change_service(connection, one.account_id, one.now, one.proposed)]
        kept = [LearntLength(one.account_id, planned[one.account_id], one.proposed) for one in changed]
        write_learnt_lengths(connection, kept)
        act.touch(*(Subject(Kind.ACCOUNT, one.account_id) for one in changed))
        act.note(sentence("{count} accounts have visits of another length", count=len(changed)))
        if not changed:
            act.changed_nothing()
        return act.answer(tuple(changed))


def _proposed(connection: Connection) -> tuple[Lesson, ...]:
    accounts = read_accounts(connection)
    log = [happened_of(visit) for visit in read_visit_log(connection)]
    return length_lessons(accounts, log, planned=planned_lengths(connection, accounts))
