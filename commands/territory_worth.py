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
    found = list_worth(office, who)
    lines = [one for one in found.lines if kind in {None, one.kind}]
    if as_json:
        emit_json([{name: getattr(one, name) for name in COLUMNS} for one in lines])
    elif form == "csv":
        click.echo(csv_text(COLUMNS, [[_cell(one, name) for name in COLUMNS] for one in lines]), nl=False)
    else:
        sold = f"sold/a {found.currency}"
        click.echo(_row("account", "name", f"to win {found.currency}", "ABC", "RFM", sold, "like %", "because of"))
        for one in lines[:SHOWN]:
            like = "" if one.like is None else f"{100 * one.like:.1f}"
            click.echo(
                _row(
                    one.account_id, one.name[:28], _figure(one.score), one.abc, one.rfm, _figure(one.sold), like,
                    one.because,
                )
            )  # fmt: skip
        if len(lines) > SHOWN:
            click.echo(f"... and {len(lines) - SHOWN} more: --format csv has all of them.")


def _row(account: str, name: str, score: str, abc: str, rfm: str, sold: str, like: str, because: str) -> str:  # noqa: PLR0917 - a column each
    return f"{account:<12}{name:<30}{score:>12}{abc:>5}{rfm:>5}{sold:>14}{like:>8}  {because}".rstrip()


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:,.0f}"


def _cell(one: AccountLine, name: str) -> object:
    value = getattr(one, name)
    return "" if value is None else round(value, 6) if isinstance(value, float) else value
