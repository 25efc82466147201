"""What phones need: sending what was done, the pages of a week to keep, the worker that shows them without a signal."""

from __future__ import annotations

import gzip
import hashlib
import json
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field, StringConstraints

from office.mileage.own import read_own_money
from office.visits.acts import MOST, ActAnswer, PhoneAct, carry_acts, list_acts
from office.visits.days import OwnDay, read_own_day, read_own_week
from office.visits.own_accounts import list_own_accounts
from reports.sentence_words import problem_in_words
from routing.problems import Problem
from web.access import OPEN
from web.assets import assets, static_hash
from web.guard import TheOffice, Who, cookie_name, form_token
from web.pages import language_of, page
from web.routes.day import day_page, news_of
from web.routes.day_maps import day_map_page, tiles_of_day
from web.routes.money import money_page
from web.routes.table import Routes
from web.routes.unplanned import prospect_page, unplanned_page

ROUTES = Routes()

DAYS_KEPT = 7
"""Days that a phone keeps: today and six more."""

NEVER_KEPT = ("js/board/", "board.css", "js/map/board", "js/map/territor", "js/map/lasso", "js/territories")
"""Files that no page of a rep's asks for."""

Word = Annotated[str, StringConstraints(max_length=64)]


class SentAct(BaseModel):
    """One act as a phone sends it; see `office.visits.acts.PhoneAct`."""

    key: UUID
    seq: Annotated[int, Field(ge=1, lt=2**31)]
    kind: Word
    about: Annotated[str, StringConstraints(max_length=200)]
    at: Word
    body: dict[Word, Annotated[str, StringConstraints(max_length=20_000)]] = {}


class Sending(BaseModel):
    """Some acts of one device."""

    device: UUID
    acts: Annotated[list[SentAct], Field(min_length=1, max_length=MOST)]


@ROUTES.get("/acts", ("carry_acts",))
def sender(request: Request, who: Who) -> Response:
    """Say who is signed in, and the token that a sending needs: a page kept from an earlier session has an old one."""
    secret = request.cookies.get(cookie_name(request), "")
    answer = JSONResponse({"person": who.id, "form_token": form_token(secret)})
    answer.headers["Cache-Control"] = "no-store"
    return answer


@ROUTES.post("/acts", ("carry_acts",))
def send(request: Request, office: TheOffice, who: Who, sending: Sending) -> Response:
    """Carry out what a phone sends; each act has its answer."""
    sent = tuple(
        PhoneAct(str(one.key), one.seq, one.kind, one.about, one.at, one.body)
        for one in sending.acts
    )  # fmt: skip
    carried = carry_acts(office, who, str(sending.device), sent)
    answers = [_answer(one, language_of(request)) for one in carried.answers]
    return JSONResponse({"answers": answers, "missing": list(carried.missing)})


def _answer(one: ActAnswer, language: str) -> dict[str, object]:
    problems = [_problem(problem_in_words(problem, language)) for problem in one.problems]
    return {"key": one.key, "outcome": one.outcome.value, "problems": problems, "clock_ahead_s": one.clock_ahead_s}


def _problem(one: Problem) -> dict[str, str]:
    return {"code": one.code, "where": one.where, "cause": one.cause, "action": one.action}


@ROUTES.get("/outbox", ("list_acts",))
def outbox(request: Request, office: TheOffice, who: Who) -> Response:
    """Show what waits on this phone, and what the office could not carry out."""
    return page(request, "outbox.html", looked=list_acts(office, who))


@ROUTES.get("/bundle", ("read_own_day",))
def bundle(request: Request, office: TheOffice, who: Who) -> Response:
    """Return the pages of today and the six days after, for a phone that may lose its signal."""
    today = read_own_day(office, who)
    days = read_own_week(office, who, today.today, DAYS_KEPT)
    secret = request.cookies.get(cookie_name(request), "")
    own = list_own_accounts(office, who)
    news, own_money = news_of(office, who), read_own_money(office, who)
    etag = _etag(days, language_of(request), form_token(secret), repr((own, news, own_money)))
    headers = {"ETag": etag, "Cache-Control": "private, no-cache"}
    if request.headers.get("if-none-match") == etag:
        return Response(status_code=304, headers=headers)
    pages = {f"/day/{one.day.date}": _text(day_page(request, one)) for one in days}
    (now,) = (one for one in days if one.day.date == today.today)
    pages["/day"] = pages[f"/day/{today.today}"] = _text(day_page(request, now, news=news))
    for one in days:
        for stop in one.stops:
            address = f"/visits/{stop.stop.visit.visit_id}"
            kept = {"day": one.day.date, "stop": stop, "today": one.today, "undo": None, "plan": one.day.plan}
            pages[address] = _text(page(request, "visit.html", shown=kept, did="", problems=[], request_id=uuid4))
    pages[f"/day/{today.today}/map"] = _text(day_map_page(request, office, who, today.today))
    pages["/unplanned"] = _text(unplanned_page(request, own))
    pages["/prospect"] = _text(prospect_page(request, office, who, own))
    pages["/money"] = _text(money_page(request, office, own_money, kept=True))
    for path, form in (("/offline", False), ("/offline/form", True)):
        pages[path] = _text(page(request, "offline.html", form=form))
    pages["/outbox"] = _text(page(request, "outbox.html", looked=()))
    files = [f"/static/{static_hash()}/{name}" for name in sorted(assets()) if not name.startswith(NEVER_KEPT)]
    tiles = tiles_of_day(office, who, today.today)
    told = json.dumps({"pages": pages, "files": files, "tiles": tiles, "person": who.id}).encode()
    packed = gzip.compress(told, 6, mtime=0)  # the pages of a week are much alike: a tenth is left
    headers |= {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
    return Response(packed, media_type="application/json", headers=headers)


def _text(answer: Response) -> str:
    return bytes(answer.body).decode()


def _etag(days: tuple[OwnDay, ...], *more: str) -> str:
    """Return a tag of what the pages show; the minute that it is now is no part of it."""
    shown = [repr((one.day, one.stops, one.today)) for one in days]
    return f'"{hashlib.sha256(json.dumps([shown, static_hash(), *more]).encode()).hexdigest()[:32]}"'


@ROUTES.get("/sw.js", OPEN)
def worker(request: Request) -> Response:
    """Return the service worker: it stands at the root, so that it may answer for every page."""
    known = {"version": static_hash(), "root": request.scope.get("root_path", "")}
    text = f"const SITE = {json.dumps(known)};\n" + assets()["sw.js"].plain.decode()
    return Response(text, media_type="text/javascript", headers={"Cache-Control": "no-cache"})


@ROUTES.get("/manifest.webmanifest", OPEN)
def manifest(request: Request) -> Response:
    """Return what a phone needs to put roundsman on its home screen."""
    root = request.scope.get("root_path", "")
    told = {
        "id": f"{root}/",
        "name": "roundsman",
        "short_name": "roundsman",
        "start_url": f"{root}/day",
        "scope": f"{root}/",
        "display": "standalone",
        "background_color": "#f6f7f5",
        "theme_color": "#14532d",
        "icons": [{"src": f"{root}/static/{static_hash()}/icon.svg", "sizes": "any", "type": "image/svg+xml"}],
    }
    return Response(json.dumps(told), media_type="application/manifest+json", headers={"Cache-Control": "no-cache"})
