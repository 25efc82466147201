"""What every verb shares: which workspace, the present instant, and how results and problems are shown."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

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
NOW_NAME = "ROUNDSMAN_NOW"
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
    """Return the present instant, or the one that ``ROUNDSMAN_NOW`` states: the one place that looks at the clock.

    Raises
    ------
    click.UsageError
        If what is stated is no instant of RFC 3339 with its offset from UTC.
    """
    stated = os.environ.get(NOW_NAME)
    return _instant(stated) if stated else datetime.now(UTC)


def _instant(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise click.UsageError(f"{NOW_NAME} is {text!r}; write an instant such as 2027-01-04T06:00:00Z.")
    return found.astimezone(UTC)


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
