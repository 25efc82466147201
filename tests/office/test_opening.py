"""Making, opening and upgrading a workspace, and what can be wrong with one."""

from __future__ import annotations

import threading
from datetime import datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

import cli
from office.opening import Office, init_office, open_office
from store import schema
from store.changes import ChangedMeanwhileError, Kind, Subject, record_change, require_untouched, revision
from store.database import DatabaseAwayError, WorkspaceBusyError, reading, writing
from store.folder import FolderNotWritableError, NoWorkspaceError, UnreadableFolderFileError, make_folder
from store.schema import NewerWorkspaceError, OlderWorkspaceError, known_schemas
from store.settings import Settings, read_settings
from store.tables.house import settings
from store.tables.whole import METADATA


def test_migrations_make_exactly_the_tables_that_the_code_declares(office: Office) -> None:
    with reading(office.database) as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []


def test_the_known_schemas_are_those_that_alembic_finds_in_its_order() -> None:
    scripts = ScriptDirectory(str(Path(schema.__file__).with_name("migrations")))
    assert known_schemas() == tuple(script.revision for script in scripts.walk_revisions())[::-1]


def test_making_a_workspace_twice_changes_nothing(office: Office, now: datetime) -> None:
    again = init_office(office.folder.path, now)
    assert again.schema_before == again.schema_after
    with reading(again.office.database) as connection:
        assert revision(connection) == 1


def test_a_folder_without_a_workspace_is_named(tmp_path: Path) -> None:
    with pytest.raises(NoWorkspaceError, match="roundsman init"):
        open_office(tmp_path)


@pytest.mark.parametrize("text", ["database = ", "other = 1", "\xff"])
def test_a_broken_workspace_file_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "roundsman.toml").write_text(text, encoding="latin-1")
    with pytest.raises(UnreadableFolderFileError, match=r"roundsman\.toml cannot be read"):
        open_office(tmp_path)


@pytest.mark.parametrize("left", [b"", b"\n", b"\x00" * 64])
def test_a_half_made_workspace_can_be_made_again(tmp_path: Path, now: datetime, left: bytes) -> None:
    (tmp_path / "roundsman.toml").write_bytes(left)
    assert init_office(tmp_path, now).schema_before is None
    open_office(tmp_path)


def test_a_database_that_was_wrong_is_not_kept(tmp_path: Path, now: datetime) -> None:
    with pytest.raises(DatabaseAwayError):
        init_office(tmp_path, now, database="nosuch://x")
    made = init_office(tmp_path, now, database='sqlite:///of "ours".db')
    assert made.schema_before is None
    assert open_office(tmp_path).folder.database_url.endswith('of "ours".db')


@pytest.mark.parametrize("url", ["nonsense", "nosuch://x", "postgresql+psycopg://nobody@127.0.0.1:1/x"])
def test_a_database_that_is_away_is_named_with_its_remedy(tmp_path: Path, now: datetime, url: str) -> None:
    with pytest.raises(DatabaseAwayError, match="Check that it runs"):
        init_office(tmp_path, now, database=url)


def test_a_file_that_is_no_database_is_named(tmp_path: Path, now: datetime) -> None:
    (tmp_path / "roundsman.db").write_text("this is not a database, it is a longer text than its header would be" * 20)
    with pytest.raises(DatabaseAwayError, match="not a database"):
        init_office(tmp_path, now)


def test_a_workspace_from_a_newer_version_is_left_alone(office: Office, now: datetime) -> None:
    with writing(office.database) as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerWorkspaceError, match="9999"):
        open_office(office.folder.path)
    with pytest.raises(NewerWorkspaceError):
        init_office(office.folder.path, now)


def test_a_workspace_without_its_tables_asks_to_be_upgraded(sqlite_workspace: Office) -> None:
    with writing(sqlite_workspace.database) as connection:
        connection.execute(sa.text("DROP TABLE alembic_version"))
    with pytest.raises(OlderWorkspaceError, match="roundsman init"):
        open_office(sqlite_workspace.folder.path)


def test_a_workspace_from_before_the_longest_day_is_upgraded(sqlite_workspace: Office, now: datetime) -> None:
    with writing(sqlite_workspace.database) as connection:
        connection.execute(sa.text("ALTER TABLE reps DROP COLUMN max_day_s"))
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '0100'"))
    path = sqlite_workspace.folder.path
    with pytest.raises(OlderWorkspaceError, match="roundsman init"):
        open_office(path)
    made = init_office(path, now)
    assert (made.schema_before, made.schema_after) == ("0100", known_schemas()[-1])
    with reading(made.office.database) as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a folder that not even root can write to")
