"""Today: what is not as it should be, each with whose it is, since when, and one thing to do about it."""

from __future__ import annotations

from itertools import groupby
from typing import Annotated

from fastapi import Form, Request, Response
from fastapi.responses import RedirectResponse

from office.exceptions import list_exceptions
from office.permissions import allowed
from office.reviews.kept import read_review
from office.visits.questions import answer_question
from reports.speech import speech_of
from web.guard import TheOffice, Who
from web.pages import language_of, page
from web.routes.table import Routes

ROUTES = Routes()


@ROUTES.get("/today", ("list_exceptions",))
def today(request: Request, office: TheOffice, who: Who) -> Response:
    """Show exceptions first; the alarms of the review come after, where it has yet to be computed."""
    found = list_exceptions(office, who)
    groups = [(kind, list(lines)) for kind, lines in groupby(found.lines, key=lambda line: line.kind)]
    may = {"answers": allowed(who, "answer_question"), "claims": allowed(who, "read_claim_file")}
    return page(request, "today.html", found=found, groups=groups, **may)


@ROUTES.get("/today/alarms", ("read_review",))
def alarms(request: Request, office: TheOffice, who: Who) -> Response:
    """Show the alarms of the review of today."""
    seen = read_review(office, who)
    return page(request, "today_alarms.html", seen=seen, say=speech_of(seen.analysis, language_of(request)))


@ROUTES.post("/today/questions/{number}", ("answer_question",))
def question(
    request: Request,
    office: TheOffice,
    who: Who,
    number: int,
    agreed: Annotated[bool, Form()],
    reason: Annotated[str, Form()] = "",
) -> Response:
    """Settle a question about a visit."""
    answer_question(office, who, number, reason.strip(), agreed=agreed)
    return RedirectResponse(request.scope.get("root_path", "") + "/today", 303)
