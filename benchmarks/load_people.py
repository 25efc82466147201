"""The people of the load run, for locust: reps, managers and planners who think between two pages.

Begun by `python -m benchmarks.load`, which names the people in the file of ``LOAD_PEOPLE``.
"""

from __future__ import annotations

import json
import os
import random
import re
import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from geventhttpclient.header import Headers
from locust import between, task
from locust.contrib.fasthttp import FastHttpUser

DAY, MONTH = "2026-11-30", "2026-11"
PEOPLE: list[dict[str, Any]] = json.loads(Path(os.environ["LOAD_PEOPLE"]).read_text(encoding="utf-8"))
CAST = {role: [one for one in PEOPLE if one["role"] == role] for role in ("rep", "manager", "planner")}
NEXT = {role: iter(people) for role, people in CAST.items()}


class Somebody(FastHttpUser):
    """A person who is signed in, and thinks five seconds in the mean."""

    abstract = True
    role = ""
    wait_time = between(2.5, 7.5)

    def on_start(self) -> None:
        """Take the next person of the role, and the token that forms carry."""
        self.me = next(NEXT[self.role])
        self.client.client.default_headers = Headers({"Cookie": self.me["cookie"]})
        page = self.client.get("/account", name="/account")
        found = re.search(r'data-form-token="([0-9a-f]{32})"', page.text or "")
        self.form = {"X-Form-Token": found[1] if found else ""}
        self.seq = 0


class Rep(Somebody):
    """A rep on the road."""

    role, fixed_count = "rep", len(CAST["rep"])

    @task(6)
    def day(self) -> None:
        """Look at the day."""
        self.client.get(f"/day/{DAY}", name="/day/{day}")

    @task(2)
    def week(self) -> None:
        """Look at the week."""
        self.client.get("/week/2026-W49", name="/week/{week}")

    @task(2)
    def visit(self) -> None:
        """Look at one visit."""
        if self.me["visits"]:
            self.client.get(f"/visits/{random.choice(self.me['visits'])}", name="/visits/{id}")

    @task(2)
    def act(self) -> None:
        """Note something about a visit."""
        if not self.me["visits"]:
            return
        self.seq += 1
        act = {
            "key": str(uuid.uuid4()), "seq": self.seq, "kind": "note", "about": random.choice(self.me["visits"]),
            "at": datetime.now(UTC).isoformat(), "body": {"note": f"note {self.seq}"},
        }  # fmt: skip
        body = {"device": str(uuid.uuid5(uuid.NAMESPACE_DNS, self.me["person"])), "acts": [act]}
        self.client.post("/acts", json=body, headers=self.form, name="POST /acts")

    @task(1)
    def api(self) -> None:
        """Ask the API for the day."""
        self.client.get(f"/api/v1/reps/{self.me['rep']}/days/{DAY}", name="/api/v1/reps/{id}/days/{day}")


class Manager(Somebody):
    """A manager at the desk."""

    role, fixed_count = "manager", len(CAST["manager"])

    @task(3)
    def today(self) -> None:
        """Look at the exceptions."""
        self.client.get("/today", name="/today")

    @task(1)
    def coverage(self) -> None:
        """Look at the review."""
        self.client.get("/reports/coverage", name="/reports/coverage")

    @task(1)
    def fairness(self) -> None:
        """Look at what the plan asks of each rep."""
        self.client.get("/reports/fairness", name="/reports/fairness")

    @task(1)
    def claims(self) -> None:
        """Look at the claims of the month."""
        self.client.get(f"/claims?period={MONTH}", name="/claims")

    @task(1)
    def accounts(self) -> None:
        """Search for an account."""
        self.client.get("/accounts?text=shop+12", name="/accounts")


class Planner(Somebody):
    """A planner at the board."""

    role, fixed_count = "planner", len(CAST["planner"])

    @task(2)
    def desk(self) -> None:
        """Look at the desk."""
        self.client.get("/plan", name="/plan")

    @task(3)
    def days(self) -> None:
        """Look at a week of the board."""
        self.client.get("/plan/1/days?first=2026-11-30&last=2026-12-06", name="/plan/{n}/days")

    @task(1)
    def prices(self) -> None:
        """Pick a visit up."""
        rep = random.choice(CAST["rep"])
        if rep["visits"]:
            self.client.get(f"/plan/1/prices?visit={rep['visits'][0]}", name="/plan/{n}/prices")

    @task(1)
    def accounts(self) -> None:
        """Ask the API for accounts."""
        self.client.get("/api/v1/accounts?limit=50", name="/api/v1/accounts")
