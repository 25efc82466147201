"""Rules, targets and policy as forms: one text behind them, nothing in force before it is kept."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from axe_playwright_python.sync_playwright import Axe
from fastapi.testclient import TestClient

from office.opening import Office
from office.ownership.rules import list_owners
from office.people import Role, owner
from office.reviews.manager_files import keep_traits, list_manager_files
from territory.file_forms.fields import FORMS
from territory.manager_files import FileKind
from tests.web.browser import browser, enter, served
from tests.web.month import month_over
from tests.web.site import signed_in
from web.routes import account

RULES = "/territories/files/rules"
ON = "2026-06-09"


@pytest.fixture
def house(sqlite_workspace: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setattr(account, "GUESSES_OF_ADDRESS", account.Limits(1000))
    monkeypatch.setattr(account, "GUESSES_OF_PERSON", account.Limits(1000))
    office = month_over(sqlite_workspace)
    keep_traits(office, owner(), "account_id,own:size\na2,large\n", "traits.csv")
    return office


def sent(page: str) -> dict[str, str]:
    """Return what the page's form would send besides what is typed; a browser drops a text's first line break."""
    found = dict(re.findall(r'<input type="hidden" name="(seen|open|beside|based)" value="([^"]*)"', page))
    (text,) = re.findall(r'<textarea name="text"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
    return {name: unescape(value) for name, value in found.items()} | {"text": unescape(text), "on": ON}


def step(client: TestClient, page: str, name: str, path: str = RULES, **more: object) -> str:
    answer = client.post(path, data=sent(page) | {"step": name} | more)
    assert answer.status_code == 200, answer.text
    return answer.text


def text_of(page: str) -> str:
    return sent(page)["text"]


def test_rules_are_made_in_forms_alone_from_nothing_to_owners(house: Office) -> None:
    manager = signed_in(house, Role.MANAGER)
    page = step(manager, manager.get(RULES).text, "begin")
    assert 'rep = "r1"' in text_of(page)
    page = step(manager, page, "add:rule")
    assert 'name="own" value="size=large"' in page, "attributes are those that accounts have"
    page = step(manager, page, "save", territory="r2", own="size=large")
    assert 'id = "r2"\nterritory = "r2"\nown = ["size=large"]' in text_of(page)
    page = step(manager, page, "add:rule")
    page = step(manager, page, "look", territory="r1", accounts="a1\na3")
    assert "What changes from" in page
    assert re.search(r"Rita Roth.*→|→ Rita Roth", page), "from whom to whom"
    assert list_manager_files(house, owner()) == {}, "looking keeps nothing"
    kept = manager.post(RULES, data=sent(page) | {"step": "keep"})
    assert kept.status_code == 303
    assert text_of(manager.get(f"{RULES}?on={ON}").text) == text_of(page), "forms and text are one record"
    owned = {one.account_id: one.rep_id for one in list_owners(house, owner(), date.fromisoformat(ON))}
    assert (owned["a1"], owned["a2"], owned["a3"]) == ("r1", "r2", "r1")


STRANGE = """[[layer]]
id = "field"
[[territory]]
id = "north"
rep = "r1"
# both of one rank
[[rule]]
id = "first"
territory = "north"
segments = ["gone"]
[[rule]]
id = "second"
territory = "north"
own = ["size=large"]
colour = "red"
"""


def test_what_no_form_shows_is_said_and_stays_in_the_text(house: Office) -> None:
    manager = signed_in(house, Role.MANAGER)
    page = manager.post(RULES, data={"text": STRANGE, "on": ON, "step": "save"}).text
    assert "No form shows this: colour." in page
    assert 'value="edit:rule:1"' not in page
    assert text_of(page) == STRANGE
    page = step(manager, page, "edit:rule:0")
    assert "no account has it" in page, "a value that nobody has any more stays chosen"
    page = step(manager, page, "save", id="first", territory="north", segments="gone", priority="")
    assert text_of(page) == STRANGE
    page = step(manager, page, "down:0")
    assert "priority = -1" in text_of(page)
    assert re.search(r'value="down:0"[^>]* autofocus', page), "whoever works by keys goes on where they were"
    left = step(manager, page, "remove:rule:0")
    assert ('colour = "red"' in text_of(left), '"first"' in text_of(left)) == (True, False)


def test_a_text_changed_by_hand_is_read_again_before_a_form_changes_it(house: Office) -> None:
    manager = signed_in(house, Role.MANAGER)
    page = manager.post(RULES, data={"text": STRANGE, "on": ON, "step": "save"}).text
    by_hand = STRANGE.replace(
        '[[rule]]\nid = "first"', '[[rule]]\nid = "zero"\nterritory = "north"\n[[rule]]\nid = "first"'
    )
    page = step(manager, page, "remove:rule:0", text=by_hand)
    assert "changed by hand" in page
    assert text_of(page) == by_hand
    assert manager.post(RULES, data=sent(page) | {"text": "[[", "step": "up:0"}).status_code == 200
    assert "cannot be read" in manager.post(RULES, data={"text": "[[", "on": ON, "step": "save"}).text


def test_what_is_wrong_keeps_what_was_typed(house: Office) -> None:
    manager = signed_in(house, Role.MANAGER)
    page = manager.post(RULES, data={"text": STRANGE, "on": ON, "step": "save"}).text
    page = step(manager, page, "edit:rule:0")
    wrong = sent(page) | {"step": "save", "id": "first", "territory": "north", "sales_from": "much"}
    answer = manager.post(RULES, data=wrong)
    assert answer.status_code == 400
    assert 'name="sales_from" value="much"' in answer.text
    assert text_of(answer.text) == STRANGE
    lost = manager.post(RULES, data=wrong | {"on": "soon"})
    assert (lost.status_code, text_of(lost.text)) == (400, STRANGE)
    for odd in (
        {"step": "dance"},
        {"step": "edit:rule:77"},
        {"step": "add:moon"},
        {"open": "moon:1"},
        {"beside": "[1]"},
    ):
        answer = manager.post(RULES, data={"text": STRANGE, "on": ON, "step": "save"} | odd)
        assert answer.status_code in {200, 400}
    assert manager.post("/territories/files/moon", data=wrong).status_code in {400, 404, 422}
    assert signed_in(house, Role.REP).get(RULES).status_code == 403
    assert signed_in(house, Role.REP).post(RULES, data=wrong).status_code == 403


def test_every_table_has_a_form_with_its_words(house: Office) -> None:
    manager = signed_in(house, Role.MANAGER)
    for kind, tables in FORMS.items():
        path = f"/territories/files/{kind.value}"
        page = manager.get(path).text
        for table, fields in tables.items():
            if fields and table != "decision":  # those are made where conflicts are
                opened = step(manager, page, f"add:{table}" if table else "edit::0", path)
                assert 'id="open-form"' in opened
                told = step(manager, opened, "save", path)
                assert 'id="open-form"' not in told


AREA = (
    '{"type":"Feature","properties":{"name":"Valley"},"geometry":'
    '{"type":"Polygon","coordinates":[[[9,46],[10,46],[10,48],[9,48],[9,46]]]}}'
)


def test_an_area_handed_in_once_is_chosen_looked_at_and_kept(house: Office) -> None:
    manager = signed_in(house, Role.MANAGER)
    page = manager.get(RULES).text
    page = step(manager, page, "begin")
    answer = manager.post(
        RULES, data=sent(page) | {"step": "add:rule"}, files={"area_files": ("map.geojson", AREA.encode())}
    )
    assert 'value="map.geojson#Valley"' in answer.text
    page = step(manager, answer.text, "look", territory="r2", areas="map.geojson#Valley")
    assert "What changes from" in page
    assert manager.post(RULES, data=sent(page) | {"step": "keep"}).status_code == 303
    held = list_manager_files(house, owner(), date.fromisoformat(ON))[FileKind.RULES]
    assert held.beside == {"map.geojson": AREA}
    later = manager.get(f"{RULES}?on={ON}").text
    assert "What changes from" in step(manager, later, "look"), "a later file's areas are known where it is edited"
    big = {"area_files": ("big.geojson", b"x" * 900_001)}
    assert manager.post(RULES, data=sent(page) | {"step": "save"}, files=big).status_code == 400


def test_targets_and_policy_are_forms_of_the_same_kind(house: Office) -> None:
    manager = signed_in(house, Role.MANAGER)
    path = "/territories/files/targets"
    page = step(manager, manager.get(path).text, "add:target", path)
    filled = {"territory": "r1", "kpi": "coverage", "start": "2026-01-01", "end": "2026-12-31", "value": "0,9"}
    page = step(manager, page, "look", path, **filled, on="2026-06-01")
    assert "1 lines or targets" in page
    assert manager.post(path, data=sent(page) | {"step": "keep", "on": "2026-06-01"}).status_code == 303
    assert "90.0%" in manager.get("/reports/targets").text
    path = "/territories/files/policy"
    page = step(manager, step(manager, manager.get(path).text, "edit::0", path), "save", path, margin="0.3")
    page = step(
        manager, step(manager, page, "add:limit", path), "save", path, kind="coverage", watch="0.9", alarm="0.8"
    )
    assert " ".join(text_of(page).split()) == 'margin = 0.3 [[limit]] kind = "coverage" watch = 0.9 alarm = 0.8'


def test_rules_are_ordered_and_kept_by_keyboard_on_a_phone_and_nothing_breaks_a_rule_of_axe(house: Office) -> None:
    with served(house) as address, browser() as opened:
        page = opened.new_context(viewport={"width": 390, "height": 800}, color_scheme="dark").new_page()
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        enter(page, address, "manager")
        page.wait_for_url(f"{address}/today*")
        page.goto(address + RULES)
        page.locator("#text summary").click()
        page.fill("[name=text]", STRANGE.replace('colour = "red"\n', ""))
        page.locator("button[value=save]:visible").click()
        page.locator("button[value='down:0']").focus()
        page.keyboard.press("Enter")
        page.wait_for_selector("button[value='down:0']:focus")
        page.locator("button[value='edit:rule:1']").focus()
        page.keyboard.press("Enter")
        page.wait_for_selector("#open-form legend:focus")
        page.locator("[name=id]").fill("shops")
        page.locator("[name=id]").press("Enter")
        page.wait_for_selector("button[value='edit:rule:1']:focus")
        assert page.locator("#rules ol strong").all_inner_texts() == ["shops", "first"]
        page.locator("button[value='edit:rule:1']").click()
        assert Axe().run(page).response["violations"] == []
        page.fill("[name=on]", ON)
        page.locator("button.primary[value=look]").click()
        page.locator("#preview details summary").first.wait_for()
        page.locator("#map canvas").wait_for()
        assert Axe().run(page).response["violations"] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.locator("button[value=keep]").click()
        page.wait_for_url("**/territories/files?kept=rules")
        assert faults == []
