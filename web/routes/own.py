"""What is a rep's own: figures of a month, the calendar, everything that is kept of one as a file."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Annotated

from fastapi import Form, Request, Response
from fastapi.responses import RedirectResponse

from calendars.texts import TEXTS
from mileage.periods import month_days, month_of, next_month
from office.calendars.choices import choose_calendar, read_own_calendar
from office.calendars.feeds import link_feed, revoke_feed
from office.own_record import read_own_record
from office.reviews.own_figures import SMALLEST_TEAM, read_own_figures
from reports.own_data import own_record_plain
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from web.access import SIGNED_IN
from web.beyond import whole
from web.guard import TheOffice, Who
from web.links import FeedLinks, feed_links
from web.pages import page
from web.routes.claims import AskedMonth
from web.routes.table import Routes

ROUTES = Routes()

Text = Annotated[str, Form()]
Tick = Annotated[bool, Form()]
MOST_ALARM_MIN = 1440


@ROUTES.get("/figures", ("read_own_figures",))
def figures(request: Request, office: TheOffice, who: Who, month: AskedMonth = "") -> Response:
    """Show a rep's figures of a month, each with its period and its formula."""
    shown = read_own_figures(office, who, month)
    around = month_of(month_days(shown.period).first - timedelta(days=1)), next_month(shown.period)
    return page(request, "figures.html", shown=shown, around=around, smallest=SMALLEST_TEAM)


@ROUTES.get("/calendar", ("read_own_calendar",))
def calendar(request: Request, office: TheOffice, who: Who) -> Response:
    """Show how a rep has the calendar."""
    return _calendar(request, office, who)


def _calendar(request: Request, office: TheOffice, who: Who, links: FeedLinks | None = None) -> Response:
    own = read_own_calendar(office, who)
    return page(request, "calendar.html", own=own, links=links, languages=sorted(TEXTS), most=MOST_ALARM_MIN)


@ROUTES.post("/calendar/link", ("link_feed",))
def link(request: Request, office: TheOffice, who: Who) -> Response:
    """Give the feed a new address and show it, this once."""
    secret = link_feed(office, who, who.rep_id or "", renew=True)
    base = f"{request.url.scheme}://{request.url.netloc}{request.scope.get('root_path', '')}"
    return _calendar(request, office, who, feed_links(base, secret) if secret else None)


@ROUTES.post("/calendar/revoke", ("revoke_feed",))
def revoke(request: Request, office: TheOffice, who: Who) -> Response:
    """Make the feed's address worthless."""
    revoke_feed(office, who, who.rep_id or "")
    return _to(request, "/calendar")


@ROUTES.post("/calendar", ("choose_calendar",))
def choose(
    request: Request,
    office: TheOffice,
    who: Who,
    language: Text,
    lunch: Tick = False,
    nights: Tick = False,
    absences: Tick = False,
    contacts: Tick = False,
    alarm_min: Text = "",
) -> Response:
    """Choose what stands in the calendar."""
    alarm = whole(alarm_min)
    if language not in TEXTS or (alarm_min.strip() and (alarm is None or alarm > MOST_ALARM_MIN)):
        cause = sentence("{language!r} or {alarm!r} cannot be chosen", language=language, alarm=alarm_min)
        raise BadInputError([Problem("choice-impossible", "calendar", cause, "Choose a language and minutes.")])
    wanted = {"lunch": lunch, "nights": nights, "absences": absences, "contacts": contacts}
    choose_calendar(office, who, who.rep_id or "", {"language": language, "alarm_min": alarm, **wanted})
    return _to(request, "/calendar")


@ROUTES.get("/account/data.json", SIGNED_IN)
def data(office: TheOffice, who: Who) -> Response:
    """Send everything that is kept of the person as a file."""
    text = json.dumps(own_record_plain(read_own_record(office, who)), ensure_ascii=False, indent=1)
    headers = {"Content-Disposition": 'attachment; filename="my-data.json"', "Cache-Control": "private, no-store"}
    return Response(text, media_type="application/json", headers=headers)


def _to(request: Request, path: str) -> Response:
    return RedirectResponse(request.scope.get("root_path", "") + path, 303)
