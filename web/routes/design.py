"""A new division of all accounts: ordered, compared with others that were ordered, put in force or dropped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from fastapi import Form, Request, Response

from office.designs.order import (
    DESIGN,
    design_order,
    keep_designed,
    read_design,
    scenario_of,
)
from office.jobs import ask_job, is_over, read_job
from office.names import list_names
from office.ownership.overview import read_territories
from office.people import Person
from office.plans.drafts import next_monday
from office.proposals import has_proposal, is_dropped, list_proposals
from office.settings import read_office_settings
from routing.problems import BadInputError, Problem
from web.guard import TheOffice, Who
from web.maps import map_page
from web.pages import page
from web.proposed_places import send_proposed_places
from web.routes.proposals import SHOWN, add_endings, coming_again, to_proposal
from web.routes.table import Routes

ROUTES = Routes()
PAGE = "/territories/design"
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
    return to_proposal(request, PAGE, ask_job(office, who, DESIGN, facts).id)


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
    made = [(one, scenario_of(one.job)) for one in list_proposals(office, who, DESIGN, SHOWN)]
    return page(
        request, "design.html", status=400 if problems else 200, typed=typed, problems=problems, made=made,
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
    return coming_again(shown, job)


@ROUTES.get(PAGE + "/{number}/accounts.geojson", ("read_design", "read_territories"))
def places(office: TheOffice, who: Who, number: int) -> Response:
    """Send the accounts with whose they would be; of those that move also whose they were."""
    moves = read_design(office, who, number).made.moves
    return send_proposed_places(read_territories(office, who), moves)


add_endings(ROUTES, PAGE, "keep_designed", keep_designed)
