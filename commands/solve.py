"""`roundsman solve`: one self-contained problem in, its plan out; no workspace is needed."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from commands.context import emit_json, say, show_problems
from commands.numbers import FiniteRange
from reports.finding_words import words
from routing.named_files import read_named
from routing.problems import BadInputError, Problem
from routing.stopping import Seconds, Steps, Stop
from scheduler.wording import counted


@click.command()
@click.argument("problem", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--steps", type=click.IntRange(min=0), help="Steps of the search: the same plan on every machine.")
@click.option("--seconds", type=FiniteRange(0, 86_400), help="Seconds of the search; 10 if neither is given.")
@click.option("--seed", type=int, default=1, show_default=True, help="Begins the search's chances.")
def command(*, problem: Path, steps: int | None, seconds: float | None, seed: int) -> int:
    """Solve PROBLEM, a JSON file as `plan problem` prints it (- for standard input), and print its solution.

    What is wrong with it is told first; the rest is solved. Ctrl-C ends the search with the best solution so far.
    """
    if steps is not None and seconds is not None:
        raise click.UsageError("Give --steps or --seconds, not both.")
    from scheduler.exchange import from_json
    from scheduler.search import validate
    from scheduler.solved import REPAIRED, solved

    horizon = from_json(_read(problem), str(problem))
    show_problems(validate(horizon))
    stop: Stop = Steps(steps) if steps is not None else Seconds(10.0 if seconds is None else seconds)
    found = solved(horizon, stop, seed, words)
    emit_json(found)
    say(_told(found, len(horizon.visits)))
    if len(found["unserved"]) > REPAIRED:
        say(f"Repairs were tried for the {REPAIRED} dearest of {len(found['unserved'])} visits left out.")
    for violation in found["violations"]:
        say(f"A fault of roundsman: {violation['where']}: {violation['text']} [{violation['code']}]")
    return 1 if found["violations"] else 0


def _told(found: dict[str, Any], due: int) -> str:
    gap = found["worth"].get("gap")
    proven = "" if gap is None else f", of which {gap:.1%} could be saved at most"
    early = f" The search ended before its budget ({found['cut_short']})." if found["cut_short"] else ""
    return f"{found['served']} of {counted(due, 'visit')} served, cost {found['cost']:.0f}{proven}.{early}"


def _read(problem: Path) -> object:
    data = sys.stdin.buffer.read() if str(problem) == "-" else read_named(problem)
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:  # also numbers of thousands of digits, and lists nested as deep
        cause, action = f"it is no JSON: {error}", "Give a JSON file, such as `roundsman plan problem REP` prints."
        raise BadInputError([Problem("problem-unreadable", str(problem), cause, action)]) from error
