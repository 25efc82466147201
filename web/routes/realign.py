"""Realignment: ordered, looked at with what has to move and what was chosen, and put in force or dropped."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import groupby
from typing import Annotated, Any

from fastapi import Form, Request, Response

from office.jobs import ask_job, is_over, read_job
from office.names import list_names
from office.ownership.overview import read_territories
from office.ownership.realignment import Realigned
from office.ownership.realignment_order import (
    REALIGN,
    RealignmentOrder,
    keep_realigned,
    read_realigned,
    realignment_order,
)
from office.plans.drafts import next_monday
from office.proposals import Seen, has_proposal, is_dropped, list_proposals
from office.settings import read_office_settings
from territory.design.gains import MoveGain
from territory.handover import Handover, When
from web.guard import TheOffice, Who
from web.maps import map_page
from web.pages import page
from web.proposed_places import send_proposed_places
from web.routes.proposals import SHOWN, add_endings, coming_again, to_proposal
from web.routes.table import Routes

ROUTES = Routes()
PAGE = "/territories/realign"

Text = Annotated[str, Form()]


@ROUTES.get(PAGE, ("propose_realignment",))
def orders(request: Request, office: TheOffice, who: Who, like: int = 0) -> Response:
    """Show what can be asked for, as an earlier order asked it or as is usual, and what was asked for."""
    asked = RealignmentOrder(next_monday(office.clock().date()))
    if like and (job := read_job(office, who, like)).kind == REALIGN:
        asked = realignment_order(job.order)
    made = list_proposals(office, who, REALIGN, SHOWN)
    return page(request, "realign.html", asked=asked, ways=[when.value for when in When], made=made)


@ROUTES.post(PAGE, ("propose_realignment",))
def order(
    request: Request,
    office: TheOffice,
    who: Who,
    day: Text,
    tolerance: Annotated[float, Form()],
    goal: Text,
    a_week: Annotated[int, Form()],
    when: Text,
    after_days: Annotated[int, Form()],
    retain_days: Annotated[int, Form()],
    home_share: Annotated[float, Form()],
    success_min: Annotated[float, Form()],
    seconds: Annotated[float, Form()],
    potential_tolerance: Text = "",
    most_accounts: Text = "",
    most_workload: Text = "",
    *,
    contiguous: Annotated[bool, Form()] = False,
) -> Response:
    """Ask for it; a worker looks for the moves."""
    improve = goal == "improve"
    facts: dict[str, Any] = {
        "day": day, "tolerance": tolerance / 100, "improve": improve, "a_week": a_week, "when": when,
        "after_days": after_days, "retain_days": retain_days, "contiguous": contiguous, "home_share": home_share / 100,
        "success_min": success_min, "seconds": seconds, "potential_tolerance": _percent(potential_tolerance),
        "most_accounts": (most_accounts.strip() or None) if improve else None,
        "most_workload": _percent(most_workload) if improve else None,
    }  # fmt: skip
    realignment_order(facts)
    return to_proposal(request, PAGE, ask_job(office, who, REALIGN, facts).id)


def _percent(text: str) -> float | str | None:
    """Return what was typed as a part; what is no number is refused with the order."""
    try:
        return float(text) / 100 if text.strip() else None
    except ValueError:
        return text


@ROUTES.get(PAGE + "/{number}", ("read_realigned",))
def proposal(request: Request, office: TheOffice, who: Who, number: int) -> Response:
    """Show how far it is, and then what would change hands, when and why; the page comes again by itself."""
    job = read_job(office, who, number)
    seen = read_realigned(office, who, number) if has_proposal(job) or job.kind != REALIGN else None
    shown = map_page(
        request, office, who, "realign_made.html", job=job, seen=seen, made=seen and seen.made,
        asked=realignment_order(job.order) if job.kind == REALIGN else None, names=list_names(office, who),
        waits=not is_over(job), dropped=is_dropped(job),
        moves=_moves(seen), weeks=_weeks(seen),
        after={one.seat_id: one for one in seen.made.metrics.seats} if seen else {},
        joint={one.visit.place_id: one.visit.date for one in seen.made.joint.found} if seen else {},
        currency=read_office_settings(office, who).currency,
    )  # fmt: skip
    return coming_again(shown, job)


Move = tuple[Handover, MoveGain]


def _moves(seen: Seen[Realigned] | None) -> Mapping[bool, list[Move]]:
    """Return the moves by whether they cannot be left undone; of those chosen, what saves most comes first."""
    if seen is None:
        return {True: [], False: []}
    found = _weighed(seen.made)
    chosen = [one for one in found if not one[1].needed]
    return {
        True: [one for one in found if one[1].needed],
        False: sorted(chosen, key=lambda one: (-one[1].nearer_s * one[1].visits, one[1].account_id)),
    }


def _weighed(made: Realigned) -> list[Move]:
    gains = {one.account_id: one for one in made.gains}
    return [(one, gains[one.move.account_id]) for one in made.plan.handovers]


def _weeks(seen: Seen[Realigned] | None) -> list[tuple[date, list[Handover]]]:
    """Return the hand-overs by the Monday of their week."""
    if seen is None:
        return []
    grouped = groupby(seen.made.plan.handovers, key=lambda one: one.on - timedelta(days=one.on.weekday()))
    return [(monday, list(some)) for monday, some in grouped]


@ROUTES.get(PAGE + "/{number}/accounts.geojson", ("read_realigned", "read_territories"))
def places(office: TheOffice, who: Who, number: int) -> Response:
    """Send the accounts with whose they would be; of those that move also whose they were."""
    moves = read_realigned(office, who, number).made.moves
    return send_proposed_places(read_territories(office, who), moves)


add_endings(ROUTES, PAGE, "keep_realigned", keep_realigned)
