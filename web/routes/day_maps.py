"""The rep's day and week on a map, with the same stops as a list beside it."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from fastapi import HTTPException, Request, Response

from office.ground import read_ground_in_use
from office.visits.routes import OwnRoute, trace_own_days
from reports.geojson import line_of
from reports.lines import pack_line
from web.beyond import near
from web.guard import TheOffice, Who
from web.maps import map_page
from web.pages import Format, language_of
from web.routes.table import Routes

ROUTES = Routes()

MOST_KEPT = 40
"""Tiles that a phone keeps of a day before it is looked at."""

WIDE, HIGH = 340, 300
"""Pixels that a phone's map has at the least: its tiles are those that are kept for a day without a signal."""


@ROUTES.get("/day/{day}/map", ("trace_own_days",))
def day_map(request: Request, office: TheOffice, who: Who, day: str) -> Response:
    """Show a day on a map."""
    return day_map_page(request, office, who, _date(day))


def day_map_page(request: Request, office: TheOffice, who: Who, day: date) -> Response:
    """Return the page of a day's map."""
    routes = trace_own_days(office, who, day)
    title = Format(language_of(request)).day(day)
    return _page(request, office, who, routes, title=title, back=f"/day/{day}")


@ROUTES.get("/week/{week}/map", ("trace_own_days",))
def week_map(request: Request, office: TheOffice, who: Who, week: str) -> Response:
    """Show a week such as 2026-W49 on a map."""
    routes = trace_own_days(office, who, _date(f"{week}-1"), 7)
    title = Format(language_of(request)).t("week.title", week=week)
    return _page(request, office, who, routes, title=title, back=f"/week/{week}")


def _page(
    request: Request, office: TheOffice, who: Who, routes: Sequence[OwnRoute], *, title: str, back: str
) -> Response:
    words = Format(language_of(request))
    days = [(number, one) for number, one in enumerate(routes, start=1) if one.stops]
    told = json.dumps([_told(number, one, words) for number, one in days])
    away = any(one.away for one in routes)
    return map_page(
        request, office, who, "day_map.html", title=title, back=back, days=days, told=told, away=away,
        short=_short, whole=len(routes) > 1,
    )  # fmt: skip


def tiles_of_day(office: TheOffice, who: Who, day: date) -> list[str]:
    """Return the addresses of the tiles that a phone keeps of a day: its first view, and nearer ones at the stops.

    Two coarser steps of what lies around stand in wherever a finer one is not kept.
    """
    used = read_ground_in_use(office, who)
    routes = trace_own_days(office, who, day)
    zoom, seen = closest(routes)
    if not used.key or not seen:
        return []
    tiles = [(zoom, x, y) for x, y in seen]
    for up in range(1, min(3, zoom + 1)):
        tiles += sorted({(zoom - up, x >> up, y >> up) for x, y in seen})
    spots = [(stop.stop.account.lat, stop.stop.account.lon) for one in routes for stop in one.stops]
    for closer in range(zoom + 1, min(zoom + 3, used.deepest + 1)):
        here = (_on_square(lat, lon) for lat, lon in spots)
        tiles += sorted({(closer, math.floor(x * 2**closer), math.floor(y * 2**closer)) for x, y in here})
    return [f"/tiles/{used.key}/{z}/{x}/{y}.mvt" for z, x, y in tiles[:MOST_KEPT]]


def _short(day: date, words: Format) -> str:
    """Return the day of the week in two or three letters."""
    return words.day(day).split()[0].rstrip(",.")


def _told(number: int, one: OwnRoute, words: Format) -> dict[str, Any]:
    """Return what the map's module draws of a day."""
    night = one.shown.day.night_after
    return {
        "n": number,
        "short": _short(one.shown.day.date, words),
        "line": pack_line(line_of(one.legs)),
        "home": [words.t("map.start"), *_spot(one.start)],
        "night": [words.t("day.night", place=night), *_spot(one.end)] if night else None,
        "lunch": [words.t("map.lunch"), *(round(axis, 5) for axis in one.lunch)] if one.lunch else None,
        "stops": [
            [stop.stop.account.name, *_spot(stop.stop.account),
             words.clock(stop.stop.visit.start_s) if stop.has_time else ""]
            for stop in one.stops
        ],
    }  # fmt: skip


def _spot(place: Any) -> tuple[float, float]:
    return round(place.lat, 5), round(place.lon, 5)


def closest(routes: Sequence[OwnRoute]) -> tuple[int, tuple[tuple[int, int], ...]]:
    """Return the zoom at which a phone sees all of some days, and the tiles (x, y) of the ground that it then asks for.

    Leaflet chooses the same zoom: the largest at which everything fits. Tiles are of 512 pixels.
    """
    spots = list(_spots(routes))
    if not spots:
        return 0, ()
    x, y = zip(*(_on_square(lat, lon) for lat, lon in spots), strict=True)
    across, down = max(x) - min(x), max(y) - min(y)
    fits = (z for z in range(14, 0, -1) if across * 512 * 2**z <= WIDE and down * 512 * 2**z <= HIGH)
    zoom = next(fits, 1)
    middle = (min(x) + max(x)) / 2, (min(y) + max(y)) / 2
    half = WIDE / 2 / 512 / 2**zoom, HIGH / 2 / 512 / 2**zoom
    sides = [(math.floor((m - h) * 2**zoom), math.floor((m + h) * 2**zoom)) for m, h in zip(middle, half, strict=True)]
    (west, east), (north, south) = sides
    return zoom, tuple((a, b) for a in range(west, east + 1) for b in range(north, south + 1))


def _spots(routes: Sequence[OwnRoute]) -> Iterator[tuple[float, float]]:
    for one in routes:
        if one.stops:
            yield from ((place.lat, place.lon) for place in (one.start, one.end))
            yield from ((stop.stop.account.lat, stop.stop.account.lon) for stop in one.stops)
            yield from line_of(one.legs)


def _on_square(lat: float, lon: float) -> tuple[float, float]:
    return (lon + 180) / 360, (1 - math.asinh(math.tan(math.radians(max(-85.0, min(85.0, lat))))) / math.pi) / 2


def _date(text: str) -> date:
    try:
        return near(date.fromisoformat(text))
    except ValueError:
        raise HTTPException(404) from None
