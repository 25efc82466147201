"""Fixed dates: absences, appointments, ride-alongs and company days, each a row with an id and a source.

What one act of a person made together (a joint appointment's parts, a ride-along and its companion's absence) shares
a `group_id`, so that taking it back takes exactly that back.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from routing.dates import Day
from scheduler.demand.hours import DAY_S
from scheduler.demand.rules import Appointment
from scheduler.demand.workdays import Absence, CompanyDay
from store.rows import Written, upsert
from store.tables.fixed_dates import fixed_dates
from store.words import FixedKind, Source

__all__ = ["FixedKind", "Source"]


@dataclass(frozen=True, slots=True)
class FixedDate:
    """One fixed date.

    Attributes
    ----------
    group_id : str
        What was made together with it; its own id where it stands alone.
    rep_id : str
        Whose it is; empty for the company's.
    first, last : date
        Both inclusive; the same but for an absence.
    from_s, until_s : int
        Seconds since the rep's midnight.
    place_id : str
        Where an appointment is: an account, or the rep's id for home.
    name : str
        What people call it: an appointment's name, who rides along, a company day's name.
    reason : str
        An absence's reason, an appointment's purpose.
    country, region, working
        Of a company day: whom it concerns, and whether it is worked.
    made_by, made_at : str
        The person, and the instant in UTC.
    """

    id: str
    kind: FixedKind
    source: Source
    group_id: str
    rep_id: str
    first: date
    last: date
    from_s: int = 0
    until_s: int = DAY_S
    place_id: str = ""
    name: str = ""
    reason: str = ""
    country: str = ""
    region: str = ""
    working: bool = False
    made_by: str = ""
    made_at: str = ""

    def as_absence(self) -> Absence:
        """Return an absence as plans take it."""
        return Absence(self.rep_id, self.first, self.last, self.reason, self.from_s, self.until_s)

    def as_appointment(self) -> Appointment:
        """Return an appointment as plans take it."""
        return Appointment(self.id, self.place_id, self.first, self.from_s, self.until_s - self.from_s, self.reason)

    def as_company_day(self) -> CompanyDay:
        """Return a company day as plans take it."""
        return CompanyDay(self.first, self.working, self.name, self.country, self.region, self.from_s, self.until_s)


@dataclass(frozen=True, slots=True)
class RideAlong:
    """A day on which somebody, a rep by id or anybody by name, rides along with a rep."""

    rep_id: str
    date: Day
    companion: str


def new_id() -> str:
    """Return an id that no other row has."""
    return str(uuid.uuid4())


def write_fixed_dates(connection: Connection, values: Sequence[FixedDate]) -> Written:
    """Insert or update fixed dates by id; who made a row that stays as it is, and when, is kept."""
    there = {one.id: one for one in read_fixed_dates(connection, ids={value.id for value in values})}
    rows = [_row(_as_made(value, there.get(value.id))) for value in values]
    return upsert(connection, fixed_dates, rows)


def _as_made(value: FixedDate, there: FixedDate | None) -> FixedDate:
    if there is None:
        return value
    same = replace(value, made_by=there.made_by, made_at=there.made_at)
    return same if same == there else value


def _row(value: FixedDate) -> dict[str, object]:
    return asdict(value) | {"kind": value.kind.value, "source": value.source.value}


def remove_fixed_dates(connection: Connection, ids: Collection[str]) -> None:
    """Take fixed dates back by id."""
    connection.execute(fixed_dates.delete().where(fixed_dates.c.id.in_(ids)))


def read_fixed_dates(
    connection: Connection,
    *,
    kinds: Collection[FixedKind] = (),
    sources: Collection[Source] = (),
    ids: Collection[str] | None = None,
    group_id: str = "",
    rep_id: str = "",
    since: date | None = None,
) -> tuple[FixedDate, ...]:
    """Return fixed dates by rep and date: all, or those that are of what is named and not over before `since`."""
    query = sa.select(fixed_dates)
    if kinds:
        query = query.where(fixed_dates.c.kind.in_([kind.value for kind in kinds]))
    if sources:
        query = query.where(fixed_dates.c.source.in_([source.value for source in sources]))
    if ids is not None:
        query = query.where(fixed_dates.c.id.in_(ids))
    if group_id:
        query = query.where(fixed_dates.c.group_id == group_id)
    if rep_id:
        query = query.where(fixed_dates.c.rep_id == rep_id)
    if since is not None:
        query = query.where(fixed_dates.c.last >= since)
    found = [FixedDate(**row) for row in connection.execute(query).mappings()]
    return tuple(sorted(found, key=lambda one: (one.rep_id, one.first, one.from_s, one.kind, one.name, one.id)))


def read_absences(connection: Connection, *, without: Source | None = None) -> tuple[Absence, ...]:
    """Return all absences by rep and date, those of one source left out where it is named."""
    found = read_fixed_dates(connection, kinds=[FixedKind.ABSENCE])
    return tuple(one.as_absence() for one in found if one.source is not without)


def read_appointments(connection: Connection, rep_id: str) -> tuple[Appointment, ...]:
    """Return a rep's appointments by id."""
    found = read_fixed_dates(connection, kinds=[FixedKind.APPOINTMENT], rep_id=rep_id)
    return tuple(sorted((one.as_appointment() for one in found), key=lambda appointment: appointment.id))


