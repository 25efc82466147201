"""Imports: what a file would change, shown before anything is written; then the import itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import Form, Request, Response, UploadFile

from office.imports.history import list_imports
from office.imports.imports import KINDS, commit_import, preview_import
from office.imports.report import ImportReport, Preview
from office.values import FileImport
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from web.guard import TheOffice, Who
from web.import_how import AsWritten, choices
from web.pages import page
from web.routes.table import Routes

ROUTES = Routes()

MOST_PROBLEMS = 200
"""Problems on the page; the first ones tell what is wrong with a file."""


@ROUTES.get("/admin/imports", ("preview_import",))
def imports(request: Request, office: TheOffice, who: Who, before: int = 0) -> Response:
    """Show the form in which a file is chosen, and what was imported."""
    return _page(request, list_imports(office, who, before), choices(office, who, None))


@ROUTES.post("/admin/imports/preview", ("preview_import",))
def preview(
    request: Request,
    office: TheOffice,
    who: Who,
    file: UploadFile,
    kind: Annotated[str, Form()],
    how: AsWritten,
) -> Response:
    """Show what a file would change; nothing is kept."""
    offered = choices(office, who, how)
    try:
        found = preview_import(office, who, kind, how.upload(file), how.options(office, who, kind))
    except BadInputError as error:
        if kind not in KINDS:
            raise
        history = list_imports(office, who)
        return _page(request, history, offered, problems=error.problems[:MOST_PROBLEMS], kind=kind, status=400)
    return _page(request, list_imports(office, who), offered, preview=found, kind=kind)


@ROUTES.post("/admin/imports", ("commit_import",))
def commit(
    request: Request,
    office: TheOffice,
    who: Who,
    file: UploadFile,
    kind: Annotated[str, Form()],
    how: AsWritten,
) -> Response:
    """Import a file; addresses are not looked up from a page: that takes a second each, and is the command's work."""
    offered = choices(office, who, how)
    try:
        options = how.options(office, who, kind)
        made = commit_import(office, who, kind, how.upload(file), options, locate=not_from_a_page)
    except BadInputError as error:
        history = list_imports(office, who)
        return _page(request, history, offered, problems=error.problems[:MOST_PROBLEMS], kind=kind, status=400)
    return _page(request, list_imports(office, who), offered, made=made, kind=kind)


def not_from_a_page(where: str, address: str) -> Problem:
    """Say that an address is not looked up here: that takes a second each, and is the command's work."""
    action = "Write lat and lon, or import it with: roundsman import accounts."
    return Problem("address-to-find", where, sentence("{address!r} has to be looked up", address=address), action)


def _page(
    request: Request,
    history: tuple[FileImport, ...],
    offered: Mapping[str, Any],
    preview: Preview | None = None,
    made: ImportReport | None = None,
    problems: tuple[Problem, ...] | list[Problem] = (),
    kind: str = "accounts",
    status: int = 200,
) -> Response:
    shown = preview.report if preview else made
    problems = problems or (shown.problems[:MOST_PROBLEMS] if shown else ())
    found = {"preview": preview, "made": made, "shown": shown, "problems": problems, "history": history, **offered}
    return page(request, "imports.html", status=status, kinds=list(KINDS), kind=kind, **found)
