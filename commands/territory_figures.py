"""`roundsman territory keep | traits | seasons | intervals | potential | mend`: figures, and what is said to them."""

from __future__ import annotations

import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from commands.context import emit_json, enter, json_option, show_problems, workspace_option
from commands.numbers import FiniteRange
from commands.presented import picked, problem_json
from commands.territory_files import FILE, manager_file, on_option
from office.reviews.manager_files import (
    accept_intervals,
    accept_values,
    keep_manager_file,
    keep_traits,
    require_seasons,
    take_seasons,
)
from office.reviews.reviews import answer_finding, map_potential, review_territories
from routing.named_files import read_named_text
from routing.problems import BadInputError
from territory.frequency import FrequencyPlan
from territory.manager_files import FileKind
from territory.value.potential import to_geojson
from territory.value.visits import visit_values


@click.command("keep")
@click.argument("kind", type=click.Choice([FileKind.TARGETS.value, FileKind.POLICY.value]))
@click.argument("file", type=FILE)
@on_option
@workspace_option
def keep(*, kind: str, file: Path, on: datetime | None, folder: Path) -> None:
    """Keep a new version of the targets or the policy in FILE (TOML), in force from a day on."""
    office, who = enter(folder)
    given = manager_file(FileKind(kind), file, on)
    keep_manager_file(office, who, given)
    click.echo(f"Kept {file.name}; it is in force from {given.valid_from}.")


@click.command("traits")
@click.argument("file", type=FILE)
@workspace_option
def traits(*, file: Path, folder: Path) -> None:
    """Read what rules and scores ask of accounts (postcode, admin, need, ...) from FILE (CSV)."""
    office, who = enter(folder)
    count = keep_traits(office, who, read_named_text(file), file.name)
    click.echo(f"Kept the traits of {count} accounts.")


@click.command("seasons")
@click.option("--take", is_flag=True, help="Plan by those that foretold last year better than a flat one.")
@click.option("--set", "by_hand", multiple=True, metavar="SEGMENT:MONTH=INDEX", help="A month you know better.")
@click.option("--lead", type=click.IntRange(0, 11), default=0, show_default=True, help="Months that visits lead sales.")
@workspace_option
@json_option
def seasons(*, take: bool, by_hand: tuple[str, ...], lead: int, folder: Path, as_json: bool) -> None:
    """Learn the season of each segment from its sales, and say how well it foretold the last year."""
    office, who = enter(folder)
    found = require_seasons(review_territories(office, who).seasons)
    show_problems(found.problems)
    if as_json:
        rows = {name: one.index.round(4).tolist() for name, one in found.segments.items()}
        emit_json(
            {
                "seasons": rows,
                "checked": {
                    name: one.checked and picked(one.checked, "index", "flat") for name, one in found.segments.items()
                },
            }
        )
    for name, one in found.segments.items() if not as_json else ():
        months = " ".join(f"{value:5.2f}" for value in one.index)
        check = f"error {one.checked.index:.3f}, flat year {one.checked.flat:.3f}" if one.checked else "not checked"
        click.echo(f"{name or '(none)':<16} {months}   {check}")
    if take or by_hand:
        for told in take_seasons(office, who, _by_hand(by_hand), lead):
            click.echo(f"{told.segment or '(none)'}: {'taken over' if told.taken else told.why}", err=as_json)


def _by_hand(given: tuple[str, ...]) -> dict[str, dict[int, float]]:
    known: dict[str, dict[int, float]] = {}
    for text in given:
        match = re.fullmatch(r"(.+):(\d{1,2})=(\d+(?:\.\d+)?)", text)
        if match is None:
            raise click.UsageError(f"--set {text!r} cannot be read: write it as lodging:2=1.4")
        known.setdefault(match[1], {})[int(match[2])] = float(match[3])
    return known


