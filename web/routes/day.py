"""The rep's day and week, one visit, and what is done there; the same acts come from forms and from phones."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated
from urllib.parse import quote
from uuid import UUID, uuid4

from fastapi import Form, Request, Response
from fastapi.responses import RedirectResponse
from starlette.exceptions import HTTPException

from office.opening import Office
from office.people import Person
from office.plans.consultation import DraftAsk, list_own_asks
from office.plans.notices import Notice, list_notices
from office.visits.acts import Outcome, PhoneAct, carry_acts
from office.visits.days import OwnDay, price_own_visit, read_own_day, read_own_visit, read_own_week
from office.visits.own_accounts import list_own_accounts
from reports.finding_words import words
from routing.findings import Finding
from routing.problems import BadInputError
from web.beyond import near
from web.guard import TheOffice, Who
from web.moves import beside_its_day, choices_of
from web.pages import language_of, page
from web.routes.table import Routes
from web.turns import in_turn

ROUTES = Routes()

FORM = "form"
"""What is done in a form without a script comes from this device."""

Text = Annotated[str, Form()]


@ROUTES.get("/day", ("read_own_day",))
@in_turn
def today(request: Request, office: TheOffice, who: Who, did: str = "", late: str = "") -> Response:
    """Show today, where the rep is; `late` says what became of the rest of the day when it was planned again."""
    return day_page(request, read_own_day(office, who), did, late if late in LATE else "", news_of(office, who))


LATE = ("kept", "asked", "undone")


@ROUTES.get("/day/{day}", ("read_own_day",))
@in_turn
def one_day(request: Request, office: TheOffice, who: Who, day: str, did: str = "") -> Response:
    """Show a day."""
    return day_page(request, read_own_day(office, who, _date(day)), did)


News = tuple[tuple[DraftAsk, ...], tuple[Notice, ...]]


def news_of(office: Office, who: Person) -> News:
    """Return the drafts that the rep was asked about, and what changed in the coming days."""
    return list_own_asks(office, who), list_notices(office, who)


def day_page(request: Request, shown: OwnDay, did: str = "", late: str = "", news: News = ((), ())) -> Response:
    """Return the page of a day; `did` is the visit about which something was just taken down."""
    asks, notices = news
    done = next((one for one in shown.stops if one.stop.visit.visit_id == did), None)
    around = shown.day.date - timedelta(days=1), shown.day.date + timedelta(days=1)
    return page(
        request,
        "day.html",
        shown=shown,
        did=done,
        around=around,
        late=late,
        request_id=uuid4,
        asks=asks,
        notices=notices,
        zone=shown.day.rep.timezone,
    )


@ROUTES.get("/week", ("read_own_week",))
@in_turn
def this_week(request: Request, office: TheOffice, who: Who) -> Response:
    """Show the present week, where the rep is."""
    return week_page(request, office, who, read_own_day(office, who).today)


@ROUTES.get("/week/{week}", ("read_own_week",))
@in_turn
def one_week(request: Request, office: TheOffice, who: Who, week: str) -> Response:
    """Show a week such as 2026-W49."""
    try:
        day = near(date.fromisoformat(f"{week}-1"))
    except ValueError:
        raise HTTPException(404) from None
    return week_page(request, office, who, day)


def week_page(request: Request, office: TheOffice, who: Who, day: date) -> Response:
    """Return the page of the week that a day lies in."""
    monday = day - timedelta(days=day.weekday())
    days = read_own_week(office, who, monday)
    weeks = [_week(monday + timedelta(days=by)) for by in (-7, 0, 7)]
    return page(request, "week.html", days=days, weeks=weeks)


def _week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


@ROUTES.get("/visits/{visit_id}", ("read_own_visit",))
@in_turn
def visit(request: Request, office: TheOffice, who: Who, visit_id: str, did: str = "") -> Response:
    """Show one visit with everything that can be done about it."""
    return visit_page(request, office, who, visit_id, did)


def visit_page(request: Request, office: TheOffice, who: Who, visit_id: str, did: str = "") -> Response:
    """Return the page of a visit; `did` is the outcome of what was just done."""
    shown = read_own_visit(office, who, visit_id)
    outcome = did if did in set(Outcome) else ""
    return page(request, "visit.html", shown=shown, did=outcome, problems=[], request_id=uuid4)


@ROUTES.get("/visits/{visit_id}/move", ("price_own_visit",))
def move(request: Request, office: TheOffice, who: Who, visit_id: str) -> Response:
    """Show what a visit costs on each day of the next four weeks."""
    shown = read_own_visit(office, who, visit_id)
    try:
        prices = price_own_visit(office, who, visit_id)
    except BadInputError:  # it is over, frozen, or cannot be priced: a day can be asked for all the same
        prices = None
    days = choices_of(prices, shown.today) if prices else ()
    names = {one.id: one.name for one in list_own_accounts(office, who).accounts} if days else {}

    def told(finding: Finding) -> str:
        return words(beside_its_day(finding, shown.stop.stop.account.id, names), language_of(request))

    return page(request, "move.html", shown=shown, days=days, request_id=uuid4, told=told)


@ROUTES.post("/visits/{visit_id}/acts", ("carry_acts",))
def act(
    request: Request,
    office: TheOffice,
    who: Who,
    visit_id: str,
    kind: Text,
    key: Annotated[UUID, Form()],
    back: Text = "",
    usual: Text = "",
    outcome: Text = "",
    note: Text = "",
    next_step: Text = "",
    reason: Text = "",
    date: Text = "",
    time: Text = "",
    start: Text = "",
    end: Text = "",
) -> Response:
    """Do something about a visit; the same form sent again changes nothing."""
    filled = {
        "outcome": told_outcome(usual, outcome), "note": note, "next_step": next_step, "reason": reason,
        "date": date, "time": time, "start": start, "end": end,
    }  # fmt: skip
    body = {name: text for name, text in filled.items() if text.strip()}
    sent = PhoneAct(str(key), 0, kind, visit_id, office.clock().isoformat(), body)
    (answer,) = carry_acts(office, who, FORM, (sent,)).answers
    if answer.outcome is Outcome.REFUSED:
        raise BadInputError(list(answer.problems))
    root = request.scope.get("root_path", "")
    there = f"/day/{back}?did={quote(visit_id)}" if back else f"/visits/{quote(visit_id)}?did={answer.outcome.value}"
    return RedirectResponse(root + there, 303)


def told_outcome(usual: str, own: str) -> str:
    """Return an outcome as it is kept: the usual one that was chosen, and what was written beside it."""
    return ": ".join(part for part in (usual.strip(), own.strip()) if part)


def _date(text: str) -> date:
    try:
        return near(date.fromisoformat(text))
    except ValueError:
        raise HTTPException(404) from None
