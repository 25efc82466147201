"""Deals won by sector: whose they are, what is shown of them, and how designs and leads weigh them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime

import pytest
from click.testing import CliRunner

from cli import roundsman
from office.designs.alignment import propose_design
from office.designs.inputs import Wishes
from office.imports.uploads import ImportOptions
from office.opening import Office
from office.ownership.successes import read_profiles
from office.people import Grant, Person, Reach, Role, owner
from routing.stopping import Steps
from store.database import reading, writing
from store.opportunities import write_opportunities
from store.ownership import Owned, add_ownership, timelines
from territory.opportunities import Opportunity
from tests.importing import import_file
from tests.office.small_team import ENGINE, MONDAY, TODAY, account, furnish
from tests.web.api_site import API, software
from tests.web.site import let_in, signed_in

ME = owner()


@pytest.fixture
def team(sqlite_workspace: Office) -> Office:
    """Three reps, twelve accounts owned four each; R3, the farthest, has won what there was in hotels."""
    hotels = tuple(account(n, segment="hotel") for n in (0, 1))
    office = furnish(sqlite_workspace, accounts=hotels)
    with writing(office.database) as connection:
        rows = [Owned(f"A{n:02d}", date(2026, 1, 1), f"R{1 + n // 4}", "made") for n in range(12)]
        add_ownership(connection, rows)
        deals = [
            Opportunity(f"d{n}", "A00", "Deal", closed=date(2026, 6, 1), won=n > 2, rep_id="R3" if n > 2 else "")
            for n in range(15)
        ]
        write_opportunities(connection, deals)
    return office


def test_a_deal_without_a_rep_is_the_owner_s_and_reps_see_themselves_alone(team: Office) -> None:
    found = {one.rep.id: one for one in read_profiles(team, ME).reps}
    assert [(one.sector, one.closed.won, one.closed.lost) for one in found["R1"].sectors] == [("hotel", 0, 3)]
    assert [one.sector for one in found["R3"].strengths] == ["hotel"]
    assert found["R2"].sectors == ()
    rita = Person("rita", "Rita", (Grant(Role.REP, Reach.OWN),), rep_id="R3")
    assert [one.rep.id for one in read_profiles(team, rita).reps] == ["R3"]


def test_a_file_says_whose_a_deal_was_by_id_or_by_name(team: Office, now: datetime) -> None:
    path = team.folder.path / "deals.csv"
    text = "id,account_id,name,stage,closed,rep_id\nx1,A01,A,won,2026-07-01,R2\nx2,A01,B,won,2026-07-02,Rep R2\n"
    path.write_text(text + "x3,A01,C,lost,2026-07-02,left long ago\n", encoding="utf-8")
    import_file(team, "opportunities", path, now, ImportOptions())
    found = read_profiles(team, ME)
    (mine,) = (one.sectors for one in found.reps if one.rep.id == "R2")
    assert [(one.closed.won, one.closed.lost) for one in mine] == [(2, 0)]
    assert found.nobodys == 1


def test_a_design_leans_to_who_has_won_only_where_it_is_asked_and_says_why(team: Office) -> None:
    wishes = Wishes(contiguous=False, workload_tolerance=0.4)
    plain = propose_design(team, ME, ENGINE, MONDAY, Steps(60), seed=1, wishes=wishes)
    again = propose_design(team, ME, ENGINE, MONDAY, Steps(60), seed=1, wishes=replace(wishes, success_min=0.0))
    leaning = propose_design(team, ME, ENGINE, MONDAY, Steps(60), seed=1, wishes=replace(wishes, success_min=120.0))
    assert plain.owners == again.owners
    assert plain.owners["A00"] != "R3"
    assert leaning.owners["A00"] == leaning.owners["A01"] == "R3"
    told = {one.account_id: one for one in leaning.moves}
    assert told["A00"].code == "success"
    assert told["A00"].reason.startswith("R3 won 12 of 12 deals in hotel, R1 won 0 of 3 deals in hotel: worth ")
    assert not [one for one in plain.moves if one.code == "success"]


def test_new_accounts_together_find_the_years_as_full_as_the_others_have_made_them(team: Office, now: datetime) -> None:
    path = team.folder.path / "new.csv"
    rows = "".join(f"N{n},New {n},47.1,9.47,1,1,2\n" for n in range(8))
    path.write_text(f"id,name,lat,lon,interval_days,least_days,most_days\n{rows}", encoding="utf-8")
    import_file(team, "accounts", path, now, ImportOptions())
    with reading(team.database) as connection:
        lines = timelines(connection)
    assert len({lines[f"N{n}"][-1].rep_id for n in range(8)}) > 1


def test_profiles_are_shown_by_command_page_and_api(team: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROUNDSMAN_NOW", f"{TODAY}T09:00:00+00:00")
    folder = str(team.folder.path)
    done = CliRunner().invoke(roundsman, ["territory", "reps", "-w", folder])
    assert "strong: won 12 of 12 deals in hotel, the others win 0 %" in done.output
    told = json.loads(CliRunner().invoke(roundsman, ["territory", "reps", "--json", "-w", folder]).output)
    assert [one["won"] for rep in told["reps"] for one in rep["sectors"]] == [0, 12]
    let_in(team)
    text = signed_in(team, Role.MANAGER).get("/territories/reps").text
    assert "hotel" in text
    (sector,) = software(team, Role.MANAGER).get(f"{API}/reps/R3/profile").json()["sectors"]
    assert (sector["won"], sector["strong"]) == (12, True)
