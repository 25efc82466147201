"""What each territory holds: figures as beside the lasso, on the page and by the API; to each what is theirs."""

from __future__ import annotations

import pytest

from office.opening import Office
from office.ownership.overview import read_territories
from office.ownership.selections import SelectionOrder, price_selection, weigh_territories
from office.people import owner
from office.travel import travel_engine
from tests.web.site import PASSWORD, client_of


def test_a_territory_holds_what_the_lasso_says_of_it_before_a_move(house: Office) -> None:
    engine = travel_engine(house)
    reps = sorted({rep for _, rep in read_territories(house, owner()).places if rep})
    some = next(account.id for account, rep in read_territories(house, owner()).places if rep == reps[0])
    price = price_selection(house, owner(), engine, SelectionOrder((some,), reps[1]))
    shifts = {one.rep_id: one.before for one in price.territories}
    held = {one.seat_id: one for one in weigh_territories(house, owner(), engine)}
    for rep in reps[:2]:
        assert held[rep].totals["workload"] == pytest.approx(shifts[rep].hours)
        assert held[rep].travel_s == pytest.approx(shifts[rep].travel_s)


def test_the_page_and_the_api_tell_the_same_territories(house: Office) -> None:
    planner = client_of(house)
    assert planner.post("/login", data={"person": "pat", "password": PASSWORD}).status_code == 303
    told = planner.get("/api/v1/territories/loads").json()["items"]
    shown = planner.get("/territories/loads").text
    assert 'data-load="/territories/loads"' in planner.get("/territories").text
    assert len(told) == shown.count('<th scope="row">') > 1
