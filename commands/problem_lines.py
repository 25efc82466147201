"""What is wrong, in lines: one for each kind of problem, with how often and where."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from routing.problems import Problem, by_kind

MOST_CAUSES = 3
"""So many different causes of one kind are quoted; the others are counted."""

MOST_SPANS = 12
"""So many rows or spans of rows are named; the others are counted."""

MOST_ALIKE = 3
"""So many lines may say the same of different things; more are one line."""

_ROW = re.compile(r"(.+) row ([0-9]+)(?: \((.*)\))?$", re.DOTALL)


def grouped(problems: Sequence[Problem]) -> list[str]:
    """Return a line for each kind of problem: alone as it is, else with how many rows have it, and which.

    What is the same of many things that are no rows, such as accounts, is one line too.
    """
    alike = Counter((problem.code, problem.cause, problem.action) for problem in problems)

    def part(problem: Problem) -> str:
        many = alike[problem.code, problem.cause, problem.action] > MOST_ALIKE
        return _file(problem) or (f"all: {problem.cause}" if many else problem.where)

    return [_line(_file(found[0]), found) for found in by_kind(problems, part)]


def _file(problem: Problem) -> str:
    """Return the file of a row, empty for what is no row."""
    match = _ROW.match(problem.where)
    return match[1] if match else ""


def _line(file: str, found: Sequence[Problem]) -> str:
    if len(found) == 1:
        return str(found[0])
    causes = list(dict.fromkeys(problem.cause for problem in found))
    said = "; ".join(causes[:MOST_CAUSES]) + (
        f"; and {len(causes) - MOST_CAUSES} more" if len(causes) > MOST_CAUSES else ""
    )
    rows = sorted({int(match[2]) for problem in found if (match := _ROW.match(problem.where))})
    where = f"{file} rows {_spans(rows)}" if rows else _places(found)
    return f"{where} ({len(found)} times): {said}. {found[0].action} [{found[0].code}]"


def _places(found: Sequence[Problem]) -> str:
    places = list(dict.fromkeys(problem.where for problem in found))
    more = f" and {len(places) - MOST_SPANS} more" if len(places) > MOST_SPANS else ""
    return ", ".join(places[:MOST_SPANS]) + more


def _spans(rows: Sequence[int]) -> str:
    """Write rows in spans: ``2, 5-9, 12``."""
    spans: list[list[int]] = []
    for row in rows:
        if spans and row == spans[-1][1] + 1:
            spans[-1][1] = row
        else:
            spans.append([row, row])
    shown = [str(first) if first == last else f"{first}-{last}" for first, last in spans[:MOST_SPANS]]
    more = f" and {len(spans) - MOST_SPANS} more" if len(spans) > MOST_SPANS else ""
    return ", ".join(shown) + more
