"""An account changes owner in the middle of a horizon: each visit has one rep, and the spacing holds across."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from reports.finding_words import words
from scheduler.checking.handing import check_handing
from scheduler.checking.violation import Violation
from scheduler.demand.assemble import assemble
from scheduler.demand.assembled import Assembled
from scheduler.demand.book import Book
from scheduler.demand.due import visit_id
from scheduler.demand.request import Request
from scheduler.demand.rules import AccountState, Pin, Policy
from scheduler.demand.stints import Crossing, Stint
from scheduler.demand.workdays import work_calendar
from scheduler.explain.reasons import why_unserved
from scheduler.plan import Plan, PlannedVisit, Tour
from territory.accounts import Account, Rep
from tests.scheduler.planning.conftest import line

MONDAY = date(2026, 3, 2)
WEEKDAYS = frozenset(day for day in range(28) if day % 7 < 5) - {17}  # Saint Joseph's Day
NEW = Rep("r2", "Nora", 47.0, 9.5, "Mo-Fr 08:00-17:00", "Europe/Vaduz", "LI", lunch="11:30-13:30/30")
Ask = Callable[..., Request]
Make = Callable[..., Account]


def stints(*begins: tuple[int, str], works: frozenset[int] = WEEKDAYS, days: int = 28) -> tuple[Stint, ...]:
    ends = [*(first - 1 for first, _ in begins[1:]), days - 1]
    return tuple(Stint(rep, first, last, works) for (first, rep), last in zip(begins, ends, strict=True))


def both(question: Request, *own: Stint) -> tuple[Assembled, Assembled]:
    """Return the horizons of the old rep and the new one for the question's accounts, all handed over alike."""
    shared = replace(question, stints={account.id: own for account in question.accounts})
    ids = [NEW.id, *(account.id for account in question.accounts)]
    return assemble(shared), assemble(replace(shared, rep=NEW, travel=line(ids)))


def weekly(make: Make) -> Account:
    return make(1, interval_days=7, least_days=5, most_days=9, last_visit=MONDAY - timedelta(days=5))


def numbers(made: Assembled) -> list[int]:
    return [due.number for due in made.due]


def test_visits_before_the_date_are_the_old_owners_and_those_from_it_on_the_new_ones(ask: Ask, account: Make) -> None:
    old, new = both(ask(weekly(account)), *stints((0, "r1"), (14, "r2")))
    assert numbers(old) + numbers(new) == [0, 1, 2, 3]
    assert max(due.last_day for due in old.due) < 14 <= min(due.first_day for due in new.due)


def test_without_a_hand_over_everything_is_as_it_was(ask: Ask, account: Make) -> None:
    question = ask(weekly(account), account(2))
    assert (
        assemble(replace(question, stints={"a02": stints((0, "r1"), (27, "r2"))})).horizon.visits[:4]
        == (assemble(question).horizon.visits[:4])
    )


def test_no_choice_of_days_on_both_sides_breaks_the_spacing(ask: Ask, account: Make) -> None:
    old, new = both(ask(weekly(account)), *stints((0, "r1"), (14, "r2")))
    before, after = old.due[-1], new.due[0]
    assert after.first_day - before.last_day >= 5
    assert after.last_day - before.first_day <= 9


def test_who_is_due_within_a_week_of_the_hand_over_is_visited_by_the_old_owner_first(ask: Ask, account: Make) -> None:
    soon = account(1, interval_days=28, least_days=20, most_days=33, last_visit=MONDAY - timedelta(days=14))
    old, new = both(ask(soon), *stints((0, "r1"), (14, "r2")))  # aimed at day 14, due by day 19
    assert (numbers(old), numbers(new)) == ([0], [])
    assert old.due[0].last_day == 13


def test_who_has_more_time_waits_for_the_new_owner(ask: Ask, account: Make) -> None:
    later = account(1, interval_days=28, least_days=17, most_days=39, last_visit=MONDAY - timedelta(days=14))
    old, new = both(ask(later), *stints((0, "r1"), (14, "r2")))  # due by day 25
    assert (numbers(old), numbers(new)) == ([], [0])


def test_an_owner_who_is_away_leaves_the_visit_to_the_other(ask: Ask, account: Make) -> None:
    away = (Stint("r1", 0, 13, frozenset()), Stint("r2", 14, 27, WEEKDAYS))
    later = account(1, interval_days=28, least_days=17, most_days=39, last_visit=MONDAY - timedelta(days=21))
    old, new = both(ask(later), *away)  # aimed at day 7, due by day 18
    assert (numbers(old), numbers(new)) == ([], [0])


