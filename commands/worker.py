"""`roundsman worker`: does the jobs that people asked for, and what follows from changes."""

from __future__ import annotations

import time
from pathlib import Path

import click

from commands.context import now, say, workspace_option
from office.jobs import ask_scheduled, work_once
from office.kinds import load_kinds
from office.opening import open_office
from office.outbox import deliver

PAUSE_S = 1.0
"""How long a worker rests where nothing waits."""


@click.command()
@click.option("--once", is_flag=True, help="End when nothing waits any more.")
@workspace_option
def command(*, once: bool, folder: Path) -> None:
    """Do jobs, schedules and the outbox until it is interrupted; `roundsman serve` starts one by itself."""
    office = open_office(folder, now)
    load_kinds()
    while True:
        ask_scheduled(office)
        followed = deliver(office)
        job = work_once(office)
        if job is not None:
            say(f"job {job.id} {job.kind}: {job.state}{f', {job.error}' if job.error else ''}")
        if job is None and not followed:
            if once:
                return
            time.sleep(PAUSE_S)
