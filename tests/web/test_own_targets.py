"""A rep's own targets: theirs alone, with the range of the team and no names."""

from __future__ import annotations

from dataclasses import replace

import pytest

from office.opening import Office
from office.people import Role, owner
from office.reviews.manager_files import keep_manager_file
from territory.manager_files import FileKind, ManagerFile
from tests.web.month import month_over
from tests.web.site import signed_in
from web.routes import account

TARGETS = """\
[[target]]
territory = "r1"
kpi = "coverage"
start = 2026-01-01
end = 2026-12-31
value = 0.5

[[target]]
territory = "r2"
kpi = "coverage"
start = 2026-01-01
end = 2026-12-31
value = 0.9
"""


@pytest.fixture
def house(sqlite_workspace: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setattr(account, "GUESSES_OF_ADDRESS", account.Limits(1000))
    monkeypatch.setattr(account, "GUESSES_OF_PERSON", account.Limits(1000))
    return month_over(sqlite_workspace)


def test_a_rep_sees_their_own_targets_and_the_range_of_the_team_without_names(house: Office) -> None:
    day = house.clock().date()
    rep = signed_in(house, Role.REP)
    assert "No target is set for you" in rep.get("/targets").text
    keep_manager_file(house, owner(), ManagerFile(FileKind.TARGETS, "targets.toml", day.replace(day=1), TARGETS, {}))
    text = rep.get("/targets").text
    assert "Accounts visited" in text
    assert "50.0%" in text
    assert "90.0%" not in text
    assert "Otto" not in text
    assert signed_in(replace(house, memory={}), Role.FINANCE).get("/targets").status_code == 403
