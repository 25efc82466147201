"""What each kind of act of a phone does: times and outcome are the phone's word, notes of both sides are kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from office.accounts.notebook import write_account_note
from office.accounts.prospects import add_prospect
from office.door import Act
from office.known import require_rep
from office.plans.notices import mark_read
from office.plans.rule_book import OvertakenError, Ruling, Wish
from office.visits.arrivals import arrive_visit
from office.visits.days import own_rep
from office.visits.memory import find_visit
from office.visits.moves import keep_move, require_movable
from office.visits.undo import undo_visit
from office.visits.visits import (
    Report,
    accept_visit,
    begin_visit,
    decline_visit,
    note_visit,
    report_unplanned,
    report_visit,
    skip_visit,
)
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from scheduler.plan import VisitStatus
from store.answers import arrival_of
from store.planned_visits import Placed
from store.visits import find_closed_visit, find_visit_row

LONGEST = 4000
"""Characters of a text."""
UNPLANNED = "u-"
"""So begins the id of a visit that was not planned."""
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

Carried = tuple[bool, tuple[Problem, ...]]
"""Whether it was merged with what stood there, and the problems that make it a question."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An act with its instant on the rep's clock; `ruling` is the rule book's on a move, `key` the act's own."""

    visit_id: str
    day: date
    seconds: int
    body: Mapping[str, str]
    ruling: Ruling | None = None
    key: str = ""

    def text(self, name: str) -> str:
        """Return what was written, without what surrounds it."""
        return self.body.get(name, "").strip()

    def clock(self, name: str) -> int | None:
        """Return a time of day in seconds; None where none was given."""
        text = self.text(name)
        found = re.fullmatch(r"([01]\d|2[0-3]):([0-5]\d)(:[0-5]\d)?", text)
        if text and found is None:
            raise _wrong("time-unreadable", self.visit_id, sentence("{text!r} is no time such as 09:30", text=text))
        return None if found is None else 3600 * int(found[1]) + 60 * int(found[2])

    def date(self, name: str) -> date:
        """Return a date that was given."""
        try:
            return date.fromisoformat(self.text(name))
        except ValueError:
            raise _wrong(
                "date-unreadable", self.visit_id, sentence("{text!r} is no date", text=self.text(name))
            ) from None


@dataclass(frozen=True, slots=True)
class Instruction:
    """One thing to do: see `office.visits.acts.PhoneAct`; `ruling` is the rule book's on a move.

    Kinds that are about an account have its id where the others have that of a visit.
    """

    kind: str
    visit_id: str
    moment: datetime
    body: Mapping[str, str]
    ruling: Ruling | None = None
    key: str = ""


def carry_out(act: Act, one: Instruction) -> Carried:
    """Carry out one act; raises `BadInputError` where it cannot be."""
    if one.kind not in KINDS:
        raise _wrong("act-unknown", one.visit_id, sentence("there is no act {kind!r}", kind=one.kind))
    if any(len(text) > LONGEST for text in one.body.values()):
        raise _wrong(
            "text-too-long", one.visit_id, sentence("a text is longer than {longest} characters", longest=LONGEST)
        )
    zone = require_rep(act.connection, _rep_of(act, one)).timezone
    local = one.moment.astimezone(ZoneInfo(zone))
    seconds = 3600 * local.hour + 60 * local.minute
    return KINDS[one.kind](act, Asked(one.visit_id, local.date(), seconds, one.body, one.ruling, one.key))


def _rep_of(act: Act, one: Instruction) -> str:
    """Return by whose clock an act is read: that of the visit's rep, or of the rep who asks."""
    unplanned = one.kind in WITHOUT_VISIT or (one.kind == "done" and unplanned_key(one.visit_id))
    return own_rep(act).id if unplanned else find_visit(act, one.visit_id).rep_id


def wish_of(act: Act, kind: str, visit_id: str, body: Mapping[str, str]) -> Wish | None:
    """Return where an act wants a visit, to be judged before; None where it moves none that can be moved.

    What is wrong with an act is said as it is carried out, where it is looked at again.
    """
    if kind != "move":
        return None
    asked = Asked(visit_id, date.min, 0, body)
    try:
        wish = Wish(visit_id, asked.date("date"), asked.clock("time"))
        require_movable(act, wish)
    except BadInputError:
        return None
    return wish


def keep_words(act: Act, visit_id: str, body: Mapping[str, str]) -> None:
    """Keep what was written in an act that comes too late to change anything."""
    for name in ("note", "reason", "outcome", "next_step"):
        if body.get(name, "").strip():
            note_visit.inside(act, visit_id, body[name].strip())


def _arrived(act: Act, asked: Asked) -> Carried:
    arrive_visit.inside(act, asked.visit_id, asked.day, asked.seconds)
    return False, ()


def unplanned_id(key: str) -> str:
    """Return the id of the visit that an act with a key begins: whoever has the key knows it before it is sent."""
    return f"{UNPLANNED}{key}"


def unplanned_key(visit_id: str) -> str:
    """Return the key of the act that began a visit which was not planned; empty where it was planned."""
    head, key = visit_id[: len(UNPLANNED)], visit_id[len(UNPLANNED) :]
    return key if head == UNPLANNED and _UUID.fullmatch(key) else ""


