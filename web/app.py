"""The web application: feeds under secret addresses. Nothing here says or logs a secret."""

from __future__ import annotations

import logging
import re
import time
from dataclasses import dataclass

from fastapi import FastAPI, Request, Response

from office.opening import Office
from routing.problems import WorldError
from web.limits import Limits
from web.shelf import Ready, Shelf
from web.site import add_site

log = logging.getLogger("roundsman.web")

PRIVATE = {"Cache-Control": "private", "X-Robots-Tag": "noindex", "Referrer-Policy": "no-referrer"}


@dataclass(frozen=True, slots=True)
class Rates:
    """Requests a minute: of one feed, and wrong ones from one address."""

    feed: int = 60
    wrong: int = 20


def make_app(office: Office, rates: Rates | None = None) -> FastAPI:
    """Return the application that serves a workspace, by its office's clock."""
    rates = rates or Rates()
    app = FastAPI(title="roundsman", docs_url=None, redoc_url=None, openapi_url=None)
    shelf, polls, strangers = Shelf(office), Limits(rates.feed), Limits(rates.wrong)

    @app.api_route("/feeds/{secret}.ics", methods=["GET", "HEAD"])
    def feed(secret: str, request: Request) -> Response:
        now_s = time.monotonic()
        try:
            ready = shelf.feed(secret)
        except WorldError:
            log.exception("a feed could not be read")
            return Response(status_code=503, headers={"Retry-After": "60"})
        if ready is None:
            wait = strangers.wait_s(request.client.host if request.client else "", now_s)
            return _later(wait) if wait else Response(status_code=404)
        wait = polls.wait_s(ready.rep_id, now_s)
        answer = _later(wait) if wait else feed_response(ready, request)
        log.info("feed of %s: %s", ready.rep_id, answer.status_code)
        return answer

    add_site(app, office)
    return app


def feed_response(ready: Ready, request: Request) -> Response:
    """Return the feed, compressed where the client takes it, or 304 where it has it already."""
    packed = _takes_gzip(request.headers.get("accept-encoding", ""))
    etags = {False: f'"{ready.etag}"', True: f'"{ready.etag}-gzip"'}
    headers = {**PRIVATE, "ETag": etags[packed], "Vary": "Accept-Encoding"}
    asked = {tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")}
    if asked & {*etags.values(), "*"}:
        return Response(status_code=304, headers=headers)
    if packed:
        headers["Content-Encoding"] = "gzip"
    headers["Content-Disposition"] = 'inline; filename="visits.ics"'
    return Response(ready.packed if packed else ready.plain, media_type="text/calendar; charset=utf-8", headers=headers)


def _takes_gzip(accepted: str) -> bool:
    """Return whether a client takes gzip: a weight of nought refuses it."""
    for coding in accepted.split(","):
        name, *parameters = (part.strip().lower() for part in coding.split(";"))
        if name == "gzip":
            return not any(re.fullmatch(r"q=0(\.0*)?", parameter) for parameter in parameters)
    return False


def _later(seconds: int) -> Response:
    return Response(status_code=429, headers={"Retry-After": str(seconds)})
