"""What is fixed from a day on: pins, appointments, ride-alongs, absences, company days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from office.door import Act, reads
from office.names import Names, names_in
from office.plans.placements import pinned_visits
from routing.dates import Day
from routing.sentences import sentence
from scheduler.demand.hours import DAY_S
from scheduler.demand.rules import Pin
from scheduler.wording import clock_text
from store.fixed_dates import FixedDate, FixedKind, read_fixed_dates


@dataclass(frozen=True, slots=True)
class FixedThing:
    """One of them: `kind` is ``pin``, ``appointment``, ``ride-along``, ``absence``, ``day-off`` or ``worked``.

    `rep_id` is empty for everybody; `name` a visit, an appointment or a companion; `detail` the rest in words; `id`
    that of the row, a visit's for a pin; `source` and `made_by` where it comes from; `group` what a joint appointment
    is taken back by.
    """

    date: Day
    kind: str
    rep_id: str
    name: str
    detail: str
    id: str
    source: str
    made_by: str = ""
    group: str = ""


@reads
def list_fixed_dates(act: Act, since: date) -> tuple[FixedThing, ...]:
    """Return what is fixed from a day on and not over, in order of date, of the reps whom the person sees."""
    names = names_in(act)
    found = [
        FixedThing(
            pin.date,
            "pin",
            rep_id,
            pin.visit_id,
            f"{names.account(account_id)}{_at(pin.start_s)}",
            pin.visit_id,
            "person",
        )
        for pin, account_id, rep_id in pinned_visits(act.connection)
        if pin.date >= since
    ]
    found += [_thing(one, names) for one in read_fixed_dates(act.connection, since=since)]
    seen = [each for each in found if act.reps is None or not each.rep_id or each.rep_id in act.reps]
    return tuple(sorted(seen, key=lambda each: (each.date, each.rep_id, each.kind, each.name)))


def _pin(pin: Pin, rep_id: str, account: str) -> FixedThing:
    return FixedThing(pin.date, "pin", rep_id, pin.visit_id, f"{account}{_at(pin.start_s)}", pin.visit_id, "person")


def _thing(one: FixedDate, names: Names) -> FixedThing:
    kind, name, detail = one.kind.value, one.name, ""
    if one.kind is FixedKind.ABSENCE:
        name, detail = one.reason, sentence("to {last}{hours}", last=one.last, hours=_hours(one.from_s, one.until_s))
    elif one.kind is FixedKind.APPOINTMENT:
        name, detail = (
            one.id,
            sentence(
                "{reason} at {place}{time}", reason=one.reason, place=names.account(one.place_id), time=_at(one.from_s)
            ),
        )
    elif one.kind is FixedKind.COMPANY_DAY:
        kind, detail = "worked" if one.working else "day-off", f"{one.country} {one.region}".strip()
        detail = f"{detail}{_hours(one.from_s, one.until_s)}".removeprefix(", ")
    return FixedThing(one.first, kind, one.rep_id, name, detail, one.id, one.source.value, one.made_by, one.group_id)


def _at(start_s: int | None) -> str:
    return "" if start_s is None else f", {clock_text(start_s)}"


def _hours(from_s: int, until_s: int) -> str:
    return "" if (from_s, until_s) == (0, DAY_S) else f", {clock_text(from_s)}-{clock_text(until_s)}"
