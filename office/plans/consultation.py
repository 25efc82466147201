"""A draft before it is published: the planner asks reps about it, they accept or answer, and the planner sees it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from office.door import Act, reads, writes
from office.names import person_name
from office.visits.days import own_rep
from routing.dates import Day
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from scheduler.explain.diff import Change, changes
from scheduler.plan import Plan
from store.accounts import account_names
from store.consultation import (
    DraftAnswer,
    DraftAsk,
    add_draft_answer,
    answers_of_plan,
    asks_of_plan,
    asks_of_rep,
    write_asks,
)
from store.plans import PlanHead, PlanStatus, find_plan, find_plan_row, published_plan, reps_toured, tours_between
from territory.accounts import Rep

__all__ = [
    "DraftAnswer",
    "DraftAsk",
    "answer_draft",
    "ask_reps",
    "list_own_asks",
    "read_consultation",
    "read_own_draft",
]

LONGEST = 1000
"""Characters of a comment."""


@dataclass(frozen=True, slots=True)
class DraftVisit:
    """A visit of a draft on a day; `change` is what is another than in the plan in force, None where nothing is."""

    visit_id: str
    account_id: str
    name: str
    date: Day
    start_s: int
    change: Change | None
    answer: DraftAnswer | None


@dataclass(frozen=True, slots=True)
class DraftWeek:
    """A week of a draft from its Monday; `gone` are visits that the draft has no longer in it."""

    monday: Day
    visits: tuple[DraftVisit, ...]
    gone: tuple[tuple[Change, str], ...]
    answer: DraftAnswer | None


@dataclass(frozen=True, slots=True)
class OwnDraft:
    """A draft as the rep sees it who was asked about it, and by whom; `answer` is the rep's word on the whole."""

    ask: DraftAsk
    asked_by: str
    zone: str
    weeks: tuple[DraftWeek, ...]
    answer: DraftAnswer | None


@dataclass(frozen=True, slots=True)
class Consultation:
    """Who was asked about a draft, and what each answered; `accounts` are names by visit where one is spoken of."""

    asks: tuple[DraftAsk, ...]
    answers: tuple[DraftAnswer, ...]
    accounts: dict[str, str]

    def of(self, rep_id: str) -> tuple[DraftAnswer, ...]:
        """Return what a rep answered."""
        return tuple(one for one in self.answers if one.rep_id == rep_id)


@writes
def ask_reps(act: Act, number: int, rep_ids: Collection[str] = (), text: str = "") -> tuple[str, ...]:
    """Show a draft to reps (all of it, if none is named) before it is published; return whom.

    Raises
    ------
    BadInputError
        If it is no draft, or has nothing of a rep.
    """
    head = _draft(act, number)
    toured = reps_toured(act.connection, number)
    strange = sorted(set(rep_ids) - toured)
    if strange:
        cause = sentence("plan {number} has nothing of {names}", number=number, names=", ".join(strange))
        raise BadInputError([Problem("rep-unknown", "rep", cause, "Name reps of the draft.")])
    _require_short(text)
    asked = tuple(sorted(set(rep_ids) or toured))
    for rep_id in asked:
        act.require_rep(rep_id)
    write_asks(act.connection, [DraftAsk(head.id, rep_id, act.who.id, text.strip(), act.at) for rep_id in asked])
    act.note(sentence("asked {reps} reps about plan {number}", reps=len(asked), number=number))
    return asked


@reads
def read_consultation(act: Act, number: int) -> Consultation:
    """Return who was asked about a plan and what they answered, of the reps whom the person sees."""
    seen = [one for one in asks_of_plan(act.connection, number) if act.reps is None or one.rep_id in act.reps]
    answers = [one for one in answers_of_plan(act.connection, number) if act.reps is None or one.rep_id in act.reps]
    return Consultation(tuple(seen), tuple(answers), _accounts(act, number, answers))


def _accounts(act: Act, number: int, answers: Collection[DraftAnswer]) -> dict[str, str]:
    """Return the account's name of each visit that was spoken of."""
    head = find_plan(act.connection, number)
    spoken = {one.visit_id for one in answers if one.visit_id}
    reps = {one.rep_id for one in answers}
    tours = tours_between(act.connection, head, head.start, head.end, reps) if spoken else ()
    of_visit = {visit.visit_id: visit.account_id for tour in tours for visit in tour.visits if visit.visit_id in spoken}
    names = account_names(act.connection, set(of_visit.values()))
    return {visit_id: names.get(account, account) for visit_id, account in of_visit.items()}


