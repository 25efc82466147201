"""Accounts choose their rep by the rounds: one account at a time goes to the rep whose tours it lengthens least.

Each rep's weeks are searched. Then accounts near another rep are tried there, those first that seem to gain most: what
the old rep's tours save without its visits beside what the new rep's pay with them. What gains stays, both reps' weeks
are searched on, and the next is tried. In the end the weeks of all who gave or took are searched anew, with the effort
that the present owners' were searched with: what is told is the difference of those two, and if there is none, nobody
changes hands.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field

from routing.stopping import Steps
from scheduler.explain.trial import cost, drive
from scheduler.horizon import Horizon, Schedule

TRIES = 6
"""Accounts that are tried for each one that may change hands."""
TRIAL, POLISH, LEAST_STEPS = 20, 4, 100
"""The parts of the steps (one in so many) with which the new rep's weeks are searched for room, and both reps' weeks on
after a change, and the least steps of such a search."""

Make = Callable[[str, Set[str]], Horizon]
"""Makes the horizon of a rep with some accounts."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An account that may go to another rep, and what the way to it may cost there, a visit: a guess, for the order."""

    account: str
    rep: str
    detour: float


@dataclass(frozen=True, slots=True)
class Limits:
    """What may change.

    Attributes
    ----------
    most_accounts : int
    load : mapping of account to hours
    most_load : mapping of rep to hours
        A rep takes no account beyond it; who is above it gives at most.
    least_gain : float
        What an account has to gain in all weeks, in the plan's unit of price.
    """

    most_accounts: int
    load: Mapping[str, float]
    most_load: Mapping[str, float]
    least_gain: float


@dataclass(frozen=True, slots=True)
class Driven:
    """What the sampled weeks of one rep come to."""

    driving_s: int
    distance_m: int
    visits: int
    unserved: int
    cost: float


@dataclass(frozen=True, slots=True)
class Change:
    """An account that goes to another rep, and what it gained when it was tried, in the plan's unit of price."""

    account: str
    from_rep: str
    to_rep: str
    gain: float


@dataclass(frozen=True, slots=True)
class Chosen:
    """Changes in the order in which they were found, and the weeks of every rep before and after them."""

    changes: tuple[Change, ...]
    before: Mapping[str, Driven]
    after: Mapping[str, Driven]


@dataclass(slots=True)
class _Weeks:
    accounts: set[str]
    horizon: Horizon
    schedule: Schedule


def choose(
    owners: Mapping[str, str],
    reps: Iterable[str],
    make: Make,
    candidates: Iterable[Candidate],
    limits: Limits,
    *,
    steps: int,
    seed: int,
) -> Chosen:
    """Let accounts choose their rep.

    Parameters
    ----------
    owners : mapping of account to rep
        The present ones, of `reps`.
    candidates : iterable of Candidate
        The only changes that are allowed.
    steps : int
        Of the search of each rep's weeks.
    """
    choice = _Choice(make, limits, steps, seed)
    choice.begin(owners, sorted(reps))
    before = {rep: driven(weeks.horizon, weeks.schedule) for rep, weeks in choice.weeks.items()}
    changes = tuple(choice.changes(candidates))
    touched = {rep for change in changes for rep in (change.from_rep, change.to_rep)}
    after = before | {rep: choice.searched_anew(rep) for rep in sorted(touched)}
    if round(sum(one.cost for one in after.values()) - sum(one.cost for one in before.values()), 6) >= 0:
        return Chosen((), before, before)
    return Chosen(changes, before, after)


def driven(horizon: Horizon, schedule: Schedule) -> Driven:
    """Return what a schedule comes to."""
    days = [drive(horizon, day, tour) for day, tour in zip(horizon.rep_days, schedule.tours, strict=True)]
    ways = sum(day.driving_s for day in days), sum(day.distance_m for day in days)
    served = len(horizon.visits) - len(schedule.unserved)
    return Driven(*ways, served, len(schedule.unserved), schedule.cost)


