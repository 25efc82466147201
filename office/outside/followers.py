"""What goes out because of a change: messages for webhooks, mail to whom it concerns, visits for CRMs."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from store.changes import Change, Kind, Subject
from store.crm import CRM, read_connections, writing_waits
from store.database import Connection
from store.outside import people_of_rep, read_mail_server, read_webhooks

Thing = tuple[str, dict[str, Any]]

MAILED: dict[str, tuple[str, Kind]] = {
    "approve_claim": ("claim", Kind.LEDGER),
    "reject_claim": ("claim", Kind.LEDGER),
    "pay_claim": ("claim", Kind.LEDGER),
}
"""The kind of mail that follows from a verb, and the kind of thing whose key is the rep that it is for.

The mail of what is published carries the planner's words: `office.plans.notices` puts it into the outbox.
"""
WRITTEN = frozenset({Kind.VISIT, Kind.PLAN_IN_FORCE})
"""What stands in a CRM too: it follows where one of these is touched."""


def things_following(connection: Connection, change: Change, subjects: Collection[Subject]) -> list[Thing]:
    """Return what goes out because of a change that is recorded in this transaction."""
    touched = [{"kind": one.kind.value, "key": one.key} for one in sorted(set(subjects))]
    verb, data = change.verb, {"revision": change.revision, "actor": change.actor, "subjects": touched}
    message = {"type": verb, "timestamp": change.made_at, "data": data}
    hooks = [hook for hook in read_webhooks(connection) if hook.active and (not hook.verbs or verb in hook.verbs)]
    things: list[Thing] = [("webhook", {"hook": hook.id, "message": message}) for hook in hooks]
    if verb in MAILED and read_mail_server(connection) is not None:
        kind, about = MAILED[verb]
        for rep_id in sorted({one.key for one in subjects if one.kind is about and one.key}):
            for person_id in people_of_rep(connection, rep_id.partition("/")[0]):
                facts = {"kind": kind, "person": person_id, "rep": rep_id.partition("/")[0], "verb": verb}
                things.append(("mail", facts))
    if any(one.kind in WRITTEN for one in subjects):
        now = datetime.fromisoformat(change.made_at)
        names = [made.name for made in read_connections(connection)]
        things += [(CRM, {"connection": name}) for name in names if not writing_waits(connection, name, now)]
    return things
