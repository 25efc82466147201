"""Before planning, and many accounts edited at once: by the API and by the command, as on the page."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from benchmarks.office_house import NOW
from cli import run
from office.accounts.stories import read_account
from office.opening import Office
from office.people import owner
from tests.web.api_site import API, key, token_of
from tests.web.site import client_of


def software_of(house: Office) -> TestClient:
    client = client_of(house)
    client.headers["Authorization"] = f"Bearer {token_of(house, 'pat')}"
    return client


@dataclass
class Terminal:
    """A terminal in the company's folder."""

    folder: Path
    capture: pytest.CaptureFixture[str]
    said_wrong: str = ""

    def run(self, *words: str) -> tuple[int, str]:
        """Return the exit status and what was said; what went wrong is kept."""
        code = run([*words, "-w", str(self.folder)])
        said, self.said_wrong = self.capture.readouterr()
        return code, said


@pytest.fixture
def terminal(house: Office, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.setenv("ROUNDSMAN_NOW", NOW.isoformat())
    return Terminal(house.folder.path, capsys)


def test_many_accounts_are_edited_by_the_command_and_taken_back(house: Office, terminal: Terminal) -> None:
    wanted = ("--rep", "R000", "--set", "service_s=2700")
    tried = json.loads(terminal.run("plan", "accounts", *wanted, "--try", "--json")[1])
    assert (tried["matched"], len(tried["accounts"]), tried["problems"]) == (30, 30, [])
    before = read_account(house, owner(), "R000-0001").account.service_s
    assert "30 accounts: service_s 2700 (edit 1" in terminal.run("plan", "accounts", *wanted)[1]
    assert read_account(house, owner(), "R000-0001").account.service_s == 2700
    assert terminal.run("plan", "accounts")[1].startswith("1  ")
    assert "30 accounts as before" in terminal.run("plan", "accounts", "--undo", "1")[1]
    assert read_account(house, owner(), "R000-0001").account.service_s == before


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--set", "interval_days=0"), 2),
        (("--set", "interval_days"), 2),
        (("--set", "name=x"), 2),
        (("--undo", "9"), 2),
        (("--undo", "9", "--set", "tier=A"), 2),
        (("--where", "potential", "--set", "tier=A"), 2),
        (("--where", "potential>=1"), 2),
        (("--try",), 2),
    ],
)
def test_what_cannot_be_edited_so_is_said_and_changes_nothing(
    terminal: Terminal, words: tuple[str, ...], code: int
) -> None:
    assert terminal.run("plan", "accounts", *words)[0] == code
    assert terminal.run("plan", "accounts")[1] == "None.\n"


def test_what_the_same_keeps_many_accounts_from_is_said_once(terminal: Terminal) -> None:
    code, said = terminal.run("plan", "accounts", "--set", "interval_days=0", "--try")
    assert (code, said) == (2, "Nothing would change: 60 of 60 accounts cannot take it.\n")
    (line,) = terminal.said_wrong.splitlines()
    assert line.startswith("R000-0000, R000-0001, ")
    assert " and 48 more (60 times): the least spacing" in line


def test_many_accounts_are_edited_by_the_api_once(house: Office) -> None:
    client = software_of(house)
    wanted = {"rep": "R000", "changes": {"tier": "A"}}
    seen = client.post(f"{API}/account-edits/previews", json=wanted).json()
    assert (seen["matched"], len(seen["accounts"])) == (30, 30)
    name = key()
    made = client.post(f"{API}/account-edits", json=wanted | {"seen": seen["seen"]}, headers=name)
    again = client.post(f"{API}/account-edits", json=wanted | {"seen": seen["seen"]}, headers=name)
    assert made.status_code == again.status_code == 201
    assert made.json() == again.json()
    assert [one["id"] for one in client.get(f"{API}/account-edits").json()["items"]] == [1]
    undone = client.post(f"{API}/account-edits/1/undo", headers=key()).json()
    assert undone == {"back": 30, "stayed": 0}
    late = client.post(f"{API}/account-edits", json=wanted | {"seen": 0}, headers=key())
    assert late.status_code in {400, 409, 422}


def test_what_waits_before_planning_is_told_alike_by_api_and_command(house: Office, terminal: Terminal) -> None:
    client = software_of(house)
    told = json.loads(terminal.run("plan", "before", "--weeks", "2", "--json")[1])
    assert client.get(f"{API}/todos").json()["todos"] == [one | {"plan": one["plan"] or None} for one in told["todos"]]
    found = client.get(f"{API}/foresight?weeks=2").json()
    assert (found["start"], found["days"], found["lost"]) == (told["start"], 14, told["lost"])
    assert [one["rep_id"] for one in found["reps"]] == [one["rep_id"] for one in told["capacities"]]
    assert client.get(f"{API}/lessons").json()["items"] == []
    text = terminal.run("plan", "before", "--weeks", "2")[1]
    assert "asked of the time there is" in text
