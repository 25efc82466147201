"""A plan's figures on the terminal and for machines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from commands.presented import picked
from routing.travel import is_estimate
from scheduler.wording import counted

if TYPE_CHECKING:  # who only says a price need not import what plans are made of
    from routing.money import DrivingCost
    from scheduler.moves import Forgone
    from scheduler.summary import Figures, NightsAway, Summary
    from scheduler.team.worth import Made, Proof, Worth

_HEAD = f"{'':<22}{'days':>6}{'visits':>8}{'unserved':>10}{'driving h':>11}{'visiting h':>12}{'km':>8}{'selling':>9}"


def show_summary(summary: Summary, *, weeks: bool = False, price: DrivingCost | None = None) -> None:
    """Write a table a manager understands: a row for each rep (and week, if asked), and one for all.

    With `price`, a column says what the driving costs.
    """
    click.echo(_HEAD + (f"{'cost':>12}" if price else ""))
    for rep, figures in summary.by_rep.items():
        click.echo(_line(rep, figures, summary.unserved.get(rep, 0), price))
        for (of, monday), week in summary.by_week.items():
            if weeks and of == rep:
                click.echo(_line(f"  week of {monday}", week, None, price))
    click.echo(_line("all", summary.total, sum(summary.unserved.values()), price))
    if price:
        click.echo(f"Cost of driving in {price.currency}: {price}.")
    if summary.nights:
        click.echo(f"Nights away: {', '.join(_nights(rep, nights) for rep, nights in summary.nights.items())}")
    if summary.reasons:
        reasons = ", ".join(f"{count} {reason}" for reason, count in summary.reasons.items())
        click.echo(f"Unserved: {reasons}.  Each with its reason: roundsman show unserved")
    if summary.forgone:
        click.echo(forgone_line(summary.forgone))
    for line in worth_lines(summary.worth) if summary.worth else ():
        click.echo(line)
    if summary.worth and (line := pace_line(summary.worth, summary.total.driving_s)):
        click.echo(line)


def forgone_line(forgone: Forgone) -> str:
    """Say what a plan's budget of moves costs, and with which one it would not."""
    more = counted(forgone.visits, "visit")
    return (
        f"The budget of moves leaves {more} out that plans serve which were found and checked: with --moves "
        f"{forgone.moves} they are served."
    )


def worth_lines(worth: Worth) -> Iterator[str]:
    """Yield what a plan costs beside what is proven, and beside plans made without the search."""
    yield f"Cost in hours of driving, prices of rules included: {_made(worth.chosen)}."
    yield from _proven_lines(worth.proof)
    if worth.by_hand is not None:
        yield f"Planned by hand, without the search: {_made(worth.by_hand)}."
    if worth.carried is not None:
        yield f"The plan in force, carried forward: {_made(worth.carried)}."


def _proven_lines(proof: Proof) -> Iterator[str]:
    """Yield what no plan undercuts, for whom that is known, and what part of the rest visits left out are worth."""
    if proof.bound is not None and proof.gap is not None:
        rest = max(0.0, proof.bounded_cost - proof.bound)
        left_out = min(rest, proof.left_out_cost)
        whom = "" if proof.bounded == proof.reps else f" for {proof.bounded} of {counted(proof.reps, 'rep')}"
        part = f", of which {_hours(left_out)} is the worth of visits left out" if left_out > 0.0 else ""
        proven = f"No plan costs less than {_hours(proof.bound)}{whom}"
        yield f"{proven}: at most {proof.gap:.1%} ({_hours(rest)}) to save{part}."
    if proof.bounded < proof.reps:
        yield f"For {counted(proof.reps - proof.bounded, 'rep')} no bound is known."
    if proof.impossible:
        yield f"{counted(proof.impossible, 'visit')} cannot be served by any plan."


def pace_line(worth: Worth, clock_s: int) -> str:
    """Return why a plan's driving is longer in its cost than in its table, whose hours are `clock_s`; empty if not."""
    more = worth.chosen.driving_s - clock_s
    if round(more / 360) <= 0:
        return ""
    return (
        f"Costs count {_hours(more)} more driving than the table: every way at the pace of the slowest hours that the "
        "shifts meet, so that days hold; the table counts the hours in which it is driven."
    )


def _made(way: Made) -> str:
    return f"{_hours(way.cost)} ({_hours(way.driving_s)} of driving, {counted(way.unserved, 'visit')} unserved)"


def _hours(seconds: float) -> str:
    return f"{seconds / 3600:.1f} h"


def _nights(rep: str, nights: NightsAway) -> str:
    cost = " + ".join(f"{amount} {currency}" for currency, amount in nights.cost.items())
    return f"{rep} {nights.count} ({cost})"


def show_source(source: str) -> None:
    """Write where times and distances come from; an estimate is called one."""
    mark = "ESTIMATED, not driven on roads: " if is_estimate(source) else ""
    if source:
        click.echo(f"Times and distances: {mark}{source}.")


def _line(name: str, figures: Figures, unserved: int | None, price: DrivingCost | None) -> str:
    share = figures.selling_share
    return (
        f"{name:<22}{figures.days:>6}{figures.visits:>8}{'' if unserved is None else unserved:>10}"
        f"{figures.driving_s / 3600:>11.1f}{figures.service_s / 3600:>12.1f}{figures.distance_m / 1000:>8.0f}"
        f"{'-' if share is None else f'{share:.0%}':>9}" + (f"{figures.cost(price):>12}" if price else "")
    )


def priced(price_s: float, cost: DrivingCost | None) -> str:
    """Return a price in seconds of driving, and what it is worth where that is known."""
    worth = f" ({cost.worth(price_s):+} {cost.currency})" if cost else ""
    return f"{price_s / 60:+.1f} min of driving{worth}"


def summary_json(summary: Summary, price: DrivingCost | None = None) -> dict[str, Any]:
    """Return the figures as JSON values; `price` adds what the driving costs."""
    return {
        "driving_cost": _cost_json(summary, price) if price else None,
        "total": _json(summary.total),
        "by_rep": {rep: _json(figures) for rep, figures in summary.by_rep.items()},
        "by_week": [
            {"rep": rep, "monday": monday.isoformat(), **_json(figures)}
            for (rep, monday), figures in summary.by_week.items()
        ],
        "unserved": summary.unserved,
        "reasons": summary.reasons,
        "nights": {rep: picked(nights, "count", "cost") for rep, nights in summary.nights.items()},
        "forgone": {"visits": summary.forgone.visits, "moves": summary.forgone.moves} if summary.forgone else None,
        "worth": summary.worth.facts() if summary.worth else None,
    }


def _cost_json(summary: Summary, price: DrivingCost) -> dict[str, Any]:
    return {
        "currency": price.currency,
        "per_hour": str(price.per_hour),
        "per_km": str(price.per_km),
        "total": str(summary.total.cost(price)),
        "by_rep": {rep: str(figures.cost(price)) for rep, figures in summary.by_rep.items()},
    }


def _json(figures: Figures) -> dict[str, Any]:
    return picked(figures, "days", "visits", "driving_s", "service_s", "waiting_s", "distance_m", "selling_share")
