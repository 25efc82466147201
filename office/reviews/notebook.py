"""The territories' notebook: notes with their comments, and a feed of what was written and decided."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from office.door import Act, reads, writes
from office.ownership.decisions import first_today, list_ownership_decisions
from office.ownership.rule_books import book_on
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from store.accounts import read_reps
from store.changes import Kind, Subject
from store.database import Connection
from store.review import add_note, read_answers, read_baselines, read_notes
from territory.presence import works
from territory.review.notes import Note

MOST = 100
"""So many entries of the feed are shown."""


@dataclass(frozen=True, slots=True)
class Thread:
    """A note with its comments, in the order in which they were written."""

    note: Note
    comments: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """Something that was written or decided: ``note``, ``comment``, ``decision``, ``answer`` or ``baseline``.

    `at` is an instant, or a day where no more is known; `place` is a territory, or empty.
    """

    at: str
    kind: str
    by: str
    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Notebook:
    """The threads of the territories that a person sees, the newest first, with the feed."""

    territories: tuple[str, ...]
    threads: tuple[Thread, ...]
    feed: tuple[FeedEntry, ...]


def territories_held(connection: Connection, day: date) -> dict[str, str]:
    """Return the rep of each territory of a day, empty where it is vacant: the rules' own, or each rep's accounts."""
    book = book_on(connection, day)
    held = {rep.id: rep.id for rep in read_reps(connection) if works(rep, day)}
    if book is None:
        return held
    mine = [one for one in book.territories if one.layer == book.layers[0].id and one.period.holds(day)]
    return held | {one.id: holding.rep if (holding := one.holder(day)) else "" for one in mine}


@reads
def read_notebook(act: Act) -> Notebook:
    """Return the notebook and the feed, of the territories whose reps the person sees."""
    held = territories_held(act.connection, first_today(act))
    mine = {name for name, rep in held.items() if act.reps is None or rep in act.reps}
    notes = [one for one in read_notes(act.connection) if act.reps is None or one.territory in mine]
    comments: dict[int, list[Note]] = defaultdict(list)
    for one in notes:
        if one.answers is not None:
            comments[one.answers].append(one)
    threads = tuple(Thread(one, tuple(comments[one.number])) for one in reversed(notes) if one.answers is None)
    return Notebook(tuple(sorted(mine)), threads, tuple(_feed(act, notes)[:MOST]))


def _feed(act: Act, notes: list[Note]) -> list[FeedEntry]:
    found = [
        FeedEntry(one.written_at, "note" if one.answers is None else "comment", one.by, one.territory, one.text)
        for one in notes
    ]
    found += [
        FeedEntry(one.decision.made_at, "decision", one.decision.by, "", one.decision.summary)
        for one in list_ownership_decisions.inside(act)
    ]
    if act.reps is None:  # both are about everybody together
        found += [FeedEntry(f"{one.on}", "answer", one.by, "", one.why) for one in read_answers(act.connection)]
        found += [FeedEntry(f"{one.taken_on}", "baseline", "", "", one.name) for one in read_baselines(act.connection)]
    return sorted(found, key=lambda one: (one.at, one.kind, one.text), reverse=True)


@writes
def comment_note(act: Act, number: int, text: str) -> None:
    """Comment on a note of a territory whose rep the person sees.

    Raises
    ------
    BadInputError
        If there is no such note, it is itself a comment, it is not the person's to see, or nothing is said.
    """
    if not text.strip():
        raise BadInputError(
            [
                Problem(
                    "note-empty",
                    sentence("note {number}", number=number),
                    "the comment says nothing",
                    "Write something.",
                )
            ]
        )
    note = next((one for one in read_notes(act.connection) if one.number == number and one.answers is None), None)
    if note is None:
        cause = "there is no note of this number"
        raise BadInputError(
            [Problem("note-unknown", sentence("note {number}", number=number), cause, "Look at the notebook again.")]
        )
    require_own(act, note.territory)
    add_note(act.connection, note.territory, act.who.name, text.strip(), act.now, answers=number)
    act.touch(Subject(Kind.REVIEW, note.territory))
    act.note(sentence("{territory}: a comment of {letters} letters", territory=note.territory, letters=len(text)))


def require_own(act: Act, territory: str) -> None:
    """Raise `BadInputError` unless the person sees the rep of a territory."""
    if act.reps is None:
        return
    held = territories_held(act.connection, first_today(act)).get(territory, "")
    if held not in act.reps:
        cause = sentence("{name} has no access to territory {territory!r}", name=act.who.name, territory=territory)
        raise BadInputError([Problem("not-yours", "territory", cause, "Ask an administrator for it.")])
