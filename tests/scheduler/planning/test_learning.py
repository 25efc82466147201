"""What the past proposes: robust lengths, weekdays that stand out, reasons that repeat; nothing where it is thin."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.finding_words import words
from scheduler.demand.workdays import Absence
from scheduler.learning import Driven, Happened, lessons, quantile, way_lessons
from scheduler.plan import VisitStatus
from scheduler.rep_reasons import rep_was_away
from scheduler.standouts import held_against_chance
from territory.accounts import Account

MONDAY = date(2026, 3, 2)
Make = Callable[..., Account]


def done(minutes: float | None = 30, *, day: int = 0, account: str = "a01") -> Happened:
    length = None if minutes is None else round(minutes * 60)
    return Happened(account, VisitStatus.DONE, MONDAY + timedelta(days=day), length)


def skipped(reason: str, *, day: int = 0) -> Happened:
    return Happened("a01", VisitStatus.SKIPPED, MONDAY + timedelta(days=day), None, reason)


def test_visits_that_take_longer_propose_a_longer_length(account: Make) -> None:
    (lesson,) = lessons([account(1)], [done(45) for _ in range(6)])
    assert (lesson.kind, lesson.now, lesson.proposed, lesson.visits) == ("duration", 1800, 2700, 6)


def test_one_long_talk_changes_nothing(account: Make) -> None:
    assert lessons([account(1)], [*(done(30) for _ in range(6)), done(240)]) == ()


def test_two_visits_teach_nothing(account: Make) -> None:
    assert lessons([account(1)], [done(90), done(90), done(None)]) == ()


def test_a_thin_account_leans_on_its_segment(account: Make) -> None:
    two = [account(1, segment="x"), account(2, segment="x")]
    past = [done(60) for _ in range(3)] + [done(30, account="a02") for _ in range(30)]
    (lesson,) = lessons(two, past)
    assert lesson.account_id == "a01"
    assert 1800 < lesson.proposed < 3000


@pytest.mark.parametrize("on_time", [0.8, 0.9])
def test_a_buffer_keeps_the_promised_share_on_time(account: Make, on_time: float) -> None:
    lengths = np.random.default_rng(1).lognormal(np.log(40), 0.4, 400)
    (lesson,) = lessons([account(1)], [done(float(minutes)) for minutes in lengths[:200]], on_time)
    assert np.mean(lengths[200:] * 60 <= lesson.proposed) >= on_time - 0.04
    assert lesson.proposed > lessons([account(1)], [done(float(m)) for m in lengths[:200]])[0].proposed


def test_a_weekday_that_stands_out_is_proposed(account: Make) -> None:
    past = [done(day=1 + 7 * n) for n in range(5)] + [skipped("closed", day=4 + 7 * n) for n in range(2)]
    past += [skipped("full", day=3 + 7 * n) for n in range(2)]
    (lesson,) = lessons([account(1)], past)
    assert (lesson.kind, lesson.proposed) == ("weekday", 1)
    assert lesson.chance == pytest.approx(1 / 126)  # of 126 ways to place five successes among nine visits
    assert "5 of 5 visits took place on it, 0 of 4 else" in words(lesson.why)


def test_a_part_of_the_day_that_stands_out_is_proposed_and_one_of_chance_is_not(account: Make) -> None:
    def at(hour: int, fate: VisitStatus, day: int) -> Happened:
        return Happened("a01", fate, MONDAY + timedelta(day), None, "", 3600 * hour)

    done_early = [at(8 + n % 2, VisitStatus.DONE, 2 * n) for n in range(6)]
    missed_late = [at(16, VisitStatus.SKIPPED, 1 + 2 * n) for n in range(6)]
    found = [one for one in lessons([account(1)], done_early + missed_late) if one.kind == "hour"]
    assert [(one.proposed, one.visits) for one in found] == [(0, 12)]
    assert "6 of 6 visits took place from 00:00 to 10:00, 0 of 6 at other hours" in words(found[0].why)
    mixed = [*done_early[:3], *missed_late[:3], at(8, VisitStatus.SKIPPED, 3), at(16, VisitStatus.DONE, 4)]
    assert [one for one in lessons([account(1)], mixed) if one.kind == "hour"] == []
    untimed = [replace(one, start_s=None) for one in done_early + missed_late]
    assert [one for one in lessons([account(1)], untimed) if one.kind == "hour"] == []


def test_a_weekday_that_chance_would_show_too_is_not_proposed(account: Make) -> None:
    past = [done(day=1 + 7 * n) for n in range(3)] + [skipped("closed", day=4 + 7 * n) for n in range(2)]
    past += [done(day=3), done(day=10), skipped("full", day=17)]
    assert [one for one in lessons([account(1)], past) if one.kind == "weekday"] == []


def year_of(random: np.random.Generator, name: str) -> list[Happened]:
    """Return visits of a year on three weekdays of which one in four fails, whatever the day."""
    visits = int(random.integers(8, 30))
    days = random.choice([0, 1, 3], visits) + 7 * np.arange(visits)
    fates = np.where(random.random(visits) < 0.25, VisitStatus.SKIPPED, VisitStatus.DONE)
    return [Happened(name, fate, MONDAY + timedelta(int(day)), None) for day, fate in zip(days, fates, strict=True)]


def test_of_outcomes_that_no_weekday_decides_hardly_any_advice_is_made(account: Make) -> None:
    accounts, advised = [account(number) for number in range(1, 61)], 0
    for seed in range(60):
        random = np.random.default_rng(seed)
        past = [visit for one in accounts for visit in year_of(random, one.id)]
        advised += bool(lessons(accounts, past))
    assert advised <= 7  # five in a hundred draws may show any; seven of sixty would be seen once in fifty tries


def lengths_of_a_year(random: np.random.Generator, name: str, planned_s: float) -> list[Happened]:
    """Return three to twelve visits whose lengths vary by a third around what is right for them."""
    lengths = planned_s * np.exp(random.normal(0, 0.3, int(random.integers(3, 13))))
    return [done(float(length) / 60, day=7 * week, account=name) for week, length in enumerate(lengths)]


@pytest.mark.parametrize(("on_time", "planned_s"), [(0.5, 1800), (0.9, 1800 * np.exp(0.3 * 1.2816))])
def test_of_lengths_that_only_vary_hardly_any_change_is_proposed(
    account: Make, on_time: float, planned_s: float
) -> None:
    """Planned right, so that the promised share is over in time: any proposal would be chance."""
    accounts = [account(number, service_s=round(planned_s)) for number in range(1, 61)]
    advised = 0
    for seed in range(60):
        random = np.random.default_rng(seed)
        past = [visit for one in accounts for visit in lengths_of_a_year(random, one.id, 1800)]
        advised += bool(lessons(accounts, past, on_time))
    assert advised <= 7  # as above: five in a hundred draws may show any


def test_a_length_that_is_really_another_is_found_among_many_that_only_vary(account: Make) -> None:
    random, accounts = np.random.default_rng(3), [account(number) for number in range(1, 61)]
    past = [visit for one in accounts[1:] for visit in lengths_of_a_year(random, one.id, 1800)]
    past += [done(minutes, day=7 * week) for week, minutes in enumerate([60, 50, 75, 55, 65, 60])]
    (lesson,) = lessons(accounts, past)
    assert (lesson.account_id, lesson.kind) == ("a01", "duration")
    assert lesson.chance is not None
    assert lesson.chance < 0.001
    assert "chance" in dict(lesson.why.facts)


def test_a_length_once_taken_over_is_not_proposed_again(account: Make) -> None:
    random, one = np.random.default_rng(5), account(1)
    past = lengths_of_a_year(random, one.id, 3600)
    (lesson,) = lessons([one], past)
    after = replace(one, service_s=lesson.proposed)
    assert lessons([after], past, planned={one.id: one.service_s}) == ()


def test_of_ways_that_only_vary_hardly_any_buffer_is_proposed() -> None:
    advised = 0
    for seed in range(60):
        random = np.random.default_rng(seed)
        driven = [
            Driven(f"r{rep}", 600, round(600 * float(ratio)))
            for rep in range(10)
            for ratio in np.exp(random.normal(0, 0.25, 30))
        ]
        advised += bool(way_lessons(driven, 1.0))
    assert advised <= 7


def test_a_true_weekday_is_found_among_many_accounts_without_one(account: Make) -> None:
    random, accounts = np.random.default_rng(3), [account(number) for number in range(1, 61)]
    past = [visit for one in accounts[1:] for visit in year_of(random, one.id)]
    past += [done(None, day=1 + 7 * n) for n in range(10)] + [skipped("", day=3 + 7 * n) for n in range(8)]
    assert [(one.account_id, one.proposed) for one in lessons(accounts, past)] == [("a01", 1)]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.floats(0, 1), max_size=30))
def test_what_is_held_against_chance_is_the_least_likely(chances: list[float]) -> None:
    held = held_against_chance(chances, 0.05)
    kept = [one for one, holds in zip(chances, held, strict=True) if holds]
    assert max(kept, default=0) <= 0.05 * max(len(kept), 1) / max(len(chances), 1) + 1e-9
    assert all(one > max(kept, default=-1) for one, holds in zip(chances, held, strict=True) if not holds)


def test_an_even_week_proposes_no_weekday(account: Make) -> None:
    assert lessons([account(1)], [done(day=n) for n in range(20)]) == ()


def test_reasons_that_repeat_are_told_and_single_ones_are_not(account: Make) -> None:
    past = [skipped("buyer away", day=n) for n in range(3)] + [skipped("snow", day=4)]
    (lesson,) = lessons([account(1)], past)
    assert (lesson.kind, lesson.proposed) == ("reason", 3)
    assert "buyer away" in words(lesson.why)


def test_a_reason_that_a_rep_gives_at_all_accounts_on_the_same_days_is_no_lesson_of_any(account: Make) -> None:
    ill = [replace(skipped("rep was ill", day=7 * n), account_id=f"a{k:02d}") for n in range(3) for k in range(1, 6)]
    went = [done(day=7 * n + 2, account=f"a{k:02d}") for n in range(6) for k in range(1, 6)]
    away = [replace(skipped("buyer away", day=7 * n + 1), account_id="a02") for n in range(4)]
    found = lessons([account(k) for k in range(1, 6)], [*ill, *went, *away])
    assert [(one.account_id, one.why["reason"]) for one in found if one.kind == "reason"] == [("a02", "buyer away")]


def test_what_another_rep_says_elsewhere_does_not_make_a_reason_the_rep_s(account: Make) -> None:
    mine = [replace(skipped("closed", day=7 * n), rep_id="r1") for n in range(4)]
    mine += [replace(done(day=n, account="a02"), rep_id="r1") for n in range(20)]
    theirs = [replace(skipped("closed", day=n), account_id="a03", rep_id="r2") for n in range(20)]
    found = lessons([account(k) for k in range(1, 4)], [*mine, *theirs])
    assert ("a01", "closed") in [(one.account_id, one.why["reason"]) for one in found if one.kind == "reason"]


@pytest.mark.parametrize(
    ("absence", "start_s", "away"),
    [
        (Absence("r1", MONDAY, MONDAY), None, True),
        (Absence("r1", MONDAY, MONDAY + timedelta(3)), 36_000, True),
        (Absence("r2", MONDAY, MONDAY), None, False),
        (Absence("r1", MONDAY + timedelta(1), MONDAY + timedelta(3)), None, False),
        (Absence("r1", MONDAY, MONDAY, "doctor", 28_800, 43_200), 36_000, True),
        (Absence("r1", MONDAY, MONDAY, "doctor", 28_800, 43_200), 50_000, False),
        (Absence("r1", MONDAY, MONDAY, "doctor", 28_800, 43_200), None, False),
    ],
)
def test_a_rep_is_away_within_the_absence_alone(absence: Absence, start_s: int | None, *, away: bool) -> None:
    assert rep_was_away(replace(skipped("ill"), rep_id="r1"), start_s, [absence]) is away


def test_an_account_that_is_gone_teaches_nothing(account: Make) -> None:
    assert lessons([account(2)], [done(90) for _ in range(9)]) == ()


def test_a_share_that_is_none_is_refused(account: Make) -> None:
    with pytest.raises(ValueError, match="on time"):
        lessons([account(1)], [], 1.2)


def test_a_quantile_covers_its_share() -> None:
    assert [quantile([1, 2, 3, 4], share) for share in (0.25, 0.5, 0.51, 1.0)] == [1, 2, 3, 4]
    assert quantile([], 0.9) == 1.0


def test_ways_that_take_longer_propose_a_buffer_sized_to_the_share_on_time() -> None:
    driven = [Driven("r1", 600, 600 + 20 * n) for n in range(30)]
    (median_one,) = way_lessons(driven, 1.0)
    (buffered,) = way_lessons(driven, 1.0, on_time=0.9)
    assert 100 < median_one.proposed < buffered.proposed
    share = sum(way.taken_s <= way.planned_s * buffered.proposed / 100 for way in driven) / len(driven)
    assert 0.6 < share < 0.9  # shrunk to what is planned
    (more,) = way_lessons(driven * 40, 1.0, on_time=0.9)
    assert sum(way.taken_s <= way.planned_s * more.proposed / 100 for way in driven) / len(driven) > 0.85


def test_ways_that_are_driven_as_planned_or_seldom_propose_nothing() -> None:
    assert way_lessons([Driven("r1", 600, 610)] * 50, 1.2) == ()
    assert way_lessons([Driven("r1", 600, 1200)] * 19, 1.0) == ()


def test_ways_teach_the_same_once_it_was_taken_over() -> None:
    driven = [Driven("r1", 600, 800, 1.0)] * 30
    (lesson,) = way_lessons(driven, 1.0)
    assert lesson.proposed == 125
    assert way_lessons(driven, lesson.proposed / 100) == ()
    longer = [Driven("r1", 750, 760, 1.25)] * 30
    assert way_lessons(longer, 1.25) == ()
    (back,) = way_lessons(longer, 1.6)  # the factor of now has no part in what is proposed
    assert back.proposed == 127
