"""`roundsman territory reps`: what each rep can do, and the sectors in which they closed deals."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from commands.context import emit_json, enter, json_option, say, workspace_option
from office.ownership.successes import RepProfile, read_profiles
from scheduler.wording import counted
from territory.success import SectorRecord, past_words


@click.command("reps")
@workspace_option
@json_option
def reps(*, folder: Path, as_json: bool) -> None:
    """Show each rep's skills, languages and tier, and the deals won by sector; strengths first."""
    found = read_profiles(*enter(folder))
    if as_json:
        emit_json({"day": found.day.isoformat(), "reps": [*map(_json, found.reps)], "nobodys": found.nobodys})
        return
    for one in found.reps:
        _show(one)
    if found.nobodys:
        say(
            f"{counted(found.nobodys, 'closed deal')} of nobody: no rep in the file, no owner on the day it closed, or "
            "no sector."
        )


def _show(profile: RepProfile) -> None:
    rep = profile.rep
    facts = [*sorted(rep.skills), *sorted(rep.languages), f"tier {rep.experience:g}" if rep.experience else ""]
    known = ", ".join(fact for fact in facts if fact)
    click.echo(f"{rep.name} ({rep.id}){f': {known}' if known else ''}")
    for one in (*profile.strengths, *(other for other in profile.sectors if not other.strong)):
        others = "" if one.others_won is None else f", the others win {100 * one.others_won:.0f} %"
        amounts = ", ".join(f"{amount:,.2f} {currency}" for currency, amount in one.closed.amounts.items())
        mark = "strong: " if one.strong else ""
        brought = f", worth {amounts}" if amounts else ""
        click.echo(f"  {mark}{past_words(one.closed, one.sector)}{brought}{others}")


def _json(profile: RepProfile) -> dict[str, Any]:
    rep = profile.rep
    known = {"skills": sorted(rep.skills), "languages": sorted(rep.languages), "experience": rep.experience}
    return {"id": rep.id, "name": rep.name, **known, "sectors": [*map(_sector, profile.sectors)]}


def _sector(one: SectorRecord) -> dict[str, Any]:
    closed = one.closed
    amounts = {currency: f"{amount}" for currency, amount in closed.amounts.items()}
    share = {"others_won": None if one.others_won is None else round(one.others_won, 4), "strong": one.strong}
    return {"sector": one.sector, "won": closed.won, "lost": closed.lost, "amounts": amounts, **share}
