"""A file that says who may not be visited holds at once, as a rule said by hand does."""

from __future__ import annotations

from pathlib import Path

import pytest

from office.opening import Office
from scheduler.plan import VisitStatus
from store.database import reading
from store.visits import read_visit_log
from tests.calendars.week import MONDAY, NOW
from tests.importing import import_file
from tests.office.carried_week import fill


@pytest.fixture
def week(office: Office) -> Office:
    fill(office)
    return office


def import_rules(office: Office, tmp_path: Path, row: str, column: str = "do_not_visit") -> list[tuple[str, str]]:
    path = tmp_path / "rules.csv"
    path.write_text(f"account,{column}\n{row}\n")
    report = import_file(office, "rules", path, NOW)
    return [(problem.where, problem.cause) for problem in report.problems if problem.code == "visits-taken-out"]


def closed(office: Office) -> dict[str, VisitStatus]:
    with reading(office.database) as connection:
        return {visit.visit_id: visit.status for visit in read_visit_log(connection)}


def test_an_imported_do_not_visit_takes_coming_visits_out_and_says_so(week: Office, tmp_path: Path) -> None:
    ((where, cause),) = import_rules(week, tmp_path, "a,no consent")
    assert where == "a"
    assert f"visit of r1 on {MONDAY}" in cause
    assert closed(week) == {"v1": VisitStatus.SKIPPED}
    assert import_rules(week, tmp_path, "a,no consent") == []


def test_another_imported_rule_takes_nothing_out(week: Office, tmp_path: Path) -> None:
    assert import_rules(week, tmp_path, "a,3", "yearly_cap") == []
    assert closed(week) == {}
