"""A plan is reported as a forecast, with the rate in force at each date, and posts nothing."""

from __future__ import annotations

from datetime import date

from mileage.monthly import Basis
from office.mileage.forecast import forecast
from office.opening import Office
from scheduler.plan import Plan, PlannedVisit, Tour
from store.database import writing
from store.ledger import all_postings
from tests.office.mileage_house import furnish


def tour(day: date, metres: int) -> Tour:
    visit = PlannedVisit(f"v{day}", "a1", 1, 30000, 32400, 34200, 1000, metres)
    return Tour("r1", day, 29000, 40000, None, 0, (visit,), 1000, metres)


def test_a_forecast_names_the_rate_in_force_and_posts_nothing(sqlite_workspace: Office) -> None:
    plan = Plan(
        date(2026, 4, 1), date(2026, 4, 30), (tour(date(2026, 4, 2), 80_467), tour(date(2026, 4, 7), 80_467)), ()
    )
    with writing(sqlite_workspace.database) as connection:
        furnish(connection, "hmrc-amap")
        lines, problems = forecast(connection, plan)
        assert [(line.month, line.rates, str(line.pay)) for line in lines] == [
            ("2026-04", "0.45", "45.00 GBP"),
            ("2026-04", "0.55", "55.00 GBP"),
        ]
        assert {line.basis for line in lines} == {Basis.PLANNED}
        assert problems == ()
        assert list(all_postings(connection)) == []


def test_a_year_without_a_rate_is_said(sqlite_workspace: Office) -> None:
    plan = Plan(date(2031, 4, 1), date(2031, 4, 30), (tour(date(2031, 4, 2), 80_000),), ())
    with writing(sqlite_workspace.database) as connection:
        furnish(connection, "irs-business")
        lines, problems = forecast(connection, plan)
        assert (lines, [problem.code for problem in problems]) == ((), ["rate-gap", "rate-gap"])
