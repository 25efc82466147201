"""Ownership, seasons, scores, intervals and the review, on simulated companies whose truth is known.

Usage: ``python -m benchmarks.review --accounts 15000 --seed 1 --out DIR``

Prints a line for each figure and writes them to ``review.json``.
"""

from __future__ import annotations

import argparse
import itertools
import json
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from shapely.geometry import Point

from reports.html import html_text
from reports.pdf import pdf_bytes
from reports.review import paper
from scheduler.review.analysis import analyse
from scheduler.review.gathered import Gathered, Owners, Records
from territory.accounts import Account, AccountKind
from territory.frequency import Calling, suggest
from territory.ownership.decide import decide
from territory.ownership.facts import AccountFacts
from territory.ownership.values import Conditions, Holding, Layer, Level, Rule, RuleBook, Territory
from territory.policy import Policy
from territory.response import Curve
from territory.review.inputs import Fate, VisitSeen
from territory.sales import Sales
from territory.seasons.estimate import estimate
from territory.value.score import AccountFigures, scores

TODAY = date(2026, 11, 21)
SEGMENTS = tuple(f"segment {number}" for number in range(10))
MONTHS = 36
TRAVEL_FROM = "the newest plan"


def main() -> None:
    """Measure everything and write it down."""
    arguments = parse()
    random = np.random.default_rng(arguments.seed)
    figures: dict[str, float] = {}
    accounts = people(arguments.accounts, random)
    sales, truth = sold(accounts, random)
    segment = {one.id: one.segment for one in accounts}
    figures |= ownership(accounts, random)
    figures |= {"seasons, CPU s": spent(lambda: estimate(sales, segment))}
    figures |= {"scores, CPU s": spent(lambda: scores([stated(one) for one in accounts]))}
    figures |= {"intervals, CPU s": spent(lambda: suggest([calling(one) for one in accounts], 8.0 * len(accounts), 40))}
    figures |= season_errors(sales, segment, truth)
    figures |= {"intervals: worst shortfall from the optimum, small cases": optimum(arguments.cases, random)}
    figures |= whole_review(accounts, sales, random)
    for name, value in figures.items():
        print(f"{name:<62} {value:12.4f}", flush=True)
    arguments.out.mkdir(parents=True, exist_ok=True)
    (arguments.out / "review.json").write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


def parse() -> argparse.Namespace:
    """Return the arguments."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.review", description=__doc__.splitlines()[0])
    parser.add_argument("--accounts", type=int, default=15_000)
    parser.add_argument("--cases", type=int, default=300, help="small cases of intervals solved by trying everything")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True, help="directory for review.json")
    return parser.parse_args()


def spent(work: Callable[[], Any]) -> float:
    """Return the CPU seconds that `work` takes."""
    began = time.process_time()
    work()
    return time.process_time() - began


def people(count: int, random: np.random.Generator) -> tuple[Account, ...]:
    """Return accounts in a country of 500 by 400 km, one in ten a prospect."""
    spots = np.column_stack([random.uniform(46, 50, count), random.uniform(5, 12, count)])
    potential = random.lognormal(9, 1, count)
    return tuple(
        Account(
            f"A{number:05}", f"Business {number}", lat, lon, 28, 14, 42, 1800, "Mo-Fr 08:00-17:00",
            kind=AccountKind.PROSPECT if number % 10 == 0 else AccountKind.CUSTOMER,
            category=f"kind {number % 23}", segment=SEGMENTS[number % 10], address=f"Street {number}",
            potential=float(potential[number]), last_visit=TODAY - timedelta(int(random.integers(0, 50))),
        )
        for number, (lat, lon) in enumerate(spots.tolist())
    )  # fmt: skip


def sold(accounts: tuple[Account, ...], random: np.random.Generator) -> tuple[Sales, dict[str, np.ndarray]]:
    """Return three years of sales (30 % noise, growth, accounts 10 % off their segment) and the true indices."""
    time_ = np.arange(MONTHS)
    segments = 1 + 0.4 * np.sin(2 * np.pi * (np.arange(12) / 12 + random.random((len(SEGMENTS), 1))))
    segments /= segments.mean(axis=1, keepdims=True)
    own = segments[np.arange(len(accounts)) % 10] * np.exp(0.1 * random.normal(size=(len(accounts), 12)))
    own /= own.mean(axis=1, keepdims=True)
    level = np.array([[one.potential / 24] for one in accounts]) * np.exp(
        random.normal(0.005, 0.01, (len(accounts), 1)) * time_
    )
    noise = np.exp(0.3 * random.normal(size=(len(accounts), MONTHS)) - 0.045)
    amounts = level * own[:, time_ % 12] * noise
    return Sales(tuple(one.id for one in accounts), date(2023, 11, 1), amounts, "EUR"), {
        "own": own,
        "segments": segments,
    }


def ownership(accounts: tuple[Account, ...], random: np.random.Generator) -> dict[str, float]:
    """Return the time of deciding under 200 rules of all kinds, 60 polygons of 256 corners among them."""
    facts = [
        AccountFacts(
            one, f"{random.integers(10_000, 99_999)}", frozenset({f"town {number % 300}"}), sales=one.potential / 2
        )
        for number, one in enumerate(accounts)
    ]
    areas = {f"a{n}": Point(random.uniform(5, 12), random.uniform(46, 50)).buffer(0.8, quad_segs=64) for n in range(60)}
    territories = tuple(Territory(f"T{n}", "field", holdings=(Holding(f"R{n}"),)) for n in range(50))
    rules = []
    for number in range(200):
        kinds: list[dict[str, Any]] = [
            {"areas": (f"a{number % 60}",)},
            {"postcodes": (f"{number % 90 + 10}*",)},
            {"admin": (f"town {number}",)},
            {"segments": (SEGMENTS[number % 10],), "postcodes": (f"{number % 90 + 10}*",)},
            {"accounts": tuple(f"A{row:05}" for row in range(number * 10, number * 10 + 10))},
            {"verticals": (f"kind {number % 23}",), "admin": (f"town {number}",)},
        ]
        asked = Conditions(**kinds[number % 6])
        rules.append(Rule(f"r{number}", f"T{number % 50}", asked, asked.level() or Level.GEOGRAPHY, number % 3))
    book = RuleBook((Layer("field"),), territories, tuple(rules), areas=areas)
    return {"ownership under 200 rules, CPU s": spent(lambda: decide(book, facts, TODAY))}


def stated(account: Account) -> AccountFigures:
    """Return an account's figures for its score."""
    return AccountFigures(account.id, account.potential, 0.5, 0.3, 0.02, 0.7)


