"""Approval of drafts: where the workspace wants it, by whoever did not make them, and for what was seen."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

import cli
from office.opening import Office
from office.people import Grant, Person, Reach, Role, owner
from office.plans.approvals import Verdict, approve_plan, ask_approval, read_approval, return_plan
from office.plans.publication import publish_plan
from office.settings import change_settings
from office.staff import save_person
from routing.problems import BadInputError
from scheduler.plan import Plan, PlannedVisit, Tour, VisitStatus
from store.changes import Kind, Subject, record_change
from store.database import reading, writing
from store.outbox import waiting
from store.outside import MailServer, write_mail_server
from store.plans import Origin, find_plan, read_evidence, write_plan
from tests.office.small_team import MONDAY, TODAY, at, furnish


def _person(name: str, role: Role) -> Person:
    return Person(name, name.title(), (Grant(role, Reach.EVERYTHING),))


ROOT = _person("root", Role.ADMINISTRATOR)
PAUL, MIA, BOTH = _person("paul", Role.PLANNER), _person("mia", Role.MANAGER), Person(
    "bo", "Bo", (Grant(Role.PLANNER, Reach.EVERYTHING), Grant(Role.MANAGER, Reach.EVERYTHING))
)  # fmt: skip


@pytest.fixture
def house(sqlite_workspace: Office) -> Office:
    """A workspace in which a manager approves; draft 1 of paul's has a tour of R1 and one of R2."""
    office = furnish(at(sqlite_workspace, TODAY))
    for one in (ROOT, PAUL, MIA, BOTH):
        save_person(office, owner(), one.id, one.name, one.grants)
    with writing(office.database) as connection:
        tours = [_tour("R1", "v1", "A01"), _tour("R2", "v2", "A02")]
        write_plan(
            connection, Plan(MONDAY, date(2026, 12, 4), tuple(tours), ()), office.clock(), Origin(0, None, "paul")
        )
    change_settings(office, owner(), plan_approval="manager")
    return office


def _tour(rep: str, visit: str, account: str) -> Tour:
    times = {"arrival_s": 32400, "start_s": 32400, "end_s": 34200, "travel_s": 600, "distance_m": 5000}
    one = PlannedVisit(visit_id=visit, account_id=account, sequence=1, number=None, status=VisitStatus.DRAFT, **times)
    return Tour(rep, MONDAY, 31800, 35000, None, 0, (one,), 800, 6000)


def refused(house: Office, number: int = 1) -> str:
    with pytest.raises(BadInputError) as error:
        publish_plan(house, PAUL, number)
    (problem,) = error.value.problems
    assert problem.code == "plan-not-approved"
    return problem.cause


def change(house: Office) -> None:
    """Change the draft as a change by hand does."""
    with writing(house.database) as connection:
        record_change(connection, "x", "by hand", house.clock(), actor="paul", subjects=[Subject(Kind.DRAFT, "1")])


def test_a_draft_is_published_once_a_manager_has_approved_it_and_says_who(house: Office) -> None:
    assert refused(house) == "no manager approved the tours of R1, R2"
    assert ask_approval(house, PAUL, 1, "please").asked
    approve_plan(house, MIA, 1, "fine")
    assert publish_plan(house, PAUL, 1).changed
    with reading(house.database) as connection:
        evidence = read_evidence(connection, find_plan(connection, 1))
    assert (evidence["approved_by"], evidence["approval"]) == ("mia", "fine")


def test_a_workspace_that_asks_nobody_publishes_as_before(house: Office) -> None:
    change_settings(house, owner(), plan_approval="")
    assert publish_plan(house, PAUL, 1).changed


def test_what_is_sent_back_waits_with_the_comment(house: Office) -> None:
    approve_plan(house, MIA, 1)
    with pytest.raises(BadInputError, match="without a word"):
        return_plan(house, MIA, 1, " ")
    return_plan(house, MIA, 1, "too many nights")
    assert refused(house) == "mia sent it back: too many nights"
    approve_plan(house, MIA, 1)
    assert read_approval(house, PAUL, 1).approved


def test_an_approval_is_for_the_draft_that_was_seen(house: Office) -> None:
    approve_plan(house, MIA, 1)
    seen = read_approval(house, MIA, 1).revision
    change(house)
    assert refused(house) == "it was changed after it was approved"
    with pytest.raises(BadInputError, match="changed since it was looked at"):
        approve_plan(house, MIA, 1, seen=seen)
    approve_plan(house, MIA, 1, seen=read_approval(house, MIA, 1).revision)
    assert publish_plan(house, PAUL, 1).changed


def test_nobody_approves_their_own_draft_nor_without_being_a_manager(house: Office) -> None:
    with writing(house.database) as connection:
        write_plan(connection, Plan(MONDAY, MONDAY, (), ()), house.clock(), Origin(0, None, "bo"))
    with pytest.raises(BadInputError, match="Bo made plan 2"):
        approve_plan(house, BOTH, 2)
    approve_plan(house, BOTH, 1)
    with pytest.raises(BadInputError, match="may not do this"):
        approve_plan(house, PAUL, 1)
    with pytest.raises(BadInputError, match="no plan"):
        approve_plan(house, MIA, 9)


def test_only_whose_tours_are_published_need_it(house: Office) -> None:
    ada = Person("ada", "Ada", (Grant(Role.MANAGER, Reach.OWN),), rep_id="R1")
    approve_plan(house, ada, 1)
    assert read_approval(house, PAUL, 1).lacking == ("R2",)
    assert refused(house) == "no manager approved the tours of R2"
    assert publish_plan(house, PAUL, 1, reps=["R1"]).reps == ("R1",)


def test_whom_it_concerns_is_told(house: Office, now: datetime) -> None:
    with writing(house.database) as connection:
        write_mail_server(connection, MailServer("h", 25, "none", "", "a@b.example", "https://r.example", ""))
    ask_approval(house, PAUL, 1)
    approve_plan(house, MIA, 1)
    with reading(house.database) as connection:
        told = [(one.facts["person"], one.facts["verb"]) for one in waiting(connection, house.clock(), ["mail"])]
    assert sorted(told) == [("bo", Verdict.ASKED), ("mia", Verdict.ASKED), ("paul", Verdict.APPROVED)]
    assert now


def test_the_command_asks_approves_and_says_who_approves(house: Office, capsys: pytest.CaptureFixture[str]) -> None:
    folder = Path(house.folder.path)

    def told(*words: str) -> str:
        assert cli.run([*words, "--workspace", str(folder)]) == 0
        return capsys.readouterr().out

    assert "asked: soon" in told("plan", "approval", "1", "--ask", "--comment", "soon", "--as", "paul")
    assert "is approved" in told("plan", "approval", "1", "--approve", "--as", "mia")
    assert "nobody" in told("plan", "approval", "--require", "nobody", "--as", "root")
    assert cli.run(["plan", "approval", "--workspace", str(folder)]) == 2
