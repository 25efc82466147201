"""The office's read models as pandas frames and the roads as a networkx graph, for analysts.

Each function is a use case: it is called with the office and the person who asks, and holds what that person sees.
Units stand in the names of columns: ``_s`` seconds, ``_m`` metres, ``_days`` days; money beside its currency.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from mileage.periods import Days
from mileage.trips import TripKind
from office.door import Act, reads, thinks
from office.mileage.reports import contents
from office.reviews.kept import read_review
from office.roads import network_kept
from routing.problems import BadInputError, Problem
from store.accounts import read_accounts
from store.counted_visits import as_counted
from store.ownership import owners_on
from store.plans import find_plan, tours_between
from store.visits import statuses_of, visits_closed_since

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

LONG_AGO = date(1900, 1, 1)

ACCOUNT_COLUMNS = ("account_id", "name", "kind", "segment", "lat_deg", "lon_deg", "rep_id", "interval_days",
                   "least_days", "most_days", "service_s", "potential", "last_visit")  # fmt: skip
VISIT_COLUMNS = ("visit_id", "account_id", "rep_id", "date", "status", "start_s", "end_s", "outcome", "reason")
PLAN_COLUMNS = ("visit_id", "account_id", "rep_id", "date", "sequence", "start_s", "end_s", "travel_s", "distance_m",
                "status")  # fmt: skip
TRIP_COLUMNS = ("trip_id", "rep_id", "date", "account_id", "visit_id", "kind", "distance_m", "planned_m", "commute_m",
                "pay", "currency", "period", "state")  # fmt: skip
FIGURE_COLUMNS = ("territory", "figure", "start", "end", "value", "unknown_because")


@reads
def accounts(act: Act) -> pd.DataFrame:
    """Return the accounts, one a row, indexed by ``account_id``."""
    owners = owners_on(act.connection, act.now.date())
    rows = [
        {
            "account_id": one.id,
            "name": one.name,
            "kind": one.kind.value,
            "segment": one.segment,
            "lat_deg": one.lat,
            "lon_deg": one.lon,
            "rep_id": owners[one.id].rep_id if one.id in owners else "",
            "interval_days": one.interval_days,
            "least_days": one.least_days,
            "most_days": one.most_days,
            "service_s": one.service_s,
            "potential": one.potential,
            "last_visit": one.last_visit,
        }
        for one in as_counted(act.connection, read_accounts(act.connection))
        if act.accounts is None or one.id in act.accounts
    ]
    return _frame(rows, ACCOUNT_COLUMNS).set_index("account_id")


@reads
def visits(act: Act, since: date = LONG_AGO) -> pd.DataFrame:
    """Return the visits that are over, from a day on: done, skipped or declined."""
    rows = [
        {name: getattr(one, name) for name in VISIT_COLUMNS if name != "status"} | {"status": one.status.value}
        for one in visits_closed_since(act.connection, since)
        if act.reps is None or one.rep_id in act.reps
    ]
    return _frame(rows, VISIT_COLUMNS)


@reads
def plan(act: Act, number: int | None = None) -> pd.DataFrame:
    """Return the visits of a plan, the newest if none is named, in the order in which they are driven."""
    head = find_plan(act.connection, number)
    tours = tours_between(act.connection, head, head.start, head.end, act.reps)
    closed = statuses_of(act.connection, [visit.visit_id for tour in tours for visit in tour.visits])
    rows = [
        {
            "visit_id": visit.visit_id,
            "account_id": visit.account_id,
            "rep_id": tour.rep_id,
            "date": tour.date,
            "sequence": visit.sequence,
            "start_s": visit.start_s,
            "end_s": visit.end_s,
            "travel_s": visit.travel_s,
            "distance_m": visit.distance_m,
            "status": closed.get(visit.visit_id, visit.status).value,
        }
        for tour in tours
        for visit in tour.visits
    ]
    return _frame(rows, PLAN_COLUMNS)


@reads
def trips(act: Act, first: date, last: date) -> pd.DataFrame:
    """Return the attested business trips of some days, amounts as floats for sums: what is paid is the ledger's."""
    rows = [
        {
            "trip_id": one.trip.id,
            "rep_id": one.trip.rep_id,
            "date": one.trip.date,
            "account_id": one.trip.account_id,
            "visit_id": one.trip.visit_id,
            "kind": one.trip.kind.value,
            "distance_m": float(one.trip.distance_m),
            "planned_m": None if one.trip.planned_m is None else float(one.trip.planned_m),
            "commute_m": float(one.trip.commute_m),
            "pay": float(one.pay.amount) if one.pay else None,
            "currency": one.pay.currency if one.pay else "",
            "period": one.period,
            "state": one.state,
        }
        for one in contents(act, Days(first, last)).entries
        if one.trip.kind is TripKind.BUSINESS
    ]
    return _frame(rows, TRIP_COLUMNS)


@thinks
def key_figures(act: Act) -> pd.DataFrame:
    """Return the key figures of the review of today; an unknown one says why."""
    rows = [
        {
            "territory": one.territory,
            "figure": one.kpi,
            "start": one.start,
            "end": one.end,
            "value": one.value,
            "unknown_because": one.why,
        }
        for one in read_review.inside(act, newest=True).analysis.figures
    ]
    return _frame(rows, FIGURE_COLUMNS)


@thinks
def roads(act: Act) -> nx.MultiDiGraph:
    """Return the road network: nodes are junctions, edges are ways with ``distance_m`` and ``travel_s``.

    Delays at an edge's end are in its time, turns are not.

    Raises
    ------
    BadInputError
        If there is no road network yet.
    """
    import networkx as nx  # noqa: PLC0415 - slow to import, and only analysts need it

    network = network_kept(act.office)
    if network is None:
        action = "Make the roads first: roundsman roads."
        raise BadInputError([Problem("roads-missing", "workspace", "there are no roads yet", action)])
    graph: nx.MultiDiGraph = nx.MultiDiGraph()
    junctions = zip(network.node_lat.tolist(), network.node_lon.tolist(), strict=True)
    graph.add_nodes_from((number, {"lat_deg": lat, "lon_deg": lon}) for number, (lat, lon) in enumerate(junctions))
    arcs = (network.arc_tail, network.arc_head, network.arc_dm, network.arc_ms)
    graph.add_edges_from(
        (tail, head, {"distance_m": tenths / 10, "travel_s": thousandths / 1000})
        for tail, head, tenths, thousandths in zip(*(column.tolist() for column in arcs), strict=True)
    )
    return graph


def _frame(rows: Sequence[Mapping[str, object]], columns: tuple[str, ...]) -> pd.DataFrame:
    import pandas as pd  # noqa: PLC0415 - slow to import, and only analysts need it

    return pd.DataFrame(rows, columns=list(columns))
