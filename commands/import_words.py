"""What an import says: one line for each kind of problem, with its rows; and the same for machines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from commands.presented import problem_json
from office.imports.report import ImportReport, Preview
from routing.problems import Problem

MOST_CAUSES = 3
"""So many different causes of one kind are quoted; the others are counted."""

MOST_SPANS = 12
"""So many rows or spans of rows are named; the others are counted."""

_ROW = re.compile(r"(.+) row ([0-9]+)(?: \((.*)\))?$", re.DOTALL)


def grouped(problems: Sequence[Problem]) -> list[str]:
    """Return a line for each kind of problem: alone as it is, else with how many rows have it, and which."""
    kinds: dict[tuple[str, str, str], list[Problem]] = {}
    for problem in problems:
        match = _ROW.match(problem.where)
        kinds.setdefault((problem.code, match[1] if match else problem.where, problem.action), []).append(problem)
    return [_line(file, found) for (_, file, _), found in kinds.items()]


def _line(file: str, found: Sequence[Problem]) -> str:
    if len(found) == 1:
        return str(found[0])
    causes = list(dict.fromkeys(problem.cause for problem in found))
    said = "; ".join(causes[:MOST_CAUSES]) + (
        f"; and {len(causes) - MOST_CAUSES} more" if len(causes) > MOST_CAUSES else ""
    )
    rows = sorted({int(match[2]) for problem in found if (match := _ROW.match(problem.where))})
    where = f"{file} rows {_spans(rows)}" if rows else file
    return f"{where} ({len(found)} times): {said}. {found[0].action} [{found[0].code}]"


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


def report_json(report: ImportReport) -> dict[str, object]:
    """Return a report for machines."""
    return {
        "what": report.what,
        "written": {"new": report.written.new, "changed": report.written.changed, "same": report.written.same},
        "refused": report.refused,
        "problems": [problem_json(problem) for problem in report.problems],
        "ignored": list(report.ignored),
        "footer": list(report.footer),
    }


def preview_json(preview: Preview) -> dict[str, object]:
    """Return a preview for machines."""
    return report_json(preview.report) | {
        "header": list(preview.header),
        "columns": dict(preview.columns),
        "offered": list(preview.offered),
        "sample": [dict(row) for row in preview.sample],
        "to_locate": preview.to_locate,
    }
