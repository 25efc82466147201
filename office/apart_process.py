"""The process beside the server in which heavy things are reckoned: `python -m office.apart_process FOLDER`."""

from __future__ import annotations

import os
import pickle
import queue
import sys
import threading
from pathlib import Path
from typing import IO

from office.apart import Question, answer_questions
from office.opening import open_office


def main(folder: str) -> None:
    """Answer what the server asks; what anything else prints goes where faults are told, not among the answers."""
    asked: queue.SimpleQueue[Question] = queue.SimpleQueue()
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as answers:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
        office = open_office(Path(folder))
        # of its own: Python closes `sys.stdin` as it ends, and cannot while a thread reads it
        questions = os.fdopen(os.dup(sys.stdin.fileno()), "rb")
        threading.Thread(target=_listen, args=(questions, asked), daemon=True).start()
        answer_questions(office, iter(asked.get, None), answers)


def _listen(questions: IO[bytes], asked: queue.SimpleQueue[Question]) -> None:
    """Take questions until the server is no more: its pipe closes however it ended, and nobody waits for an answer."""
    while True:
        try:
            asked.put(pickle.load(questions))  # noqa: S301 - from the server that began this process
        except EOFError:
            os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1])
