"""The board: a plan's days by rep, in two zooms, changed by hand with the price in view."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import date, timedelta
from functools import partial
from typing import Annotated

from fastapi import Query, Request, Response
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool

from office.fixed_dates.register import list_fixed_dates
from office.listeners import listening
from office.permissions import allowed
from office.plans.days import read_board
from office.plans.decisions import ChangedMeanwhileError, RulesBrokenError, judge_decision, make_decision
from office.plans.hand_overs import price_hand_over
from office.plans.horizons import list_rep_names, read_horizon, read_plan_line
from office.plans.news import News, read_news
from office.plans.prices import price_visit
from office.requests import find_request
from office.travel import plan_engine
from office.visits.undo import list_decisions, undo_decision
from scheduler.explain.judgement import Judged
from web.guard import Retried, TheOffice, Who
from web.maps import map_page
from web.pages import Format, language_of, packed_json
from web.routes.board_values import Ask, decided_json, horizon_json, judged_json, news_json, prices_json, week_json
from web.routes.clocks import day_of
from web.routes.table import Routes
from web.words import LANGUAGES, catalogue

ROUTES = Routes()

PATIENCE_S, LOOK_S = 10.0, 0.5
"""How long a page is kept waiting for news, and how often those of other processes are looked for."""
MOST_DECISIONS = 100

IN_JS = "board.js."

Reps = Annotated[str, Query()]


@ROUTES.get("/plan/{number:int}/board", ("read_board",))
def board(
    request: Request, office: TheOffice, who: Who, number: int, zoom: str = "week", reps: Reps = "", q: str = ""
) -> Response:
    """Show the board; what it shows stands in the address, and its days come as JSON."""
    line = read_plan_line(office, who, number)
    first = _first(request, office, line.start, line.end)
    names = list_rep_names(office, who)
    chosen = [rep for rep in reps.split(",") if rep in names]
    return map_page(
        request, office, who, "board.html", line=line, zoom="horizon" if zoom == "horizon" else "week", first=first,
        before=first - timedelta(days=7), after=first + timedelta(days=7), names=names, chosen=chosen, q=q,
        decides=allowed(who, "make_decision"), words=_words(language_of(request)),
    )  # fmt: skip


def _words(language: str) -> dict[str, str]:
    """Return the phrases of the board's modules by their short keys; they fill in the values."""
    place = LANGUAGES.index(language)
    return {key.removeprefix(IN_JS): row[place] for key, row in catalogue().items() if key.startswith(IN_JS)}


def _first(request: Request, office: TheOffice, start: date, end: date) -> date:
    """Return the Monday that is shown: the one asked for, else that of today or of the plan's first day."""
    asked = day_of(request.query_params.get("from", ""))
    day = asked or min(max(start, office.clock().date()), end)
    return day - timedelta(days=day.weekday())


@ROUTES.get("/plan/{number:int}/days", ("read_board",))
def days(
    request: Request,
    office: TheOffice,
    who: Who,
    number: int,
    first: date,
    last: date,
    reps: Reps = "",
) -> Response:
    """Give some days of a plan as chips."""
    found, wanted = read_board(office, who, first, last, number), _wanted(reps)
    fixed = [one for one in list_fixed_dates(office, who, first) if one.date <= last]
    return packed_json(request, week_json(found, fixed, wanted, Format(language_of(request))))


@ROUTES.get("/plan/{number:int}/horizon", ("read_horizon",))
def horizon(request: Request, office: TheOffice, who: Who, number: int, reps: Reps = "") -> Response:
    """Give all days of a plan as figures."""
    return packed_json(request, horizon_json(read_horizon(office, who, number), _wanted(reps)))


@ROUTES.get("/plan/{number:int}/prices", ("price_visit",))
def prices(request: Request, office: TheOffice, who: Who, number: int, visit: str) -> Response:
    """Give what a visit costs on every day of its rep's horizon."""
    found = price_visit(office, who, plan_engine(office, number), visit, number)
    return JSONResponse(prices_json(found, Format(language_of(request))))


