"""What visits teach: how long they take, on which weekday they succeed, which reasons for skipping repeat.

Everything here is a proposal with its evidence; nothing is applied.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean, median
from typing import Protocol

from routing.dates import Day
from routing.findings import Finding
from scheduler.length_evidence import chance_of, spread_of
from scheduler.plan import VisitStatus
from scheduler.rep_reasons import own_reasons
from scheduler.standouts import FALSE_SHARE, Outcomes, Standout, best_times, held_against_chance
from territory.accounts import Account

PRIOR_VISITS = 4
"""A segment's habit weighs as much as so many visits of the account's own."""
LEAST_VISITS = 3
"""Fewer visits than this teach nothing of an account."""
PARTS_OF_DAY_H = (0, 10, 12, 14, 16)
"""The hours at which a part of the day begins, in which visits may succeed more often than in the others."""
LEAST_CHANGE = 0.1
"""A length of visit is proposed if it differs by this share or more from the one that is planned."""
LEAST_WAYS = 20
"""Fewer ways than this teach nothing of a rep's traffic."""
PRIOR_WAYS = 10
"""What was planned weighs as much as so many ways that were driven."""
LEAST_DELAY = 0.05
"""Longer ways are proposed if they differ by this share or more from those that are planned."""


@dataclass(frozen=True, slots=True)
class Happened:
    """One visit that is over; None is `length_s` where nobody told it, `start_s` where no plan has it either."""

    account_id: str
    status: VisitStatus
    date: Day
    length_s: int | None
    reason: str = ""
    start_s: int | None = None
    rep_id: str = ""


@dataclass(frozen=True, slots=True)
class Driven:
    """One way of a rep from a visit to the next, as it was planned (buffer included) and as long as it took.

    `way_factor` is by how much it was planned longer than the roads say; None where it is the factor of now.
    """

    rep_id: str
    planned_s: int
    taken_s: int
    way_factor: float | None = None


@dataclass(frozen=True, slots=True)
class Lesson:
    """One proposal, of a `kind`: ``duration``, ``weekday``, ``hour``, ``reason`` or ``way``; it rests on `visits`.

    `now` and `proposed` are seconds for a duration, weekdays (Monday 0, -1 any) for a weekday, counts for a reason, and
    per cent of what the roads say for a way, which is of a rep: `account_id` is the rep's id then.
    `chance` is how likely as clear a finding would be by chance alone; None for a reason, which is counted and proposes
    nothing.
    """

    account_id: str
    kind: str
    now: int
    proposed: int
    visits: int
    why: Finding
    chance: float | None = None


class Over(Protocol):
    """A visit that is over, as it is kept; times are seconds since local midnight, None where nobody told them."""

    @property
    def account_id(self) -> str:
        """Where it was."""

    @property
    def rep_id(self) -> str:
        """Whose it was."""

    @property
    def status(self) -> VisitStatus:
        """What became of it."""

    @property
    def date(self) -> date:
        """When."""

    @property
    def start_s(self) -> int | None:
        """When it began."""

    @property
    def end_s(self) -> int | None:
        """When it ended."""

    @property
    def reason(self) -> str:
        """Why it did not take place."""


def happened_of(visit: Over, planned_s: int | None = None) -> Happened:
    """Return what a visit that is over teaches; it began when it was told, else when it was planned."""
    length = None if visit.start_s is None or visit.end_s is None else visit.end_s - visit.start_s
    start = planned_s if visit.start_s is None else visit.start_s
    return Happened(visit.account_id, visit.status, visit.date, length, visit.reason, start, visit.rep_id)


def length_lessons(
    accounts: Iterable[Account],
    happened: Iterable[Happened],
    on_time: float = 0.5,
    *,
    planned: Mapping[str, int],
) -> tuple[Lesson, ...]:
    """Return the lengths of visits that the past proposes; arguments as in `lessons`."""
    known, past = _past(accounts, happened)
    ratios = _ratios(known, past, planned)
    chances = _chances(known, past, on_time)
    found: list[Lesson] = []
    for account_id in sorted(chances):
        account = known[account_id]
        own = past[account_id]
        found += _duration(
            account, own, ratios[account.segment], on_time, planned[account_id], chance=chances[account_id]
        )
    return tuple(found)


