"""Experiments and their roll-out on a page: who has it from when, and taking a stage back."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from fastapi import Form, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import Field

from office.permissions import allowed
from office.reviews.kept import read_review
from office.reviews.overrides import Override
from office.reviews.rollouts import (
    RolloutAsked,
    StageState,
    begin_rollout,
    carry_out_stages,
    list_rollouts,
    revert_stage,
)
from reports.review_parts.experiments import experiments_part
from reports.speech import speech_of
from territory.experiment import shown_by
from territory.rollout import StageAsked
from web.guard import TheOffice, Who
from web.pages import language_of, page
from web.routes.clocks import day_of, spans_of
from web.routes.table import Routes

ROUTES = Routes()
PAGE = "/reports/rollouts"

Text = Annotated[str, Form()]
Weekday = Annotated[int, Field(ge=0, le=6)]
LIFTS = "-"
"""Written in place of hours: as everywhere else, from then on."""


@ROUTES.get(PAGE, ("list_rollouts",))
def rollouts(request: Request, office: TheOffice, who: Who) -> Response:
    """Show the experiments with what they showed, and the stages by which some of them go on."""
    found, seen = list_rollouts(office, who), read_review(office, who)
    today = office.clock().date()
    due = sum(one.state is StageState.WAITING and one.begins <= today for one in found.stages)
    known = seen.analysis.known.policy.experiments
    shown = {one.name: shown_by(each) for one, each in zip(known, seen.analysis.comparisons, strict=False)}
    part = experiments_part(seen.analysis, speech_of(seen.analysis, language_of(request))) if seen.whole else None
    return page(
        request, "rollouts.html", found=found, part=part, today=today, due=due, shown=shown,
        edits=allowed(who, "begin_rollout"), segments=sorted({x.segment for x in seen.analysis.known.accounts} - {""}),
    )  # fmt: skip


@ROUTES.post(PAGE, ("begin_rollout",))
def begin(
    request: Request, office: TheOffice, who: Who, experiment: Text, begins: Annotated[date, Form()],
    share: Annotated[int, Form(ge=1, le=100)] = 100, territory: Annotated[list[str] | None, Form()] = None,
    rest: Text = "", segment: Text = "", days: Text = "", times: Text = "", reason: Text = "", hours: Text = "",
    visiting_hours: Text = "", weekday: Annotated[list[Weekday] | None, Form()] = None,
    weekdays: Annotated[Literal["as-it-is", "these", "any"], Form()] = "as-it-is",
) -> Response:  # fmt: skip
    """Let an experiment go on: to some first, and to all that are left on a later day."""
    override = Override(
        segment,
        int(days) if days.isdecimal() and int(days) else None,
        float(times.replace(",", ".")) if times.strip() else None,
        None if not hours.strip() else spans_of("" if hours.strip() == LIFTS else hours),
        None if weekdays == "as-it-is" else frozenset(weekday or ()) if weekdays == "these" else frozenset(),
        {"": None, LIFTS: ""}.get(visiting_hours.strip(), visiting_hours.strip()),
    )
    stages = [StageAsked(begins, tuple(territory or ()), share / 100)]
    later = day_of(rest)
    stages += [StageAsked(later)] if later else []
    begin_rollout(office, who, RolloutAsked(experiment, override, stages, reason))
    return _back(request)


@ROUTES.post("/reports/rollouts/due", ("carry_out_stages",))
def due(request: Request, office: TheOffice, who: Who) -> Response:
    """Begin every stage whose day has come."""
    carry_out_stages(office, who)
    return _back(request)


@ROUTES.post("/reports/rollouts/{rollout}/{stage}/revert", ("revert_stage",))
def revert(request: Request, office: TheOffice, who: Who, rollout: int, stage: int) -> Response:
    """Take a stage back."""
    revert_stage(office, who, rollout, stage)
    return _back(request)


def _back(request: Request) -> Response:
    return RedirectResponse(request.scope.get("root_path", "") + PAGE, 303)
