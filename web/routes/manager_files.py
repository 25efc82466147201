"""What managers write: which rules, targets and policy are in force; attributes, scores and seasons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import Form, Request, Response, UploadFile
from fastapi.responses import RedirectResponse

from office.reviews.form_choices import read_form_choices
from office.reviews.manager_files import (
    accept_values,
    keep_traits,
    list_manager_files,
    take_seasons,
)
from routing.problems import BadInputError, Problem
from territory.manager_files import FileKind
from web.guard import TheOffice, Who
from web.pages import page
from web.routes.table import Routes

ROUTES = Routes()


@ROUTES.get("/territories/files", ("list_manager_files",))
def files(request: Request, office: TheOffice, who: Who, kept: str = "") -> Response:
    """Show the texts in force, each in a form."""
    return _page(request, office, who, kept=kept)


@ROUTES.post("/territories/traits", ("keep_traits",))
def traits(request: Request, office: TheOffice, who: Who, file: UploadFile) -> Response:
    """Take the accounts' own attributes from a CSV."""
    name = file.filename or "traits.csv"
    try:
        keep_traits(office, who, _text_of(name, file.file.read()), name)
    except BadInputError as error:
        return _page(request, office, who, traits_problems=error.problems, status=400)
    return _back(request, "traits")


@ROUTES.post("/territories/values", ("accept_values",))
def values(request: Request, office: TheOffice, who: Who) -> Response:
    """Let scores decide what visits are worth to plans."""
    accept_values(office, who, ())
    return _back(request, "values")


@ROUTES.post("/territories/seasons", ("take_seasons",))
def seasons(request: Request, office: TheOffice, who: Who, lead: Annotated[int, Form(ge=0, le=11)] = 0) -> Response:
    """Plan by the seasons that sales have."""
    take_seasons(office, who, {}, lead)
    return _back(request, "seasons")


def _text_of(name: str, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        cause, action = "it is not UTF-8 text", "Save it as UTF-8."
        raise BadInputError([Problem("file-not-utf8", name, cause, action)]) from error


def _page(
    request: Request,
    office: TheOffice,
    who: Who,
    *,
    kept: str = "",
    traits_problems: Sequence[Problem] = (),
    status: int = 200,
) -> Response:
    found = {
        "in_force": list_manager_files(office, who),
        "kept": kept if kept in {"traits", "values", "seasons", *FileKind} else "",
        "later": read_form_choices(office, who).later,
    }
    return page(
        request, "manager_files.html", status=status, kinds=tuple(FileKind), traits_problems=traits_problems, **found
    )


def _back(request: Request, kept: str) -> Response:
    return RedirectResponse(f"{request.scope.get('root_path', '')}/territories/files?kept={kept}", 303)
