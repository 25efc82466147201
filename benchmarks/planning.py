"""The planner's figures, measured: season curve, moves when planning again, explanations, capacity, forecast of slips.

``python -m benchmarks.planning --steps 20000 --seed 1 --out DIR`` writes ``planning.json`` and prints a line for each
figure with what was asked of it. Reps, accounts and ways are made up from the seed. Times are CPU seconds.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from routing.stopping import Steps
from routing.travel import TravelTable
from scheduler.demand.assemble import assemble
from scheduler.demand.assembled import Assembled
from scheduler.demand.book import Book
from scheduler.demand.capacity import capacity
from scheduler.demand.request import Request
from scheduler.demand.rules import AccountState, Policy
from scheduler.demand.seasons import Season, daily_calls
from scheduler.demand.workdays import Absence, work_calendar
from scheduler.explain.insertion import Priced
from scheduler.explain.reasons import reason
from scheduler.explain.repair import repairs
from scheduler.horizon import Horizon, Schedule
from scheduler.replan import solve_within
from scheduler.search import solve
from territory.accounts import Account, Rep

MONDAY = date(2026, 1, 5)
CURVE = (0.7, 0.8, 0.9, 1.0, 1.2, 1.3, 1.3, 1.2, 1.1, 1.0, 0.8, 0.7)
INTERVALS = (14, 21, 28, 28, 42, 56)


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure beside what was asked."""

    name: str
    asked: str
    measured: str
    holds: bool


def request(count: int, days: int, seed: int, span_s: int = 3000) -> Request:
    """Make up a rep with `count` accounts in a square that takes about `span_s` to cross."""
    chance = np.random.default_rng(seed)
    points = chance.uniform(0, span_s, (count + 2, 2))
    seconds = (np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1)) * 1.2).astype(np.int32)
    rep = Rep("r1", "Rita", 47.0, 9.5, "Mo-Fr 08:00-17:00", "Europe/Berlin", "DE", "BE", lunch="11:30-13:30/30")
    accounts = tuple(_account(n, chance) for n in range(count))
    table = TravelTable(("r1", *(a.id for a in accounts), "new"), seconds, seconds * 12, "made up")
    return Request(rep, accounts, table, MONDAY, days, Book("benchmark"))


def _account(number: int, chance: np.random.Generator) -> Account:
    interval = int(chance.choice(INTERVALS))
    value, since = float(chance.choice([0.5, 1.0, 2.0, 3.0])), int(chance.integers(1, interval + 1))
    least, most = int(0.5 * interval), int(1.8 * interval)
    last = MONDAY - timedelta(days=since)
    return Account(
        f"a{number:04}", f"A{number}", 47.0, 9.5, interval, least, most, 2400, "Mo-Sa 07:30-18:30", value=value,
        last_visit=last,
    )  # fmt: skip


def season_curve(steps: int, seed: int) -> Figure:
    """Plan a year of one rep and compare its visits by month with the curve."""
    year = (date(2027, 1, 1) - MONDAY).days
    asked = request(110, year, seed)
    paced = _in_round(asked.accounts)
    asked = replace(asked, accounts=tuple(paced), book=Book("benchmark", seasons={"": Season(calls=CURVE)}))
    assembled = assemble(asked)
    schedule = solve(assembled.horizon, Steps(steps), seed)
    months = np.zeros(12)
    for day, tour in zip(assembled.horizon.rep_days, schedule.tours, strict=True):
        months[asked.date_of(day.day).month - 1] += len(tour)
    days = np.array([sum(asked.date_of(d).month == m for d in range(year)) for m in range(1, 13)])
    wanted = days * np.array(CURVE)
    off = np.abs(months / months.sum() / (wanted / wanted.sum()) - 1)
    left = f"{len(schedule.unserved)} of {len(assembled.due)} unserved"
    text = f"{off.max():.1%} at most, {off.mean():.1%} on average ({left})"
    return Figure("season curve of a year, per month", "within 5 %", text, bool(off.max() <= 0.05))


def _in_round(accounts: tuple[Account, ...]) -> list[Account]:
    """Let the last visits of each interval lie evenly over a round at the season's pace: an account's second year."""
    ran = np.cumsum(daily_calls(Season(calls=CURVE), MONDAY - timedelta(days=200), 200)[::-1])
    paced = []
    for interval in sorted({account.interval_days for account in accounts}):
        group = [account for account in accounts if account.interval_days == interval]
        for n, account in enumerate(group):
            since = int(np.searchsorted(ran, (n + 0.5) / len(group) * interval)) + 1
            paced.append(replace(account, last_visit=MONDAY - timedelta(days=since)))
    return paced


