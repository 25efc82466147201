"""The whole week in one go on a real region: import, roads, territories, plan, a played first week, calendars, reports.

What is made up about the region is marked so in the README beside its files; the first week is played as if every visit
had taken place as planned, so that mileage has something to report.
"""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from mileage.periods import Days
from mileage.vehicles import Vehicle
from office.demonstration.sample import FILES, Country, make_sample, write_sample
from office.designs.alignment import keep_design, propose_design
from office.imports.files import (
    ImportOptions,
    import_accounts,
    import_feedback,
    import_opportunities,
    import_reps,
    import_sales,
    import_seasons,
    import_visits,
)
from office.mileage.attestations import attest_trips
from office.mileage.trips import draft_trips
from office.opening import Office, init_office, open_office
from office.outbox import deliver
from office.people import owner
from office.plans.drafts import MadePlan, PlanOrder, make_plan
from office.plans.publication import publish_plan
from office.plans.summary import Summary, summarise
from office.roads import roads_from_file, roads_from_place
from office.visits.visits import Report, report_visits
from reports.folder import ExportedFile, PlanWeek, export_all
from routing.network import RoadNetwork
from routing.osm import OsmServers, businesses_in
from routing.problems import BadInputError, Problem
from routing.profile import load_profile
from routing.roads import RoadEngine
from routing.stopping import Steps
from scheduler.plan import Plan, PlannedVisit
from scheduler.team.side_by_side import Progress
from scheduler.team.warming import warming
from scheduler.wording import counted
from store.accounts import read_reps
from store.changes import Change, changes_since, record_change
from store.database import reading, writing
from store.folder import NoWorkspaceError
from store.folder_lock import alone_in
from store.settings import Settings
from store.terms import write_vehicles

REGION = Path(__file__).resolve().parents[2] / "data" / "liechtenstein"
START = date(2027, 1, 4)
DESIGN_STEPS = 40
SEARCH_STEPS = 100_000
SEED = 1
FEWEST_BUSINESSES = 20
DAYS_IN = {
    "accounts": ("last_visit",),
    "visits": ("date",),
    "opportunities": ("opened", "expected_close", "closed"),
    "satisfaction": ("date",),
}
"""Columns of the region's files that hold days; months of sales and of the year stay."""
COMMAND = "demo"
BEGUN = "begun"


@dataclass(frozen=True, slots=True)
class DemoOrder:
    """What demonstration is wanted.

    Attributes
    ----------
    place : str
        A town to download from OpenStreetMap; empty for the packaged region.
    country, timezone : str
        Of that town: for its public holidays and clocks.
    """

    folder: Path
    start: date = START
    weeks: int = 13
    place: str = ""
    country: str = ""
    timezone: str = "UTC"
    servers: OsmServers | None = None


@dataclass(frozen=True, slots=True)
class Demonstrated:
    """What was made, and where."""

    plan: MadePlan
    summary: Summary
    files: tuple[ExportedFile, ...]


Tell = Callable[[str], None]


def demonstrate(order: DemoOrder, now: datetime, tell: Tell) -> Demonstrated:
    """Run the whole week.

    Raises
    ------
    BadInputError
        If the folder holds something else already.
    WorkspaceBusyError
        If another run is making a demonstration there.
    """
    with alone_in(order.folder):
        return _demonstrate(order, now, tell)


def _demonstrate(order: DemoOrder, now: datetime, tell: Tell) -> Demonstrated:
    _make_room(order.folder, tell)
    currency = "EUR" if order.place else "CHF"
    settings = Settings("demo", currency)
    office = init_office(order.folder, now, settings=settings).office
    with writing(office.database) as connection:
        record_change(connection, COMMAND, BEGUN, now)
    with warming():
        engine = RoadEngine(_region(office, order, now, tell))
        tell("Dividing the accounts among the reps by workload and travel ...")
        acting, who = replace(office, clock=lambda: now), owner()
        keep_design(acting, who, propose_design(acting, who, engine, order.start, Steps(DESIGN_STEPS), seed=SEED))
    tell(f"Planning {counted(order.weeks, 'week')} from {order.start} ...")
    # Three reps are searched sooner than a second process has started.
    wanted = PlanOrder(order.start, order.weeks, Steps(SEARCH_STEPS), workers=1)
    made = make_plan(office, owner(), engine, wanted, on_progress=lambda progress: tell(_said(progress)))
    publish_plan(office, owner(), made.number)
    deliver(office)
    tell("Playing the first week: every visit takes place as planned ...")
    play_week(office, made.plan, order.start, now)
    tell("Writing calendars, reports, maps and tables ...")
    files = export_all(office, engine, order.folder, PlanWeek(made.number, order.start))
    with writing(office.database) as connection:
        record_change(connection, COMMAND, f"wrote {len(files)} files", now)
    return Demonstrated(made, summarise(made.plan), files)


