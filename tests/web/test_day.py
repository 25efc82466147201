"""A rep's day in a browser without a script: what it shows, and forms that change nothing when they are sent again."""

from __future__ import annotations

import re
from dataclasses import replace
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient

from office.opening import Office
from office.people import Role
from reports.finding_words import words
from routing.findings import Finding
from store.accounts import write_accounts
from store.database import reading, writing
from store.visits import read_visit_log
from tests.calendars.week import MONDAY, NOW, account
from tests.office.carried_week import at, fill
from tests.web.site import form_token_of, let_in, signed_in
from web.moves import beside_its_day
from web.routes import account as account_routes

NAME = "<script>alert(1)</script> & Söhne"
PAGES = ("/day", f"/day/{MONDAY}", "/week", "/week/2026-W13", "/visits/v1", "/visits/v1/move", "/outbox")


@pytest.fixture
def phone(sqlite_workspace: Office, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.setattr(account_routes, "GUESSES_OF_ADDRESS", account_routes.Limits(1000))
    monkeypatch.setattr(account_routes, "GUESSES_OF_PERSON", account_routes.Limits(1000))
    fill(sqlite_workspace)
    with writing(sqlite_workspace.database) as connection:
        write_accounts(connection, [replace(account("a", NAME), last_visit=None)])
    there = at(sqlite_workspace, NOW.replace(day=23, hour=17))
    let_in(there)
    return signed_in(there, Role.REP)


def log(phone: TestClient) -> list[tuple[str, str, str]]:
    office: Office = phone.app.state.office  # type: ignore[attr-defined]
    with reading(office.database) as connection:
        return [(one.visit_id, one.status.value, one.outcome) for one in read_visit_log(connection)]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["en", "de"])
def test_each_page_is_small_and_shows_names_as_text(phone: TestClient, path: str, language: str) -> None:
    phone.post("/account/look", data={"language": language, "theme": "dark"})
    answer = phone.get(path)
    assert answer.status_code == 200, answer.text
    assert "<script>alert" not in answer.text
    assert len(answer.content) < 30_000


def test_the_next_stop_stands_on_top_with_a_tap_to_call_and_to_navigate(phone: TestClient) -> None:
    text = phone.get("/day").text
    top = text[text.index('class="card next"') : text.index('class="tour"')]
    assert 'href="tel:+423000000' in top
    assert 'href="geo:47.15,9.5125' in top
    assert "09:00" in top
    assert "&lt;script&gt;" in top
    assert "12:00" in text[text.index('class="tour"') :]  # lunch


def test_a_form_sent_twice_is_taken_down_once(phone: TestClient) -> None:
    form = {"kind": "done", "key": str(uuid4()), "outcome": "order", "note": "x"}
    first = phone.post("/visits/v1/acts", data=form)
    assert first.headers["location"] == "/visits/v1?did=applied"
    assert phone.post("/visits/v1/acts", data=form).headers["location"] == first.headers["location"]
    assert log(phone) == [("v1", "done", "order")]


@pytest.mark.parametrize(
    ("usual", "own", "kept"),
    [("order", "", "order"), ("order", "3 boxes", "order: 3 boxes"), ("", "3 boxes", "3 boxes")],
)
def test_a_usual_outcome_is_a_button_and_own_words_stand_beside_it(
    phone: TestClient, usual: str, own: str, kept: str
) -> None:
    for path in ("/visits/v1", "/unplanned"):
        assert 'type="radio" name="usual" value="order">' in phone.get(path).text
    phone.post("/visits/v1/acts", data={"kind": "done", "key": str(uuid4()), "usual": usual, "outcome": own})
    assert log(phone) == [("v1", "done", kept)]
    text = phone.get("/visits/v1").text
    assert ('value="order" checked' in text, f'name="outcome" maxlength="160" value="{kept}"' in text) == (
        kept == "order",
        kept != "order",
    )


def test_two_taps_and_an_undo_from_the_day(phone: TestClient) -> None:
    for kind in ("arrived", "done"):
        answer = phone.post("/visits/v1/acts", data={"kind": kind, "key": str(uuid4()), "back": str(MONDAY)})
        assert answer.headers["location"] == f"/day/{MONDAY}?did=v1"
    text = phone.get(answer.headers["location"]).text
    key = re.search(r'value="undo"><input type="hidden" name="key" value="([0-9a-f-]+)"', text)
    assert key is not None
    phone.post("/visits/v1/acts", data={"kind": "undo", "key": key[1], "back": str(MONDAY)})
    assert log(phone) == []


