"""What holds for everybody by country, by policy and by law: public holidays, the expense policy, how long is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from mileage.expenses import Category, ExpensePolicy
from mileage.policy_files import packaged_policy_text, parse_policy
from office.door import Act, reads
from office.retention import KEPT
from office.sessions import BROWSER, INVITED, PHONE
from scheduler.demand.holiday_regions import holidays_named
from scheduler.demand.hours import UnreadableHoursError
from scheduler.demand.workdays import CompanyDay
from store.accounts import read_reps
from store.fixed_dates import read_company_days
from store.terms import expense_policy, policy_text

__all__ = ["Category", "HolidaysKept", "HouseRules", "PolicyTried", "read_house_rules", "try_policy"]


@dataclass(frozen=True, slots=True)
class HolidaysKept:
    """The public holidays of a country and region in a year; `days` is None where none are known for them."""

    country: str
    region: str
    reps: tuple[str, ...]
    days: tuple[tuple[date, str], ...] | None


@dataclass(frozen=True, slots=True)
class HouseRules:
    """What holds in a year.

    Attributes
    ----------
    holidays : tuple of HolidaysKept
        By country and region, as reps have them.
    company : tuple of CompanyDay
        The company's own days in that year.
    policy : ExpensePolicy
        The one that holds; `own` tells whether the company put it in place of the packaged one.
    kept : dict of str to timedelta
        How long things are kept: `browser`, `phone`, `invitation`, `done`.
    """

    year: int
    holidays: tuple[HolidaysKept, ...]
    company: tuple[CompanyDay, ...]
    policy: ExpensePolicy
    policy_text: str
    own: bool
    kept: dict[str, timedelta]


@dataclass(frozen=True, slots=True)
class PolicyTried:
    """What another policy would change: a category with its limits before and after; None where it is not there."""

    policy: ExpensePolicy
    currency_before: str
    changed: tuple[tuple[Category | None, Category | None], ...]


@reads
def read_house_rules(act: Act, year: int = 0, language: str = "en") -> HouseRules:
    """Return what holds in a year, holidays by their names in a language; without a year, in this one."""
    year = year or act.now.year
    text = policy_text(act.connection)
    company = tuple(one for one in read_company_days(act.connection) if one.date.year == year)
    kept = {"browser": BROWSER, "phone": PHONE, "invitation": INVITED, "done": KEPT}
    return HouseRules(
        year, _holidays(act, year, language), company, expense_policy(act.connection), text or packaged_policy_text(),
        text is not None, kept,
    )  # fmt: skip


@reads
def try_policy(act: Act, text: str, where: str) -> PolicyTried:
    """Return what a policy would change; raises `BadInputError` where the text is none."""
    now, then = expense_policy(act.connection), parse_policy(text, where)
    names = [*now.categories, *(name for name in then.categories if name not in now.categories)]
    both = [(now.categories.get(name), then.categories.get(name)) for name in names]
    return PolicyTried(then, now.currency, tuple((one, other) for one, other in both if one != other))


def _holidays(act: Act, year: int, language: str) -> tuple[HolidaysKept, ...]:
    places: dict[tuple[str, str], list[str]] = {}
    for rep in read_reps(act.connection):
        places.setdefault((rep.country, rep.region), []).append(rep.id)
    return tuple(
        HolidaysKept(country, region, tuple(reps), _known(country, region, year, language))
        for (country, region), reps in sorted(places.items())
    )


def _known(country: str, region: str, year: int, language: str) -> tuple[tuple[date, str], ...] | None:
    try:
        found = holidays_named(country, region, date(year, 1, 1), date(year, 12, 31), language)
    except UnreadableHoursError:
        return None
    return tuple(sorted(found.items()))
