"""Which plan a verb means that is given no number: the one in force where there is one; and it is said which."""

from __future__ import annotations

import click

from commands.context import say
from office.opening import Office
from office.people import Person
from office.plans.shown import Chosen, choose_plan

plan_option = click.option("--plan", "number", type=int, help="The plan's number.  [default: the one in force]")


def plan_meant(office: Office, who: Person, number: int | None) -> int:
    """Return the number of the plan that is meant, and say on standard error which one it is where none was named."""
    chosen = choose_plan(office, who, number)
    if number is None:
        say(_said(chosen))
    return chosen.number


def _said(chosen: Chosen) -> str:
    if not chosen.in_force:
        return f"Plan {chosen.number}, a draft: no plan is in force."
    newer = f" Newer drafts: {', '.join(map(str, chosen.newer))} (--plan NUMBER)." if chosen.newer else ""
    return f"Plan {chosen.number}, in force.{newer}"
