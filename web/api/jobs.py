"""Jobs: asked for, watched (by asking again, or as server-sent events), stopped; and schedules."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Annotated, Any

import anyio
from fastapi import Path, Request, Response
from fastapi.responses import StreamingResponse
from pydantic import Field
from starlette.concurrency import run_in_threadpool

from office.jobs import (
    KEPT,
    ask_job,
    drop_schedule,
    is_over,
    list_jobs,
    list_schedules,
    read_job,
    save_schedule,
    stop_job,
)
from office.opening import Office
from office.people import Person
from office.proposals import PROPOSAL, drop_proposal
from office.values import Job, Schedule
from routing.problems import BadInputError, Problem
from web.api.conditions import Once, shown
from web.api.cursors import Paged, cut, listed
from web.api.model import In, Key, Number, Out, Page, Words, instant, instant_or_none
from web.api.routes import ApiRoutes
from web.guard import TheOffice, Who

JOBS = ApiRoutes("jobs")

EVERY_S = 1.0
LONGEST_S = 600
"""A stream of events ends after this long; whoever still wants to know asks again."""
Id = Annotated[Number, Path()]


class JobOut(Out):
    """Long work: `progress` says how many of how many, and what was finished last."""

    id: int
    kind: str
    person_id: str
    state: str
    asked_at: str
    started_at: str | None
    ended_at: str | None
    order: dict[str, Any]
    progress: dict[str, Any]
    result: dict[str, Any]
    error: str
    stop_asked: bool

    @staticmethod
    def of(job: Job) -> JobOut:
        """Return a job as it is sent."""
        return JobOut(
            id=job.id, kind=job.kind, person_id=job.person_id, state=job.state.value, asked_at=instant(job.asked_at),
            started_at=instant_or_none(job.started_at), ended_at=instant_or_none(job.ended_at), order=job.order,
            progress=job.progress, result=_without(job.result), error=job.error, stop_asked=job.stop_asked,
        )  # fmt: skip


def _without(result: dict[str, Any]) -> dict[str, Any]:
    """Leave out a design itself, which may be long and has an address of its own, and what pages alone read."""
    return {name: value for name, value in result.items() if name not in {PROPOSAL, KEPT}}


class JobIn(In):
    """What is to be done."""

    kind: Words
    order: dict[str, Any] = Field(default_factory=dict)


class ScheduleIn(In):
    """A job asked for on some weekdays (Monday 0) at a time of a zone's clock."""

    name: Key
    kind: Words
    order: dict[str, Any] = Field(default_factory=dict)
    weekdays: Annotated[list[Annotated[int, Field(ge=0, le=6)]], Field(min_length=1, max_length=7)]
    at_s: Annotated[int, Field(ge=0, lt=86_400)]
    zone: Words


class ScheduleOut(Out):
    """A job that is asked for again and again."""

    id: int
    name: str
    kind: str
    person_id: str
    order: dict[str, Any]
    weekdays: list[int]
    at_s: int
    zone: str
    next_at: str
    active: bool

    @staticmethod
    def of(one: Schedule) -> ScheduleOut:
        """Return a schedule as it is sent."""
        return ScheduleOut(
            id=one.id, name=one.name, kind=one.kind, person_id=one.person_id, order=one.order,
            weekdays=list(one.weekdays), at_s=one.at_s, zone=one.zone, next_at=instant(one.next_at), active=one.active,
        )  # fmt: skip


@JOBS.get("/jobs", ("list_jobs",), response_model=Page[JobOut])
def jobs(request: Request, office: TheOffice, who: Who, asked: Paged) -> Response:
    """List the newest jobs, the oldest of them first."""
    page, after = cut(sorted(list_jobs(office, who), key=lambda job: job.id), lambda job: job.id, asked)
    return listed(request, [JobOut.of(job) for job in page], after)


