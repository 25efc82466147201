"""One account's targets, made into due visits: caps, rhythms, pins, agreed dates, notes of what is relaxed."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from routing.findings import Finding
from scheduler.demand.book import Book
from scheduler.demand.cadence import Target, chain, first_target
from scheduler.demand.calendar_rhythm import CalendarRhythm, named_days
from scheduler.demand.due import Due, Relaxation, visit_id
from scheduler.demand.intervals import rhythm_of, spacing_of
from scheduler.demand.open_days import OpenDays
from scheduler.demand.rules import Policy
from scheduler.demand.seasons import month_ahead, season_of
from scheduler.demand.spans import Span
from scheduler.limits import DEAREST as HIGHEST_PRICE
from territory.accounts import Account


class Chain:
    """Turns one account's targets into due visits, noting what is relaxed."""

    def __init__(self, account: Account, book: Book, policy: Policy, span: Span) -> None:
        self.account, self.book, self.policy, self.span = account, book, policy, span
        self.season = season_of(account, book.seasons)
        self.rules, self.state = book.rules_of(account), book.state_of(account)
        self.notes: list[Relaxation] = []
        self.spared = 0

    def visits(self) -> list[Due]:
        """Return the due visits, in order."""
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
        the year's end; half a share is kept free before the cap begins anew. Decided visits stay. Least and most days
        to the visit before grow by those of the targets between: else all could be made early in the year.
        """
        cap, last = self.rules.yearly_cap, self.state.last_contact
        if cap is None:
            return list(targets)
        kept: list[Target] = []
        counts: dict[int, int] = {}
        since = (last - self.span.first).days if last else None
        least, most, decided = 0, 0, max(self._fixed(), default=-1)
        for target in targets:
            least, most = least + target.least_gap_days, min(most + target.most_gap_days, 10**6)
            year = (self.span.first + timedelta(days=target.day)).year
            left = cap - self.state.done(year) - counts.get(year, 0)
            if target.nth > decided and (left < 1 or self._is_soon(target.day, since, left)):
                self.spared += 1
                continue
            begins = target.first_day
            if kept and least > target.least_gap_days:
                begins = min(target.day, max(begins, kept[-1].first_day + least))
            kept.append(replace(target, nth=len(kept), first_day=begins, least_gap_days=least, most_gap_days=most))
            counts[year], since, least, most = counts.get(year, 0) + 1, target.day, 0, 0
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
