"""The API's nouns of managers, analysts and administrators: owners, designs, reviews, files, phones, webhooks."""

from __future__ import annotations

import csv
import io
from importlib.util import find_spec

import pytest
from fastapi.testclient import TestClient

from office.jobs import work_once
from office.kinds import load_kinds
from office.opening import Office
from office.people import Role
from store.database import writing
from store.settings import set_travel
from tests.office.small_team import MONDAY, RULES, furnish, owners
from tests.programs import missing
from tests.web.api_site import API, house_with_a_week, key, software
from tests.web.site import let_in

RULES_BODY = {"name": "rules.toml", "valid_from": "2026-11-23", "text": RULES}


@pytest.fixture
def house(sqlite_workspace: Office) -> Office:
    """A team of three with twelve accounts, owned by rules."""
    office = furnish(sqlite_workspace)
    let_in(office)
    with writing(office.database) as connection:
        set_travel(connection, "straight")
    load_kinds()
    return office


@pytest.fixture
def planner(house: Office) -> TestClient:
    return software(house, Role.PLANNER)


def ruled(planner: TestClient) -> None:
    assert planner.post(f"{API}/ownership/rules", json=RULES_BODY, headers=key()).status_code == 201


def test_rules_are_set_and_everybody_is_told_who_owns_what_and_why(planner: TestClient) -> None:
    ruled(planner)
    first = planner.get(f"{API}/ownership?limit=7").json()
    second = planner.get(f"{API}/ownership?limit=7&cursor={first['next']}").json()
    assert [one["account_id"] for one in first["items"] + second["items"]] == [f"A{n:02d}" for n in range(12)]
    assert {one["rep_id"] for one in first["items"]} == {"R1"}
    (layer,) = planner.get(f"{API}/accounts/A03/owners").json()["layers"]
    assert (layer["layer"], layer["owned"]["rep_id"], layer["claims"][0]["rule"]) == ("field", "R1", "all")
    held = {one["rep_id"]: one["customers"] for one in planner.get(f"{API}/territories").json()["items"]}
    assert held["R1"] == 12
    assert planner.get(f"{API}/ownership?layer=nowhere").status_code == 404
    assert planner.get(f"{API}/ownership/conflicts").json()["items"] == []


def test_an_account_is_given_once_and_taken_back(house: Office, planner: TestClient) -> None:
    ruled(planner)
    body, named = {"rep_id": "R2", "on": str(MONDAY), "reason": "asked"}, key()
    first, again = (planner.post(f"{API}/accounts/A03/owner", json=body, headers=named) for _ in range(2))
    assert (first.status_code, again.json()) == (201, first.json())
    assert owners(house, MONDAY)["A03"] == "R2"
    listed = planner.get(f"{API}/ownership/decisions").json()["items"]
    assert [one["kind"] for one in listed] == ["rules", "move"]
    number = first.json()["decision"]
    undone = planner.post(f"{API}/ownership/decisions/{number}/undo", json={}, headers=key())
    assert (undone.status_code, undone.json()["undoes"]) == (201, number)
    assert owners(house, MONDAY)["A03"] == "R1"
    assert planner.post(f"{API}/ownership/decisions/{number}/undo", json={}, headers=key()).status_code == 400


def test_a_design_is_ordered_looked_at_and_kept(house: Office, planner: TestClient) -> None:
    ruled(planner)
    order = {"day": str(MONDAY), "steps": 200, "contiguous": False}
    asked = planner.post(f"{API}/jobs", json={"kind": "design", "order": order}, headers=key())
    number = asked.json()["id"]
    early = planner.get(f"{API}/designs/{number}")
    assert (early.status_code, early.json()["problems"][0]["code"]) == (400, "design-not-ready")
    work_once(house)
    job = planner.get(f"{API}/jobs/{number}").json()
    assert (job["state"], set(job["result"])) == ("done", {"moved", "problems"})
    design = planner.get(f"{API}/designs/{number}").json()
    assert sum(one["accounts"] for one in design["territories"]) == 12
    moves = planner.get(f"{API}/designs/{number}/moves").json()["items"]
    assert len(moves) == design["moved"] > 0
    named = key()
    kept, again = (planner.post(f"{API}/designs/{number}/keep", json={}, headers=named) for _ in range(2))
    assert (kept.status_code, again.json()) == (201, kept.json())
    assert owners(house, MONDAY)[moves[0]["account_id"]] == moves[0]["to_rep"]
    assert planner.get(f"{API}/designs/99").status_code == 404