def _begin(act: Act, asked: Asked) -> Carried:
    visit_id = unplanned_id(asked.key)
    if find_visit_row(act.connection, visit_id) is not None:  # what ended it came first, and began it
        return True, ()
    begin_visit.inside(act, Placed(visit_id, asked.visit_id, own_rep(act).id, asked.day, None), asked.seconds)
    return False, ()


def _begin_meanwhile(act: Act, asked: Asked) -> None:
    """Begin the visit that an act ends: the act that began it is still on its way, and `begun` is its instant."""
    rep = own_rep(act)
    try:
        begun = datetime.fromisoformat(asked.text("begun")).astimezone(ZoneInfo(rep.timezone))
    except ValueError:
        raise _wrong(
            "instant-unreadable", asked.visit_id, sentence("{text!r} is no instant", text=asked.text("begun"))
        ) from None
    seconds = 3600 * begun.hour + 60 * begun.minute
    begin_visit.inside(act, Placed(asked.visit_id, asked.text("account"), rep.id, begun.date(), None), seconds)


def _visited(act: Act, asked: Asked) -> Carried:
    day = asked.date("date") if asked.text("date") else asked.day
    report = _report(asked, day, asked.clock("start"), asked.clock("end"))
    report_unplanned.inside(act, Placed(unplanned_id(asked.key), asked.visit_id, own_rep(act).id, day, None), report)
    return False, ()


def _prospect(act: Act, asked: Asked) -> Carried:
    add_prospect.inside(act, asked.visit_id, own_rep(act).id, asked.body)
    return False, ()


def _notebook(act: Act, asked: Asked) -> Carried:
    write_account_note.inside(act, asked.visit_id, asked.text("note"))
    return False, ()


def _read(act: Act, asked: Asked) -> Carried:
    if not re.fullmatch("[0-9]{1,9}", asked.visit_id):
        raise _wrong(
            "notice-unknown", asked.visit_id, sentence("there is no notice {visit_id!r}", visit_id=asked.visit_id)
        )
    mark_read(act, int(asked.visit_id))
    return False, ()


def _report(asked: Asked, day: date, start_s: int | None, end_s: int | None) -> Report:
    if start_s is not None and end_s is not None and end_s <= start_s:
        raise _wrong("times-impossible", asked.visit_id, "the visit ends before it begins")
    return Report(day, start_s, end_s, asked.text("outcome"), asked.text("note"), asked.text("next_step"))


def _done(act: Act, asked: Asked) -> Carried:
    if asked.text("account") and find_visit_row(act.connection, asked.visit_id) is None:
        _begin_meanwhile(act, asked)
    start_s, end_s = asked.clock("start"), asked.clock("end")
    arrival = arrival_of(act.connection, asked.visit_id)
    if start_s is None and arrival is not None and arrival.date == asked.day:
        start_s = arrival.start_s
        end_s = asked.seconds if end_s is None and start_s is not None and asked.seconds > start_s else end_s
    report = _report(asked, asked.day, start_s, end_s)
    before = find_closed_visit(act.connection, asked.visit_id)
    was_done = before is not None and before.status is VisitStatus.DONE
    notes = [before.notes] if before is not None and was_done and before.notes else []
    notes += [asked.text("note")] if asked.text("note") and asked.text("note") not in notes else []
    report_visit.inside(act, asked.visit_id, replace(report, notes="\n".join(notes)))
    return was_done, ()


def _skip(act: Act, asked: Asked) -> Carried:
    skip_visit.inside(act, asked.visit_id, _reason(asked))
    return False, ()


def _decline(act: Act, asked: Asked) -> Carried:
    decline_visit.inside(act, asked.visit_id, _reason(asked))
    return False, ()


def _accept(act: Act, asked: Asked) -> Carried:
    accept_visit.inside(act, asked.visit_id)
    return False, ()


def _note(act: Act, asked: Asked) -> Carried:
    if not asked.text("note"):
        raise _wrong("note-empty", asked.visit_id, "the note is empty")
    note_visit.inside(act, asked.visit_id, asked.text("note"))
    return False, ()


def _move(act: Act, asked: Asked) -> Carried:
    require_movable(act, Wish(asked.visit_id, asked.date("date"), asked.clock("time")))
    if asked.ruling is None:  # it could not be moved as it was judged, and can be now
        raise OvertakenError(())
    return False, keep_move(act, asked.ruling, asked.text("reason")).problems


def _undo(act: Act, asked: Asked) -> Carried:
    undo_visit.inside(act, asked.visit_id)
    return False, ()


KINDS: dict[str, Callable[[Act, Asked], Carried]] = {
    "arrived": _arrived,
    "done": _done,
    "skip": _skip,
    "decline": _decline,
    "accept": _accept,
    "note": _note,
    "move": _move,
    "undo": _undo,
    "begin": _begin,
    "visited": _visited,
    "prospect": _prospect,
    "notebook": _notebook,
    "read": _read,
}
WITHOUT_VISIT = frozenset({"begin", "visited", "prospect", "notebook", "read"})
"""Kinds of acts that are about no visit that there is: about an account, or a notice."""


def _reason(asked: Asked) -> str:
    if not asked.text("reason"):
        raise _wrong("reason-missing", asked.visit_id, "a visit that does not take place needs its reason")
    return asked.text("reason")


def _wrong(code: str, where: str, cause: str) -> BadInputError:
    return BadInputError([Problem(code, where, cause, "Correct it and do it again.")])
