"""The whole week in one go on a real region: import, roads, territories, plan, and a played first week.

What is made up about the region is marked so in the README beside its files; the first week is played as if every visit
had taken place as planned, so that mileage has something to report. What is drawn of it is the command's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from mileage.periods import Days
from mileage.vehicles import Vehicle
from office.demonstration.cast import RolePlayers, invite_cast
from office.demonstration.contacts import keep_agendas
from office.demonstration.region import region_files
from office.designs.alignment import keep_design, propose_design
from office.door import Act, writes
from office.imports.imports import commit_import
from office.imports.uploads import ImportOptions
from office.mileage.attestations import attest_trips
from office.mileage.terms import save_vehicle
from office.mileage.trips import draft_trips
from office.opening import Office, init_office, open_office
from office.outbox import deliver
from office.people import Person, owner
from office.plans.drafts import MadePlan, PlanOrder, make_plan
from office.plans.publication import publish_plan
from office.roads import keep_roads, placed, road_engine
from office.visits.visits import Report, report_visits
from routing.businesses import Business
from routing.ground.ground import Ground
from routing.network import RoadNetwork
from routing.problems import BadInputError, Problem
from routing.roads import RoadEngine
from routing.sentences import sentence
from routing.stopping import Steps
from scheduler.plan import Plan, PlannedVisit
from scheduler.summary import Summary, summarise
from scheduler.team.crew import Crew
from scheduler.team.side_by_side import Progress
from scheduler.wording import counted
from store.accounts import read_reps
from store.changes import Change, changes_since
from store.database import reading
from store.folder import NoWorkspaceError
from store.folder_lock import alone_in
from store.settings import Settings

__all__ = ["START", "DemoOrder", "Demonstrated", "demonstrate", "end_demonstration", "open_demonstration", "placed"]

START = date(2027, 1, 4)
DESIGN_STEPS = 40
SEARCH_STEPS = Steps(100_000)
SEED = 1
FILES_IN_ORDER = ("reps", "accounts", "sales", "seasons", "visits", "opportunities", "satisfaction")
BEGINS, ENDS = "begin_demonstration", "end_demonstration"


@dataclass(frozen=True, slots=True)
class DemoOrder:
    """What demonstration is wanted.

    Attributes
    ----------
    businesses : tuple of Business
        Those of a town that was downloaded from OpenStreetMap; empty for the packaged region.
    country, timezone : str
        Of that town: for its public holidays and clocks.
    """

    start: date = START
    weeks: int = 13
    businesses: tuple[Business, ...] = ()
    country: str = ""
    timezone: str = "UTC"


@dataclass(frozen=True, slots=True)
class Demonstrated:
    """What was made, the roads it was made on, and who may sign in."""

    plan: MadePlan
    summary: Summary
    engine: RoadEngine
    players: RolePlayers


Tell = Callable[[str], None]


@contextmanager
def open_demonstration(path: Path, clock: Callable[[], datetime], *, currency: str, tell: Tell) -> Iterator[Office]:
    """Make the workspace of a demonstration, alone in its folder, and give it for as long as it is being filled.

    Raises
    ------
    BadInputError
        If the folder holds something else already.
    WorkspaceBusyError
        If another run is making a demonstration there.
    """
    with alone_in(path):
        _make_room(path, tell)
        office = init_office(path, clock(), settings=Settings("demo", currency), clock=clock).office
        begin_demonstration(office, owner())
        yield office


@writes
def begin_demonstration(act: Act) -> None:
    """Note that a demonstration is being made: one that was cut short can be made again."""
    act.note("begun")


@writes
def end_demonstration(act: Act, files: int) -> None:
    """Note that a demonstration is complete: whatever is written after this is somebody's work."""
    act.note(sentence("wrote {files} files", files=files))


def demonstrate(
    office: Office,
    network: Callable[[], tuple[RoadNetwork, Ground]],
    order: DemoOrder,
    workers: Crew,
    *,
    tell: Tell,
    on_published: Callable[[MadePlan], None],
) -> Demonstrated:
    """Run the whole week: the use cases of the people who would do it, one after the other.

    `workers` search; `on_published` is called when the plan is in force, before its first week is played.
    """
    who = owner()
    _import(office, who, order, tell)
    keep_agendas(office, who)
    tell("Making the road network ...")
    keep_roads(office, who, *network())
    engine = road_engine(office)  # which keeps its tables: whoever asks next needs no search to be made ready
    tell("Dividing the accounts among the reps by workload and travel ...")
    keep_design(office, who, propose_design(office, who, engine, order.start, Steps(DESIGN_STEPS), seed=SEED))
    tell(f"Planning {counted(order.weeks, 'week')} from {order.start} ...")
    wanted = PlanOrder(order.start, order.weeks, SEARCH_STEPS)
    made = make_plan(office, who, engine, wanted, workers=workers, on_progress=lambda progress: tell(_said(progress)))
    publish_plan(office, who, made.number)
    on_published(made)
    deliver(office)
    tell("Playing the first week: every visit takes place as planned ...")
    play_week(office, made.plan, order.start)
    return Demonstrated(made, summarise(made.plan), engine, invite_cast(office, who))


def play_week(office: Office, plan: Plan, monday: date) -> None:
    """Report each visit of a week as done when it was planned, and let the reps attest the trips."""
    sunday = monday + timedelta(days=6)
    week = [tour for tour in plan.tours if monday <= tour.date <= sunday]
    reports = {visit.visit_id: _as_planned(tour.date, visit) for tour in week for visit in tour.visits}
    then = replace(office, clock=lambda: datetime.combine(sunday, time(20), UTC))
    report_visits(then, owner(), reports)
    deliver(then)
    with reading(office.database) as connection:
        reps = [rep.id for rep in read_reps(connection)]
    for rep_id in reps:
        save_vehicle(then, owner(), Vehicle(f"{rep_id}-car", rep_id))
        who = owner(rep_id, rep_id)
        draft_trips(then, who, rep_id, Days(monday, sunday))
        attest_trips(then, who, rep_id, Days(monday, sunday))


def _as_planned(day: date, visit: PlannedVisit) -> Report:
    return Report(day, visit.start_s, visit.end_s)


def _said(progress: Progress) -> str:
    schedule = progress.answer.schedule
    served = sum(len(tour) for tour in schedule.tours)
    return f"  {progress.rep_id}: {counted(served, 'visit')} planned, {len(schedule.unserved)} unserved"


def _import(office: Office, who: Person, order: DemoOrder, tell: Tell) -> None:
    files = region_files(order.businesses, order.country, order.timezone, order.start, by=order.start - START)
    reports = [
        commit_import(office, who, kind, files[kind], ImportOptions(), locate=_has_place) for kind in FILES_IN_ORDER
    ]
    tell("Imported " + "; ".join(report.summary for report in reports))


def _has_place(where: str, address: str) -> Problem:
    cause = sentence("{address!r} has no latitude and longitude", address=address)
    return Problem("place-missing", where, cause, "Make the region's files anew.")


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
    """Return whether nobody has worked in a demonstration: its end was written last, or it was cut short."""
    begun = any(change.verb == BEGINS for change in changes)
    ended = any(change.verb == ENDS for change in changes)
    return begun and (not ended or changes[-1].verb == ENDS)