@pytest.mark.parametrize(
    "order",
    [{}, {"day": "x"}, {"day": "2026-11-30", "steps": -1}, {"day": "2026-11-30", "seconds": 1e9},
     {"day": "2026-11-30", "workload_tolerance": 0}, {"day": "2026-11-30", "contiguous": "no"}, {"day": None}],
)  # fmt: skip
def test_a_design_that_cannot_be_ordered_says_so(house: Office, planner: TestClient, order: dict[str, object]) -> None:
    asked = planner.post(f"{API}/jobs", json={"kind": "design", "order": order}, headers=key()).json()
    work_once(house)
    assert planner.get(f"{API}/jobs/{asked['id']}").json()["state"] == "failed"


def test_the_review_is_shown_and_answered(planner: TestClient) -> None:
    ruled(planner)
    shown = planner.get(f"{API}/review")
    assert {one["rep_id"] for one in shown.json()["standings"]} >= {"R1"}
    same = planner.get(f"{API}/review", headers={"If-None-Match": shown.headers["etag"]})
    assert same.status_code == 304
    findings = planner.get(f"{API}/review/findings").json()["items"]
    if findings:
        body = {"key": findings[0]["key"], "why": "known"}
        assert planner.post(f"{API}/review/answers", json=body, headers=key()).status_code == 204
        assert findings[0] not in planner.get(f"{API}/review/findings").json()["items"]
    note = {"territory": shown.json()["standings"][0]["territory"], "text": "new road"}
    assert planner.post(f"{API}/review/notes", json=note, headers=key()).status_code == 204
    blank = planner.post(f"{API}/review/notes", json=note | {"text": " "}, headers=key())
    assert blank.status_code == 400
    frozen = planner.post(f"{API}/review/baselines", json={"name": "before"}, headers=key())
    assert (frozen.status_code, frozen.json()["name"]) == (201, "before")


def csv_file(text: str) -> dict[str, tuple[str, bytes, str]]:
    return {"file": ("accounts.csv", text.encode(), "text/csv")}


def test_a_file_is_previewed_and_imported_once(planner: TestClient) -> None:
    text = "id,name,lat,lon,interval_days\nB1,New shop,47.1,9.5,28\nB2,No place,,,28\n"
    seen = planner.post(f"{API}/imports/accounts/preview", files=csv_file(text))
    assert (seen.status_code, seen.json()["report"]["new"], seen.json()["report"]["refused"]) == (200, 1, 1)
    refused = planner.post(f"{API}/imports/accounts", files=csv_file(text), headers=key())
    assert refused.status_code == 400
    named = key()
    first, again = (
        planner.post(f"{API}/imports/accounts", files=csv_file(text), data={"skip_bad": "true"}, headers=named)
        for _ in range(2)
    )
    assert (first.status_code, first.json()["new"], again.json()) == (200, 1, first.json())
    assert planner.get(f"{API}/accounts/B1").json()["name"] == "New shop"
    assert planner.post(f"{API}/imports/spoons", files=csv_file(text), headers=key()).status_code == 404