@click.command("intervals")
@click.option("--accept", multiple=True, help="An account or a segment whose suggestions are set; may be repeated.")
@workspace_option
@json_option
def intervals(*, accept: tuple[str, ...], folder: Path, as_json: bool) -> None:
    """Suggest how often to call on each customer, under the year's hours."""
    office, who = enter(folder)
    found = review_territories(office, who).intervals
    show_problems(found.problems)
    if found.plan is None:
        raise BadInputError(found.problems)
    if as_json:
        emit_json(_plan_json(found.plan))
    else:
        click.echo(
            f"{found.plan.hours:,.0f} h a year (now {found.plan.present_hours:,.0f}), profit {found.plan.profit:,.0f} "
            f"(now {found.plan.present_profit:,.0f}), at most {found.plan.bound:,.0f}"
        )
        for one in sorted(found.plan.suggestions, key=lambda one: -one.gain)[:20]:
            days = f"every {one.interval_days} days" if one.interval_days else "no visits"
            held = f" (held by its {one.held_by})" if one.held_by else ""
            click.echo(f"  {one.account}: {days}, now {one.present:.1f} a year: {one.gain:+,.0f}{held}")
    if accept:
        count = accept_intervals(office, who, accept)
        click.echo(f"Set the interval of {count} accounts.", err=as_json)


def _plan_json(plan: FrequencyPlan) -> dict[str, Any]:
    names = ("account", "present", "visits", "interval_days", "gain", "held_by")
    return {
        "suggestions": [picked(one, *names) for one in plan.suggestions],
        **picked(plan, "hours", "present_hours", "profit", "present_profit", "bound", "price_per_hour"),
        "problems": [problem_json(one) for one in plan.problems],
        "gap": plan.gap,
    }


@click.command("values")
@click.option("--accept", multiple=True, help="An account or a segment whose visits are worth so much from now on.")
@click.option("--accept-all", is_flag=True, help="All accounts that have a score.")
@workspace_option
@json_option
def values(*, accept: tuple[str, ...], accept_all: bool, folder: Path, as_json: bool) -> None:
    """Say what a visit is worth by the account's score, beside 1 for the middle one; plans obey what is accepted."""
    office, who = enter(folder)
    found = review_territories(office, who)
    offered = visit_values(found.scores)
    accounts = {one.id: one for one in found.known.accounts}
    rows = [(accounts[name], value) for name, value in offered.items() if name in accounts]
    if as_json:
        emit_json([{"account": one.id, "value": one.value, "by_score": value} for one, value in rows])
    for one, value in sorted(rows, key=lambda row: (-row[1], row[0].id)) if not as_json else ():
        click.echo(f"  {one.name} ({one.id}): {value:g}, now {one.value:g}")
    if not offered:
        click.echo("No account has a score: traits and a policy give them.", err=as_json)
    if accept or accept_all:
        count = accept_values(office, who, () if accept_all else accept)
        click.echo(f"Set the value of {count} accounts; plan again.", err=as_json)


@click.command("potential")
@click.argument("file", type=FILE)
@click.option("--cell", type=FiniteRange(50, 100_000), default=1000.0, show_default=True, help="Metres.")
@workspace_option
def potential(*, file: Path, cell: float, folder: Path) -> None:
    """Write the map of potential as GeoJSON to FILE."""
    office, who = enter(folder)
    found = map_potential(office, who, cell)
    file.write_text(json.dumps(to_geojson(found), indent=1) + "\n", encoding="utf-8")
    click.echo(f"Wrote {len(found)} squares to {file}.")


@click.command("mend")
@click.option("--answer", help="The key of a finding that is left as it is.")
@click.option("--why", default="", help="Why it is left as it is.")
@workspace_option
@json_option
def mend(*, answer: str | None, why: str, folder: Path, as_json: bool) -> None:
    """List what is wrong with the accounts' data, or answer one of the findings."""
    office, who = enter(folder)
    if answer is not None:
        answer_finding(office, who, answer, why)
        click.echo("Kept; it is not listed again unless something else is found.")
        return
    found = review_territories(office, who).findings
    if as_json:
        emit_json([picked(one, "urgency", "kind", "accounts", "what", "action", "facts", "key") for one in found])
    for one in found if not as_json else ():
        click.echo(f"{one.urgency} {one.kind:<9} {', '.join(one.accounts)}: {one.what}. {one.action}")
