"""What the parts of `roundsman territory` share: options, the wishes they make, and how figures are shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import click

from commands.arguments import MIDNIGHT
from commands.context import now
from commands.numbers import FiniteRange
from commands.presented import picked
from office.designs.inputs import Wishes
from office.names import Names
from office.ownership.joint_visits import JointVisit, JointVisits
from office.plans.drafts import next_monday
from routing.stopping import Seconds, Steps, Stop
from scheduler.checking.violation import clock
from territory.design.metrics import DesignMetrics
from territory.design.reasons import Move
from territory.design.workload import TravelEstimate
from territory.handover import Handover, When

WARN_ABOVE = 0.15
"""A deviation from target that is worth a warning whatever tolerance was asked."""


def asked_day(means: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Return the option `--from` of a verb, with what the day means to it."""
    return click.option("--from", "day", type=MIDNIGHT, help=f"{means}  [default: next Monday]")


from_option = asked_day("First day of the new owners.")


success_option = click.option(
    "--success",
    "success_min",
    type=FiniteRange(0, 600),
    default=0.0,
    show_default=True,
    help="Minutes of travel at each visit that deals won in the account's sector are worth.",
)


def design_options(function: Callable[..., None]) -> Callable[..., None]:
    """Add what every design is asked: tolerances, pieces, homes, budget and seed."""
    options = [
        click.option("--tolerance", type=FiniteRange(0, 1), default=0.05, show_default=True, help="Of workload."),
        click.option("--potential", type=FiniteRange(0, 1), help="Tolerance of potential.  [default: any]"),
        click.option("--scattered", is_flag=True, help="Do not ask for territories in one piece on the roads."),
        click.option(
            "--home-share",
            type=FiniteRange(0, 1),
            default=0.5,
            show_default=True,
            help="How much of the travel is counted from home, the rest from the territory's centre.",
        ),
        click.option(
            "--travel",
            type=FiniteRange(0, min_open=True),
            default=1.0,
            show_default=True,
            help="Ways driven beside ways guessed: `territory price` tells it.",
        ),
        click.option("--seconds", type=FiniteRange(0.1, 86_400), help="How long the search may take.  [default: 5]"),
        click.option("--steps", type=click.IntRange(1), help="Search so many steps instead: the same design anywhere."),
        click.option("--seed", default=1, show_default=True),
    ]
    for option in reversed(options):
        function = option(function)
    return function


def handover_options(function: Callable[..., None]) -> Callable[..., None]:
    """Add what every hand-over is asked: when it takes place, and how many of them in a week."""
    options = [
        click.option(
            "--when",
            type=click.Choice([when.value for when in When]),
            default=When.NOW.value,
            show_default=True,
            help="Hand over at once, when the open opportunity closes, or after --days.",
        ),
        click.option("--days", type=click.IntRange(0), default=30, show_default=True, help="Of --when days."),
        click.option(
            "--retain",
            type=click.IntRange(1),
            default=90,
            show_default=True,
            help="Days for which an open opportunity holds the account back, or stays with its owner.",
        ),
        click.option(
            "--a-week", type=click.IntRange(1), default=5, show_default=True, help="Hand-overs of a rep in a week."
        ),
    ]
    for option in reversed(options):
        function = option(function)
    return function


def wishes_of(
    *,
    tolerance: float,
    potential: float | None,
    scattered: bool,
    home_share: float,
    travel: float,
    success_min: float = 0.0,
) -> Wishes:
    """Return the wishes that the options make."""
    estimate = TravelEstimate(per_neighbour=travel, per_home=travel)
    land = {"contiguous": not scattered, "home_share": home_share}
    return Wishes(tolerance, potential, **land, estimate=estimate, success_min=success_min)  # type: ignore[arg-type]


def budget_of(seconds: float | None, steps: int | None) -> Stop:
    """Return the search's budget."""
    if seconds is not None and steps is not None:
        raise click.UsageError("Give --seconds or --steps, not both.")
    return Steps(steps) if steps is not None else Seconds(seconds or 5.0)


