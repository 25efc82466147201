"""What managers write: rules, targets and policy as texts that are looked at before they are put in force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import Form, Request, Response, UploadFile
from fastapi.responses import RedirectResponse

from office.ownership.rules import Ruled, set_rules, try_rules
from office.permissions import allowed
from office.reviews.manager_files import (
    accept_values,
    check_manager_file,
    files_beside,
    keep_manager_file,
    keep_traits,
    list_manager_files,
    take_seasons,
)
from routing.problems import BadInputError, Problem
from territory.manager_files import FileKind, ManagerFile
from web.guard import TheOffice, Who
from web.pages import page
from web.routes.table import Routes

ROUTES = Routes()

Text = Annotated[str, Form()]


@dataclass(frozen=True, slots=True)
class Looked:
    """What a text would do, or what is wrong with it."""

    kind: FileKind
    text: str
    on: date
    ruled: Ruled | None = None
    lines: int | None = None
    problems: Sequence[Problem] = ()


@ROUTES.get("/territories/files", ("list_manager_files",))
def files(request: Request, office: TheOffice, who: Who, kept: str = "") -> Response:
    """Show the texts in force, each in a form."""
    return _page(request, office, who, kept=kept)


@ROUTES.post("/territories/files/{kind}", ("keep_manager_file", "set_rules"))
def keep(
    request: Request,
    office: TheOffice,
    who: Who,
    kind: FileKind,
    text: Text,
    on: Annotated[date, Form()],
    step: Annotated[str, Form(pattern="^(look|keep)$")],
    areas: list[UploadFile] | None = None,
) -> Response:
    """Look at a text, or put it in force from a day on; what is wrong is shown beside it and nothing is kept."""
    try:
        file = _file(office, who, kind, text.replace("\r\n", "\n"), on, areas or [])
        if step == "look":
            return _page(request, office, who, _looked(office, who, file))
        if kind is FileKind.RULES:
            set_rules(office, who, file)
        else:
            keep_manager_file(office, who, file)
    except BadInputError as error:
        return _page(request, office, who, Looked(kind, text, on, problems=error.problems), status=400)
    return _back(request, kind.value)


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


def _file(office: TheOffice, who: Who, kind: FileKind, text: str, on: date, areas: Sequence[UploadFile]) -> ManagerFile:
    """Return a file as it was typed; areas that were not handed in anew are those of the file in force."""
    now_on = list_manager_files(office, who).get(kind)
    name = now_on.name if now_on else f"{kind.value}.toml"
    given = {one.filename: _text_of(one.filename, one.file.read()) for one in areas if one.filename}
    known = {**(now_on.beside if now_on else {}), **given}
    asked = files_beside(kind, text, name)
    lacking = [
        Problem("unknown-area", one, "the rules name this file", "Hand it in beside them.")
        for one in asked
        if one not in known
    ]
    if lacking:
        raise BadInputError(lacking)
    return ManagerFile(kind, name, on, text, {one: known[one] for one in asked})


def _text_of(name: str, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        cause, action = "it is not UTF-8 text", "Save it as UTF-8."
        raise BadInputError([Problem("file-not-utf8", name, cause, action)]) from error


def _looked(office: TheOffice, who: Who, file: ManagerFile) -> Looked:
    if file.kind is FileKind.RULES:
        return Looked(file.kind, file.text, file.valid_from, ruled=try_rules(office, who, file))
    return Looked(file.kind, file.text, file.valid_from, lines=check_manager_file(office, who, file))


def _page(
    request: Request,
    office: TheOffice,
    who: Who,
    looked: Looked | None = None,
    *,
    kept: str = "",
    traits_problems: Sequence[Problem] = (),
    status: int = 200,
) -> Response:
    found = {
        "in_force": list_manager_files(office, who),
        "looked": looked,
        "today": office.clock().date(),
        "kept": kept if kept in {"traits", "values", "seasons", *FileKind} else "",
        "may_keep": {
            kind: allowed(who, "set_rules" if kind is FileKind.RULES else "keep_manager_file") for kind in FileKind
        },
    }
    return page(
        request, "manager_files.html", status=status, kinds=tuple(FileKind), traits_problems=traits_problems, **found
    )


def _back(request: Request, kept: str) -> Response:
    return RedirectResponse(f"{request.scope.get('root_path', '')}/territories/files?kept={kept}", 303)
