"""Backups: one state while others write, on both databases and from one to the other, checked, sealed, whole or not."""

from __future__ import annotations

import gzip
import io
import json
import threading
from decimal import Decimal
from pathlib import Path

import pytest

from office.backups import BadBackupError, make_backup, restore_office
from office.door import USE_CASES
from office.opening import Office, open_office
from office.people import Grant, Person, Role, owner
from office.permissions import NotAllowedError
from office.staff import list_people, save_person
from routing.findings import Finding
from routing.problems import BadInputError
from routing.sentences import kept, sentence
from scheduler.plan import Night, Plan, UnservedVisit
from store.changes import changes_since, record_change, revision
from store.database import reading, writing
from store.plans import find_plan, read_plan, write_plan
from store.seals import CHUNK, MAGIC, SealError, Sealing, Unsealing
from store.secrets import FILE as SECRETS
from store.secrets import keep_secret
from tests.calendars.week import MONDAY, REP
from tests.conftest import _make_postgres_database
from tests.office.carried_week import fill

SAID = sentence("{count} visits", count=3)
ADMINISTRATOR = (Grant(Role.ADMINISTRATOR),)


def backed_up(office: Office, passphrase: str = "") -> bytes:
    out = io.BytesIO()
    make_backup(office, owner(), out, passphrase)
    return out.getvalue()


def lines_of(backup: bytes) -> list[object]:
    return [json.loads(line) for line in gzip.decompress(backup).splitlines()][1:]


def test_a_restored_workspace_is_the_one_that_was_backed_up(office: Office, tmp_path: Path) -> None:
    fill(office)
    save_person(office, owner(), "ann", "Ann", ADMINISTRATOR)
    (office.folder.path / "roads").mkdir()
    (office.folder.path / "roads" / "big.npz").write_bytes(b"x")
    (office.folder.path / "profile.toml").write_text("own = 1")
    backup = backed_up(office)
    restored = restore_office(tmp_path / "new", io.BytesIO(backup))
    assert (tmp_path / "new" / "profile.toml").read_text() == "own = 1"
    assert not (tmp_path / "new" / "roads").exists()
    assert restored.rows["accounts"] == 3
    there = open_office(tmp_path / "new", office.clock)
    assert list_people(there, owner()) == list_people(office, owner())
    assert sorted(map(str, lines_of(backed_up(there)))) == sorted(map(str, lines_of(backup)))
    there.database.dispose()


def test_what_columns_of_their_own_kind_hold_is_backed_up_too(office: Office, tmp_path: Path) -> None:
    fill(office)
    left = UnservedVisit("v9", "a1", REP.id, MONDAY, MONDAY, "no-time", Finding.of("as-said", text=SAID))
    night = Night(REP.id, MONDAY, "hotel:h", "Inn", 47.0, 9.5, Decimal("80.50"), "CHF")
    with writing(office.database) as connection:
        write_plan(connection, Plan(MONDAY, MONDAY, (), (left,), {}, (night,)), office.clock())
        record_change(connection, "x", SAID, office.clock())
    restore_office(tmp_path / "new", io.BytesIO(backed_up(office)))
    there = open_office(tmp_path / "new", office.clock)
    with reading(there.database) as connection:
        plan = read_plan(connection, find_plan(connection, None))
        (last,) = changes_since(connection, revision(connection) - 1)
    assert (plan.unserved, plan.nights) == ((left,), (night,))
    assert kept(plan.unserved[0].why["text"]) == kept(last.summary) == kept(SAID)
    there.database.dispose()


def test_a_backup_is_one_state_whatever_is_written_meanwhile(office: Office) -> None:
    save_person(office, owner(), "p0", "P", ADMINISTRATOR)
    over = threading.Event()

    def write() -> None:
        for number in range(1, 10_000):
            if over.is_set():
                return
            save_person(office, owner(), f"p{number}", "P", ADMINISTRATOR)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for _ in range(5):
            tables: dict[str, list[object]] = {}
            for line in lines_of(backed_up(office)):
                if isinstance(line, dict) and "table" in line:
                    tables[line["table"]] = rows = []
                elif isinstance(line, list):
                    rows.append(line)
            assert len(tables["people"]) == len(tables["grants"]) == len(tables["changes"]) - 1
    finally:
        over.set()
        writer.join()


def test_a_backup_of_one_database_is_restored_into_the_other(
    sqlite_workspace: Office, postgres_url: str, tmp_path: Path
) -> None:
    fill(sqlite_workspace)
    backup = backed_up(sqlite_workspace)
    url = _make_postgres_database(postgres_url, "restored")
    restore_office(tmp_path / "pg", io.BytesIO(backup), database=url)
    there = open_office(tmp_path / "pg", sqlite_workspace.clock)
    back = backed_up(there)
    restore_office(tmp_path / "back", io.BytesIO(back))
    assert sorted(map(str, lines_of(back))) == sorted(map(str, lines_of(backup)))
    with pytest.raises(BadBackupError, match="holds tables"):
        restore_office(tmp_path / "again", io.BytesIO(backup), database=url)
    there.database.dispose()


