"""Late: the rest of the day planned again from where the rep is, shown with whom it concerns, kept, taken back."""

from __future__ import annotations

import re
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import Form, Request, Response
from fastapi.responses import RedirectResponse

from office.travel import plan_engine
from office.visits.days import read_own_day
from office.visits.rest_of_day import HOME, RestMove, keep_rest, plan_rest, undo_rest
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from routing.stopping import Seconds
from web.entries import day
from web.guard import TheOffice, Who
from web.pages import page
from web.routes.table import Routes

ROUTES = Routes()

SEARCH_S = 0.4
"""Seconds of search: a dozen stops need a quarter of it."""

Text = Annotated[str, Form()]


@ROUTES.get("/late", ("plan_rest",))
def late(request: Request, office: TheOffice, who: Who, free: str = "", at: str = "") -> Response:
    """Show the rest of today planned again; nothing is kept."""
    own = read_own_day(office, who)
    rest, problems = None, []
    try:
        engine = plan_engine(office, own.day.plan)
        rest = plan_rest(office, who, engine, Seconds(SEARCH_S), _clock(free), at or None)
    except BadInputError as error:
        problems = list(error.problems)
    shown = {"own": own, "rest": rest, "problems": problems, "at": at, "home": HOME, "request_id": uuid4}
    return page(request, "late.html", status=400 if problems and (free or at) else 200, **shown)


@ROUTES.post("/late", ("keep_rest",))
def keep(
    request: Request,
    office: TheOffice,
    who: Who,
    key: Annotated[UUID, Form()],
    today: Text,
    visit: Annotated[list[str] | None, Form()] = None,
    start: Annotated[list[str] | None, Form()] = None,
    other: Annotated[list[str] | None, Form()] = None,
) -> Response:
    """Keep what was shown: each visit with its time of today, or the other day that was chosen for it."""
    moves = []
    for name, time, date in zip(visit or [], start or [], other or [], strict=True):
        if date.strip():
            moves.append(RestMove(name, day(date), None))
        elif time:
            moves.append(RestMove(name, day(today), _clock(time)))
    asked = keep_rest(office.once(str(key)), who, tuple(moves))
    root = request.scope.get("root_path", "")
    return RedirectResponse(f"{root}/day?late={'asked' if asked else 'kept'}", 303)


@ROUTES.post("/late/undo", ("undo_rest",))
def undo(request: Request, office: TheOffice, who: Who, key: Annotated[UUID, Form()]) -> Response:
    """Take it back, all of it."""
    undo_rest(office.once(str(key)), who)
    return RedirectResponse(request.scope.get("root_path", "") + "/day?late=undone", 303)


def _clock(text: str) -> int | None:
    """Return a time of day in seconds; None where none is given."""
    if not text.strip():
        return None
    found = re.fullmatch(r"([01]\d|2[0-3]):([0-5]\d)", text.strip())
    if found is None:
        cause = sentence("{text!r} is no time such as 14:30", text=text)
        raise BadInputError([Problem("time-unreadable", "time", cause, "Write it anew.")])
    return 3600 * int(found[1]) + 60 * int(found[2])
