"""The house of the load and kill runs: a made company whose people are signed in, and the server over it."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from benchmarks.office_house import MONDAY, NAME, NOW, Size, made_house
from office.opening import Office, init_office, open_office
from office.passwords import digest_of
from office.people import Grant, Reach, Role, owner
from office.sessions import sign_in
from office.staff import save_person
from store.access import write_digest
from store.database import reading, writing
from store.instants import written
from store.plans import plan_in_force, tours_between
from store.settings import Settings, set_travel

Signed = dict[str, Any]
"""A person who is signed in: `person`, `role`, `rep`, `cookie` and `visits`."""
PASSWORD = "correct horse battery"  # noqa: S105 - of people who are made for the run
READY_S = 240.0


@dataclass(frozen=True, slots=True)
class Cast:
    """How many people of each role use it at once."""

    reps: int
    managers: int
    planners: int


def open_house(folder: Path, size: Size, database: str = "") -> Office:
    """Make the company in a folder, or take the one that is there; ways are straight lines."""
    if database:
        init_office(folder, NOW, database=database, settings=Settings(NAME)).office.database.dispose()
    if not (folder / "roundsman.db").exists():
        made_house(folder, size).database.dispose()
    office = open_office(folder)
    with writing(office.database) as connection:
        set_travel(connection, "straight")
    return office


@contextmanager
def served_house(keep: Path | None, company: int, cast: Cast, folder: Path) -> Iterator[tuple[Server, list[Signed]]]:
    """Serve a copy of the company, people signed in, for as long as the block runs.

    Parameters
    ----------
    keep : Path, optional
        Where the company is kept: it is made there if it is not, and not changed.
    company : int
        Its reps, of 300 accounts each.
    folder : Path
        An empty one for the copy and the server's log.
    """
    size = Size(company, 300 * company, 2600 * company, 13)
    made = keep or folder / "made"
    if not (made / "roundsman.db").exists():
        open_house(made, size).database.dispose()
    office = open_house(Path(shutil.copytree(made, folder / "house")), size)
    people = people_of(office, cast, company)
    office.database.dispose()
    server = Server(folder / "house", folder / "server.log")
    try:
        yield server, people
    finally:
        server.end()


def people_of(office: Office, cast: Cast, reps: int) -> list[Signed]:
    """Let people in, two on the days of one rep where there are fewer reps; return each with a cookie and visits."""
    digest = digest_of(PASSWORD, "run")
    roles = [Role.REP] * cast.reps + [Role.MANAGER] * cast.managers + [Role.PLANNER] * cast.planners
    told = []
    save_person(office, owner(), "root", "root", (Grant(Role.ADMINISTRATOR, Reach.EVERYTHING),))
    for number, role in enumerate(roles):
        name = f"{role.value}{number}"
        rep_id = f"R{number % reps:03d}" if role is Role.REP else None
        save_person(
            office, owner(), name, name, (Grant(role, Reach.OWN if rep_id else Reach.EVERYTHING),), rep_id=rep_id
        )
        with writing(office.database) as connection:
            write_digest(connection, name, digest, written(office.clock()))
        secret = sign_in(office, name, PASSWORD, device="run", phone=False)
        visits = _visits(office, rep_id) if rep_id else []
        told.append({"person": name, "role": role.value, "rep": rep_id, "cookie": f"rm={secret}", "visits": visits})
    return told


def _visits(office: Office, rep_id: str) -> list[str]:
    with reading(office.database) as connection:
        head = plan_in_force(connection)
        tours = tours_between(connection, head, MONDAY, MONDAY + timedelta(days=6), frozenset({rep_id}))
    return [visit.visit_id for tour in tours for visit in tour.visits]


class Server:
    """`roundsman serve` over a folder, as people run it, with its worker."""

    def __init__(self, folder: Path, log: Path) -> None:
        self.folder, self.log = folder, log
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self.process = self._begin()

    def _begin(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "cli", "serve", "--port", str(self.port), "-w", str(self.folder)]
        with self.log.open("ab") as log:
            process = subprocess.Popen(command, stdout=log, stderr=log)
        since = time.monotonic()
        while not self._answers():
            if process.poll() is not None or time.monotonic() - since > READY_S:
                raise RuntimeError(f"the server did not begin: {self.log.read_text(encoding='utf-8')[-2000:]}")
            time.sleep(0.05)
        return process

    def _answers(self) -> bool:
        try:
            return self.ask("GET", "/healthz")[0] == 200
        except (OSError, http.client.HTTPException):
            return False

    def ask(
        self, method: str, path: str, body: object = None, headers: Mapping[str, str] | None = None, wait_s: float = 30
    ) -> tuple[int, str]:
        """Return the status and the text of an answer."""
        there = http.client.HTTPConnection("127.0.0.1", self.port, timeout=wait_s)
        try:
            sent = None if body is None else json.dumps(body)
            there.request(method, path, sent, {"Content-Type": "application/json", **(headers or {})})
            answer = there.getresponse()
            return answer.status, answer.read().decode()
        finally:
            there.close()

    def kill(self) -> None:
        """Kill the server as a power cut would, and begin it anew on the same port."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.process = self._begin()

    def end(self) -> None:
        """End it in order."""
        self.process.terminate()
        self.process.wait(60)


def cpu_s(pid: int) -> float:
    """Return the CPU seconds that a process has spent."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory_mb(pid: int, what: str = "VmRSS") -> float:
    """Return the memory of a process now, or at its most (``VmHWM``)."""
    text = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in text.splitlines() if line.startswith(what)) / 1024