@dataclass(slots=True)
class _Choice:
    make: Make
    limits: Limits
    steps: int
    seed: int
    owner: dict[str, str] = field(default_factory=dict)
    weeks: dict[str, _Weeks] = field(default_factory=dict)
    load: dict[str, float] = field(default_factory=dict)

    def begin(self, owners: Mapping[str, str], reps: Iterable[str]) -> None:
        """Search the weeks of the present owners."""
        self.owner = dict(owners)
        self.weeks = {rep: self._searched(rep, {a for a, owner in owners.items() if owner == rep}) for rep in reps}
        self.load = {rep: sum(self.limits.load[a] for a in weeks.accounts) for rep, weeks in self.weeks.items()}

    def _searched(self, rep: str, accounts: set[str]) -> _Weeks:
        from scheduler.search import solve  # noqa: PLC0415 - numba is slow to import

        horizon = self.make(rep, accounts)
        return _Weeks(accounts, horizon, solve(horizon, Steps(self.steps), self.seed))

    def searched_anew(self, rep: str) -> Driven:
        """Return the weeks of a rep with the accounts they have by now, searched as those of the beginning were."""
        weeks = self._searched(rep, self.weeks[rep].accounts)
        return driven(weeks.horizon, weeks.schedule)

    def changes(self, candidates: Iterable[Candidate]) -> Iterator[Change]:
        """Yield the changes that gain, and make them."""
        made, tried = 0, 0
        for one in self._in_order(candidates):
            if made == self.limits.most_accounts or tried == TRIES * self.limits.most_accounts:
                return
            if self.owner[one.account] == one.rep or not self._has_room(one):
                continue
            tried += 1
            change = self._tried(one)
            if change is not None:
                made += 1
                yield change

    def _has_room(self, one: Candidate) -> bool:
        return round(self.load[one.rep] + self.limits.load[one.account] - self.limits.most_load[one.rep], 6) <= 0

    def _in_order(self, candidates: Iterable[Candidate]) -> list[Candidate]:
        """Return the candidates by what they may gain: what tours save without the account, less the ways elsewhere."""
        found = list(candidates)
        saved = {account: self._without(account)[0] for account in {one.account for one in found}}
        visits = Counter(visit.account for weeks in self.weeks.values() for visit in weeks.horizon.visits)
        guess = {one: round(saved[one.account] - visits[one.account] * one.detour, 6) for one in found}
        return sorted(found, key=lambda one: (-guess[one], one.account, one.rep))

    def _without(self, account: str) -> tuple[float, tuple[tuple[int, ...], ...]]:
        """Return what its rep's weeks cost less without an account's visits, and the tours without them."""
        weeks = self.weeks[self.owner[account]]
        visits = weeks.horizon.visits
        gone = {v for v, visit in enumerate(visits) if visit.account == account}
        tours = tuple(tuple(v for v in tour if v not in gone) for tour in weeks.schedule.tours)
        missed = sum(visits[v].price_unserved for v in gone if not visits[v].compulsory)
        return weeks.schedule.cost - (cost(weeks.horizon, tours) - missed), tours

    def _tried(self, one: Candidate) -> Change | None:
        giver, taker = self.owner[one.account], one.rep
        saved, tours = self._without(one.account)
        theirs = self.weeks[taker]
        longer = self._begun(
            taker, theirs.accounts | {one.account}, theirs.horizon, theirs.schedule.tours, self._part(TRIAL)
        )
        gain = saved - (longer.schedule.cost - theirs.schedule.cost)
        if round(gain - self.limits.least_gain, 6) < 0:
            return None
        mine, polish = self.weeks[giver], self._part(POLISH)
        self.weeks[giver] = self._begun(giver, mine.accounts - {one.account}, mine.horizon, tours, polish)
        self.weeks[taker] = self._begun(taker, longer.accounts, longer.horizon, longer.schedule.tours, polish)
        self.owner[one.account] = taker
        self.load[giver] -= self.limits.load[one.account]
        self.load[taker] += self.limits.load[one.account]
        return Change(one.account, giver, taker, gain)

    def _part(self, part: int) -> Steps:
        return Steps(max(LEAST_STEPS, self.steps // part))

    def _begun(
        self, rep: str, accounts: set[str], known: Horizon, tours: tuple[tuple[int, ...], ...], stop: Steps
    ) -> _Weeks:
        """Return a rep's weeks with other accounts, searched from tours of the horizon that was known."""
        from scheduler.search import solve  # noqa: PLC0415 - numba is slow to import

        horizon = self.make(rep, accounts)
        number = {visit.id: v for v, visit in enumerate(horizon.visits)}
        named = ([known.visits[v].id for v in tour] for tour in tours)
        carried = tuple(tuple(number[name] for name in tour if name in number) for tour in named)
        start = Schedule(carried, (), 0.0, None, 0, self.seed)
        return _Weeks(accounts, horizon, solve(horizon, stop, self.seed, start))
