"""The manager's review of a day: all figures, findings and proposals; answers to findings, and the notebook."""

from __future__ import annotations

from datetime import date

from office.door import Act, reads, thinks, works, writes
from office.ownership.decisions import first_today
from office.reviews.inputs import gather
from office.reviews.notebook import require_own
from office.reviews.overrides import require_territory
from office.roads import roads_if_any
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from scheduler.review.analysis import Analysis, analyse
from scheduler.review.near_accounts import near_by_roads
from scheduler.review.travel_elsewhere import seconds_elsewhere, travelled
from store.accounts import read_accounts
from store.changes import Kind, Subject
from store.review import add_note, write_answer
from territory.quality import Answer
from territory.value.potential import Cell, cells


@thinks
def review_territories(act: Act, on: date | None = None, weeks: int = 13, most: int = 20) -> Analysis:
    """Return all figures of the review of a day, by default today, over the weeks before it; nothing is written."""
    return analysed(act, on, weeks, most)


def analysed(act: Act, on: date | None, weeks: int, most: int) -> Analysis:
    """Return all figures of a review: read at one moment, then computed."""
    with act.reading() as connection:
        known = gather(connection, on or first_today(act), weeks)
    engine = roads_if_any(act.office)
    near = near_by_roads(known.accounts, engine) if engine else None
    return analyse(travelled(known, engine), most, seconds_elsewhere(known, engine), near)


@works
def answer_finding(act: Act, key: str, why: str) -> None:
    """Leave a finding as it is: it is not listed again unless something else is found.

    Raises
    ------
    BadInputError
        If no open finding has this key, or no reason is given.
    """
    if not why.strip():
        cause = "an answer needs a reason"
        raise BadInputError([Problem("answer-without-reason", key, cause, "Say why it is left as it is.")])
    if key not in {one.key for one in analysed(act, None, 13, 20).findings}:
        action = "Take the key from: roundsman territory mend --json."
        raise BadInputError([Problem("no-such-finding", key, "no open finding has this key", action)])
    with act.writing() as connection:
        write_answer(connection, Answer(key, act.who.id, first_today(act), why))
        act.touch(Subject(Kind.REVIEW, key))
        act.note("answered a finding")


@writes
def write_note(act: Act, territory: str, text: str, on: date | None = None) -> None:
    """Write into the notebook of a territory; the review shows it."""
    require_own(act, territory)
    require_territory(act.connection, territory, on or first_today(act))
    add_note(act.connection, territory, act.who.name, text, act.now)
    act.touch(Subject(Kind.REVIEW, territory))
    act.note(sentence("{territory}: {letters} letters", territory=territory, letters=len(text)))


@reads
def map_potential(act: Act, cell_m: float) -> tuple[Cell, ...]:
    """Return the potential of each square of the map."""
    mine = [one for one in read_accounts(act.connection) if act.accounts is None or one.id in act.accounts]
    return tuple(cells(mine, cell_m))
