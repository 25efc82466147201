"""Attacks by people who are let in: what is others' is neither changed by its name nor read by a way around."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import Any

import pytest

from office import rows
from office.accounts.search import Asked, list_accounts
from office.fixed_dates.absences import add_absence
from office.jobs import ask_job, list_jobs, list_schedules, read_job, save_schedule
from office.kinds import load_kinds
from office.opening import Office
from office.people import Grant, Person, Reach, Role, owner
from office.plans import reproduction
from office.plans.draft_changes import changes_since_draft
from office.plans.news import read_news
from office.plans.reproduction import RepEvidence, gather_evidence
from office.reviews.kept import narrowed, read_review
from office.staff import list_people, save_person
from routing.findings import Finding
from routing.problems import BadInputError
from scheduler.demand.workdays import Absence
from store.accounts import write_reps
from store.database import writing
from territory.review.proposals import Proposal
from tests.calendars.week import MONDAY, REP, plan, tour, visit
from tests.office.plans.test_publication import keep
from tests.web.api_site import API, house_with_a_week, key, software
from tests.web.site import signed_in

NIGHTLY: dict[str, Any] = {"weekdays": [0], "at_s": 3600, "zone": "Europe/Vienna"}


@pytest.fixture
def house(sqlite_workspace: Office) -> Office:
    return house_with_a_week(sqlite_workspace)


def test_a_planner_neither_replaces_nor_drops_nor_sees_the_backups_of_an_administrator(house: Office) -> None:
    save_schedule(house, owner(), "nightly", "backup", {}, weekdays=(0,), at_s=3600, zone="Europe/Vienna")
    planner = software(house, Role.PLANNER)
    taken = planner.post(f"{API}/schedules", json={"name": "nightly", "kind": "plan", **NIGHTLY}, headers=key())
    assert taken.status_code == 403
    assert planner.delete(f"{API}/schedules/1", headers=key()).status_code == 403
    assert planner.get(f"{API}/schedules").json()["items"] == []
    assert [(one.name, one.kind) for one in list_schedules(house, owner())] == [("nightly", "backup")]
    own = {"name": "monday", "kind": "plan", **NIGHTLY}
    assert planner.post(f"{API}/schedules", json=own, headers=key()).status_code == 201
    assert software(house, Role.ADMINISTRATOR).delete(f"{API}/schedules/1", headers=key()).status_code == 204


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00Z", "1969-12-31T23:59:59Z"])
def test_a_clock_from_before_all_clocks_refuses_its_act_and_no_other(house: Office, at: str) -> None:
    def act(number: int, moment: str) -> dict[str, Any]:
        about = {"kind": "note", "about": "v1", "at": moment, "body": {"note": f"note {number}"}}
        return {"key": str(uuid.uuid4()), "seq": number, **about}

    sent = {"device": str(uuid.uuid4()), "acts": [act(1, at), act(2, "2027-01-04T08:00:00Z")]}
    answer = signed_in(house, Role.REP).post("/acts", json=sent)
    assert answer.status_code == 200
    first, second = answer.json()["answers"]
    assert (first["outcome"], first["problems"][0]["code"]) == ("refused", "instant-unreadable")
    assert second["outcome"] == "applied"


@pytest.fixture
def mia(house: Office, monkeypatch: pytest.MonkeyPatch) -> Person:
    """A manager and planner of the region in which r1 is, and r2 is not."""
    with writing(house.database) as connection:
        write_reps(connection, [replace(REP, id="r2", name="Rolf Rau")])
    monkeypatch.setattr(rows, "reps_of_regions", lambda *_: frozenset({"r1"}))
    roles = (Role.MANAGER, Role.PLANNER)
    save_person(house, owner(), "mia", "Mia", tuple(Grant(role, Reach.REGION, "north") for role in roles))
    (mia,) = (one.person for one in list_people(house, owner()) if one.person.id == "mia")
    return mia


def test_whoever_sees_a_region_reads_no_other_reps_name_among_accounts(house: Office, mia: Person) -> None:
    assert [name for name, _ in list_accounts(house, mia, Asked()).reps] == ["r1"]
    assert [name for name, _ in list_accounts(house, owner(), Asked()).reps] == ["r1", "r2"]


def test_whoever_sees_a_region_gathers_the_evidence_of_its_reps_alone(
    house: Office, mia: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = plan(tour(MONDAY, visit("v1", "a", 9.0)), replace(tour(MONDAY, visit("v2", "b", 9.0)), rep_id="r2"))
    monkeypatch.setattr(reproduction, "_stored", lambda *_: (1, made, {"r1": "asked", "r2": "asked"}))
    monkeypatch.setattr(reproduction, "_evidence_of", lambda _, rep_id, __: RepEvidence(rep_id, MONDAY, {}, "", (), ()))
    assert [one.rep_id for one in gather_evidence(house, mia).reps] == ["r1"]
    assert [one.rep_id for one in gather_evidence(house, owner()).reps] == ["r1", "r2"]
    with pytest.raises(BadInputError, match="no access to rep 'r2'"):
        gather_evidence(house, mia, None, ["r2"])


def test_whoever_sees_a_region_reads_no_job_about_everybody(house: Office, mia: Person) -> None:
    load_kinds()
    everybodys = ask_job(house, owner(), "plan", {})
    own = ask_job(house, mia, "plan", {})
    assert [one.id for one in list_jobs(house, mia)] == [own.id]
    with pytest.raises(BadInputError, match="there is no job"):
        read_job(house, mia, everybodys.id)
    assert [one.id for one in list_jobs(house, owner())] == [own.id, everybodys.id]


def test_a_proposal_about_another_regions_account_is_not_for_who_sees_one(house: Office) -> None:
    analysis = read_review(house, owner()).analysis
    mine, theirs = analysis.review.standings[0].territory, "elsewhere"
    what = Finding("x")
    proposals = tuple(Proposal("move", mine, (name,), what, 1.0, "h", None, ()) for name in ("a", "b"))
    owners = replace(analysis.known.owners, territory={"a": mine, "b": theirs})
    told = replace(
        analysis,
        known=replace(analysis.known, owners=owners),
        review=replace(analysis.review, proposals=proposals),
    )
    assert [one.accounts for one in narrowed(told, frozenset({mine})).review.proposals] == [("a",)]


def test_why_a_rep_of_another_region_is_away_is_no_news_to_who_sees_one(house: Office, mia: Person) -> None:
    draft = keep(house, plan(tour(MONDAY, visit("v1", "a", 9.0))))
    since = read_news(house, owner(), draft, 0).revision
    for rep_id in ("r1", "r2"):
        add_absence(house, owner(), Absence(rep_id, MONDAY, MONDAY, "ill"))
    assert [one.summary[:2] for one in read_news(house, owner(), draft, since).lines] == ["Ri", "Ro"]
    assert [one.summary[:2] for one in read_news(house, mia, draft, since).lines] == ["Ri"]
    told = [one.summary for one in changes_since_draft(house, mia, draft).changes]
    assert [one for one in told if "Rolf" in one] == []
    assert len([one for one in told if "Rita" in one]) == 1
