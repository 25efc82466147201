"""Holidays by name: in English whatever the machine speaks, and in German on German pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from office.plans.notes import notes_of
from reports.finding_words import words
from reports.sentence_words import problem_in_words
from routing.findings import Finding
from scheduler.demand import holiday_regions
from scheduler.demand.assemble import assemble
from scheduler.demand.holiday_regions import holiday_in, holidays_between, holidays_named
from scheduler.demand.request import Request
from scheduler.demand.rules import Pin
from territory.accounts import Account

FIRST, LAST = date(2027, 1, 1), date(2027, 12, 31)


@pytest.mark.parametrize(
    ("country", "day", "english", "german"),
    [
        ("LI", date(2027, 1, 6), "Epiphany", "Heilige Drei Könige"),
        ("DE", date(2027, 3, 26), "Good Friday", "Karfreitag"),
        ("CH", date(2027, 5, 6), "Ascension Day", "Auffahrt"),
        ("FR", date(2027, 3, 29), "Easter Monday", "Ostermontag"),
        ("GB", date(2027, 8, 2), "Summer Bank Holiday", "Summer Bank Holiday"),
    ],
)
def test_a_holiday_has_its_name_in_both_languages_where_german_knows_it(
    country: str, day: date, english: str, german: str
) -> None:
    region = "SCT" if country == "GB" else ""
    assert english in holidays_between(country, region, FIRST, LAST)[day]
    assert german in holidays_named(country, region, FIRST, LAST, "de")[day]
    assert holidays_named(country, region, FIRST, LAST, "en") == holidays_between(country, region, FIRST, LAST)


def test_names_do_not_follow_the_machine_s_language(monkeypatch: pytest.MonkeyPatch) -> None:
    holiday_regions._years.cache_clear()
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    monkeypatch.setenv("LANGUAGE", "de")
    assert holidays_between("LI", "", FIRST, LAST)[date(2027, 1, 6)] == "Epiphany"


def test_a_plan_s_note_of_a_pin_on_a_holiday_is_german_whole(
    ask: Callable[..., Request], account: Callable[..., Account]
) -> None:
    shop = account(1)
    pin = Pin("v", date(2026, 4, 6), account_id=shop.id, number=0)
    request = ask(shop, pins=(pin,), days=42)
    (problem,) = assemble(request).problems
    told = problem_in_words(problem, "de")
    assert told.where == f"Fixierung von Kunde {shop.id} am 06.04.2026 (Besuch v)"
    assert told.cause == "Rita arbeitet dann nicht (Feiertag: Ostermontag)"
    assert "Easter Monday" in problem.cause
    (note,) = notes_of(replace(assemble(request), relaxed=(), withheld=(), assumed_hours=()))
    assert words(note.why, "de").startswith(f"{told.where}: {told.cause}. ")


def test_a_day_off_is_told_with_the_german_name() -> None:
    off = Finding.of("off-public-holiday", what="Epiphany")
    assert (words(off), words(off, "de")) == ("public holiday: Epiphany", "Feiertag: Heilige Drei Könige")
    assert holiday_in("Founders' day of our town", "de") == "Founders' day of our town"
