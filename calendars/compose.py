"""A plan becomes what one rep carries: visits, and by choice lunch, nights away and absences, in the rep's language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from calendars.clean import clean_line
from calendars.events import Event, EventKind, EventStatus, Weekly, event_uid, moment_text
from calendars.texts import Texts, texts_for
from calendars.zones import has_rule
from routing.directions import drive_to
from scheduler.demand.hours import DAY_S
from scheduler.demand.rules import Appointment
from scheduler.demand.workdays import Absence
from scheduler.plan import Night, Plan, PlannedVisit, Tour, VisitStatus
from territory.accounts import Account, Rep
from territory.agenda import Agenda, AgendaItem, Scope, agenda_for

Told = tuple[tuple[date, str], ...]
"""What was said at an account's visits, by day."""


@dataclass(frozen=True, slots=True)
class Briefing:
    """What the rep should know before the door opens: of `notes` and `next_steps`, what the visits before it said."""

    purpose: str = ""
    notes: Told = ()
    next_steps: Told = ()


def _before(told: Told, day: date) -> str:
    """Return what was said last before a day: a visit that is over does not speak of what came later."""
    return "" if not told else max((one for one in told if one[0] < day), default=(day, ""), key=lambda one: one[0])[1]


@dataclass(frozen=True, slots=True)
class Choices:
    """How a rep wants the calendar.

    Attributes
    ----------
    alarm_min : int or None
        Minutes before leaving for a visit, None for silence.
    contacts : bool
        Whether events name the people at an account. They never asked to be in a calendar that somebody else keeps.
    """

    language: str = "en"
    lunch: bool = False
    nights: bool = True
    absences: bool = True
    drafts: bool = False
    alarm_min: int | None = None
    contacts: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known beside the plan.

    Attributes
    ----------
    accounts : mapping of id to Account
    briefings : mapping of account id to Briefing
    accepted : frozenset of str
        Visits that the rep or the account has confirmed.
    appointments : mapping of visit id to Appointment
        One-offs at a fixed time; those at a place that is no account are told by their purpose.
    estimated : bool
        Whether the plan's travel was estimated from straight lines: its events say so.
    agendas : mapping of Scope to agenda
        What visits are about, where somebody said so of accounts, segments or tiers.
    """

    accounts: Mapping[str, Account]
    briefings: Mapping[str, Briefing]
    accepted: frozenset[str] = frozenset()
    absences: Sequence[Absence] = ()
    appointments: Mapping[str, Appointment] = field(default_factory=dict)
    estimated: bool = False
    agendas: Mapping[Scope, Agenda] = field(default_factory=dict)


DAYS_AFTER = 366
"""In a zone whose clocks follow no yearly rule, hours away are shown day by day until so long after the plan."""

_GONE = frozenset({VisitStatus.DUE, VisitStatus.SKIPPED, VisitStatus.DECLINED})


def compose(plan: Plan, rep: Rep, facts: Facts, choices: Choices) -> tuple[Event, ...]:
    """Return a rep's events, in order of time.

    A visit is tentative until it is accepted; drafts come only by choice; skipped and declined visits not at all.
    """
    zone, texts = ZoneInfo(rep.timezone), texts_for(choices.language)
    visits = _Visits(zone, facts, choices, texts)
    events: list[Event] = []
    for tour in (tour for tour in plan.tours if tour.rep_id == rep.id):
        events += visits.events(tour)
        events += _lunch(tour, zone, texts) if choices.lunch else ()
    if choices.nights:
        events += [_night(night, texts) for night in plan.nights if night.rep_id == rep.id]
    if choices.absences:
        mine = [absence for absence in facts.absences if absence.rep_id == rep.id]
        events += _absences(mine, rep, texts, plan.end + timedelta(days=DAYS_AFTER))
    return tuple(sorted(events, key=lambda event: (event.day, moment_text(event.start), event.uid)))


def instant(day: date, seconds: int, zone: ZoneInfo) -> datetime:
    """Return in UTC what a rep's clock shows `seconds` after midnight of `day`.

    A clock time that daylight saving leaves out is read with the offset before the change; of one that it shows
    twice, the first is meant.
    """
    days, rest = divmod(seconds, 86_400)
    clock = datetime.combine(day + timedelta(days=days), time(rest // 3600, rest // 60 % 60, rest % 60))
    return clock.replace(tzinfo=zone).astimezone(UTC)


def _lunch(tour: Tour, zone: ZoneInfo, texts: Texts) -> Iterator[Event]:
    if tour.lunch_start_s is not None and tour.lunch_s > 0:
        start, end = (instant(tour.date, s, zone) for s in (tour.lunch_start_s, tour.lunch_start_s + tour.lunch_s))
        uid = event_uid(EventKind.LUNCH, f"{tour.rep_id}/{tour.date}")
        yield Event(uid, EventKind.LUNCH, tour.date, start, end, EventStatus.CONFIRMED, texts.lunch)


@dataclass(frozen=True, slots=True)
class _Known:
    """What the events of all visits to an account say alike: `about` ends their descriptions."""

    account: Account
    briefing: Briefing
    name: str
    contact: str
    link: str
    about: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Visits:
    """Makes the events of a rep's visits; what those to one account say alike is put into words once."""

    zone: ZoneInfo
    facts: Facts
    choices: Choices
    texts: Texts
    known: dict[str, _Known] = field(default_factory=dict)

    def events(self, tour: Tour) -> Iterator[Event]:
        """Yield the events of a tour's visits."""
        for visit in tour.visits:
            if visit.status not in _GONE and (visit.status is not VisitStatus.DRAFT or self.choices.drafts):
                yield self._event(tour.date, visit)

    def _event(self, day: date, visit: PlannedVisit) -> Event:
        appointment, known = self.facts.appointments.get(visit.visit_id), self._known(visit.account_id)
        settled = visit.status is VisitStatus.DONE or visit.visit_id in self.facts.accepted or appointment is not None
        status = EventStatus.CONFIRMED if settled else EventStatus.TENTATIVE
        start, end = instant(day, visit.start_s, self.zone), instant(day, visit.end_s, self.zone)
        alarm_s = None if self.choices.alarm_min is None else visit.travel_s + self.choices.alarm_min * 60
        uid, kind = event_uid(EventKind.VISIT, visit.visit_id), EventKind.VISIT
        if known is None:
            title = appointment.purpose if appointment is not None else visit.account_id
            return Event(uid, kind, day, start, end, status, title, travel_s=visit.travel_s, alarm_s=alarm_s)
        account = known.account
        return Event(
            uid,
            kind,
            day,
            start,
            end,
            status,
            known.name,
            location=account.address,
            lat=account.lat,
            lon=account.lon,
            description=self._description(day, visit, known, appointment, tentative=not settled),
            contact=known.contact,
            url=known.link,
            category=self.texts.visit,
            travel_s=visit.travel_s,
            alarm_s=alarm_s,
        )

    def _known(self, account_id: str) -> _Known | None:
        account = self.facts.accounts.get(account_id)
        if account is None:
            return None
        if account_id not in self.known:
            self.known[account_id] = self._put_into_words(account)
        return self.known[account_id]

    def _put_into_words(self, account: Account) -> _Known:
        texts, link = self.texts, map_link(account.lat, account.lon)
        hours = account.visiting_hours or ("" if account.hours_assumed else account.opening_hours)
        about = (
            *([texts.hours.format(hours)] if hours else []),
            *(texts.navigate.format(f"{name} {way}") for name, way in drive_to(account.place).items()),
            texts.map.format(link),
        )
        briefing = self.facts.briefings.get(account.id, Briefing())
        contact = contact_of(account) if self.choices.contacts else ""
        return _Known(account, briefing, clean_line(account.name) or account.id, contact, link, about)

    def _description(
        self, day: date, visit: PlannedVisit, known: _Known, appointment: Appointment | None, *, tentative: bool
    ) -> str:
        texts, facts, briefing = self.texts, self.facts, known.briefing
        lines = [texts.tentative] if tentative else []
        if visit.travel_s:
            leave = visit.arrival_s - visit.travel_s
            way = texts.travel.format(round(visit.travel_s / 60), round(visit.distance_m / 1000))
            lines.append(texts.estimate.format(way) if facts.estimated else way)
            lines.append(texts.leave.format(f"{leave // 3600 % 24:02}:{leave // 60 % 60:02}"))
        agenda = agenda_for(facts.agendas, known.account, day) if facts.agendas else ()
        lines += [texts.agenda, *(f"- {item_line(item)}" for item in agenda)] if agenda else []
        said = (
            (texts.purpose, briefing.purpose if appointment is None else appointment.purpose),
            (texts.contact, known.contact),
            (texts.last_notes, _before(briefing.notes, day)),
            (texts.next_step, _before(briefing.next_steps, day)),
        )
        lines += [label.format(fact) for label, fact in said if fact]
        return "\n".join([*lines, *known.about])


