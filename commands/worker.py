"""`roundsman worker`: does the jobs that people asked for, and what follows from changes."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from pathlib import Path
from types import FrameType

import click

from commands.context import now, say, workspace_option
from office.deliveries import send_and_ask
from office.jobs import work_once
from office.kinds import load_kinds
from office.opening import Office, open_office
from routing.problems import WorldError

PAUSE_S = 1.0
"""How long a worker rests where nothing waits."""


@click.command()
@click.option("--once", is_flag=True, help="End when nothing waits any more.")
@click.option("--beside-server", is_flag=True, hidden=True, help="End as soon as standard input closes.")
@workspace_option
def command(*, once: bool, beside_server: bool, folder: Path) -> None:
    """Do jobs, schedules and the outbox until it is interrupted; `roundsman serve` starts one by itself."""
    office = open_office(folder, now)
    load_kinds()
    signal.signal(signal.SIGTERM, _leave)
    if beside_server:
        threading.Thread(target=_end_with_server, daemon=True).start()
    if once:
        while send_and_ask(office) or _work(office):
            pass
        return
    threading.Thread(target=_send_always, args=(office,), daemon=True).start()
    while True:
        if not _work(office):
            time.sleep(PAUSE_S)


def _work(office: Office) -> bool:
    job = work_once(office)
    if job is not None:
        say(f"job {job.id} {job.kind}: {job.state}{f', {job.error}' if job.error else ''}")
    return job is not None


def _send_always(office: Office) -> None:
    """Send what waits, while a job runs too; what the world refuses is tried again."""
    while True:
        try:
            followed = send_and_ask(office)
        except WorldError as error:
            say(str(error))
            followed = 0
        if not followed:
            time.sleep(PAUSE_S)


def _leave(_: int, __: FrameType | None) -> None:
    """End in order: a job that runs is given back, to be begun again."""
    raise SystemExit(0)


def _end_with_server() -> None:
    """Wait until the server is no more; its pipe closes however it ended."""
    while os.read(sys.stdin.fileno(), 1024):  # `sys.stdin` would hold a lock that Python wants as it ends
        pass
    os.kill(os.getpid(), signal.SIGTERM)
