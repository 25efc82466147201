"""`roundsman plan`: everybody's visits for some weeks, as a draft; and what planners ask of a plan and decide in it."""

from __future__ import annotations

from typing import Any

import click

from commands.arguments import MIDNIGHT
from commands.context import json_option, workspace_option
from commands.numbers import FiniteRange
from commands.verbs import Table, Verbs
from routing.choice import FORMS

VERBS: Table = {
    "diff": (
        "commands.plan_questions",
        "diff",
        "What a plan changes, by rep and by week; each change with its reason.",
    ),
    "since": ("commands.plan_questions", "since", "What was changed by others since a plan was made."),
    "capacity": ("commands.plan_questions", "capacity", "The hours asked against those there are; what will slip."),
    "before": ("commands.plan_before", "before", "What to see to before a plan is ordered, the most urgent first."),
    "accounts": ("commands.plan_before", "accounts", "Set fields of many accounts at once, as one edit."),
    "predicted": ("commands.plan_predicted", "predicted", "Visits and kilometres to come, with their past error."),
    "catch-up": ("commands.plan_catch_up", "catch_up", "What is behind in mid-period, and how it comes back."),
    "notes": ("commands.plan_records", "notes", "All that a plan relaxed, withheld or assumed, kind by kind."),
    "lessons": ("commands.plan_questions", "lessons", "What past visits propose: lengths, ways, weekdays, reasons."),
    "on-time": ("commands.plan_on_time", "on_time", "How likely each visit begins on time, by what was learnt."),
    "evidence": ("commands.plan_on_time", "evidence", "A bundle by which others judge a plan, with its own checker."),
    "again": ("commands.plan_questions", "again", "Make a plan again from what was stored with it, and check it."),
    "problem": ("commands.plan_questions", "problem", "The problem of a rep's part, as `roundsman solve` reads it."),
    "move": ("commands.plan_changes", "move", "Put a visit on a date and keep it there in every later plan."),
    "pin": ("commands.plan_changes", "pin", "Keep a visit on the day that the plan has it."),
    "joint": ("commands.plan_changes", "joint", "Make a visit a joint one of several reps."),
    "swap": ("commands.plan_changes", "swap", "Let two visits of one rep change places."),
    "drop": ("commands.plan_changes", "drop", "Leave a visit out: it is closed as skipped."),
    "hand": ("commands.plan_changes", "hand", "Give one visit to another rep, at the price of both plans."),
    "approval": ("commands.plan_approval", "approval", "Ask for a draft's approval, give it, or send it back."),
    "scenarios": ("commands.plan_scenarios", "scenarios", "Plans with other weights side by side; choose one."),
    "unpin": ("commands.plan_changes", "unpin", "Take back a pin."),
    "undo": ("commands.plan_changes", "undo", "Take back a decision made by hand."),
    "decisions": ("commands.plan_records", "decisions", "What was decided by hand, the last first."),
    "absence": ("commands.plan_fixed_dates", "absence", "A rep does not visit for some days, or part of them."),
    "day-off": ("commands.plan_fixed_dates", "day_off", "Nobody works on a day, or in a part of it."),
    "rule": ("commands.plan_fixed_dates", "rule", "Change rules of an account; those that are not named stay."),
    "season": ("commands.plan_fixed_dates", "season", "Change the season of a segment, or of one account."),
    "contact": ("commands.plan_fixed_dates", "contact", "Count a visit that no plan had, a colleague's."),
    "counting": ("commands.plan_counting_rule", "counting", "Which visits count towards an account's interval."),
    "appointment": ("commands.plan_fixed_dates", "appointment", "Fix an appointment on a date at a time."),
    "cancel": ("commands.plan_fixed_dates", "cancel", "Take back an appointment."),
    "ride-along": ("commands.plan_fixed_dates", "ride_along", "Somebody rides along with a rep."),
    "fixed": ("commands.plan_records", "fixed", "What holds plans to dates: pins, appointments, absences."),
    "weights": ("commands.plan_weights", "weights", "Change the planner's weights for good, or show them."),
    "journey": ("commands.plan_journey", "journey", "A permanent journey plan: fixed days in a cycle of weeks."),
    "nights": ("commands.plan_nights", "nights", "How a rep stays away overnight, or who does."),
}


@click.group(cls=Verbs, verbs=VERBS, invoke_without_command=True)
@click.option("--start", type=MIDNIGHT, help="First day of the horizon.  [default: next Monday]")
@click.option("--weeks", type=click.IntRange(1, 53), default=13, show_default=True)
@click.option("--seconds", type=FiniteRange(0.1, 86_400), help="How long each rep's search may take.")
@click.option("--steps", type=click.IntRange(1), help="Search so many steps instead: the same plan on any machine.")
@click.option("--seed", default=1, show_default=True)
@click.option("--limit", type=FiniteRange(0.1), help="Seconds for everybody; then the best plans so far are taken.")
@click.option("--workers", type=click.IntRange(1, 1024), help="Reps searched side by side.  [default: processors]")
@click.option(
    "--cluster", default="", metavar="ADDRESS", help="Search on this Dask cluster, such as tcp://10.0.0.7:8786."
)
@click.option(
    "--cluster-wait",
    type=FiniteRange(0.1, 3600),
    default=20.0,
    show_default=True,
    help="Seconds to wait for the cluster, or for a worker of it.",
)
@click.option(
    "--moves", type=click.IntRange(0), help="At most so many visits of a rep leave their day, if rules allow."
)
@click.option("--set", "weights", multiple=True, metavar="NAME=VALUE", help="A weight for this draft; repeatable.")
@click.option("--travel", default="", metavar="ENGINE", help=f"Ask another engine than the workspace's roads: {FORMS}.")
@workspace_option
@json_option
@click.pass_context
def command(context: click.Context, /, **asked: Any) -> None:
    """Plan everybody's visits and keep the plan as a draft.

    What is in force before its first day is frozen; what comes later stays where it was unless moving it pays.
    """
    if not context.invoked_subcommand:
        from commands.plan_draft import make_draft

        make_draft(**asked)
