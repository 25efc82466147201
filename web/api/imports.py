"""Imports: what a file would change, and the import itself."""

from __future__ import annotations

from typing import Annotated

from fastapi import File, Form, Query, Request, Response, UploadFile

from office.imports.history import list_imports
from office.imports.imports import commit_import, preview_import
from office.imports.mappings import options_of, read_mapping
from office.imports.report import ImportReport
from office.imports.uploads import ImportOptions, Upload
from office.opening import Office
from office.people import Person
from office.values import FileImport
from routing.problems import Problem
from routing.sentences import sentence
from routing.written_dates import DateOrder
from routing.written_numbers import DecimalSign
from web.api.conditions import Once, shown
from web.api.cursors import listed
from web.api.model import Key, Out, Page, ProblemDetail, Words, instant
from web.api.routes import ApiRoutes
from web.guard import TheOffice, Who

IMPORTS = ApiRoutes("imports")

MOST_PROBLEMS = 1000
"""Problems in an answer; `refused` counts all rows."""

AFile = Annotated[UploadFile, File(description="CSV or XLSX.")]
Before = Annotated[int, Query(ge=0, lt=2**31)]
SkipBad = Annotated[bool, Form(description="Let good rows go on alone.")]
Mapping = Annotated[Words, Form(description="The name of a kept mapping.")]
Decimal = Annotated[DecimalSign | None, Form(description="The writer's decimal sign; else the file's rows decide.")]
Dates = Annotated[DateOrder | None, Form(description="The writer's order of dates; else the file's rows decide.")]


class FileImportOut(Out):
    """A file that was imported; `digest` is the SHA-256 of its content."""

    number: int
    made_at: str
    person_id: str
    kind: str
    file_name: str
    digest: str
    new: int
    changed: int
    same: int
    refused: int
    problems: list[ProblemDetail]

    @staticmethod
    def of(one: FileImport) -> FileImportOut:
        """Return an import as it is sent."""
        same = ("number", "person_id", "kind", "file_name", "digest", "new", "changed", "same", "refused")
        facts = {name: getattr(one, name) for name in same}
        problems = [ProblemDetail.of(problem) for problem in one.problems]
        return FileImportOut.model_validate(facts | {"made_at": instant(one.made_at), "problems": problems})


class ImportedOut(Out):
    """How many rows were new, changed, the same and refused; `problems` say why, and what is odd."""

    kind: str
    new: int
    changed: int
    same: int
    refused: int
    ignored: list[str]
    problems: list[ProblemDetail]

    @staticmethod
    def of(report: ImportReport) -> ImportedOut:
        """Return it as it is sent."""
        rows = report.written
        return ImportedOut(
            kind=report.what, new=rows.new, changed=rows.changed, same=rows.same, refused=report.refused,
            ignored=list(report.ignored), problems=[ProblemDetail.of(one) for one in report.problems[:MOST_PROBLEMS]],
        )  # fmt: skip


class PreviewOut(Out):
    """What an import would do; `columns` say what is read from where, `to_locate` rows have an address alone."""

    report: ImportedOut
    header: list[str]
    columns: dict[str, str]
    offered: list[str]
    sample: list[dict[str, str]]
    to_locate: int


@IMPORTS.get("/imports", ("list_imports",), response_model=Page[FileImportOut])
def imports(request: Request, office: TheOffice, who: Who, before: Before = 0) -> Response:
    """List the files that were imported, fifty at a time, the newest first; `before` a number, for those before it."""
    return listed(request, [FileImportOut.of(one) for one in list_imports(office, who, before)], None)


@IMPORTS.post("/imports/{kind}/preview", ("preview_import",), response_model=PreviewOut)
def preview(
    request: Request, office: TheOffice, who: Who, kind: Key, file: AFile, skip_bad: SkipBad = False,
    mapping: Mapping = "", decimal: Decimal = None, dates: Dates = None,
) -> Response:  # fmt: skip
    """Say what a file would change; nothing is kept, and no key is needed."""
    options, encoding = _options(office, who, kind, skip_bad, mapping, decimal, dates)
    found = preview_import(office, who, kind, _upload(file, encoding), options)
    out = PreviewOut(
        report=ImportedOut.of(found.report), header=list(found.header), columns=dict(found.columns),
        offered=list(found.offered), sample=[dict(row) for row in found.sample], to_locate=found.to_locate,
    )  # fmt: skip
    return shown(request, out)


@IMPORTS.post("/imports/{kind}", ("commit_import",), response_model=ImportedOut)
def commit(
    request: Request, office: Once, who: Who, kind: Key, file: AFile, skip_bad: SkipBad = False,
    mapping: Mapping = "", decimal: Decimal = None, dates: Dates = None,
) -> Response:  # fmt: skip
    """Import a file, all or nothing unless `skip_bad`; addresses are not looked up, rows need lat and lon."""
    options, encoding = _options(office, who, kind, skip_bad, mapping, decimal, dates)
    done = commit_import(office, who, kind, _upload(file, encoding), options, locate=_not_looked_up)
    return shown(request, ImportedOut.of(done))


def _options(
    office: Office, who: Person, kind: str, skip_bad: bool, mapping: str, decimal: DecimalSign | None,
    dates: DateOrder | None,
) -> tuple[ImportOptions, str]:  # fmt: skip
    """Return how a file is read, and how its text is written: as is said now, else as a mapping keeps it."""
    held = read_mapping(office, who, mapping, kind) if mapping else None
    kept = options_of(held, skip_bad=skip_bad) if held else ImportOptions()
    options = ImportOptions(kept.columns, kept.defaults, skip_bad, decimal or kept.decimal, dates or kept.dates)
    return options, held.encoding if held else ""


def _upload(file: UploadFile, encoding: str) -> Upload:
    return Upload(file.filename or "file", file.file.read(), encoding)


def _not_looked_up(where: str, address: str) -> Problem:
    action = "Send lat and lon, or import it with: roundsman import accounts."
    return Problem("address-to-find", where, sentence("{address!r} has to be looked up", address=address), action)
