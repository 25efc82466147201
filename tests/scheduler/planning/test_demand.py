"""Cadence, seasons and demand: one test that a rule binds, one that it does not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.demand.book import Book
from scheduler.demand.cadence import Spacing, chain, first_target
from scheduler.demand.demand import demand
from scheduler.demand.due import Demand, Due, visit_id
from scheduler.demand.intervals import cadence_problems
from scheduler.demand.rules import AccountRules, AccountState, Policy
from scheduler.demand.seasons import ORDINARY, Season, season_of, season_problems
from territory.accounts import Account

MONDAY = date(2026, 3, 2)
MONTHLY = Spacing(28, 17, 39)
Make = Callable[..., Account]


def days_of(season: Season, last: date | None, days: int = 120, spacing: Spacing = MONTHLY) -> list[int]:
    return [t.day for t in chain(spacing, season, MONDAY, days, last_visit=last, key="a")]


def due_for(account: Account, days: int = 120, *, policy: Policy | None = None, **book: object) -> Demand:
    known = Book("test", **{name: {account.id: value} for name, value in book.items()})  # type: ignore[arg-type]
    return demand([account], known, policy or Policy(), MONDAY, days)


def test_targets_count_from_the_last_actual_visit() -> None:
    assert days_of(Season(), MONDAY - timedelta(days=20)) == [8, 36, 64, 92]


def test_a_visit_too_long_ago_is_overdue_from_the_first_day_on() -> None:
    first, second, *_ = chain(MONTHLY, Season(), MONDAY, 60, last_visit=date(2025, 11, 1), key="a")
    assert (first.overdue, first.day, first.first_day) == (True, 0, 0)
    assert second.day == 28


def test_a_visit_in_good_time_is_not_overdue() -> None:
    first, *_ = chain(MONTHLY, Season(), MONDAY, 60, last_visit=MONDAY - timedelta(days=39), key="a")
    assert not first.overdue
    assert (first.first_day, first.last_day) == (0, 0)


def test_new_accounts_come_spread_over_their_first_interval() -> None:
    phases = [chain(MONTHLY, Season(), MONDAY, 60, last_visit=None, key=f"a{n}")[0].day for n in range(300)]
    assert set(phases) == set(range(28))


def test_a_busy_season_halves_the_interval_within_the_spacing() -> None:
    gaps = np.diff(days_of(Season(calls=(1.5,) * 12), MONDAY - timedelta(days=1)))
    assert set(gaps) <= {18, 19}


def test_spacing_holds_against_the_season_and_says_so() -> None:
    targets = chain(MONTHLY, Season(calls=(0.1,) * 12), MONDAY, 120, last_visit=MONDAY - timedelta(days=1), key="a")
    assert [t.day for t in targets] == [38, 77, 116]
    assert all(t.clipped < 0 for t in targets)


def test_spacing_that_follows_the_season_stretches() -> None:
    season = Season(calls=(0.5,) * 12, scales_spacing=True)
    assert days_of(season, MONDAY - timedelta(days=1), 180) == [55, 111, 167]


WEEKLY = Spacing(7, 4, 10)
FRIDAY = MONDAY - timedelta(days=3)


def at_work(days: int, *away: int) -> list[bool]:
    """Monday to Friday, without the weeks that are named."""
    return [day % 7 < 5 and day // 7 not in away for day in range(days)]


def lengthened(spacing: Spacing, worked: list[bool] | None, last: date = FRIDAY) -> list[int]:
    days = len(worked) if worked is not None else 42
    return [t.away for t in chain(spacing, Season(), MONDAY, days, last_visit=last, key="a", worked=worked)]


def test_an_absence_that_takes_all_days_of_a_spacing_lengthens_it_by_whole_weeks() -> None:
    """Aimed at Thursdays; what falls into week 2 comes a week later, and the visits after it count from there."""
    last = MONDAY - timedelta(days=4)
    targets = chain(WEEKLY, Season(), MONDAY, 42, last_visit=last, key="a", worked=at_work(42, 2))
    assert [t.day for t in targets] == [3, 10, 24, 31, 38]
    assert [t.away for t in targets] == [0, 0, 7, 0, 0]
    assert (targets[2].first_day, targets[2].last_day, targets[2].most_gap_days) == (21, 10 + 10 + 7 + 3, 17)


def test_an_absence_of_two_weeks_lengthens_it_by_two_weeks() -> None:
    assert max(lengthened(WEEKLY, at_work(56, 2, 3), MONDAY - timedelta(days=4))) == 14


@pytest.mark.parametrize(
    ("spacing", "worked"),
    [
        (WEEKLY, at_work(42)),
        (WEEKLY, None),
        (Spacing(14, 8, 20), at_work(42, 2)),
        (Spacing(1, 1, 1), at_work(42)),
        (WEEKLY, at_work(42, 2, 3, 4, 5)),
    ],
    ids=["nobody is away", "nothing is known", "other days are left", "weekends", "away to the end"],
)
def test_an_absence_that_leaves_days_or_none_at_all_changes_nothing(
    spacing: Spacing, worked: list[bool] | None
) -> None:
    assert set(lengthened(spacing, worked)) == {0}


def test_a_lead_brings_the_season_forward() -> None:
    calls = (*(0.8,) * 3, *(1.6,) * 9)
    last = MONDAY - timedelta(days=1)
    assert days_of(Season(calls=calls, lead_days=30), last)[0] < days_of(Season(calls=calls), last)[0]


def test_a_closed_season_stops_the_clock_and_lengthens_the_spacing() -> None:
    shut = Season(closed=("03-10/04-20",))
    first, *_ = chain(MONTHLY, shut, MONDAY, 120, last_visit=MONDAY - timedelta(days=1), key="a")
    assert (first.day, first.extended) == (69, 42)
    assert chain(MONTHLY, Season(), MONDAY, 120, last_visit=MONDAY - timedelta(days=1), key="a")[0].extended == 0


def test_a_decided_day_moves_the_visits_after_it() -> None:
    targets = chain(MONTHLY, Season(), MONDAY, 120, last_visit=MONDAY - timedelta(days=20), key="a", fixed={1: 30})
    assert [(t.first_day, t.last_day) for t in targets[:2]] == [(0, 19), (30, 30)]
    assert [t.day for t in targets] == [8, 30, 58, 86, 114]


@given(
    st.integers(1, 60),
    st.floats(0, 1),
    st.floats(0, 2),
    st.lists(st.floats(0, 3), min_size=12, max_size=12).filter(any),
    st.integers(1, 200),
)
def test_whatever_the_season_targets_keep_the_spacing(
    interval: int, less: float, more: float, calls: list[float], since: int
) -> None:
    spacing = Spacing(interval, int(interval * less), int(interval * (1 + more)))
    season = Season(calls=tuple(calls))
    targets = chain(spacing, season, MONDAY, 365, last_visit=MONDAY - timedelta(days=since), key="a")
    for before, after in pairwise(targets):
        assert spacing.least_days - 1 <= after.day - before.day <= spacing.most_days + 1
        assert after.first_day <= after.day <= after.last_day


def test_a_year_of_targets_follows_the_season_by_month() -> None:
    curve = (0.6, 0.6, 0.8, 1.0, 1.2, 1.4, 1.4, 1.2, 1.0, 1.0, 1.0, 0.8)
    first, counts = date(2026, 1, 1), np.zeros(12)
    for account in range(700):
        last = first - timedelta(days=account % 35 + 1)  # an even round at December's pace
        for target in chain(Spacing(28, 10, 60), Season(calls=curve), first, 365, last_visit=last, key=str(account)):
            counts[(first + timedelta(days=target.day)).month - 1] += 1
    lengths = np.array([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
    assert np.allclose(counts, 700 * lengths * np.array(curve) / 28, rtol=0.05)


def test_the_accounts_season_goes_before_its_segments(account: Make) -> None:
    seasons = {name: Season(name) for name in ("", "hotel", "a01")}
    assert season_of(account(1, segment="hotel"), seasons).applies_to == "a01"
    assert season_of(account(2, segment="hotel"), seasons).applies_to == "hotel"
    assert season_of(account(3), seasons).applies_to == ""


@pytest.mark.parametrize(
    "season",
    [
        Season(calls=(-1.0, *ORDINARY[1:])),
        Season(calls=(0.0,) * 12),
        Season(calls=(1.0,) * 11),
        Season(lead_days=-3),
        Season(closed=("July",)),
        Season(closed=("13-01/13-20",)),
    ],
)
def test_an_impossible_season_is_a_problem(season: Season) -> None:
    assert [p.code for p in season_problems(season, "seasons.csv row 2")] == ["season-impossible"]


def test_an_ordinary_season_is_no_problem() -> None:
    assert season_problems(Season(closed=("12-20/01-06",)), "seasons.csv row 2") == []


def test_identity_is_account_and_number_for_life(account: Make) -> None:
    ids = [due.visit_id for due in due_for(account(1), states=AccountState(closed=7)).due]
    assert ids == [visit_id("test", "a01", number) for number in range(7, 7 + len(ids))]
    assert len({visit_id("test", a, n) for a in ("a1", "a2") for n in range(3)}) == 6


def test_a_colleagues_visit_that_counts_moves_the_next_one(account: Make) -> None:
    later = due_for(account(1), states=AccountState(last_contact=MONDAY - timedelta(days=1)))
    assert later.due[0].target_day - due_for(account(1)).due[0].target_day == 20


def test_the_last_visit_that_anybody_knows_of_counts(account: Make) -> None:
    told = account(1, last_visit=MONDAY - timedelta(days=1))
    earlier = AccountState(closed=1, last_contact=MONDAY - timedelta(days=21))
    assert due_for(told, states=earlier).due[0].target_day == due_for(told).due[0].target_day == 27
    later = replace(earlier, last_contact=MONDAY - timedelta(days=1))
    assert due_for(replace(told, last_visit=date(2026, 1, 1)), states=later).due[0].target_day == 27


def test_a_season_of_one_account_leaves_the_others_alone(account: Make) -> None:
    busy = Book("test", seasons={"a01": Season("a01", calls=(1.5,) * 12, duration=(2.0,) * 12, priority=(3.0,) * 12)})
    accounts = [account(1, segment="hotel"), account(2, segment="hotel")]
    found = demand(accounts, busy, Policy(), MONDAY, 120).due
    usual = demand(accounts, Book("test"), Policy(), MONDAY, 120).due
    assert sum(due.account_id == "a01" for due in found) > sum(due.account_id == "a01" for due in usual)
    assert [d for d in found if d.account_id == "a02"] == [d for d in usual if d.account_id == "a02"]


def test_an_even_season_changes_nothing(account: Make) -> None:
    assert due_for(account(1), seasons=Season("a01", lead_days=30)) == due_for(account(1))


def test_a_price_that_does_not_grow_is_the_same_whenever_the_last_visit_was(account: Make) -> None:
    flat = Policy(growth=0)
    prices = {due_for(account(1, last_visit=MONDAY - timedelta(days=d)), policy=flat).due[0].price for d in (1, 90)}
    assert prices == {flat.unserved_s}


def test_spacing_binds_within_the_horizon_and_a_wide_one_leaves_the_days_free(account: Make) -> None:
    tight, wide = account(1, least_days=28, most_days=28), account(1, least_days=1, most_days=55)
    assert {(d.least_gap_days, d.most_gap_days) for d in due_for(tight).due[1:]} == {(28, 28)}
    assert {d.last_day - d.first_day for d in due_for(tight).due} == {0}
    assert due_for(wide).due[1].last_day - due_for(wide).due[1].first_day > 28


def test_a_contact_within_the_horizon_starts_the_chain_after_it(account: Make) -> None:
    found = due_for(account(1), states=AccountState(last_contact=MONDAY + timedelta(days=3))).due
    assert (found[0].target_day, found[0].first_day) == (31, 20)


def test_do_not_visit_is_a_hard_rule(account: Make) -> None:
    found = due_for(account(1), rules=AccountRules(do_not_visit="no consent"))
    assert (found.due, found.withheld[0].rule) == ((), "do-not-visit")
    assert due_for(account(1)).due


def test_a_yearly_cap_is_never_passed(account: Make) -> None:
    rules, state = AccountRules(yearly_cap=3), AccountState(done_in=((2026, 2),))
    found = due_for(account(1), 500, rules=rules, states=state)
    years = [(MONDAY + timedelta(days=due.last_day)).year for due in found.due]
    assert [years.count(year) for year in (2026, 2027)] == [1, 2]  # the third of 2027 is due after the horizon
    assert [(MONDAY + timedelta(days=due.first_day)).year for due in found.due] == years
    assert found.withheld[0].rule == "yearly-cap"


def test_a_yearly_cap_that_is_high_enough_changes_nothing(account: Make) -> None:
    assert not due_for(account(1), rules=AccountRules(yearly_cap=20)).withheld


def test_a_contract_makes_its_visits_compulsory_and_no_more(account: Make) -> None:
    found = due_for(account(1), rules=AccountRules(yearly_minimum=2))
    assert [due.compulsory for due in found.due] == [True, True, *[False] * (len(found.due) - 2)]
    assert not any(due.compulsory for due in due_for(account(1)).due)


def test_a_prospects_deadline_closes_its_first_window(account: Make) -> None:
    new = replace(account(1), last_visit=None)
    assert due_for(new, rules=AccountRules(first_visit_by=MONDAY + timedelta(days=9))).due[0].last_day == 9
    assert due_for(new).due[0].last_day == 27


def test_a_skipped_visit_waits_until_the_agreed_date(account: Make) -> None:
    assert due_for(account(1), rules=AccountRules(not_before=MONDAY + timedelta(days=12))).due[0].first_day == 12
    assert due_for(account(1)).due[0].first_day == 0


def test_the_price_grows_with_the_time_since_the_last_visit(account: Make) -> None:
    early, late = due_for(account(1)).due[0], due_for(replace(account(1), last_visit=date(2025, 12, 1))).due[0]
    assert late.price > early.price
    flat = Policy(growth=0)
    assert due_for(replace(account(1), last_visit=date(2025, 12, 1)), policy=flat).due[0].price == flat.unserved_s


def test_value_counts_as_the_stated_share(account: Make) -> None:
    prices = [due_for(account(1, value=3.0), policy=Policy(value_share=share)).due[1].price for share in (0, 0.5, 1)]
    assert prices == [12_000, 24_000, 36_000]


def test_a_season_changes_length_and_price_of_visits(account: Make) -> None:
    season = Season(duration=(2.0,) * 12, priority=(0.5,) * 12)
    found, usual = due_for(account(1), seasons=season).due[1], due_for(account(1)).due[1]
    assert (found.service_s, found.price) == (2 * usual.service_s, usual.price / 2)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"interval_days": 0}, "interval-not-positive"),
        ({"least_days": 40}, "spacing-impossible"),
        ({"most_days": 20}, "interval-outside-spacing"),
        ({"service_s": 0}, "service-not-positive"),
    ],
)
def test_an_impossible_cadence_is_named_and_the_rest_is_worked_with(
    account: Make, changes: dict[str, int], code: str
) -> None:
    bad = account(1, **changes)
    assert [p.code for p in cadence_problems(bad, "row 1")] == [code]
    found = demand([bad, account(2)], Book("test"), Policy(), MONDAY, 60)
    assert {due.account_id for due in found.due} == {"a02"}
    assert "a01" in found.problems[0].where


def test_a_horizon_that_ends_before_it_starts_is_refused(account: Make) -> None:
    with pytest.raises(ValueError, match="ends before"):
        demand([account(1)], Book("test"), Policy(), MONDAY, 0)


def test_demand_does_not_depend_on_the_order_of_rows(account: Make) -> None:
    accounts = [account(n) for n in range(9)]
    one, other = (demand(a, Book("test"), Policy(), MONDAY, 90) for a in (accounts, accounts[::-1]))
    assert one == other


@pytest.mark.parametrize(("calls", "days"), [(0.7, 40), (1.0, 28), (1.4, 20)])
def test_first_visits_are_spread_over_the_interval_that_the_season_makes_of_it(calls: float, days: int) -> None:
    season = Season(calls=(calls,) * 12, scales_spacing=True)
    phases = [chain(MONTHLY, season, MONDAY, 90, last_visit=None, key=f"a{n}")[0] for n in range(400)]
    assert max(target.day for target in phases) == days - 1 - (calls == 0.7)
    assert {target.last_day for target in phases} == {days - 1}


def test_new_accounts_follow_the_season_from_the_first_month_on() -> None:
    curve, first, counts = (0.6, 0.6, 0.8, 1.0, 1.2, 1.4, 1.6, 1.4, 1.2, 1.0, 0.6, 0.6), date(2027, 1, 4), np.zeros(12)
    for n in range(2800):
        season = Season(calls=curve, scales_spacing=True)
        for target in chain(MONTHLY, season, first, 357, last_visit=None, key=f"k{n}"):
            counts[(first + timedelta(days=target.day)).month - 1] += 1
    days = np.array([28, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 26])
    asked = days * np.array(curve)
    assert np.abs(counts / counts.sum() / (asked / asked.sum()) - 1).max() < 0.05


BIWEEKLY = {"interval_days": 14, "least_days": 8, "most_days": 20}


@pytest.mark.parametrize(("done", "left"), [(0, 8), (2, 6), (8, 0), (9, 0)])
def test_a_yearly_cap_is_spread_over_what_is_left_of_the_year(account: Make, done: int, left: int) -> None:
    state = AccountState(closed=done, last_contact=MONDAY - timedelta(days=3), done_in=((2026, done),))
    found = due_for(account(1, **BIWEEKLY), 300, rules=AccountRules(yearly_cap=8), states=state)
    days = [due.target_day for due in found.due]
    assert len(days) == left
    assert [due.number for due in found.due] == list(range(done, done + left))
    if left:
        share = (303 + 3) / (left + 0.5)
        assert all(abs(b - a - share) <= 14 for a, b in pairwise([-3, *days]))
        assert days[-1] > 240
    assert sum(note.visits for note in found.withheld) > 0


def earliest(due: Sequence[Due]) -> list[int]:
    """Return the earliest days that windows and spacing allow, all visits made."""
    days: list[int] = []
    for one in due:
        days.append(max(one.first_day, days[-1] + one.least_gap_days if days else one.first_day))
        assert days[-1] <= one.last_day
    return days


@pytest.mark.parametrize(("cap", "latest"), [(8, 150), (4, 130), (None, 0)])
def test_a_cap_cannot_be_used_up_early_in_the_year_however_short_the_search(
    account: Make, cap: int | None, latest: int
) -> None:
    one = account(1, **BIWEEKLY, last_visit=MONDAY - timedelta(days=3))
    found = due_for(one, 300, rules=AccountRules(yearly_cap=cap)).due
    days = earliest(found)
    assert days[-1] >= latest
    assert all(due.least_gap_days == 8 for due in found[1:]) == (cap is None)


def test_a_cap_spread_again_after_each_visit_stays_spread(account: Make) -> None:
    """Planned anew after every visit, as weeks go by: the last one of eight is in November or December."""
    last, visits = MONDAY - timedelta(days=20), [MONDAY - timedelta(days=20)]
    one = account(1, **BIWEEKLY)
    for done in range(1, 9):
        state = AccountState(closed=done, last_contact=last, done_in=((2026, done),))
        book = Book("t", rules={one.id: AccountRules(yearly_cap=8)}, states={one.id: state})
        found = demand([one], book, Policy(), last + timedelta(days=1), 60)
        if found.due:
            last += timedelta(days=1 + found.due[0].target_day)
            visits.append(last)
    visits = [day for day in visits if day.year == 2026]
    assert len(visits) == 8
    assert visits[-1] >= date(2026, 11, 1)
    assert min((b - a).days for a, b in pairwise(visits)) > 28


def test_a_cap_that_is_never_reached_changes_nothing(account: Make) -> None:
    one = account(1, **BIWEEKLY)
    rules = AccountRules(yearly_cap=40)
    assert due_for(one, 200, rules=rules).due == due_for(one, 200).due


SUMMER = Season(calls=(0.6, 0.6, 0.8, 1, 1.2, 1.4, 1.6, 1.4, 1.2, 1, 0.6, 0.6), scales_spacing=True)


@pytest.mark.parametrize(("count", "interval", "start"), [(30, 28, 4), (30, 42, 4), (40, 14, 130)])
def test_first_visits_of_new_accounts_follow_the_season_too(
    account: Callable[..., Account], count: int, interval: int, start: int
) -> None:
    """Of thirty visits a month, phases of their own would have five more or less by chance."""
    first = date(2027, 1, 1) + timedelta(days=start)
    fields = {"interval_days": interval, "least_days": interval // 2, "most_days": interval * 3 // 2}
    new = [account(number, last_visit=None, **fields) for number in range(count)]
    found = demand(new, Book("test", seasons={"": SUMMER}), Policy(), first, 365).due
    visits = Counter((first + timedelta(days=due.target_day)).month for due in found)
    months = Counter((first + timedelta(days=day)).month for day in range(365))
    for month, days in months.items():
        asked = count / interval * SUMMER.calls[month - 1] * days
        assert visits[month] == pytest.approx(asked, rel=0.07, abs=2)


def test_one_new_account_more_moves_the_others_by_a_part_alone(account: Callable[..., Account]) -> None:
    new = [account(number, last_visit=None) for number in range(1, 30)]
    before, after = (
        {due.account_id: due.target_day for due in demand(some, Book("test"), Policy(), MONDAY, 27).due}
        for some in (new, [*new, account(99, last_visit=None)])
    )
    assert max(abs(after[name] - day) for name, day in before.items()) <= 1


@pytest.mark.parametrize("back", [None, 1, 10, 29, 45, 400])
@pytest.mark.parametrize("season", [Season(), Season(closed=("07-15/08-16",)), Season(calls=(0.2, 3.0) * 6)])
def test_the_first_target_is_that_of_the_chain(back: int | None, season: Season) -> None:
    last = None if back is None else MONDAY - timedelta(days=back)
    for days in (1, 14, 91):
        first = first_target(MONTHLY, season, MONDAY, days, last_visit=last, key="a")
        made = chain(MONTHLY, season, MONDAY, days, last_visit=last, key="a")
        assert made[:1] == ((first,) if first.day < days else ())
