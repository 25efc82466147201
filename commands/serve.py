"""`roundsman serve`: the pages, the API and the feeds, with the worker beside them."""

from __future__ import annotations

import ipaddress
import sys
from pathlib import Path

import click

from commands.context import enter, say, workspace_option
from office.staff import list_people
from web.app import Rates
from web.server import Listening, serve


def _root_path(_: click.Context, __: click.Parameter, value: str) -> str:
    if value and (not value.startswith("/") or value.endswith("/") or "//" in value):
        raise click.BadParameter("write it as /visits: with a slash before it and none after")
    return value


def _proxies(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    for value in values:
        try:
            ipaddress.ip_network(value)
        except ValueError as error:
            raise click.BadParameter(f"{value!r} is no address such as 127.0.0.1 or 10.0.0.0/8") from error
    return values


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Put a web server with https in front of it.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--polls", type=click.IntRange(1), default=60, show_default=True, help="Requests a minute for one feed.")
@click.option("--root-path", default="", callback=_root_path, help="The prefix that a proxy serves it below.")
@click.option(
    "--proxy",
    "proxies",
    multiple=True,
    callback=_proxies,
    help="A proxy whose X-Forwarded-For and X-Forwarded-Proto are believed; nobody's are else.",
)
@click.option("--open", "browser", is_flag=True, help="Open it in a browser.")
@workspace_option
def command(
    *, host: str, port: int, polls: int, root_path: str, proxies: tuple[str, ...], browser: bool, folder: Path
) -> None:
    """Serve pages, the API and the reps' feeds, and do the jobs, until it is interrupted."""
    office, who = enter(folder)
    where = Listening(host, port, root_path, proxies)
    say(f"Serving {folder} at {where.address} (stop with Ctrl-C).")
    if not list_people(office, who):
        say("Nobody can sign in yet: roundsman person save ID --name NAME --role administrator; then person invite ID.")
    worker = [sys.executable, "-m", "cli", "worker", "--beside-server", "-w", str(folder.resolve())]
    serve(office, where, Rates(feed=polls), worker, browser=browser)
