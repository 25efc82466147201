"""The rest of a rep's day planned again from where the rep is: shown first, kept as moves, taken back as one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

from office.door import Act, thinks, works, writes
from office.plans.days import RepDay
from office.plans.rule_book import Rulings, Wish, may_lie, standing
from office.visits.days import OwnDay, OwnStop, read_own_day
from office.visits.moves import keep_move, require_movable
from office.visits.undo import undo_visit
from routing.dates import Day
from routing.places import Place
from routing.problems import BadInputError, Problem
from routing.replan import replan_day
from routing.sentences import sentence
from routing.stopping import Stop as Budget
from routing.tour import Stop, TimedTour, TourProblem, Window
from routing.travel import TravelEngine
from scheduler.demand.account_hours import windows_of_shift
from scheduler.demand.hours import UnreadableHoursError
from scheduler.demand.longest import longest_days
from scheduler.demand.weights import policy_of
from scheduler.demand.workdays import WorkingDay, work_calendar
from scheduler.plan import VisitStatus
from store.answers import AnswerKind, last_answer
from store.database import Connection
from store.fixed_dates import FixedKind, read_company_days, read_fixed_dates
from store.pins import pins_among
from store.plans import nights_between
from store.settings import read_settings
from territory.accounts import Account

LATE = "the rest of the day planned again"
"""The reason of a move by which a day was planned again: such a time is no promise and may move once more."""
HOME = "home"
WHOLE_DAY = (Window(0, 2 * 86_400),)
UNCONFIRMED_S = 10 * 3600
"""Leaving out a visit that nobody has confirmed costs so many seconds of driving; what was promised goes last."""
MINUTE_S = 60


@dataclass(frozen=True, slots=True)
class RestStop:
    """A visit of the rest of the day; `start_s` is None where the day has no room left for it."""

    visit_id: str
    account: Account
    was_s: int
    start_s: int | None
    accepted: bool

    @property
    def is_concerned(self) -> bool:
        """Return whether the customer should hear of it."""
        return self.start_s is None or abs(self.start_s - self.was_s) >= 5 * MINUTE_S


@dataclass(frozen=True, slots=True)
class DayCaps:
    """The caps of a day, None where there is none, and what the whole day comes to with the rest as it is planned."""

    longest_s: int | None
    driving_cap_s: int | None
    most_visits: int | None
    length_s: int
    driving_s: int

    @property
    def too_long(self) -> bool:
        """Return whether the day is longer from door to door than it may be: only where going home at once is."""
        return self.longest_s is not None and self.length_s > self.longest_s

    @property
    def too_far(self) -> bool:
        """Return whether more is driven than may be: only where going home at once is more."""
        return self.driving_cap_s is not None and self.driving_s > self.driving_cap_s


@dataclass(frozen=True, slots=True)
class RestOfDay:
    """The rest of a day: from `place` (the name of an account, or empty for where the day began) at `free_s` on."""

    date: Day
    place: str
    free_s: int
    stops: tuple[RestStop, ...]
    return_s: int
    was_return_s: int
    driving_s: int
    caps: DayCaps


@dataclass(frozen=True, slots=True)
class RestMove:
    """Where a visit goes: a time of today, or another day."""

    visit_id: str
    date: Day
    start_s: int | None


@thinks
def plan_rest(
    act: Act, engine: TravelEngine, budget: Budget, free_s: int | None = None, place_id: str | None = None
) -> RestOfDay:
    """Plan the rest of the day of the rep who asks again, and write nothing.

    The caps of the day on driving, from door to door and on visits are kept, with what was driven and visited since the
    morning: visits between reported ones at the ways of the plan's roads.

    Parameters
    ----------
    free_s : int, optional
        When the rep is free to leave, in seconds since midnight: now, or when the visit that has begun should be over.
    place_id : str, optional
        Where the rep is: the id of an account of the day, or `HOME`; the last stop if it is not said.

    Raises
    ------
    BadInputError
        If nothing is left of the day, or the place is none of it.
    """
    with act.reading() as connection:
        own = read_own_day.inside(act)
        left = [one for one in own.stops if one.closed is None and one.moved_to is None]
        here, is_free_s = _here(own, place_id)
        left = [one for one in left if one is not here or place_id is not None]
        if not left or own.day.tour is None:
            raise _nothing(own)
        asked = _Asked.read(connection, own, here, left)
    start_s = max(is_free_s if free_s is None else free_s, 0)
    problem = asked.problem(engine, start_s)
    left_s, driven_s = _left_s(own), asked.driven_s(problem)
    tour = replan_day(
        problem, 0, start_s, range(len(left)), budget,
        lunch_taken=_lunch_is_over(own.day, start_s), driven_s=driven_s, left_s=left_s,
        made=sum(_counts(one) for one in own.stops if one not in left),
    )  # fmt: skip
    length_s = tour.return_s - (tour.leave_s if left_s is None else left_s)
    caps = DayCaps(problem.max_day_s, problem.max_driving_s, problem.max_stops, length_s, driven_s + tour.driving_s)
    place, was_s = here.stop.account.name if here else "", own.day.tour.return_s
    stops = _timed(left, tour)
    return RestOfDay(own.day.date, place, start_s, stops, tour.return_s, was_s, tour.driving_s, caps)


@works
def keep_rest(act: Act, moves: tuple[RestMove, ...]) -> int:
    """Move visits as the rest of the day was planned; all or none. Return how many became questions to the planner.

    Raises
    ------
    BadInputError
        If nothing is to be moved, or a visit is no longer one of today's, or over.
    """
    if not moves:
        raise BadInputError([Problem("rest-empty", "day", "no visit is to be moved", "Plan the rest again.")])

    def keep(rulings: Rulings) -> int:
        asked = [keep_move(act, rulings[one.visit_id], LATE) for one in moves]
        act.note(sentence("planned the rest of the day again: {count} visits", count=len(moves)))
        return act.answer(sum(bool(one.problems) for one in asked))

    return standing(act, lambda: _judged(act, moves), keep)


def _judged(act: Act, moves: Sequence[RestMove]) -> Rulings:
    own = read_own_day.inside(act)
    mine = {one.stop.visit.visit_id for one in own.stops}
    if strange := [one.visit_id for one in moves if one.visit_id not in mine]:
        cause = "this visit is no longer one of today's"
        raise BadInputError([Problem("visit-elsewhere", name, cause, "Plan the rest again.") for name in strange])
    latest_first = sorted(moves, key=lambda one: -(one.start_s or 0))  # nobody lands where the next one still is
    wishes = {one.visit_id: Wish(one.visit_id, one.date, one.start_s) for one in latest_first}
    for wish in wishes.values():
        require_movable(act, wish)
    return may_lie(act, wishes)


@writes
def undo_rest(act: Act) -> int:
    """Take back all moves by which the rest of today was planned again last; return how many."""
    own, found = read_own_day.inside(act), []
    for one in own.stops:
        last = last_answer(act.connection, one.stop.visit.visit_id)
        if last and last[0].kind is AnswerKind.MOVED and last[0].text.startswith(LATE) and last[0].by == act.who.id:
            found.append(last[0])
    newest = [one for one in found if one.made_at == max(each.made_at for each in found)]
    if not newest:
        cause = "no such plan of today stands"
        raise BadInputError([Problem("rest-not-kept", f"{own.today}", cause, "Look at each visit.")])
    for answer in sorted(newest, key=lambda one: -one.number):
        undo_visit.inside(act, answer.visit_id)
    act.note(sentence("took the new plan of the rest of {day} back", day=own.today))
    return len(newest)


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    """What the day's solver is asked, but for the ways.

    `places` are where the rep is, where the day ends, the stops that are left, and last what was come by until now.
    """

    places: tuple[Place, ...]
    come_by: int
    longest_s: int | None
    driving_cap_s: int | None
    most_visits: int | None
    windows: tuple[tuple[Window, ...], ...]
    promised: tuple[bool, ...]
    stops: Sequence[OwnStop]
    shift: WorkingDay | None
    return_s: int

    @staticmethod
    def read(connection: Connection, own: OwnDay, here: OwnStop | None, left: Sequence[OwnStop]) -> _Asked:
        rep, day = own.day.rep, own.day.date
        monday = day - timedelta(days=day.weekday())
        sunday = monday + timedelta(days=6)
        away = read_fixed_dates(connection, kinds=[FixedKind.ABSENCE], rep_id=rep.id, since=monday)
        absences = [one.as_absence() for one in away if one.first <= sunday]
        week = work_calendar(rep, monday, 7, absences, read_company_days(connection)).shifts
        shift = next((one for one in week if one.day == day.weekday()), None)
        policy = policy_of(read_settings(connection).policy)
        worked = sorted({day.weekday(), *(one.day for one in week)})
        longest = longest_days(policy, rep.max_day_s, monday, worked, 7)
        nights = {
            n.place_id: Place(n.place_id, n.lat, n.lon) for n in nights_between(connection, own.day.plan, day, rep.id)
        }
        tour = own.day.tour
        start, end = (nights.get(name, rep.home) for name in ((tour.start_place, tour.end_place) if tour else ("", "")))
        pins = pins_among(connection, [one.stop.visit.visit_id for one in left])
        fixed = {pin.visit_id for pin in pins if pin.start_s is not None and not _was_late(connection, pin.visit_id)}
        ends_s = shift.end_s if shift else 86_400
        windows = tuple(_windows(one, own, ends_s, fixed) for one in left)
        met = [one.stop.account.place for one in _met(own)]
        now = here.stop.account.place if here else start
        places = (now, end, *(one.stop.account.place for one in left), *([start, *met] if met else ()))
        promised = tuple(one.accepted or one.stop.visit.visit_id in fixed for one in left)
        return_s = tour.return_s if tour else ends_s
        cap_s = longest.get(day.weekday())
        return _Asked(
            places, len(met) + 1 if met else 0, cap_s, rep.max_driving_s, rep.max_visits, windows, promised, left,
            shift, return_s,
        )  # fmt: skip

    def driven_s(self, problem: TourProblem) -> int:
        """Return the seconds driven since the morning: from its place by the visits met to where the rep is."""
        rows = [*range(len(self.places) - self.come_by, len(self.places)), 0] if self.come_by else []
        return sum(int(problem.travel_s[a, b]) for a, b in pairwise(rows))

    def problem(self, engine: TravelEngine, start_s: int) -> TourProblem:
        prices = [None if is_promised else UNCONFIRMED_S for is_promised in self.promised]
        lengths = [one.stop.visit.end_s - one.stop.visit.start_s for one in self.stops]
        stops = tuple(map(Stop, range(2, len(lengths) + 2), lengths, self.windows, prices))
        ends_s = max(self.shift.end_s if self.shift else 0, self.return_s)
        lunch = self.shift.lunch if self.shift else None
        travel_s = engine.table(_distinct(self.places)).travel_s
        caps = self.driving_cap_s, self.longest_s, self.most_visits
        return TourProblem(stops, 0, 1, start_s, ends_s, lunch, travel_s, *caps)


def _distinct(places: Sequence[Place]) -> list[Place]:
    """Give each place an id of its own: home may be both ends, and an account be visited twice."""
    return [Place(f"{number}", place.lat, place.lon) for number, place in enumerate(places)]


def _was_late(connection: Connection, visit_id: str) -> bool:
    last = last_answer(connection, visit_id)
    return last is not None and last[0].text.startswith(LATE)


def _windows(one: OwnStop, own: OwnDay, shift_ends_s: int, fixed: Collection[str]) -> tuple[Window, ...]:
    visit = one.stop.visit
    if visit.visit_id in fixed:
        return (Window(visit.start_s, visit.end_s),)
    try:
        return windows_of_shift(one.stop.account, own.day.rep, own.day.date, shift_ends_s)
    except UnreadableHoursError:
        return WHOLE_DAY  # the rep knows better; the day page says that the hours cannot be read


def _here(own: OwnDay, place_id: str | None) -> tuple[OwnStop | None, int]:
    """Return the stop at which the rep is, None for where the day began, and when the rep is free there."""
    if place_id == HOME:
        return None, own.now_s
    if place_id is not None:
        named = next((one for one in own.stops if one.stop.account.id == place_id), None)
        if named is None:
            cause = sentence("{place_id!r} is no stop of the day", place_id=place_id)
            raise BadInputError([Problem("place-unknown", "place", cause, "Name a stop of the day, or home.")])
        return named, own.now_s
    begun = [one for one in own.stops if one.closed is None and one.arrived_s is not None]
    if begun:
        visit = begun[-1].stop.visit
        return begun[-1], max(own.now_s, (begun[-1].arrived_s or 0) + visit.end_s - visit.start_s)
    over = [one for one in own.stops if one.closed is not None and one.closed.start_s is not None]
    over = over or [one for one in own.stops if one.closed is not None]
    last = max(over, key=lambda one: one.closed.end_s or one.stop.visit.end_s if one.closed else 0, default=None)
    leave_s = own.day.tour.leave_s if own.day.tour and last is None else 0
    return last, max(own.now_s, leave_s)


def _met(own: OwnDay) -> list[OwnStop]:
    """Return the stops at which the rep was or is, in the order of their times."""
    found = [one for one in own.stops if _met_s(one) is not None]
    return sorted(found, key=lambda one: (_met_s(one), one.stop.visit.start_s))


def _met_s(one: OwnStop) -> int | None:
    """Return when the rep came to a stop, as far as it is known: reported, arrived at, or else planned."""
    if one.closed is not None:
        done = one.closed.status is VisitStatus.DONE
        return one.stop.visit.start_s if done and one.closed.start_s is None else one.closed.start_s
    return one.arrived_s


def _counts(one: OwnStop) -> bool:
    """Return whether a stop was visited, or is being: a closed door is no visit."""
    return one.arrived_s is not None if one.closed is None else one.closed.status is VisitStatus.DONE


def _left_s(own: OwnDay) -> int | None:
    """Return when the rep left in the morning: as it was planned, or before the first stop; None before that."""
    came = [came_s for one in own.stops if (came_s := _met_s(one)) is not None]
    if not came:
        return None
    return min([*came, *([own.day.tour.leave_s] if own.day.tour else [])])


def _lunch_is_over(day: RepDay, now_s: int) -> bool:
    tour = day.tour
    return tour is None or tour.lunch_start_s is None or tour.lunch_start_s + tour.lunch_s <= now_s


def _timed(left: Sequence[OwnStop], tour: TimedTour) -> tuple[RestStop, ...]:
    at = {timed.stop: -(-timed.start_s // MINUTE_S) * MINUTE_S for timed in tour.stops}
    found = [
        RestStop(one.stop.visit.visit_id, one.stop.account, one.stop.visit.start_s, at.get(number), one.accepted)
        for number, one in enumerate(left)
    ]
    return tuple(sorted(found, key=lambda one: (one.start_s is None, one.start_s or one.was_s)))


def _nothing(own: OwnDay) -> BadInputError:
    cause = "no visit of the day is left"
    return BadInputError([Problem("rest-empty", f"{own.today}", cause, "Look at the days to come.")])
