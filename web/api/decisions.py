"""Changes by hand to a plan: priced on every day, judged, made, listed, taken back; and what a plan leaves out."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from fastapi import Path, Query, Request, Response
from pydantic import Field

from office.plans.decisions import judge_decision, make_decision
from office.plans.hand_overs import price_hand_over
from office.plans.notes import PlanNote, list_notes
from office.plans.prices import VisitPrices, price_visit
from office.plans.unserved import RepUnserved, list_unserved
from office.travel import plan_engine
from office.values import VisitAnswer
from office.visits.moves import unpin_visit
from office.visits.undo import list_decisions, undo_decision
from reports.finding_words import words
from routing.findings import Finding
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from scheduler.explain.judgement import Decision, Judged
from web.api.conditions import Once, shown
from web.api.cursors import Paged, cut, listed
from web.api.model import Day, In, Key, Number, Out, Page, TimeOfDay, Words, instant, instant_or_none
from web.api.routes import ApiRoutes
from web.guard import TheOffice, Who

DECISIONS = ApiRoutes("decisions")
Id = Annotated[Number, Path()]
OtherRep = Annotated[str, Query(max_length=200, description="Another rep, who would get the visit.")]
Visit = Annotated[Key, Query(description="A visit's id, the first letters of it, or an account's id.")]


class BrokenRuleOut(Out):
    """A rule that is broken: its stable code, and the facts by name."""

    code: str
    facts: dict[str, str]

    @staticmethod
    def of(one: Finding) -> BrokenRuleOut:
        """Return it as it is sent."""
        return BrokenRuleOut(code=one.code, facts={name: str(value) for name, value in one.facts})


class DayPriceOut(Out):
    """A day for a visit; `price_s` is what the plan then costs, in seconds of driving."""

    date: date
    price_s: int
    position: int
    start_s: int | None
    broken: list[BrokenRuleOut]


class PricesOut(Out):
    """A visit on every day of its rep's horizon; `date` is where the plan has it."""

    plan: int
    visit_id: str
    account_id: str
    rep_id: str
    date: date | None
    days: list[DayPriceOut]

    @staticmethod
    def of(found: VisitPrices) -> PricesOut:
        """Return it as it is sent."""
        days = [
            DayPriceOut(
                date=one.date, price_s=round(one.price), position=one.position, start_s=one.start_s,
                broken=[BrokenRuleOut.of(each) for each in one.broken],
            )
            for one in found.days
        ]  # fmt: skip
        return PricesOut(
            plan=found.plan, visit_id=found.visit_id, account_id=found.account_id, rep_id=found.rep_id,
            date=found.date, days=days,
        )  # fmt: skip


class DecisionIn(In):
    """What is wanted: `pin` keeps a visit where it is, `swap` needs `other`, `joint` a time and `companions`.

    `hand` gives this visit alone to another rep, `rep`, on `date`.
    """

    kind: Literal["move", "pin", "swap", "drop", "joint", "hand"]
    visit: Key
    date: Day | None = None
    start_s: TimeOfDay | None = None
    other: Annotated[Words, Field(max_length=200)] = ""
    reason: Words = ""
    companions: Annotated[list[Key], Field(max_length=20)] = Field(default_factory=list)
    rep: Annotated[Words, Field(max_length=200)] = ""

    def decision(self) -> Decision:
        """Return it as the office's; raises `BadInputError` where it lacks something."""
        lacking = {
            "date": self.kind in {"move", "joint", "hand"} and self.date is None,
            "start_s": self.kind == "joint" and self.start_s is None,
            "companions": self.kind == "joint" and not self.companions,
            "other": self.kind == "swap" and not self.other,
            "rep": self.kind == "hand" and not self.rep,
        }
        problems = [
            Problem("decision-impossible", name, sentence("{kind} needs it", kind=self.kind), "Send it.")
            for name, one in lacking.items()
            if one
        ]
        if problems:
            raise BadInputError(problems)
        companions = tuple(dict.fromkeys(self.companions))
        return Decision(
            self.kind, self.visit, self.date, self.start_s, self.other, self.reason.strip(), companions, self.rep
        )


class DecideIn(DecisionIn):
    """A change to be made: `anyway` where it breaks rules, `seen` is the revision that was looked at."""

    anyway: bool = False
    seen: Annotated[int, Field(ge=0, lt=2**53)] | None = None


class ShareOut(Out):
    """What one of two plans costs more by a hand-over, in seconds of driving."""

    rep_id: str
    price_s: int


class JudgedOut(Out):
    """What a change does; once it is made, `draft` has it, and `decision` takes it back.

    `shares` are the two plans of a visit that another rep gets, the giving rep's first.
    """

    plan: int
    visit_id: str
    account_id: str
    rep_id: str
    before: date | None
    after: date | None
    price_s: int
    worth_s: int
    broken: list[BrokenRuleOut]
    draft: int | None
    decision: int | None
    shares: list[ShareOut] = Field(default_factory=list)

    @staticmethod
    def of(found: Judged) -> JudgedOut:
        """Return it as it is sent."""
        return JudgedOut(
            plan=found.plan, visit_id=found.visit_id, account_id=found.account_id, rep_id=found.rep_id,
            before=found.before, after=found.after, price_s=round(found.price), worth_s=round(found.worth),
            broken=[BrokenRuleOut.of(one) for one in found.broken], draft=found.draft, decision=found.decision,
            shares=[ShareOut(rep_id=rep, price_s=round(price)) for rep, price in found.shares],
        )  # fmt: skip


