"""`roundsman territory keep | traits | seasons | intervals | potential | mend`: figures, and what is said to them."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import click

from commands.context import emit_json, json_option, now, show_problems, workspace_option
from commands.numbers import FiniteRange
from commands.territory_review import FILE, on_option
from office.opening import Office, open_office
from office.reviews.manager_files import accept_intervals, keep_file, keep_traits, manager_file, take_seasons
from office.reviews.reviews import analysis_of
from routing.problems import BadInputError, Problem
from store.accounts import read_accounts
from store.changes import record_change
from store.database import reading, writing
from store.review import FileKind, write_answer
from territory.quality import Answer
from territory.value.potential import cells, to_geojson


@click.command("keep")
@click.argument("kind", type=click.Choice([FileKind.TARGETS.value, FileKind.POLICY.value]))
@click.argument("file", type=FILE)
@on_option
@workspace_option
def keep(*, kind: str, file: Path, on: datetime | None, folder: Path) -> None:
    """Keep a new version of the targets or the policy in FILE (TOML), in force from a day on."""
    given = manager_file(FileKind(kind), file, (on or now()).date())
    with writing(open_office(folder).database) as connection:
        keep_file(connection, given, now())
    click.echo(f"Kept {file.name}; it is in force from {given.valid_from}.")


@click.command("traits")
@click.argument("file", type=FILE)
@workspace_option
def traits(*, file: Path, folder: Path) -> None:
    """Read what rules and scores ask of accounts (postcode, admin, need, ...) from FILE (CSV)."""
    with writing(open_office(folder).database) as connection:
        count = keep_traits(connection, file, now())
    click.echo(f"Kept the traits of {count} accounts.")


@click.command("seasons")
@click.option("--take", is_flag=True, help="Plan by those that foretold last year better than a flat one.")
@click.option("--set", "by_hand", multiple=True, metavar="SEGMENT:MONTH=INDEX", help="A month you know better.")
@click.option("--lead", type=click.IntRange(0, 11), default=0, show_default=True, help="Months that visits lead sales.")
@workspace_option
@json_option
def seasons(*, take: bool, by_hand: tuple[str, ...], lead: int, folder: Path, as_json: bool) -> None:
    """Learn the season of each segment from its sales, and say how well it foretold the last year."""
    office = open_office(folder)
    found = analysis_of(office, now().date()).seasons
    if found is None or not found.segments:
        cause, action = "there are no two years of sales", "Import sales: roundsman import sales FILE."
        raise BadInputError([Problem("history-too-short", "sales", cause, action)])
    show_problems(found.problems)
    if as_json:
        rows = {name: one.index.round(4).tolist() for name, one in found.segments.items()}
        emit_json(
            {
                "seasons": rows,
                "checked": {name: one.checked and asdict(one.checked) for name, one in found.segments.items()},
            }
        )
    for name, one in found.segments.items() if not as_json else ():
        months = " ".join(f"{value:5.2f}" for value in one.index)
        check = f"error {one.checked.index:.3f}, flat year {one.checked.flat:.3f}" if one.checked else "not checked"
        click.echo(f"{name or '(none)':<16} {months}   {check}")
    if take or by_hand:
        with writing(office.database) as connection:
            taken = take_seasons(connection, found, _by_hand(by_hand), lead, now())
        for told in taken:
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
    office = open_office(folder)
    found = analysis_of(office, now().date()).intervals
    show_problems(found.problems)
    if found.plan is None:
        raise BadInputError(found.problems)
    if as_json:
        emit_json(asdict(found.plan) | {"gap": found.plan.gap})
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
        with writing(office.database) as connection:
            count = accept_intervals(connection, found.plan.suggestions, accept, now())
        click.echo(f"Set the interval of {count} accounts.", err=as_json)


@click.command("potential")
@click.argument("file", type=FILE)
@click.option("--cell", type=FiniteRange(50, 100_000), default=1000.0, show_default=True, help="Metres.")
@workspace_option
def potential(*, file: Path, cell: float, folder: Path) -> None:
    """Write the map of potential as GeoJSON to FILE."""
    with reading(open_office(folder).database) as connection:
        found = cells(read_accounts(connection), cell)
    file.write_text(json.dumps(to_geojson(found), indent=1) + "\n", encoding="utf-8")
    click.echo(f"Wrote {len(found)} squares to {file}.")


@click.command("mend")
@click.option("--answer", help="The key of a finding that is left as it is.")
@click.option("--by", default="", help="Who answers.")
@click.option("--why", default="", help="Why it is left as it is.")
@workspace_option
@json_option
def mend(*, answer: str | None, by: str, why: str, folder: Path, as_json: bool) -> None:
    """List what is wrong with the accounts' data, or answer one of the findings."""
    office = open_office(folder)
    if answer is not None:
        _answer(office, answer, by, why)
        return
    found = analysis_of(office, now().date()).findings
    if as_json:
        emit_json([asdict(one) | {"key": one.key} for one in found])
    for one in found if not as_json else ():
        click.echo(f"{one.urgency} {one.kind:<9} {', '.join(one.accounts)}: {one.what}. {one.action}")


def _answer(office: Office, key: str, by: str, why: str) -> None:
    if not by or not why:
        raise click.UsageError("An answer needs --by and --why.")
    known = {one.key for one in analysis_of(office, now().date()).findings}
    if key not in known:
        action = "Take the key from: roundsman territory mend --json."
        raise BadInputError([Problem("no-such-finding", key, "no open finding has this key", action)])
    with writing(office.database) as connection:
        write_answer(connection, Answer(key, by, now().date(), why))
        record_change(connection, "territory mend", f"answered by {by}", now())
    click.echo("Kept; it is not listed again unless something else is found.")
