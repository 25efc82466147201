"""Open deals in plans: by the planner's weight, and not at all without it."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from office.opening import Office
from office.people import owner
from office.plans.drafts import PlanOrder, make_plan
from office.settings import change_settings
from routing.stopping import Steps
from store.database import writing
from store.opportunities import write_opportunities
from store.ownership import Owned, add_ownership
from territory.opportunities import Opportunity, pipeline_shares
from tests.office.small_team import ENGINE, MONDAY, TODAY, account, furnish, rep

ME = owner("ada")
FAR = "A11"


@pytest.fixture
def team(sqlite_workspace: Office) -> Office:
    """R1 makes one visit a day and has twelve shops that are due; the farthest has the only open deal."""
    shops = tuple(account(n, last_visit=TODAY - timedelta(28), value=3.0 if n < 5 else 1.0) for n in range(12))
    made = furnish(sqlite_workspace, reps=(rep("R1", 9.42, max_visits=1),), accounts=shops)
    deal = Opportunity("d1", FAR, "machine", Decimal(9000), "EUR", "offer", 0.5, date(2026, 10, 1))
    with writing(made.database) as connection:
        add_ownership(connection, [Owned(one.id, TODAY, "R1", "made") for one in shops])
        write_opportunities(connection, [deal])
    return made


def visited(office: Office, **weights: float) -> set[str]:
    order = PlanOrder(MONDAY, 1, Steps(300), workers=1, weights={"growth": 0.0, **weights})
    plan = make_plan(office, ME, ENGINE, order).plan
    return {visit.account_id for tour in plan.tours for visit in tour.visits}


def test_with_the_weight_the_account_with_deals_is_visited_where_there_is_no_time_for_both(team: Office) -> None:
    assert FAR not in visited(team)
    assert FAR in visited(team, deals=9.0)


def test_a_deal_in_francs_counts_by_the_rate_that_the_company_states(team: Office) -> None:
    deal = Opportunity("d1", FAR, "machine", Decimal(9000), "CHF", "offer", 0.5, date(2026, 10, 1))
    with writing(team.database) as connection:
        write_opportunities(connection, [deal])
    assert FAR not in visited(team, deals=9.0)
    change_settings(team, ME, exchange="CHF 1.05 2026-01-01 ECB")
    assert FAR in visited(team, deals=9.0)


def test_a_deal_counts_by_amount_and_probability_while_it_is_open_in_our_currency() -> None:
    def deal(name: str, account: str, **more: object) -> Opportunity:
        plain = {"amount": Decimal(1000), "currency": "EUR", "probability": 0.5}
        return Opportunity(name, account, name, **(plain | more))  # type: ignore[arg-type]

    deals = [
        deal("1", "a"),
        deal("2", "a", probability=1.0),
        deal("3", "b"),
        deal("4", "c", closed=TODAY, won=False),
        deal("5", "d", currency="CHF"),
        deal("6", "e", amount=None),
        deal("7", "f", opened=TODAY + timedelta(1)),
    ]
    assert pipeline_shares(deals, TODAY, "EUR") == {"a": 1.5, "b": 0.5}
    assert pipeline_shares([], TODAY, "EUR") == {}
