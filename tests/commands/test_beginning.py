"""What a new user types first: a workspace is made where other verbs look for it, and files say what they hold."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import cli
from office.imports.imports import KINDS
from office.opening import Office, open_office
from office.people import Grant, Reach, Role, owner
from office.staff import save_person
from store.accounts import write_accounts, write_reps
from store.database import reading, writing
from store.schema import OlderWorkspaceError
from store.settings import read_settings
from territory.accounts import Account, Rep


@pytest.mark.parametrize(("typed", "made"), [((), "named"), (("typed",), "typed")])
def test_a_workspace_is_made_where_the_variable_says_unless_a_folder_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: tuple[str, ...], made: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ROUNDSMAN_WORKSPACE", "named")
    assert cli.run(["init", *typed]) == 0
    assert [path.name for path in tmp_path.iterdir()] == [made]
    assert cli.run(["show", "accounts", "--workspace", made]) == 0


def test_without_the_variable_it_is_made_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ROUNDSMAN_WORKSPACE", raising=False)
    assert cli.run(["init"]) == 0
    assert (tmp_path / "roundsman.toml").exists()
    assert "in this folder." in capsys.readouterr().out
    assert "init FOLDER" in str(OlderWorkspaceError("0001"))


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_file_lists_its_columns(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["import", "columns", kind, "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["needed"]
    assert sorted(name for names in said.values() for name in names) == sorted(KINDS[kind].columns)


def test_what_was_changed_is_shown_with_who_did_it_and_of_one_thing_alone(
    sqlite_workspace: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    place = ("-w", str(sqlite_workspace.folder.path))
    save_person(sqlite_workspace, owner(), "ada", "Ada Byron", (Grant(Role.ADMINISTRATOR, Reach.EVERYTHING),))
    capsys.readouterr()
    assert cli.run(["show", "changes", *place]) == 0
    first = capsys.readouterr().out.splitlines()[0]
    assert "administrator: " in first
    assert "Ada Byron" in first
    assert cli.run(["show", "changes", "--by", "ada", *place]) == 0
    assert capsys.readouterr().out == ""
    assert cli.run(["show", "changes", "--of", "people:ada", "--json", *place]) == 0
    (found,) = json.loads(capsys.readouterr().out)
    assert found["verb"] == "save_person"
    assert cli.run(["show", "changes", "--of", "weather:ada", *place]) == 2


@pytest.mark.parametrize(
    ("typed", "scheme", "said"),
    [
        ((), "de-reisekosten", "by de-reisekosten. "),
        (("--currency", "CAD"), "cra", "by cra. "),
        (("--currency", "usd"), "irs-business", "by irs-business. "),
        (("--currency", "CHF"), "de-reisekosten", "in EUR, not CHF"),
        (("--currency", "CAD", "--mileage-scheme", "hmrc-amap"), "hmrc-amap", "in GBP, not CAD"),
    ],
)
def test_a_new_workspace_pays_trips_in_its_currency_and_says_by_which_rates(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], typed: tuple[str, ...], scheme: str, said: str
) -> None:
    assert cli.run(["init", str(tmp_path / "w"), *typed]) == 0
    assert said in capsys.readouterr().err
    made = open_office(tmp_path / "w")
    with reading(made.database) as connection:
        assert read_settings(connection).mileage_scheme == scheme


@pytest.mark.parametrize("typed", [("--currency", "dollars"), ("--mileage-scheme", "by-the-mile")])
def test_a_workspace_of_no_currency_and_no_rates_is_not_made(tmp_path: Path, typed: tuple[str, ...]) -> None:
    assert cli.run(["init", str(tmp_path / "w"), *typed]) == 2
    assert not (tmp_path / "w").exists()


def test_what_a_workspace_without_owners_needs_is_a_design_and_with_some_a_lead(
    sqlite_workspace: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    place = ("-w", str(sqlite_workspace.folder.path))
    rep = Rep("r1", "Rita", 47.1, 9.5, "Mo-Fr 08:00-17:00", "UTC", "LI")
    shops = [Account(f"a{n}", f"Shop {n}", 47.1, 9.5, 28, 14, 42, 1800) for n in range(2)]
    with writing(sqlite_workspace.database) as connection:
        write_reps(connection, [rep])
        write_accounts(connection, shops)
    cli.run(["status", *place])
    assert "2 accounts without an owner: roundsman territory design." in capsys.readouterr().out
    assert cli.run(["territory", "move", "a0", "r1", "--on", "2026-12-01", *place]) == 0
    capsys.readouterr()
    cli.run(["status", *place])
    assert "1 account without an owner: roundsman territory lead --all --keep." in capsys.readouterr().out


@pytest.mark.parametrize(("more", "code", "said"), [((), 2, "--skip-bad imports"), (("--skip-bad",), 0, "")])
def test_a_refused_file_says_that_nothing_was_imported_and_how_the_good_rows_are(
    sqlite_workspace: Office, capsys: pytest.CaptureFixture[str], more: tuple[str, ...], code: int, said: str
) -> None:
    folder = sqlite_workspace.folder.path
    file = folder.parent / "bad.csv"
    file.write_text("id,name,lat,lon,interval_days\na1,Shop,47.1,9.5,28\na2,Shop,47.1,9.5,0\n", encoding="utf-8")
    assert cli.run(["import", "accounts", str(file), "-w", str(folder), *more]) == code
    told = capsys.readouterr().err
    assert "interval_days is 0" in told
    assert ("Nothing was imported." in told, said in told) == (code == 2, True)
    assert cli.run(["import", "accounts", str(file), "--preview", "-w", str(folder), *more]) == 0
    assert ("Nothing would be imported" in capsys.readouterr().err) == (code == 2)


@pytest.mark.parametrize("somebody", [False, True])
def test_a_server_that_nobody_can_sign_in_to_says_so(
    sqlite_workspace: Office, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *, somebody: bool
) -> None:
    monkeypatch.setattr("commands.serve.serve", lambda *_, **__: None)
    if somebody:
        save_person(sqlite_workspace, owner(), "ada", "Ada", (Grant(Role.ADMINISTRATOR, Reach.EVERYTHING),))
    assert cli.run(["serve", "-w", str(sqlite_workspace.folder.path)]) == 0
    assert ("Nobody can sign in yet" in capsys.readouterr().err) != somebody
