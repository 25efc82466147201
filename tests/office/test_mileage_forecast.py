"""A plan is reported as a forecast, with the rate in force at each date, and posts nothing."""

from __future__ import annotations

from datetime import date

from mileage.monthly import Basis
from office.mileage.forecast import forecast_mileage, list_months
from office.opening import Office
from scheduler.plan import Plan, PlannedVisit, Tour
from store.database import writing
from store.ledger import all_postings
from store.plans import write_plan
from tests.office.mileage_house import EVENING, by, drive, furnished, look, visited


def tour(day: date, metres: int) -> Tour:
    visit = PlannedVisit(f"v{day}", "a1", 1, 30000, 32400, 34200, 1000, metres)
    return Tour("r1", day, 29000, 40000, None, 0, (visit,), 1000, metres)


def test_a_forecast_names_the_rate_in_force_and_posts_nothing(sqlite_workspace: Office) -> None:
    plan = Plan(
        date(2026, 4, 1), date(2026, 4, 30), (tour(date(2026, 4, 2), 80_467), tour(date(2026, 4, 7), 80_467)), ()
    )
    furnished(sqlite_workspace, "hmrc-amap")
    with writing(sqlite_workspace.database) as connection:
        write_plan(connection, plan, EVENING)
    found = forecast_mileage(*by(sqlite_workspace, "boss"))
    lines, problems = found.lines, found.problems
    assert [(line.month, line.rates, str(line.pay)) for line in lines] == [
        ("2026-04", "0.45", "45.00 GBP"),
        ("2026-04", "0.55", "55.00 GBP"),
    ]
    assert {line.basis for line in lines} == {Basis.PLANNED}
    assert problems == ()
    assert look(sqlite_workspace, all_postings) == ()


def test_a_year_without_a_rate_is_said(sqlite_workspace: Office) -> None:
    plan = Plan(date(2031, 4, 1), date(2031, 4, 30), (tour(date(2031, 4, 2), 80_000),), ())
    furnished(sqlite_workspace, "irs-business")
    with writing(sqlite_workspace.database) as connection:
        write_plan(connection, plan, EVENING)
    found = forecast_mileage(*by(sqlite_workspace, "boss"))
    lines, problems = found.lines, found.problems
    assert (lines, [problem.code for problem in problems]) == ((), ["rate-gap", "rate-gap"])


def test_what_was_driven_stands_before_what_a_plan_foretells(sqlite_workspace: Office) -> None:
    furnished(sqlite_workspace, "hmrc-amap")
    visited(sqlite_workspace, "a1")
    drive(sqlite_workspace)
    plan = Plan(date(2026, 6, 1), date(2026, 6, 5), (tour(date(2026, 6, 2), 80_467),), ())
    with writing(sqlite_workspace.database) as connection:
        write_plan(connection, plan, EVENING)
    lines = list_months(*by(sqlite_workspace, "boss"))
    assert [(line.basis, line.month, line.trips) for line in lines] == [
        (Basis.CONFIRMED, "2026-05", 2),
        (Basis.PLANNED, "2026-06", 2),
    ]
    assert lines[1:] == forecast_mileage(*by(sqlite_workspace, "boss")).lines
