"""Everything that a worker does beside its jobs: what the clock asks for, and what follows from changes."""

from __future__ import annotations

from office.jobs import ask_scheduled
from office.opening import Office
from office.outbox import deliver


def send_and_ask(office: Office) -> int:
    """Ask for the jobs whose time has come and do what waits in the outbox; return how many things were done."""
    return ask_scheduled(office) + deliver(office)
