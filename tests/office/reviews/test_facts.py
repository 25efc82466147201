"""Facts of a period from the log, the books and other programs' rows: each where it is known, and nowhere else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from office.opening import Office
from office.reviews.kept import narrowed
from reports.review_parts.budgets import budgets_part
from reports.speech import Speech, speech_of
from scheduler.plan import VisitStatus
from scheduler.review.analysis import ALL, REGION, analyse
from scheduler.review.costs import Cost
from scheduler.review.facts import Facts
from scheduler.review.gathered import Gathered, Owners
from territory.accounts import AccountKind
from territory.feedback import Feedback
from territory.kpis import KPIS
from territory.opportunities import Opportunity
from territory.ownership.values import Region, Territory
from territory.performance import BudgetLine
from territory.policy import Policy
from tests.office.reviews.test_gathering import busy, closed, known

__all__ = ["busy"]
MONDAY, START, END = date(2026, 5, 11), date(2026, 5, 1), date(2026, 5, 31)


@pytest.fixture
def gathered(busy: Office) -> Gathered:
    return known(busy)


def facts(gathered: Gathered, territory: str = "R1") -> dict[str, float]:
    return dict(Facts(gathered).of(territory, START, END).amounts)


def with_records(gathered: Gathered, **more: object) -> Gathered:
    return replace(gathered, records=replace(gathered.records, **more))


def test_what_nobody_recorded_is_not_there(gathered: Gathered) -> None:
    missing = {"deals_won", "pipeline", "satisfaction_points", "cost", "new_customers"}
    assert not missing & set(facts(gathered))
    assert "visits" not in facts(replace(gathered, log=()))


def test_hours_come_from_the_report_and_the_length_of_the_day_from_its_tour(gathered: Gathered) -> None:
    found = facts(gathered)
    assert found["service_h"] == 1
    assert found["worked_h"] == pytest.approx(30000 / 3600)
    assert "worked_h" not in facts(with_records(gathered, tour_h={}))


def test_visits_fall_due_by_the_longest_spacing(gathered: Gathered) -> None:
    # A0 to A3, last visited on 1 March, were due by 12 April; A0 came late and is not due again yet.
    assert facts(gathered)["visits_due"] == 0
    early = Facts(gathered).of("R1", date(2026, 4, 1), date(2026, 4, 30)).amounts
    assert (early["visits_due"], early["visits_on_time"]) == (4, 0)
    assert (early["value_due"], early["value_on_time"]) == (4 * 1200, 0)


def test_a_cost_belongs_to_what_it_names_else_to_the_days_visits(gathered: Gathered) -> None:
    log = (closed("a", "A0", MONDAY, VisitStatus.DONE), closed("b", "A1", MONDAY, VisitStatus.DONE))
    owners = Owners({"A0": "north", "A1": "south", "A2": "south"}, {"north": "R1", "south": "R1"})
    day = Cost("R1", MONDAY, 30.0, "EUR")
    named, free = replace(day, account_id="A2", amount=8.0), Cost("R1", date(2026, 5, 13), 4.0, "EUR")
    shared = replace(with_records(gathered, costs=(day, named, free)), log=log, owners=owners, currency="EUR")
    assert (facts(shared, "north")["cost"], facts(shared, "south")["cost"]) == (15 + 2, 15 + 8 + 2)
    foreign = with_records(shared, costs=(day, replace(day, currency="CHF")))
    assert "cost" not in facts(foreign, "north")


def test_every_key_figure_rolls_up_the_tree_of_regions(gathered: Gathered) -> None:
    log = tuple(closed(f"v{n}", f"A{n}", date(2026, 4, 20), VisitStatus.DONE) for n in (0, 1, 2))
    regions = (Region("east", "The <East>", "all"), Region("south", parent="east"), Region("all"), Region("empty"))
    owners = Owners(
        {"A0": "t0", "A1": "t1", "A2": "t2", "A3": "t2"},
        {"t0": "R1", "t1": "R1", "t2": ""},
        territories=tuple(
            Territory(f"t{n}", "field", region=where) for n, where in enumerate(("south", "east", "all"))
        ),
        regions=regions,
    )
    made = analyse(replace(gathered, log=log, owners=owners))
    value = {(one.territory, one.kpi): one.value for one in made.figures}
    names = ["t0", "t1", "t2", *(REGION + one for one in ("east", "south", "all")), ALL]
    assert list(dict.fromkeys(territory for territory, _ in value)) == names
    coverage = [value[name, "coverage"] for name in names]
    assert coverage == [1, 1, 0.5, 1, 1, 0.75, 0.75]
    for kpi in KPIS:  # a region of one territory is that territory; the top is everybody
        assert value[REGION + "south", kpi] == value["t0", kpi], kpi
        assert value[REGION + "all", kpi] == value[ALL, kpi], kpi
    assert speech_of(made).territory(REGION + "east") == "Region The <East>"
    assert speech_of(made, "de").territory(REGION + "south") == "Region south"
    mine = {one.territory for one in narrowed(made, frozenset({"t0"})).figures}
    assert mine == {"t0"}


def test_answers_and_deals_count_for_the_territory_of_their_account(gathered: Gathered) -> None:
    deals = tuple(
        Opportunity(f"O{n}", f"A{n}", "Oven", Decimal(100), gathered.currency, probability=0.5) for n in (0, 4)
    )
    given = (Feedback("A0", MONDAY, 0.8), Feedback("A4", MONDAY, 0.1), Feedback("A0", date(2025, 5, 11), 0.0))
    found = facts(with_records(gathered, deals=deals, feedback=given))
    assert found["pipeline"] == 50
    assert (found["satisfaction_points"], found["satisfaction_answers"]) == (0.8, 1)


def test_new_customers_need_a_year_of_sales_before(gathered: Gathered) -> None:
    assert gathered.sales is not None
    sales = replace(gathered.sales, first=date(2025, 4, 1))
    amounts = sales.amounts.repeat(7, axis=1)
    amounts[0, :13] = 0
    long = replace(gathered, sales=replace(sales, amounts=amounts))
    assert Facts(long).of("R1", START, END).amounts["new_customers"] == 1
    assert "new_customers" not in Facts(long).of("R1", date(2026, 3, 1), END).amounts


def test_a_budget_without_stated_spending_is_held_against_the_expenses_of_its_kind(gathered: Gathered) -> None:
    line = BudgetLine("R1", "marketing", 2026, Decimal(100), None, gathered.currency)
    spent = Cost("R1", MONDAY, 30.5, gathered.currency, territory_id="R1", category="marketing")
    stated = replace(gathered, policy=Policy(budgets=(line, replace(line, kind="training"))))
    rows = budgets_part(analyse(with_records(stated, costs=(spent,))), Speech()).tables[0].rows
    assert [row[1:5] for row in rows] == [
        ("marketing", "100", "30.50", "69.50"),
        ("training", "100", None, None),
    ]


def test_prospects_do_not_fall_due(gathered: Gathered) -> None:
    prospects = tuple(replace(one, kind=AccountKind.PROSPECT) for one in gathered.accounts)
    early = Facts(replace(gathered, accounts=prospects)).of("R1", date(2026, 4, 1), date(2026, 4, 30)).amounts
    assert early["visits_due"] == 0
