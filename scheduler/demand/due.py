"""Which visits of a rep are due in a horizon: identity, target, window, spacing, length and price of each.

Nothing is stretched silently: whatever a season, a cap or a closed season changed is in `Demand.relaxed` or
`Demand.withheld`, for the plan's report.
"""

from __future__ import annotations

import math
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from routing.findings import Fact, Finding
from routing.problems import Problem
from routing.sentences import sentence
from scheduler.demand.cadence import Spacing, Target, chain, even_phases, first_target
from scheduler.demand.calendar_rhythm import CalendarRhythm, named_days, parse_interval
from scheduler.demand.open_days import OpenDays
from scheduler.demand.rules import AccountRules, AccountState, Policy
from scheduler.demand.seasons import Season, month_ahead, season_of
from scheduler.limits import DEAREST as HIGHEST_PRICE
from territory.accounts import Account

Pinned = Mapping[str, Mapping[int, int]]
"""The day of each visit that a person has decided, by account and number."""

NOTHING_PINNED: Pinned = {}
EVERYBODY_NOW: Mapping[str, int] = {}
NO_RULES, NOTHING_HAPPENED = AccountRules(), AccountState()

OpenDaysOf = Callable[[Account], Sequence[bool]]
"""On which days of a horizon an account can be visited."""


@dataclass(frozen=True, slots=True)
class Due:
    """One visit that is due: `DueVisit` before places and hours are known. Days count from the horizon's first.

    A window that is `held` is not widened: the visit before or after it is another rep's.
    """

    visit_id: str
    account_id: str
    number: int
    target_day: int
    first_day: int
    last_day: int
    least_gap_days: int
    most_gap_days: int
    service_s: int
    price: float
    overdue: bool = False
    compulsory: bool = False
    held: bool = False


@dataclass(frozen=True, slots=True)
class Relaxation:
    """One place where the plan does not aim at what was asked, and why; `days` later (+) or earlier (-)."""

    visit_id: str
    account_id: str
    rule: str
    days: int
    why: Finding


@dataclass(frozen=True, slots=True)
class Withheld:
    """Visits that are not asked for because a hard rule forbids them: how many, and which rule."""

    account_id: str
    rule: str
    visits: int
    why: Finding


