"""`roundsman territory local`: what one territory does otherwise than the rest."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from commands.arguments import Kind
from commands.context import enter, workspace_option
from commands.numbers import FiniteRange
from commands.territory_files import on_option
from office.reviews.overrides import LONGEST_DAYS, Override, override_words, set_local
from routing.tour import Window
from scheduler.wording import parse_spans, parse_weekdays


def read_hours(text: str) -> tuple[Window, ...]:
    """Read hours such as ``09:00-11:00``; ``-`` lifts a preference."""
    return () if text == "-" else parse_spans(text)


def read_weekdays(text: str) -> frozenset[int]:
    """Read weekdays such as ``Mo,Th``; ``-`` lifts a preference."""
    return frozenset() if text == "-" else parse_weekdays(text)


@click.command("local")
@click.argument("territory")
@click.option("--segment", default="", help="Only its accounts of this segment.")
@click.option("--interval", "interval_days", type=click.IntRange(1, LONGEST_DAYS), help="Days from visit to visit.")
@click.option("--times", "interval_times", type=FiniteRange(0.1, 10), help="Present intervals times this.")
@click.option("--hours", type=Kind("HH:MM-HH:MM", read_hours), help="Preferred hours, joined by commas; - lifts them.")
@click.option("--weekdays", type=Kind("DAYS", read_weekdays), help="Preferred weekdays, such as Mo,Th; - lifts them.")
@click.option("--visiting-hours", metavar="HOURS", help="Visits only then, such as 'Mo-Fr 10:00-12:00'; - lifts it.")
@click.option("--why", default="", help="For whoever asks later.")
@on_option
@workspace_option
def local(*, territory: str, why: str, on: datetime | None, folder: Path, **wanted: Any) -> None:
    """Let TERRITORY's accounts have other intervals or hours; plans obey from the next run, the notebook keeps it."""
    if wanted["visiting_hours"] == "-":
        wanted["visiting_hours"] = ""
    override, office_and_who = Override(**wanted), enter(folder)
    if override == Override(override.segment):
        raise click.UsageError(
            "Say what is to be otherwise: --interval, --times, --hours, --weekdays or --visiting-hours."
        )
    count = set_local(
        *office_and_who, territory, override, override_words(override), on=on.date() if on else None, why=why
    )
    click.echo(f"{count} accounts of {territory} changed; the notebook has it.")
