"""`roundsman territory curves` and `size`: what a manager chooses between, in numbers and as pictures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from commands.context import emit_json, enter, json_option, show_problems, workspace_option
from commands.numbers import FiniteRange
from commands.presented import picked
from commands.territory_shared import asked_day, budget_of, design_options, factors, first_day, from_option, wishes_of
from commands.travel import measured_by
from office.designs.choices import draw_curve, size_reps
from reports.curves import curve_svg, sizing_svg
from territory.curves import CURVES, Curve
from territory.sizing import Sizing, SizingRules


@click.command("curves")
@click.argument("which", type=click.Choice(CURVES))
@from_option
@design_options
@click.option("--experience", "experienced", multiple=True, metavar="REP=FACTOR", help="Beside 1 for the others.")
@click.option("--picture", type=click.Path(dir_okay=False, path_type=Path), help="Draw the curve into this SVG file.")
@workspace_option
@json_option
def curves(
    *,
    which: str,
    day: datetime | None,
    seconds: float | None,
    steps: int | None,
    seed: int,
    experienced: tuple[str, ...],
    picture: Path | None,
    folder: Path,
    as_json: bool,
    **wished: Any,
) -> None:
    """Show travel against accounts moved (moves), or equal chance against value to the experienced (chance)."""
    office, who = enter(folder)
    wishes, experience = wishes_of(**wished), factors(experienced)
    asked = (measured_by(office), which, first_day(day), budget_of(seconds, steps))
    made, left_out = draw_curve(office, who, *asked, seed=seed, wishes=wishes, experience=experience)
    show_problems(left_out)
    if picture:
        picture.write_text(curve_svg(made), encoding="utf-8")
    if as_json:
        emit_json(picked(made, "title", "columns", "rows", "across", "up"))
    else:
        _show(made)
        if which == "chance":
            click.echo(
                "Put one in force, found by as many steps: roundsman territory design --experience-share 0.25 ..."
            )


@click.command("size")
@click.option("--hours", type=FiniteRange(1), default=1600.0, show_default=True, help="Hours a rep gives in a year.")
@click.option("--cost", type=FiniteRange(0), default=90_000.0, show_default=True, help="Cost of a rep in a year.")
@click.option("--margin", type=FiniteRange(0, 1), default=0.3, show_default=True, help="Part of sales left over.")
@click.option("--most", type=click.IntRange(1, 500), help="Largest team in the table.  [default: twice the present]")
@click.option("--picture", type=click.Path(dir_okay=False, path_type=Path), help="Draw the curve into this SVG file.")
@asked_day("The day whose reps and accounts count.")
@workspace_option
@json_option
def size(
    *,
    hours: float,
    cost: float,
    margin: float,
    most: int | None,
    picture: Path | None,
    day: datetime | None,
    folder: Path,
    as_json: bool,
) -> None:
    """Show how many reps the work asks for, and what one more or fewer would earn."""
    office, who = enter(folder)
    made, left_out = size_reps(office, who, measured_by(office), first_day(day), SizingRules(hours, cost, margin), most)
    show_problems(left_out)
    if picture:
        picture.write_text(sizing_svg(made), encoding="utf-8")
    if as_json:
        emit_json(_sizing_json(made))
        return
    for line in _assumed(made):
        click.echo(line)
    click.echo(f"The workload asks for {made.build_up:.1f} reps; {made.best} earn most.")
    click.echo(f"{'reps':>5}{'covered':>9}{'sales':>14}{'profit':>14}{'the last adds':>15}")
    for row in made.rows:
        covered = f"{100 * row.covered:.0f}%"
        click.echo(f"{row.reps:>5}{covered:>9}{row.sales:>14.0f}{row.profit:>14.0f}{row.marginal_profit:>15.0f}")


def _sizing_json(made: Sizing) -> dict[str, Any]:
    return {
        **picked(made, "build_up", "best"),
        "rows": [picked(row, "reps", "covered", "sales", "profit", "marginal_profit") for row in made.rows],
        "rules": picked(made.rules, "hours_a_rep", "cost_a_rep", "margin", "share_without", "steepness"),
        "known": made.known and picked(made.known, "reps", "amount"),
        "scale": made.scale,
    }


def _assumed(made: Sizing) -> Iterator[str]:
    """Yield what the table rests on."""
    rules = made.rules
    yield (
        f"Assumed: a rep gives {rules.hours_a_rep:g} h and costs {rules.cost_a_rep:g} a year, {100 * rules.margin:g} %"
        f" of sales are left; {100 * rules.share_without:g} % of what an account buys it buys without visits."
    )
    if made.known is None:
        yield "No sales are known: a full workload is taken to sell the whole potential. Import sales: import sales."
    else:
        sold = f"{made.known.amount:.0f} sold in the last twelve months"
        scale = f"{100 * made.scale:.0f} % of what potentials alone say"
        yield f"Scaled to {sold} by {made.known.reps} reps: {scale}."


def _show(made: Curve) -> None:
    click.echo("".join(f"{name:>36}" for name in made.columns))
    for row in made.rows:
        click.echo("".join(f"{value:>36.3f}" for value in row))
