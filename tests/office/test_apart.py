"""What takes seconds is reckoned in a process of its own: the same answer, and nothing is lost where it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from office.apart import Helper, ReckoningFailedError, begin_helper
from office.opening import Office
from routing.problems import BadInputError, WorldError
from tests.calendars.week import NOW
from tests.office.apart_sample import fails, who_reckons


@pytest.fixture
def helped(sqlite_workspace: Office) -> Iterator[Office]:
    office = replace(sqlite_workspace, clock=lambda: NOW, memory={})
    helper = begin_helper(office)
    yield office
    helper.close()


def test_without_a_helper_it_is_reckoned_where_it_is_called(sqlite_workspace: Office) -> None:
    assert who_reckons(sqlite_workspace, 1)[1] == os.getpid()
    assert who_reckons.begin(sqlite_workspace, 1) is None


def test_a_helper_answers_by_the_same_clock_and_tells_what_is_wrong(helped: Office) -> None:
    number, process, now = who_reckons(helped, 7)
    assert (number, now) == (7, NOW)
    assert process != os.getpid()
    with pytest.raises(BadInputError, match="a cause"):
        fails(helped, "bad")
    with pytest.raises(WorldError, match="no roads today"):
        fails(helped, "world")
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        fails(helped, "fault")
    assert who_reckons(helped, 8)[1] == process


def test_a_helper_that_ended_is_begun_again_and_one_that_cannot_answer_says_so(helped: Office) -> None:
    first = who_reckons(helped, 1)[1]
    os.kill(first, signal.SIGKILL)
    second = who_reckons(helped, 2)[1]
    assert second != first
    with pytest.raises(ReckoningFailedError, match="Try again"):
        fails(helped, "ends")
    assert who_reckons(helped, 3)[0] == 3


def test_a_helper_that_is_asked_nothing_is_let_go(sqlite_workspace: Office) -> None:
    command = (sys.executable, "-m", "office.apart_process", str(sqlite_workspace.folder.path))
    helper = Helper(command, idle_s=0.01)
    office = replace(sqlite_workspace, memory={"apart": helper})
    process = who_reckons(office, 1)[1]
    assert ended(process)
    helper.close()


def test_a_helper_ends_with_the_server_however_that_ended(sqlite_workspace: Office) -> None:
    begun = f"""
import time
from pathlib import Path
from office.apart import begin_helper
from office.opening import open_office
from tests.office.apart_sample import who_reckons
office = open_office(Path({str(sqlite_workspace.folder.path)!r}))
begin_helper(office)
print(who_reckons(office, 1)[1], flush=True)
time.sleep(600)
"""
    server = subprocess.Popen([sys.executable, "-c", begun], stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    process = int(server.stdout.readline())
    server.kill()
    server.wait()
    assert ended(process)


def ended(process: int) -> bool:
    """Wait until a process is no more, or is one that nobody has taken note of yet."""
    for _ in range(1000):
        stat = Path(f"/proc/{process}/stat")
        if not stat.exists() or stat.read_text().rpartition(")")[2].split()[0] == "Z":
            return True
        time.sleep(0.01)
    return False
