"""Work that a crew is given in tests: module functions, because they are sent to other processes."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from routing.stopping import Stop
from scheduler.horizon import Schedule
from scheduler.team.answer import Answer, Task, answer


def plain(task: Task, stop: Stop) -> Answer:
    return answer(task, stop)


def until_told(task: Task, stop: Stop) -> Answer:
    """Work until the budget is used up, and tell in how many looks."""
    looks = 0
    while stop.progress(looks) < 1.0:
        looks += 1
        time.sleep(0.01)
    return Answer(Schedule((), (), 0.0, None, looks, task.seed), ())


def press_ctrl_c(task: Task, stop: Stop) -> Answer:
    """Interrupt the planning process, once, as a person would; then work on."""
    Path(f"{task.rep_id}.pressed").touch()
    os.kill(os.getppid() if "child" in task.rep_id else os.getpid(), signal.SIGINT)
    return until_told(task, stop)


def die_once(task: Task, stop: Stop) -> Answer:
    """Kill the worker at the first try of the first rep; the file remembers that it was tried."""
    tried = Path(os.environ["TEAM_WORK_FOLDER"]) / task.rep_id
    if task.rep_id == "rep0" and not tried.exists():
        tried.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return answer(task, stop)


def die_always(task: Task, stop: Stop) -> Answer:
    if task.rep_id == "rep0":
        os._exit(9)
    return answer(task, stop)


def fail(task: Task, stop: Stop) -> Answer:
    raise ArithmeticError(f"{task.rep_id} cannot be worked with, after {stop.progress(0)}")