@pytest.mark.parametrize("cut", [0, 1, 30, 200, -1, -9, -300])
def test_what_was_cut_off_makes_no_workspace(sqlite_workspace: Office, tmp_path: Path, cut: int) -> None:
    backup = backed_up(sqlite_workspace)
    with pytest.raises(BadBackupError):
        restore_office(tmp_path / "new", io.BytesIO(backup[:cut]))
    assert not list((tmp_path / "new").iterdir())


def altered(backup: bytes, old: bytes, new: bytes) -> io.BytesIO:
    text = gzip.decompress(backup)
    assert old in text
    return io.BytesIO(gzip.compress(text.replace(old, new)))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"Rita Roth", b"Rita Rath"), (b'"schema": "', b'"schema": "9'), (b'"roundsman-backup": 1', b'"x": 1'),
        (b'{"end"', b'{"start"'), (b'"end"', b'"start"'),
        (b"b3duID0gMQ==", b"b3duID0gMg=="), (b"profile.toml", b"../outside"),
    ],
)  # fmt: skip
def test_what_was_altered_makes_no_workspace(sqlite_workspace: Office, tmp_path: Path, old: bytes, new: bytes) -> None:
    fill(sqlite_workspace)
    (sqlite_workspace.folder.path / "profile.toml").write_text("own = 1")
    with pytest.raises(BadBackupError):
        restore_office(tmp_path / "new", altered(backed_up(sqlite_workspace), old, new))
    assert not (tmp_path / "new" / "roundsman.toml").exists()
    assert not (tmp_path / "outside").exists()


def test_secrets_are_in_sealed_backups_alone(sqlite_workspace: Office, tmp_path: Path) -> None:
    keep_secret(sqlite_workspace.folder.path, "caldav r1", "hunter2")
    restore_office(tmp_path / "open", io.BytesIO(backed_up(sqlite_workspace)))
    assert not (tmp_path / "open" / SECRETS).exists()
    sealed = backed_up(sqlite_workspace, "correct horse")
    restore_office(tmp_path / "sealed", io.BytesIO(sealed), "correct horse")
    assert "hunter2" in (tmp_path / "sealed" / SECRETS).read_text()
    assert (tmp_path / "sealed" / SECRETS).stat().st_mode & 0o077 == 0
    with pytest.raises(SealError, match="passphrase"):
        restore_office(tmp_path / "wrong", io.BytesIO(sealed), "another horse")
    with pytest.raises(BadInputError, match="sealed"):
        restore_office(tmp_path / "none", io.BytesIO(sealed))


def sealed_text(text: bytes) -> bytes:
    out = io.BytesIO()
    with Sealing(out, "key") as sealing:
        sealing.write(text)
    return out.getvalue()


@pytest.mark.parametrize("length", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 5])
def test_what_is_sealed_is_opened_as_it_was_whatever_its_length(length: int) -> None:
    text = b"ab" * (length // 2) + b"c" * (length % 2)
    sealed = sealed_text(text)
    assert text[:16] not in sealed[len(MAGIC) :] or length < 8
    assert io.BufferedReader(Unsealing(io.BytesIO(sealed), "key")).read() == text


@pytest.mark.parametrize("change", ["cut", "chunk", "swap", "more", "bit"])
def test_a_seal_that_was_broken_is_found(change: str) -> None:
    sealed, begin, one = sealed_text(b"x" * (3 * CHUNK)), len(MAGIC) + 16, CHUNK + 16
    parts = [sealed[begin + n * one : begin + (n + 1) * one] for n in range(3)]
    changed = {
        "cut": [parts[0], parts[1], parts[2][:-1]], "chunk": parts[:2], "swap": [parts[1], parts[0], parts[2]],
        "more": [*parts, parts[2]], "bit": [parts[0], bytes([parts[1][0] ^ 1]) + parts[1][1:], parts[2]],
    }  # fmt: skip
    with pytest.raises(SealError):
        io.BufferedReader(Unsealing(io.BytesIO(sealed[:begin] + b"".join(changed[change])), "key")).read()


def test_only_an_administrator_makes_one_and_none_replaces_a_workspace(sqlite_workspace: Office) -> None:
    with pytest.raises(NotAllowedError):
        USE_CASES["make_backup"](sqlite_workspace, Person("p", "P", (Grant(Role.PLANNER),)), io.BytesIO())
    with pytest.raises(BadInputError, match="already"):
        restore_office(sqlite_workspace.folder.path, io.BytesIO(backed_up(sqlite_workspace)))
    with reading(sqlite_workspace.database) as connection:
        assert connection is not None
