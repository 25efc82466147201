"""How a rep wants the calendar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from calendars.compose import Choices
from office.door import Act, reads, writes
from office.known import require_rep
from office.outbox import EVENTS
from office.visits.days import own_rep
from routing.sentences import sentence, terms
from store.changes import Kind, Subject
from store.events import raise_version, read_choices, write_choices
from store.feeds import has_feed


@dataclass(frozen=True, slots=True)
class OwnCalendar:
    """A rep's choices, and whether the feed has an address."""

    choices: Choices
    linked: bool


@reads
def read_own_calendar(act: Act) -> OwnCalendar:
    """Return how the rep who asks has the calendar; raises `BadInputError` if the person is no rep."""
    rep = own_rep(act)
    return OwnCalendar(read_choices(act.connection, rep.id), has_feed(act.connection, rep.id))


@writes
def choose_calendar(act: Act, rep_id: str, changes: Mapping[str, Any]) -> Choices:
    """Change how a rep wants the calendar, by fields of `Choices`; what is not named stays. Its events follow."""
    act.require_rep(rep_id)
    rep = require_rep(act.connection, rep_id)
    choices = replace(read_choices(act.connection, rep_id), **changes)
    write_choices(act.connection, rep_id, choices)
    raise_version(act.connection, rep_id)  # the feed's own name may be another, where no event is
    act.follow(EVENTS, rep_id=rep_id)
    act.touch(Subject(Kind.CALENDAR, rep_id))
    act.note(sentence("calendar of {rep}: {names}", rep=rep.name, names=terms(sorted(changes))))
    return choices
