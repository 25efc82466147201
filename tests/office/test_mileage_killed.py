"""A posting that is killed in the middle leaves the ledger whole; done again, it is as if nothing had happened."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from mileage.ledger import Head
from office.mileage.acts import Days
from office.mileage.attestations import attest
from office.mileage.trips import derive_trips
from office.mileage.verification import verify_ledger
from office.opening import Office
from store.database import reading, writing
from store.ledger import read_head
from store.trips import TripState, read_trips
from tests.office.mileage_house import MONDAY, Road, act, drive, furnish, visited

ROOT = Path(__file__).resolve().parents[2]

VICTIM = """
import sys, time
from pathlib import Path
from tests.office.mileage_house import MONDAY, act
from office.mileage import attestations as attesting
from office.mileage.acts import Days
from store.database import writing
from office.opening import open_workspace

def half_done(*_):
    print("posted", flush=True)
    time.sleep(60)

attesting.set_state = half_done  # the postings are written, the trips not yet marked
workspace = open_workspace(Path(sys.argv[1]))
with writing(workspace.engine) as connection:
    attesting.attest(connection, "r1", Days(MONDAY, MONDAY), act())
"""


def test_a_killed_posting_leaves_the_ledger_whole(office: Office) -> None:
    day = Days(MONDAY, MONDAY)
    with writing(office.database) as connection:
        furnish(connection)
        visited(connection, "a3", MONDAY.replace(day=1))
        drive(connection, MONDAY.replace(day=1))
        visited(connection, "a1")
        derive_trips(connection, "r1", day, Road(), act().now)
    _kill_in_the_middle(office.folder.path)
    with reading(office.database) as connection:
        assert read_head(connection).count == 2
        assert len(read_trips(connection, [TripState.DRAFT])) == 2
        assert verify_ledger(connection).is_clean
    with writing(office.database) as connection:
        assert len(attest(connection, "r1", day, act())) == 2
        assert verify_ledger(connection).is_clean
        assert read_head(connection) != Head()


def _kill_in_the_middle(folder: Path) -> None:
    command = [sys.executable, "-c", VICTIM, str(folder)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as victim:
        assert victim.stdout is not None
        assert victim.stderr is not None
        if victim.stdout.readline() != "posted\n":
            pytest.fail(victim.stderr.read())
        os.kill(victim.pid, signal.SIGKILL)
    assert victim.returncode == -signal.SIGKILL
