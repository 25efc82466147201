"""A planner: from an empty folder to a plan in force, with the mistakes that people make on the way."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest
import sqlalchemy as sa

from office.opening import open_office
from store.accounts import read_accounts
from store.database import reading, writing
from store.plans import plan_heads, read_plan
from store.tables import plans
from tests.journeys.conftest import REGION, ROOT, Terminal, command


@pytest.fixture(scope="module")
def made_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the region's reps, accounts and seasons, and its roads; made once, for all to copy."""
    maker = Terminal(tmp_path_factory.mktemp("made") / "office")
    maker.folder.mkdir()
    maker.types("init", ".", "--name", "office", "--currency", "CHF")
    for what in ("reps", "accounts", "seasons"):
        maker.types("import", what, REGION / f"{what}.csv")
    maker.types("roads", REGION / "roads.osm.pbf", "--country", "LI")
    return maker.folder


@pytest.fixture
def office(made_office: Path, tmp_path: Path) -> Terminal:
    """A terminal in an office of one's own."""
    return Terminal(Path(shutil.copytree(made_office, tmp_path / "office")))


def test_each_step_says_what_it_changed(terminal: Terminal) -> None:
    assert "Made a workspace" in terminal.types("init", "office", installed=True)
    where = ("--workspace", "office")
    assert "reps: 3 new" in terminal.types("import", "reps", REGION / "reps.csv", *where, installed=True)
    assert "accounts: 107 new" in terminal.types("import", "accounts", REGION / "accounts.csv", *where)
    assert "107 the same" in terminal.types("import", "accounts", REGION / "accounts.csv", *where)
    assert "junctions" in terminal.types("roads", REGION / "roads.osm.pbf", "--country", "LI", *where)


def test_a_plan_before_territories_says_what_is_missing(office: Terminal) -> None:
    said = office.types("plan", "--start", "2027-01-04", "--weeks", "2", "--steps", "100", code=2)
    assert "roundsman territory" in said


def test_a_draft_is_put_in_force_once(demo: Terminal) -> None:
    said = demo.types("plan", "--start", "2027-01-11", "--weeks", "2", "--steps", "500")
    assert "Plan 2 is a draft" in said
    assert "instead of plan 1" in demo.types("publish")
    assert "nothing changed" in demo.types("publish")
    assert "(published)" in demo.types("show", "plan", "--plan", "2")


def test_a_plan_that_is_not_there_is_named(demo: Terminal) -> None:
    assert "there is no plan 9 (plans: 1)" in demo.types("publish", "9", code=2)


def test_the_same_steps_give_the_same_plan(demo: Terminal) -> None:
    for _ in range(2):
        demo.types("plan", "--start", "2027-01-11", "--weeks", "2", "--steps", "500")
    second, third = (demo.types("show", "plan", "--plan", n, "--format", "csv") for n in ("2", "3"))
    assert second.replace("\n2,", "\n3,") == third


def test_all_problems_of_a_file_come_in_one_go_on_standard_error(office: Terminal) -> None:
    bad = office.folder / "bad.csv"
    bad.write_text(
        "id,name,lat,lon,interval_days,opening_hours\n"
        "b1,Good,47.14,9.52,28,\n"
        "b2,Zero,47.14,9.52,0,\n"
        "b3,Swapped,9.52,47.14,28,\n"
        'b4,"Odd, hours",47.14,9.52,28,whenever\n'
    )
    said = office.types("import", "accounts", bad, code=2)
    assert [line.partition(":")[0] for line in said.splitlines()] == [
        "bad.csv row 3 (b2)",
        "bad.csv row 5 (b4)",
        "bad.csv row 4 (b3)",
        "Nothing was imported. Mend what is named above; --skip-bad imports the good rows alone.",
    ]
    assert "1 new" in office.types("import", "accounts", bad, "--skip-bad")


def test_a_folder_without_a_workspace_is_named(terminal: Terminal) -> None:
    assert "roundsman init" in terminal.types("show", "plan", code=3)


def test_a_second_command_at_the_same_time_loses_nothing(office: Terminal) -> None:
    opened = open_office(office.folder)
    with writing(opened.database):
        said = office.types("import", "sales", REGION / "sales.csv", code=3)
    assert "Another roundsman command is writing" in said
    assert "sales: 3708 new" in office.types("import", "sales", REGION / "sales.csv")
    opened.database.dispose()


def killed_while_it_writes(terminal: Terminal, *words: str) -> None:
    """Start the command, wait until SQLite's write-ahead log grows in the middle of writing, and kill it."""
    log = terminal.folder / "roundsman.db-wal"
    victim = subprocess.Popen(
        [*command(), *words], cwd=terminal.folder, env=os.environ | {"PYTHONPATH": str(ROOT)}, stderr=subprocess.DEVNULL
    )
    while not (log.exists() and log.stat().st_size > 0):
        assert victim.poll() is None, "the command ended before it could be killed"
        time.sleep(0.0005)
    victim.send_signal(signal.SIGKILL)
    victim.wait()


def test_a_kill_in_the_middle_of_an_import_leaves_nothing_half_done(terminal: Terminal) -> None:
    terminal.types("init", ".")
    lines = [f"k{n},Shop {n},47.14,9.52,28" for n in range(8_000)]
    (terminal.folder / "many.csv").write_text("\n".join(["id,name,lat,lon,interval_days", *lines]))
    killed_while_it_writes(terminal, "import", "accounts", "many.csv")
    office = open_office(terminal.folder)
    with reading(office.database) as connection:
        kept = len(read_accounts(connection))
    assert kept in {0, 8000}, "all of it or nothing: the kill may meet the very end of the commit"
    office.database.dispose()
    said = "8000 the same" if kept else "8000 new"
    assert said in terminal.types("import", "accounts", "many.csv")


def test_a_kill_in_the_middle_of_a_plan_leaves_nothing_half_planned(demo: Terminal) -> None:
    order = ("plan", "--start", "2027-01-11", "--weeks", "4", "--steps", "200")
    killed_while_it_writes(demo, *order)
    office = open_office(demo.folder)
    with reading(office.database) as connection:
        kept = {head.id for head in plan_heads(connection)}
        for table in (plans.tours, plans.planned_visits, plans.unserved_visits):
            assert set(connection.execute(sa.select(table.c.plan_id)).scalars()) <= kept
        whole = [read_plan(connection, head) for head in plan_heads(connection)]
    office.database.dispose()
    assert all(plan.tours for plan in whole)
    assert f"Plan {max(kept) + 1} is a draft" in demo.types(*order)
