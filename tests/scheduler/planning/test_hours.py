"""Opening hours, lunch and working calendars: what people write becomes windows, or a problem."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.tour import Lunch, Window
from scheduler.demand.account_hours import holiday_windows
from scheduler.demand.hours import (
    CATEGORY_OF,
    DEFAULT_HOURS,
    UnreadableHoursError,
    day_windows,
    default_hours,
    hours_problem,
    parse_lunch,
    within,
)
from scheduler.demand.workdays import Absence, CompanyDay, public_holidays, rep_problems, work_calendar
from territory.accounts import Rep

MONDAY = date(2026, 3, 2)
H = 3600


def test_hours_become_windows_of_each_day() -> None:
    friday = date(2026, 3, 6)
    assert day_windows("Mo-Fr 08:00-12:00,13:30-18:00; Sa 09:00-13:00", friday, 3) == (
        (Window(8 * H, 12 * H), Window(13 * H + 1800, 18 * H)),
        (Window(9 * H, 13 * H),),
        (),
    )


def test_hours_past_midnight_are_cut_in_two() -> None:
    assert day_windows("Mo 18:00-02:00", MONDAY, 2) == ((Window(18 * H, 24 * H),), (Window(0, 2 * H),))


def test_always_open_is_one_window_a_day() -> None:
    assert day_windows("24/7", MONDAY, 2) == ((Window(0, 24 * H),),) * 2


def test_public_holidays_close_only_in_their_country() -> None:
    text, first = "Mo-Fr 08:00-12:00; PH off", date(2025, 8, 14)
    assert [bool(windows) for windows in holiday_windows(text, first, 2, "LI", "")] == [True, False]
    assert [bool(windows) for windows in holiday_windows(text, first, 2, "DE", "")] == [True, True]


def test_the_change_to_summer_time_moves_no_window() -> None:
    assert day_windows("09:00-12:00", date(2026, 3, 29), 1) == ((Window(9 * H, 12 * H),),)


@pytest.mark.parametrize("text", ["Mo-Fr 08-12", "open when the sun shines", "25/8"])
def test_an_unreadable_text_is_a_problem_with_its_place_and_remedy(text: str) -> None:
    problem = hours_problem(text, "accounts.csv row 3")
    assert problem is not None
    assert problem.code == "hours-unreadable"
    assert text in problem.cause


def test_readable_and_empty_texts_are_no_problem() -> None:
    assert hours_problem("Mo-Fr 08:00-12:00", "row 1") is None
    assert hours_problem("", "row 1") is None


@pytest.mark.parametrize("category", ["", *DEFAULT_HOURS, *CATEGORY_OF, "shop=bakery", "Unheard of"])
def test_every_category_has_default_hours_that_open_within_a_week(category: str) -> None:
    assert any(day_windows(default_hours(category), MONDAY, 7))


def test_a_fine_category_uses_its_row() -> None:
    assert default_hours("amenity=restaurant") == DEFAULT_HOURS["food"] != default_hours("quarry")


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(1, 50)), max_size=4), st.integers(0, 150))
def test_what_lies_within_two_lists_of_windows_lies_in_both(spans: list[tuple[int, int]], moment: int) -> None:
    half = len(spans) // 2
    a, b = (tuple(Window(s, s + n) for s, n in part) for part in (spans[:half], spans[half:]))
    inside = [any(w.opens_s <= moment < w.closes_s for w in windows) for windows in (a, b, within(a, b))]
    assert inside[2] == (inside[0] and inside[1])


def test_lunch_is_read() -> None:
    assert parse_lunch("11:30-13:30/45") == Lunch(41400, 48600, 2700)
    assert parse_lunch("") is None


@pytest.mark.parametrize("text", ["noon", "13:00-12:00/30", "11:70-12:00/30", "23:00-23:50/30"])
def test_an_impossible_lunch_is_refused(text: str) -> None:
    with pytest.raises(UnreadableHoursError):
        parse_lunch(text)


def test_a_week_of_work(rep: Rep) -> None:
    calendar = work_calendar(rep, MONDAY, 7)
    assert [shift.day for shift in calendar.shifts] == [0, 1, 2, 3, 4]
    assert {day.reason for day in calendar.off} == {"no working hours"}
    assert calendar.shifts[0].lunch == parse_lunch(rep.lunch)


def test_a_short_day_has_no_lunch(rep: Rep) -> None:
    shifts = work_calendar(replace(rep, working_hours="Mo 08:00-13:00"), MONDAY, 1).shifts
    assert [shift.lunch for shift in shifts] == [None]


def test_two_spans_with_a_short_gap_are_one_shift_and_the_gap_its_break(rep: Rep) -> None:
    (shift,) = work_calendar(replace(rep, working_hours="Mo 08:00-12:00,13:00-17:00"), MONDAY, 1).shifts
    assert (shift.start_s, shift.end_s, shift.lunch) == (8 * H, 17 * H, Lunch(12 * H, 12 * H, H))


def test_of_spans_far_apart_the_longest_is_driven(rep: Rep) -> None:
    (shift,) = work_calendar(replace(rep, working_hours="Mo 07:00-10:00,15:00-19:00"), MONDAY, 1).shifts
    assert (shift.start_s, shift.end_s) == (15 * H, 19 * H)


def test_an_hour_away_is_no_lunch_unless_it_lies_at_lunch_time(rep: Rep) -> None:
    early, noon = (Absence("r1", MONDAY, MONDAY, "doctor", h * H, (h + 1) * H) for h in (10, 12))
    (shift,) = work_calendar(rep, MONDAY, 1, [early]).shifts
    assert (shift.start_s, shift.end_s, shift.lunch) == (11 * H, 17 * H, parse_lunch(rep.lunch))
    (shift,) = work_calendar(rep, MONDAY, 1, [noon]).shifts
    assert (shift.start_s, shift.end_s, shift.lunch) == (8 * H, 17 * H, Lunch(12 * H, 12 * H, H))


def test_a_public_holiday_is_off_and_named_unless_the_company_works(rep: Rep) -> None:
    labour_day = date(2026, 5, 1)
    assert work_calendar(rep, labour_day, 1).off[0].reason.startswith("public holiday: ")
    assert work_calendar(rep, labour_day, 1, company_days=[CompanyDay(labour_day, True, "stock-taking")]).shifts


def test_a_company_day_off_concerns_its_country_alone(rep: Rep) -> None:
    bridge = CompanyDay(MONDAY, False, "bridge day", country="CH")
    assert work_calendar(rep, MONDAY, 1, company_days=[bridge]).shifts
    assert not work_calendar(replace(rep, country="CH"), MONDAY, 1, company_days=[bridge]).shifts


def test_an_absence_takes_its_days_or_hours_from_its_rep_alone(rep: Rep) -> None:
    ill = Absence("r1", MONDAY, date(2026, 3, 3), "ill")
    assert [day.reason for day in work_calendar(rep, MONDAY, 5, [ill]).off] == ["absence: ill"] * 2
    assert not work_calendar(rep, MONDAY, 5, [replace(ill, rep_id="r2")]).off
    doctor = Absence("r1", MONDAY, MONDAY, "doctor", 8 * H, 10 * H)
    assert work_calendar(rep, MONDAY, 1, [doctor]).shifts[0].start_s == 10 * H


def test_a_rep_who_starts_or_leaves_works_in_between_alone(rep: Rep) -> None:
    there = replace(rep, starts=date(2026, 3, 3), ends=date(2026, 3, 5))
    assert [shift.day for shift in work_calendar(there, MONDAY, 5).shifts] == [1, 2, 3]


def test_regions_have_their_own_holidays() -> None:
    epiphany = date(2026, 1, 6)
    assert epiphany in public_holidays("DE", "BY", epiphany, epiphany)
    assert epiphany not in public_holidays("DE", "BE", epiphany, epiphany)


def test_a_rep_with_unreadable_texts_is_a_problem_for_each(rep: Rep) -> None:
    bad = replace(rep, working_hours="nine to five", lunch="noon", country="XX")
    assert [p.code for p in rep_problems(bad, "reps.csv row 2")] == [
        "hours-unreadable",
        "lunch-unreadable",
        "country-unknown",
    ]
    assert rep_problems(rep, "reps.csv row 2") == []
