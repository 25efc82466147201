"""Which visits of a rep are due in a horizon.

Nothing is stretched silently: whatever a season, a cap or a closed season changed is in `Demand.relaxed` or
`Demand.withheld`, for the plan's report.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from routing.findings import Fact, Finding
from routing.sentences import sentence
from scheduler.demand.book import Book
from scheduler.demand.cadence import even_phases
from scheduler.demand.chains import Chain
from scheduler.demand.due import Demand, Due, Withheld
from scheduler.demand.intervals import cadence_problems, spacing_of
from scheduler.demand.rules import AccountRules, AccountState, Policy
from scheduler.demand.seasons import Season, season_of
from scheduler.demand.spans import EVERYBODY_NOW, NOTHING_PINNED, Asked, OpenDaysOf, Pinned, Span, span_of
from territory.accounts import Account


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
    horizon = Asked(first, days, pinned, worked, since, open_days, _phases(ordered, book))
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


def _of_account(account: Account, book: Book, policy: Policy, horizon: Asked) -> Demand:
    rules, state = book.rules_of(account), book.state_of(account)
    problems = cadence_problems(account, sentence("account {account}", account=account.id))
    if problems:
        return Demand((), problems=tuple(problems))
    if rules.do_not_visit:
        return Demand((), withheld=(_withheld(account.id, "do-not-visit", 1, reason=rules.do_not_visit),))
    span = span_of(horizon, account.id, state.last_contact)
    if span.days < 1:
        return Demand(())
    maker = Chain(account, book, policy, span)
    made = _minimum(maker.visits(), rules, state, span)
    return _capped(made, maker, state, span)


def _minimum(made: list[Due], rules: AccountRules, state: AccountState, span: Span) -> list[Due]:
    """Make the visits compulsory that a contract promises for their year."""
    kept: list[Due] = []
    counts: dict[int, int] = {}
    for due in made:
        year = span.year(due.target_day)
        counts[year] = counts.get(year, state.done(year)) + 1
        promised = not due.compulsory and counts[year] <= rules.yearly_minimum
        kept.append(replace(due, compulsory=True) if promised else due)
    return kept


def _capped(made: list[Due], maker: Chain, state: AccountState, span: Span) -> Demand:
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


def _within_year(due: Due, year: int, span: Span) -> Due:
    starts, ends = span.day_of(date(year, 1, 1)), span.day_of(date(year, 12, 31))
    return replace(due, first_day=max(due.first_day, starts), last_day=min(due.last_day, ends))
