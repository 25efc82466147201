"""A rep's horizon as Timefold is told it: a list of visits for each rep-day, each day judged as a whole.

Timefold (Apache-2.0, with Java 17) is a peer of this benchmark alone. It turns what stands here into Java, so that this
is plain Python of numbers and lists; its classes are read as they are written, without postponed annotations.
"""

from typing import Annotated, Optional

from timefold.solver.domain import (
    InverseRelationShadowVariable,
    PlanningEntityCollectionProperty,
    PlanningId,
    PlanningListVariable,
    PlanningScore,
    ValueRangeProvider,
    planning_entity,
    planning_solution,
)
from timefold.solver.score import Constraint, ConstraintFactory, HardSoftScore, Joiners, constraint_provider

NEVER_S = 10**7
LATE = 1000


@planning_entity
class Visit:
    """A visit that is due.

    `opens` and `closes` are the windows of a service, for each rep-day one after the other from `first[rep-day]` on;
    `order` is its place among the visits of its account, `after` that of the one before it, -1 where there is none.
    """

    id: Annotated[int, PlanningId]
    place: int
    service_s: int
    price: int
    account: str
    order: int
    after: int
    least_gap_days: int
    most_gap_days: int
    load: int
    first: list[int]
    opens: list[int]
    closes: list[int]
    day_prices: list[int]
    rep_day: Annotated[Optional["RepDay"], InverseRelationShadowVariable(source_variable_name="visits")]

    def __init__(self, number: int, facts: dict[str, int], account: str, lists: list[list[int]]) -> None:
        self.id = number
        self.place, self.service_s, self.price = facts["place"], facts["service_s"], facts["price"]
        self.order, self.after, self.load = facts["order"], facts["after"], facts["load"]
        self.least_gap_days, self.most_gap_days = facts["least"], facts["most"]
        self.account = account
        self.first, self.opens, self.closes, self.day_prices = lists
        self.rep_day = None

    def begin(self, day: int, arrival_s: int) -> int:
        """Return when a service that is reached then begins on a rep-day; `NEVER_S` where it is too late."""
        for k in range(self.first[day], self.first[day + 1]):
            begin_s = max(arrival_s, self.opens[k])
            if begin_s + self.service_s <= self.closes[k]:
                return begin_s
        return NEVER_S


