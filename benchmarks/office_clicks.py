"""Reps' clicks from many threads while everybody is planned in another process: how long each takes, and what is kept.

    python -m benchmarks.office_clicks DIR --seconds 60 --clicks 200 --threads 20

DIR is a workspace that `benchmarks.office --keep DIR` made; it is changed. Ways are straight lines.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from statistics import quantiles

from benchmarks.office_house import MONDAY, NOW
from office.opening import Office, open_office
from office.people import owner
from office.plans.drafts import PlanOrder, make_plan
from office.visits.moves import move_visit
from office.visits.visits import accept_visit
from routing.stopping import Seconds
from routing.straight import StraightLineEngine
from store.answers import read_answers
from store.database import reading, writing
from store.plans import find_plan, plan_in_force, read_plan
from store.settings import set_travel

Click = tuple[str, date]
Took = tuple[str, float, float]
PLAN = "plan"


def plan(folder: Path, seconds: float) -> int:
    """Plan everybody for so many seconds and return the draft's number."""
    office = open_office(folder, lambda: NOW)
    order = PlanOrder(MONDAY, 13, Seconds(seconds), workers=1, today=MONDAY, limit_s=seconds)
    return make_plan(office, owner(), StraightLineEngine(), order).number


def planned_visits(office: Office, count: int) -> list[Click]:
    """Return visits of the plan in force with a day to move to, spread over everybody."""
    with reading(office.database) as connection:
        tours = read_plan(connection, plan_in_force(connection)).tours
    found = [(tour.visits[0].visit_id, tour.date + timedelta(days=1)) for tour in tours if tour.date.weekday() < 4]
    return found[:: max(1, len(found) // count)][:count]


def clicked(office: Office, clicks: Sequence[Click], pause_s: float) -> list[Took]:
    """Click one after the other, half of it accepting and half moving; return each one's seconds, wall and CPU."""
    took = []
    for number, (visit, day) in enumerate(clicks):
        wall, cpu = time.monotonic(), time.thread_time()
        if number % 2:
            move_visit(office, owner(), visit, day, None)
        else:
            accept_visit(office, owner(), visit)
        what = "moved" if number % 2 else "accepted"
        took.append((what, time.monotonic() - wall, time.thread_time() - cpu))
        time.sleep(pause_s)
    return took


def measure(folder: Path, seconds: float, count: int, threads: int) -> None:
    """Click beside a plan and say how long it took and what was kept."""
    office = open_office(folder, lambda: NOW)
    with writing(office.database) as connection:
        set_travel(connection, "straight")
    clicks = planned_visits(office, count)
    typed = [sys.executable, "-m", "benchmarks.office_clicks", str(folder), "--only-plan", "--seconds", str(seconds)]
    with subprocess.Popen(typed, stdout=subprocess.PIPE, text=True) as planner, ThreadPoolExecutor(threads) as pool:
        pause_s = seconds / (len(clicks) / threads)
        parts = [pool.submit(clicked, office, clicks[k::threads], pause_s) for k in range(threads)]
        took = [one for part in parts for one in part.result()]
        beside = planner.poll() is None
        said, _ = planner.communicate()
    number = int(said.split()[-1])
    with reading(office.database) as connection:
        draft = find_plan(connection, number)
        kept = {answer.visit_id for answer in read_answers(connection)}
    lost = [visit for visit, _ in clicks if visit not in kept]
    for what in ("accepted", "moved"):
        for seconds_of, column in (("wall", 1), ("CPU", 2)):
            values = [float(one[column]) * 1000 for one in took if one[0] == what]
            middle, most = quantiles(values)[1], quantiles(values, n=20)[18]
            print(f"{what}, {seconds_of}: median {middle:.1f} ms, p95 {most:.1f} ms")
    print(f"{len(took)} clicks, {len(lost)} lost; plan {draft.id} kept; it {'still ran' if beside else 'had ended'}")


def main() -> None:
    """Measure, or plan beside a measurement."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--clicks", type=int, default=200)
    parser.add_argument("--threads", type=int, default=20)
    parser.add_argument("--only-plan", action="store_true", help="What the planner's process does.")
    asked = parser.parse_args()
    if asked.only_plan:
        print(PLAN, plan(asked.folder, asked.seconds))
    else:
        measure(asked.folder, asked.seconds, asked.clicks, asked.threads)


if __name__ == "__main__":
    main()
