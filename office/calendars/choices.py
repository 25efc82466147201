"""How a rep wants the calendar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from calendars.compose import Choices
from office.door import Act, writes
from office.known import require_rep
from office.outbox import EVENTS
from store.changes import Kind, Subject
from store.events import raise_version, read_choices, write_choices


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
    act.note(f"{rep.name} wants the calendar so: {choices}")
    return choices
