"""Everything that holds plans to dates from a day on: pins, appointments, ride-alongs, absences, company days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from office.opening import Office
from office.plans.placements import pinned_visits, read_facts
from scheduler.demand.hours import DAY_S
from scheduler.wording import clock_text
from store.database import reading
from store.decisions import read_ride_alongs
from store.fixed_dates import read_absences, read_appointments, read_company_days


@dataclass(frozen=True, slots=True)
class FixedThing:
    """One of them: `kind` is ``pin``, ``appointment``, ``ride-along``, ``absence``, ``day-off`` or ``worked``.

    `who` is a rep, empty for everybody; `name` a visit, an appointment or a companion; `detail` the rest in words.
    """

    date: date
    kind: str
    who: str
    name: str
    detail: str


def fixed_things(office: Office, since: date) -> tuple[FixedThing, ...]:
    """Return what is fixed from a day on, in order of date."""
    with reading(office.database) as connection:
        facts = read_facts(connection)
        found = [
            FixedThing(pin.date, "pin", rep_id, pin.visit_id, f"{account_id}{_at(pin.start_s)}")
            for pin, account_id, rep_id in pinned_visits(connection, facts.accounts)
        ]
        for rep_id in facts.reps:
            found += [
                FixedThing(a.date, "appointment", rep_id, a.id, f"{a.purpose} at {a.place_id}{_at(a.start_s)}")
                for a in read_appointments(connection, rep_id)
            ]
        found += [FixedThing(r.date, "ride-along", r.rep_id, r.companion, "") for r in read_ride_alongs(connection)]
        found += [
            FixedThing(a.first, "absence", a.rep_id, a.reason, f"to {a.last}{_hours(a.from_s, a.until_s)}")
            for a in read_absences(connection)
            if a.last >= since
        ]
        found += [
            FixedThing(d.date, "worked" if d.working else "day-off", "", d.name, f"{d.country} {d.region}".strip())
            for d in read_company_days(connection)
        ]
    wanted = [each for each in found if each.date >= since or each.kind == "absence"]
    return tuple(sorted(wanted, key=lambda each: (each.date, each.who, each.kind, each.name)))


def _at(start_s: int | None) -> str:
    return "" if start_s is None else f", {clock_text(start_s)}"


def _hours(from_s: int, until_s: int) -> str:
    return "" if (from_s, until_s) == (0, DAY_S) else f", {clock_text(from_s)}-{clock_text(until_s)}"
