"""Looking a plan over: what it leaves out and how that could be mended, what it changes, what it asks; publishing."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from fastapi import Form, Request, Response
from fastapi.responses import RedirectResponse

from office.permissions import allowed
from office.plans.approvals import Verdict, approve_plan, ask_approval, read_approval, return_plan
from office.plans.capacity import weigh_capacity
from office.plans.consultation import read_consultation
from office.plans.draft_review import explain_changes, review_draft
from office.plans.drafts import next_monday
from office.plans.horizons import list_rep_names, read_plan_line
from office.plans.publication import AnotherInForceError, publish_plan, publish_weeks
from office.plans.repairs import apply_repair
from office.plans.unserved import A_PAGE, explain_unserved, list_unserved
from office.travel import plan_engine, travel_engine
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from scheduler.team.situation import Span
from web.beyond import whole
from web.guard import TheOffice, Who
from web.pages import page
from web.routes.table import Routes

ROUTES = Routes()

EVERYBODY = "*"


@ROUTES.get("/plan/{number:int}/unserved", ("list_unserved",))
def unserved(request: Request, office: TheOffice, who: Who, number: int, rep: str = "", first: int = 0) -> Response:
    """Show what a plan leaves out; of a rep who is chosen, each visit with its ways."""
    line, reps = read_plan_line(office, who, number), list_unserved(office, who, number)
    told = explain_unserved(office, who, plan_engine(office, number), number, rep, first) if rep else None
    decides = allowed(who, "apply_repair")
    return page(
        request, "plan_unserved.html", line=line, reps=reps, told=told, decides=decides, more=A_PAGE,
        names=list_rep_names(office, who),
    )  # fmt: skip


@ROUTES.post("/plan/{number:int}/unserved", ("apply_repair",))
def serve(
    request: Request,
    office: TheOffice,
    who: Who,
    number: int,
    repair: Annotated[str, Form()],
    rep: Annotated[str, Form()],
) -> Response:
    """Serve a visit in one of its ways, as it was told: at another price it has another id."""
    made = apply_repair(office, who, plan_engine(office, number), repair, number)
    return _to(request, f"/plan/{made.draft or number}/unserved?rep={rep}")


@ROUTES.get("/plan/{number:int}/diff", ("review_draft",))
def diff(request: Request, office: TheOffice, who: Who, number: int, rep: str = "") -> Response:
    """Show a draft beside the plan in force."""
    return _diff(request, office, who, number, rep)


def _diff(
    request: Request,
    office: TheOffice,
    who: Who,
    number: int,
    rep: str = "",
    refused: AnotherInForceError | None = None,
) -> Response:
    line, approval = read_plan_line(office, who, number), read_approval(office, who, number)
    review = review_draft(office, who, number)
    told = explain_changes(office, who, plan_engine(office, number), number, rep) if rep else None
    asked = read_consultation(office, who, number)
    return page(
        request, "plan_diff.html", status=409 if refused else 200, line=line, review=review, told=told,
        refused=refused, asked=asked,
        publishes=allowed(who, "publish_plan"), people=_people([one.count for one in review.reps]),
        approval=approval, names=list_rep_names(office, who), asks=allowed(who, "ask_approval"),
        approves=allowed(who, "approve_plan"),
    )  # fmt: skip


@ROUTES.post("/plan/{number:int}/approval", ("ask_approval", "approve_plan", "return_plan"))
def approval(
    request: Request,
    office: TheOffice,
    who: Who,
    number: int,
    verdict: Annotated[Verdict, Form()],
    text: Annotated[str, Form()] = "",
    seen: Annotated[int | None, Form()] = None,
) -> Response:
    """Ask for the approval of a draft, give it, or send the draft back."""
    if verdict is Verdict.ASKED:
        ask_approval(office, who, number, text)
    elif verdict is Verdict.APPROVED:
        approve_plan(office, who, number, text, seen)
    else:
        return_plan(office, who, number, text)
    return _to(request, f"/plan/{number}/diff")


def _people(counts: list[int]) -> list[tuple[str, int]]:
    """Return how many reps get how many changes: none, up to 5, up to 20, more."""
    groups = (("0", 0, 0), ("1-5", 1, 5), ("6-20", 6, 20), ("21", 21, 1_000_000))
    return [(name, sum(low <= count <= high for count in counts)) for name, low, high in groups]


@ROUTES.post("/plan/{number:int}/publish", ("publish_plan",))
def publish(
    request: Request,
    office: TheOffice,
    who: Who,
    number: int,
    expected: Annotated[int, Form()],
    rep: Annotated[list[str] | None, Form()] = None,
    from_week: Annotated[str, Form()] = "",
    to_week: Annotated[str, Form()] = "",
    message: Annotated[str, Form()] = "",
) -> Response:
    """Put a plan in force: whole, of some reps, of some weeks; or say what is in force by now instead."""
    try:
        if from_week or to_week:
            weeks = _weeks(from_week, to_week)
            done = publish_weeks(office, who, number, weeks, expected=expected, reps=rep or (), message=message)
        else:
            done = publish_plan(office, who, number, expected=expected, reps=rep or (), message=message)
    except AnotherInForceError as refused:
        return _diff(request, office, who, number, refused=refused)
    return page(request, "plan_published.html", done=done)


def _weeks(first: str, last: str) -> tuple[int, int]:
    weeks = [whole(text) or 0 for text in (first or last, last or first)]
    if not 1 <= weeks[0] <= weeks[1]:
        cause = sentence("{first!r} to {last!r} are no weeks of a plan", first=first, last=last)
        raise BadInputError([Problem("weeks-impossible", "publish", cause, "Count them from 1.")])
    return weeks[0], weeks[1]


@ROUTES.get("/plan/capacity", ("weigh_capacity",))
def capacity(request: Request, office: TheOffice, who: Who, rep: str = "", weeks: int = 13) -> Response:
    """Show what a rep, or everybody (`rep` is ``*``), is asked beside what there is time for, before it is planned."""
    if not 1 <= weeks <= 53:
        raise BadInputError(
            [Problem("weeks-impossible", "capacity", sentence("{weeks} weeks", weeks=weeks), "Ask for 1 to 53.")]
        )
    today = office.clock().date()
    start = next_monday(today)
    span, only = Span(start, 7 * weeks, today), "" if rep == EVERYBODY else rep
    found = weigh_capacity(office, who, travel_engine(office), span, only=only) if rep else ()
    mondays = [start + timedelta(weeks=n) for n in range(weeks)]
    weeks_of = {one.rep_id: {week.monday: week for week in one.weeks} for one in found}
    names = list_rep_names(office, who)
    return page(
        request,
        "plan_capacity.html",
        rep=rep,
        found=found,
        mondays=mondays,
        weeks=weeks,
        weeks_of=weeks_of,
        names=names,
    )


def _to(request: Request, path: str) -> Response:
    return RedirectResponse(request.scope.get("root_path", "") + path, 303)
