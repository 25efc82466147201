"""What a review reads: newest visits, travel of the plan, planned visits nobody spoke of, owners by rep or by rules."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from office.opening import Office
from office.reviews.inputs import gather
from reports.review import paper
from scheduler.closed_visits import ClosedVisit
from scheduler.plan import Plan, PlannedVisit, Tour, VisitStatus
from scheduler.review.analysis import analyse
from scheduler.review.gathered import Gathered
from store.accounts import write_accounts, write_reps
from store.database import reading, writing
from store.ownership import Owned, add_ownership
from store.plans import set_published, write_plan
from store.review import add_file
from store.sales import MonthlySales, write_sales
from store.visits import write_closed_visit
from territory.accounts import Account, Rep
from territory.manager_files import FileKind, ManagerFile
from territory.review.inputs import Fate

TODAY = date(2026, 5, 15)


def closed(visit: str, account: str, day: date, status: VisitStatus, reason: str = "") -> ClosedVisit:
    times = (32400, 36000) if status is VisitStatus.DONE else (None, None)
    return ClosedVisit(visit, account, "R1", status, day, *times, "", "", reason, "2026-05-15T08:00:00+00:00")


@pytest.fixture
def busy(office: Office, now: datetime) -> Office:
    """Return a workspace with a published week: one visit done, one skipped, one silent, one still to come."""
    people = [
        Account(
            f"A{n}",
            f"Shop {n}",
            47.0 + n / 100,
            9.5,
            28,
            14,
            42,
            1800,
            segment="gold",
            potential=1200.0,
            last_visit=date(2026, 3, 1),
        )
        for n in range(5)
    ]
    visits = [PlannedVisit(f"v{n}", f"A{n}", n, 32400, 32400, 34200, 600 + 100 * n, 5000) for n in range(4)]
    tours = (
        Tour("R1", date(2026, 5, 11), 30000, 60000, None, 0, tuple(visits[:3]), 900, 9000),
        Tour("R1", date(2026, 5, 18), 30000, 60000, None, 0, (visits[3],), 900, 9000),
    )
    with writing(office.database) as connection:
        write_reps(connection, [Rep("R1", "Rita", 47.0, 9.5, "Mo-Fr 08:00-17:00", "Europe/Vaduz", "LI")])
        write_accounts(connection, people)
        add_ownership(connection, [Owned(one.id, date(2026, 1, 1), "R1", "design") for one in people[:4]])
        set_published(connection, write_plan(connection, Plan(date(2026, 5, 11), date(2026, 5, 24), tours, ()), now))
        write_closed_visit(connection, closed("v0", "A0", date(2026, 5, 11), VisitStatus.DONE))
        write_closed_visit(connection, closed("v1", "A1", date(2026, 5, 11), VisitStatus.SKIPPED, "closed"))
        write_closed_visit(connection, closed("old", "A2", date(2025, 5, 11), VisitStatus.DONE))
        write_sales(
            connection, [MonthlySales(f"A{n}", f"2026-0{m}", Decimal(100 + m), "EUR") for n in range(5) for m in (3, 4)]
        )
    return office


def known(busy: Office) -> Gathered:
    with reading(busy.database) as connection:
        return gather(connection, TODAY, 4)


def test_each_planned_visit_of_the_past_has_its_fate(busy: Office) -> None:
    found = {(visit.account, visit.fate, visit.reason) for visit in known(busy).visits}
    assert found == {("A0", Fate.DONE, ""), ("A1", Fate.SKIPPED, "closed"), ("A2", Fate.OPEN, "")}


def test_the_last_visit_is_the_latest_that_anybody_knows_of(busy: Office) -> None:
    last = {one.id: one.last_visit for one in known(busy).accounts}
    assert (last["A0"], last["A1"], last["A2"]) == (date(2026, 5, 11), date(2026, 3, 1), date(2026, 3, 1))


def test_a_visit_costs_its_way_in_the_plan_or_the_plans_mean(busy: Office) -> None:
    seconds = known(busy).call_s
    ways = [600 + 300, 700 + 300, 800 + 300, 900 + 900]
    assert [seconds[f"A{n}"] for n in range(4)] == [1800 + way for way in ways]
    assert seconds["A4"] == pytest.approx(1800 + sum(ways) / 4)


def test_without_rules_territories_are_by_rep(busy: Office) -> None:
    owners = known(busy).owners
    assert (dict(owners.reps), set(owners.territory)) == ({"R1": "R1"}, {"A0", "A1", "A2", "A3"})


def test_figures_come_from_the_log_and_the_months_on_record(busy: Office) -> None:
    found = analyse(known(busy))
    figures = {one.kpi: one for one in found.figures}
    assert figures["coverage"].value is not None
    assert figures["growth"].value is None
    assert figures["growth"].why
    assert found.seasons is not None
    assert found.seasons.segments == {}
    assert [one.accounts for one in found.review.proposals if one.kind == "gap"] == [("A4",)]


def test_a_review_of_an_empty_workspace_says_so_and_computes_nothing(office: Office) -> None:
    with reading(office.database) as connection:
        made = paper(analyse(gather(connection, TODAY, 4)))
    words = " ".join(word for part in made.parts for word in part.words)
    assert "There are no territories." in words
    assert "There are no accounts." in words
    assert all(part.words or part.tables for part in made.parts)


@pytest.mark.parametrize(("said", "gaps"), [("margin = 0.3", 1), ("absent_months_are_zero = true", 0)])
def test_a_month_without_a_row_is_a_gap_unless_the_policy_says_that_nothing_was_sold(
    busy: Office, now: datetime, said: str, gaps: int
) -> None:
    with writing(busy.database) as connection:
        write_sales(connection, [MonthlySales("A0", "2026-01", Decimal(7), "EUR")])
        add_file(connection, ManagerFile(FileKind.POLICY, "policy.toml", date(2026, 1, 1), said, {}), now)
    found = known(busy)
    assert [problem.code for problem in found.sales_problems] == ["sales-gap"] * gaps
    assert found.sales is not None
    february = found.sales.amounts[found.sales.accounts.index("A0"), 1]
    assert (february == 0) == (gaps == 0)
