"""Plans: listed, looked at by days, put in force."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Path, Query, Request, Response
from pydantic import Field

from office.plans.approvals import ApprovalState, Verdict, approve_plan, ask_approval, read_approval, return_plan
from office.plans.days import Board, BoardDay, read_board
from office.plans.heads import list_plan_heads, read_plan_head
from office.plans.publication import publish_plan
from office.plans.publication_pins import Unplaced
from office.plans.scenarios import Scenario, choose_scenario, compare_scenarios
from office.values import PlanHead
from office.versions import Kind, Subject, version_now
from reports.finding_words import words
from web.api.conditions import Once, shown
from web.api.cursors import Paged, cut, listed
from web.api.model import Day, In, Key, Number, Out, Page, Words, instant
from web.api.routes import ApiRoutes
from web.guard import TheOffice, Who

PLANS = ApiRoutes("plans")
Id = Annotated[Number, Path()]


class PlanOut(Out):
    """A plan without its tours; `revision` is the change that it was made after."""

    id: int
    made_at: str
    made_by: str
    start: date
    end: date
    status: str
    revision: int

    @staticmethod
    def of(head: PlanHead) -> PlanOut:
        """Return a plan as it is sent."""
        return PlanOut(
            id=head.id, made_at=instant(head.made_at), made_by=head.origin.made_by, start=head.start, end=head.end,
            status=head.status.value, revision=head.origin.revision,
        )  # fmt: skip


class ChipOut(Out):
    """A visit of a day."""

    visit_id: str
    account_id: str
    name: str
    sequence: int
    start_s: int
    end_s: int
    travel_s: int
    status: str
    pinned: bool


class BoardDayOut(Out):
    """One rep's day."""

    rep_id: str
    date: date
    leave_s: int
    return_s: int
    driving_s: int
    distance_m: int
    visits: list[ChipOut]

    @staticmethod
    def of(day: BoardDay) -> BoardDayOut:
        """Return a day as it is sent."""
        visits = [
            ChipOut(
                visit_id=one.visit_id, account_id=one.account_id, name=one.name, sequence=one.sequence,
                start_s=one.start_s, end_s=one.end_s, travel_s=one.travel_s, status=one.status.value, pinned=one.pinned,
            )
            for one in day.chips
        ]  # fmt: skip
        return BoardDayOut(
            rep_id=day.rep_id, date=day.date, leave_s=day.leave_s, return_s=day.return_s, driving_s=day.driving_s,
            distance_m=day.distance_m, visits=visits,
        )  # fmt: skip


class BoardOut(Out):
    """Some days of a plan, of the reps whom one sees."""

    plan: int
    in_force: bool
    first: date
    last: date
    days: list[BoardDayOut]

    @staticmethod
    def of(board: Board) -> BoardOut:
        """Return a board as it is sent."""
        days = [BoardDayOut.of(day) for day in board.days]
        return BoardOut(plan=board.plan, in_force=board.in_force, first=board.first, last=board.last, days=days)


class PublishIn(In):
    """`expected` is the plan in force that you saw, 0 where none is; reps and days limit what is published.

    `message` is a word to those whose tours are published: on their phone and by mail.
    """

    expected: Annotated[int, Field(ge=0, lt=2**31)]
    reps: Annotated[list[Key], Field(max_length=1000, default_factory=list)]
    first: Day | None = None
    last: Day | None = None
    message: Words = ""


class NotPinnedOut(Out):
    """A visit that people have put on a date, and that is in force elsewhere, with why."""

    visit_id: str
    account_id: str
    rep_id: str
    date: Day
    code: str
    why: str

    @classmethod
    def of(cls, one: Unplaced) -> NotPinnedOut:
        """Return it as it is shown."""
        place = {"visit_id": one.visit_id, "account_id": one.account_id, "rep_id": one.rep_id}
        return cls(**place, date=one.date, code=one.why.code, why=words(one.why))


class PublishedOut(Out):
    """The plan now in force, and the one that was before."""

    plan: int
    replaced: int | None
    changed: bool
    reps: list[str]
    waiting: list[str]
    pinned: list[str]
    not_pinned: list[NotPinnedOut]


class ApprovalStepOut(Out):
    """One thing that was said of a draft; `reps` is null where it is about everybody."""

    verdict: Verdict
    text: str
    by: str
    at: str
    reps: list[str] | None


class ApprovalOut(Out):
    """How far the approval of a draft is: `lacking` are the reps whose tours nobody approved as they are now."""

    plan: int
    wanted: bool
    approved: bool
    stale: bool
    lacking: list[str]
    steps: list[ApprovalStepOut]

    @staticmethod
    def of(found: ApprovalState) -> ApprovalOut:
        """Return it as it is sent."""
        steps = [
            ApprovalStepOut(
                verdict=one.verdict, text=one.text, by=one.by, at=instant(one.at),
                reps=None if one.reps is None else list(one.reps),
            )
            for one in found.steps
        ]  # fmt: skip
        return ApprovalOut(
            plan=found.plan, wanted=found.wanted, approved=found.approved, stale=found.stale,
            lacking=list(found.lacking), steps=steps,
        )  # fmt: skip