def _chances(known: Mapping[str, Account], past: Mapping[str, Sequence[Happened]], on_time: float) -> dict[str, float]:
    """Return how likely the lengths of each account would be by chance alone; only of those that hold against it.

    They are held against what is planned now: what was taken over already is no finding.
    """
    now: dict[str, dict[str, list[float]]] = defaultdict(dict)
    for account_id, visits in past.items():
        account = known[account_id]
        now[account.segment][account_id] = [length / account.service_s for length in _lengths(visits)]
    chances: dict[str, float] = {}
    for own in now.values():
        spread = spread_of(own[account_id] for account_id in sorted(own))
        enough = (name for name, ratios in own.items() if len(ratios) >= LEAST_VISITS)
        chances |= {name: chance_of(own[name], spread, on_time) for name in enough}
    return _holding(chances)


def _holding(chances: Mapping[str, float]) -> dict[str, float]:
    held = held_against_chance(list(chances.values()), FALSE_SHARE)
    return {name: chance for (name, chance), holds in zip(chances.items(), held, strict=True) if holds}


def lessons(
    accounts: Sequence[Account],
    happened: Sequence[Happened],
    on_time: float = 0.5,
    *,
    planned: Mapping[str, int] | None = None,
) -> tuple[Lesson, ...]:
    """Return what the past proposes for each account.

    Parameters
    ----------
    planned : mapping of account id to int
        The length of visits that people planned, in seconds, whatever was learnt since: the same visits teach the same
        once it was taken over. The accounts' own, if it is not given.
    on_time : float
        The share of visits that shall be over within their planned length, 0.5 to 0.99: above one half the proposed
        length carries a buffer, sized by the visits of the account and its segment.
    """
    if not 0.5 <= on_time < 1:
        raise ValueError(f"the share of visits on time is from 0.5 to below 1, not {on_time}")
    lengths: dict[str, list[Lesson]] = defaultdict(list)
    planned = {account.id: account.service_s for account in accounts} if planned is None else planned
    for lesson in length_lessons(accounts, happened, on_time, planned=planned):
        lengths[lesson.account_id].append(lesson)
    _, past = _past(accounts, happened)
    weekdays = best_times({name: _outcomes(visits) for name, visits in past.items()})
    hours = best_times({name: _by_part_of_day(visits) for name, visits in past.items()})
    reasons = own_reasons({name: _given(visits) for name, visits in past.items()}, LEAST_VISITS)
    found = []
    for account_id, visits in sorted(past.items()):
        found += lengths[account_id]
        found += [_weekday(account_id, weekdays[account_id])] if account_id in weekdays else []
        found += [_hour(account_id, hours[account_id])] if account_id in hours else []
        found += _reasons(account_id, len(visits), reasons.get(account_id, {}))
    return tuple(found)


def _past(
    accounts: Iterable[Account], happened: Iterable[Happened]
) -> tuple[dict[str, Account], dict[str, list[Happened]]]:
    known = {account.id: account for account in accounts}
    past: dict[str, list[Happened]] = defaultdict(list)
    for visit in happened:
        if visit.account_id in known:
            past[visit.account_id].append(visit)
    return known, past


def way_lessons(driven: Iterable[Driven], way_factor: float, on_time: float = 0.5) -> tuple[Lesson, ...]:
    """Return by how much each rep's ways should be planned longer, so that a share of them is driven in time.

    Parameters
    ----------
    way_factor : float
        What they are planned with now (`Policy.way_factor`).
    on_time : float
        As in `lessons`. The quantile of the rep's ways is shrunk to what they were planned with. The factor of now has
        no part in what is proposed, so that the same ways teach the same once it was taken over.
    """
    ways: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for way in driven:
        factor = way_factor if way.way_factor is None else way.way_factor
        ways[way.rep_id].append((way.taken_s / way.planned_s * factor, factor))
    chances = _ways_by_chance(ways, way_factor, on_time)
    found = []
    for rep_id, own in sorted(ways.items()):
        beside_roads, planned = [ratio for ratio, _ in own], fmean(factor for _, factor in own)
        mine = median(beside_roads) if on_time == 0.5 else quantile(beside_roads, on_time)
        proposed = max(1.0, (len(own) * mine + PRIOR_WAYS * planned) / (len(own) + PRIOR_WAYS))
        if rep_id in chances and round(abs(proposed / way_factor - 1) - LEAST_DELAY, 9) >= 0:
            chance = chances[rep_id]
            share = round(median(beside_roads) / planned, 4)
            why = Finding.of("lesson-way", ways=len(own), share=share, chance=round(chance, 6))
            now, better = round(100 * way_factor), math.ceil(round(100 * proposed, 6))
            found.append(Lesson(rep_id, "way", now, better, len(own), why, chance))
    return tuple(found)