@JOBS.post("/jobs", ("ask_job",), response_model=JobOut, status_code=202)
def ask(request: Request, office: Once, who: Who, body: JobIn) -> Response:
    """Ask for long work; a worker takes it in its turn."""
    answer = shown(request, JobOut.of(ask_job(office, who, body.kind, _plain(body.order))), status=202)
    answer.headers["Retry-After"] = "1"
    return answer


@JOBS.get("/jobs/{number}", ("read_job",), response_model=JobOut)
def job(request: Request, office: TheOffice, who: Who, number: Id) -> Response:
    """Show one job: ask again until it is over."""
    return shown(request, JobOut.of(read_job(office, who, number)), 0)


@JOBS.post("/jobs/{number}/stop", ("stop_job",), response_model=JobOut)
def stop(request: Request, office: Once, who: Who, number: Id) -> Response:
    """Stop a job: it keeps the best that it has."""
    return shown(request, JobOut.of(stop_job(office, who, number)))


@JOBS.post("/jobs/{number}/drop", ("drop_proposal",), response_model=JobOut)
def drop_proposed(request: Request, office: Once, who: Who, number: Id) -> Response:
    """Drop what a job proposed: it can be put in force no more."""
    return shown(request, JobOut.of(drop_proposal(office, who, number)))


@JOBS.get("/jobs/{number}/events", ("read_job",), response_class=StreamingResponse)
async def events(request: Request, office: TheOffice, who: Who, number: Id) -> Response:
    """Tell of a job as server-sent events: one whenever something of it is new, until it is over."""
    first = await run_in_threadpool(read_job, office, who, number)
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(_told(request, office, who, first), media_type="text/event-stream", headers=headers)


async def _told(request: Request, office: Office, who: Person, now_on: Job) -> AsyncIterator[str]:
    said = ""
    for _ in range(int(LONGEST_S / EVERY_S)):
        text = JobOut.of(now_on).model_dump_json()
        if text != said:
            yield f"event: job\ndata: {text}\n\n"
            said = text
        else:
            yield ": still here\n\n"
        if is_over(now_on) or await request.is_disconnected():
            return
        await anyio.sleep(EVERY_S)
        now_on = await run_in_threadpool(read_job, office, who, now_on.id)


@JOBS.get("/schedules", ("list_schedules",), response_model=Page[ScheduleOut])
def schedules(request: Request, office: TheOffice, who: Who, asked: Paged) -> Response:
    """List what is asked for again and again."""
    page, after = cut(list_schedules(office, who), lambda one: one.id, asked)
    return listed(request, [ScheduleOut.of(one) for one in page], after)


@JOBS.post("/schedules", ("save_schedule",), response_model=ScheduleOut, status_code=201)
def save(request: Request, office: Once, who: Who, body: ScheduleIn) -> Response:
    """Ask for a job again and again; one of the same name is replaced."""
    days = tuple(sorted(set(body.weekdays)))
    order = _plain(body.order)
    made = save_schedule(office, who, body.name, body.kind, order, weekdays=days, at_s=body.at_s, zone=body.zone)
    return shown(request, ScheduleOut.of(made), status=201)


@JOBS.delete("/schedules/{number}", ("drop_schedule",), status_code=204)
def drop(office: Once, who: Who, number: Id) -> Response:
    """Ask for it no more."""
    if not drop_schedule(office, who, number):
        raise BadInputError([Problem("schedule-unknown", "schedule", "there is no such schedule", "List them.")])
    return Response(status_code=204)


def _plain(order: dict[str, Any]) -> dict[str, Any]:
    """Return an order that any database can hold."""
    text = json.dumps(order)
    if len(text) > 100_000 or "\\u0000" in text or "\\ud8" in text.lower() or "NaN" in text or "Infinity" in text:
        cause = "it is too long, or holds what cannot be written"
        raise BadInputError([Problem("order-unreadable", "order", cause, "Write it shorter and plainer.")])
    return order