def test_tables_are_sent_as_csv_and_parquet_with_the_same_rows(sqlite_workspace: Office) -> None:
    if find_spec("pyarrow") is None:
        missing("pyarrow is not installed")
    import pyarrow.parquet as pq  # noqa: PLC0415 - an extra

    house = house_with_a_week(sqlite_workspace)
    manager, (plan,) = software(house, Role.MANAGER), software(house, Role.PLANNER).get(f"{API}/plans").json()["items"]
    for noun in ("accounts", f"plans/{plan['id']}", "visits?since=2020-01-01", "key-figures"):
        joined = "&" if "?" in noun else "?"
        text = manager.get(f"{API}/exports/{noun}{joined}format=csv")
        assert text.headers["content-type"].startswith("text/csv"), text.text
        table = pq.read_table(io.BytesIO(manager.get(f"{API}/exports/{noun}{joined}format=parquet").content))
        rows = list(csv.DictReader(io.StringIO(text.text)))
        assert (len(rows), list(rows[0]) if rows else table.column_names) == (table.num_rows, table.column_names)
    days = manager.get(f"{API}/exports/plans/{plan['id']}?format=parquet").content
    schema = pq.read_table(io.BytesIO(days)).schema
    types = [str(schema.field(name).type) for name in ("date", "start_s", "visit_id")]
    assert types == ["date32[day]", "int64", "string"]
    finance = software(house, Role.FINANCE)
    assert finance.get(f"{API}/exports/trips?first=2026-01-01&last=2026-12-31").status_code == 200
    assert finance.get(f"{API}/exports/accounts").status_code == 403
    assert software(house, Role.REP).get(f"{API}/exports/accounts").status_code == 403


def test_a_formula_in_an_export_is_text(sqlite_workspace: Office) -> None:
    house = house_with_a_week(sqlite_workspace)
    planner = software(house, Role.PLANNER)
    story = planner.get(f"{API}/accounts/a")
    changed = {"name": "=1+1"}
    planner.patch(f"{API}/accounts/a", json=changed, headers={"If-Match": story.headers["etag"]})
    assert "'=1+1" in planner.get(f"{API}/exports/accounts").text


def test_what_a_phone_did_is_carried_out_once(sqlite_workspace: Office) -> None:
    house = house_with_a_week(sqlite_workspace)
    rep = software(house, Role.REP)
    act = {"key": "6f1f8f5c-0000-4000-8000-000000000001", "seq": 1, "kind": "note", "about": "v1",
           "at": "2026-03-23T09:00:00+01:00", "body": {"note": "bring samples"}}  # fmt: skip
    body = {"device": "6f1f8f5c-0000-4000-8000-00000000000a", "acts": [act]}
    first, again = (rep.post(f"{API}/acts", json=body) for _ in range(2))
    assert (first.status_code, again.json()) == (200, first.json())
    assert [one["outcome"] for one in first.json()["answers"]] == ["applied"]
    nowhere = act | {"key": "6f1f8f5c-0000-4000-8000-000000000002", "seq": 2, "about": "nowhere"}
    sent = rep.post(f"{API}/acts", json=body | {"acts": [nowhere]}).json()
    assert [one["outcome"] for one in sent["answers"]] == ["refused"]
    assert [one["key"] for one in rep.get(f"{API}/acts").json()["items"]] == [nowhere["key"]]
    assert software(house, Role.PLANNER).post(f"{API}/acts", json=body).status_code == 403


def test_a_webhook_s_key_is_in_the_first_answer_alone(sqlite_workspace: Office) -> None:
    let_in(sqlite_workspace)
    admin, named = software(sqlite_workspace, Role.ADMINISTRATOR), key()
    body = {"url": "https://example.org/hook", "verbs": ["publish_plan"]}
    first, again = (admin.post(f"{API}/webhooks", json=body, headers=named) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json()["key"].startswith("whsec_")
    assert again.json() == first.json() | {"key": ""}
    (one,) = admin.get(f"{API}/webhooks").json()["items"]
    assert "key" not in one
    assert admin.delete(f"{API}/webhooks/{one['id']}", headers=key()).status_code == 204
    assert admin.get(f"{API}/webhooks").json()["items"] == []
    assert admin.delete(f"{API}/webhooks/{one['id']}", headers=key()).status_code == 404
    inside = admin.post(f"{API}/webhooks", json={"url": "http://127.0.0.1/x"}, headers=key())
    assert inside.status_code == 400


def test_a_rep_takes_no_part_in_what_is_the_managers(house: Office) -> None:
    rep = software(house, Role.REP)
    for noun in ("territories", "review", "fairness", "webhooks", "decisions"):
        assert rep.get(f"{API}/{noun}").status_code == 403, noun
    assert rep.post(f"{API}/accounts/A03/owner", json={"rep_id": "R1"}, headers=key()).status_code == 403
