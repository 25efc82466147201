"""The territories' notebook: what people wrote and answered, with a feed of what was decided."""

from __future__ import annotations

from typing import Annotated

from fastapi import Form, Request, Response
from fastapi.responses import RedirectResponse

from office.names import list_names
from office.permissions import allowed
from office.reviews.notebook import comment_note, read_notebook
from office.reviews.reviews import write_note
from reports.speech import Speech, told_apart
from routing.problems import BadInputError, Problem
from web.guard import TheOffice, Who
from web.pages import language_of, page
from web.routes.table import Routes

ROUTES = Routes()

Text = Annotated[str, Form()]


@ROUTES.get("/territories/notebook", ("read_notebook",))
def notebook(request: Request, office: TheOffice, who: Who) -> Response:
    """Show the notes with their comments, and what was written and decided, the newest first."""
    reps = told_apart(list_names(office, who).reps)
    may = {"writes": allowed(who, "write_note"), "comments": allowed(who, "comment_note")}
    say = Speech(language_of(request), reps, reps)
    return page(request, "notebook.html", found=read_notebook(office, who), say=say, **may)


@ROUTES.post("/territories/notebook", ("write_note",))
def write(request: Request, office: TheOffice, who: Who, territory: Text, text: Text) -> Response:
    """Write into the notebook of a territory."""
    if not text.strip():
        raise BadInputError([Problem("note-empty", territory, "the note says nothing", "Write something.")])
    write_note(office, who, territory, text.strip())
    return _back(request)


@ROUTES.post("/territories/notebook/{number}", ("comment_note",))
def comment(request: Request, office: TheOffice, who: Who, number: int, text: Text) -> Response:
    """Comment on a note."""
    comment_note(office, who, number, text)
    return _back(request)


def _back(request: Request) -> Response:
    return RedirectResponse(request.scope.get("root_path", "") + "/territories/notebook", 303)
