"""A workspace of the edition before: `init` brings all of it over and keeps the old database beside it."""

from __future__ import annotations

import gzip
import sqlite3
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

import pytest

from office.opening import init_office, open_office
from scheduler.demand.due import visit_id
from scheduler.plan import VisitStatus
from store.access import PASSPHRASE, read_digest
from store.accounts import read_accounts, read_reps
from store.changes import changes_since
from store.database import reading
from store.fixed_dates import FixedKind, Source, read_fixed_dates
from store.folder import make_folder
from store.ownership import owned_on, timelines
from store.pins import read_pins
from store.previous_edition import OldWorkspaceTakenError
from store.schema import OlderWorkspaceError, newest_schema
from store.visits import find_visit_row, read_visit_log

DUMP = Path(__file__).with_name("previous_edition.sql.gz")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workspace of the edition before, made up, with something in each table that has another shape now."""
    made = make_folder(tmp_path / "old").path
    with closing(sqlite3.connect(made / "roundsman.db")) as connection:
        connection.executescript(gzip.decompress(DUMP.read_bytes()).decode())
    return made


def test_it_is_refused_until_it_is_converted(folder: Path) -> None:
    with pytest.raises(OlderWorkspaceError, match="roundsman init"):
        open_office(folder)


def test_all_of_it_goes_over(folder: Path, now: datetime) -> None:
    done = init_office(folder, now)
    assert (done.schema_before, done.schema_after) == ("0018_waiting", newest_schema())
    with reading(done.office.database) as connection:
        accounts = read_accounts(connection)
        first = accounts[0]
        assert (first.id, first.potential, sorted(first.skills)) == ("a1", 1250.125, ["lift", "x-ray"])
        assert [rep.id for rep in read_reps(connection)] == ["r1", "r2"]
        fixed = read_fixed_dates(connection)
        assert sorted((one.kind, one.rep_id, one.first) for one in fixed) == [
            (FixedKind.ABSENCE, "r1", date(2026, 2, 2)),
            (FixedKind.ABSENCE, "r2", date(2026, 2, 2)),
            (FixedKind.APPOINTMENT, "r1", date(2026, 2, 10)),
            (FixedKind.APPOINTMENT, "r2", date(2026, 3, 3)),
            (FixedKind.COMPANY_DAY, "", date(2026, 5, 15)),
            (FixedKind.RIDE_ALONG, "r1", date(2026, 2, 11)),
        ]
        assert {one.source for one in fixed} == {Source.PERSON, Source.HANDOVER}
        lines = timelines(connection)
        owners = [owned_on(lines["a2"], day) for day in (date(2026, 3, 1), date(2026, 3, 2))]
        assert [one and one.rep_id for one in owners] == ["r1", "r2"]
        closed = read_visit_log(connection)
        assert (closed[0].visit_id, closed[0].status) == ("past:x1", VisitStatus.DONE)
        visit = find_visit_row(connection, visit_id("made-up", "a1", 1))
        assert (visit and visit.number, [pin.date for pin in read_pins(connection)]) == (1, [date(2026, 2, 12)])
        assert read_digest(connection, "boss", PASSPHRASE) == f"$scrypt${'00' * 16}${'11' * 64}"
        assert [one.summary.split(",")[0] for one in changes_since(connection, 1)] == [
            "converted from schema 0018_waiting"
        ]


def test_the_old_database_stays_beside_it_and_what_is_left_is_said(folder: Path, now: datetime) -> None:
    done = init_office(folder, now)
    with closing(sqlite3.connect(folder / "roundsman-0018_waiting.db")) as old:
        assert old.execute("SELECT version_num FROM alembic_version").fetchone() == ("0018_waiting",)
        assert old.execute("SELECT count(*) FROM absences").fetchone() == (2,)
    assert ["The old" in done.remarks[0], *("owners apply" in one for one in done.remarks[1:2])] == [True, True]
    assert init_office(folder, now).schema_before == newest_schema()


def test_an_earlier_copy_is_never_overwritten(folder: Path, now: datetime) -> None:
    (folder / "roundsman-0018_waiting.db").write_text("older work", encoding="utf-8")
    with pytest.raises(OldWorkspaceTakenError):
        init_office(folder, now)
    with pytest.raises(OlderWorkspaceError):
        open_office(folder)