def calling(account: Account) -> Calling:
    """Return an account as the question of how often sees it."""
    return Calling(account.id, 0.3 * 0.6 * account.potential, 0.1, 0.9, 13.0, int(account.potential > 30_000) * 4)


def season_errors(sales: Sales, segment: dict[str, str], truth: dict[str, np.ndarray]) -> dict[str, float]:
    """Return the mean absolute errors of the indices; the months of the history begin in November."""
    shift = sales.first.month - 1
    own, segments = (np.roll(truth[name], shift, axis=1) for name in ("own", "segments"))
    found = estimate(sales, segment)
    told = np.array([found.segments[name].index for name in SEGMENTS])
    return {
        "season index of a segment, mean absolute error": float(np.abs(told - segments).mean()),
        "season index of an account, mean absolute error": float(np.abs(found.index - own).mean()),
        "the same, of its segment's index": float(np.abs(told[np.arange(len(own)) % 10] - own).mean()),
    }


def optimum(cases: int, random: np.random.Generator) -> float:
    """Return the worst relative shortfall from the best of all choices, over small random cases."""
    worst = 0.0
    for _ in range(cases):
        mine = [
            Calling(
                f"A{n}",
                float(random.uniform(0, 10_000)),
                float(random.uniform(0.02, 1.5)),
                float(random.uniform(0.4, 2.5)),
                4,
                0,
                5,
            )
            for n in range(4)
        ]
        hours = float(random.uniform(1, 25))
        best = max(
            sum(one.profit(visits, 20.0) for one, visits in zip(mine, choice, strict=True))
            for choice in itertools.product(range(6), repeat=4)
            if sum(one.hours * visits for one, visits in zip(mine, choice, strict=True)) <= hours
        )
        worst = max(worst, (best - suggest(mine, hours, 20.0).profit) / max(abs(best), 1e-9))
    return worst


def whole_review(accounts: tuple[Account, ...], sales: Sales, random: np.random.Generator) -> dict[str, float]:
    """Return the time of a whole review: every engine, then the page and the PDF."""
    territory = {one.id: f"T{int(one.lat * 1.25) - 57}{int(one.lon * 1.4)}" for one in accounts}
    names = sorted(set(territory.values()))
    fates = tuple(Fate)
    visits = tuple(
        VisitSeen(
            one.id,
            territory[one.id],
            TODAY - timedelta(int(random.integers(0, 90))),
            fates[random.integers(0, 4)],
            "closed",
        )
        for one in accounts
        for _ in range(3)
    )
    curves = {name: Curve(0.0, 0.6, 0.1, 0.0, 0) for name in SEGMENTS}
    policy = Policy(0.3, 40.0, 1500.0, 0.2, curves)
    known = Gathered(
        TODAY, TODAY - timedelta(91), "EUR", accounts, Owners(territory, {name: f"R{name}" for name in names}),
        {}, {one.id: 3000.0 for one in accounts}, TRAVEL_FROM, visits, (), Records((), (), (), {}, {}), sales, (),
        {}, {}, policy, (), (), (), (),
    )  # fmt: skip
    found = analyse(known)
    made = paper(found)
    return {
        "territories in the review": float(len(names)),
        "review: all figures, CPU s": spent(lambda: analyse(known)),
        "review: charts and words, CPU s": spent(lambda: paper(found)),
        "review: HTML, CPU s": spent(lambda: html_text(made)),
        "review: PDF, CPU s": spent(lambda: pdf_bytes(made)),
    }


if __name__ == "__main__":
    main()