def _ways_by_chance(
    ways: Mapping[str, Sequence[tuple[float, float]]], way_factor: float, on_time: float
) -> dict[str, float]:
    """Return how likely each rep's ways would be by chance alone; only of reps whose hold against it."""
    beside_now = {rep_id: [ratio / way_factor for ratio, _ in own] for rep_id, own in sorted(ways.items())}
    spread = spread_of(beside_now.values())
    enough = (rep_id for rep_id, ratios in beside_now.items() if len(ratios) >= LEAST_WAYS)
    return _holding({rep_id: chance_of(beside_now[rep_id], spread, on_time) for rep_id in enough})


def _ratios(
    known: Mapping[str, Account], past: Mapping[str, Sequence[Happened]], planned: Mapping[str, int]
) -> dict[str, list[float]]:
    """Return actual beside planned length of every visit, by segment."""
    ratios: dict[str, list[float]] = defaultdict(list)
    for account_id, visits in past.items():
        account = known[account_id]
        ratios[account.segment] += [length / planned[account_id] for length in _lengths(visits)]
    return ratios


def _lengths(visits: Iterable[Happened]) -> list[int]:
    return [visit.length_s for visit in visits if visit.status is VisitStatus.DONE and visit.length_s]


def quantile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that at least `share` of the values do not pass (0 values: 1.0)."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)] if ordered else 1.0


def _duration(
    account: Account,
    visits: Sequence[Happened],
    segment: Sequence[float],
    on_time: float,
    planned_s: int,
    *,
    chance: float,
) -> list[Lesson]:
    """Propose the quantile of the account's own visits, shrunk to its segment's: robust to a single long talk."""
    own = [length / planned_s for length in _lengths(visits)]
    habit = median(segment) if on_time == 0.5 else quantile(segment, on_time)
    mine = median(own) if on_time == 0.5 else quantile(own, on_time)
    ratio = (len(own) * mine + PRIOR_VISITS * habit) / (len(own) + PRIOR_VISITS)
    proposed = 60 * math.ceil(round(ratio * planned_s / 60, 6))
    if round(abs(proposed / account.service_s - 1) - LEAST_CHANGE, 9) < 0:
        return []
    median_s = round(median(own) * planned_s)
    why = Finding.of("lesson-duration", visits=len(own), median_s=median_s, chance=round(chance, 6))
    return [Lesson(account.id, "duration", account.service_s, proposed, len(own), why, chance)]


def _outcomes(visits: Iterable[Happened]) -> Outcomes:
    return [(visit.date.weekday(), visit.status is VisitStatus.DONE) for visit in visits]


def _by_part_of_day(visits: Iterable[Happened]) -> Outcomes:
    """Return in which part of the day each visit lay that has a time, and whether it took place."""
    return [
        (bisect_right(PARTS_OF_DAY_H, visit.start_s // 3600) - 1, visit.status is VisitStatus.DONE)
        for visit in visits
        if visit.start_s is not None
    ]


def _hour(account_id: str, one: Standout) -> Lesson:
    first, last = PARTS_OF_DAY_H[one.time], (*PARTS_OF_DAY_H[1:], 24)[one.time]
    why = Finding.of(
        "lesson-hour",
        first=f"{first:02}:00",
        last=f"{last:02}:00",
        went=one.went,
        tried=one.tried,
        went_else=one.went_else,
        tried_else=one.tried_else,
        chance=round(one.chance, 6),
    )
    return Lesson(account_id, "hour", -1, first, one.tried + one.tried_else, why, one.chance)


def _weekday(account_id: str, one: Standout) -> Lesson:
    why = Finding.of(
        "lesson-weekday",
        went=one.went,
        tried=one.tried,
        went_else=one.went_else,
        tried_else=one.tried_else,
        chance=round(one.chance, 6),
    )
    return Lesson(account_id, "weekday", -1, one.time, one.tried + one.tried_else, why, one.chance)


def _given(visits: Iterable[Happened]) -> list[tuple[str, str]]:
    return [(visit.rep_id, "" if visit.status is VisitStatus.DONE else visit.reason) for visit in visits]


def _reasons(account_id: str, visits: int, said: Mapping[str, int]) -> list[Lesson]:
    return [
        Lesson(
            account_id,
            "reason",
            0,
            count,
            visits,
            Finding.of("lesson-reason", times=count, visits=visits, reason=reason),
        )
        for reason, count in sorted(said.items())
    ]