class ApprovalIn(In):
    """What is said of a draft: `asked` by a planner, `approved` or `returned` (with a text) by a manager."""

    verdict: Verdict
    text: Words = ""


@PLANS.get("/plans/{number}/approval", ("read_approval",), response_model=ApprovalOut)
def approval(request: Request, office: TheOffice, who: Who, number: Id) -> Response:
    """Show how far the approval of a draft is."""
    return shown(request, ApprovalOut.of(read_approval(office, who, number)))


@PLANS.post("/plans/{number}/approval", ("ask_approval", "approve_plan", "return_plan"), response_model=ApprovalOut)
def say_approval(request: Request, office: Once, who: Who, number: Id, body: ApprovalIn) -> Response:
    """Ask for the approval of a draft, give it, or send the draft back."""
    if body.verdict is Verdict.ASKED:
        state = ask_approval(office, who, number, body.text)
    elif body.verdict is Verdict.APPROVED:
        state = approve_plan(office, who, number, body.text)
    else:
        state = return_plan(office, who, number, body.text)
    return shown(request, ApprovalOut.of(state))


class ScenarioOut(Out):
    """A plan in figures; `alike` counts visits on the same day of the same rep as in the first of the plans."""

    plan: int
    weights: dict[str, float]
    visits: int
    unserved: int
    accounts: int
    potential: float
    value_served: float | None
    driving_s: int
    distance_m: int
    nights: int
    longest_s: int
    gap: float | None
    alike: int | None

    @staticmethod
    def of(one: Scenario) -> ScenarioOut:
        """Return it as it is sent."""
        return ScenarioOut(
            plan=one.line.number, weights=dict(one.weights), visits=one.line.visits, unserved=one.line.unserved,
            accounts=one.accounts, potential=one.potential, value_served=one.value, driving_s=one.driving_s,
            distance_m=one.distance_m, nights=one.nights, longest_s=one.longest_s, gap=one.gap, alike=one.alike,
        )  # fmt: skip


class ScenariosOut(Out):
    """Plans beside each other; `differing` names the weights in which they are not the same."""

    plans: list[ScenarioOut]
    differing: list[str]


class ChooseIn(In):
    """Drafts that are withdrawn because another one was chosen."""

    others: Annotated[list[Number], Field(max_length=20, default_factory=list)]


class ChosenOut(Out):
    """The draft that was chosen, and those withdrawn."""

    plan: int
    withdrawn: list[int]


Compared = Annotated[list[Annotated[int, Field(ge=1, lt=2**31)]], Query(max_length=20)]


@PLANS.get("/scenarios", ("compare_scenarios",), response_model=ScenariosOut)
def scenarios(
    request: Request, office: TheOffice, who: Who, plan: Annotated[list[int], Query(max_length=20)]
) -> Response:
    """Compare plans with each other, the first being what the others are held against."""
    found = compare_scenarios(office, who, plan)
    out = ScenariosOut(plans=[ScenarioOut.of(one) for one in found.plans], differing=list(found.differing))
    return shown(request, out)


@PLANS.post("/plans/{number}/choose", ("choose_scenario",), response_model=ChosenOut)
def choose(request: Request, office: Once, who: Who, number: Id, body: ChooseIn) -> Response:
    """Choose a draft among others: those are withdrawn."""
    gone = choose_scenario(office, who, number, body.others)
    return shown(request, ChosenOut(plan=number, withdrawn=list(gone)))


@PLANS.get("/plans", ("list_plan_heads",), response_model=Page[PlanOut])
def plans(request: Request, office: TheOffice, who: Who, asked: Paged) -> Response:
    """List every plan, by number."""
    page, after = cut(list_plan_heads(office, who), lambda head: head.id, asked)
    return listed(request, [PlanOut.of(head) for head in page], after)


@PLANS.get("/plans/{number}", ("read_plan_head",), response_model=PlanOut)
def plan(request: Request, office: TheOffice, who: Who, number: Id) -> Response:
    """Show one plan without its tours."""
    version = version_now(office, Subject(Kind.DRAFT, str(number)))
    return shown(request, PlanOut.of(read_plan_head(office, who, number)), version)


@PLANS.get("/plans/{number}/days", ("read_board",), response_model=BoardOut)
def board(request: Request, office: TheOffice, who: Who, number: Id, first: Day, last: Day) -> Response:
    """Show some days of a plan, six weeks at the most."""
    return shown(request, BoardOut.of(read_board(office, who, first, last, number)))


@PLANS.post("/plans/{number}/publish", ("publish_plan",), response_model=PublishedOut)
def publish(request: Request, office: Once, who: Who, number: Id, body: PublishIn) -> Response:
    """Put a plan in force, or its tours of some reps or days, unless another is in force than you saw."""
    reps = tuple(sorted(set(body.reps)))
    done = publish_plan(
        office, who, number, expected=body.expected, first=body.first, last=body.last, reps=reps, message=body.message
    )
    out = PublishedOut(
        plan=done.number, replaced=done.replaced, changed=done.changed, reps=list(done.reps),
        waiting=list(done.waiting), pinned=list(done.pinned),
        not_pinned=[NotPinnedOut.of(one) for one in done.not_pinned],
    )  # fmt: skip
    return shown(request, out)