def play_week(office: Office, plan: Plan, monday: date, now: datetime) -> None:
    """Report each visit of a week as done when it was planned, and let the reps attest the trips."""
    sunday = monday + timedelta(days=6)
    week = [tour for tour in plan.tours if monday <= tour.date <= sunday]
    reports = {visit.visit_id: _as_planned(tour.date, visit) for tour in week for visit in tour.visits}
    then = replace(office, clock=lambda: datetime.combine(sunday, time(20), UTC))
    report_visits(then, owner(), reports)
    deliver(then)
    with writing(office.database) as connection:
        reps = read_reps(connection)
        write_vehicles(connection, [_car(rep.id) for rep in reps])
        record_change(connection, COMMAND, f"played the week of {monday}", now)
    for rep in reps:
        who = owner(rep.id, rep.id)
        draft_trips(then, who, rep.id, Days(monday, sunday))
        attest_trips(then, who, rep.id, Days(monday, sunday))


def _as_planned(day: date, visit: PlannedVisit) -> Report:
    return Report(day, visit.start_s, visit.end_s)


def _car(rep_id: str) -> Vehicle:
    return Vehicle(f"{rep_id}-car", rep_id)


def _said(progress: Progress) -> str:
    schedule = progress.answer.schedule
    served = sum(len(tour) for tour in schedule.tours)
    return f"  {progress.rep_id}: {counted(served, 'visit')} planned, {len(schedule.unserved)} unserved"


def _make_room(folder: Path, tell: Tell) -> None:
    """Take away an earlier demonstration that nobody has worked in since; refuse anything else."""
    if not folder.exists() or not any(folder.iterdir()):
        return
    try:
        earlier = open_office(folder)
        with reading(earlier.database) as connection:
            untouched = _untouched(changes_since(connection, 0))
        earlier.database.dispose()
    except NoWorkspaceError:
        untouched = False
    if not untouched:
        cause = "it holds something else than a demonstration, or one that was worked in"
        raise BadInputError([Problem("folder-taken", str(folder), cause, "Name another folder with --dir.")])
    tell(f"Making the demonstration in {folder} anew ...")
    for file in folder.glob("roundsman.db*"):
        file.unlink()


def _untouched(changes: Sequence[Change]) -> bool:
    """Return whether nobody has worked in a demonstration: it was the last to write, or it was cut short."""
    ours = [change for change in changes if change.verb == COMMAND]
    return bool(ours) and (ours[-1] == changes[-1] or ours[-1].summary == BEGUN)


def _region(office: Office, order: DemoOrder, now: datetime, tell: Tell) -> RoadNetwork:
    """Import the region's rows and make its roads."""
    profile = load_profile(country=order.country if order.place else "LI")
    if not order.place:
        with TemporaryDirectory(prefix="roundsman-") as rows:
            shift_visits(REGION, Path(rows), order.start - START)
            _import(office, Path(rows), now, tell)
        tell("Making the road network of Liechtenstein ...")
        return roads_from_file(office, REGION / "roads.osm.pbf", profile, now).network
    tell(f"Downloading the businesses of {order.place} from OpenStreetMap ...")
    businesses = businesses_in(order.place, order.servers)
    if len(businesses) < FEWEST_BUSINESSES:
        cause = f"OpenStreetMap names {len(businesses)} businesses there, fewer than {FEWEST_BUSINESSES}"
        raise BadInputError([Problem("place-too-small", order.place, cause, "Name a larger town.")])
    with TemporaryDirectory(prefix="roundsman-") as rows:
        country = Country(order.country, order.timezone, "EUR")
        write_sample(make_sample(businesses, country, order.start, SEED), Path(rows))
        _import(office, Path(rows), now, tell)
    tell(f"Downloading the roads of {order.place} ...")
    return roads_from_place(office, order.place, profile, now, order.servers).network


def shift_visits(region: Path, folder: Path, by: timedelta) -> None:
    """Copy a region's files with every day in them moved by some days, so that another start finds the same state."""
    for name in FILES:
        if name not in DAYS_IN:
            shutil.copy(region / f"{name}.csv", folder)
    for name, columns in DAYS_IN.items():
        with (region / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(row | {day: _moved(row[day], by) for day in columns} for row in rows)


def _moved(day: str, by: timedelta) -> str:
    return day and str(date.fromisoformat(day) + by)


def _import(office: Office, folder: Path, now: datetime, tell: Tell) -> None:
    options = ImportOptions()
    reports = [
        import_reps(office, folder / "reps.csv", options, now),
        import_accounts(office, folder / "accounts.csv", options, _has_place, now),
        import_sales(office, folder / "sales.csv", options, now),
        import_seasons(office, folder / "seasons.csv", options, now),
        import_visits(office, folder / "visits.csv", options, now),
        import_opportunities(office, folder / "opportunities.csv", options, now),
        import_feedback(office, folder / "satisfaction.csv", options, now),
    ]
    tell("Imported " + "; ".join(report.summary for report in reports))


def _has_place(where: str, address: str) -> Problem:
    return Problem(
        "place-missing", where, f"{address!r} has no latitude and longitude", "Make the region's files anew."
    )
