"""A new division of all accounts: ordered, compared with others that were ordered, put in force or dropped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from fastapi import Form, Request, Response
from fastapi.responses import RedirectResponse

from office.designs.order import (
    DESIGN,
    design_order,
    keep_designed,
    read_design,
    scenario_of,
)
from office.jobs import ask_job, is_over, list_jobs, read_job, stop_job
from office.names import list_names
from office.ownership.overview import read_territories
from office.people import Person
from office.plans.drafts import next_monday
from office.proposals import drop_proposal, has_proposal, is_dropped
from office.settings import read_office_settings
from routing.problems import BadInputError, Problem
from web.guard import TheOffice, Who
from web.maps import map_page
from web.pages import page
from web.proposed_places import send_proposed_places
from web.routes.table import Routes

ROUTES = Routes()
PAGE = "/territories/design"
SHOWN = 10
"""Orders that are listed."""
MOST_MOVES = 200
"""Accounts that change hands that are listed: those with the most work."""
PARTS = frozenset({"workload_tolerance", "potential_tolerance", "home_share", "experience_share"})
"""Numbers that people type in per cent."""
WHOLE = frozenset({"steps", "seed"})

Text = Annotated[str, Form()]


@ROUTES.get(PAGE, ("propose_design",))
def orders(request: Request, office: TheOffice, who: Who, like: int = 0) -> Response:
    """Show what can be asked for, as an earlier order asked it or as is usual, and what was made of the others."""
    facts: Mapping[str, Any] = {"day": next_monday(office.clock().date()).isoformat()}
    if like and (job := read_job(office, who, like)).kind == DESIGN:
        facts = job.order
    return _form(request, office, who, _typed(facts))


@ROUTES.post(PAGE, ("propose_design",))
def order(
    request: Request,
    office: TheOffice,
    who: Who,
    day: Text = "",
    workload_tolerance: Text = "",
    potential_tolerance: Text = "",
    home_share: Text = "",
    experience_share: Text = "",
    success_min: Text = "",
    seconds: Text = "",
    steps: Text = "",
    seed: Text = "",
    *,
    contiguous: Annotated[bool, Form()] = False,
) -> Response:
    """Ask for it; what cannot be is said beside the form, which stays as it was filled in."""
    typed = {
        "day": day, "workload_tolerance": workload_tolerance, "potential_tolerance": potential_tolerance,
        "home_share": home_share, "experience_share": experience_share, "success_min": success_min,
        "seconds": seconds, "steps": steps, "seed": seed,
    }  # fmt: skip
    facts = {name: _fact(name, text.strip()) for name, text in typed.items() if text.strip()}
    facts["contiguous"] = contiguous
    try:
        design_order(facts)
    except BadInputError as error:
        return _form(request, office, who, typed | {"contiguous": contiguous}, error.problems)
    return _to(request, ask_job(office, who, DESIGN, facts).id)


def _fact(name: str, text: str) -> str | float:
    """Return what was typed as the order keeps it; what is no number is refused with the order."""
    if name == "day":
        return text
    try:
        return int(text) if name in WHOLE else float(text) / (100 if name in PARTS else 1)
    except ValueError:
        return text


def _typed(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return an order as the form shows it."""
    asked = design_order(facts)
    wishes, steps = asked.wishes, facts.get("steps")
    potential, leaning = wishes.potential_tolerance, wishes.experience_share
    return {
        "day": asked.day.isoformat(), "workload_tolerance": f"{100 * wishes.workload_tolerance:g}",
        "potential_tolerance": "" if potential is None else f"{100 * potential:g}",
        "experience_share": "" if leaning is None else f"{100 * leaning:g}",
        "home_share": f"{100 * wishes.home_share:g}", "success_min": f"{wishes.success_min:g}",
        "seconds": f"{float(facts.get('seconds', 5)):g}", "steps": "" if steps is None else str(steps),
        "seed": str(asked.seed), "contiguous": wishes.contiguous,
    }  # fmt: skip


def _form(
    request: Request, office: TheOffice, who: Person, typed: Mapping[str, Any], problems: Sequence[Problem] = ()
) -> Response:
    jobs = [job for job in list_jobs(office, who) if job.kind == DESIGN][:SHOWN]
    made = [scenario_of(job) for job in jobs]
    return page(
        request, "design.html", status=400 if problems else 200, typed=typed, problems=problems, made=made,
        dropped=is_dropped,
    )  # fmt: skip


@ROUTES.get(PAGE + "/{number}", ("read_design",))
def proposal(request: Request, office: TheOffice, who: Who, number: int) -> Response:
    """Show how far it is, and then each territory and who would change hands; the page comes again by itself."""
    job = read_job(office, who, number)
    seen = read_design(office, who, number) if has_proposal(job) or job.kind != DESIGN else None
    moves = sorted(seen.made.moves, key=lambda one: (-one.workload_h, one.account_id)) if seen else []
    shown = map_page(
        request, office, who, "design_made.html", job=job, seen=seen, made=seen and seen.made, moves=moves[:MOST_MOVES],
        names=list_names(office, who), waits=not is_over(job), dropped=is_dropped(job),
        currency=read_office_settings(office, who).currency,
    )  # fmt: skip
    if not is_over(job):
        shown.headers["Refresh"] = "2"
    return shown


@ROUTES.get(PAGE + "/{number}/accounts.geojson", ("read_design", "read_territories"))
def places(office: TheOffice, who: Who, number: int) -> Response:
    """Send the accounts with whose they would be; of those that move also whose they were."""
    moves = read_design(office, who, number).made.moves
    return send_proposed_places(read_territories(office, who), moves)


@ROUTES.post(PAGE + "/{number}/stop", ("stop_job",))
def stop(request: Request, office: TheOffice, who: Who, number: int) -> Response:
    """Stop it: the best that it has is proposed."""
    stop_job(office, who, number)
    return _to(request, number)


@ROUTES.post(PAGE + "/{number}/drop", ("drop_proposal",))
def drop(request: Request, office: TheOffice, who: Who, number: int) -> Response:
    """Drop what was proposed."""
    drop_proposal(office, who, number)
    return RedirectResponse(request.scope.get("root_path", "") + PAGE, 303)


@ROUTES.post(PAGE + "/{number}", ("keep_designed",))
def keep(request: Request, office: TheOffice, who: Who, number: int, reason: Text = "") -> Response:
    """Put it in force, as it was shown; it stands among the decisions, where it is taken back."""
    keep_designed(office, who, number, reason.strip())
    return RedirectResponse(request.scope.get("root_path", "") + "/territories#decisions", 303)


def _to(request: Request, number: int) -> Response:
    return RedirectResponse(f"{request.scope.get('root_path', '')}{PAGE}/{number}", 303)
