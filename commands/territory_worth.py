"""`roundsman territory worth`: every account by what is still to win there."""

from __future__ import annotations

from pathlib import Path

import click

from commands.context import emit_json, enter, json_option, workspace_option
from mileage.cells import csv_text
from office.reviews.worth import list_worth
from scheduler.review.account_list import COLUMNS, AccountLine

SHOWN = 40


@click.command("worth")
@click.option("--kind", type=click.Choice(["customer", "prospect"]), help="Only these.  [default: all]")
@click.option("--format", "form", type=click.Choice(["table", "csv"]), default="table", show_default=True)
@workspace_option
@json_option
def worth(*, kind: str | None, form: str, folder: Path, as_json: bool) -> None:
    """List accounts with score, ABC, RFM, growth, satisfaction and likeness to the best, most still to win first."""
    office, who = enter(folder)
    lines = [one for one in list_worth(office, who).lines if kind in {None, one.kind}]
    if as_json:
        emit_json([{name: getattr(one, name) for name in COLUMNS} for one in lines])
    elif form == "csv":
        click.echo(csv_text(COLUMNS, [[_cell(one, name) for name in COLUMNS] for one in lines]), nl=False)
    else:
        for one in lines[:SHOWN]:
            click.echo(
                f"{one.account_id:<12}{one.name[:28]:<30}{_figure(one.score):>12}{one.abc:>3}{one.rfm:>5}"
                f"{_figure(one.sold):>12}  {f'{one.like:.1%}' if one.like is not None else '':>6} {one.because}"
            )
        if len(lines) > SHOWN:
            click.echo(f"... and {len(lines) - SHOWN} more: --format csv has all of them.")


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:,.0f}"


def _cell(one: AccountLine, name: str) -> object:
    value = getattr(one, name)
    return "" if value is None else round(value, 6) if isinstance(value, float) else value
