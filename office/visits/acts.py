"""What a rep did, as a phone sends it: each act is carried out once, however often and however late it comes.

A phone sends what was done and never the state of anything. An act is known by its key: one that came before gets the
answer that it had then. Each is judged by itself; one that cannot be carried out is kept with the reason, and those
after it are carried out all the same.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import islice

from office.door import Act, reads, works
from office.plans.rule_book import Rulings, may_lie, standing
from office.visits.instructions import WITHOUT_VISIT, Instruction, carry_out, keep_words, wish_of
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from store.acts import KeptAct, acts_to_look_at, find_act, keep_act, last_carried, sequences_of

MOST = 50
"""Acts in one sending."""
AHEAD = timedelta(minutes=10)
"""A phone's clock that is further ahead than this is not believed, and the rep hears of it."""
MOST_MISSING = 50
FIRST_YEAR = 1970
"""Where a clock begins that was lost; what is before has no day in every zone."""


class Outcome(StrEnum):
    """What became of an act."""

    APPLIED = "applied"
    MERGED = "merged"
    QUESTION = "question"
    REFUSED = "refused"


CHANGED = frozenset({Outcome.APPLIED.value, Outcome.QUESTION.value, Outcome.MERGED.value})


@dataclass(frozen=True, slots=True)
class PhoneAct:
    """One thing that a rep did.

    Attributes
    ----------
    key : str
        Given to it as the button was pressed, before anything was sent.
    seq : int
        Rises on each device.
    kind : str
        ``arrived``, ``done``, ``skip``, ``note``, ``accept``, ``decline``, ``move`` or ``undo``; ``begin``, ``visited``
        and ``prospect`` for what was not planned; ``notebook`` of an account, ``read`` of a notice.
    about : str
        The id of a visit; of an account where it is about what was not planned; the number of a notice.
    at : str
        The instant by the phone's clock, with its offset from UTC.
    body : mapping of str to str
        What was filled in.
    """

    key: str
    seq: int
    kind: str
    about: str
    at: str
    body: Mapping[str, str]

    @property
    def asked(self) -> str:
        """Return the SHA-256 of what is asked, whenever it was."""
        text = json.dumps([self.kind, self.about, dict(self.body)], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class ActAnswer:
    """What became of an act; `clock_ahead_s` is not 0 where the phone's clock was not believed."""

    key: str
    outcome: Outcome
    problems: tuple[Problem, ...] = ()
    clock_ahead_s: int = 0


@dataclass(frozen=True, slots=True)
class Carried:
    """The answers to a sending, and the numbers of acts of this device that never came."""

    answers: tuple[ActAnswer, ...]
    missing: tuple[int, ...]


@works
def carry_acts(act: Act, device: str, sent: tuple[PhoneAct, ...]) -> Carried:
    """Carry out what a phone sends, in the order in which it was done.

    Raises
    ------
    BadInputError
        If more than `MOST` acts are sent at once.
    """
    if len(sent) > MOST:
        cause = sentence("{count} acts came at once, and {most} are taken", count=len(sent), most=MOST)
        raise BadInputError([Problem("acts-too-many", "acts", cause, "Send them in parts.")])
    ordered = sorted(sent, key=lambda one: one.seq)

    def keep(rulings: Rulings) -> Carried:
        return act.answer(_carried(act, device, ordered, rulings))

    return standing(act, lambda: _rulings(act, ordered), keep)


def _rulings(act: Act, ordered: Sequence[PhoneAct]) -> Rulings:
    """Judge the moves that come for the first time, one after the other."""
    new = [one for one in ordered if find_act(act.connection, one.key) is None]
    wishes = {one.key: wish_of(act, one.kind, one.about, one.body) for one in new}
    return may_lie(act, {key: wish for key, wish in wishes.items() if wish is not None})


def _carried(act: Act, device: str, ordered: Sequence[PhoneAct], rulings: Rulings) -> Carried:
    known, answers = 0, []
    for one in ordered:
        kept = find_act(act.connection, one.key)
        known += kept is not None
        answers.append(_first(act, device, one, rulings) if kept is None else _again(act, one, kept))
    if known == len(ordered):
        act.changed_nothing()
    elif len(ordered) > 1:
        act.note(sentence("{count} acts from a phone", count=len(ordered) - known))
    seen = sequences_of(act.connection, act.who.id, device)
    return Carried(tuple(answers), missing_before(seen))


def missing_before(seen: frozenset[int]) -> tuple[int, ...]:
    """Return the first numbers below the greatest that never came, however far that is ahead of the others."""
    gaps = (number for number in range(1, max(seen, default=0)) if number not in seen)
    return tuple(islice(gaps, MOST_MISSING))


@reads
def list_acts(act: Act) -> tuple[KeptAct, ...]:
    """Return one's own acts that were refused or became questions, the last one first."""
    return acts_to_look_at(act.connection, act.who.id, frozenset({Outcome.REFUSED.value, Outcome.QUESTION.value}))


def _again(act: Act, one: PhoneAct, kept: KeptAct) -> ActAnswer:
    if (kept.person_id, kept.asked) != (act.who.id, one.asked):
        cause = "the key was used for another act"
        return ActAnswer(one.key, Outcome.REFUSED, (Problem("act-reused", one.about, cause, "Do it again."),))
    return ActAnswer(one.key, Outcome(kept.outcome), tuple(Problem.of_kept(problem) for problem in kept.answer))


def _first(act: Act, device: str, one: PhoneAct, rulings: Rulings) -> ActAnswer:
    """Judge an act in a savepoint of its own; it and what became of it are kept together."""
    try:
        moment = _moment(one)
        ahead_s = max(0, round((moment - act.now).total_seconds()))
        ahead_s = ahead_s if ahead_s > AHEAD.total_seconds() else 0
        with act.connection.begin_nested():
            asked = Instruction(one.kind, one.about, min(moment, act.now), one.body, rulings.get(one.key), one.key)
            answer = _judged(act, device, one, asked)
        answer = replace(answer, clock_ahead_s=ahead_s)
    except BadInputError as error:
        answer = ActAnswer(one.key, Outcome.REFUSED, tuple(error.problems))
    problems = [problem.kept() for problem in answer.problems]
    whose = (one.key, act.who.id, device, one.kind, one.about, one.at, act.at, one.asked)
    keep_act(act.connection, KeptAct(*whose, answer.outcome.value, one.seq, dict(one.body), problems))
    return answer


def _judged(act: Act, device: str, one: PhoneAct, asked: Instruction) -> ActAnswer:
    """Carry an act out; where a later one of the same device was carried out already, only its words are kept."""
    overtaken = one.seq < last_carried(act.connection, act.who.id, device, one.about, CHANGED)
    if overtaken and one.kind not in WITHOUT_VISIT:
        keep_words(act, one.about, one.body)
        return ActAnswer(one.key, Outcome.MERGED)
    merged, problems = carry_out(act, asked)
    if problems:
        return ActAnswer(one.key, Outcome.QUESTION, problems)
    return ActAnswer(one.key, Outcome.MERGED if merged else Outcome.APPLIED)


def _moment(one: PhoneAct) -> datetime:
    try:
        found = datetime.fromisoformat(one.at)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None or found.year < FIRST_YEAR:
        cause = sentence("{at!r} is no instant with its offset from UTC", at=one.at)
        raise BadInputError([Problem("instant-unreadable", one.about, cause, "Do it again.")])
    return found
