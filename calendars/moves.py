"""May a visit be where the rep has put it? The rules that a move must keep, each broken one said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from routing.problems import Problem
from routing.tour import Window
from scheduler.demand.account_hours import windows_of_shift
from scheduler.demand.workdays import Absence, CompanyDay, work_calendar
from territory.accounts import Account, Rep


def move_problems(
    account: Account,
    rep: Rep,
    day: date,
    start_s: int | None,
    *,
    last_contact: date | None,
    absences: Iterable[Absence] = (),
    company_days: Iterable[CompanyDay] = (),
) -> tuple[Problem, ...]:
    """Return why a visit cannot simply be pinned there: spacing, the account's hours, the rep's own.

    Parameters
    ----------
    start_s : int or None
        Seconds after the rep's midnight; None asks for the day alone.
    last_contact : date or None
        The account's last visit that took place.
    """
    where = f"{account.name} on {day}"
    found = list(_spacing(account, day, last_contact, where))
    shifts = work_calendar(rep, day, 1, absences, company_days).shifts
    ends_s = max((shift.end_s for shift in shifts), default=0)
    hours = windows_of_shift(account, rep, day, ends_s)
    if not _fits(start_s, account.service_s, hours):
        found.append(
            Problem("account-closed", where, "the account is not open then", "Ask whether they will be there.")
        )
    working = [Window(shift.start_s, shift.end_s) for shift in shifts]
    if not _fits(start_s, account.service_s, working):
        found.append(Problem("date-not-worked", where, f"{rep.name} does not work then", "Ask whether it is meant."))
    return tuple(found)


def _spacing(account: Account, day: date, last_contact: date | None, where: str) -> Iterator[Problem]:
    if last_contact is None:
        return
    days = (day - last_contact).days
    if days < account.least_days:
        cause = f"only {days} days after the last visit; at least {account.least_days} are kept"
        yield Problem("too-soon", where, cause, "Ask whether the visit is needed so soon.")
    elif days > account.most_days:
        cause = f"{days} days after the last visit; at most {account.most_days} are kept"
        yield Problem("too-late", where, cause, "Ask whether the account can wait.")


def _fits(start_s: int | None, service_s: int, windows: Iterable[Window]) -> bool:
    if start_s is None:
        return any(window.closes_s - window.opens_s >= service_s for window in windows)
    return any(window.opens_s <= start_s and start_s + service_s <= window.closes_s for window in windows)
