"""A change made by hand, judged before it is made: what it costs, and which rules it would break."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from routing.findings import Fact, Finding
from routing.sentences import sentence
from scheduler.explain.insertion import Priced, Tours, chains
from scheduler.explain.reasons import RULES
from scheduler.explain.trial import cost, drive
from scheduler.horizon import Horizon
from scheduler.spacing import Gap, gap_between


@dataclass(frozen=True, slots=True)
class Broken:
    """One rule that a schedule breaks: where, and by how much in the rule's own unit (0 where it has none).

    `code` is the rule and, where it has two sides, which of them; `limit` is what the rule allows, 0 where the amount
    says all.
    """

    rule: str
    visit: int | None
    rep_day: int | None
    amount: int
    detail: str
    code: str = ""
    limit: int = 0

    def finding(self, **facts: Fact) -> Finding:
        """Return the rule and its amount as a finding, with facts of whoever knows accounts and dates."""
        return Finding.of(self.code or self.rule, amount=self.amount, limit=self.limit, **facts)


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
    priced = Priced(horizon, tours)
    found = [broken for number in range(len(priced.tours)) for broken in broken_day(priced, number)]
    day_of = priced.day_of
    found += [
        Broken("compulsory", v, None, 0, "a pinned or promised visit is left out")
        for v, due in enumerate(horizon.visits)
        if due.compulsory and v not in day_of
    ]
    return found + _spacing(horizon, day_of)


def broken_day(priced: Priced, number: int) -> list[Broken]:
    """Return what one rep-day of a schedule breaks: the first rule of driving it, and the windows of its visits."""
    horizon, day, trial = priced.horizon, priced.horizon.rep_days[number], priced.trials[number]
    found = []
    if trial.broken:
        found.append(Broken(trial.broken, trial.visit, number, trial.over_s, RULES[trial.broken]))
    tour = priced.tours[number]
    return found + [_outside(horizon, v, number, day.day) for v in tour if not _in_window(horizon, v, day.day)]


def broken_order(horizon: Horizon, chain: list[int], day_of: dict[int, int]) -> list[Broken]:
    """Return what the days of one account's visits, in their order, break: its pattern or its spacing."""
    account = horizon.visits[chain[0]].account
    if account in horizon.patterns:
        return _pattern(horizon, account, chain, day_of)
    found = []
    for earlier, later in pairwise(k for k, v in enumerate(chain) if v in day_of):
        days = day_of[chain[later]] - day_of[chain[earlier]]
        found += _apart(chain[later], days, gap_between(horizon, chain, earlier, later))
    return found


def _in_window(horizon: Horizon, visit: int, day: int) -> bool:
    return horizon.visits[visit].first_day <= day <= horizon.visits[visit].last_day


def _outside(horizon: Horizon, visit: int, rep_day: int, day: int) -> Broken:
    due = horizon.visits[visit]
    days = due.first_day - day if day < due.first_day else day - due.last_day
    said = (
        "{days} days before its first allowed day" if day < due.first_day else "{days} days after its last allowed day"
    )
    code = "window-before" if day < due.first_day else "window-after"
    return Broken("window", visit, rep_day, days, sentence(said, days=days), code)


def _spacing(horizon: Horizon, day_of: dict[int, int]) -> list[Broken]:
    return [broken for chain in chains(horizon).values() for broken in broken_order(horizon, chain, day_of)]


def _apart(later: int, days: int, gap: Gap) -> list[Broken]:
    if days < gap.least:
        said = sentence("{days} days after the visit before, {least} are the least", days=days, least=gap.least)
        return [Broken("spacing", later, None, gap.least - days, said, "spacing-least", gap.least)]
    if days > gap.most:
        said = sentence("{days} days after the visit before, {most} are the most", days=days, most=gap.most)
        return [Broken("spacing", later, None, days - gap.most, said, "spacing-most", gap.most)]
    return []


def _pattern(horizon: Horizon, account: str, chain: list[int], day_of: dict[int, int]) -> list[Broken]:
    days = {day_of[v] for v in chain if v in day_of}
    if not days or any(len(some) == len(chain) and days <= set(some) for some in horizon.patterns[account]):
        return []
    return [
        Broken(
            "pattern",
            chain[0],
            None,
            0,
            sentence("days {names} are on none of the account's patterns", names=sorted(days)),
        )
    ]
