"""Realignments: what a job of the kind `realign` proposed, keeping it and dropping it."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Request, Response

from office.ownership.realignment import Realigned
from office.ownership.realignment_order import keep_realigned, read_realigned
from office.proposals import Seen
from territory.design.gains import MoveGain
from territory.handover import Handover
from web.api.by_routes import HandoverOut
from web.api.conditions import Once, shown
from web.api.cursors import Paged, cut, listed
from web.api.designs import KeepIn, KeptOut, SeatOut
from web.api.model import Day, Number, Out, Page, ProblemDetail
from web.api.routes import ApiRoutes
from web.guard import TheOffice, Who

REALIGNMENTS = ApiRoutes("designs")
Id = Annotated[Number, Path(description="The number of the job that made it.")]


class RealignmentOut(Out):
    """What changes: `least_accounts` and `least_h` have to, whatever anybody decides; hours are those of a year.

    `stale` says that somebody decided about owners since; `decision` is the number of the one that put it in force.
    """

    job: int
    start: Day
    moved: int
    moved_h: float
    total_h: float
    least_accounts: int
    least_h: float
    stale: bool
    decision: int | None
    before: list[SeatOut]
    after: list[SeatOut]
    problems: list[ProblemDetail]

    @staticmethod
    def of(job: int, seen: Seen[Realigned]) -> RealignmentOut:
        """Return it as it is sent."""
        made = seen.made
        return RealignmentOut(
            job=job, start=made.rules.start, moved=len(made.moves), moved_h=made.moved_h, total_h=made.total_h,
            least_accounts=made.minimum.units, least_h=made.minimum.amount, stale=seen.stale,
            decision=seen.in_force_as, before=[*map(SeatOut.of, made.before)],
            after=[*map(SeatOut.of, made.metrics.seats)],
            problems=[ProblemDetail.of(one) for one in (*made.left_out, *made.joint.problems)],
        )  # fmt: skip


class RealignedOut(HandoverOut):
    """An account that would change hands; `needed` says why it cannot stay, and is empty where it could."""

    needed: str
    nearer_s: float
    visits_a_year: float
    visit_before: Day | None
    deal_stays_until: Day | None
    joint_visit_on: Day | None

    @staticmethod
    def of_move(one: Handover, gain: MoveGain, joint: Day | None) -> RealignedOut:
        """Return it as it is sent."""
        return RealignedOut(
            **HandoverOut.of(one).model_dump(), needed=gain.needed, nearer_s=gain.nearer_s, visits_a_year=gain.visits,
            visit_before=one.visit_before, deal_stays_until=one.opportunity_kept_until, joint_visit_on=joint,
        )  # fmt: skip


@REALIGNMENTS.get("/realignments/{number}", ("read_realigned",), response_model=RealignmentOut)
def realignment(request: Request, office: TheOffice, who: Who, number: Id) -> Response:
    """Show what was proposed; order one as a job of the kind `realign`."""
    return shown(request, RealignmentOut.of(number, read_realigned(office, who, number)), 0)


@REALIGNMENTS.get("/realignments/{number}/handovers", ("read_realigned",), response_model=Page[RealignedOut])
def handovers(request: Request, office: TheOffice, who: Who, asked: Paged, number: Id) -> Response:
    """List the accounts that would change hands, by id."""
    made = read_realigned(office, who, number).made
    gains = {one.account_id: one for one in made.gains}
    joint = {one.visit.place_id: one.visit.date for one in made.joint.found}
    page, after = cut(sorted(made.plan.handovers, key=_account), _account, asked)
    found = [RealignedOut.of_move(one, gains[_account(one)], joint.get(_account(one))) for one in page]
    return listed(request, found, after)


def _account(one: Handover) -> str:
    return one.move.account_id


@REALIGNMENTS.post("/realignments/{number}/keep", ("keep_realigned",), response_model=KeptOut, status_code=201)
def keep(request: Request, office: Once, who: Who, number: Id, body: KeepIn) -> Response:
    """Put it in force, unless somebody decided about owners since it was made; decision 0 where nobody changes."""
    return shown(request, KeptOut(decision=keep_realigned(office, who, number, body.reason.strip())), status=201)
