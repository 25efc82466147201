"""What people wait for in a company's office: CPU and wall seconds of what pages and planners do, on a made workspace.

    python -m benchmarks.office --reps 50 --accounts 15000 --history 130000 --weeks 13 [--keep DIR]

Ways are straight lines; no search runs. `--keep` leaves the workspace there, and takes it again if it is there.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from benchmarks.office_house import MONDAY, NOW, Size, made_house, planned
from cli import seek_garbage_seldom
from mileage.cells import csv_text
from office.imports.account_cells import account_cells
from office.imports.account_rows import COLUMNS
from office.imports.imports import commit_import
from office.imports.uploads import ImportOptions, Upload
from office.opening import Office, open_office
from office.people import owner
from office.plans.capacity import weigh_capacity
from office.plans.days import read_board, read_rep_day
from office.plans.decisions import make_decision
from office.plans.explanations import explain_plan
from office.plans.inputs import read_situation
from office.plans.prices import price_visit
from office.plans.publication import publish_plan
from office.visits.undo import undo_decision
from routing.straight import StraightLineEngine
from scheduler.demand.assemble import assemble
from scheduler.explain.judgement import Decision
from scheduler.team.requests import requests
from scheduler.team.situation import Span
from store.accounts import read_accounts
from store.database import reading, writing
from store.plans import plan_in_force, read_plan, write_plan

Row = tuple[str, float, float]


def spent(what: str, work: Callable[[], object]) -> Row:
    """Return what was done with its CPU and wall seconds."""
    cpu, wall = time.process_time(), time.monotonic()
    work()
    row = what, time.process_time() - cpu, time.monotonic() - wall
    print(f"{row[0]:52} {row[1]:9.3f} {row[2]:9.3f}", flush=True)
    return row


def measure(office: Office, weeks: int) -> None:
    """Measure each thing once, warm where it says so."""
    engine, who = StraightLineEngine(), owner()
    with reading(office.database) as connection:
        head = plan_in_force(connection)
        plan = read_plan(connection, head)
    tour = plan.tours[len(plan.tours) // 2]
    visit, rep_id, number = tour.visits[0].visit_id, tour.rep_id, head.id

    def before_the_search() -> None:
        with reading(office.database) as connection:
            situation = read_situation(connection, Span(MONDAY, 7 * weeks, MONDAY))
        asked, _ = requests(situation, engine)
        for request in asked.values():
            assemble(request)

    spent("what plan does before the search", before_the_search)
    spent("all days priced for one visit, cold", lambda: price_visit(office, who, engine, visit, number))
    spent("all days priced for one visit, open", lambda: price_visit(office, who, engine, visit, number))
    spent("one rep's day", lambda: read_rep_day(office, who, rep_id, tour.date))
    spent("a week's board of everybody", lambda: read_board(office, who, MONDAY, MONDAY + timedelta(days=6)))
    other = planned(office, engine, weeks)
    with writing(office.database) as connection:
        first, second = write_plan(connection, other, NOW), write_plan(connection, other, NOW)
    spent("publish of one rep", lambda: publish_plan(office, who, first, reps=[rep_id]))
    spent("publish of the whole plan", lambda: publish_plan(office, who, second))
    with writing(office.database) as connection:
        draft = write_plan(connection, other, NOW)
    prices = price_visit(office, who, engine, visit, draft)
    day = next(day.date for day in prices.days if day.date != prices.date)
    move = Decision("move", visit, day)
    spent("a change by hand in a draft", lambda: make_decision(office, who, engine, move, anyway=True, number=draft))
    spent("taking it back", lambda: undo_decision(office, who))
    account = tour.visits[-1].account_id
    spent("explain one account, open", lambda: explain_plan(office, who, engine, account, second))
    cold = replace(office, memory={})
    spent("explain one account, cold", lambda: explain_plan(cold, who, engine, account, second))
    options, first, again = ImportOptions(), accounts_file(office), accounts_file(office, phone="+49 30 12345")
    commit_import(office, who, "accounts", first, options)  # places are written to the metre: the first time all change
    spent(
        "all accounts imported again, one row changed",
        lambda: commit_import(office, who, "accounts", again, options),
    )
    spent("capacity of the team, 13 weeks", lambda: weigh_capacity(office, who, engine, Span(MONDAY, 91, MONDAY)))


def accounts_file(office: Office, phone: str = "") -> Upload:
    """Return the file of all accounts as `show accounts --format csv` writes it, one of them with this phone."""
    with reading(office.database) as connection:
        accounts = read_accounts(connection)
    rows = [account_cells(account) for account in (replace(accounts[0], phone=phone), *accounts[1:])]
    return Upload("accounts.csv", csv_text(COLUMNS, [[row[name] for name in COLUMNS] for row in rows]).encode())


def main() -> None:
    """Make the workspace, or take the one that is kept, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reps", type=int, default=50)
    parser.add_argument("--accounts", type=int, default=15_000)
    parser.add_argument("--history", type=int, default=130_000)
    parser.add_argument("--weeks", type=int, default=13)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path)
    asked = parser.parse_args()
    seek_garbage_seldom()  # as the command does
    with tempfile.TemporaryDirectory(prefix="roundsman-office-") as name:
        folder = asked.keep or Path(name) / "house"
        print(f"{'':52} {'CPU s':>9} {'wall s':>9}")
        if (folder / "roundsman.db").exists():
            office = replace(open_office(folder, lambda: NOW), memory={})
        else:
            size = Size(asked.reps, asked.accounts, asked.history, asked.weeks)
            spent("making the workspace", lambda: made_house(folder, size, asked.seed))
            office = open_office(folder, lambda: NOW)
        measure(office, asked.weeks)
        office.database.dispose()


if __name__ == "__main__":
    main()
