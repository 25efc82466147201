"""A change made by hand, judged before it is made: what it costs, and which rules it would break."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from scheduler.explain.insertion import Priced, Tours, chains
from scheduler.explain.reasons import RULES
from scheduler.explain.trial import cost, drive
from scheduler.horizon import Horizon
from scheduler.spacing import Gap, gap_between


@dataclass(frozen=True, slots=True)
class Broken:
    """One rule that a schedule breaks: where, and by how much in the rule's own unit (0 where it has none)."""

    rule: str
    visit: int | None
    rep_day: int | None
    amount: int
    detail: str


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What a change would do: the tours after it, the price of it, and every rule that these tours break."""

    tours: tuple[tuple[int, ...], ...]
    price: float
    broken: tuple[Broken, ...]


def moved(horizon: Horizon, tours: Tours, visit: int, rep_day: int, position: int | None = None) -> Evaluation:
    """Evaluate putting a visit (served or not) on a rep-day; without a position, at the best place there is."""
    without = [[v for v in tour if v != visit] for tour in tours]
    places = [position] if position is not None else range(len(without[rep_day]) + 1)
    options = [_inserted(without, visit, rep_day, at) for at in places]
    best = min(options, key=lambda option: _badness(horizon, option, rep_day))
    return _evaluated(horizon, tours, best)


def dropped(horizon: Horizon, tours: Tours, visit: int) -> Evaluation:
    """Evaluate leaving a visit out."""
    return _evaluated(horizon, tours, [[v for v in tour if v != visit] for tour in tours])


def swapped(horizon: Horizon, tours: Tours, visit: int, other: int) -> Evaluation:
    """Evaluate letting two visits change places."""
    exchange = {visit: other, other: visit}
    return _evaluated(horizon, tours, [[exchange.get(v, v) for v in tour] for tour in tours])


def _inserted(tours: Tours, visit: int, rep_day: int, position: int) -> list[list[int]]:
    changed = [list(tour) for tour in tours]
    changed[rep_day].insert(position, visit)
    return changed


def _badness(horizon: Horizon, tours: Tours, rep_day: int) -> tuple[bool, int, float]:
    trial = drive(horizon, horizon.rep_days[rep_day], tours[rep_day])
    return not trial.fits, trial.over_s, cost(horizon, tours)


def _evaluated(horizon: Horizon, before: Tours, after: Tours) -> Evaluation:
    price = cost(horizon, after) - cost(horizon, before)
    return Evaluation(tuple(tuple(tour) for tour in after), price, tuple(broken_rules(horizon, after)))


def broken_rules(horizon: Horizon, tours: Tours) -> list[Broken]:
    """Return every rule that a set of tours breaks, day by day and account by account."""
    found: list[Broken] = []
    for number, (day, tour) in enumerate(zip(horizon.rep_days, tours, strict=True)):
        trial = drive(horizon, day, tour)
        if trial.broken:
            found.append(Broken(trial.broken, trial.visit, number, trial.over_s, RULES[trial.broken]))
        found += [_outside(horizon, v, number, day.day) for v in tour if not _in_window(horizon, v, day.day)]
    day_of = Priced(horizon, tours).day_of
    found += [
        Broken("compulsory", v, None, 0, "a pinned or promised visit is left out")
        for v, due in enumerate(horizon.visits)
        if due.compulsory and v not in day_of
    ]
    return found + _spacing(horizon, day_of)


def _in_window(horizon: Horizon, visit: int, day: int) -> bool:
    return horizon.visits[visit].first_day <= day <= horizon.visits[visit].last_day


def _outside(horizon: Horizon, visit: int, rep_day: int, day: int) -> Broken:
    due = horizon.visits[visit]
    days = due.first_day - day if day < due.first_day else day - due.last_day
    side = "before its first" if day < due.first_day else "after its last"
    return Broken("window", visit, rep_day, days, f"{days} days {side} allowed day")


def _spacing(horizon: Horizon, day_of: dict[int, int]) -> list[Broken]:
    found = []
    for account, chain in chains(horizon).items():
        if account in horizon.patterns:
            found += _pattern(horizon, account, chain, day_of)
            continue
        for earlier, later in pairwise(k for k, v in enumerate(chain) if v in day_of):
            days = day_of[chain[later]] - day_of[chain[earlier]]
            found += _apart(chain[later], days, gap_between(horizon, chain, earlier, later))
    return found


def _apart(later: int, days: int, gap: Gap) -> list[Broken]:
    detail = f"{days} days after the visit before, "
    if days < gap.least:
        return [Broken("spacing", later, None, gap.least - days, f"{detail}{gap.least} are the least")]
    if days > gap.most:
        return [Broken("spacing", later, None, days - gap.most, f"{detail}{gap.most} are the most")]
    return []


def _pattern(horizon: Horizon, account: str, chain: list[int], day_of: dict[int, int]) -> list[Broken]:
    days = {day_of[v] for v in chain if v in day_of}
    if not days or any(len(some) == len(chain) and days <= set(some) for some in horizon.patterns[account]):
        return []
    return [Broken("pattern", chain[0], None, 0, f"days {sorted(days)} are on none of the account's patterns")]
