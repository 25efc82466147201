"""The administrator's desk: what was imported, jobs and schedules, backups restored to try, health, the log by time."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from fastapi.testclient import TestClient

from office.backups import restore_office
from office.jobs import list_jobs, list_schedules, work_once
from office.kept_backups import list_backups
from office.kinds import load_kinds
from office.opening import Office
from office.people import Role, owner
from tests.web.api_site import API, software
from tests.web.site import let_in, signed_in
from web.limits import Limits
from web.routes import account

load_kinds()
GOOD = b"id,name,lat,lon,interval_days,service_min,opening_hours\na1,Shop,47.1,9.5,28,30,Mo-Fr 08:00-17:00\n"
BAD = b"id,name,lat,lon,interval_days,service_min,opening_hours\na2,Bad,97.1,9.5,28,30,Mo-Fr 08:00-17:00\n"


@pytest.fixture
def house(sqlite_workspace: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setattr(account, "GUESSES_OF_ADDRESS", Limits(1000))
    let_in(sqlite_workspace)
    return sqlite_workspace


@pytest.fixture
def admin(house: Office) -> TestClient:
    return signed_in(house, Role.ADMINISTRATOR)


def given(admin: TestClient, path: str, **fields: object) -> int:
    return admin.post(path, data=fields).status_code


def test_what_was_imported_stands_there_with_who_when_counts_and_problems(admin: TestClient, house: Office) -> None:
    assert "Nothing yet" in admin.get("/admin/imports").text
    odd = GOOD + BAD.split(b"\n")[1]
    for name, data in (("shops.csv", GOOD), ("again.csv", GOOD), ("odd.csv", odd)):
        form = {"kind": "accounts"} | ({"skip_bad": "true"} if data == odd else {})
        assert admin.post("/admin/imports", data=form, files={"file": (name, data)}).status_code == 200
    refused = admin.post("/admin/imports", data={"kind": "accounts"}, files={"file": ("no.csv", BAD)})
    assert refused.status_code == 400
    items = software(house, Role.ADMINISTRATOR).get(f"{API}/imports").json()["items"]
    told = [(one["file_name"], one["person_id"], one["new"], one["same"], one["refused"]) for one in items]
    assert told == [
        ("odd.csv", "administrator", 0, 1, 1),
        ("again.csv", "administrator", 0, 1, 0),
        ("shops.csv", "administrator", 1, 0, 0),
    ]
    assert items[0]["problems"][0]["where"].startswith("odd.csv")
    assert items[1]["digest"] == items[2]["digest"], "the same file came twice"
    page = admin.get("/admin/imports").text
    assert "shops.csv" in page
    assert "no.csv" not in page, "a file that was refused whole changed nothing"
    assert software(house, Role.REP).get(f"{API}/imports").status_code == 403


def test_a_backup_is_made_listed_and_restored_to_try(admin: TestClient, house: Office) -> None:
    assert "No backup yet" in admin.get("/admin/backups").text
    assert given(admin, "/admin/backups") == 303
    assert work_once(house) is not None
    (kept,) = list_backups(house, owner())
    assert kept.tried_at == ""
    assert "Never restored to try" in admin.get("/admin/backups").text
    assert given(admin, f"/admin/backups/{kept.name}/try") == 303
    later = replace(house, clock=lambda: house.clock() + timedelta(hours=1))
    tried = work_once(later)
    assert tried is not None
    assert tried.error == ""
    assert tried.result["rows"] > 0
    assert list_backups(house, owner())[0].tried_at == tried.ended_at
    assert "Restored to try" in admin.get("/admin/health").text + admin.get("/admin/backups").text
    file = house.folder.path / "backups" / kept.name
    assert file.stat().st_mode & 0o777 == 0o600
    with file.open("rb") as source:
        restored = restore_office(house.folder.path.parent / "again", source)
    assert not [name for name in restored.files if name.startswith("backups")], "no backup holds backups"
    file.write_bytes(file.read_bytes()[:-40])
    given(admin, f"/admin/backups/{kept.name}/try")
    broken = work_once(house)
    assert broken is not None
    assert (broken.state.value, "cut off or altered" in broken.error) == ("failed", True)
    assert "cut off or altered" in admin.get("/admin/backups").text


@pytest.mark.parametrize("name", ["..", "x.backup", "2026-01-01T000000Z.backup", "..%2Froundsman.toml"])
def test_only_a_backup_of_the_list_is_tried(admin: TestClient, house: Office, name: str) -> None:
    given(admin, f"/admin/backups/{name}/try")
    job = work_once(house)
    assert job is None or (job.state.value, "backup-unknown" in job.error) == ("failed", True)


def test_a_job_is_asked_for_and_stopped_and_a_schedule_kept_and_dropped(admin: TestClient, house: Office) -> None:
    assert given(admin, "/admin/jobs", kind="backup") == 303
    (job,) = list_jobs(house, owner())
    assert "Stop" in admin.get("/admin/jobs").text
    assert given(admin, f"/admin/jobs/{job.id}/stop") == 303
    assert list_jobs(house, owner())[0].state.value == "stopped"
    assert given(admin, "/admin/jobs", kind="plan") in {400, 404}
    form = {"name": "nights", "kind": "backup", "at": "02:30", "zone": "Europe/Vienna", "weekday": ["0", "4"]}
    assert admin.post("/admin/schedules", data=form).status_code == 303
    (kept,) = list_schedules(house, owner())
    assert (kept.kind, kept.weekdays, kept.at_s, kept.zone) == ("backup", (0, 4), 9000, "Europe/Vienna")
    page = admin.get("/admin/jobs").text
    assert "Monday, Friday 02:30 Europe/Vienna" in " ".join(page.split())
    for wrong in ({"zone": "Mars"}, {"at": "25:00"}, {"kind": "design"}):
        assert admin.post("/admin/schedules", data=form | wrong).status_code in {400, 404}
    assert given(admin, f"/admin/schedules/{kept.id}/drop") == 303
    assert list_schedules(house, owner()) == ()


def test_a_planner_asks_for_nothing_that_is_the_administrator_s(house: Office) -> None:
    planner = signed_in(house, Role.PLANNER)
    assert planner.get("/admin/jobs").status_code == 200
    assert planner.post("/admin/jobs", data={"kind": "backup"}).status_code == 403
    for path in ("/admin/backups", "/admin/health"):
        assert planner.get(path).status_code == 403


def test_the_log_is_read_by_time(admin: TestClient, house: Office) -> None:
    given(admin, "/admin/jobs", kind="backup")
    today = house.clock().date()
    assert "asked for backup" in admin.get(f"/admin/changes?first={today}&last={today}").text
    tomorrow = today + timedelta(days=1)
    assert "asked for backup" not in admin.get(f"/admin/changes?first={tomorrow}").text
    assert "asked for backup" not in admin.get(f"/admin/changes?last={today - timedelta(days=1)}").text
    assert admin.get("/admin/changes?first=soon").status_code == 400
    assert admin.get("/admin/changes?last=9999-12-31").status_code == 200


def test_health_tells_of_what_waits(admin: TestClient) -> None:
    assert "nothing waits" in admin.get("/admin/health").text
    given(admin, "/admin/jobs", kind="backup")
    page = admin.get("/admin/health").text
    assert "Jobs: waiting" in page
    assert "nothing waits" not in page
