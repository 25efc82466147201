"""`roundsman serve`: feeds for calendar programs."""

from __future__ import annotations

from pathlib import Path

import click

from commands.context import enter, say, workspace_option
from web.app import Rates
from web.server import serve


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Put a web server with https in front of it.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--polls", type=click.IntRange(1), default=60, show_default=True, help="Requests a minute for one feed.")
@workspace_option
def command(*, host: str, port: int, polls: int, folder: Path) -> None:
    """Serve the reps' feeds until it is interrupted."""
    office, _ = enter(folder)
    say(f"Serving {folder} at http://{host}:{port}/ (stop with Ctrl-C).")
    serve(office, host, port, Rates(feed=polls))
