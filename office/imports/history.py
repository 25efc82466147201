"""What was imported: by whom, when, and what became of the rows."""

from __future__ import annotations

import hashlib

from office.door import Act, reads
from office.imports.report import ImportReport
from office.imports.uploads import Upload
from store.file_imports import FileImport, add_file_import, read_file_imports

MOST = 50


@reads
def list_imports(act: Act, before: int = 0) -> tuple[FileImport, ...]:
    """Return the files that were imported, the newest first; `before` a number, for those before it."""
    return read_file_imports(act.connection, before, MOST)


def keep_history(act: Act, upload: Upload, report: ImportReport) -> None:
    """Keep that a file was imported, in the transaction that does it."""
    rows = report.written
    digest = hashlib.sha256(upload.data).hexdigest()
    facts = (act.at, act.who.id, report.what, upload.name, digest, rows.new, rows.changed, rows.same, report.refused)
    add_file_import(act.connection, FileImport(*facts, problems=report.problems))
