"""Designs: what a job of the kind `design` proposed, and keeping it."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Path, Request, Response

from office.designs.alignment import Alignment
from office.designs.order import keep_designed, read_design
from territory.design.metrics import SeatMetrics
from territory.design.reasons import Move
from web.api.conditions import Once, shown
from web.api.cursors import Paged, cut, listed
from web.api.model import In, Number, Out, Page, ProblemDetail, Words
from web.api.routes import ApiRoutes
from web.guard import TheOffice, Who

DESIGNS = ApiRoutes("designs")
Id = Annotated[Number, Path(description="The number of the job that made it.")]


class SeatOut(Out):
    """One rep's territory in a design; `deviation` is the distance from its target as a part of that."""

    rep_id: str
    accounts: int
    totals: dict[str, float]
    deviation: dict[str, float]
    travel_s: float

    @staticmethod
    def of(one: SeatMetrics) -> SeatOut:
        """Return it as it is sent."""
        return SeatOut(
            rep_id=one.seat_id, accounts=one.units, totals=one.totals, deviation=one.deviation, travel_s=one.travel_s
        )


class DesignOut(Out):
    """A division of all accounts among the reps; `worst` is the greatest deviation of each measure."""

    job: int
    valid_from: date
    reason: str
    moved: int
    travel_s: float
    worst: dict[str, float]
    gini: dict[str, float]
    territories: list[SeatOut]
    held: dict[str, str]
    problems: list[ProblemDetail]

    @staticmethod
    def of(job: int, made: Alignment) -> DesignOut:
        """Return it as it is sent."""
        metrics = made.metrics
        return DesignOut(
            job=job, valid_from=made.valid_from, reason=made.reason, moved=made.moved, travel_s=metrics.travel_s,
            worst=metrics.worst, gini=metrics.gini, territories=[SeatOut.of(one) for one in metrics.seats],
            held=dict(made.yielding), problems=[ProblemDetail.of(one) for one in made.left_out],
        )  # fmt: skip


class MoveOut(Out):
    """An account that would change hands."""

    account_id: str
    from_rep: str
    to_rep: str
    workload_h: float
    code: str
    reason: str

    @staticmethod
    def of(one: Move) -> MoveOut:
        """Return it as it is sent."""
        return MoveOut(
            account_id=one.account_id, from_rep=one.from_id or "", to_rep=one.to_id, workload_h=one.workload_h,
            code=one.code, reason=one.reason,
        )  # fmt: skip


class KeepIn(In):
    """Why it is put in force."""

    reason: Words = ""


class KeptOut(Out):
    """The decision by which it is in force."""

    decision: int


@DESIGNS.get("/designs/{number}", ("read_design",), response_model=DesignOut)
def design(request: Request, office: TheOffice, who: Who, number: Id) -> Response:
    """Show what was proposed; order one as a job of the kind `design`."""
    return shown(request, DesignOut.of(number, read_design(office, who, number).made), 0)


@DESIGNS.get("/designs/{number}/moves", ("read_design",), response_model=Page[MoveOut])
def moves(request: Request, office: TheOffice, who: Who, asked: Paged, number: Id) -> Response:
    """List the accounts that would change hands, by id."""
    found = sorted(read_design(office, who, number).made.moves, key=lambda one: one.account_id)
    page, after = cut(found, lambda one: one.account_id, asked)
    return listed(request, [MoveOut.of(one) for one in page], after)


@DESIGNS.post("/designs/{number}/keep", ("keep_designed",), response_model=KeptOut, status_code=201)
def keep(request: Request, office: Once, who: Who, number: Id, body: KeepIn) -> Response:
    """Put it in force, unless somebody decided about owners since it was made."""
    return shown(request, KeptOut(decision=keep_designed(office, who, number, body.reason.strip())), status=201)
