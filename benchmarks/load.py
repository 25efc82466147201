"""A hundred people at once, while a plan runs and a thousand connections stand half open.

    pip install '.[load]'
    python -m benchmarks.load --keep DIR --seconds 600

People are locust's, think five seconds in the mean, and are signed in already. Sixty seconds before the end a thousand
connections are opened that never say what they want. Printed are requests, failures and times by page, the server's
CPU and memory, and what one sign-in takes.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path

from benchmarks.load_house import PASSWORD, Cast, Server, cpu_s, memory_mb, served_house
from office.passwords import digest_of, matches

HALF_OPEN_S = 60
HERE = Path(__file__).parent


def main() -> None:
    """Run it and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--reps", type=int, default=80, help="people who are reps; with 15 managers and 5 planners")
    parser.add_argument("--company", type=int, default=50, help="reps of the company, 300 accounts each")
    parser.add_argument("--half-open", type=int, default=1000)
    parser.add_argument("--no-plan", action="store_true", help="no plan runs meanwhile")
    parser.add_argument("--keep", type=Path, help="keep the company here, and take it again; it is not changed")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="roundsman-load-") as name:
        run(asked, Path(name))


def run(asked: argparse.Namespace, folder: Path) -> None:
    """Measure in a copy of the company."""
    with served_house(asked.keep, asked.company, Cast(asked.reps, 15, 5), folder) as (server, people):
        (folder / "people.json").write_text(json.dumps(people), encoding="utf-8")
        if not asked.no_plan:
            _order_plan(server, people[-1]["cookie"], asked.seconds)
        _measure(server, asked, folder)
    _print_sign_in()
    faults = [line for line in (folder / "server.log").read_text(encoding="utf-8").splitlines() if '"error"' in line]
    print(f"faults in the server's log: {len(faults)}", *(line[:300] for line in faults[:3]), sep="\n")


def _order_plan(server: Server, cookie: str, seconds: int) -> None:
    token = server.ask("GET", "/account", headers={"Cookie": cookie})[1].partition('data-form-token="')[2][:32]
    order = {"start": "2026-11-30", "weeks": 13, "seconds": max(30, seconds)}
    headers = {"Cookie": cookie, "X-Form-Token": token, "Idempotency-Key": str(uuid.uuid4())}
    status, text = server.ask("POST", "/api/v1/jobs", {"kind": "plan", "order": order}, headers)
    if status != 202:
        raise RuntimeError(text)


def _measure(server: Server, asked: argparse.Namespace, folder: Path) -> None:
    pid, began, cpu = server.process.pid, time.monotonic(), cpu_s(server.process.pid)
    command = [
        sys.executable, "-m", "locust", "-f", str(HERE / "load_people.py"), "--headless", "--only-summary",
        "--host", f"http://127.0.0.1:{server.port}", "-u", str(asked.reps + 20), "-r", "10",
        "-t", f"{asked.seconds}s", "--csv", str(folder / "load"), "--loglevel", "ERROR",
    ]  # fmt: skip
    environment = {**os.environ, "LOAD_PEOPLE": str(folder / "people.json")}
    with (folder / "locust.log").open("wb") as log:
        locust = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        with contextlib.suppress(subprocess.TimeoutExpired):
            locust.wait(max(10, asked.seconds - HALF_OPEN_S))
        standing = _half_open(server.port, asked.half_open)
        locust.wait()
    ended = sum(_is_closed(one) for one in standing)
    for one in standing:
        one.close()
    rows = list(csv.DictReader((folder / "load_stats.csv").open(encoding="utf-8")))
    print(f"{'':34} {'asked':>7} {'failed':>7} {'p50 ms':>8} {'p95 ms':>8} {'p99 ms':>8} {'most ms':>8}")
    for row in rows:
        figures = (
            row["Request Count"],
            row["Failure Count"],
            row["50%"],
            row["95%"],
            row["99%"],
            row["Max Response Time"],
        )
        print(f"{row['Name']:34} {figures[0]:>7} {figures[1]:>7} " + " ".join(f"{float(x):8.0f}" for x in figures[2:]))
    for row in csv.DictReader((folder / "load_failures.csv").open(encoding="utf-8")):
        print(f"failed: {row['Name']} {row['Occurrences']} times: {row['Error'][:120]}")
    spent, count = cpu_s(pid) - cpu, int(rows[-1]["Request Count"])
    print(f"seconds {time.monotonic() - began:.0f}, requests {count}, CPU of the server {spent:.1f} s,")
    print(f"CPU a request {1000 * spent / max(count, 1):.1f} ms")
    print(f"memory {memory_mb(pid):.0f} MB, most {memory_mb(pid, 'VmHWM'):.0f} MB")
    print(f"half-open connections {len(standing)}, of which the server ended {ended}")
    print(f"load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


def _half_open(port: int, count: int) -> list[socket.socket]:
    """Open connections that begin a request and never end it."""
    standing = []
    for _ in range(count):
        one = socket.create_connection(("127.0.0.1", port), timeout=10)
        one.sendall(b"GET /day HTTP/1.1\r\nHost: ")
        standing.append(one)
    return standing


def _is_closed(one: socket.socket) -> bool:
    one.setblocking(False)  # noqa: FBT003 - the socket's own word
    try:
        return one.recv(1) == b""
    except BlockingIOError:
        return False
    except OSError:
        return True


def _print_sign_in() -> None:
    kept, began = digest_of(PASSWORD, "run"), time.process_time()
    for _ in range(5):
        matches(kept, PASSWORD)
    print(f"CPU of one sign-in {200 * (time.process_time() - began):.0f} ms")


if __name__ == "__main__":
    main()
