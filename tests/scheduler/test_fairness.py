"""Shares of a plan are sums of days, of those reps who are compared and drive."""

from __future__ import annotations

from datetime import date

from scheduler.fairness import LATE_S, DayLoad, rep_shares, spreads

FRIDAY = date(2027, 1, 8)
MONDAY = date(2027, 1, 4)


def load(rep_id: str, day: date, return_s: int = 16 * 3600) -> DayLoad:
    return DayLoad(rep_id, day, 4, 3600, 8 * 3600, night=False, return_s=return_s, distance_m=50_000)


def test_days_add_up_and_fridays_and_late_returns_are_counted() -> None:
    loads = [load("a", MONDAY, LATE_S + 1), load("a", FRIDAY, LATE_S), load("b", MONDAY)]
    a, b = rep_shares(loads, ["a", "a", "c"], {"a": 10.0}, {"a": "Ada", "b": "Bo"})
    assert (a.name, a.work_h, a.driving_h, a.distance_km, a.visits) == ("Ada", 16, 2, 100, 8)
    assert (a.nights, a.fridays, a.late_returns, a.potential) == (2, 1, 1, 10.0)
    assert (b.fridays, b.late_returns, b.potential) == (0, 0, 0.0)


def test_who_is_not_compared_or_does_not_drive_has_no_share() -> None:
    shares = rep_shares([load("a", MONDAY), load("x", MONDAY)], [], {}, {"a": "Ada", "b": "Bo"})
    assert [one.rep_id for one in shares] == ["a"]
    assert set(spreads(shares)) >= {"work_h", "nights", "potential"}
