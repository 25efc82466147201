"""What a manager should look at before approving, each with its evidence; a flag is a question, never a verdict."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import pairwise

from mileage.distance import METRES, show_distance
from mileage.log import LogEntry, as_driven
from mileage.trips import Trip, TripKind, TripSource
from scheduler.wording import clock_text


@dataclass(frozen=True, slots=True)
class Flag:
    """One thing to look at: a stable code and the numbers that raised it."""

    trip_id: str
    code: str
    evidence: str


@dataclass(frozen=True, slots=True)
class FlagRules:
    """Where questions begin.

    Attributes
    ----------
    over_network : Decimal
        Share of the network distance that may be added before a trip is asked about.
    fastest_m_s : Decimal
        Metres a second that no trip averages: 130 km/h.
    round_to : int
        A manual distance that is a whole multiple of so many units is round.
    repeats : int
        So many manual trips with the same ends and distance are asked about.
    late_days : int
        Days after the trip within which an entry is contemporaneous.
    holidays : mapping of rep id to dates
        The public holidays that each rep keeps.
    replaced : mapping of vehicle id to dates
        The days by which another odometer was in the vehicle.
    """

    over_network: Decimal = Decimal("0.20")
    fastest_m_s: Decimal = Decimal("36.1")
    round_to: int = 10
    repeats: int = 3
    late_days: int = 7
    holidays: Mapping[str, frozenset[date]] = field(default_factory=dict)
    replaced: Mapping[str, frozenset[date]] = field(default_factory=dict)


def flags(entries: Sequence[LogEntry], rules: FlagRules) -> tuple[Flag, ...]:
    """Return the flags of all business trips, in the order of their days, reps and times."""
    looked_at = [entry for entry in entries if entry.trip.kind is not TripKind.PRIVATE]
    found = [flag for entry in looked_at for rule in _SINGLE for flag in rule(entry, rules)]
    for group in _groups(looked_at, lambda entry: (entry.trip.rep_id, entry.trip.date)):
        found += _overlaps(group)
    for group in _groups(looked_at, lambda entry: (entry.trip.rep_id, entry.trip.vehicle_id)):
        found += _odometer_gaps(group, rules)
    found += _repeats(looked_at, rules)
    place = {entry.trip.id: as_driven(entry) for entry in looked_at}
    return tuple(sorted(found, key=lambda flag: (place[flag.trip_id], flag.code)))


def _groups(entries: Iterable[LogEntry], key: Callable[[LogEntry], object]) -> Iterator[list[LogEntry]]:
    groups: dict[object, list[LogEntry]] = defaultdict(list)
    for entry in entries:
        groups[key(entry)].append(entry)
    return iter(groups.values())


def _over_network(entry: LogEntry, rules: FlagRules) -> Iterator[Flag]:
    trip = entry.trip
    if trip.network_m and trip.distance_m > trip.network_m * (1 + rules.over_network):
        share = ((trip.distance_m / trip.network_m - 1) * 100).quantize(Decimal(1))
        driven, known = show_distance(trip.distance_m, entry.unit), show_distance(trip.network_m, entry.unit)
        yield Flag(trip.id, "over-network", f"{driven} driven, {known} on the roads: {share} % more")


def _impossible_speed(entry: LogEntry, rules: FlagRules) -> Iterator[Flag]:
    trip = entry.trip
    if trip.leave_s is None or trip.arrive_s is None or trip.distance_m == 0:
        return
    seconds = trip.arrive_s - trip.leave_s
    if seconds < 0 or trip.distance_m > rules.fastest_m_s * (seconds + _rounding_s(trip)):
        driven = show_distance(trip.distance_m, entry.unit)
        yield Flag(
            trip.id, "impossible-speed", f"{driven} from {clock_text(trip.leave_s)} to {clock_text(trip.arrive_s)}"
        )


def _rounding_s(trip: Trip) -> int:
    """Return by how much a trip may have lasted longer than its times say: they are mostly noted to the minute."""
    return 60 if all((moment or 0) % 60 == 0 for moment in (trip.leave_s, trip.arrive_s)) else 1


def _round_number(entry: LogEntry, rules: FlagRules) -> Iterator[Flag]:
    step = METRES[entry.unit] * rules.round_to
    if entry.trip.source is TripSource.MANUAL and entry.trip.distance_m and entry.trip.distance_m % step == 0:
        yield Flag(
            entry.trip.id, "round-number", f"{show_distance(entry.trip.distance_m, entry.unit)}, entered by hand"
        )


def _day_off(entry: LogEntry, rules: FlagRules) -> Iterator[Flag]:
    day = entry.trip.date
    if day in rules.holidays.get(entry.trip.rep_id, frozenset()):
        yield Flag(entry.trip.id, "holiday", f"{day} is a public holiday")
    elif day.weekday() >= 5:
        yield Flag(entry.trip.id, "weekend", f"{day} is a {day:%A}")


def _late_entry(entry: LogEntry, rules: FlagRules) -> Iterator[Flag]:
    days = (entry.captured_on - entry.trip.date).days
    if days > rules.late_days:
        yield Flag(entry.trip.id, "late-entry", f"entered {days} days after the trip")


def _no_purpose(entry: LogEntry, rules: FlagRules) -> Iterator[Flag]:  # noqa: ARG001 - one shape for all rules
    if entry.trip.kind is TripKind.BUSINESS and not entry.trip.purpose.strip():
        yield Flag(entry.trip.id, "no-purpose", "a log without a business purpose is not accepted")


_SINGLE = (_over_network, _impossible_speed, _round_number, _day_off, _late_entry, _no_purpose)


def _overlaps(day: list[LogEntry]) -> Iterator[Flag]:
    timed = [
        (entry.trip.leave_s, entry.trip.arrive_s, entry.trip.id)
        for entry in day
        if entry.trip.leave_s is not None and entry.trip.arrive_s is not None
    ]
    for (leave, arrive, _), (next_leave, next_arrive, trip_id) in pairwise(sorted(timed)):
        if next_leave < arrive:
            evidence = (
                f"{clock_text(next_leave)}-{clock_text(next_arrive)} overlaps {clock_text(leave)}-{clock_text(arrive)}"
            )
            yield Flag(trip_id, "overlap", evidence)


def _odometer_gaps(vehicle: list[LogEntry], rules: FlagRules) -> Iterator[Flag]:
    read = [
        (entry.trip.odometer_start_m, entry.trip.odometer_end_m, entry)
        for entry in vehicle
        if entry.trip.odometer_start_m is not None and entry.trip.odometer_end_m is not None
    ]
    read.sort(key=lambda item: (item[2].trip.date, item[0]))
    for (_, end, before), (start, _, entry) in pairwise(read):
        days = rules.replaced.get(entry.trip.vehicle_id, frozenset())
        was_replaced = any(before.trip.date <= day <= entry.trip.date for day in days)
        if start != end and not was_replaced:
            gap = show_distance(abs(start - end), entry.unit)
            code = "odometer-gap" if start > end else "odometer-backwards"
            yield Flag(
                entry.trip.id, code, f"begins {gap} {'after' if start > end else 'before'} the reading before it"
            )


def _repeats(entries: Iterable[LogEntry], rules: FlagRules) -> Iterator[Flag]:
    manual = [entry for entry in entries if entry.trip.source is TripSource.MANUAL]
    key = lambda entry: (entry.trip.rep_id, entry.trip.from_id, entry.trip.to_id, entry.trip.distance_m)  # noqa: E731
    for group in _groups(manual, key):
        if len(group) >= rules.repeats:
            days = ", ".join(sorted({entry.trip.date.isoformat() for entry in group}))
            for entry in group:
                yield Flag(entry.trip.id, "repeat", f"{len(group)} trips alike: {days}")
