"""Reps' clicks from many threads while everybody is planned in another process: how long each takes, and what is kept.

    python -m benchmarks.office_clicks DIR --seconds 60 --clicks 200 --threads 20
    python -m benchmarks.office_clicks DIR --seconds 60 --clicks 200 --threads 20 --as-people

DIR is a workspace that `benchmarks.office --keep DIR` made; it is changed. Ways are straight lines. All threads click
in the same instant and then pause alike, and move visits that nobody has looked at. `--as-people`, each begins at a
moment of its own, and looks at the days to which a visit can be moved before it is, as the page makes everybody do.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from statistics import quantiles

from benchmarks.office_house import MONDAY, NOW
from office.opening import Office, open_office
from office.people import Grant, Person, Reach, Role, owner
from office.plans.drafts import PlanOrder, make_plan
from office.visits.days import price_own_visit
from office.visits.moves import move_visit
from office.visits.visits import accept_visit
from routing.stopping import Seconds
from routing.straight import StraightLineEngine
from store.answers import read_answers
from store.database import reading, writing
from store.planned_visits import find_in_force
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


def clicked(office: Office, clicks: Sequence[Click], begin_s: float, pause_s: float, *, looks: bool) -> list[Took]:
    """Click one after the other, half of it accepting and half moving; return each one's seconds, wall and CPU."""
    took: list[Took] = []

    def timed(what: str, act: Callable[[], object]) -> None:
        wall, cpu = time.monotonic(), time.thread_time()
        act()
        took.append((what, time.monotonic() - wall, time.thread_time() - cpu))

    time.sleep(begin_s)
    for number, (visit, day) in enumerate(clicks):
        if number % 2 and looks:
            timed("looked", partial(price_own_visit, office, rep_of(office, visit), visit))
            time.sleep(pause_s / 2)
        if number % 2:
            timed("moved", partial(move_visit, office, owner(), visit, day, None))
        else:
            timed("accepted", partial(accept_visit, office, owner(), visit))
        time.sleep(pause_s / 2 if number % 2 and looks else pause_s)
    return took


def rep_of(office: Office, visit: str) -> Person:
    """Return the rep whose visit it is."""
    with reading(office.database) as connection:
        placed = find_in_force(connection, visit)
    assert placed is not None  # noqa: S101 - it was read from the plan in force
    return Person(placed.rep_id, placed.rep_id, (Grant(Role.REP, Reach.OWN),), placed.rep_id)


def measure(folder: Path, seconds: float, wanted: int, threads: int, *, as_people: bool) -> None:
    """Click beside a plan and say how long it took and what was kept."""
    office = open_office(folder, lambda: NOW)
    with writing(office.database) as connection:
        set_travel(connection, "straight")
    clicks = planned_visits(office, wanted)
    typed = [sys.executable, "-m", "benchmarks.office_clicks", str(folder), "--only-plan", "--seconds", str(seconds)]
    with subprocess.Popen(typed, stdout=subprocess.PIPE, text=True) as planner, ThreadPoolExecutor(threads) as pool:
        pause_s = seconds / (len(clicks) / threads)
        begins = [pause_s * k / threads if as_people else 0.0 for k in range(threads)]
        parts = [
            pool.submit(clicked, office, clicks[k::threads], begin, pause_s, looks=as_people)
            for k, begin in enumerate(begins)
        ]
        took = [one for part in parts for one in part.result()]
        beside = planner.poll() is None
        said, _ = planner.communicate()
    number = int(said.split()[-1])
    with reading(office.database) as connection:
        draft = find_plan(connection, number)
        kept = {answer.visit_id for answer in read_answers(connection)}
    lost = [visit for visit, _ in clicks if visit not in kept]
    for what in ("accepted", "looked", "moved") if as_people else ("accepted", "moved"):
        for seconds_of, column in (("wall", 1), ("CPU", 2)):
            values = [float(one[column]) * 1000 for one in took if one[0] == what]
            middle, most = quantiles(values)[1], quantiles(values, n=20)[18]
            print(f"{what}, {seconds_of}: median {middle:.1f} ms, p95 {most:.1f} ms")
    count = sum(one[0] != "looked" for one in took)
    ran = "still ran" if beside else "had ended"
    print(f"{count} clicks, {len(lost)} lost; plan {draft.id} kept; it {ran}")


def main() -> None:
    """Measure, or plan beside a measurement."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--clicks", type=int, default=200)
    parser.add_argument("--threads", type=int, default=20)
    parser.add_argument("--as-people", action="store_true", help="Each at its own moment, looking before it moves.")
    parser.add_argument("--only-plan", action="store_true", help="What the planner's process does.")
    asked = parser.parse_args()
    if asked.only_plan:
        print(PLAN, plan(asked.folder, asked.seconds))
    else:
        measure(asked.folder, asked.seconds, asked.clicks, asked.threads, as_people=asked.as_people)


if __name__ == "__main__":
    main()