def test_what_nobody_owned_before_is_due_from_its_first_owners_day_on(ask: Ask, account: Make) -> None:
    new = account(1, interval_days=14, least_days=8, most_days=20, last_visit=None)
    made, _ = both(ask(new), *stints((14, "r1")))
    assert numbers(made) == [0]  # counted from the horizon's first day it would be two
    assert (made.due[0].first_day, made.due[0].last_day) == (14, 27)
    assert made.problems == ()


def test_its_spacing_holds_from_the_first_owners_day_on_too(ask: Ask, account: Make) -> None:
    made, _ = both(ask(weekly(account)), *stints((7, "r1")))
    assert numbers(made)[0] == 0
    assert made.due[0].first_day >= 7
    assert all(due.last_day - due.first_day >= 1 for due in made.due[1:])
    assert made.problems == ()


def test_an_account_is_covered_for_a_week_and_comes_back(ask: Ask, account: Make) -> None:
    old, cover = both(ask(weekly(account)), *stints((0, "r1"), (7, "r2"), (14, "r1")))
    assert sorted(numbers(old) + numbers(cover)) == [0, 1, 2, 3]
    assert numbers(cover) == [1]
    assert old.horizon.visits[1].most_gap_days == 10**6  # the visit before it was the colleague's


def test_who_comes_back_to_an_account_needs_no_notice(ask: Ask, account: Make) -> None:
    soon = account(1, interval_days=28, least_days=20, most_days=33, last_visit=MONDAY - timedelta(days=14))
    first, cover, back = stints((0, "r1"), (7, "r2"), (14, "r1"))  # aimed at day 14, due by day 19
    assert [numbers(part) for part in both(ask(soon), first, cover, back)] == [[], [0]]
    assert [numbers(part) for part in both(ask(soon), first, cover, replace(back, knows=True))] == [[0], []]


def test_before_a_cover_the_old_owner_makes_what_leaves_as_many_days_as_the_cover_has(ask: Ask, account: Make) -> None:
    soon = account(1, interval_days=14, least_days=11, most_days=17, last_visit=MONDAY - timedelta(days=7))
    home, cover, back = stints((0, "r1"), (7, "r2"), (14, "r1"))  # aimed at day 7, due from day 4 to day 10
    cover, back = replace(cover, covers=True), replace(back, knows=True)
    assert [numbers(part)[:1] for part in both(ask(soon), home, cover, back)] == [[1], [0]]  # a day, and four
    stays = replace(cover, covers=False)
    assert numbers(both(ask(soon), home, stays, back)[0])[0] == 0  # with a week's notice
    few = replace(cover, works=frozenset({10}))
    assert numbers(both(ask(soon), home, few, back)[0])[0] == 0  # a day each


def test_days_too_soon_after_the_last_visit_are_not_counted_before_a_cover(ask: Ask, account: Make) -> None:
    weekly = account(1, interval_days=7, least_days=5, most_days=9, last_visit=MONDAY - timedelta(days=4))
    home, cover, back = stints((0, "r1"), (9, "r2"), (16, "r1"))
    few = replace(cover, covers=True, works=frozenset({10, 11}))  # the second is aimed at day 10, due by day 12
    assert numbers(both(ask(weekly), home, few, replace(back, knows=True))[0])[0] == 0
    assert numbers(both(ask(weekly), home, few, replace(back, knows=True))[1])[0] == 1


def test_a_visit_too_soon_after_the_old_owners_last_is_the_new_owners(ask: Ask, account: Make) -> None:
    weekly = account(1, interval_days=7, least_days=4, most_days=10, last_visit=MONDAY - timedelta(days=5))
    old, new = both(ask(weekly), *stints((0, "r1"), (14, "r2")))  # aimed at days 2, 9 and 16; the third from day 10 on
    assert (numbers(old), numbers(new)) == ([0, 1], [2, 3])


def test_a_pin_on_the_old_owners_day_moves_what_the_new_owner_is_asked_for(ask: Ask, account: Make) -> None:
    pin = Pin(visit_id("test", "a01", 1), MONDAY + timedelta(days=11), account_id="a01", number=1)
    free = both(ask(weekly(account)), *stints((0, "r1"), (14, "r2")))
    old, new = both(ask(weekly(account), pins=(pin,)), *stints((0, "r1"), (14, "r2")))
    assert (old.due[1].first_day, old.due[1].last_day) == (11, 11)
    assert new.due[0].target_day > free[1].due[0].target_day
    assert old.problems == new.problems == ()


