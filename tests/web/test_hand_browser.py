"""A planner's hand in a browser, and what goes wrong meanwhile: lost answers, other reps, sheets, odd names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from benchmarks.office_house import NOW
from office.fixed_dates.register import list_fixed_dates
from office.opening import Office
from office.people import Grant, Person, Reach, Role, owner
from office.plans.heads import list_plan_heads
from office.visits.undo import list_decisions
from office.visits.visits import accept_visit
from store.accounts import read_accounts, read_reps, write_accounts, write_reps
from store.changes import record_change
from store.database import reading, writing
from tests.web.browser import browser, served, signed_page

REP = Person("r0", "Rep 0", (Grant(Role.REP, Reach.OWN),), rep_id="R000")
DESK = {"viewport": {"width": 1280, "height": 800}}


@pytest.fixture(scope="module")
def opened() -> Iterator[Any]:
    with browser() as one:
        yield one


@pytest.fixture
def base(house: Office) -> Iterator[str]:
    with served(house) as address:
        yield address


@pytest.fixture
def pat(opened: Any, base: str) -> Iterator[Any]:
    """Pat at the board of plan 1; no script of the page has failed when the test is over."""
    faults: list[str] = []
    page = signed_page(opened, base, "pat", faults, **DESK)
    page.goto(f"{base}/plan/1/board")
    page.wait_for_selector("#board table td")
    yield page
    page.context.close()
    assert faults == []


def ask_to_drop(page: Any, nth: int = 0) -> str:
    """Ask to leave a visit out, up to the button that does it; return its name."""
    page.locator(".chip").nth(nth).click()
    page.wait_for_selector(".strip button")
    page.click(".actions button >> nth=1")
    page.wait_for_selector("#drop-go:not([disabled])")
    return str(page.inner_text("#hand h2"))


def lose_answers(page: Any, times: int) -> list[int]:
    """Let the server decide, and lose its answer on the way, some times; return what it had answered."""
    answered: list[int] = []

    def cut(route: Any) -> None:
        if len(answered) >= times:
            route.continue_()
            return
        answered.append(route.fetch().status)
        route.abort()

    page.route("**/decisions", lambda route: cut(route) if route.request.method == "POST" else route.continue_())
    return answered


def test_an_answer_that_is_lost_after_the_change_was_made_is_asked_for_again_and_nothing_is_done_twice(
    house: Office, pat: Any
) -> None:
    ask_to_drop(pat)
    answered = lose_answers(pat, 1)
    pat.click("#drop-go")
    pat.wait_for_url("**/plan/2/board*")
    assert answered == [200]
    assert [head.id for head in list_plan_heads(house, owner())] == [1, 2]
    assert len(list_decisions(house, owner())) == 1


def test_a_network_that_stays_away_is_told_as_not_known_and_the_same_change_is_asked_for_later(
    house: Office, pat: Any
) -> None:
    ask_to_drop(pat)
    answered = lose_answers(pat, 4)
    pat.click("#drop-go")
    pat.locator("#drop-price", has_text="not known").wait_for()
    assert pat.locator("#drop-reason").is_disabled()
    assert "Nothing was changed" not in pat.inner_text("body")
    pat.locator("#drop-go", has_text="Ask again").click()
    pat.wait_for_url("**/plan/2/board*")
    assert answered == [200] * 4
    assert [head.id for head in list_plan_heads(house, owner())] == [1, 2]


def test_whoever_leaves_before_the_answer_is_told_on_coming_back_and_nothing_is_done_twice(
    house: Office, base: str, pat: Any
) -> None:
    board, away = f"{base}/plan/1/board", f"{base}/account"
    name = ask_to_drop(pat)
    lose_answers(pat, 9)
    pat.click("#drop-go")
    pat.locator("#drop-price", has_text="Asking again").wait_for()
    pat.goto(away)
    pat.unroute_all(behavior="ignoreErrors")
    pat.goto(board)
    assert name in pat.locator("#left .good", has_text="Done before you left").inner_text()
    assert len(list_decisions(house, owner())) == 1
    pat.goto(board)
    pat.wait_for_selector("#board table td")
    ask_to_drop(pat, 1)
    assert pat.inner_text("#left") == "", "what is known is told once"
    pat.route("**/decisions", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    pat.click("#drop-go")
    pat.locator("#drop-price", has_text="Asking again").wait_for()
    pat.goto(away)
    pat.unroute_all(behavior="ignoreErrors")
    pat.goto(board)
    pat.locator("#left", has_text="Not done").wait_for()
    assert len(list_decisions(house, owner())) == 1
    pat.locator("#left button", has_text="Do it now").click()
    pat.locator("#left .good").wait_for()
    assert len(list_decisions(house, owner())) == 2


def test_a_visit_is_dragged_onto_another_reps_day_at_the_price_of_both_plans_and_taken_back(
    house: Office, pat: Any
) -> None:
    chip = pat.locator('td[data-rep="R000"] .chip').first
    visit = chip.get_attribute("data-visit")
    day = pat.locator('td[data-rep="R001"]').nth(1)
    there = chip.bounding_box()
    pat.mouse.move(there["x"] + 8, there["y"] + 8)
    pat.mouse.down()
    pat.mouse.move(there["x"] + 20, there["y"] + 8, steps=2)
    pat.wait_for_selector('td.priced[data-rep="R000"]')
    where = day.bounding_box()
    pat.mouse.move(where["x"] + 20, where["y"] + 8, steps=4)
    pat.wait_for_selector('td.priced[data-rep="R001"]')
    pat.mouse.up()
    pat.wait_for_selector("#drop-go:not([disabled])")
    assert re.search(r"Of this: Rep 0 .+, Rep 1 \+", pat.inner_text("#drop-price"))
    assert "comes home" in pat.inner_text("#drop-broken")
    pat.locator("#drop-go", has_text="anyway").click()
    pat.locator("#said", has_text="Done: Shop").wait_for()
    assert [(one.kind.value, one.visit_id) for one in list_decisions(house, owner())] == [("hand", visit)]
    pat.click("#changes summary")
    pat.locator("#changes li button").first.click()
    pat.locator("#said", has_text="Taken back").wait_for()
    assert [one.undone_at is None for one in list_decisions(house, owner())] == [False]


def test_a_visit_that_its_rep_confirms_while_it_is_dragged_is_shown_so_and_can_be_put_back_where_it_was(
    house: Office, pat: Any
) -> None:
    chip = pat.locator('td[data-rep="R000"] .chip').first
    visit = chip.get_attribute("data-visit")
    there = chip.bounding_box()
    pat.mouse.move(there["x"] + 8, there["y"] + 8)
    pat.mouse.down()
    pat.mouse.move(there["x"] + 30, there["y"] + 10, steps=2)
    pat.wait_for_selector('td.priced[data-rep="R000"]')
    accept_visit(house, REP, visit)
    pat.locator("#said", has_text="r0: ").wait_for()
    assert pat.locator(f'td .chip[data-visit="{visit}"]').get_attribute("aria-pressed") == "true", "it stays in hand"
    pat.mouse.move(there["x"] + 20, there["y"] + 10, steps=2)
    pat.mouse.up()
    assert pat.locator("#drop").is_hidden(), "let go on its own day, nothing is asked"
    day = pat.locator('td[data-rep="R000"]').nth(3).bounding_box()
    there = pat.locator(f'td .chip[data-visit="{visit}"]').bounding_box()
    pat.mouse.move(there["x"] + 8, there["y"] + 8)
    pat.mouse.down()
    pat.mouse.move(day["x"] + 20, day["y"] + 8, steps=4)
    pat.mouse.up()
    pat.wait_for_selector("#drop-go:not([disabled])")
    assert list_decisions(house, owner()) == ()


def test_an_absence_is_told_in_the_sheet_beside_the_board_and_a_lost_answer_tells_it_once(
    house: Office, pat: Any
) -> None:
    ask_to_drop(pat)
    pat.keyboard.press("Escape")
    pat.locator(".actions a").last.click()
    pat.locator("#sheet input[name=first]").fill("2026-12-08")
    pat.locator("#sheet input[name=reason]").fill("training")
    lost = []

    def cut(route: Any) -> None:
        if not lost:
            lost.append(route.fetch(max_redirects=0).status)
            route.abort()
            return
        route.continue_()

    pat.route("**/plan/dates/absences", cut)
    pat.locator("#sheet form[action$=absences] button.primary").click()
    pat.locator("#sheet [role=status]", has_text="the board shows it").wait_for()
    assert lost == [303]
    fixed = list_fixed_dates(house, owner(), NOW.date())
    assert [(one.kind, one.name) for one in fixed] == [("absence", "training")]
    assert "training" in pat.inner_text("#sheet")


def test_names_of_any_script_and_a_rep_without_days_are_shown_as_they_are(house: Office, base: str, pat: Any) -> None:
    names = ("<img src=x onerror=alert(1)>", '寿司 🍣 "Bar"', "مطعم الشرق")
    with reading(house.database) as connection:
        shops, (rep, *_) = read_accounts(connection), read_reps(connection)
    with writing(house.database) as connection:
        write_accounts(connection, [replace(one, name=names[n % 3]) for n, one in enumerate(shops)])
        write_reps(connection, [replace(rep, id="R9", name="رنا 🍣 O'Neill & <b>Co</b>")])
        record_change(connection, "made", "names", NOW)
    pat.goto(f"{base}/plan/1/board")
    pat.wait_for_selector(".chip")
    row = pat.locator("#board tr", has_text="رنا 🍣 O'Neill & <b>Co</b>")
    assert (row.count(), row.locator(".chip").count()) == (1, 0)
    shown = pat.locator(".chip").all_inner_texts()
    assert len(shown) > 3
    assert all(any(name in text for name in names) for text in shown)
    assert pat.locator("#board img").count() == 0
    pat.locator(".chip").first.click()
    pat.wait_for_selector(".strip button")
    pat.locator("#hand select").select_option("R9")
    pat.goto(f"{base}/plan/1/board?zoom=horizon")
    pat.wait_for_selector("#board td")
    assert "<b>Co</b>" in pat.inner_text("#board")
