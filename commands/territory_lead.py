"""`roundsman territory lead`: whose a new account is, and giving it to them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from commands.context import emit_json, enter, json_option, show_problems, workspace_option
from commands.numbers import FiniteRange
from commands.territory_shared import asked_day, first_day
from commands.travel import measured_by
from office.names import Names, list_names
from office.ownership.leads import LeadAsked, LeadsFound, find_account_owners, find_lead_owner, keep_leads


@click.command("lead")
@click.argument("lat", type=FiniteRange(-90, 90), required=False)
@click.argument("lon", type=FiniteRange(-180, 180), required=False)
@click.option("--account", "accounts", multiple=True, help="An account that nobody owns yet; may be repeated.")
@click.option("--all", "every", is_flag=True, help="All accounts that nobody owns yet.")
@click.option("--keep", is_flag=True, help="Give the accounts to their new owners.")
@click.option("--hours", type=FiniteRange(0), default=10.0, show_default=True, help="Workload of the lead in a year.")
@click.option("--segment", default="", help="What the rules may ask of the lead.")
@click.option("--postcode", default="", help="What the rules may ask of the lead.")
@click.option("--skill", "skills", multiple=True, help="What its rep must be able to do; may be repeated.")
@click.option("--language", "languages", multiple=True, help="What its rep must speak; may be repeated.")
@click.option(
    "--success",
    type=FiniteRange(0, 100),
    default=0.0,
    show_default=True,
    help="How much deals won in the sector count: at 1 who wins all may come from up to twice as far.",
)
@asked_day("The day from which the lead has its owner.")
@workspace_option
@json_option
def lead(
    *,
    lat: float | None,
    lon: float | None,
    accounts: tuple[str, ...],
    every: bool,
    keep: bool,
    hours: float,
    segment: str,
    postcode: str,
    skills: tuple[str, ...],
    languages: tuple[str, ...],
    success: float,
    day: datetime | None,
    folder: Path,
    as_json: bool,
) -> None:
    """Say whose a new lead at LAT LON is, and why, and how full that rep's year would be with it."""
    placed = lat is not None and lon is not None
    if placed == bool(accounts or every) or (placed and keep):
        raise click.UsageError("Give LAT LON, or --account or --all; only accounts can be kept.")
    office, who = enter(folder)
    engine, first = measured_by(office), first_day(day)
    if lat is not None and lon is not None:
        asked = LeadAsked(lat, lon, hours, segment, postcode, frozenset(skills), frozenset(languages), success=success)
        made = find_lead_owner(office, who, engine, asked, first)
    else:
        made = find_account_owners(office, who, engine, first, None if every else accounts, success)
    if keep:
        keep_leads(office, who, made)
    _show(made, list_names(office, who), as_json=as_json)


def _show(made: LeadsFound, names: Names, *, as_json: bool) -> None:
    show_problems(made.problems)
    if as_json:
        emit_json(
            [
                {
                    "lead_id": one.lead_id,
                    "rep_id": one.rep_id,
                    "by": one.by.value,
                    "reason": one.reason,
                    "load": one.load,
                }
                for one in made.answers
            ]
        )
        return
    for one in made.answers:
        head = "" if one.lead_id == "lead" else f"{names.account(one.lead_id)}: "
        click.echo(
            f"{head}{names.rep(one.rep_id)}: workload {100 * one.load:.1f} % of the target with it ({one.reason})."
        )
