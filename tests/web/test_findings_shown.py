"""What a plan leaves out, relaxes and changes is told in the reader's language, and each way is made by its button."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient

from office.opening import Office
from office.people import Role
from office.plans.drafts import MadePlan
from store.database import writing
from store.settings import set_travel
from tests.office.crowded import FAR, crowded_week
from tests.web.site import let_in, signed_in
from web.routes import account

ENGLISH = re.compile(
    r"it was tried|even as the only visit|home is reached|put it on|working day|of driving|its opening hours|"
    r"spacing|catches up|left out",
    re.IGNORECASE,
)


@pytest.fixture
def crowded(sqlite_workspace: Office, monkeypatch: pytest.MonkeyPatch) -> tuple[Office, MadePlan]:
    monkeypatch.setattr(account, "GUESSES_OF_ADDRESS", account.Limits(1000))
    with writing(sqlite_workspace.database) as connection:
        set_travel(connection, "straight")
    office, made = crowded_week(sqlite_workspace)
    let_in(office)
    return office, made


def reading(office: Office, language: str) -> TestClient:
    client = signed_in(office, Role.PLANNER)
    client.post("/account/look", data={"language": language, "theme": "auto"})
    return client


def text_of(client: TestClient, path: str) -> str:
    """Return what a page says: without its tags and what they carry."""
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    body = answer.text.split("<main", 1)[1].split("</main>")[0]
    return re.sub(r"<[^>]+>", " ", body)


def test_reasons_repairs_and_notes_are_told_in_german(crowded: tuple[Office, MadePlan]) -> None:
    office, made = crowded
    client = reading(office, "de")
    left = text_of(client, f"/plan/{made.number}/unserved?rep=R1")
    assert "an jeder Stelle jedes erlaubten Tages" in left
    assert "auch als einziger Besuch eines Tages sprengt er den Tag: die Rückkehr ist zu spät" in left
    assert "auslassen" in left
    assert ENGLISH.search(left) is None
    notes = text_of(client, "/plan")
    assert "nachgeholt, sobald es passt" in notes
    assert ENGLISH.search(notes) is None


def test_the_same_is_told_in_english(crowded: tuple[Office, MadePlan]) -> None:
    office, made = crowded
    left = text_of(reading(office, "en"), f"/plan/{made.number}/unserved?rep=R1")
    assert "it was tried at every place of every allowed day" in left
    assert "even as the only visit of a day it breaks the rep&#39;s day: home is reached too late" in left


def test_every_way_is_made_by_its_button_and_an_old_one_is_refused(crowded: tuple[Office, MadePlan]) -> None:
    office, made = crowded
    client = reading(office, "de")
    path = f"/plan/{made.number}/unserved"
    ids = re.findall(r'name="repair" value="([^"]+)"', client.get(f"{path}?rep=R1").text)
    assert {name.split(".")[1] for name in ids} >= {"displace", "overtime", "window", "long-day"}
    chosen = next(name for name in ids if ".displace." in name)
    done = client.post(path, data={"repair": chosen, "rep": "R1"})
    assert (done.status_code, done.headers["location"]) == (303, f"/plan/{made.number}/unserved?rep=R1")
    assert chosen not in client.get(f"{path}?rep=R1").text
    assert client.post(path, data={"repair": chosen, "rep": "R1"}).status_code in {400, 404}
    assert signed_in(office, Role.REP).post(path, data={"repair": ids[0], "rep": "R1"}).status_code == 403
    assert FAR.id not in chosen


def test_the_log_of_changes_is_told_in_german(crowded: tuple[Office, MadePlan]) -> None:
    office, made = crowded
    client = signed_in(office, Role.ADMINISTRATOR)
    client.post("/account/look", data={"language": "de", "theme": "auto"})
    log = text_of(client, "/admin/changes")
    assert re.search(rf"Plan {made.number}: \d+ Besuche, \d+ ohne Platz", log)
    assert "legte den Arbeitsbereich an" in log
    assert re.search(r"made the workspace|can sign in|visits|chose how", log) is None
