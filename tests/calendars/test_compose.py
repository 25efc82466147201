"""A plan becomes the events of one rep, in the rep's clock and language."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from calendars import compose as composing
from calendars.compose import Choices, compose, instant
from calendars.events import EventKind, EventStatus
from calendars.texts import TEXTS
from routing.places import Place
from scheduler.demand.rules import Appointment
from scheduler.demand.workdays import Absence
from scheduler.plan import Night, VisitStatus
from tests.calendars.week import CHOICES, FACTS, HOUR, MONDAY, REP, WEEK, plan, tour, visit

ZURICH = ZoneInfo("Europe/Zurich")


def test_nine_o_clock_is_nine_o_clock_on_both_sides_of_a_clock_change() -> None:
    first, _, third = compose(WEEK, REP, FACTS, CHOICES)
    assert first.start == datetime(2026, 3, 23, 8, tzinfo=UTC)
    assert third.start == datetime(2026, 3, 30, 7, tzinfo=UTC)


def test_a_clock_time_that_is_left_out_or_shown_twice_is_one_instant() -> None:
    assert instant(date(2026, 3, 29), 2 * HOUR + 1800, ZURICH) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert instant(date(2026, 10, 25), 2 * HOUR + 1800, ZURICH) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert instant(date(2026, 3, 28), 25 * HOUR, ZURICH) == datetime(2026, 3, 29, 0, tzinfo=UTC)


def test_another_reps_tours_are_not_carried() -> None:
    assert compose(WEEK, replace(REP, id="r2"), FACTS, CHOICES) == ()


def test_what_the_visits_to_an_account_say_alike_is_put_into_words_once(monkeypatch: pytest.MonkeyPatch) -> None:
    worded: list[str] = []

    def ways(place: Place) -> dict[str, str]:
        worded.append(place.id)
        return {"Maps": f"https://maps.example/{place.id}"}

    monkeypatch.setattr(composing, "drive_to", ways)
    tours = (
        tour(MONDAY + timedelta(days=day), visit(f"v{2 * day}", "a", 9), visit(f"v{2 * day + 1}", "b", 14))
        for day in range(3)
    )
    events = compose(plan(*tours), REP, FACTS, CHOICES)
    assert [event.summary[-1] for event in events] == list("ababab")
    assert [f"https://maps.example/{event.summary[-1]}" in event.description for event in events] == [True] * 6
    assert worded == ["a", "b"]


@pytest.mark.parametrize(
    ("status", "drafts", "carried"),
    [
        (VisitStatus.PUBLISHED, False, True),
        (VisitStatus.DONE, False, True),
        (VisitStatus.DRAFT, False, False),
        (VisitStatus.DRAFT, True, True),
        (VisitStatus.SKIPPED, True, False),
        (VisitStatus.DECLINED, True, False),
    ],
)
def test_what_takes_place_is_carried_and_drafts_by_choice(status: VisitStatus, drafts: bool, carried: bool) -> None:
    week = plan(tour(MONDAY, replace(visit("v1", "a", 9), status=status)))
    assert bool(compose(week, REP, FACTS, Choices(drafts=drafts))) is carried


def test_a_visit_is_tentative_until_it_is_accepted() -> None:
    events = compose(WEEK, REP, replace(FACTS, accepted=frozenset({"v1"})), CHOICES)
    assert [event.status for event in events] == [EventStatus.CONFIRMED, *[EventStatus.TENTATIVE] * 2]
    assert [event.busy for event in events] == [True, False, False]


def test_a_visit_says_why_where_and_how_in_the_reps_language() -> None:
    for language, words in TEXTS.items():
        event = compose(WEEK, REP, FACTS, Choices(language=language))[0]
        assert words.purpose.format("Spring order") in event.description
        assert words.travel.format(15, 9) in event.description
        assert words.leave.format("08:45") in event.description
        assert "47.150000,9.512500" in event.description
    with pytest.raises(ValueError, match="en, de"):
        compose(WEEK, REP, FACTS, Choices(language="xx"))


def test_the_people_at_an_account_are_named_by_choice_alone() -> None:
    silent = compose(WEEK, REP, FACTS, CHOICES)[0]
    assert (silent.contact, "Kim" in silent.description) == ("", False)
    told = compose(WEEK, REP, FACTS, Choices(contacts=True))[0]
    assert told.contact == "Kim, +423 000 00 00, kim@example.com"
    assert f"Contact: {told.contact}" in told.description
    nobody = {name: replace(account, contact="", phone="", email="") for name, account in FACTS.accounts.items()}
    assert compose(WEEK, REP, replace(FACTS, accounts=nobody), Choices(contacts=True))[0] == silent


def test_an_alarm_rings_before_leaving_not_before_arriving() -> None:
    assert compose(WEEK, REP, FACTS, Choices(alarm_min=10))[0].alarm_s == 900 + 600
    assert compose(WEEK, REP, FACTS, Choices(alarm_min=None))[0].alarm_s is None


def test_lunch_nights_and_absences_come_by_choice() -> None:
    names = {"r1": "Chur", "r2": "Bern"}
    away = tuple(Night(rep, MONDAY, name, name, 46.9, 9.5, Decimal(90), "CHF") for rep, name in names.items())
    week = replace(WEEK, nights=away)
    facts = replace(
        FACTS,
        absences=(
            Absence("r1", MONDAY, MONDAY + timedelta(days=1)),
            Absence("r2", MONDAY, MONDAY),
        ),
    )

    def kinds(choices: Choices) -> set[EventKind]:
        return {event.kind for event in compose(week, REP, facts, choices)}

    assert kinds(Choices(lunch=True)) == set(EventKind)
    assert kinds(Choices(lunch=False, nights=False, absences=False)) == {EventKind.VISIT}
    nights = [event for event in compose(week, REP, facts, CHOICES) if event.kind is EventKind.NIGHT]
    assert [event.summary for event in nights] == ["Night in Chur"]
    assert not nights[0].busy


@pytest.mark.parametrize(("days", "repeats"), [(0, False), (4, True)])
def test_hours_off_are_one_event_and_of_several_days_a_series(days: int, repeats: bool) -> None:
    office = Absence("r1", MONDAY, MONDAY + timedelta(days=days), "office", 13 * HOUR, 15 * HOUR)
    events = compose(WEEK, REP, replace(FACTS, absences=(office,)), CHOICES)
    (absence,) = [event for event in events if event.kind is EventKind.ABSENCE]
    assert absence.start == datetime(2026, 3, 23, 12, tzinfo=UTC)
    assert (absence.repeat is not None) is repeats
    assert absence.summary == "Away"


def test_hours_off_where_clocks_follow_no_rule_are_one_event_a_day() -> None:
    rep = replace(REP, timezone="Africa/Casablanca")
    office = Absence("r1", MONDAY, MONDAY + timedelta(days=4), "office", 13 * HOUR, 15 * HOUR)
    events = compose(plan(), rep, replace(FACTS, absences=(office,)), CHOICES)
    assert len({event.uid for event in events}) == 5
    assert {event.repeat for event in events} == {None}


def test_a_training_is_told_by_its_purpose_and_a_customer_s_date_with_its_account() -> None:
    made = [Appointment("t", "room", MONDAY, 0, HOUR, "Training"), Appointment("v1", "a", MONDAY, 0, HOUR)]
    appointments = {appointment.id: appointment for appointment in made}
    week = plan(tour(MONDAY, visit("t", "room", 8), visit("v1", "a", 10)))
    training, date_ = compose(week, REP, replace(FACTS, appointments=appointments), CHOICES)
    assert (training.summary, training.status, training.lat) == ("Training", EventStatus.CONFIRMED, None)
    assert (date_.summary, date_.status) == ("Account a", EventStatus.CONFIRMED)