def contact_of(account: Account) -> str:
    """Return whom to ask for at an account and how to reach them, on one line."""
    parts = (clean_line(part) for part in (account.contact, account.phone, account.email))
    return ", ".join(part for part in parts if part)


def item_line(item: AgendaItem) -> str:
    """Return a line of an agenda with its link behind it."""
    return " ".join(part for part in (clean_line(item.text), item.link) if part)


def map_link(lat: float, lon: float) -> str:
    """Return a link that shows the place on OpenStreetMap."""
    return f"https://www.openstreetmap.org/?mlat={lat:.6f}&mlon={lon:.6f}#map=17/{lat:.6f}/{lon:.6f}"


def _night(night: Night, texts: Texts) -> Event:
    name = clean_line(night.name) or night.place_id
    links = (
        *(texts.navigate.format(f"{name} {link}") for name, link in drive_to(night.place).items()),
        texts.map.format(map_link(night.lat, night.lon)),
    )
    return Event(
        uid=event_uid(EventKind.NIGHT, f"{night.rep_id}/{night.date}"),
        kind=EventKind.NIGHT,
        day=night.date,
        start=night.date,
        end=night.date + timedelta(days=1),
        status=EventStatus.CONFIRMED,
        summary=texts.night.format(name),
        description="\n".join(links),
        location=name,
        lat=night.lat,
        lon=night.lon,
    )


