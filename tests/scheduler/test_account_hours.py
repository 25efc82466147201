"""Whose holidays, whose clock: an account's own country, region and zone, wherever the rep lives."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta

import pytest

from routing.tour import Window
from scheduler.demand import holiday_regions
from scheduler.demand.account_hours import account_windows, holiday_windows, hours_by_own_clock, windows_of_shift
from scheduler.demand.holiday_regions import country_code, holidays_between, region_code
from territory.accounts import Account, Rep

NINE_TO_ELEVEN = (Window(9 * 3600, 11 * 3600),)
TEN_TO_TWELVE = (Window(10 * 3600, 12 * 3600),)


def rep(country: str = "DE", region: str = "BY", timezone: str = "Europe/Berlin") -> Rep:
    return Rep("r", "R", 47.8, 12.9, "Mo-Fr 08:00-17:00", timezone, country, region)


def account(hours: str, country: str = "", region: str = "", timezone: str = "") -> Account:
    place = {"country": country, "region": region, "timezone": timezone}
    return Account("a", "A", 47.8, 13.0, 28, 17, 39, 1800, hours, **place)


def opens(one: Account, day: date, who: Rep) -> tuple[Window, ...]:
    return account_windows(one, who, day, 1)[0]


def test_a_holiday_of_the_accounts_country_closes_it_for_a_rep_from_another() -> None:
    hours, day = "Mo-Fr 09:00-11:00; PH off", date(2026, 12, 8)
    assert opens(account(hours, "AT"), day, rep()) == ()
    assert opens(account(hours), day, rep()) == NINE_TO_ELEVEN


def test_a_holiday_of_the_reps_country_does_not_close_a_foreign_account() -> None:
    hours, day = "Mo-Fr 09:00-11:00; PH off", date(2026, 10, 26)
    assert opens(account(hours, "DE", "BY"), day, rep("AT", "")) == NINE_TO_ELEVEN
    assert opens(account(hours, "AT"), day, rep("AT", "")) == ()


@pytest.mark.parametrize(("region", "closed"), [("BY", True), ("BE", False)])
def test_hours_by_the_account_s_own_clock_know_the_holidays_of_its_region(region: str, *, closed: bool) -> None:
    epiphany, nine_to_eleven = date(2027, 1, 6), (9 * 3600, 11 * 3600)
    there = account("Mo-Fr 09:00-11:00; PH off", "DE", region, "Europe/Lisbon")
    assert hours_by_own_clock(there, rep(), epiphany) == (() if closed else (nine_to_eleven,))
    assert hours_by_own_clock(there, rep(), epiphany + timedelta(days=1)) == (nine_to_eleven,)
    assert hours_by_own_clock(account("when the sun shines"), rep(), epiphany) is None


@pytest.mark.parametrize(
    "region", ["NW", "DE-NW", "de-nw", "Nordrhein-Westfalen", " nordrhein-westfalen ", "North Rhine-Westphalia"]
)
def test_every_spelling_of_a_region_is_taken(region: str) -> None:
    corpus_christi, who = date(2027, 5, 27), rep(region="DE-NI")
    assert opens(account("Mo-Fr 09:00-11:00; PH off", "DE", region), corpus_christi, who) == ()
    assert opens(account("Mo-Fr 09:00-11:00; PH off", "DE"), corpus_christi, who) == NINE_TO_ELEVEN


@pytest.mark.parametrize(("region", "closed"), [("54", False), ("FR-54", False), ("Alsace", True), ("", True)])
def test_a_region_without_holidays_of_its_own_keeps_the_countrys_and_not_the_reps(region: str, *, closed: bool) -> None:
    """Good Friday is a holiday in Strasbourg and none in Nancy."""
    hours, good_friday = "Mo-Fr 09:00-11:00; PH off", date(2027, 3, 26)
    assert (opens(account(hours, "FR", region), good_friday, rep("FR", "6AE")) == ()) == closed


@pytest.mark.parametrize("country", ["IN", "IL", "AE", "TH", "UK", "SA", "MY", "QA"])
def test_countries_that_the_hours_library_does_not_know_are_planned_with_their_holidays(country: str) -> None:
    free = [day for day in holidays_between(country, "", date(2027, 1, 1), date(2027, 12, 31)) if day.weekday() < 5]
    who = rep(country, "", "UTC")
    assert opens(account("Mo-Fr 09:00-11:00; PH off"), free[0], who) == ()
    assert opens(account("Mo-Fr 09:00-11:00"), free[0], who) == NINE_TO_ELEVEN


def test_an_account_is_open_by_its_own_clock() -> None:
    elvas = account("Mo-Fr 09:00-11:00", "PT", timezone="Europe/Lisbon")
    badajoz = rep("ES", "", "Europe/Madrid")
    for day in (date(2026, 12, 2), date(2027, 7, 7)):
        assert opens(elvas, day, badajoz) == TEN_TO_TWELVE


def test_weeks_between_two_changes_of_clocks_have_another_difference() -> None:
    new_york = account("Mo-Fr 09:00-11:00", "US", timezone="America/New_York")
    vienna = rep("AT", "", "Europe/Vienna")
    assert opens(new_york, date(2027, 3, 10), vienna) == (Window(15 * 3600, 17 * 3600),)
    assert opens(new_york, date(2027, 3, 16), vienna) == (Window(14 * 3600, 16 * 3600),)


def test_hours_that_reach_another_day_of_the_rep_go_there() -> None:
    tokyo = account("Mo 07:00-09:00", "JP", timezone="Asia/Tokyo")
    sunday = date(2026, 11, 29)
    days = account_windows(tokyo, rep(), sunday, 2)
    assert days == ((Window(23 * 3600, 24 * 3600),), (Window(0, 3600),))
    assert windows_of_shift(tokyo, rep(), sunday, 26 * 3600) == (Window(23 * 3600, 25 * 3600),)


@pytest.mark.parametrize(
    ("hours", "day", "expected"),
    [
        ("Mo-Fr 08:00-12:00; PH 10:00-11:00", date(2026, 12, 25), (Window(36_000, 39_600),)),
        ("Mo-Th,PH 08:00-12:00", date(2026, 12, 25), (Window(28_800, 43_200),)),
        ("Su,PH off; Mo-Sa 08:00-12:00", date(2026, 12, 27), ()),
        ('Mo-Fr 08:00-12:00 "PH by phone"', date(2026, 12, 25), (Window(28_800, 43_200),)),
        ("Th 20:00-02:00; PH off", date(2026, 12, 25), ()),
        ("Fr 20:00-02:00; PH off", date(2026, 12, 26), ()),
        ("Mo-Fr 08:00-12:00; PH off", date(2026, 12, 24), (Window(28_800, 43_200),)),
    ],
)
def test_holidays_are_read_wherever_they_stand_in_a_text(hours: str, day: date, expected: tuple[Window, ...]) -> None:
    assert holiday_windows(hours, day, 1, "DE", "")[0] == expected
    around = holiday_windows(hours, day - timedelta(days=3), 7, "DE", "")
    assert around[3] == expected


def test_countries_and_regions_are_known_by_code_and_name() -> None:
    assert [country_code(text) for text in ("de", "DEU", "Germany", "Deutschland", "UK")] == ["DE"] * 4 + ["GB"]
    assert (region_code("US", "Massachusetts"), region_code("DE", "Atlantis")) == ("MA", "Atlantis")


def test_codes_of_two_letters_and_no_region_are_known_without_any_list_of_names(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def read(*_: object) -> dict[str, str]:
        raise AssertionError("names are read")

    monkeypatch.setattr(holiday_regions, "_names", read)
    monkeypatch.setattr(holiday_regions, "_spellings", read)
    country_code.cache_clear()
    assert [country_code(text) for text in ("pt", " UK ", "xx")] == ["PT", "GB", "XX"]
    assert region_code("PT", " ") == ""
    with pytest.raises(AssertionError, match="names are read"):
        region_code("PT", "Lisboa")
    with pytest.raises(AssertionError, match="names are read"):
        country_code("Portugal")


COUNTRIES = """
import sys
from datetime import date
from scheduler.demand.holiday_regions import countries_with_regions, holidays_between
print(len(holidays_between("DE", "NI", date(2026, 1, 1), date(2026, 12, 31))))
print(*sorted(name for name in sys.modules if name.startswith("holidays.countries.")))
from holidays.countries import Brazil
print(Brazil.__name__, len(countries_with_regions()) > 30)
"""


def test_public_holidays_of_a_country_import_that_country_alone_and_all_are_there_when_asked() -> None:
    told = subprocess.run([sys.executable, "-c", COUNTRIES], capture_output=True, text=True, check=True)
    assert told.stdout.splitlines() == ["10", "holidays.countries.germany", "Brazil True"]
