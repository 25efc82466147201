"""What every verb shares: which workspace, the present instant, and how results and problems are shown."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from office.clock import system_clock
from routing.osm import OsmServers
from routing.problems import Problem

workspace_option = click.option(
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


def osm_options(function: Callable[..., None]) -> Callable[..., None]:
    """Let a verb that downloads be sent to other servers of OpenStreetMap data."""
    public = OsmServers()
    function = click.option("--overpass", default=public.overpass, show_default=True, help="Where roads come from.")(
        function
    )
    return click.option("--nominatim", default=public.nominatim, show_default=True, help="Where places are looked up.")(
        function
    )


def now() -> datetime:
    """Return the present instant by the office's clock."""
    return system_clock()


def emit_json(value: Any) -> None:
    """Write one JSON value to standard output."""
    click.echo(json.dumps(value, indent=2, ensure_ascii=False, default=str))


def say(text: str = "") -> None:
    """Tell a person on standard error what is going on, so that standard output holds results alone."""
    click.echo(text, file=sys.stderr)


def show_problems(problems: Sequence[Problem]) -> None:
    """Write problems to standard error, one a line."""
    for problem in problems:
        say(str(problem))