def _absences(mine: Iterable[Absence], rep: Rep, texts: Texts, until: date) -> Iterable[Event]:
    """Return one event of each beginning: of two absences that begin alike, the one that lasts longer says all."""
    lasting = sorted(mine, key=lambda absence: (absence.last, absence.until_s))
    return {event.uid: event for absence in lasting for event in _absence(absence, rep, texts, until)}.values()


def _absence(absence: Absence, rep: Rep, texts: Texts, until: date) -> list[Event]:
    """Whole days become one event; the same hours of several days a series, or one event each where no rule holds.

    Where each day has its own event, the days after `until` have none.
    """
    key = f"{absence.rep_id}/{absence.first}/{absence.from_s}"
    if (absence.from_s, absence.until_s) == (0, DAY_S):
        # The end is the day after; an absence for ever ends with the calendar's last day instead.
        end = min(absence.last, date.max - timedelta(days=1)) + timedelta(days=1)
        return [_away(key, absence.first, (absence.first, end), texts, None)]
    if absence.last > absence.first and has_rule(rep.timezone):
        for_ever = absence.last.year == date.max.year
        repeat = Weekly(rep.timezone, tuple(range(7)), None if for_ever else absence.last)
        return [_away(key, absence.first, _hours(absence, absence.first, rep), texts, repeat)]
    count = (min(absence.last, until) - absence.first).days + 1
    days = [absence.first + timedelta(days=number) for number in range(count)]
    keys = [key, *(f"{key}/{day}" for day in days[1:])]
    return [_away(key, day, _hours(absence, day, rep), texts, None) for key, day in zip(keys, days, strict=True)]


def _hours(absence: Absence, day: date, rep: Rep) -> tuple[datetime, datetime]:
    zone = ZoneInfo(rep.timezone)
    return instant(day, absence.from_s, zone), instant(day, absence.until_s, zone)


def _away(key: str, day: date, span: tuple[date, date], texts: Texts, repeat: Weekly | None) -> Event:
    uid, kind = event_uid(EventKind.ABSENCE, key), EventKind.ABSENCE
    return Event(uid, kind, day, *span, EventStatus.CONFIRMED, texts.absence, repeat=repeat)
