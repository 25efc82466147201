"""Calendars at work: rendering, serving, polling by many, and syncing with a CalDAV server on this machine.

Run ``python -m benchmarks.calendars``. Times of rendering and serving are CPU seconds; those of the sync are given on
the clock and as CPU of both programs. The polling part needs the load tool ``wrk``; the sync part needs
Radicale, which the development extras install.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import requests
from fastapi.testclient import TestClient

from calendars.compose import Briefing, Choices, Facts, compose
from calendars.dav import Access
from calendars.discovery import make_calendar
from calendars.events import Event
from calendars.exchange import SyncState, synchronise
from calendars.feed import KeptEvent, assemble, keep, window
from calendars.server import CalendarServer
from office.calendars.feeds import link_feed
from office.opening import Office, init_office
from office.outbox import deliver
from office.people import owner
from office.plans.publication import publish_plan
from scheduler.plan import Plan, PlannedVisit, Tour, VisitStatus
from store.accounts import write_accounts, write_reps
from store.database import writing
from store.plans import write_plan
from territory.accounts import Account, Rep
from web.app import Rates, make_app

NOW = datetime.now(UTC)
START = NOW.date()
ZONE = ZoneInfo("Europe/Zurich")


def account(number: int) -> Account:
    """Return a made-up account."""
    name, address = f"Account {number}: Müller & Söhne; Bäckerei", f"Hauptstrasse {number}, 9490 Vaduz"
    return Account(f"a{number}", name, 47.1 + number % 90 / 1000, 9.5, 28, 14, 42, 2700, address=address, contact="Kim")


def rep(number: int) -> Rep:
    """Return a made-up rep."""
    return Rep(f"r{number}", f"Rep {number}", 47.14, 9.52, "Mo-Fr 08:00-17:00", "Europe/Zurich", "LI")


def plan_of(visits: int, reps: int, shift_s: int = 0) -> Plan:
    """Return a plan of 60 days in which each rep drives a share of `visits`."""
    tours = []
    for one in range(reps):
        mine = range(one, visits, reps)
        for day in range(60):
            numbers = mine[day::60]
            planned = tuple(_visit(number, n, shift_s) for n, number in enumerate(numbers))
            tours.append(Tour(f"r{one}", START + timedelta(days=day), 28_800, 61_200, 43_200, 2700, planned, 900, 9000))
    return Plan(START, START + timedelta(days=59), tuple(tours), ())


def _visit(number: int, position: int, shift_s: int) -> PlannedVisit:
    start = 28_800 + position * 180 + shift_s
    end = start + 2700
    return PlannedVisit(
        f"v{number}", f"a{number}", position, start, start, end, 900, 9000, VisitStatus.PUBLISHED, number
    )


def events_of(visits: int, shift_s: int = 0) -> tuple[Event, ...]:
    """Return one rep's events with everything that an event can say."""
    accounts = {f"a{number}": account(number) for number in range(visits)}
    briefing = Briefing("Spring order", ((date.min, "Wants samples of the new range"),), ((date.min, "Bring samples"),))
    facts = Facts(accounts, dict.fromkeys(accounts, briefing))
    return compose(plan_of(visits, 1, shift_s), rep(0), facts, Choices(alarm_min=10, contacts=True))


def cpu(work: Callable[[], object], times: int = 1) -> float:
    """Return the CPU seconds of one run of some work, the mean over several."""
    before = time.process_time()
    for _ in range(times):
        work()
    return (time.process_time() - before) / times


def tell(what: str, asked: str, took: float) -> None:
    """Print a row."""
    print(f"{what:<58} asked {asked:>8}   took {took:9.4f} s", flush=True)


def rendering(count: int) -> None:
    """Measure a cold feed, and one of kept bytes after a new plan that changes nothing."""
    kept: dict[str, KeptEvent] = {}

    def cold() -> None:
        kept.update(keep({}, events_of(count), NOW, START, date.max))
        assemble("Rep", kept.values(), *window(START))

    tell(f"{count} events composed, rendered and put together", "8 s", cpu(cold))
    tell(f"{count} kept events put together", "0.05 s", cpu(lambda: assemble("Rep", kept.values(), *window(START)), 5))


@contextmanager
def workspace_of(visits: int, reps: int) -> Iterator[Office]:
    """Give a workspace with a plan in force."""
    with tempfile.TemporaryDirectory() as folder:
        office = init_office(Path(folder), NOW).office
        with writing(office.database) as connection:
            write_reps(connection, [rep(number) for number in range(reps)])
            write_accounts(connection, [account(number) for number in range(visits)])
            number = write_plan(connection, plan_of(visits, reps), NOW)
        publish_plan(office, owner(), number)
        deliver(office)
        yield office
        office.database.dispose()


def secrets_of(office: Office, reps: int) -> list[str]:
    """Return a feed's secret for each rep."""
    return [link_feed(office, owner(), f"r{number}") or "" for number in range(reps)]


