"""How likely a visit begins on time: delay is carried, waiting takes it up, a buffer reaches the share it states."""

from __future__ import annotations

import random
from datetime import date

import pytest

from scheduler.learning import Driven, Happened
from scheduler.on_time import GRACE_MIN, Habits, buffered_s, chances_of, habits_of, share_on_time
from scheduler.plan import PlannedVisit, Tour, VisitStatus
from tests.calendars.week import ACCOUNTS

DAY = date(2027, 1, 4)
HOUR, MIN = 3600, 60
A, B, C = sorted(ACCOUNTS)[:3]


def tour(*lengths_min: int, wait_min: int = 0, way_min: int = 20) -> Tour:
    """Return a day from eight o'clock on, with the same way before each visit and the same waiting."""
    now, visits = 8 * HOUR, []
    for n, (account, length) in enumerate(zip((A, B, C), lengths_min, strict=False)):
        arrival = now + way_min * MIN
        start = arrival + (wait_min if n else 0) * MIN
        now = start + length * MIN
        visits.append(PlannedVisit(f"v{n}", account, n + 1, arrival, start, now, way_min * MIN, 1000))
    return Tour("r1", DAY, 8 * HOUR, now, None, 0, tuple(visits), 0, 0)


def habits(*ratios: float, ways: tuple[float, ...] = ()) -> Habits:
    planned = dict.fromkeys((A, B, C), 30 * MIN)
    own = {A: ratios, B: ratios, C: ratios}
    return Habits(own, {"": ratios}, dict.fromkeys((A, B, C), ""), planned, {"r1": ways} if ways else {})


def on_time(day: Tour, known: Habits) -> list[float | None]:
    return [one.on_time for one in chances_of(day, known)]


def test_who_is_always_as_long_as_planned_is_always_on_time() -> None:
    assert on_time(tour(30, 30, 30), habits(1.0, 1.0, 1.0)) == [1.0, 1.0, 1.0]


def test_delay_is_carried_on_and_planned_waiting_takes_it_up() -> None:
    late = habits(1.4, 1.4, 1.4)  # every visit takes twelve minutes more than the half hour
    assert on_time(tour(30, 30, 30), late) == [1.0, 0.0, 0.0]
    assert on_time(tour(30, 30, 30, wait_min=12), late) == [1.0, 1.0, 1.0]
    assert on_time(tour(42, 42, 42), late) == [1.0, 1.0, 1.0]  # a plan that has the length itself


def test_a_minute_gained_is_not_kept_for_later() -> None:
    quick_then_slow = Habits(
        {A: (0.5,) * 30, B: (1.5,) * 30}, {"a": (0.5,) * 3, "b": (1.5,) * 3}, {A: "a", B: "b"}, {A: 1800, B: 1800}
    )
    assert on_time(tour(30, 30, 30), quick_then_slow) == [1.0, 1.0, 0.0]  # fifteen gained, then fifteen lost


def test_ways_count_as_visits_do() -> None:
    slow = habits(1.0, 1.0, 1.0, ways=(2.0,) * 1000)
    first, *_ = on_time(tour(30, 30), slow)
    assert first is not None
    assert first == pytest.approx(10 / 1010, abs=1e-4)  # only what was planned, which weighs as ten ways, is on time


def test_where_nothing_was_learnt_nothing_is_told_from_there_on() -> None:
    known = Habits({A: (1.0,) * 3}, {"": (1.0,) * 2}, {A: "", B: "x"}, {A: 1800, B: 1800})
    assert on_time(tour(30, 30, 30), known) == [1.0, 1.0, None]
    assert share_on_time(chances_of(tour(30, 30, 30), known)) == 1.0
    assert share_on_time([]) is None


def test_the_chance_is_that_of_days_drawn_at_random() -> None:
    draw = random.Random(7)
    ratios = tuple(draw.lognormvariate(0.0, 0.3) for _ in range(400))
    known, day = habits(*ratios), tour(30, 30, 30)
    hits, times = [0, 0, 0], 20_000
    for _ in range(times):
        late = 0.0
        for n in range(3):
            late = max(0.0, late + (30 * draw.choice(ratios) - 30 if n else 0.0))
            hits[n] += late <= GRACE_MIN + 0.5
    told = on_time(day, known)
    assert [round(hit / times, 2) for hit in hits] == pytest.approx([value or 0 for value in told], abs=0.02)


@pytest.mark.parametrize("share", [0.5, 0.8, 0.9])
def test_a_buffer_holds_its_share_of_visits_that_nobody_has_seen(share: float) -> None:
    draw = random.Random(11)
    seen = {name: tuple(draw.lognormvariate(0.1, 0.3) for _ in range(200)) for name in (A, B, C)}
    every = tuple(one for ratios in seen.values() for one in ratios)
    known = Habits(seen, {"": every}, dict.fromkeys(seen, ""), dict.fromkeys(seen, 1800))
    lengths = [buffered_s(name, known, share) or 0 for name in sorted(seen)]
    drawn = [(length, 1800 * draw.lognormvariate(0.1, 0.3)) for length in lengths for _ in range(4000)]
    assert sum(taken <= length for length, taken in drawn) / len(drawn) == pytest.approx(share, abs=0.05)


def test_habits_are_learnt_from_visits_done_alone_and_from_ways_by_their_plans_factor() -> None:
    account = ACCOUNTS[A]
    done = Happened(A, VisitStatus.DONE, DAY, 45 * MIN)
    skipped = Happened(A, VisitStatus.SKIPPED, DAY, 5 * MIN)
    found = habits_of([account], [done, skipped], {A: 30 * MIN}, [Driven("r1", 600, 900, 1.2)])
    assert found.own == {A: (1.5,)}
    assert found.ways == {"r1": pytest.approx((1.8,))}
