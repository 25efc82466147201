"""Reminding reps by mail of days whose trips they have not attested; asked for by hand, or again and again."""

from __future__ import annotations

from typing import Any

from mileage.reminders import ATTEST
from office.door import Act, writes
from office.jobs import Watch, job_kind
from office.mileage.claims import missing_of
from office.opening import Office
from office.outside.mails import MAIL
from office.people import Person
from routing.sentences import sentence
from store.outside import people_of_rep, read_mail_server
from store.words import Work

MOST_DAYS = 31
"""Days in one letter, the oldest first; the page shows them all."""


@writes
def remind_reps(act: Act) -> int:
    """Put a letter into the outbox for each rep whom the person sees and who has days to attest; return how many.

    A day counts as soon as it is over; whoever has chosen not to be reminded gets none.
    """
    if read_mail_server(act.connection) is None:
        act.changed_nothing()
        return 0
    days: dict[str, list[str]] = {}
    for one in missing_of(act, None, None, act.now.date()):
        if one.what == ATTEST and one.about < act.now.date().isoformat():
            days.setdefault(one.who, []).append(one.about)
    count = 0
    for rep_id, missing in sorted(days.items()):
        for person_id in people_of_rep(act.connection, rep_id):
            told = ",".join(sorted(missing)[:MOST_DAYS])
            act.follow(MAIL, kind="attest", person=person_id, rep=rep_id, verb=act.verb, days=told)
            count += 1
    act.note(sentence("reminded {count} people of days to attest", count=count))
    if not count:
        act.changed_nothing()
    return count


@job_kind(Work.REMIND, "remind_reps")
def _run(office: Office, who: Person, facts: dict[str, Any], watch: Watch) -> dict[str, Any]:  # noqa: ARG001 - no order
    watch.tell(1, 1, "")
    return _result(remind_reps(watch.ending(office, _result), who))


def _result(count: int) -> dict[str, Any]:
    return {"letters": count}