@dataclass(frozen=True, slots=True)
class Demand:
    """What is due, in order of account and number, with everything that was not taken as it was asked."""

    due: tuple[Due, ...]
    relaxed: tuple[Relaxation, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Book:
    """All that is known of a rep's accounts: rules, state and seasons by id (an id without an entry has none)."""

    workspace: str
    rules: Mapping[str, AccountRules] = field(default_factory=dict)
    states: Mapping[str, AccountState] = field(default_factory=dict)
    seasons: Mapping[str, Season] = field(default_factory=dict)

    def rules_of(self, account: Account) -> AccountRules:
        """Return the rules of an account."""
        return self.rules.get(account.id, NO_RULES)

    def state_of(self, account: Account) -> AccountState:
        """Return the state of an account; its own last visit counts where it is later than what is recorded."""
        state, own = self.states.get(account.id, NOTHING_HAPPENED), account.last_visit
        if own is None or (state.last_contact and state.last_contact >= own):
            return state
        return replace(state, last_contact=own)


def visit_id(workspace: str, account_id: str, number: int) -> str:
    """Return the identity for life of an account's visit: a UUIDv5 of workspace, account and number."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"roundsman:{workspace}:{account_id}:{number}"))


def rhythm_of(account: Account, rules: AccountRules) -> CalendarRhythm | None:
    """Return an account's rhythm of the calendar: the rule's before the account's own; None where it counts days."""
    text = rules.cadence or account.cadence
    said = parse_interval(text) if text else None
    return said if isinstance(said, CalendarRhythm) else None


def spacing_of(account: Account, rules: AccountRules) -> Spacing:
    """Return how many days an account's visits lie apart; an interval of months counts months."""
    rhythm = rhythm_of(account, rules)
    days = rhythm.interval_days if rhythm else account.interval_days
    least, most = min(account.least_days, days), max(account.most_days, days)
    return Spacing(days, least, most, rhythm.months if rhythm else 0)


def cadence_problems(account: Account, where: str) -> list[Problem]:
    """Return what is impossible in an account's interval and spacing."""
    if account.interval_days < 1:
        cause = sentence("the interval is {interval_days} days", interval_days=account.interval_days)
        return [Problem("interval-not-positive", where, cause, "Give one day or more.")]
    if not 0 <= account.least_days <= account.most_days:
        cause = sentence(
            "least spacing {least_days} is above most spacing {most_days}",
            least_days=account.least_days,
            most_days=account.most_days,
        )
        return [Problem("spacing-impossible", where, cause, "Let least be at most as large as most.")]
    if not account.least_days <= account.interval_days <= account.most_days:
        cause = sentence(
            "the interval {interval_days} is not within {least_days} to {most_days} days",
            interval_days=account.interval_days,
            least_days=account.least_days,
            most_days=account.most_days,
        )
        return [Problem("interval-outside-spacing", where, cause, "Widen the spacing or change the interval.")]
    if account.service_s <= 0:
        return [Problem("service-not-positive", where, "a visit lasts no time", "Give its length in minutes.")]
    return []


def demand(
    accounts: Iterable[Account],
    book: Book,
    policy: Policy,
    first: date,
    days: int,
    *,
    pinned: Pinned = NOTHING_PINNED,
    worked: Sequence[bool] | None = None,
    since: Mapping[str, int] = EVERYBODY_NOW,
    open_days: OpenDaysOf | None = None,
) -> Demand:
    """Return the visits that fall due in the `days` days from `first` on.

    `pinned` holds the day of each visit that a person has decided: it is compulsory there, and the account's later
    visits count from it. `worked` says on which days the rep works, `open_days` on which of the horizon's days an
    account can be visited (without it, on those that are worked): where an absence or a closing takes all days that the
    spacing allows a visit, it comes whole weeks later, its account's visits go on from there, and a note says so.
    `since` is the day from which on somebody may visit an account (by id); without one, the first. Accounts whose
    cadence is impossible are left out with a `Problem`; all others are worked with.
    """
    if days < 1:
        raise ValueError(f"a horizon of {days} days ends before it starts")
    ordered = sorted(accounts, key=lambda a: a.id)
    horizon = _Horizon(first, days, pinned, worked, since, open_days, _phases(ordered, book))
    parts = [_of_account(account, book, policy, horizon) for account in ordered]
    return Demand(
        tuple(due for part in parts for due in part.due),
        tuple(note for part in parts for note in part.relaxed),
        tuple(note for part in parts for note in part.withheld),
        tuple(problem for part in parts for problem in part.problems),
    )


def _phases(accounts: Iterable[Account], book: Book) -> dict[str, float]:
    """Return how far into its first interval each new account's first visit is aimed at, alike ones spread evenly."""
    alike: dict[tuple[int, Season], list[str]] = defaultdict(list)
    for account in accounts:
        rules = book.rules_of(account)
        is_new = book.state_of(account).last_contact is None and not rules.do_not_visit
        if is_new and not cadence_problems(account, account.id):
            alike[spacing_of(account, rules).interval_days, season_of(account, book.seasons)].append(account.id)
    return {name: phase for (days, _), names in alike.items() for name, phase in even_phases(names, days).items()}


@dataclass(frozen=True, slots=True)
class _Horizon:
    first: date
    days: int
    pinned: Pinned
    worked: Sequence[bool] | None
    since: Mapping[str, int]
    open_days: OpenDaysOf | None
    phases: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class _Span:
    """The days that an account's chain is made for: from the first on which somebody may visit it.

    That is the horizon's first day, or a later one of an owner who comes later, or the day after its last visit.

    Chains count days from `first`; the horizon's day is `offset` more.
    """

    first: date
    days: int
    offset: int
    pinned: Mapping[int, int]
    worked: Sequence[bool] | None
    open_days: OpenDaysOf | None
    phase: float | None

    def open_on(self, account: Account) -> Sequence[bool] | None:
        """Return on which of the span's days an account can be visited; None where nobody asks."""
        return self.worked if self.open_days is None else self.open_days(account)[self.offset :]

    def year(self, day: int) -> int:
        """Return the calendar year of a day of the horizon."""
        return (self.first + timedelta(days=day - self.offset)).year

    def day_of(self, when: date) -> int:
        """Return the horizon's day of a date."""
        return (when - self.first).days + self.offset


def _span(horizon: _Horizon, account_id: str, last: date | None) -> _Span:
    owned = horizon.since.get(account_id, 0)
    ahead = max(owned, (last - horizon.first).days + 1 if last else 0)
    pinned = {number: max(day, owned) for number, day in horizon.pinned.get(account_id, {}).items()}
    worked = None if horizon.worked is None else horizon.worked[ahead:]
    first, days = horizon.first + timedelta(days=ahead), horizon.days - ahead
    return _Span(first, days, ahead, pinned, worked, horizon.open_days, horizon.phases.get(account_id))


def _of_account(account: Account, book: Book, policy: Policy, horizon: _Horizon) -> Demand:
    rules, state = book.rules_of(account), book.state_of(account)
    problems = cadence_problems(account, f"account {account.id}")
    if problems:
        return Demand((), problems=tuple(problems))
    if rules.do_not_visit:
        return Demand((), withheld=(_withheld(account.id, "do-not-visit", 1, reason=rules.do_not_visit),))
    span = _span(horizon, account.id, state.last_contact)
    if span.days < 1:
        return Demand(())
    maker = _Maker(account, book, policy, span)
    made = _minimum(maker.chain(), rules, state, span)
    return _capped(made, maker, state, span)


class _Maker:
    """Turns one account's targets into due visits, noting what is relaxed."""

    def __init__(self, account: Account, book: Book, policy: Policy, span: _Span) -> None:
        self.account, self.book, self.policy, self.span = account, book, policy, span
        self.season = season_of(account, book.seasons)
        self.rules, self.state = book.rules_of(account), book.state_of(account)
        self.notes: list[Relaxation] = []
        self.spared = 0

    def chain(self) -> list[Due]:
        return [self._due(target) for target in self._over_the_year(self._aimed())]

    def _aimed(self) -> Sequence[Target]:
        """Return the targets before a yearly cap is heeded."""
        account, span = self.account, self.span
        if self.rules.rhythm:
            return self._rhythm(self.rules.rhythm)
        rhythm = rhythm_of(account, self.rules)
        if rhythm and rhythm.names_days:
            return self._named(rhythm)
        fixed = self._fixed()
        if not fixed and self._first_day() >= span.days:
            return ()  # where nothing is due, nobody reads opening hours
        days = span.open_on(account)
        if days is None or any(days):
            return self._targets(fixed, days)
        return self._targets(fixed, None)[:1]  # no day will do: the one visit that waits is named with its reason

    def _over_the_year(self, targets: Sequence[Target]) -> list[Target]:
        """Leave out targets so that what a yearly cap still allows lasts to the end of its year.

        Each target that is kept is the nearest to an even share of the days from the visit before, in the same year, to
        the year's end; half a share is kept free before the cap begins anew. Decided visits stay.
        """
        cap, last = self.rules.yearly_cap, self.state.last_contact
        if cap is None:
            return list(targets)
        kept: list[Target] = []
        counts: dict[int, int] = {}
        since = (last - self.span.first).days if last else None
        most, decided = 0, max(self._fixed(), default=-1)
        for target in targets:
            most = min(most + target.most_gap_days, 10**6)
            year = (self.span.first + timedelta(days=target.day)).year
            left = cap - self.state.done(year) - counts.get(year, 0)
            if target.nth > decided and (left < 1 or self._is_soon(target.day, since, left)):
                self.spared += 1
                continue
            kept.append(replace(target, nth=len(kept), most_gap_days=most))
            counts[year], since, most = counts.get(year, 0) + 1, target.day, 0
        return kept

    def _is_soon(self, day: int, since: int | None, left: int) -> bool:
        """Return whether a visit comes before its share of the year, and the next one would be nearer to it."""
        first = self.span.first
        if since is None or (first + timedelta(days=since)).year != (first + timedelta(days=day)).year:
            return False
        end = (date((first + timedelta(days=day)).year, 12, 31) - first).days
        return day + self.account.interval_days / 2 < since + (end - since) / (left + 0.5)

    def _named(self, rhythm: CalendarRhythm) -> list[Target]:
        """Return the days that a rhythm of the calendar names; where a visit is pinned, its own."""
        open_on = self.span.open_on(self.account)
        days = named_days(
            rhythm,
            self.span.first,
            self.span.days,
            last_visit=self.state.last_contact,
            key=self.account.id,
            open_days=None if open_on is None else OpenDays(open_on),
        )
        fixed = self._fixed()
        held = [fixed.get(nth, day) for nth, day in enumerate(days)]
        return [Target(nth, day, day, day, 0, 10**6) for nth, day in enumerate(held)]

    def _first_day(self) -> int:
        """Return the day of the first target, as it is before anybody asks for open days or pins."""
        span = self.span
        return first_target(
            spacing_of(self.account, self.rules),
            self.season,
            span.first,
            span.days,
            last_visit=self.state.last_contact,
            key=self.account.id,
            phase=span.phase,
        ).day

    def _targets(self, fixed: Mapping[int, int], days: Sequence[bool] | None) -> tuple[Target, ...]:
        account, span = self.account, self.span
        return chain(
            spacing_of(account, self.rules),
            self.season,
            span.first,
            span.days,
            last_visit=self.state.last_contact,
            key=account.id,
            fixed=fixed,
            worked=days,
            phase=span.phase,
        )

    def _rhythm(self, anchor: date) -> list[Target]:
        """Return the days of a fixed rhythm, noting where its period is not the interval."""
        weeks = self.rules.rhythm_weeks or max(1, round(self.account.interval_days / 7))
        days = [day for day in range(self.span.days) if self._since(anchor, day) % (7 * weeks) == 0]
        if days and 7 * weeks != self.account.interval_days:
            why = Finding.of("note-rhythm", rhythm=7 * weeks, interval=self.account.interval_days)
            more = 7 * weeks - self.account.interval_days
            identity = visit_id(self.book.workspace, self.account.id, self.state.closed)
            self.notes.append(Relaxation(identity, self.account.id, "rhythm", more, why))
        return [Target(nth, day, day, day, 0, 10**6) for nth, day in enumerate(days)]

    def _since(self, anchor: date, day: int) -> int:
        return (self.span.first + timedelta(days=day) - anchor).days

    def _fixed(self) -> dict[int, int]:
        """Return the chain's days of those of this account's visits that are pinned."""
        first = self.state.closed
        numbers = range(first, first + self.span.days)
        return {number - first: day - self.span.offset for number, day in self.span.pinned.items() if number in numbers}

    def _due(self, target: Target) -> Due:
        number = self.state.closed + target.nth
        identity = visit_id(self.book.workspace, self.account.id, number)
        self._note(identity, target)
        month = month_ahead(self.season, self.span.first, target.day)
        first_day, last_day = self._window(target)
        return Due(
            identity,
            self.account.id,
            number,
            min(max(target.day + self.span.offset, first_day), last_day),
            first_day,
            last_day,
            target.least_gap_days if target.nth else 0,
            target.most_gap_days if target.nth else 10**6,
            max(60, round(self.account.service_s * self.season.duration[month])),
            min(self._price(target) * self.season.priority[month], HIGHEST_PRICE),
            overdue=target.overdue,
            compulsory=number in self.span.pinned,
        )

    def _window(self, target: Target) -> tuple[int, int]:
        """Return the days allowed; the next visit obeys what was agreed: not before a date, first visit by a date."""
        if target.first_day == target.last_day:
            return target.day + self.span.offset, target.day + self.span.offset
        first_day = target.first_day + self.span.offset
        last_day = min(target.last_day, self.span.days - 1) + self.span.offset
        if target.nth == 0 and self.rules.not_before:
            first_day = max(first_day, self.span.day_of(self.rules.not_before))
        if target.nth == 0 and self.rules.first_visit_by and not self.state.last_contact:
            last_day = max(0, min(self.span.day_of(self.rules.first_visit_by), last_day))
        return first_day, max(first_day, last_day)

    def _price(self, target: Target) -> float:
        """Return the price of leaving the visit out: it grows with the account's value and the time since the last."""
        value = 1.0 - self.policy.value_share + self.policy.value_share * max(self.account.value, 0.0)
        if target.nth or not self.state.last_contact:
            return self.policy.unserved_s * value
        since = target.day + (self.span.first - self.state.last_contact).days
        growth = math.pow(max(1.0, since / self.account.interval_days), self.policy.growth)
        return self.policy.unserved_s * value * growth

    def _note(self, identity: str, target: Target) -> None:
        name = self.account.name or self.account.id
        if target.clipped:
            side = "least" if target.clipped > 0 else "most"
            why = Finding.of(f"note-season-{side}", name=name)
            self.notes.append(Relaxation(identity, self.account.id, "season-against-spacing", target.clipped, why))
        if target.extended:
            why = Finding.of("note-closed-season", name=name, days=target.extended)
            self.notes.append(Relaxation(identity, self.account.id, "closed-season", target.extended, why))
        if target.away:
            self.notes.append(self._waiting(identity, target, name))
        if target.late and self.account.interval_days > 1:  # a daily visit is one on each working day
            why = Finding.of("note-late-days", name=name, days=target.late)
            self.notes.append(Relaxation(identity, self.account.id, "late", target.late, why))
        if target.overdue:
            why = Finding.of("note-overdue", name=name)
            self.notes.append(Relaxation(identity, self.account.id, "overdue", target.last_day, why))

    def _waiting(self, identity: str, target: Target, name: str) -> Relaxation:
        """Say whose absence lengthens the spacing: the rep's, or the account's own closing."""
        first, last = target.blocked or (0, -1)
        works = self.span.worked is None or any(self.span.worked[max(0, first) : last + 1])
        if works:
            why = Finding.of("note-late", name=name, day=(self.span.first + timedelta(days=last)).isoformat())
            return Relaxation(identity, self.account.id, "late", target.away, why)
        why = Finding.of("note-absence", name=name, days=target.away)
        return Relaxation(identity, self.account.id, "absence", target.away, why)


def _minimum(made: list[Due], rules: AccountRules, state: AccountState, span: _Span) -> list[Due]:
    """Make the visits compulsory that a contract promises for their year."""
    kept: list[Due] = []
    counts: dict[int, int] = {}
    for due in made:
        year = span.year(due.target_day)
        counts[year] = counts.get(year, state.done(year)) + 1
        promised = not due.compulsory and counts[year] <= rules.yearly_minimum
        kept.append(replace(due, compulsory=True) if promised else due)
    return kept


def _capped(made: list[Due], maker: _Maker, state: AccountState, span: _Span) -> Demand:
    """Drop what a yearly cap forbids, and hold each visit within the year that it is counted in."""
    rules, notes = maker.rules, maker.notes
    if rules.yearly_cap is None:
        return Demand(tuple(made), tuple(notes))
    counts: dict[int, int] = {}
    kept: list[Due] = []
    for due in made:
        year = span.year(due.target_day)
        if counts.setdefault(year, state.done(year)) < rules.yearly_cap:
            counts[year] += 1
            kept.append(_within_year(due, year, span))
    left = len(made) - len(kept) + maker.spared
    alive = {due.visit_id for due in kept}
    withheld = (_withheld(maker.account.id, "yearly-cap", left, cap=rules.yearly_cap),) if left else ()
    return Demand(tuple(kept), tuple(note for note in notes if note.visit_id in alive), withheld)


def _withheld(account_id: str, rule: str, visits: int, **facts: Fact) -> Withheld:
    return Withheld(account_id, rule, visits, Finding.of(f"note-{rule}", visits=visits, **facts))


def _within_year(due: Due, year: int, span: _Span) -> Due:
    starts, ends = span.day_of(date(year, 1, 1)), span.day_of(date(year, 12, 31))
    return replace(due, first_day=max(due.first_day, starts), last_day=min(due.last_day, ends))
