"""The pages and the API put together over one office: routes, security, files, and what is said where one fails."""

from __future__ import annotations

import importlib
import logging
import pkgutil
from collections.abc import Sequence
from urllib.parse import quote

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse
from starlette.exceptions import HTTPException

from office.opening import Office
from office.permissions import NotAllowedError
from office.plans.publication import AnotherInForceError
from office.reviews.kept import ReviewComingError
from office.versions import ChangedMeanwhileError
from reports.sentence_words import problem_in_words
from routing.problems import BadInputError, Problem, WorldError
from routing.sentences import sentence
from web import routes
from web.api.declined import DeclinedError
from web.api.groups import API
from web.api.routes import A_MINUTE
from web.bodies import BodyLimit
from web.by_place import include_by_place
from web.figures import Figures
from web.guard import Refused
from web.headers import HEADERS, SecurityHeaders
from web.journal import Journal
from web.limits import Limits
from web.pages import language_of, page
from web.routes.table import Routes

log = logging.getLogger("roundsman.web")

GROUPS: tuple[Routes, ...] = tuple(
    group
    for found in pkgutil.iter_modules(routes.__path__)
    if isinstance(group := getattr(importlib.import_module(f"{routes.__name__}.{found.name}"), "ROUTES", None), Routes)
)
"""Every group of routes, a file for each noun beside this one."""


def add_site(app: FastAPI, office: Office) -> None:
    """Put every route into an application, and what all of them share."""
    app.state.office, app.state.figures = office, Figures()
    app.state.api_groups, app.state.api_limits = API, Limits(A_MINUTE)
    include_by_place(app, [group.router for group in (*GROUPS, *API)])
    app.add_middleware(BodyLimit)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(Journal, figures=app.state.figures)
    app.add_exception_handler(Refused, _refused)  # type: ignore[arg-type]
    app.add_exception_handler(DeclinedError, _declined)  # type: ignore[arg-type]
    app.add_exception_handler(BadInputError, _bad_input)  # type: ignore[arg-type]
    app.add_exception_handler(WorldError, _world)  # type: ignore[arg-type]
    app.add_exception_handler(RequestValidationError, _unreadable)  # type: ignore[arg-type]
    app.add_exception_handler(HTTPException, _plain)  # type: ignore[arg-type]
    app.add_exception_handler(Exception, _fault)


def status_of(problems: Sequence[Problem]) -> int:
    """Return the status that says best what is wrong: not yours, not there, not as it was, or badly asked."""
    codes = {problem.code for problem in problems}
    if codes & {"not-yours", "not-allowed"}:
        return 403
    if codes and all(code.endswith("-unknown") for code in codes):
        return 404
    return 422 if "request-reused" in codes else 400


def _is_api(request: Request) -> bool:
    """Return whether software asks: below /api, or one of our own modules that reads JSON."""
    return request.headers.get("accept", "").startswith("application/json") or _is_below_api(request)


def _is_below_api(request: Request) -> bool:
    return request.url.path.removeprefix(request.scope.get("root_path", "")).startswith("/api/")


def answer(request: Request, status: int, problems: Sequence[Problem], *, key: str = "") -> Response:
    """Return what is wrong as a page, or as problem+json (RFC 9457) to software."""
    if _is_api(request):
        language = "en" if _is_below_api(request) else language_of(request)
        problems = [problem_in_words(one, language) for one in problems]
        body = {
            "type": f"/problems/{problems[0].code if problems else 'about:blank'}",
            "title": problems[0].cause if problems else HTTPException(status).detail,
            "status": status,
            "problems": [
                {"code": one.code, "where": one.where, "cause": one.cause, "action": one.action} for one in problems
            ],
        }
        return JSONResponse(body, status, media_type="application/problem+json")
    return page(request, "problem.html", status=status, problems=problems, key=key or f"error.{status}")


def _refused(request: Request, error: Refused) -> Response:
    if error.status == 401 and not _is_api(request) and "authorization" not in request.headers:
        root = request.scope.get("root_path", "")
        there = quote(request.url.path + (f"?{request.url.query}" if request.url.query else ""), safe="/")
        return RedirectResponse(f"{root}/login?next={there}" if request.method == "GET" else f"{root}/login", 303)
    said = answer(request, error.status, [Problem(error.code, "request", error.code, "")] if _is_api(request) else [])
    if error.code in {"foreign-page", "form-token"} and not _is_api(request):
        said = answer(request, error.status, [], key="error.foreign")
    if error.status == 401:
        said.headers["WWW-Authenticate"] = "Bearer"
    return said


def _declined(request: Request, error: DeclinedError) -> Response:
    said = answer(request, error.status, [error.problem])
    said.headers.update(error.headers)
    return said


def _bad_input(request: Request, error: BadInputError) -> Response:
    status = 403 if isinstance(error, NotAllowedError) else status_of(error.problems)
    return answer(request, status, error.problems)


def _world(request: Request, error: WorldError) -> Response:
    if isinstance(error, ChangedMeanwhileError | AnotherInForceError):
        asked_on = {"if-match", "if-none-match"} & set(request.headers)
        status = 412 if asked_on else 409
        problem = Problem("changed-meanwhile", "workspace", str(error), "Look at it again.")
        return answer(request, status, [problem])
    if isinstance(error, ReviewComingError) and not _is_api(request):
        query = f"?{request.url.query}" if request.url.query else ""
        coming = page(request, "coming.html", status=202, again=request.url.path + query)
        coming.headers["Retry-After"] = "2"
        return coming
    said = answer(request, 503, [Problem("away", "workspace", str(error), "Try again.")])
    said.headers["Retry-After"] = "5"
    return said


def _unreadable(request: Request, error: RequestValidationError) -> Response:
    problems = [
        Problem("request-unreadable", ".".join(str(part) for part in one["loc"]), str(one["msg"]), "Correct it.")
        for one in error.errors()
    ]
    return answer(request, 422 if _is_api(request) else 400, problems)


def _plain(request: Request, error: HTTPException) -> Response:
    if error.status_code in {
        404,
        405,
    }:  # a form that failed leaves its own address, which shows nothing, in the browser
        cause, action = sentence("nothing is shown at this address"), sentence("Begin at the first page.")
    else:
        cause, action = str(error.detail), ""
    said = answer(request, error.status_code, [Problem("not-found", "address", cause, action)])
    said.headers.update(error.headers or {})
    return said


def _fault(request: Request, error: Exception) -> Response:
    route = request.scope.get("route")
    log.error("%s %s failed", request.method, getattr(route, "path", "unknown"), exc_info=error)
    said = answer(request, 500, [])
    said.headers.update(HEADERS | {"X-Request-Id": request.state.request_id})  # nothing of ours comes after this
    return said
