"""What each page and call costs the server: CPU and bytes, warm, asked one after the other.

    python -m benchmarks.pages --keep DIR

In a copy of the load run's company (50 reps, 15,000 accounts, a year of visits). Each address is asked once, and then
so often that the process's clock, which counts hundredths of a second, tells a tenth of a millisecond. Printed are
the CPU of the server's process for one answer, the bytes of its body, and the memory after all of them.
"""

from __future__ import annotations

import argparse
import tempfile
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.load_house import Cast, Server, cpu_s, memory_mb, served_house
from web.guard import form_token

DAY, MONTH = "2026-11-30", "2026-11"
TIMES = 20


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--company", type=int, default=50, help="reps of the company, 300 accounts each")
    parser.add_argument("--keep", type=Path, help="keep the company here, and take it again; it is not changed")
    parser.add_argument("--only", default="", help="only addresses that hold this text")
    parser.add_argument("--times", type=int, default=TIMES)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="roundsman-pages-") as name:
        run(asked, Path(name))


def run(asked: argparse.Namespace, folder: Path) -> None:
    """Measure in a copy of the company."""
    with served_house(asked.keep, asked.company, Cast(2, 1, 1), folder) as (server, signed):
        people, pid = {one["role"]: one for one in signed}, server.process.pid
        print(f"memory before the first page {memory_mb(pid):.0f} MB")
        print(f"{'address':46} {'status':>6} {'first ms':>8} {'CPU ms':>7} {'bytes':>8} {'MB after':>8}")
        for role, method, path, body in addresses(people):
            if asked.only not in path:
                continue
            began = cpu_s(pid)
            status, text = _ask(server, people[role], method, path, body)
            first, began = cpu_s(pid) - began, cpu_s(pid)
            for _ in range(asked.times):
                _ask(server, people[role], method, path, body)
            each = (cpu_s(pid) - began) / asked.times
            size_b = len(text.encode())
            named = f"{'' if method == 'GET' else method + ' '}{path.partition('?')[0]}"
            figures = f"{1000 * first:8.0f} {1000 * each:7.1f} {size_b:8d} {memory_mb(pid):8.0f}"
            print(f"{role[:8]:8} {named[:37]:37} {status:>6} {figures}", flush=True)


def addresses(people: dict[str, Any]) -> Iterator[tuple[str, str, str, Any]]:
    """Return who asks for what."""
    rep = people["rep"]
    visit = rep["visits"][0]
    yield "rep", "GET", "/healthz", None
    yield "rep", "GET", "/account", None
    yield "rep", "GET", f"/day/{DAY}", None
    yield "rep", "GET", "/week/2026-W49", None
    yield "rep", "GET", f"/visits/{visit}", None
    yield "rep", "GET", f"/api/v1/reps/{rep['rep']}/days/{DAY}", None
    yield "rep", "POST", "/acts", visit
    yield "manager", "GET", "/today", None
    yield "manager", "GET", "/accounts?text=shop+12", None
    yield "manager", "GET", f"/claims?period={MONTH}", None
    yield "manager", "GET", "/reports/fairness", None
    yield "manager", "GET", "/reports/coverage", None
    yield "planner", "GET", "/plan", None
    yield "planner", "GET", f"/plan/1/days?first={DAY}&last=2026-12-06", None
    yield "planner", "GET", f"/plan/1/prices?visit={visit}", None
    yield "planner", "GET", "/api/v1/accounts?limit=50", None


def _ask(server: Server, who: dict[str, Any], method: str, path: str, visit: Any) -> tuple[int, str]:
    headers = {"Cookie": who["cookie"], "X-Form-Token": form_token(who["cookie"].removeprefix("rm="))}
    body = None
    if visit is not None:
        act = {
            "key": str(uuid.uuid4()), "seq": 1, "kind": "note", "about": visit,
            "at": datetime.now(UTC).isoformat(), "body": {"note": "measured"},
        }  # fmt: skip
        body = {"device": str(uuid.uuid5(uuid.NAMESPACE_DNS, who["person"])), "acts": [act]}
    return server.ask(method, path, body, headers, 300)


if __name__ == "__main__":
    main()
