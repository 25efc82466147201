"""Each flag twice: raised where it should be, silent just short of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from mileage.flags import FlagRules, flags
from mileage.log import LogEntry
from mileage.trips import TripKind, TripSource
from tests.mileage.books import trip

MONDAY = date(2026, 5, 4)
PLAIN = replace(trip("t", "2026-05-04", "10"), network_m=Decimal(16000), leave_s=30000, arrive_s=31200)


def entry(captured: date = MONDAY, **change: object) -> LogEntry:
    return LogEntry(replace(PLAIN, **change), captured, "attested", unit="mi")  # type: ignore[arg-type]


def codes(*entries: LogEntry, rules: FlagRules | None = None) -> list[str]:
    return [flag.code for flag in flags(entries, rules or FlagRules())]


def test_an_ordinary_trip_raises_nothing() -> None:
    assert codes(entry()) == []


@pytest.mark.parametrize(("network", "expected"), [(13411, ["over-network"]), (13412, [])])
def test_more_than_a_fifth_over_the_network_is_asked_about(network: int, expected: list[str]) -> None:
    assert codes(entry(network_m=Decimal(network))) == expected


@pytest.mark.parametrize(
    ("arrive", "expected"), [(30440, ["impossible-speed"]), (30450, []), (29000, ["impossible-speed"])]
)
def test_a_speed_that_nobody_drives_is_asked_about(arrive: int, expected: list[str]) -> None:
    assert codes(entry(arrive_s=arrive)) == expected


@pytest.mark.parametrize(("source", "expected"), [(TripSource.MANUAL, ["round-number"]), (TripSource.VISIT, [])])
def test_a_round_number_by_hand_is_asked_about(source: TripSource, expected: list[str]) -> None:
    assert codes(entry(source=source)) == expected


def test_weekends_and_holidays_are_asked_about() -> None:
    saturday = date(2026, 5, 9)
    assert codes(entry(saturday, date=saturday)) == ["weekend"]
    assert codes(entry(), rules=FlagRules(holidays={"rep": frozenset({MONDAY})})) == ["holiday"]
    assert codes(entry(), rules=FlagRules(holidays={"other": frozenset({MONDAY})})) == []


@pytest.mark.parametrize(("day", "expected"), [(date(2026, 5, 11), []), (date(2026, 5, 12), ["late-entry"])])
def test_an_entry_after_more_than_seven_days_is_asked_about(day: date, expected: list[str]) -> None:
    assert codes(entry(day)) == expected


@pytest.mark.parametrize(("leave", "expected"), [(31199, ["overlap"]), (31200, [])])
def test_two_trips_at_once_are_asked_about(leave: int, expected: list[str]) -> None:
    assert codes(entry(), entry(id="u", leave_s=leave, arrive_s=leave + 900)) == expected


@pytest.mark.parametrize(("start", "expected"), [(5000, ["odometer-gap"]), (2000, ["odometer-backwards"]), (4000, [])])
def test_an_odometer_that_jumps_is_asked_about(start: int, expected: list[str]) -> None:
    first = entry(odometer_start_m=Decimal(1000), odometer_end_m=Decimal(4000))
    second = entry(id="u", odometer_start_m=Decimal(start), odometer_end_m=Decimal(9000), leave_s=None)
    assert codes(first, second) == expected


@pytest.mark.parametrize(("count", "expected"), [(2, 0), (3, 3)])
def test_trips_alike_by_hand_are_asked_about(count: int, expected: int) -> None:
    alike = [entry(id=str(n), source=TripSource.MANUAL, distance_m=Decimal(15000), leave_s=None) for n in range(count)]
    assert codes(*alike).count("repeat") == expected


def test_a_trip_without_a_purpose_is_asked_about() -> None:
    assert codes(entry(purpose=" ")) == ["no-purpose"]


def test_a_private_trip_is_never_looked_at() -> None:
    assert codes(entry(kind=TripKind.PRIVATE, purpose="", arrive_s=29000, date=date(2026, 5, 9))) == []


def test_evidence_names_the_numbers() -> None:
    (flag,) = flags([entry(network_m=Decimal("8046.72"))], FlagRules())
    assert flag.evidence == "10.0 mi driven, 5.0 mi on the roads: 100 % more"


@pytest.mark.parametrize(("metres", "until_s", "raised"), [(100, 43500, []), (3000, 43500, ["impossible-speed"])])
def test_times_to_the_minute_raise_no_false_alarm(metres: int, until_s: int, raised: list[str]) -> None:
    assert codes(entry(distance_m=Decimal(metres), leave_s=43500, arrive_s=until_s, network_m=None)) == raised


def test_times_that_go_backwards_are_asked_about() -> None:
    assert codes(entry(distance_m=Decimal(100), leave_s=43500, arrive_s=43440, network_m=None)) == ["impossible-speed"]


def test_another_odometer_in_the_car_raises_no_flag() -> None:
    before = entry(id="a", odometer_start_m=Decimal(131_000_000), odometer_end_m=Decimal(131_016_093))
    after = entry(id="b", odometer_start_m=Decimal(10), odometer_end_m=Decimal(16_103), leave_s=40000, arrive_s=41200)
    assert codes(before, after) == ["odometer-gap"] or codes(before, after) == ["odometer-backwards"]
    assert codes(before, after, rules=FlagRules(replaced={"car": frozenset({MONDAY})})) == []


def test_flags_stand_in_the_order_of_their_days() -> None:
    later = replace(entry(id="a", purpose=""), trip=replace(PLAIN, id="a", purpose="", date=date(2026, 5, 6)))
    sooner = entry(id="z", purpose="")
    assert [flag.trip_id for flag in flags([later, sooner], FlagRules())] == ["z", "a"]