def test_a_pin_that_the_owner_of_its_day_cannot_keep_is_named_once(ask: Ask, account: Make) -> None:
    pin = Pin(visit_id("test", "a01", 1), MONDAY + timedelta(days=12), account_id="a01", number=1)  # a Saturday
    old, new = both(ask(weekly(account), pins=(pin,)), *stints((0, "r1"), (14, "r2")))
    assert [problem.code for problem in old.problems] == ["date-not-worked"]
    assert new.problems == ()


def test_what_is_wrong_with_a_shared_account_is_told_by_its_first_owner_alone(ask: Ask, account: Make) -> None:
    wrong = account(1, interval_days=0)
    old, new = both(ask(wrong), *stints((0, "r1"), (14, "r2")))
    assert [problem.code for problem in old.problems] == ["interval-not-positive"]
    assert new.problems == ()


@settings(max_examples=60, deadline=None)
@example(interval=2, slack=0, last=1, begins=[18], closed=0)  # a holiday takes the last visit before the hand-over
@example(interval=17, slack=0, last=17, begins=[35], closed=0)  # two holidays take two visits
@example(interval=17, slack=0, last=16, begins=[1, 19, 37], closed=0)  # late at one hand-over, late at the next
@given(
    interval=st.integers(2, 30),
    slack=st.integers(0, 12),
    last=st.integers(1, 40),
    begins=st.lists(st.integers(1, 55), min_size=1, max_size=3, unique=True),
    closed=st.integers(0, 5),
)
def test_every_visit_is_one_reps_and_spaced_whatever_the_days(
    interval: int, slack: int, last: int, begins: list[int], closed: int
) -> None:
    one = Account(
        "a01", "One", 47.0, 9.5, interval, max(0, interval - slack), interval + slack, 1800, "24/7",
        last_visit=MONDAY - timedelta(days=last),
    )  # fmt: skip
    reps = [Rep(f"r{n}", f"R{n}", 47.0, 9.5, "Mo-Su 08:00-17:00", "Europe/Vaduz", "LI") for n in (1, 2)]
    own = stints(
        *((first, f"r{1 + nth % 2}") for nth, first in enumerate([0, *sorted(begins)])),
        works=frozenset(shift.day for shift in work_calendar(reps[0], MONDAY, 56).shifts),
        days=56,
    )
    book = Book("test", states={"a01": AccountState(closed)})
    asked = [Request(rep, (one,), line([rep.id, "a01"]), MONDAY, 56, book, stints={"a01": own}) for rep in reps]
    made = [assemble(request) for request in asked]
    alone = assemble(replace(asked[0], stints={}))
    due = sorted((due for part in made for due in part.due), key=lambda due: due.number)
    left = [one.due for part in made for one in part.left_out if one.reason == "hand-over"]
    assert sorted(due.number for due in (*due, *left)) == [due.number for due in alone.due]
    after_left = {visit_id("test", "a01", due.number + 1) for due in left}
    rules = {"hand-over", "late", "absence"}
    told = {note.visit_id for part in made for note in part.relaxed if note.rule in rules}
    windows = {due.visit_id: (due.first_day, due.last_day) for due in due}
    numbers_of = {due.visit_id: due.number for due in due}
    for part in made:
        mine = [s for s in own if s.rep_id == part.request.rep.id]
        assert all(any(s.first_day <= d.first_day <= d.last_day <= s.last_day for s in mine) for d in part.due)
    for crossing in made[0].crossings:
        (first, end), (begin, last_day) = windows[crossing.earlier], windows[crossing.later]
        assert begin - end >= crossing.least_gap_days
        assert last_day - first <= crossing.most_gap_days
        as_asked = one.least_days <= crossing.least_gap_days, crossing.most_gap_days <= one.most_days
        between = [d for d in due if numbers_of[crossing.earlier] < d.number < numbers_of[crossing.later]]
        days = [day for d in between[-1:] for day in range(d.first_day, d.last_day + 1)]  # of the visit just before
        skipped = crossing.later in after_left or (bool(days) and own[0].works.isdisjoint(days))
        assert all(as_asked) or skipped or crossing.later in told


def narrow(last: int, begin: int, **asked: Any) -> tuple[Assembled, Assembled]:
    """Return both horizons of an account with a day of slack, owned by the second rep from day `begin` on."""
    one = Account(
        "a01", "One", 47.0, 9.5, 10, 9, 11, 1800, "24/7", last_visit=MONDAY - timedelta(days=last)
    )  # fmt: skip
    old = replace(NEW, id="r1")
    works = frozenset(shift.day for shift in work_calendar(old, MONDAY, 56).shifts)
    own = {"a01": stints((0, "r1"), (begin, "r2"), works=works, days=56)}
    each = [
        Request(rep, (one,), line([rep.id, "a01"]), MONDAY, 56, Book("test"), stints=own, **asked) for rep in (old, NEW)
    ]
    return assemble(each[0]), assemble(each[1])