def moves(steps: int, seed: int) -> Iterator[Figure]:
    """Plan again after one new account, one absence, one visit done more, and count moves outside their days."""
    asked = request(150, 84, seed)
    base = assemble(asked)
    first = solve(base.horizon, Steps(steps), seed)
    dates = {
        base.due[v].visit_id: asked.date_of(day.day)
        for day, tour in zip(base.horizon.rep_days, first.tours, strict=True)
        for v in tour
    }
    planned = replace(asked, previous=dates)
    gone = asked.date_of(base.horizon.rep_days[12].day)
    sick = Absence("r1", gone, gone, "ill")
    new = replace(asked.accounts[0], id="new", name="New", last_visit=None)
    done = asked.accounts[7]
    state = AccountState(1, MONDAY - timedelta(days=1))
    changes = {
        "one new account": (replace(planned, accounts=(*asked.accounts, new)), set[date]()),
        "one absence": (replace(planned, absences=(sick,)), {gone}),
        "one visit done more": (replace(planned, book=Book("benchmark", states={done.id: state})), set[date]()),
    }
    for name, (changed, days) in changes.items():
        assembled = assemble(changed)
        found = solve_within(assembled, lambda horizon: solve(horizon, Steps(steps), seed, _begin(assembled)), None)  # noqa: B023 - called at once
        moved, could = _moved(assembled, found.schedule, dates, days, done.id if "done" in name else "")
        text = f"{moved} of {could} ({moved / could:.1%})"
        yield Figure(f"moves outside its days after {name}", "at most 2 %", text, moved <= 0.02 * could)


def _begin(assembled: Assembled) -> Schedule | None:
    """Return the plan before as a start: visits on their old days, in the order of their numbers, if that fits."""
    day_of = {assembled.request.date_of(day.day): d for d, day in enumerate(assembled.horizon.rep_days)}
    priced = Priced(assembled.horizon, [[] for _ in assembled.horizon.rep_days])
    tours: list[list[int]] = [[] for _ in assembled.horizon.rep_days]
    for v, due in enumerate(assembled.due):
        d = day_of.get(assembled.request.previous.get(due.visit_id, date.min))
        place = None if d is None else min(priced.insertions_on(v, d, tours[d]), key=lambda i: i.price, default=None)
        if place:
            tours[place.rep_day].insert(place.position, v)
    served = {v for tour in tours for v in tour}
    left = tuple(v for v in range(len(assembled.due)) if v not in served)
    return Schedule(tuple(map(tuple, tours)), left, 0.0, None, 0, 0)


def _moved(
    assembled: Assembled, schedule: Schedule, dates: dict[str, date], days: set[date], account: str
) -> tuple[int, int]:
    """Return the visits that left their day, and those that could: not on the days or of the account that changed."""
    placed = zip(assembled.horizon.rep_days, schedule.tours, strict=True)
    now = {assembled.due[v].visit_id: assembled.request.date_of(day.day) for day, tour in placed for v in tour}
    asked = [due for due in assembled.due if due.visit_id in dates and due.account_id != account]
    could = [due.visit_id for due in asked if dates[due.visit_id] not in days]
    return sum(now.get(identity) != dates[identity] for identity in could), len(could)


def overload(steps: int, seed: int) -> Iterator[Figure]:
    """Forecast what an overloaded rep cannot do, plan with four times the steps, compare; explain what is left."""
    asked = request(245, 84, seed)
    found = capacity(asked)
    assembled = assemble(asked)
    schedule = solve(assembled.horizon, Steps(4 * steps), seed)
    did = len(schedule.unserved)
    off = abs(found.lost - did) / max(did, 1)
    text = f"load {found.load:.0%}: forecast {found.lost} slips, the plan {did} of {found.asked} ({off:.1%} off)"
    yield Figure("forecast of slips under overload", "within 10 %", text, off <= 0.10)
    yield _explained(assembled.horizon, schedule)


def _explained(horizon: Horizon, schedule: Schedule) -> Figure:
    priced = Priced(horizon, schedule.tours)
    times, reasons, ways = [], 0, 0
    for visit in schedule.unserved[:: max(1, len(schedule.unserved) // 40)]:
        begun = time.process_time()
        reasons += bool(reason(horizon, schedule.tours, visit, priced).code)
        ways += bool(repairs(horizon, schedule.tours, visit, priced))
        times.append(time.process_time() - begun)
    text = f"{reasons} of {len(times)} with a reason, {ways} with a repair; {max(times):.2f} s at most"
    return Figure(
        "explanation of an unserved visit", "all, under 2 s each", text, max(times) < 2 and reasons == len(times)
    )


def fifty_reps(seed: int) -> Figure:
    """Weigh 50 reps of 200 accounts over 52 weeks."""
    asked = [replace(request(200, 364, seed + n), policy=Policy()) for n in range(50)]
    for each in asked[:1]:
        work_calendar(each.rep, each.start, each.days)
    begun = time.process_time()
    calls = sum(capacity(each).asked for each in asked)
    took = time.process_time() - begun
    return Figure("capacity report, 50 reps x 52 weeks", "under 5 s", f"{took:.1f} s for {calls} calls", took < 5)


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--steps", type=int, default=20_000, help="steps of each search")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, help="folder for planning.json")
    options = parser.parse_args()
    figures = []
    for figure in _figures(options.steps, options.seed):
        figures.append(figure)
        print(
            f"{'ok  ' if figure.holds else 'MISS'} {figure.name}: {figure.measured} (asked: {figure.asked})", flush=True
        )
    if options.out:
        options.out.mkdir(parents=True, exist_ok=True)
        rows = [{"name": f.name, "asked": f.asked, "measured": f.measured, "holds": f.holds} for f in figures]
        (options.out / "planning.json").write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")


def _figures(steps: int, seed: int) -> Iterator[Figure]:
    yield fifty_reps(seed)
    yield from overload(steps, seed)
    yield from moves(steps, seed)
    yield season_curve(steps, seed)


if __name__ == "__main__":
    main()