def read_company_days(connection: Connection) -> tuple[CompanyDay, ...]:
    """Return the company's days by date."""
    found = [one.as_company_day() for one in read_fixed_dates(connection, kinds=[FixedKind.COMPANY_DAY])]
    return tuple(sorted(found, key=lambda day: (day.date, day.country, day.region)))


def read_ride_alongs(connection: Connection) -> tuple[RideAlong, ...]:
    """Return all ride-alongs by date and rep."""
    found = [
        RideAlong(one.rep_id, one.first, one.name) for one in read_fixed_dates(connection, kinds=[FixedKind.RIDE_ALONG])
    ]
    return tuple(sorted(found, key=lambda ride: (ride.date, ride.rep_id)))


def absence_row(
    absence: Absence, source: Source = Source.PERSON, *, group_id: str = "", made_by: str = "", made_at: str = ""
) -> FixedDate:
    """Return a new row for an absence."""
    number = new_id()
    span = (absence.rep_id, absence.first, absence.last, absence.from_s, absence.until_s)
    return FixedDate(
        number, FixedKind.ABSENCE, source, group_id or number, *span, reason=absence.reason, made_by=made_by,
        made_at=made_at,
    )  # fmt: skip


def appointment_row(
    rep_id: str,
    appointment: Appointment,
    source: Source = Source.PERSON,
    *,
    name: str = "",
    group_id: str = "",
    made_by: str = "",
    made_at: str = "",
) -> FixedDate:
    """Return the row of an appointment, which keeps its own id: a calendar's event is known by it for life."""
    day, ends_s = appointment.date, appointment.start_s + appointment.length_s
    return FixedDate(
        appointment.id, FixedKind.APPOINTMENT, source, group_id or appointment.id, rep_id, day, day,
        appointment.start_s, ends_s, appointment.place_id, name or appointment.id, appointment.purpose,
        made_by=made_by, made_at=made_at,
    )  # fmt: skip


def company_day_row(day: CompanyDay, *, made_by: str = "", made_at: str = "") -> FixedDate:
    """Return the row of a company day: there is one for each date and place."""
    number = f"company-day:{day.date}:{day.country}:{day.region}"
    return FixedDate(
        number, FixedKind.COMPANY_DAY, Source.PERSON, number, "", day.date, day.date, day.from_s, day.until_s,
        name=day.name, country=day.country, region=day.region, working=day.working, made_by=made_by, made_at=made_at,
    )  # fmt: skip


def write_absences(connection: Connection, values: Iterable[Absence], source: Source = Source.PERSON) -> Written:
    """Insert or update absences of one source: one of the same rep, first day and hour is replaced."""
    there = {
        (one.rep_id, one.first, one.from_s): one
        for one in read_fixed_dates(connection, kinds=[FixedKind.ABSENCE], sources=[source])
    }
    rows = []
    for value in values:
        old = there.get((value.rep_id, value.first, value.from_s))
        row = absence_row(value, source)
        rows.append(row if old is None else replace(row, id=old.id, group_id=old.group_id))
    return write_fixed_dates(connection, rows)
