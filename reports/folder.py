"""Everything that a plan gives to people, written into one folder: tables, maps, calendars, mileage, pictures."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from mileage.cells import csv_text
from mileage.monthly import COLUMNS, rows
from office.calendars.feeds import read_events
from office.designs.areas import territory_areas
from office.mileage.forecast import list_months
from office.opening import Office
from office.people import Person
from office.plans.shown import Shown, read_shown_plan
from reports.areas import areas_geojson
from reports.directions import ends_of
from reports.geojson import legs_of, line_of, owners_geojson, tours_geojson
from reports.pictures import Dot, DrivenDay, Home, Owned, RoadLines, draw_territories, draw_week, shares
from reports.plan_files import plan_csv, plan_json
from routing.problems import WorldError
from routing.roads import RoadEngine
from scheduler.plan import Tour
from territory.accounts import Account, Rep
from territory.boundaries import Boundaries


class FileNotWrittenError(WorldError):
    """A file of an export cannot be written."""

    def __init__(self, path: Path, error: OSError) -> None:
        super().__init__(f"Cannot write {path}: {error.strerror or error}. Choose another folder or make room.")


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """A file that was written, and what it holds."""

    path: Path
    what: str


@dataclass(frozen=True, slots=True)
class PlanWeek:
    """A plan's number, and the Monday of the week that is drawn."""

    number: int
    monday: date


def export_all(
    office: Office, who: Person, engine: RoadEngine, folder: Path, week: PlanWeek
) -> tuple[ExportedFile, ...]:
    """Write a plan in force and what follows from it; raises `FileNotWrittenError`."""
    number, monday = week.number, week.monday
    shown = read_shown_plan(office, who, number, monday)
    files: list[ExportedFile] = []

    def write(name: str, what: str, text: str | bytes) -> None:
        files.append(ExportedFile(_write(folder / name, text), what))

    write("plan.csv", "every visit with its times", plan_csv(number, shown.plan, shown.reps, shown.accounts))
    write("plan.json", "the whole plan, losslessly", _json(plan_json(number, shown.plan, shown.reps)))
    areas = territory_areas(office, engine, monday)
    write("territories.geojson", "each territory's area", _json(areas_geojson(areas)))
    write("accounts.geojson", "who owns what", _json(owners_geojson(shown.accounts.values(), shown.owners)))
    tours = tours_geojson(shown.plan.tours, ends_of(shown), shown.accounts, engine)
    write("tours.geojson", "every tour on the roads", _json(tours))
    for rep in shown.reps.values():
        calendar = read_events(office, who, rep.id, shown.plan.start, shown.plan.end)
        write(f"calendars/{rep.id}.ics", f"the calendar of {rep.name}", calendar)
    mileage = csv_text(COLUMNS, rows(list_months(office, who, number)))
    write("mileage.csv", "mileage by rep and month: confirmed, and the plan's forecast", mileage)
    for name, what, draw in _pictures(shown, engine, monday, areas):
        draw(_ready(folder / name))
        files.append(ExportedFile(folder / name, what))
    return tuple(files)


def _write(path: Path, text: str | bytes) -> Path:
    try:
        _ready(path).write_bytes(text.encode() if isinstance(text, str) else text)
    except OSError as error:
        raise FileNotWrittenError(path, error) from error
    return path


def _ready(path: Path) -> Path:
    """Make the folder of a file."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileNotWrittenError(path, error) from error
    return path


def _json(value: Mapping[str, Any]) -> str:
    """Write each field on a line, and each entry of a list: with indents in them Python takes four times as long."""
    return "{\n" + ",\n".join(f"{json.dumps(name)}: {_field(own)}" for name, own in value.items()) + "\n}\n"


def _field(value: object) -> str:
    if not isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    return "[\n" + ",\n".join(json.dumps(one, ensure_ascii=False) for one in value) + "\n]"


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
