"""A rep's calendar for other software: the feed's address, and the plan as iCalendar."""

from __future__ import annotations

from fastapi import Request, Response

from office.calendars.feeds import link_feed, read_calendar, revoke_feed
from web.api.conditions import Once, shown
from web.api.model import In, Key, Out
from web.api.routes import ApiRoutes
from web.guard import TheOffice, Who

CALENDARS = ApiRoutes("calendars")


class FeedIn(In):
    """Whether a new address takes the place of the one that there is."""

    renew: bool = False


class FeedOut(Out):
    """The address below the site that shows the feed, told once; null where a retried request is answered again."""

    path: str | None


@CALENDARS.get("/reps/{rep_id}/calendar", ("read_calendar",), response_class=Response)
def calendar(office: TheOffice, who: Who, rep_id: Key) -> Response:
    """Send the plan in force of a rep as iCalendar (RFC 5545)."""
    headers = {"Cache-Control": "private, no-cache"}
    return Response(read_calendar(office, who, rep_id), headers=headers, media_type="text/calendar; charset=utf-8")


@CALENDARS.post("/reps/{rep_id}/feed", ("link_feed",), response_model=FeedOut)
def feed(request: Request, office: Once, who: Who, rep_id: Key, body: FeedIn) -> Response:
    """Make the address by which a calendar program subscribes to a rep's plan."""
    secret = link_feed(office, who, rep_id, renew=body.renew)
    return shown(request, FeedOut(path=f"/feeds/{secret}.ics" if secret else None))


@CALENDARS.delete("/reps/{rep_id}/feed", ("revoke_feed",), status_code=204)
def no_feed(office: Once, who: Who, rep_id: Key) -> Response:
    """Make the feed's address worthless at once."""
    revoke_feed(office, who, rep_id)
    return Response(status_code=204)