@pytest.mark.parametrize(
    ("path", "form", "status"),
    [
        ("/visits/v1/acts", {"kind": "skip", "key": str(uuid4())}, 400),
        ("/visits/v9/acts", {"kind": "done", "key": str(uuid4())}, 404),
        ("/visits/v1/acts", {"kind": "done", "key": "x"}, 400),
        ("/visits/v1/acts", {"kind": "done", "key": str(uuid4()), "start": "25:00"}, 400),
        ("/visits/v1/acts", {"kind": "move", "key": str(uuid4()), "date": "soon"}, 400),
    ],
)
def test_what_cannot_be_done_is_said(phone: TestClient, path: str, form: dict[str, str], status: int) -> None:
    assert phone.post(path, data=form).status_code == status
    assert log(phone) == []


@pytest.mark.parametrize("path", ["/day/soon", "/week/2026-W60", "/visits/v9", "/week/x"])
def test_there_is_no_such_day_week_or_visit(phone: TestClient, path: str) -> None:
    assert phone.get(path).status_code == 404


def sending(*acts: dict[str, object]) -> dict[str, object]:
    return {"device": "0b0e7c4e-3f3c-4f6e-9a53-111111111111", "acts": list(acts)}


def act(seq: int, kind: str, **body: str) -> dict[str, object]:
    key = f"0b0e7c4e-3f3c-4f6e-9a53-{seq:012d}"
    return {"key": key, "seq": seq, "kind": kind, "about": "v1", "at": "2026-03-23T08:00:00Z", "body": body}


def test_a_phone_sends_twice_and_gets_the_same_answers(phone: TestClient) -> None:
    token = phone.get("/acts").json()
    assert token["person"] == "rep"
    first = phone.post("/acts", json=sending(act(1, "arrived"), act(3, "done")))
    assert [one["outcome"] for one in first.json()["answers"]] == ["applied", "applied"]
    assert first.json()["missing"] == [2]
    assert phone.post("/acts", json=sending(act(1, "arrived"), act(3, "done"))).json() == first.json()
    assert log(phone) == [("v1", "done", "")]


@pytest.mark.parametrize("number", [0, 51])
def test_a_sending_holds_one_to_fifty_acts(phone: TestClient, number: int) -> None:
    assert (
        phone.post("/acts", json=sending(*(act(n, "note", note="x") for n in range(1, number + 1)))).status_code == 400
    )


def test_a_sending_without_the_form_token_changes_nothing(phone: TestClient) -> None:
    assert phone.post("/acts", json=sending(act(1, "done")), headers={"X-Form-Token": "0" * 32}).status_code == 403
    assert log(phone) == []


def test_the_bundle_holds_seven_days_and_is_sent_again_when_something_changed(phone: TestClient) -> None:
    first = phone.get("/bundle")
    days = [path for path in first.json()["pages"] if path.startswith("/day/")]
    assert len([path for path in days if not path.endswith("/map")]) == 7
    assert [path for path in days if path.endswith("/map")] == [days[0] + "/map"], "today's map alone"
    assert "/visits/v2" in first.json()["pages"]
    assert phone.get("/bundle", headers={"If-None-Match": first.headers["etag"]}).status_code == 304
    phone.post("/acts", json=sending(act(1, "done")))
    assert phone.get("/bundle", headers={"If-None-Match": first.headers["etag"]}).status_code == 200
    assert form_token_of(first.json()["pages"]["/day"]) == phone.headers["X-Form-Token"]


def test_the_worker_stands_at_the_root_and_the_manifest_names_the_day(phone: TestClient) -> None:
    assert phone.get("/sw.js").headers["content-type"].startswith("text/javascript")
    assert phone.get("/manifest.webmanifest").json()["start_url"] == "/day"


def test_what_a_day_breaks_names_other_customers_and_neither_the_visit_nor_the_day_again() -> None:
    own = Finding.of("window-after", account="a", date="2026-03-30", amount=1)
    other = Finding.of("hours", account="b", date="2026-03-30")
    told = [words(beside_its_day(one, "a", {"b": "Bäckerei"})) for one in (own, other)]
    assert told == ["1 day after its last allowed day", "Bäckerei: it finds no time within its opening hours"]
    assert words(other) == "b: it finds no time within its opening hours on 2026-03-30"


def test_a_day_off_says_why_and_a_working_day_does_not(phone: TestClient) -> None:
    assert "Public holiday: Easter Monday. Nothing is planned" in phone.get("/day/2026-04-06").text
    phone.post("/account/look", data={"language": "de", "theme": "light"})
    assert "Feiertag: Ostermontag. An diesem Tag ist nichts geplant" in phone.get("/day/2026-04-06").text
    assert "Feiertag: Ostermontag" in phone.get("/week/2026-W15").text
    assert "An diesem Tag ist nichts geplant" in phone.get("/day/2026-04-08").text
    assert "Feiertag" not in phone.get("/day/2026-04-08").text
