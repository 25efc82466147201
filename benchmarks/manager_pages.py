"""Every page of a manager and an administrator at a company's size: CPU, bytes, and the preview of a large import.

    python -m benchmarks.manager_pages DIR --rounds 5

DIR is a workspace that `benchmarks.office --keep DIR` made; it is changed: accounts get segments and potentials, three
years of sales are imported as a file, people are let in. Ways are straight lines. The first request of a page is told
apart from the following ones: a review is computed once after a change and kept.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import quantiles
from typing import Any

import numpy as np
from fastapi.testclient import TestClient

from benchmarks.office_house import NOW
from office.imports.imports import commit_import, preview_import
from office.imports.uploads import ImportOptions, Upload
from office.opening import Office, open_office
from office.passwords import digest_of
from office.people import Grant, Reach, Role, owner
from office.staff import save_person
from routing.problems import Problem
from store.access import write_digest
from store.accounts import read_accounts, write_accounts
from store.changes import record_change
from store.database import reading, writing
from store.settings import set_travel
from web.app import Rates, make_app

PASSWORD = "correct horse battery"  # noqa: S105 - of people who are made for the run
MONTHS = [f"{year}-{month:02}" for year in (2023, 2024, 2025, 2026) for month in range(1, 13)][10:46]
SEGMENTS = tuple(f"segment {number}" for number in range(6))
MANAGERS = (
    "/today", "/today/alarms", "/claims", "/reports", "/reports/coverage", "/reports/targets", "/reports/fairness",
    "/reports/fairness/attainable", "/reports/review", "/reports/savings", "/reports/on-time", "/reports/accounts",
    "/territories", "/territories/accounts.geojson", "/territories/files", "/territories/reps", "/territories/leads",
    "/territories/covers", "/territories/notebook", "/agendas", "/accounts", "/reports/predictions",
    "/reports/rollouts", "/territories/counting", "/plan/catch-up",
)  # fmt: skip
ADMINISTRATORS = (
    "/admin", "/admin/changes", "/admin/jobs", "/admin/imports", "/admin/backups", "/admin/health", "/admin/settings",
    "/admin/rates", "/admin/connections", "/admin/crm", "/start",
)  # fmt: skip


def main() -> None:
    """Measure and print a row for each page."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.manager_pages", description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=5, help="requests of a page after its first")
    parser.add_argument("--only", default="", help="pages whose address holds this")
    parser.add_argument("--out", type=Path, help="directory for manager_pages.json")
    asked = parser.parse_args()
    office = furnished(asked.folder)
    rows: list[dict[str, Any]] = []
    print(f"{'':<34}{'first ms':>10}{'later ms':>10}{'p95 ms':>10}{'bytes':>12}   (CPU)", flush=True)
    for role, paths in ((Role.MANAGER, MANAGERS), (Role.ADMINISTRATOR, ADMINISTRATORS)):
        client = signed_in(office, role)
        for path in (one for one in paths if asked.only in one):
            rows.append(row := timed(client, path, asked.rounds))
            print(f"{path:<34}{row['first']:>10.0f}{row['later']:>10.0f}{row['p95']:>10.0f}{row['bytes']:>12,}"
                  + ("" if row["status"] == 200 else f"   {row['status']}"), flush=True)  # fmt: skip
    if not asked.only:
        for name, work in imports(office).items():
            began = time.process_time()
            work()
            took = 1000 * (time.process_time() - began)
            rows.append({"path": name, "first": took})
            print(f"{name:<34}{took:>10.0f}", flush=True)
    if asked.out:
        asked.out.mkdir(parents=True, exist_ok=True)
        (asked.out / "manager_pages.json").write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")


def furnished(folder: Path) -> Office:
    """Let people in, and give the workspace what a manager's figures live from, once."""
    office = open_office(folder, lambda: NOW)
    digest = digest_of(PASSWORD, "run")
    for role in (Role.ADMINISTRATOR, Role.MANAGER):
        save_person(office, owner(), role.value, role.value.title(), (Grant(role, Reach.EVERYTHING),))
        with writing(office.database) as connection:
            write_digest(connection, role.value, digest, NOW.isoformat())
    with reading(office.database) as connection:
        accounts = read_accounts(connection)
    if accounts[0].segment:
        return office
    random = np.random.default_rng(1)
    worth = random.lognormal(9, 1, len(accounts)).round()
    named = [
        replace(one, segment=SEGMENTS[n % len(SEGMENTS)], potential=float(worth[n])) for n, one in enumerate(accounts)
    ]
    with writing(office.database) as connection:
        set_travel(connection, "straight")
        write_accounts(connection, named)
        record_change(connection, "made", "segments and potentials", NOW)
    sold = random.lognormal(0, 0.3, (len(named), len(MONTHS))) * worth[:, None] / 24
    rows = [f"{one.id},{month},{sold[n, m]:.2f},EUR" for n, one in enumerate(named) for m, month in enumerate(MONTHS)]
    text = "\n".join(["account_id,month,amount,currency", *rows])
    commit_import(office, owner(), "sales", Upload("sales.csv", text.encode()), ImportOptions(), locate=_nowhere)
    return office


def _nowhere(where: str, address: str) -> Problem:
    raise LookupError(f"{where}: {address} has a position already")


def signed_in(office: Office, role: Role) -> TestClient:
    """Return a browser in which the person of a role is signed in."""
    app = make_app(office, Rates(feed=1000, wrong=1000))
    client = TestClient(app, base_url="http://testserver", follow_redirects=True)
    client.post("/login", data={"person": role.value, "password": PASSWORD})
    return client


def timed(client: TestClient, path: str, rounds: int) -> dict[str, Any]:
    """Return the CPU milliseconds of a page's first request and of those after it, its bytes and its status."""
    took = []
    for _ in range(rounds + 1):
        began = time.process_time()
        answer = client.get(path)
        took.append(1000 * (time.process_time() - began))
    later = sorted(took[1:])
    return {
        "path": path, "status": answer.status_code, "bytes": len(answer.content), "first": took[0],
        "later": sum(later) / len(later), "p95": quantiles(later, n=20)[-1] if len(later) > 1 else later[0],
    }  # fmt: skip


def imports(office: Office) -> dict[str, Callable[[], object]]:
    """Return previews of a file of all accounts: as the page's form and the command's dry run ask for it."""
    with reading(office.database) as connection:
        accounts = read_accounts(connection)
    head = "id,name,lat,lon,interval_days,least_days,most_days,service_min,opening_hours,kind,segment,potential,owner"
    rows = [
        f"{one.id},{one.name},{one.place.lat},{one.place.lon},{one.interval_days},{one.least_days},{one.most_days},"
        f"{one.service_s // 60},Mo-Fr 08:00-18:00,{one.kind.value},{one.segment},{one.potential + 1}"
        for one in accounts
    ]
    file = Upload("accounts.csv", "\n".join([head.removesuffix(",owner"), *rows]).encode())
    client = signed_in(office, Role.ADMINISTRATOR)
    token = client.get("/account").text.split('data-form-token="')[1][:32]
    return {
        f"preview of {len(accounts)} rows": lambda: preview_import(office, owner(), "accounts", file, ImportOptions()),
        "the same uploaded to its page": lambda: client.post(
            "/admin/imports/preview",
            data={"kind": "accounts", "form_token": token},
            files={"file": (file.name, file.data)},
        ).raise_for_status(),
    }


if __name__ == "__main__":
    main()
