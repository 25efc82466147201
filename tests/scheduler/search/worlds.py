"""Small horizons for the tests: a straight road, and random ones for hypothesis."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import strategies as st

from routing.tour import Lunch, Window
from scheduler.horizon import DueVisit, Horizon, RepDay, Weights

HOUR = 3600
ALL_DAY = (Window(0, 24 * HOUR),)


def road(days: int = 5, visits: int = 3, **day: object) -> Horizon:
    """Home at kilometre 0 and account a at kilometre 10 a, ten minutes for each ten; one visit each, half an hour."""
    places = np.arange(visits + 1)
    travel = (np.abs(places[:, None] - places[None, :]) * 600).astype(np.int32)
    rep_day = replace(RepDay(0, 8 * HOUR, 17 * HOUR, 0, 0), **day)  # type: ignore[arg-type]
    return Horizon(
        rep_days=tuple(replace(rep_day, day=d) for d in range(days)),
        visits=tuple(DueVisit(f"v{v}", f"a{v}", v, 1800, 0, days - 1, 0, 1e5) for v in range(1, visits + 1)),
        hours=(tuple(ALL_DAY for _ in range(days)),),
        travel_s=travel,
        distance_m=(travel * 10).astype(np.int32),
    )


def with_visit(horizon: Horizon, v: int, **changes: object) -> Horizon:
    """Return the horizon with one visit changed."""
    visits = list(horizon.visits)
    visits[v] = replace(visits[v], **changes)  # type: ignore[arg-type]
    return replace(horizon, visits=tuple(visits))


@st.composite
def horizons(draw: st.DrawFn) -> Horizon:
    """Draw horizons with every rule of the house: hours, lunch, caps, spacing, patterns, vehicles, loads, prices."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    days, accounts = int(rng.integers(3, 12)), int(rng.integers(1, 9))
    where = rng.uniform(0, 4 * HOUR, (accounts + 2, 2))
    travel = np.linalg.norm(where[:, None] - where[None, :], axis=2).astype(np.int32) + rng.integers(0, 60)
    np.fill_diagonal(travel, 0)
    visits: list[DueVisit] = []
    patterns: dict[str, tuple[tuple[int, ...], ...]] = {}
    for account in range(accounts):
        visits += some_visits(rng, account, days)
        count = sum(visit.account == f"a{account}" for visit in visits)
        if rng.random() < 0.25 and count < days:
            sets = [tuple(sorted(rng.choice(days, count, replace=False).tolist())) for _ in range(3)]
            patterns[f"a{account}"] = tuple(sets)
    return Horizon(
        rep_days=tuple(some_day(rng, d) for d in range(days) for _ in range(int(rng.choice([0, 1, 1, 1, 2])))),
        visits=tuple(visits),
        hours=tuple(tuple(some_hours(rng) for _ in range(days)) for _ in range(3)),
        travel_s=travel,
        distance_m=(travel * 12).astype(np.int32),
        weights=Weights(1.0, float(rng.choice([0, 0.01])), float(rng.choice([0, 100]))),
        patterns=patterns,
    )


def some_visits(rng: np.random.Generator, account: int, days: int) -> list[DueVisit]:
    count, first = int(rng.integers(1, 4)), sorted(rng.integers(0, days, 3).tolist())
    return [
        DueVisit(
            id=f"a{account}-{k}",
            account=f"a{account}",
            place=account + 2,
            service_s=int(rng.integers(0, HOUR)),
            first_day=first[k],
            last_day=first[k] + int(rng.integers(0, days)),
            hours=int(rng.integers(0, 3)),
            price_unserved=float(rng.choice([10, 1e4, 1e6])),
            least_gap_days=int(rng.integers(0, 4)),
            most_gap_days=int(rng.integers(3, 9)),
            compulsory=bool(rng.random() < 0.2),
            day_price=((first[k], -100.0), (first[k] + 1, 500.0)) if rng.random() < 0.5 else (),
            load=int(rng.integers(0, 5)),
        )
        for k in range(count)
    ]


def some_day(rng: np.random.Generator, day: int) -> RepDay:
    lunch = Lunch(11 * HOUR, 13 * HOUR, int(rng.integers(0, HOUR)))
    return RepDay(
        day=day,
        start_s=int(rng.integers(6, 10)) * HOUR,
        end_s=int(rng.integers(11, 20)) * HOUR,
        start_place=int(rng.integers(0, 2)),
        end_place=int(rng.integers(0, 2)),
        lunch=lunch if rng.random() < 0.6 else None,
        max_driving_s=4 * HOUR if rng.random() < 0.3 else None,
        max_work_s=6 * HOUR if rng.random() < 0.3 else None,
        max_visits=3 if rng.random() < 0.3 else None,
        max_load=8 if rng.random() < 0.3 else None,
        max_day_s=int(rng.integers(2, 8)) * HOUR if rng.random() < 0.4 else None,
    )


def some_hours(rng: np.random.Generator) -> tuple[Window, ...]:
    draw = rng.random()
    if draw < 0.15:
        return ()
    if draw < 0.5:
        return ALL_DAY
    morning = Window(int(rng.integers(6, 9)) * HOUR, int(rng.integers(10, 12)) * HOUR)
    return (morning,) if draw < 0.7 else (morning, Window(13 * HOUR, int(rng.integers(14, 19)) * HOUR))
