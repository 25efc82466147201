"""A plan as CSV (one row a visit) and as JSON (losslessly), described in docs/formats.md."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from mileage.cells import csv_text
from reports.finding_words import finding_json, words
from routing.travel import is_estimate

if TYPE_CHECKING:
    from scheduler.plan import Night, Plan, PlannedVisit, Tour, UnservedVisit
    from territory.accounts import Account, Rep

PLAN_COLUMNS = (
    "plan",
    "rep",
    "date",
    "sequence",
    "account",
    "arrival",
    "start",
    "end",
    "travel_s",
    "distance_m",
    "status",
    "visit",
    "name",
    "travel",
)


def plan_csv(number: int, plan: Plan, reps: Mapping[str, Rep], accounts: Mapping[str, Account]) -> str:
    """Return one row for each visit, with local times and their offset from UTC."""
    rows, source = [], str(plan.evidence.get("travel", ""))
    measured = "estimate" if is_estimate(source) else "measured"
    for tour in plan.tours:
        zone = ZoneInfo(reps[tour.rep_id].timezone)
        for visit in tour.visits:
            times = [clock(tour.date, seconds, zone) for seconds in (visit.arrival_s, visit.start_s, visit.end_s)]
            name = accounts[visit.account_id].name if visit.account_id in accounts else ""
            rows.append(
                (
                    number, tour.rep_id, tour.date.isoformat(), visit.sequence, visit.account_id, *times,
                    visit.travel_s, visit.distance_m, visit.status.value, visit.visit_id, name, measured,
                )
            )  # fmt: skip
    return csv_text(PLAN_COLUMNS, rows)


def clock(day: date, seconds: int, zone: ZoneInfo) -> str:
    """Return local seconds since midnight as ISO 8601 with the zone's offset."""
    naive = datetime(day.year, day.month, day.day) + timedelta(seconds=seconds)  # noqa: DTZ001 - given its zone below
    return naive.replace(tzinfo=zone).isoformat()


def plan_json(number: int, plan: Plan, reps: Mapping[str, Rep]) -> dict[str, object]:
    """Return the whole plan; the same plan always gives the same bytes."""
    return {
        "plan": number,
        "start": plan.start.isoformat(),
        "end": plan.end.isoformat(),
        "evidence": plan.evidence,
        "tours": [_tour(tour, reps[tour.rep_id]) for tour in plan.tours],
        "unserved": [_unserved(visit) for visit in plan.unserved],
        "nights": [night_json(night) for night in plan.nights],
    }


def _unserved(visit: UnservedVisit) -> dict[str, object]:
    return {
        "visit_id": visit.visit_id,
        "account_id": visit.account_id,
        "rep_id": visit.rep_id,
        "first_date": visit.first_date.isoformat(),
        "last_date": visit.last_date.isoformat(),
        "reason": visit.reason,
        "detail": words(visit.why),
        "why": finding_json(visit.why),
        "number": visit.number,
    }


def _tour(tour: Tour, rep: Rep) -> dict[str, object]:
    return {
        "rep_id": tour.rep_id,
        "date": tour.date.isoformat(),
        "leave_s": tour.leave_s,
        "return_s": tour.return_s,
        "lunch_start_s": tour.lunch_start_s,
        "lunch_s": tour.lunch_s,
        "visits": [_visit(visit) for visit in tour.visits],
        "return_travel_s": tour.return_travel_s,
        "return_distance_m": tour.return_distance_m,
        "start_place": tour.start_place,
        "end_place": tour.end_place,
        "timezone": rep.timezone,
    }


def _visit(visit: PlannedVisit) -> dict[str, object]:
    return {
        "visit_id": visit.visit_id,
        "account_id": visit.account_id,
        "sequence": visit.sequence,
        "arrival_s": visit.arrival_s,
        "start_s": visit.start_s,
        "end_s": visit.end_s,
        "travel_s": visit.travel_s,
        "distance_m": visit.distance_m,
        "status": visit.status.value,
        "number": visit.number,
    }


def night_json(night: Night) -> dict[str, object]:
    """Return a night away."""
    return {
        "rep_id": night.rep_id,
        "date": night.date.isoformat(),
        "place_id": night.place_id,
        "name": night.name,
        "lat": night.lat,
        "lon": night.lon,
        "price": str(night.price),
        "currency": night.currency,
    }
