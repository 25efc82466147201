"""What an import says, for machines."""

from __future__ import annotations

from commands.presented import problem_json
from office.imports.report import ImportReport, Preview


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
