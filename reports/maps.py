"""What a plan gives to people in maps: areas and tours on the roads, and their pictures, written into one folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

from office.designs.areas import territory_areas
from office.opening import open_office
from office.people import owner
from office.plans.shown import Shown, read_shown_plan
from office.roads import road_engine
from reports.areas import areas_geojson
from reports.directions import ends_of
from reports.folder import ExportedFile, PlanWeek, Written, json_lines
from reports.geojson import legs_of, line_of, tours_geojson
from reports.pictures import Dot, DrivenDay, Home, Owned, RoadLines, draw_territories, draw_week, shares
from routing.roads import RoadEngine
from scheduler.plan import Tour
from territory.accounts import Account, Rep
from territory.boundaries import Boundaries


def draw_maps(folder: Path, week: PlanWeek) -> tuple[ExportedFile, ...]:
    """Draw what a workspace's plan in force looks like on its roads; raises `FileNotWrittenError`.

    It opens the workspace for itself, so that another process can draw while this one goes on.
    """
    office, who = open_office(folder), owner()
    shown, written = read_shown_plan(office, who, week.number, week.monday), Written(folder)
    engine = road_engine(office)
    areas = territory_areas(office, engine, week.monday)
    written.text("territories.geojson", "each territory's area", json_lines(areas_geojson(areas)))
    tours = tours_geojson(shown.plan.tours, ends_of(shown), shown.accounts, engine)
    written.text("tours.geojson", "every tour on the roads", json_lines(tours))
    for name, what, draw in _pictures(shown, engine, week.monday, areas):
        written.drawn(name, what, draw)
    office.database.dispose()
    return tuple(written.files)


def _pictures(
    shown: Shown, engine: RoadEngine, monday: date, areas: Boundaries
) -> Iterator[tuple[str, str, Callable[[Path], None]]]:
    network = engine.network
    roads = RoadLines(network.line_lat, network.line_lon, network.edge_start)
    homes = [Home(rep.id, rep.name, rep.lat, rep.lon) for rep in shown.reps.values()]
    owned = Owned(areas.areas, _dots(shown), homes)
    yield (
        "pictures/territories.png",
        "who owns what, on the roads",
        lambda path: draw_territories(path, f"Territories from {shown.plan.start}", roads, owned),
    )
    for home in homes:
        days = [
            _driven(tour, shown, engine)
            for tour in shown.plan.tours
            if tour.rep_id == home.rep_id and monday <= tour.date < monday + timedelta(days=7)
        ]
        if days:
            title = f"{home.name}, week of {monday:%-d %B %Y}"
            yield (
                f"pictures/week-{home.rep_id}.png",
                f"the first week of {home.name}",
                lambda path, home=home, days=days, title=title: draw_week(path, title, roads, home, days),  # type: ignore[misc]
            )


def _dots(shown: Shown) -> list[Dot]:
    weight = shares({account.id: account.potential for account in shown.accounts.values()})
    reps = list(shown.reps.values())
    return [
        Dot(account.lat, account.lon, shown.owners[account.id], weight[account.id], _listed(account, reps))
        for account in shown.accounts.values()
        if account.id in shown.owners
    ]


def _listed(account: Account, reps: Iterable[Rep]) -> bool:
    """Return whether not everybody may own the account, so that its place alone does not explain its owner."""
    fits = (account.skills <= rep.skills and account.languages <= rep.languages for rep in reps)
    return account.owner_lock is not None or not all(fits)


def _driven(tour: Tour, shown: Shown, engine: RoadEngine) -> DrivenDay:
    line = line_of(legs_of(tour, ends_of(shown), shown.accounts, engine.leg))
    stops = [(shown.accounts[visit.account_id].lat, shown.accounts[visit.account_id].lon) for visit in tour.visits]
    figures = f"{len(stops)} visits, {tour.distance_m / 1000:.0f} km, {tour.driving_s / 3600:.1f} h driving"
    return DrivenDay(tour.date, tuple(line), tuple(stops), f"{tour.date:%a}: {figures}")
