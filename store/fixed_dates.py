"""What planners have said, in and out of the database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from routing.tour import Window
from scheduler.demand.rules import AccountRules, Appointment, Pin
from scheduler.demand.seasons import ORDINARY, Season
from scheduler.demand.workdays import Absence, CompanyDay
from store.rows import BATCH, Row, Written, plain_rows, upsert
from store.sales import read_seasons, write_seasons
from store.tables.planning import absences, account_rules, appointments, company_days, pins, season_rules
from store.tables.plans import visit_log, visits
from store.visits import Visit, keep_visits


def write_rules(connection: Connection, rules: dict[str, AccountRules]) -> Written:
    """Insert or update the rules of accounts by account id."""
    return upsert(connection, account_rules, [_rules_row(account_id, value) for account_id, value in rules.items()])


def read_rules(connection: Connection) -> dict[str, AccountRules]:
    """Return the rules of each account that has some."""
    rows = connection.execute(sa.select(account_rules).order_by(account_rules.c.account_id)).mappings()
    return {row["account_id"]: _rules(dict(row)) for row in rows}


def _rules_row(account_id: str, rules: AccountRules) -> Row:
    hours = "|".join(f"{window.opens_s}-{window.closes_s}" for window in rules.hours)
    weekdays = "|".join(str(day) for day in sorted(rules.weekdays))
    return asdict(rules) | {"account_id": account_id, "hours": hours, "weekdays": weekdays}


def _rules(row: dict[str, object]) -> AccountRules:
    spans = [span.split("-") for span in str(row.pop("hours")).split("|") if span]
    days = frozenset(int(day) for day in str(row.pop("weekdays")).split("|") if day)
    del row["account_id"]
    return AccountRules(**row, weekdays=days, hours=tuple(Window(int(a), int(b)) for a, b in spans))  # type: ignore[arg-type]


def write_season(connection: Connection, season: Season) -> None:
    """Insert or update a season by what it applies to."""
    write_seasons(connection, {(season.applies_to, month): call for month, call in enumerate(season.calls, start=1)})
    row = {
        "applies_to": season.applies_to,
        "duration": "|".join(str(factor) for factor in season.duration),
        "priority": "|".join(str(factor) for factor in season.priority),
        "lead_days": season.lead_days,
        "closed": "|".join(season.closed),
        "scales_spacing": season.scales_spacing,
    }
    upsert(connection, season_rules, [row])


def read_season_rules(connection: Connection) -> dict[str, Season]:
    """Return the seasons by what they apply to: call indices, and whatever else was said of them."""
    found: dict[str, Season] = {}
    for row in connection.execute(sa.select(season_rules).order_by(season_rules.c.applies_to)):
        duration, priority = (tuple(float(f) for f in text.split("|")) for text in (row.duration, row.priority))
        closed = tuple(span for span in row.closed.split("|") if span)
        found[row.applies_to] = Season(
            row.applies_to, ORDINARY, duration, priority, row.lead_days, closed, row.scales_spacing
        )
    for (segment, month), index in read_seasons(connection).items():
        season = found.get(segment, Season(segment))
        calls = (*season.calls[: month - 1], index, *season.calls[month:])
        found[segment] = replace(season, calls=calls)
    return found


def write_absences(connection: Connection, values: Sequence[Absence]) -> Written:
    """Insert or update absences by rep, first day and hour."""
    return upsert(connection, absences, [asdict(value) for value in values])


def read_absences(connection: Connection) -> tuple[Absence, ...]:
    """Return all absences by rep and date."""
    rows = connection.execute(sa.select(absences)).mappings()
    return tuple(sorted((Absence(**row) for row in rows), key=lambda a: (a.rep_id, a.first, a.from_s)))


def write_company_days(connection: Connection, values: Sequence[CompanyDay]) -> Written:
    """Insert or update the company's days by date and place."""
    return upsert(connection, company_days, [asdict(value) for value in values])


def read_company_days(connection: Connection) -> tuple[CompanyDay, ...]:
    """Return the company's days by date."""
    rows = connection.execute(sa.select(company_days)).mappings()
    return tuple(sorted((CompanyDay(**row) for row in rows), key=lambda d: (d.date, d.country, d.region)))


