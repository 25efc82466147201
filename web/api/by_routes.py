"""Accounts that choose their rep by the rounds: what a job of the kind `by-routes` proposed, and keeping it."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Request, Response

from office.ownership.by_routes import ByRoutes
from office.ownership.by_routes_order import keep_by_routes, read_by_routes
from scheduler.team.by_routes import Driven
from territory.handover import Handover, handover_words
from web.api.conditions import Once, shown
from web.api.cursors import Paged, cut, listed
from web.api.designs import KeepIn, KeptOut
from web.api.model import Day, Number, Out, Page, ProblemDetail
from web.api.routes import ApiRoutes
from web.guard import TheOffice, Who

BY_ROUTES = ApiRoutes("designs")
Id = Annotated[Number, Path(description="The number of the job that made it.")]


class DrivenOut(Out):
    """What the sample weeks of one rep come to."""

    driving_s: int
    distance_m: int
    visits: int
    unserved: int

    @staticmethod
    def of(one: Driven) -> DrivenOut:
        """Return it as it is sent."""
        return DrivenOut(
            driving_s=one.driving_s, distance_m=one.distance_m, visits=one.visits, unserved=one.unserved
        )  # fmt: skip


class RepDrivenOut(Out):
    """One rep's sample weeks with the present accounts and with those proposed."""

    rep_id: str
    before: DrivenOut
    after: DrivenOut


class ByRoutesOut(Out):
    """What changes, and what that saves in the sample weeks of all reps."""

    job: int
    weeks: int
    moved: int
    saved_s: int
    saved_m: int
    more_visits: int
    reps: list[RepDrivenOut]
    problems: list[ProblemDetail]

    @staticmethod
    def of(job: int, made: ByRoutes) -> ByRoutesOut:
        """Return it as it is sent."""
        pairs = [(rep, one, made.after[rep]) for rep, one in made.before.items()]
        return ByRoutesOut(
            job=job, weeks=made.weeks, moved=len(made.made.moves), saved_s=made.saved_s, saved_m=made.saved_m,
            more_visits=made.more_visits,
            reps=[RepDrivenOut(rep_id=r, before=DrivenOut.of(b), after=DrivenOut.of(a)) for r, b, a in pairs],
            problems=[ProblemDetail.of(one) for one in (*made.made.left_out, *made.made.joint.problems)],
        )  # fmt: skip


class HandoverOut(Out):
    """An account that would change hands, and from when on."""

    account_id: str
    from_rep: str
    to_rep: str
    on: Day
    joint_visit: bool
    reason: str

    @staticmethod
    def of(one: Handover) -> HandoverOut:
        """Return it as it is sent."""
        return HandoverOut(
            account_id=one.move.account_id, from_rep=one.move.from_id or "", to_rep=one.move.to_id, on=one.on,
            joint_visit=one.joint_visit, reason=handover_words(one),
        )  # fmt: skip


@BY_ROUTES.get("/by-routes/{number}", ("read_by_routes",), response_model=ByRoutesOut)
def by_routes(request: Request, office: TheOffice, who: Who, number: Id) -> Response:
    """Show what was proposed; order one as a job of the kind `by-routes`."""
    return shown(request, ByRoutesOut.of(number, read_by_routes(office, who, number).made), 0)


@BY_ROUTES.get("/by-routes/{number}/handovers", ("read_by_routes",), response_model=Page[HandoverOut])
def handovers(request: Request, office: TheOffice, who: Who, asked: Paged, number: Id) -> Response:
    """List the accounts that would change hands, by id."""
    found = sorted(read_by_routes(office, who, number).made.made.plan.handovers, key=_account)
    page, after = cut(found, _account, asked)
    return listed(request, [HandoverOut.of(one) for one in page], after)


def _account(one: Handover) -> str:
    return one.move.account_id


@BY_ROUTES.post("/by-routes/{number}/keep", ("keep_by_routes",), response_model=KeptOut, status_code=201)
def keep(request: Request, office: Once, who: Who, number: Id, body: KeepIn) -> Response:
    """Put it in force, unless somebody decided about owners since it was made; decision 0 where nobody changes."""
    return shown(request, KeptOut(decision=keep_by_routes(office, who, number, body.reason.strip())), status=201)
