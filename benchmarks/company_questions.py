"""Questions about a few accounts of a whole company, each in a process of its own: CPU, and memory at its most.

    python -m benchmarks.company_questions DIR

DIR is a workspace that `benchmarks.office --keep DIR` made; only its way of measuring is changed: straight lines, whose
kept tables are taken away before each question.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from benchmarks.office_house import MONDAY
from office.designs.inputs import Wishes
from office.opening import Office, open_office
from office.ownership.covers import propose_cover
from office.ownership.realignment import propose_realignment
from office.ownership.retirements import propose_retirement
from office.ownership.selections import SelectionOrder, price_selection
from office.people import owner
from office.plans.foresight import foresee_plan
from office.travel import travel_engine
from routing.stopping import Steps
from routing.travel import TravelEngine
from scheduler.team.situation import Span
from store.database import reading, writing
from store.ownership import timelines
from store.settings import set_travel
from territory.design.realign import MoveBudget
from territory.handover import HandoverRules

ME = owner()
LATER = MONDAY + timedelta(28)


def main() -> None:
    """Ask one question, or each in a process of its own."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.company_questions", description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--ask", choices=list(QUESTIONS), help="this question alone")
    asked = parser.parse_args()
    if asked.ask is None:
        for name in QUESTIONS:
            shutil.rmtree(asked.folder / "travel", ignore_errors=True)
            subprocess.run(
                [sys.executable, "-m", "benchmarks.company_questions", asked.folder, "--ask", name], check=True
            )
        return
    office = open_office(asked.folder)
    with writing(office.database) as connection:
        set_travel(connection, "straight")
    question, engine = QUESTIONS[asked.ask], travel_engine(office)
    spent = [_spent(question, office, engine) for _ in range(2)]
    most_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{asked.ask:12} {spent[0]:7.2f} s, asked again {spent[1]:7.2f} s, {most_mb:6.0f} MB", flush=True)


def _spent(question: Callable[[Office, TravelEngine], object], office: Office, engine: TravelEngine) -> float:
    since = time.process_time()
    question(office, engine)
    return time.process_time() - since


def _lasso(office: Office, engine: TravelEngine) -> None:
    with reading(office.database) as connection:
        chosen = tuple(sorted(timelines(connection)))[:300]
    price_selection(office, ME, engine, SelectionOrder(chosen, "R009"))


def _realign(office: Office, engine: TravelEngine) -> None:
    wishes = Wishes(contiguous=False, workload_tolerance=0.3)
    budget = MoveBudget(share=0.02)
    propose_realignment(office, ME, engine, HandoverRules(LATER), Steps(1), seed=1, budget=budget, wishes=wishes)


QUESTIONS: dict[str, Callable[[Office, TravelEngine], object]] = {
    "foresight": lambda office, engine: foresee_plan(office, ME, engine, Span(MONDAY, 91, MONDAY)),
    "cover": lambda office, engine: propose_cover(office, ME, engine, "R001", LATER, LATER + timedelta(11)),
    "retirement": lambda office, engine: propose_retirement(office, ME, engine, "R001", LATER),
    "lasso": _lasso,
    "realignment": _realign,
}


if __name__ == "__main__":
    main()
