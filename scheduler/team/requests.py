"""Each rep's question, put together from the state of the workspace, and what the plan in force hands on to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from routing.dayroads import day_roads
from routing.findings import Finding
from routing.paces import DayTravel
from routing.places import Place
from routing.roads import RoadEngine
from routing.travel import TravelEngine, TravelTable
from scheduler.demand.book import Book
from scheduler.demand.request import Request
from scheduler.demand.rules import Appointment, Pin
from scheduler.demand.workdays import work_calendar
from scheduler.nights.policy import Hotel, hotel_of, hotels_for
from scheduler.replan import Carried, carry
from scheduler.team.situation import Situation
from territory.accounts import Account, Rep


def requests(
    situation: Situation, engine: TravelEngine, only: str = ""
) -> tuple[dict[str, Request], dict[str, Carried]]:
    """Return each rep's question (or that of one rep, `only`), and what the plan in force hands on."""
    book, carried = situation.book, {}
    for rep in situation.reps:
        carried[rep.id] = _carried(situation, book, rep)
        book = replace(book, states=carried[rep.id].states)
    previous = {visit: day for each in carried.values() for visit, day in each.previous.items()}
    owned = situation.accounts_by_rep()
    parts = [_part(situation, rep, owned.get(rep.id, ())) for rep in situation.reps if only in {"", rep.id}]
    ways = _ways(engine, [part.places for part in parts])
    asked = {
        part.rep.id: _request(situation, part, table, book, previous) for part, table in zip(parts, ways, strict=True)
    }
    return {rep_id: replace(one, slept=carried[rep_id].nights) for rep_id, one in asked.items()}, carried


def _carried(situation: Situation, book: Book, rep: Rep) -> Carried:
    span = situation.span
    off: dict[date, Finding] = {}
    if span.start > span.today:
        days = (span.start - span.today).days
        calendar = work_calendar(rep, span.today, days, situation.absences, situation.company_days)
        off = {day.date: day.why for day in calendar.off}
    tours, nights = situation.tours(rep.id), situation.nights_of(rep.id)
    return carry(book, tours, span.start, today=span.today, closed=situation.closed, off=off, nights=nights)


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    """What a rep's question is about, and where it is."""

    rep: Rep
    accounts: tuple[Account, ...]
    appointments: tuple[Appointment, ...]
    hotels: tuple[Hotel, ...]
    places: list[Place]


def _part(situation: Situation, rep: Rep, owned: Iterable[Account]) -> _Part:
    span, accounts = situation.span, with_deals(tuple(owned), situation)
    end = span.start + timedelta(days=span.days)
    appointments = tuple(a for a in situation.appointments[rep.id] if span.start <= a.date < end)
    hotels = _hotels(situation, rep, accounts)
    places = _places(situation, rep, accounts, appointments) + [hotel.place for hotel in hotels]
    return _Part(rep, accounts, appointments, hotels, places)


def _ways(engine: TravelEngine, groups: Sequence[list[Place]]) -> Iterator[tuple[TravelTable, DayTravel | None]]:
    """Yield the table between the places of each group, and the same by time of day where that is known."""
    tables = engine.tables(groups) if isinstance(engine, RoadEngine) else [engine.table(places) for places in groups]
    hours = day_roads(engine)
    days = hours.among_each(groups, tables) if hours else [None] * len(groups)
    return zip(tables, days, strict=True)


def _request(
    situation: Situation,
    part: _Part,
    ways: tuple[TravelTable, DayTravel | None],
    book: Book,
    previous: Mapping[str, date],
) -> Request:
    span, accounts = situation.span, part.accounts
    return Request(
        part.rep,
        accounts,
        ways[0],
        span.start,
        span.days,
        book,
        situation.policy,
        situation.absences,
        situation.company_days,
        _pins(situation, book, accounts, span.start + timedelta(days=span.days)),
        part.appointments,
        previous,
        situation.night_policies.get(part.rep.id),
        part.hotels,
        day=ways[1],
        stints={account.id: situation.stints[account.id] for account in accounts if account.id in situation.stints},
    )


def with_deals(accounts: tuple[Account, ...], situation: Situation) -> tuple[Account, ...]:
    """Return accounts whose worth is raised by their open deals, as far as the planner lets deals count."""
    weight, deals = situation.policy.deals, situation.deals
    if not weight or not deals:
        return accounts
    return tuple(
        replace(one, value=one.value * (1 + weight * deals[one.id])) if one.id in deals else one for one in accounts
    )


def _hotels(situation: Situation, rep: Rep, accounts: tuple[Account, ...]) -> tuple[Hotel, ...]:
    """Return the hotels that a rep's plan looks at, and those of nights that are planned."""
    policy = situation.night_policies.get(rep.id)
    offered = hotels_for(policy, rep, accounts, situation.hotels) if policy else []
    known = {hotel.id: hotel for hotel in offered}
    for night in situation.nights:
        if night.rep_id == rep.id:
            hotel = hotel_of(night, policy.allowance if policy else Decimal(0))
            known.setdefault(hotel.id, hotel)
    return tuple(known.values())


def _pins(situation: Situation, book: Book, accounts: tuple[Account, ...], end: date) -> tuple[Pin, ...]:
    """Return the pins of these accounts' next visits whose date lies in the span."""
    pinned = [pin for pin in situation.pins if situation.span.start <= pin.date < end and pin.number is not None]
    named = {pin.account_id for pin in pinned}
    first = {account.id: book.state_of(account).closed for account in accounts if account.id in named}
    return tuple(pin for pin in pinned if pin.account_id in first and (pin.number or 0) >= first[pin.account_id])


def _places(
    situation: Situation, rep: Rep, accounts: tuple[Account, ...], appointments: tuple[Appointment, ...]
) -> list[Place]:
    own = [rep.home, *(account.place for account in accounts)]
    there = {place.id for place in own}
    elsewhere = list(dict.fromkeys(one.place_id for one in appointments if one.place_id not in there))
    if not elsewhere:
        return own
    known = {account.id: account for account in situation.accounts}
    return own + [known[place_id].place for place_id in elsewhere if place_id in known]