def broken(*parts: Assembled) -> tuple[Violation, ...]:
    """Return what the check finds where each visit is made on the first day of its window that the rep works on."""
    works = parts[0].request.stints["a01"][0].works
    days = [
        (part.request.rep.id, next(d for d in range(due.first_day, due.last_day + 1) if d in works), due.visit_id)
        for part in parts
        for due in part.due
    ]
    plan = Plan(MONDAY, MONDAY + timedelta(days=55), tuple(day_of(*day) for day in days), ())
    return check_handing(plan, MONDAY, parts[0].request.stints, parts[0].crossings)


def told(*parts: Assembled) -> list[tuple[str, int]]:
    return [(note.rule, note.days) for part in parts for note in part.relaxed]


def test_where_no_working_days_keep_the_spacing_the_new_owner_comes_later_and_it_is_told() -> None:
    parts = narrow(5, 25)  # Saint Joseph's Day and a weekend lie where the days that keep it would be
    assert broken(*parts) == ()
    assert told(*parts) == [("hand-over", 1)]
    assert parts[1].due[0].first_day == parts[1].due[0].last_day
    assert "12 days between them, 11 are allowed" in words(parts[1].relaxed[0].why)


def test_where_working_days_keep_the_spacing_nothing_is_relaxed() -> None:
    parts = narrow(5, 23)
    assert broken(*parts) == ()
    assert told(*parts) == []
    assert all(one.least_gap_days >= 9 and one.most_gap_days <= 11 for one in parts[0].crossings)


def test_where_nothing_may_be_late_the_visit_is_left_out_with_its_reason() -> None:
    old, new = narrow(5, 25, policy=Policy(late_if_closed=False))
    assert broken(old, new) == ()
    assert told(old, new) == []
    assert [(one.reason, one.due.number) for one in new.left_out] == [("hand-over", len(old.due))]
    assert new.left_out[0].why == why_unserved("hand-over")


def test_days_that_people_decided_on_both_sides_stay_and_it_is_told_how_near_they_are() -> None:
    pins = (
        Pin(visit_id("test", "a01", 1), MONDAY + timedelta(days=15), account_id="a01", number=1),
        Pin(visit_id("test", "a01", 2), MONDAY + timedelta(days=21), account_id="a01", number=2),
    )
    parts = narrow(5, 21, pins=pins)
    assert [(due.first_day, due.last_day) for due in (parts[0].due[-1], parts[1].due[0])] == [(15, 15), (21, 21)]
    assert broken(*parts) == ()
    assert ("hand-over", -3) in told(*parts)


def test_who_cannot_come_before_the_window_opens_leaves_the_visit_to_the_new_owner(ask: Ask, account: Make) -> None:
    early = weekly(account)  # aimed at day 2, allowed from day 0 on
    later = replace(early, last_visit=MONDAY - timedelta(days=1))  # from day 4 on
    own = stints((0, "r1"), (3, "r2"))
    assert numbers(both(ask(early), *own)[0]) == [0]
    assert numbers(both(ask(later), *own)[0]) == []


def day_of(rep: str, day: int, identity: str) -> Tour:
    visit = PlannedVisit(identity, "a01", 1, 9 * 3600, 9 * 3600, 10 * 3600, 600, 1000)
    return Tour(rep, MONDAY + timedelta(days=day), 8 * 3600, 17 * 3600, None, 0, (visit,), 600, 1000)


def test_the_check_finds_a_visit_by_the_wrong_owner_and_a_broken_spacing() -> None:
    plan = Plan(MONDAY, MONDAY + timedelta(days=27), (day_of("r1", 4, "v0"), day_of("r1", 15, "v1")), ())
    own, crossing = {"a01": stints((0, "r1"), (14, "r2"))}, Crossing("a01", "v0", "v1", 5, 9)
    found = check_handing(plan, MONDAY, own, [crossing])
    assert [(one.code, one.over) for one in found] == [("not-the-owner", 0), ("too-long-after", 2)]
    assert check_handing(plan, MONDAY, own, [replace(crossing, least_gap_days=12, most_gap_days=20)], {"v1"})[
        0
    ].code == ("too-soon")


def test_the_check_is_silent_where_each_owner_visits_in_time() -> None:
    plan = Plan(MONDAY, MONDAY + timedelta(days=27), (day_of("r1", 8, "v0"), day_of("r2", 15, "v1")), ())
    crossing = Crossing("a01", "v0", "v1", 5, 9)
    assert check_handing(plan, MONDAY, {"a01": stints((0, "r1"), (14, "r2"))}, [crossing]) == ()
