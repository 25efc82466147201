"""What one territory does otherwise than the rest: intervals and preferred hours of its accounts, and its notebook.

An override is carried out on the accounts that the territory has that day, so that demand and plans obey it from the
next run on; the notebook keeps what was changed, by whom and why.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from office.door import Act, writes
from office.ownership.decisions import first_today
from office.reviews.inputs import territories_on
from routing.problems import BadInputError, Problem
from routing.sentences import joined, sentence
from routing.tour import Window
from scheduler.demand.hours import hours_problem
from scheduler.demand.rules import AccountRules
from scheduler.wording import spans_text, weekdays_text
from store.account_rules import read_rules, write_rules
from store.accounts import read_accounts, write_accounts
from store.changes import Kind, Subject
from store.database import Connection
from store.review import add_note
from territory.accounts import Account

LONGEST_DAYS = 3660


@dataclass(frozen=True, slots=True)
class Override:
    """What is to be otherwise; None leaves it as it is.

    Attributes
    ----------
    segment : str
        Only accounts of this segment; all if it is empty.
    interval_days : int or None
    interval_times : float or None
        The present intervals times this.
    hours : tuple of Window or None
        Preferred hours, in seconds after midnight; an empty tuple lifts the preference.
    weekdays : frozenset of int or None
        Preferred weekdays, Monday 0.
    visiting_hours : str or None
        When visits may take place, whatever the opening hours; an empty text lifts the rule.
    """

    segment: str = ""
    interval_days: int | None = None
    interval_times: float | None = None
    hours: tuple[Window, ...] | None = None
    weekdays: frozenset[int] | None = None
    visiting_hours: str | None = None


def override_words(override: Override) -> str:
    """Return the override in words."""
    parts: list[str] = []
    if override.segment:
        parts.append(sentence("segment {name}", name=override.segment))
    if override.interval_days:
        parts.append(sentence("interval {days} days", days=override.interval_days))
    if override.interval_times:
        parts.append(sentence("intervals times {times}", times=f"{override.interval_times:g}"))
    if override.hours is not None:
        parts.append(sentence("hours {hours}", hours=spans_text(override.hours) or "any"))
    if override.weekdays is not None:
        parts.append(sentence("weekdays {weekdays}", weekdays=weekdays_text(override.weekdays) or "any"))
    if override.visiting_hours is not None:
        parts.append(sentence("visiting hours {hours}", hours=override.visiting_hours or "opening hours"))
    return joined(", ", parts)


def with_interval(account: Account, days: int) -> Account:
    """Return the account with another interval; its spacing keeps its proportion."""
    share = days / account.interval_days
    least = min(days, max(1, round(account.least_days * share)))
    most = max(days, round(account.most_days * share))
    return replace(account, interval_days=days, least_days=least, most_days=most, cadence="")


def require_territory(connection: Connection, territory: str, day: date) -> dict[str, str]:
    """Return the accounts of a day with their territories; raises `BadInputError` for a territory that is none."""
    owned, names = territories_on(connection, day)
    if territory not in names:
        cause, action = (
            sentence("there is no territory {territory!r} on {day}", territory=territory, day=day),
            sentence("There are: {names}.", names=", ".join(sorted(names))),
        )
        raise BadInputError([Problem("unknown-territory", territory, cause, action)])
    return owned


@writes
def set_local(act: Act, territory: str, override: Override, what: str, *, on: date | None = None, why: str = "") -> int:
    """Carry out an override on the accounts that a territory has on a day; return how many changed.

    `what` is said in words in the notebook, with who did it and why.
    """
    connection = act.connection
    if override.visiting_hours and (unread := hours_problem(override.visiting_hours, territory)):
        raise BadInputError([unread])
    owned = require_territory(connection, territory, on or first_today(act))
    mine = [
        one
        for one in read_accounts(connection)
        if owned.get(one.id) == territory and override.segment in {"", one.segment}
    ]
    for one in mine:
        act.require_account(one.id)
    if not mine:
        cause = sentence(
            "{territory} has no account of segment {segment!r}", territory=territory, segment=override.segment
        )
        raise BadInputError([Problem("matches-nothing", territory, cause, "Name another segment, or none.")])
    changed = change_accounts(connection, mine, override)
    told = sentence("{what}: {count} accounts.", what=what, count=len(changed))
    add_note(connection, territory, act.who.name, joined(" ", [told, *filter(None, [why])]), act.now)
    act.touch(*(Subject(Kind.ACCOUNT, account) for account in changed))
    act.note(sentence("{territory}: {what}, {count} accounts", territory=territory, what=what, count=len(changed)))
    return len(changed)


def change_accounts(connection: Connection, mine: list[Account], override: Override) -> set[str]:
    """Carry out an override on some accounts; return those that changed."""
    return {one.id for one in _set_intervals(connection, mine, override)} | _set_hours(connection, mine, override)


def _set_intervals(connection: Connection, mine: list[Account], override: Override) -> list[Account]:
    wanted = [(one, _interval(one, override)) for one in mine]
    changed = [with_interval(one, days) for one, days in wanted if days != one.interval_days]
    write_accounts(connection, changed)
    return changed


def _interval(account: Account, override: Override) -> int:
    days = override.interval_days or account.interval_days
    return min(LONGEST_DAYS, max(1, round(days * (override.interval_times or 1.0))))


def _set_hours(connection: Connection, mine: list[Account], override: Override) -> set[str]:
    rules = read_rules(connection)
    changed = {}
    for one in mine:
        before = rules.get(one.id, AccountRules())
        hours = before.hours if override.hours is None else override.hours
        weekdays = before.weekdays if override.weekdays is None else override.weekdays
        visiting = before.visiting_hours if override.visiting_hours is None else override.visiting_hours
        after = replace(before, hours=hours, weekdays=weekdays, visiting_hours=visiting)
        if after != before:
            changed[one.id] = after
    write_rules(connection, changed)
    return set(changed)
