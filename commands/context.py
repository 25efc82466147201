"""What every verb shares: which workspace, who acts, the present instant, and how results and problems are shown."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from commands.presented import plain
from commands.problem_lines import grouped
from office.clock import system_clock
from routing.problems import Problem

if TYPE_CHECKING:
    from office.opening import Office
    from office.people import Person

_F = TypeVar("_F", bound=Callable[..., Any])
_PERSON = "roundsman.person"

_folder_option = click.option(
    "-w",
    "--workspace",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=".",
    envvar="ROUNDSMAN_WORKSPACE",
    show_default="this folder",
    help="The workspace's folder.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="For machines: one JSON value on standard output.")


def _keep_person(ctx: click.Context, _: click.Parameter, value: str | None) -> None:
    ctx.meta[_PERSON] = value


_person_option = click.option(
    "--as",
    "person",
    envvar="ROUNDSMAN_PERSON",
    expose_value=False,
    callback=_keep_person,
    metavar="PERSON",
    show_default="the workspace's administrator",
    help="Who acts.",
)


def workspace_option(function: _F) -> _F:
    """Let a verb be told its workspace's folder, and who acts."""
    return _folder_option(_person_option(function))


def enter(folder: Path) -> tuple[Office, Person]:
    """Open the workspace in `folder` and return it with the person who acts; what follows is done as the verb ends."""
    from office.identity import person_named
    from office.opening import open_office

    office = open_office(folder, now)
    ctx = click.get_current_context()
    ctx.call_on_close(lambda: _leave(office))
    return office, person_named(office, ctx.meta.get(_PERSON))


def enter_for_rep(folder: Path, rep_id: str) -> tuple[Office, Person]:
    """Enter for something about a rep; while nobody is registered and nobody is named, the rep acts."""
    from office.identity import person_for_rep

    office, _ = enter(folder)
    return office, person_for_rep(office, click.get_current_context().meta.get(_PERSON), rep_id)


def _leave(office: Office) -> None:
    from office.outbox import deliver

    deliver(office)
    office.database.dispose()


def now() -> datetime:
    """Return the present instant by the office's clock."""
    return system_clock()


def emit_json(value: Any) -> None:
    """Write one JSON value to standard output; raises `TypeError` for what has no form in JSON."""
    click.echo(json.dumps(value, indent=2, ensure_ascii=False, default=plain))


def say(text: str = "") -> None:
    """Tell a person on standard error what is going on, so that standard output holds results alone."""
    click.echo(text, file=sys.stderr)


def show_problems(problems: Sequence[Problem]) -> None:
    """Write problems to standard error, one line for each kind."""
    for line in grouped(problems):
        say(line)
