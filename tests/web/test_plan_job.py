"""A plan's order in the middle of its search: each rep's cost as it falls, visits served, the bound of who is done."""

from __future__ import annotations

import re
from dataclasses import replace

from office.jobs import read_job, work_once
from office.opening import Office
from office.people import owner
from office.plans.order import REPS
from store.database import writing
from store.jobs import JobState, write_job
from tests.web.test_board import planner

ORDER = {"start": "2026-11-30", "weeks": "1", "seconds": "2.5", "value_share": "0.5", "moves": ""}


def test_each_rep_s_search_is_shown_while_it_runs(house: Office) -> None:
    client = planner(house)
    client.post("/plan/new", data=ORDER)
    job = read_job(house, owner(), 1)
    reps = {
        "R000": {"over": True, "cost": 7200.0, "served": 12, "left": 3, "bound": 5400.0},
        "R001": {"over": False, "first": 10_800.0, "cost": 9000.0, "served": 9},
        "R002": {"over": True, "cost": 60.0, "served": 1, "left": 0, "bound": None},
    }
    running = replace(job, state=JobState.RUNNING, progress={"done": 2, "total": 3, "text": "R000", REPS: reps})
    with writing(house.database) as connection:
        write_job(connection, running)
    shown = client.get(f"/plan/jobs/{job.id}")
    assert shown.headers["refresh"] == "2"
    rows = [
        re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", row)).strip()
        for row in re.findall(r"<tr><th scope=\"row\">.*?</tr>", shown.text, re.DOTALL)
    ]
    assert [row.split(" ", 2)[2] for row in rows] == [
        "done 2 h 00 min 1 h 30 min 12 3", "3 h 00 min → 2 h 30 min … 9 …", "1 min \N{EN DASH} 1 0"
    ]  # fmt: skip


def test_a_worker_tells_of_each_rep_how_far_it_is(house: Office) -> None:
    planner(house).post("/plan/new", data=ORDER)
    done = work_once(house)
    assert done is not None
    told = done.progress[REPS]
    assert len(told) == done.progress["total"]
    assert all(one["over"] and one["cost"] >= (one["bound"] or 0) for one in told.values())
    assert sum(one["served"] for one in told.values()) == done.result["visits"]
    assert sum(one["left"] for one in told.values()) == done.result["unserved"]