def write_pin(connection: Connection, pin: Pin, reason: str, now: datetime) -> None:
    """Insert or move a pin by its visit."""
    write_pins(connection, [(pin, reason)], now)


def write_pins(connection: Connection, told: Sequence[tuple[Pin, str]], now: datetime) -> Written:
    """Insert or move pins by their visits, each with its reason; equal ones keep their day of making."""
    made_at = now.astimezone(UTC).isoformat(timespec="seconds")
    keep_visits(connection, (Visit(pin.visit_id, pin.account_id, pin.number) for pin, _ in told))
    there = pins_of(connection, [pin.visit_id for pin, _ in told])
    rows = []
    for pin, reason in told:
        row = {"visit_id": pin.visit_id, "date": pin.date, "start_s": pin.start_s, "force": pin.force, "reason": reason}
        old = there.get(pin.visit_id, {})
        same = row.items() <= old.items()
        rows.append(row | {"made_at": old["made_at"] if same else made_at})
    return upsert(connection, pins, rows)


def pins_of(connection: Connection, visit_ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Return the rows of the pins of some visits, by visit."""
    found: dict[str, dict[str, Any]] = {}
    for begin in range(0, len(visit_ids), BATCH):
        query = sa.select(pins).where(pins.c.visit_id.in_(visit_ids[begin : begin + BATCH]))
        found |= {row["visit_id"]: row for row in plain_rows(connection, query)}
    return found


def remove_pin(connection: Connection, visit_id: str) -> bool:
    """Take a pin back; return whether there was one."""
    return connection.execute(pins.delete().where(pins.c.visit_id == visit_id)).rowcount > 0


def read_pins(connection: Connection) -> tuple[Pin, ...]:
    """Return all pins by visit."""
    return _pins(connection, _PINS)


def read_open_pins(connection: Connection) -> tuple[Pin, ...]:
    """Return the pins of visits that are not over, by visit."""
    over = sa.select(visit_log.c.visit_id).where(visit_log.c.visit_id == pins.c.visit_id).exists()
    return _pins(connection, _PINS.where(~over))


_PINS = (
    sa.select(pins.c.visit_id, pins.c.date, pins.c.start_s, pins.c.force, visits.c.account_id, visits.c.number)
    .join(visits, visits.c.id == pins.c.visit_id)
    .order_by(pins.c.visit_id)
)


def _pins(connection: Connection, query: sa.Select[Any]) -> tuple[Pin, ...]:
    return tuple(Pin(**row) for row in plain_rows(connection, query))


def write_appointment(connection: Connection, rep_id: str, appointment: Appointment) -> Written:
    """Insert or update an appointment of a rep by its id."""
    return upsert(connection, appointments, [asdict(appointment) | {"rep_id": rep_id}])


def remove_appointments(connection: Connection, name: str) -> tuple[str, ...]:
    """Take an appointment back, a joint one from all of its reps; return whose it was."""
    mine = (appointments.c.id == name) | appointments.c.id.startswith(f"{name}:", autoescape=True)
    whose = connection.execute(sa.select(appointments.c.rep_id).where(mine)).scalars()
    found = tuple(sorted(set(whose)))
    connection.execute(appointments.delete().where(mine))
    return found


def remove_absence(connection: Connection, rep_id: str, first: date) -> bool:
    """Take back a rep's absences that begin on a day; return whether there were any."""
    where = (absences.c.rep_id == rep_id, absences.c.first == first)
    return connection.execute(absences.delete().where(*where)).rowcount > 0


def read_appointments(connection: Connection, rep_id: str) -> tuple[Appointment, ...]:
    """Return a rep's appointments by id."""
    columns = [column for column in appointments.columns if column.name != "rep_id"]
    rows = connection.execute(sa.select(*columns).where(appointments.c.rep_id == rep_id).order_by(appointments.c.id))
    return tuple(Appointment(**row) for row in rows.mappings())


def drop_appointments(connection: Connection, prefix: str, day: date) -> None:
    """Forget the appointments from a day on whose ids begin with `prefix`."""
    mine = appointments.c.id.startswith(prefix, autoescape=True)
    connection.execute(appointments.delete().where(mine, appointments.c.date >= day))