class DecisionOut(Out):
    """A change that was made by hand."""

    id: int
    made_at: str
    by: str
    kind: str
    account_id: str
    visit_id: str
    text: str
    reason: str
    draft: int | None
    undone_at: str | None

    @staticmethod
    def of(one: VisitAnswer) -> DecisionOut:
        """Return it as it is sent."""
        return DecisionOut(
            id=one.number, made_at=instant(one.made_at), by=one.by, kind=one.kind.value, account_id=one.account_id,
            visit_id=one.visit_id, text=one.said, reason=one.text, draft=one.draft,
            undone_at=instant_or_none(one.undone_at),
        )  # fmt: skip


class UndoneOut(Out):
    """What was taken back: `draft` stands as it was before, `withdrawn` had nothing else to it."""

    decision: int
    draft: int | None
    withdrawn: int | None


class UnservedOut(Out):
    """How many visits of a rep a plan leaves out, by reason."""

    rep_id: str
    name: str
    reasons: dict[str, int]

    @staticmethod
    def of(one: RepUnserved) -> UnservedOut:
        """Return it as it is sent."""
        return UnservedOut(rep_id=one.rep_id, name=one.name, reasons=dict(one.reasons))


class NoteOut(Out):
    """What a plan does not take as it was asked: `days` later (+) or earlier (-)."""

    number: int
    rep_id: str
    account_id: str
    visit_id: str
    rule: str
    days: int
    detail: str

    @staticmethod
    def of(number: int, one: PlanNote) -> NoteOut:
        """Return it as it is sent."""
        return NoteOut(
            number=number, rep_id=one.rep_id, account_id=one.account_id, visit_id=one.visit_id, rule=one.rule,
            days=one.days, detail=words(one.why),
        )  # fmt: skip


@DECISIONS.get("/plans/{number}/prices", ("price_visit", "price_hand_over"), response_model=PricesOut)
def prices(request: Request, office: TheOffice, who: Who, number: Id, visit: Visit, rep: OtherRep = "") -> Response:
    """Price a visit on all days of its rep's horizon, or on those of another rep: both plans together then."""
    engine = plan_engine(office, number)
    if rep:
        return shown(request, PricesOut.of(price_hand_over(office, who, engine, visit, rep, number)))
    return shown(request, PricesOut.of(price_visit(office, who, engine, visit, number)))


@DECISIONS.post("/plans/{number}/judgements", ("judge_decision",), response_model=JudgedOut)
def judge(request: Request, office: TheOffice, who: Who, number: Id, body: DecisionIn) -> Response:
    """Say what a change would cost and break; nothing is kept, and no key is needed."""
    wanted = body.decision()
    return shown(request, JudgedOut.of(judge_decision(office, who, plan_engine(office, number), wanted, number)))


@DECISIONS.post("/plans/{number}/decisions", ("make_decision",), response_model=JudgedOut, status_code=201)
def decide(request: Request, office: Once, who: Who, number: Id, body: DecideIn) -> Response:
    """Make a change, unless it breaks rules or what it concerns was changed since it was seen."""
    wanted, engine = body.decision(), plan_engine(office, number)
    made = make_decision(office, who, engine, wanted, anyway=body.anyway, number=number, seen=body.seen)
    return shown(request, JudgedOut.of(made), status=201)


@DECISIONS.get("/decisions", ("list_decisions",), response_model=Page[DecisionOut])
def decisions(request: Request, office: TheOffice, who: Who, asked: Paged) -> Response:
    """List what was changed by hand, the oldest first."""
    page, after = cut(list_decisions(office, who)[::-1], lambda one: one.number, asked)
    return listed(request, [DecisionOut.of(one) for one in page], after)


@DECISIONS.post("/decisions/{number}/undo", ("undo_decision",), response_model=UndoneOut)
def undo(request: Request, office: Once, who: Who, number: Id) -> Response:
    """Take a change back: its draft, pins and dates are as before."""
    done = undo_decision(office, who, number)
    return shown(request, UndoneOut(decision=done.made.number, draft=done.draft, withdrawn=done.withdrawn))


@DECISIONS.delete("/visits/{visit_id}/pin", ("unpin_visit",), status_code=204)
def unpin(office: Once, who: Who, visit_id: Key) -> Response:
    """Take back the pin of a visit."""
    unpin_visit(office, who, visit_id)
    return Response(status_code=204)


@DECISIONS.get("/plans/{number}/unserved", ("list_unserved",), response_model=Page[UnservedOut])
def unserved(request: Request, office: TheOffice, who: Who, asked: Paged, number: Id) -> Response:
    """List how many visits a plan leaves out of whom and why, by rep."""
    found = sorted(list_unserved(office, who, number), key=lambda one: one.rep_id)
    page, after = cut(found, lambda one: one.rep_id, asked)
    return listed(request, [UnservedOut.of(one) for one in page], after)


@DECISIONS.get("/plans/{number}/notes", ("list_notes",), response_model=Page[NoteOut])
def notes(request: Request, office: TheOffice, who: Who, asked: Paged, number: Id) -> Response:
    """List what a plan does not take as it was asked."""
    page, after = cut(list(enumerate(list_notes(office, who, number), 1)), lambda one: one[0], asked)
    return listed(request, [NoteOut.of(*one) for one in page], after)