@planning_entity
class RepDay:
    """A rep-day with its tour; a cap of -1 is none, and neither is a lunch of no length."""

    id: Annotated[int, PlanningId]
    day: int
    start_s: int
    end_s: int
    start_place: int
    end_place: int
    lunch_s: int
    lunch_earliest_s: int
    lunch_latest_s: int
    max_driving_s: int
    max_work_s: int
    max_visits: int
    max_load: int
    travel_s: list[list[int]]
    visits: Annotated[list[Visit], PlanningListVariable(allows_unassigned_values=True)]

    def __init__(self, number: int, facts: dict[str, int], travel_s: list[list[int]]) -> None:
        self.id, self.day = number, facts["day"]
        self.start_s, self.end_s = facts["start_s"], facts["end_s"]
        self.start_place, self.end_place = facts["start_place"], facts["end_place"]
        self.lunch_s = facts["lunch_s"]
        self.lunch_earliest_s, self.lunch_latest_s = facts["lunch_earliest_s"], facts["lunch_latest_s"]
        self.max_driving_s, self.max_work_s = facts["max_driving_s"], facts["max_work_s"]
        self.max_visits, self.max_load = facts["max_visits"], facts["max_load"]
        self.travel_s = travel_s
        self.visits = []

    def driving(self) -> int:
        """Return seconds of driving."""
        if len(self.visits) == 0:
            return 0
        here, total = self.start_place, 0
        for visit in self.visits:
            total += self.travel_s[here][visit.place]
            here = visit.place
        return total + self.travel_s[here][self.end_place]

    def after_lunch(self, now_s: int) -> int:
        """Return when a lunch that can begin now is over; `NEVER_S` where it is too late for it."""
        begin_s = max(now_s, self.lunch_earliest_s)
        return begin_s + self.lunch_s if begin_s <= self.lunch_latest_s else NEVER_S

    def broken(self) -> int:
        """Return by how much the day breaks its rules: visits that cannot begin, seconds and pieces above caps.

        Two clocks run beside each other, of the day so far without a lunch and with one, the earlier of the two that
        lead to the second.
        """
        if len(self.visits) == 0:
            return 0
        here, over, work_s, load = self.start_place, 0, 0, 0
        hungry_s, fed_s = self.start_s, NEVER_S
        if self.lunch_s == 0:
            fed_s = self.start_s
        for visit in self.visits:
            way_s = self.travel_s[here][visit.place]
            before_s = min(self.after_lunch(hungry_s) + way_s, self.after_lunch(hungry_s + way_s))
            fed_s = visit.begin(self.id, min(fed_s + way_s, before_s)) + visit.service_s
            hungry_s = visit.begin(self.id, hungry_s + way_s) + visit.service_s
            if fed_s >= NEVER_S and hungry_s >= NEVER_S:
                over += LATE
                hungry_s = self.start_s
            here = visit.place
            work_s += visit.service_s
            load += visit.load
        way_s = self.travel_s[here][self.end_place]
        end_s = min(fed_s + way_s, self.after_lunch(hungry_s) + way_s, self.after_lunch(hungry_s + way_s))
        if end_s >= NEVER_S:
            over += LATE
        elif end_s > self.end_s:
            over += 1 + (end_s - self.end_s) // 60
        over += self.above_caps(work_s, load)
        return over

    def above_caps(self, work_s: int, load: int) -> int:
        """Return minutes and pieces above the day's caps."""
        over = 0
        if self.max_driving_s >= 0:
            over += max(0, self.driving() - self.max_driving_s + 59) // 60
        if self.max_work_s >= 0:
            over += max(0, self.driving() + work_s - self.max_work_s + 59) // 60
        if self.max_visits >= 0:
            over += LATE * max(0, len(self.visits) - self.max_visits)
        if self.max_load >= 0:
            over += max(0, load - self.max_load)
        return over


@planning_solution
class Plan:
    """Rep-days with their tours, and all visits that are due."""

    days: Annotated[list[RepDay], PlanningEntityCollectionProperty]
    visits: Annotated[list[Visit], PlanningEntityCollectionProperty, ValueRangeProvider]
    score: Annotated[HardSoftScore, PlanningScore]

    def __init__(self, days: list[RepDay], visits: list[Visit], score: HardSoftScore = None) -> None:
        self.days, self.visits, self.score = days, visits, score


def off_its_gap(before: Visit, visit: Visit) -> int:
    """Return by how many days two neighbours of an account are too near or too far; order counts."""
    if before.rep_day is None or visit.rep_day is None:
        return 0
    gap = visit.rep_day.day - before.rep_day.day
    return max(0, visit.least_gap_days - gap, gap - visit.most_gap_days)


def day_price(visit: Visit) -> int:
    """Return what a visit's day costs."""
    if visit.rep_day is None:
        return 0
    return visit.day_prices[visit.rep_day.id]


@constraint_provider
def rules(factory: ConstraintFactory) -> list[Constraint]:
    """Return what a plan may not break, and what it costs."""
    return [
        factory.for_each(RepDay)
        .penalize(HardSoftScore.ONE_HARD, lambda day: day.broken())
        .as_constraint("a day's hours, lunch and caps"),
        factory.for_each(Visit)
        .join(
            Visit,
            Joiners.equal(lambda before: before.account, lambda visit: visit.account),
            Joiners.equal(lambda before: before.order, lambda visit: visit.after),
        )
        .penalize(HardSoftScore.ONE_HARD, lambda before, visit: LATE * off_its_gap(before, visit))
        .as_constraint("spacing"),
        factory.for_each(RepDay).penalize(HardSoftScore.ONE_SOFT, lambda day: day.driving()).as_constraint("driving"),
        factory.for_each(Visit).penalize(HardSoftScore.ONE_SOFT, day_price).as_constraint("prices of days"),
        factory.for_each_including_unassigned(Visit)
        .filter(lambda visit: visit.rep_day is None)
        .penalize(HardSoftScore.ONE_SOFT, lambda visit: visit.price)
        .as_constraint("left out"),
    ]