def test_a_folder_without_write_permission_is_named(now: datetime) -> None:
    with pytest.raises(FolderNotWritableError, match="permissions"):
        init_office(Path("/proc/roundsman"), now)


def test_a_file_in_the_folder_s_place_is_named(tmp_path: Path, now: datetime) -> None:
    (tmp_path / "taken").write_text("")
    with pytest.raises(FolderNotWritableError):
        init_office(tmp_path / "taken", now)


def test_a_failed_command_leaves_nothing_behind(office: Office) -> None:
    def fail_halfway() -> None:
        with writing(office.database) as connection:
            connection.execute(settings.insert().values(key="note", value="half"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_halfway()
    with reading(office.database) as connection:
        assert "note" not in connection.execute(sa.select(settings.c.key)).scalars().all()


def test_a_second_writer_is_told_to_wait(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("store.database.BUSY_TIMEOUT_MS", 1)
    impatient = open_office(office.folder.path)
    outcome: list[Exception] = []

    def second() -> None:
        try:
            with writing(impatient.database):
                pass
        except WorkspaceBusyError as error:
            outcome.append(error)

    with writing(office.database):
        thread = threading.Thread(target=second)
        thread.start()
        thread.join()
    impatient.database.dispose()
    assert len(outcome) == 1


def test_reading_goes_on_while_somebody_writes(office: Office) -> None:
    with writing(office.database) as writer:
        writer.execute(settings.insert().values(key="note", value="half"))
        with reading(office.database) as reader:
            assert "note" not in reader.execute(sa.select(settings.c.key)).scalars().all()


def test_work_on_an_old_state_is_refused_and_told_what_changed(office: Office, now: datetime) -> None:
    with reading(office.database) as connection:
        seen = revision(connection)
    with writing(office.database) as connection:
        record_change(connection, "import accounts", "3 new", now, subjects=[Subject(Kind.REP)])
    with pytest.raises(ChangedMeanwhileError, match="import accounts: 3 new"), writing(office.database) as connection:
        require_untouched(connection, seen, [Subject(Kind.REP)])


def test_work_on_the_present_state_goes_on(office: Office) -> None:
    with writing(office.database) as connection:
        require_untouched(connection, revision(connection), [Subject(Kind.REP)])


def test_settings_of_an_existing_workspace_stay(office: Office, now: datetime) -> None:
    init_office(office.folder.path, now, settings=Settings("another name", "CHF"))
    with reading(office.database) as connection:
        assert read_settings(connection).name == office.folder.path.name


@pytest.mark.parametrize(
    "url",
    [
        "postgresql+psycopg2://bob:hunter2secret@db.example/rm",
        "postgresql+psycopg://bob:hunter2secret@localhost:1/rm",
        "postgresqll://bob:hunter2secret@db.example/rm",
        "postgresql+psycopg://bob:hunter2secret@localhost:port/rm",
        "postgresql+psycopg://bob:hunter2secret:with@at@localhost:1/rm",
        "postgresql+psycopg://localhost:1/rm?user=bob&password=hunter2secret",
        "//bob:hunter2secret@",
        "bob:hunter2secret",
    ],
)
def test_no_message_shows_the_password_of_a_database(
    tmp_path: Path, url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["init", str(tmp_path / "w"), "--database", url]) in {2, 3}
    said = capsys.readouterr()
    assert ("write postgresql+psycopg://" in said.err) is ("psycopg2" in url or "postgresqll" in url)
    assert "hunter2secret" not in said.out + said.err
    assert said.err.count("\n") < 5


def test_an_address_without_a_password_is_shown_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["init", str(tmp_path / "w"), "--database", "postgresql+psycopg://bob@localhost:1/rm"]) == 3
    assert "bob@localhost:1/rm" in capsys.readouterr().err


def test_a_file_that_names_a_password_is_its_owner_s_alone(tmp_path: Path) -> None:
    make_folder(tmp_path, "postgresql+psycopg://bob:hunter2secret@localhost:1/rm")
    assert tmp_path.joinpath("roundsman.toml").stat().st_mode & 0o077 == 0
