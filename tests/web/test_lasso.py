"""Choosing accounts on the map of territories: figures of both at once, one decision, one undo; by keyboard too."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from office.designs.inputs import read_land
from office.opening import Office
from office.ownership import selections
from office.ownership.decisions import undo_ownership
from office.ownership.overview import read_territories
from office.ownership.selections import SelectionOrder, move_selection, price_selection
from office.people import owner
from routing.problems import BadInputError
from routing.straight import StraightLineEngine
from tests.web.browser import browser, served, signed_page


def held(office: Office) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for account, rep in read_territories(office, owner()).places:
        found.setdefault(rep, set()).add(account.id)
    return found


def test_figures_of_both_territories_are_those_after_the_move(house: Office) -> None:
    before = held(house)
    giver, taker = sorted(rep for rep in before if rep)[:2]
    some = tuple(sorted(before[giver])[:7])
    order = SelectionOrder((*some, some[0], min(before[taker])), taker)
    price = price_selection(house, owner(), StraightLineEngine(), order)
    assert (price.moved, price.refused) == (7, ())
    (one, other) = price.territories
    assert (one.rep_id, other.rep_id) == (giver, taker)
    assert one.before.accounts - one.after.accounts == other.after.accounts - other.before.accounts == 7
    for figure in ("hours", "potential"):
        sums = [
            sum(getattr(getattr(shift, when), figure) for shift in price.territories) for when in ("before", "after")
        ]
        assert sums[0] == pytest.approx(sums[1])
    assert held(house) == before, "a price keeps nothing"
    number, first, last = move_selection(house, owner(), order, "nearer")
    assert first <= last
    assert held(house)[taker] == before[taker] | set(some)
    again = price_selection(
        house, owner(), StraightLineEngine(), SelectionOrder((min(before[giver] - set(some)),), taker)
    )
    comes = again.territories[0].before
    assert (comes.accounts, comes.potential) == (one.after.accounts, one.after.potential), (
        "what is priced is what comes"
    )
    assert comes.hours == pytest.approx(one.after.hours)
    undo_ownership(house, owner(), number)
    assert held(house) == before


@pytest.mark.parametrize(
    ("accounts", "rep", "code"),
    [((), "R000", "selection-impossible"), (("no-such",), "R000", "account-unknown"), (None, "nobody", "rep-unknown")],
)
def test_what_cannot_be_chosen_is_refused(house: Office, accounts: tuple[str, ...] | None, rep: str, code: str) -> None:
    known = tuple(sorted(held(house)["R000"]))
    order = SelectionOrder(known if accounts is None else accounts, rep)
    for act in (
        lambda: price_selection(house, owner(), StraightLineEngine(), order),
        lambda: move_selection(house, owner(), order),
    ):
        with pytest.raises(BadInputError) as refused:
            act()
        assert refused.value.problems[0].code == code


def test_who_asks_while_what_prices_share_is_made_waits_for_that_one(
    house: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = SelectionOrder(tuple(sorted(held(house)["R000"]))[:1], "R001")
    made, begun, go_on = [], Event(), Event()

    def slowly(*args: Any, **more: Any) -> Any:
        made.append(1)
        begun.set()
        assert go_on.wait(20)
        return read_land(*args, **more)

    monkeypatch.setattr(selections, "read_land", slowly)
    house.memory.pop("selections", None)
    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(price_selection, house, owner(), StraightLineEngine(), order)
        assert begun.wait(20)
        second = threads.submit(price_selection, house, owner(), StraightLineEngine(), order)
        go_on.set()
        assert first.result(60) == second.result(60)
    assert len(made) == 1


def test_what_is_there_already_is_no_move(house: Office) -> None:
    mine = tuple(sorted(held(house)["R000"]))
    assert price_selection(house, owner(), StraightLineEngine(), SelectionOrder(mine, "R000")).moved == 0
    with pytest.raises(BadInputError, match="owner-already"):
        move_selection(house, owner(), SelectionOrder(mine, "R000"))


CROSSED = ((0.15, 0.03), (0.98, 0.03), (0.98, 0.97), (0.02, 0.97), (0.02, 0.35), (0.3, 0.35), (0.3, 0.01))
"""Around nearly everything, the end over the beginning: parts of a map's width and height."""


def test_accounts_are_chosen_by_a_line_or_in_the_list_and_moved_and_taken_back(house: Office) -> None:
    faults: list[str] = []
    before = held(house)
    with served(house) as base, browser() as opened:
        page = signed_page(opened, base, "pat", faults, viewport={"width": 1280, "height": 900}, color_scheme="dark")
        assert page.goto(f"{base}/territories").ok
        page.locator("#lasso-list label").first.wait_for()
        page.click("#lasso-draw")
        box = page.locator("#map").bounding_box()
        corners = [(box["x"] + box["width"] * x, box["y"] + box["height"] * y) for x, y in CROSSED]
        page.mouse.move(*corners[0])
        page.mouse.down()
        for corner in corners[1:]:
            page.mouse.move(*corner, steps=4)
        page.mouse.up()
        page.locator("#lasso-said", has_text="crosses itself").wait_for()
        page.locator("#lasso-figures td").first.wait_for()
        assert page.locator("#lasso-list input:checked").count() > 0
        page.click("#lasso-clear")
        page.locator("#lasso-said", has_text="No account").wait_for()
        one = min(before["R001"])
        page.select_option("#lasso-rep", "R000")
        page.fill("#lasso-search", one)
        page.locator("#lasso-list input").first.focus()
        page.keyboard.press("Space")
        page.locator("#lasso-figures td").first.wait_for()
        assert [found["id"] for found in Axe().run(page).response["violations"]] == []
        page.locator("#lasso-go", has_text="Move 1 ").press("Enter")
        page.locator("li", has_text="1 accounts are R000's").get_by_role("button").click()
        page.locator("li", has_text="taken back").first.wait_for()
    assert held(house) == before
    assert faults == []