def serving(count: int) -> None:
    """Measure one feed of many events through the application."""
    with workspace_of(count, 1) as office:
        (secret,) = secrets_of(office, 1)
        client = TestClient(make_app(replace(office, clock=lambda: NOW), Rates(feed=10**6)))
        path = f"/feeds/{secret}.ics"
        tell("first poll after a change (kept bytes from the database)", "", cpu(lambda: client.get(path)))
        plain = {"Accept-Encoding": "identity"}
        etag = client.get(path, headers=plain).headers["etag"]
        tell("every further poll", "0.05 s", cpu(lambda: client.get(path, headers=plain), 20))
        known = {**plain, "If-None-Match": etag}
        tell("304 where the client has it", "0.005 s", cpu(lambda: client.get(path, headers=known), 100))


LUA = """
local paths, number = {}, 0
for line in io.lines("%s") do paths[#paths + 1] = line end
request = function() number = number + 1; return wrk.format("GET", paths[number %% #paths + 1]) end
"""


def polling(clients: int, seconds: int) -> None:
    """Let many clients poll their feeds at once."""
    if shutil.which("wrk") is None:
        print("polling by many: the load tool wrk is not installed")
        return
    with workspace_of(clients * 60, clients) as office, tempfile.TemporaryDirectory() as folder:
        paths = Path(folder) / "paths"
        paths.write_text("".join(f"/feeds/{secret}.ics\n" for secret in secrets_of(office, clients)))
        script = Path(folder) / "poll.lua"
        script.write_text(LUA % paths)
        port = "8765"
        command = [sys.executable, "-m", "cli", "serve", "--port", port, "--polls", "1000000"]
        with subprocess.Popen([*command, "-w", str(office.folder.path)], stderr=subprocess.DEVNULL) as server:
            answering(f"http://127.0.0.1:{port}/")
            load = ["wrk", "-t2", f"-c{clients}", f"-d{seconds}s", "--timeout", "30s", "--latency", "-s", str(script)]
            try:
                done = subprocess.run([*load, f"http://127.0.0.1:{port}"], capture_output=True, text=True, check=False)
                print(done.stdout, done.stderr, flush=True)
            finally:
                server.terminate()


@contextmanager
def radicale() -> Iterator[tuple[Access, int]]:
    """Give a calendar on a Radicale of our own, and its process."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "radicale", "--config", "", "--server-hosts", "127.0.0.1:8766"]
        command += ["--storage-filesystem-folder", folder, "--auth-type", "none"]
        with subprocess.Popen(command, stderr=subprocess.DEVNULL) as server:
            try:
                answering("http://127.0.0.1:8766/")
                yield make_calendar(Access("http://127.0.0.1:8766/", "rep", "x"), "Visits"), server.pid
            finally:
                server.terminate()


def answering(url: str) -> None:
    """Wait until a server answers, two minutes at most: a busy machine takes its time to start one."""
    for _ in range(120):
        try:
            requests.get(url, timeout=5)
        except requests.ConnectionError:
            time.sleep(1)
        else:
            return
    raise RuntimeError(f"nobody answers at {url}")


def cpu_of(pid: int) -> float:
    """Return the CPU seconds that another process has taken so far (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def syncing(changes: int) -> None:
    """Measure changes pushed to Radicale, and a sync with nothing to do: on the clock, and CPU of both programs."""
    with radicale() as (access, pid):
        server, states = CalendarServer(access), [SyncState()]
        kept = keep({}, events_of(changes), NOW, START, date.max)

        def sync(what: str, asked: str) -> None:
            wall, ours, theirs = time.perf_counter(), time.process_time(), cpu_of(pid)
            synchronise(server, states[-1], kept, ZONE, lambda state, _answers: states.append(state))
            tell(f"{what}: on the clock", asked, time.perf_counter() - wall)
            tell(f"{what}: our CPU", "", time.process_time() - ours)
            tell(f"{what}: Radicale's CPU", "", cpu_of(pid) - theirs)

        sync(f"{changes} new events to Radicale", "5 s")
        kept = keep(kept, events_of(changes, shift_s=900), NOW, START, date.max)
        sync(f"{changes} changes to Radicale", "5 s")
        for _ in range(3):
            sync("empty sync", "0.3 s")


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.calendars", description=__doc__)
    parser.add_argument("--events", type=int, default=10_000)
    parser.add_argument("--clients", type=int, default=200)
    parser.add_argument("--seconds", type=int, default=15, help="Length of the polling.")
    parser.add_argument("--changes", type=int, default=100)
    parts = ("rendering", "serving", "syncing", "polling")
    parser.add_argument("--parts", nargs="+", choices=parts, default=parts)
    arguments = parser.parse_args()
    work: dict[str, Callable[[], None]] = {
        "rendering": lambda: rendering(arguments.events),
        "serving": lambda: serving(arguments.events),
        "syncing": lambda: syncing(arguments.changes),
        "polling": lambda: polling(arguments.clients, arguments.seconds),
    }
    for part in arguments.parts:
        work[part]()


if __name__ == "__main__":
    main()
