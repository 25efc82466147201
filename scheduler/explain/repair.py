"""Ways to serve a visit that was left out, each one tried, with what it costs and which rule it would change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from routing.tour import Window
from scheduler.demand.hours import DAY_S
from scheduler.explain.insertion import Insertion, Priced, Tours, allowed, in_window, siblings, spaced
from scheduler.explain.trial import cost, drive
from scheduler.horizon import Horizon, RepDay
from scheduler.spacing import gap_between, served_neighbours

CANDIDATES = 40
"""Of the ways to displace a visit, so many of the cheapest are followed to their end."""
MOST_OVERTIME_S = 2 * 3600


@dataclass(frozen=True, slots=True, eq=False)
class Repair:
    """One way to serve the visit.

    Attributes
    ----------
    kind : str
        ``insert`` (it fits), ``exchange`` (another visit moves), ``displace`` (another visit goes), ``overtime`` (the
        rep comes home up to `MOST_OVERTIME_S` later), ``long-day`` (where that is not enough: home still later, more
        driving than a day may have, or the visits after it left out), ``window`` (an earlier or later day than the
        spacing allows), ``other-hours`` (outside the account's hours).
    price : float
        What the schedule costs more afterwards (less, if negative), all prices counted, in the horizon's unit.
    keeps_rules : bool
        Whether every rule still holds. If not, `horizon` is the problem with the one rule changed.
    tours : tuple
        The schedule with the visit served.
    amount : int
        Seconds of overtime (and of driving) beyond the day's rules, days beyond the window (negative: before it), 0
        else.
    other : int or None
        The visit that moves or goes.
    """

    kind: str
    price: float
    keeps_rules: bool
    horizon: Horizon
    tours: tuple[tuple[int, ...], ...]
    amount: int = 0
    other: int | None = None


def repairs(horizon: Horizon, tours: Tours, visit: int, priced: Priced | None = None) -> list[Repair]:
    """Return the best repair of each kind: those that keep the rules first, the cheaper before the dearer."""
    bench = _Bench(horizon, priced or Priced(horizon, tours), visit)
    found = [repair for make in (bench.inserted, bench.displaced, bench.overtime, bench.moved) for repair in make()]
    best: dict[str, Repair] = {}
    for repair in sorted(found, key=lambda r: r.price):
        best.setdefault(repair.kind, repair)
    return sorted(best.values(), key=lambda r: (not r.keeps_rules, r.price))


def other_hours(horizon: Horizon, tours: Tours, visit: int) -> Repair | None:
    """Return the visit at the best time of a day on which the account opens, before or after it does.

    None where the tours have no room for it then.
    """
    visits = list(horizon.visits)
    opens = horizon.hours[visits[visit].hours]
    always = tuple((Window(0, _latest_end(horizon, day)),) if spans else () for day, spans in enumerate(opens))
    visits[visit] = replace(visits[visit], hours=len(horizon.hours))
    after = replace(horizon, hours=(*horizon.hours, always), visits=tuple(visits))
    bench = _Bench(after, Priced(after, tours), visit)
    return next((replace(one, kind="other-hours", keeps_rules=False) for one in bench.inserted()), None)


def _latest_end(horizon: Horizon, day: int) -> int:
    return max([DAY_S, *(one.end_s for one in horizon.rep_days if one.day == day)])


def blockers(horizon: Horizon, tours: Tours, visit: int, priced: Priced | None = None) -> list[int]:
    """Return the visits each of which, taken away alone, would let the visit fit."""
    bench = _Bench(horizon, priced or Priced(horizon, tours), visit)
    return sorted({other for other, _ in bench.gaps()})


@dataclass(frozen=True, slots=True)
class _Longer:
    """A rep-day with the visit in its sequence, made longer by some seconds."""

    rep_day: int
    sequence: list[int]
    day: RepDay
    over_s: int


class _Bench:
    """Tries repairs of one visit in one schedule."""

    def __init__(self, horizon: Horizon, priced: Priced, visit: int) -> None:
        self.horizon, self.priced, self.visit = horizon, priced, visit
        self.before = cost(horizon, priced.tours)
        self.free = allowed(horizon, priced.day_of, visit)

    def inserted(self) -> Iterator[Repair]:
        place = self.priced.cheapest(self.visit, self.free)
        if place:
            yield self._repair("insert", self._with(place, self.priced.tours))

    def gaps(self) -> Iterator[tuple[int, Insertion]]:
        """Yield each visit that may go, with the cheapest insertion into its tour without it."""
        for rep_day in self.free:
            tour = self.priced.tours[rep_day]
            for other in tour:
                if not self.horizon.visits[other].compulsory:
                    left = [v for v in tour if v != other]
                    places = self.priced.insertions_on(self.visit, rep_day, left)
                    place = min(places, key=lambda p: (p.price, p.position), default=None)
                    if place:
                        yield other, place

    def displaced(self) -> Iterator[Repair]:
        ranked = sorted(self.gaps(), key=lambda gap: gap[1].price + self.horizon.visits[gap[0]].price_unserved)
        for other, place in ranked[:CANDIDATES]:
            tours = [[v for v in tour if v != other] for tour in self.priced.tours]
            tours = self._with(place, tours)
            yield self._repair("displace", tours, other=other)
        for other, place in sorted(ranked, key=lambda gap: gap[1].price)[:CANDIDATES]:
            tours = self._with(place, [[v for v in tour if v != other] for tour in self.priced.tours])
            again = Priced(self.horizon, tours).cheapest(other)
            if again:
                yield self._repair("exchange", self._with(again, tours), other=other)

    def overtime(self) -> Iterator[Repair]:
        """Try each place that fails only by the length of the day; the shortest one more wins.

        Where there is none, the visits after it are left out, as few as possible on each day.
        """
        best: _Longer | None = None
        for rep_day in self.free:
            tour = list(self.priced.tours[rep_day])
            for position in range(len(tour) + 1):
                found = self._longer(rep_day, [*tour[:position], self.visit, *tour[position:]])
                if found and (best is None or found.over_s < best.over_s):
                    best = found
        if best:
            yield self._on(best)
            return
        alone = [found for rep_day in self.free if (found := self._with_few_left_out(rep_day))]
        yield from sorted(map(self._on, alone), key=lambda repair: repair.price)[:1]

    def _with_few_left_out(self, rep_day: int) -> _Longer | None:
        tour = list(self.priced.tours[rep_day])
        tried = (self._longer(rep_day, [*tour[:position], self.visit]) for position in range(len(tour), -1, -1))
        return next((found for found in tried if found), None)

    def _longer(self, rep_day: int, sequence: list[int]) -> _Longer | None:
        """Return the day as long as a sequence takes, if only its end, its length and driving are in the way."""
        day, over_s = self.horizon.rep_days[rep_day], 0
        for _ in range(3):
            trial = drive(self.horizon, day, sequence)
            if trial.fits:
                return _Longer(rep_day, sequence, day, over_s) if over_s else None
            if trial.broken == "return" and 0 < trial.over_s <= _latest(day) - day.end_s:
                day = replace(day, end_s=day.end_s + trial.over_s)
            elif trial.broken == "driving" and day.max_driving_s is not None:
                day = replace(day, max_driving_s=day.max_driving_s + trial.over_s)
            elif trial.broken == "day" and day.max_day_s is not None:
                day = replace(day, max_day_s=day.max_day_s + trial.over_s)
            else:
                return None
            over_s += trial.over_s
        return None

    def _on(self, longer: _Longer) -> Repair:
        """Return the repair of serving the visit on a longer day."""
        days, tours = list(self.horizon.rep_days), [list(each) for each in self.priced.tours]
        before, whole = days[longer.rep_day], len(longer.sequence) > len(tours[longer.rep_day])
        days[longer.rep_day], tours[longer.rep_day] = longer.day, longer.sequence
        caps = (longer.day.max_driving_s, longer.day.max_day_s) != (before.max_driving_s, before.max_day_s)
        short = longer.over_s <= MOST_OVERTIME_S and not caps and whole
        kind = "overtime" if short else "long-day"
        return self._repair(kind, tours, longer.over_s, horizon=replace(self.horizon, rep_days=tuple(days)))

    def moved(self) -> Iterator[Repair]:
        """Try the days outside the window, and against the spacing: the nearest that fits."""
        due = self.horizon.visits[self.visit]
        inside = set(in_window(self.horizon, self.visit)) & set(self.free)
        others = [d for d in range(len(self.horizon.rep_days)) if d not in inside]
        for rep_day in sorted(others, key=lambda d: (_beyond(due.first_day, due.last_day, self._day(d)), d)):
            if not self._in_order(self._day(rep_day)):
                continue
            place = self.priced.cheapest(self.visit, [rep_day])
            if place:
                amount = _signed(due.first_day, due.last_day, self._day(rep_day))
                tours = self._with(place, self.priced.tours)
                yield self._repair("window", tours, amount, horizon=self._widened(self._day(rep_day)))
                return

    def _day(self, rep_day: int) -> int:
        return self.horizon.rep_days[rep_day].day

    def _in_order(self, day: int) -> bool:
        chain = siblings(self.horizon, self.visit)
        at, day_of = chain.index(self.visit), self.priced.day_of
        return all(day_of[v] < day for v in chain[:at] if v in day_of) and all(
            day_of[v] > day for v in chain[at + 1 :] if v in day_of
        )

    def _widened(self, day: int) -> Horizon:
        """Return the horizon in which the visit may lie on `day`, whatever its window and spacing were."""
        visits = list(self.horizon.visits)
        chain = siblings(self.horizon, self.visit)
        at = chain.index(self.visit)
        due = visits[self.visit]
        visits[self.visit] = replace(due, first_day=min(due.first_day, day), last_day=max(due.last_day, day))
        before, after = served_neighbours(chain, self.priced.day_of, at)
        days = {**self.priced.day_of, self.visit: day}
        for earlier, later in ((before, at), (at, after)):
            if earlier is not None and later is not None:
                asked, number = gap_between(self.horizon, chain, earlier, later), chain[later]
                apart = days[number] - days[chain[earlier]]
                least = min(visits[number].least_gap_days, apart)
                most = visits[number].most_gap_days + max(0, apart - asked.most)
                visits[number] = replace(visits[number], least_gap_days=least, most_gap_days=most)
        return replace(self.horizon, visits=tuple(visits))

    @staticmethod
    def _with(place: Insertion, tours: Sequence[Sequence[int]]) -> list[list[int]]:
        changed = [list(tour) for tour in tours]
        changed[place.rep_day].insert(place.position, place.visit)
        return changed

    def _repair(
        self,
        kind: str,
        tours: Sequence[Sequence[int]],
        amount: int = 0,
        *,
        other: int | None = None,
        horizon: Horizon | None = None,
    ) -> Repair:
        after = horizon or self.horizon
        price = cost(after, tours) - self.before
        return Repair(kind, price, horizon is None, after, tuple(map(tuple, tours)), amount, other)


def _latest(day: RepDay) -> int:
    """Return when a day that is made longer has to end: by midnight, or where the shift is past it, by so much more."""
    return DAY_S if day.end_s <= DAY_S else day.end_s + MOST_OVERTIME_S


def _signed(first: int, last: int, day: int) -> int:
    return min(day - first, 0) or max(day - last, 0)


def _beyond(first: int, last: int, day: int) -> int:
    return abs(_signed(first, last, day))


def day_prices(horizon: Horizon, tours: Tours, visit: int) -> list[tuple[int, float | None]]:
    """Return what serving a served visit on each rep-day of its window would cost beside its own, None where it cannot.

    The visit alone moves; everything else stays in its order. Its own day has the price of its best place there, which
    is 0 or below.
    """
    without = [[v for v in tour if v != visit] for tour in tours]
    priced = Priced(horizon, without)
    stays, leaves = cost(horizon, tours), cost(horizon, without) - _unserved(horizon, visit)
    found: list[tuple[int, float | None]] = []
    for rep_day in in_window(horizon, visit):
        place = None
        if spaced(horizon, priced.day_of, visit, horizon.rep_days[rep_day].day):
            place = priced.cheapest(visit, [rep_day])
        found.append((rep_day, leaves + place.price - stays if place else None))
    return found


def _unserved(horizon: Horizon, visit: int) -> float:
    due = horizon.visits[visit]
    return 0.0 if due.compulsory else due.price_unserved
