"""A calendar's password: in a file that its owner alone reads, or in the environment; never in the database."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from office.calendars.accounts import change_secret, connect_calendar
from office.calendars.busy import import_busy
from office.calendars.sync import sync_calendar
from office.opening import Office
from routing.problems import BadInputError
from store.database import reading
from store.secrets import FILE, NoSecretError, keep_secret, kept_secret, secret_of_variable
from store.tables.whole import METADATA
from tests.calendars.dialects import google, served
from tests.calendars.servers import PASSWORD, USER
from tests.calendars.week import REP
from tests.office.carried_week import do, fill


def test_the_file_is_its_owner_s_alone_and_keeps_what_it_had(tmp_path: Path) -> None:
    keep_secret(tmp_path, "one", "1")
    keep_secret(tmp_path, "two", "2")
    assert (kept_secret(tmp_path, "one"), kept_secret(tmp_path, "two")) == ("1", "2")
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o666])
def test_a_file_that_others_may_read_is_refused(tmp_path: Path, mode: int) -> None:
    keep_secret(tmp_path, "one", "1")
    (tmp_path / FILE).chmod(mode)
    with pytest.raises(NoSecretError, match="chmod 600"):
        kept_secret(tmp_path, "one")


@pytest.mark.parametrize("text", ["", "[]", '{"one": 1}', "\xff"])
def test_a_broken_file_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_text(text, encoding="latin-1")
    (tmp_path / FILE).chmod(0o600)
    with pytest.raises(NoSecretError):
        kept_secret(tmp_path, "one")


@pytest.mark.parametrize("name", ["HOME", "AWS_SECRET_ACCESS_KEY", "ROUNDSMAN_SECRET_", "ROUNDSMAN_SECRET_a b", ""])
def test_no_other_variable_can_be_sent_to_a_server(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if name:
        monkeypatch.setenv(name, "x")
    with pytest.raises(NoSecretError, match="only variables"):
        secret_of_variable(name)


def test_the_database_holds_no_password_and_a_sync_reads_it_fresh(office: Office) -> None:
    fill(office)
    with served(google()) as url:
        do(office, connect_calendar, REP.id, url, USER, secret=PASSWORD)
        with reading(office.database) as connection:
            kept = [
                repr(tuple(row)) for table in METADATA.tables.values() for row in connection.execute(table.select())
            ]
        assert not [row for row in kept if PASSWORD in row]
        assert do(office, sync_calendar, REP.id).written == 3
        do(office, change_secret, REP.id, "wrong")
        with pytest.raises(Exception, match="does not accept"):
            do(office, sync_calendar, REP.id)


def test_a_variable_holds_it_where_it_is_named(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(office)
    monkeypatch.setenv("ROUNDSMAN_SECRET_R1", PASSWORD)
    with served(google()) as url:
        do(office, connect_calendar, REP.id, url, USER, variable="ROUNDSMAN_SECRET_R1")
        assert not os.path.exists(office.folder.path / FILE)  # noqa: PTH110 - nothing was kept
        assert do(office, sync_calendar, REP.id).written == 3
        monkeypatch.delenv("ROUNDSMAN_SECRET_R1")
        with pytest.raises(NoSecretError, match="not set"):
            do(office, sync_calendar, REP.id)


def test_busy_time_is_asked_of_the_connected_server_alone(office: Office) -> None:
    fill(office)
    with served(google()) as url, served(google()) as other:
        do(office, connect_calendar, REP.id, url, USER, secret=PASSWORD)
        with pytest.raises(BadInputError, match="address-elsewhere"):
            do(office, import_busy, REP.id, other)
