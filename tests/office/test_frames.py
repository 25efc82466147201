"""Frames for analysts: the page in docs runs as it stands, and a frame holds what the person sees."""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from office.frames import accounts, key_figures, plan, roads, trips, visits
from office.opening import Office
from office.people import Grant, Person, Reach, Role, owner
from office.permissions import NotAllowedError
from routing.problems import BadInputError
from tests.office.mileage_house import MONDAY, drive, furnished, visited

PAGE = Path(__file__).resolve().parents[2] / "docs" / "analysts.md"
UNITS = ("_s", "_m", "_days", "_deg")


@pytest.fixture
def house(sqlite_workspace: Office) -> Office:
    furnished(sqlite_workspace)
    visited(sqlite_workspace, "a1")
    drive(sqlite_workspace)
    return sqlite_workspace


def test_the_page_for_analysts_runs_as_it_stands(house: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(house.folder.path)
    names: dict[str, Any] = {}
    for block in re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL):
        exec(block, names)  # noqa: S102 - our own page
    assert names["by_rep"].loc[("r1", "EUR"), "distance_m"] == 20_000
    assert names["done"]["r1"] == 1
    assert names["agreed"][""] == 28
    assert os.getcwd() == str(house.folder.path.resolve())  # noqa: PTH109


def test_frames_hold_the_same_columns_where_nothing_is_known(sqlite_workspace: Office) -> None:
    furnished(sqlite_workspace)
    empty = trips(sqlite_workspace, owner(), MONDAY, MONDAY)
    assert empty.empty
    assert list(visits(sqlite_workspace, owner()).columns) == list(
        dict.fromkeys(["visit_id", "account_id", "rep_id", "date", "status", "start_s", "end_s", "outcome", "reason"])
    )
    assert set(key_figures(sqlite_workspace, owner())["territory"]) == {"all together", "r1", "r2"}
    with pytest.raises(BadInputError):
        roads(sqlite_workspace, owner())
    with pytest.raises(BadInputError):
        plan(sqlite_workspace, owner())


def test_a_frame_holds_what_the_person_may_see(house: Office) -> None:
    rep = Person("rita", "Rita", (Grant(Role.REP, Reach.OWN),), "r1")
    with pytest.raises(NotAllowedError):
        trips(house, rep, date(2026, 5, 1), date(2026, 5, 31))
    region = Person("mia", "Mia", (Grant(Role.MANAGER, Reach.REGION, "north"),))
    assert accounts(house, region).empty
    assert visits(house, region).empty
    assert trips(house, region, date(2026, 5, 1), date(2026, 5, 31)).empty