@ROUTES.get("/plan/{number:int}/prices/other", ("price_hand_over",))
def prices_of_other(request: Request, office: TheOffice, who: Who, number: int, visit: str, rep: str) -> Response:
    """Give what a visit costs on every day of another rep, in both plans together."""
    found = price_hand_over(office, who, plan_engine(office, number), visit, rep, number)
    return JSONResponse(prices_json(found, Format(language_of(request))))


@ROUTES.post("/plan/{number:int}/judge", ("judge_decision",))
def judge(request: Request, office: TheOffice, who: Who, number: int, ask: Ask) -> Response:
    """Say what a change would cost and break."""
    found = judge_decision(office, who, plan_engine(office, number), ask.decision(), number)
    return JSONResponse(judged_json(found, Format(language_of(request))))


@ROUTES.post("/plan/{number:int}/decisions", ("make_decision",))
def decide(request: Request, office: Retried, who: Who, number: int, ask: Ask) -> Response:
    """Make a change, unless it breaks rules or what it concerns was changed since the page was shown."""
    engine, words = plan_engine(office, number), Format(language_of(request))
    try:
        made: Judged = make_decision(
            office, who, engine, ask.decision(), anyway=ask.anyway, number=number, seen=ask.seen
        )
    except RulesBrokenError as error:
        return JSONResponse({"code": "decision-breaks-rule", "broken": [words.finding(x) for x in error.broken]}, 409)
    except ChangedMeanwhileError as error:
        said = [f"{one.actor}: {words.say(one.summary) or one.verb}" for one in error.since]
        return JSONResponse({"code": "changed-meanwhile", "title": words.t("board.meanwhile"), "since": said}, 409)
    return JSONResponse(judged_json(made, words))


@ROUTES.get("/plan/{number:int}/decisions", ("list_decisions",))
def decisions(request: Request, office: TheOffice, who: Who, number: int) -> Response:
    """Give the changes by hand that stand in a draft, the last first."""
    found = [one for one in list_decisions(office, who) if one.undone_at is None]
    own = [one for one in found if one.draft in {None, number}][:MOST_DECISIONS]
    return JSONResponse(decided_json(own, Format(language_of(request))))


@ROUTES.post("/plan/{number:int}/decisions/{decision:int}/undo", ("undo_decision",))
def undo(office: Retried, who: Who, number: int, decision: int) -> Response:  # noqa: ARG001 - in the address
    """Take a change back."""
    return JSONResponse({"undone": undo_decision(office, who, decision).made.number})


@ROUTES.get("/plan/{number:int}/version", ("read_news",))
async def version(
    request: Request, office: TheOffice, who: Who, number: int, since: int, wait: bool = False
) -> Response:
    """Give what was changed since a revision; asked to wait, as soon as there is something."""
    changed, looks = asyncio.Event(), int(PATIENCE_S / LOOK_S)
    loop = asyncio.get_running_loop()
    with listening(office.memory, partial(loop.call_soon_threadsafe, changed.set)):
        news = await _news(office, who, number, since)
        while wait and not news.lines and looks and not await request.is_disconnected():
            with suppress(TimeoutError):
                await asyncio.wait_for(changed.wait(), LOOK_S)
            looks -= not changed.is_set()
            changed.clear()
            news = await _news(office, who, number, max(since, news.revision))
    return JSONResponse(news_json(news, Format(language_of(request))))


@ROUTES.get("/asked/{name}", ("find_request",))
def was_asked(office: TheOffice, who: Who, name: str) -> Response:
    """Say whether a request that the person has sent under a name was carried out."""
    return JSONResponse({"done": find_request(office, who, f"{who.id}:{name}")})


async def _news(office: TheOffice, who: Who, number: int, since: int) -> News:
    return await run_in_threadpool(read_news, office, who, number, since)


def _wanted(reps: str) -> frozenset[str]:
    return frozenset(rep for rep in reps.split(",") if rep)