@reads
def list_own_asks(act: Act) -> tuple[DraftAsk, ...]:
    """Return the drafts that the rep who asks was asked about and that are drafts still."""
    if act.who.rep_id is None:
        return ()
    asked = asks_of_rep(act.connection, act.who.rep_id)
    heads = {one.plan_id: find_plan_row(act.connection, one.plan_id) for one in asked}
    return tuple(one for one in asked if (head := heads[one.plan_id]) is not None and head.status is PlanStatus.DRAFT)


@reads
def read_own_draft(act: Act, number: int) -> OwnDraft:
    """Return a draft as the rep sees it who was asked about it.

    Raises
    ------
    BadInputError
        If nobody asked the rep, or it is a draft no more.
    """
    rep = own_rep(act)
    ask, head = _asked(act, rep, number)
    first = max(head.start, act.today(rep.timezone))
    tours = tours_between(act.connection, head, first, head.end, {ask.rep_id})
    in_force = published_plan(act.connection)
    before = tours_between(act.connection, in_force, first, head.end, {ask.rep_id}) if in_force else tours
    found = changes(Plan(first, head.end, before, ()), Plan(first, head.end, tours, ()), first)
    said = {
        (one.visit_id, one.week): one for one in answers_of_plan(act.connection, number) if one.rep_id == ask.rep_id
    }
    accounts = {visit.account_id for tour in tours for visit in tour.visits} | {one.account_id for one in found}
    names, of_visit = account_names(act.connection, accounts), {one.visit_id: one for one in found}
    visits = [
        DraftVisit(
            visit.visit_id, visit.account_id, names.get(visit.account_id, visit.account_id), tour.date, visit.start_s,
            of_visit.get(visit.visit_id), said.get((visit.visit_id, None)),
        )
        for tour in tours
        for visit in tour.visits
    ]  # fmt: skip
    gone = [(one, names.get(one.account_id, one.account_id)) for one in found if one.after is None]
    mondays = sorted({_monday(one.date) for one in visits} | {_monday(c.before.date) for c, _ in gone if c.before})
    weeks = tuple(
        DraftWeek(
            monday,
            tuple(one for one in visits if _monday(one.date) == monday),
            tuple((c, name) for c, name in gone if c.before and _monday(c.before.date) == monday),
            said.get(("", monday)),
        )
        for monday in mondays
    )
    return OwnDraft(ask, person_name(act.connection, ask.asked_by), rep.timezone, weeks, said.get(("", None)))


@writes
def answer_draft(
    act: Act, number: int, *, accepted: bool, text: str = "", visit_id: str = "", week: date | None = None
) -> DraftAnswer:
    """Accept a draft one was asked about, or say what is wrong: of one visit, of a week, or of all of it.

    Raises
    ------
    BadInputError
        If nobody asked, the draft has no such visit of the rep's, or what is wrong is not said.
    """
    ask, head = _asked(act, own_rep(act), number)
    if not accepted and not text.strip():
        cause = "it is not said what is wrong"
        raise BadInputError(
            [Problem("reason-missing", sentence("plan {number}", number=number), cause, "Write a few words.")]
        )
    _require_short(text)
    if visit_id:
        tours = tours_between(act.connection, head, head.start, head.end, {ask.rep_id})
        if visit_id not in {visit.visit_id for tour in tours for visit in tour.visits}:
            cause = sentence("plan {number} has no visit {visit_id!r} of yours", number=number, visit_id=visit_id)
            raise BadInputError([Problem("visit-unknown", "visit", cause, "Look at the draft again.")])
    monday = None if week is None or visit_id else _monday(week)
    answer = DraftAnswer(number, ask.rep_id, act.who.id, visit_id, monday, accepted, text.strip(), act.at)
    add_draft_answer(act.connection, answer)
    said = sentence("accepted plan {number}", number=number)
    act.note(said if accepted else sentence("answered about plan {number}", number=number))
    return answer


def _asked(act: Act, rep: Rep, number: int) -> tuple[DraftAsk, PlanHead]:
    ask = next((one for one in asks_of_plan(act.connection, number) if one.rep_id == rep.id), None)
    if ask is None:
        cause = sentence("nobody has asked you about plan {number}", number=number)
        raise BadInputError([Problem("draft-unknown", "plan", cause, "Look at your day.")])
    return ask, _draft(act, number)


def _draft(act: Act, number: int) -> PlanHead:
    head = find_plan(act.connection, number)
    if head.status is not PlanStatus.DRAFT:
        cause = sentence("plan {number} is {value}, and no draft any more", number=number, value=head.status.value)
        raise BadInputError([Problem("draft-over", "plan", cause, "Look at what is in force.")])
    return head


def _require_short(text: str) -> None:
    if len(text) > LONGEST:
        cause = sentence("it is longer than {longest} characters", longest=LONGEST)
        raise BadInputError([Problem("text-too-long", "text", cause, "Shorten it.")])


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
