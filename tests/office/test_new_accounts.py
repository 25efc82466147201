"""New accounts have an owner as soon as they are imported, with its reason on the timeline."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from office.imports.imports import commit_import, preview_import
from office.imports.report import ImportReport
from office.imports.uploads import ImportOptions, Upload
from office.opening import Office
from office.ownership.decisions import list_ownership_decisions, undo_ownership
from office.ownership.rules import apply_rules, explain_owner, set_rules
from office.people import owner
from routing.problems import Problem
from routing.stopping import Steps
from store.database import reading
from store.ownership import timelines
from territory.manager_files import FileKind, ManagerFile
from territory.ownership.timeline import DecisionKind
from tests.office.divided import align
from tests.office.small_team import ENGINE, MONDAY, RULES, TODAY, at, furnish, owners, rep
from tests.office.test_owner_decisions import LOOSE

ME = owner("ada")
HEAD = "id,name,lat,lon,interval_days,segment,languages\n"


def nowhere(where: str, address: str) -> Problem:
    return Problem("address-not-found", where, address, "")


def upload(*rows: str) -> Upload:
    return Upload("new.csv", (HEAD + "\n".join(rows) + "\n").encode())


def imported(office: Office, *rows: str) -> ImportReport:
    return commit_import(office, ME, "accounts", upload(*rows), ImportOptions(), locate=nowhere)


@pytest.fixture
def divided(office: Office) -> Office:
    team = furnish(office, reps=(rep("R2", 9.52, languages=frozenset({"it"})),))
    align(team, ENGINE, MONDAY, Steps(30), seed=1, wishes=LOOSE)
    return at(team, MONDAY)


def neighbour(office: Office, account: str) -> str:
    return owners(office, MONDAY)[account]


def test_a_new_account_is_its_neighbours_rep_s_from_today_on_and_the_import_says_so(divided: Office) -> None:
    report = imported(divided, "N1,New bar,47.1001,9.4,14,,")
    after = owners(divided, MONDAY)
    assert after["N1"] == after["A00"]
    (said,) = [one for one in report.problems if one.code == "owner-given"]
    assert "New bar (N1)" in said.where
    assert f"({after['N1']}) owns it from {MONDAY} on: new: it lies in the territory" in said.cause
    (why,) = explain_owner(divided, ME, "N1", MONDAY)
    assert (why.owned.kind, why.owned.valid_from) == (DecisionKind.LEAD, MONDAY)


def test_nobody_gets_one_who_lacks_what_it_asks_for(divided: Office) -> None:
    report = imported(divided, "N1,Bar Roma,47.1001,9.4,14,,it", "N2,Bar Pera,47.1001,9.4,14,,ja")
    after = owners(divided, MONDAY)
    assert (after["N1"], after.get("N2")) == ("R2", None)
    assert [one.code for one in report.problems] == ["owner-given", "nobody-fits"]


def test_rules_decide_first_and_with_all_that_they_have_dated_ahead(office: Office) -> None:
    team = furnish(office)
    set_rules(team, ME, ManagerFile(FileKind.RULES, "rules.toml", TODAY, RULES, {}))
    imported(team, "N1,Near,47.1001,9.4,14,,", "N2,Far,47.1001,9.4,14,far,")
    assert [owners(team, TODAY)[name] for name in ("N1", "N2")] == ["R1", "R3"]
    assert owners(team, date(2027, 2, 5))["N1"] == "R2", "a cover that the rules state"
    assert owners(team, date(2027, 2, 20))["N1"] == "R1"
    assert (apply_rules(team, ME).changed, apply_rules(team, ME).handed_over) == (0, 0)


def test_while_nobody_owns_anything_accounts_wait_for_the_first_design(office: Office) -> None:
    team = furnish(office)
    assert [one.code for one in imported(team, "N1,New bar,47.1001,9.4,14,,").problems] == []
    assert owners(team, TODAY) == {}


def test_where_owners_begin_later_so_does_the_new_account_s(divided: Office) -> None:
    early = at(divided, TODAY)
    imported(early, "N1,New bar,47.1001,9.4,14,,")
    with reading(early.database) as connection:
        assert [row.valid_from for row in timelines(connection)["N1"]] == [MONDAY]


def test_a_known_account_keeps_its_owner_whatever_a_file_says_of_it(divided: Office) -> None:
    before = owners(divided, MONDAY)
    report = imported(divided, "A00,Renamed,47.1,9.64,14,,")
    assert owners(divided, MONDAY) == before
    assert not [one for one in report.problems if one.code == "owner-given"]


def test_a_preview_says_it_and_keeps_nothing(divided: Office) -> None:
    before = owners(divided, MONDAY)
    found = preview_import(divided, ME, "accounts", upload("N1,New bar,47.1001,9.4,14,,"), ImportOptions())
    assert [one.code for one in found.report.problems] == ["owner-given"]
    assert owners(divided, MONDAY) == before


def test_it_is_taken_back_like_every_decision(divided: Office) -> None:
    imported(divided, "N1,New bar,47.1001,9.4,14,,")
    newest = list_ownership_decisions(divided, ME)[0]
    assert newest.decision.kind is DecisionKind.LEAD
    undo_ownership(divided, ME, newest.decision.number)
    assert "N1" not in owners(divided, MONDAY + timedelta(days=30))


def test_many_are_told_by_rep(divided: Office) -> None:
    rows = [f"N{n:02},Bar {n},47.1001,{9.4 + n / 80},14,," for n in range(20)]
    report = imported(divided, *rows)
    said = [one for one in report.problems if one.code == "owner-given"]
    assert len(said) == len({owners(divided, MONDAY)[f"N{n:02}"] for n in range(20)}) <= 3