def first_day(day: datetime | None) -> date:
    """Return the day that was asked for, or next Monday."""
    return day.date() if day else next_monday(now().date())


def show_metrics(metrics: DesignMetrics) -> None:
    """Write a row for each rep, and the whole."""
    click.echo(f"{'rep':<12}{'accounts':>9}{'hours/year':>12}{'off':>8}{'potential':>12}{'off':>8}{'min/visit':>11}")
    for seat in metrics.seats:
        held = "".join(
            f"{seat.totals[name]:>12.0f}{100 * seat.deviation[name]:>+7.1f}%" for name in ("workload", "potential")
        )
        click.echo(f"{seat.seat_id:<12}{seat.units:>9}{held}{seat.travel_s / 60:>11.1f}")
    worst = metrics.worst["workload"]
    click.echo(
        f"Farthest from target: workload {100 * worst:.1f} %, potential {100 * metrics.worst['potential']:.1f} %."
    )
    if worst > WARN_ABOVE:
        click.echo(f"Warning: a workload more than {100 * WARN_ABOVE:.0f} % from target is not even.")


def show_moves(moves: tuple[Move, ...], names: Names) -> None:
    """Write who changes hands and why."""
    for move in moves:
        click.echo(f"  {handed_over(move, names)}: {move.reason}")


def handed_over(move: Move, names: Names) -> str:
    """Say which account goes from whom to whom."""
    before = names.rep(move.from_id) if move.from_id else "nobody"
    return f"{names.account(move.account_id)}: {before} -> {names.rep(move.to_id)}"


def metrics_json(metrics: DesignMetrics) -> dict[str, Any]:
    """Return metrics for machines."""
    return {
        "seats": [picked(seat, "seat_id", "units", "totals", "deviation", "travel_s") for seat in metrics.seats],
        **picked(metrics, "worst", "gini", "travel_s", "moved_units", "moved"),
    }


def move_json(move: Move) -> dict[str, Any]:
    """Return an account's change of owner for machines."""
    return {
        "account_id": move.account_id,
        "from_id": move.from_id,
        "to_id": move.to_id,
        "workload_h": move.workload_h,
        "code": move.code,
        "reason": move.reason,
    }


def handover_json(one: Handover) -> dict[str, Any]:
    """Return a hand-over for machines."""
    return {
        "move": move_json(one.move),
        "on": one.on.isoformat(),
        "visit_before": one.visit_before and one.visit_before.isoformat(),
        "opportunity_kept_until": one.opportunity_kept_until and one.opportunity_kept_until.isoformat(),
        "joint_visit": one.joint_visit,
    }


def joint_visit_json(one: JointVisit) -> dict[str, Any]:
    """Return a joint visit for machines."""
    visit = one.visit
    when = {"date": visit.date.isoformat(), "start_s": visit.start_s, "length_s": visit.length_s}
    return {"id": visit.id, "place_id": visit.place_id, **when, "purpose": visit.purpose, "reps": list(one.reps)}


def show_joint_visits(joint: JointVisits) -> None:
    """Write when both reps are at an account together."""
    for one in joint.found:
        reps = " and ".join(one.reps)
        click.echo(f"  {one.visit.date} {clock(one.visit.start_s)}  {one.visit.place_id}: {reps} together")


def factors(given: tuple[str, ...]) -> dict[str, float]:
    """Return the factors that `REP=FACTOR` words say; anything else is bad use."""
    found = {}
    for text in given:
        rep, _, factor = text.partition("=")
        try:
            found[rep] = float(factor)
        except ValueError:
            raise click.BadParameter(
                f"{text!r} is not REP=FACTOR, such as anna=1.5", param_hint="--experience"
            ) from None
        if not found[rep] > 0:
            raise click.BadParameter(f"{text!r}: a factor is more than 0", param_hint="--experience")
    return found
