"""Whether a fixed date can be kept, said at once and not first by the next plan: working days, hours, other dates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from office.accounts.visiting_hours import with_ruled_hours
from routing.dates import Day
from routing.problems import Problem
from routing.sentences import sentence
from routing.tour import Window
from scheduler.demand.account_hours import windows_of_shift
from scheduler.demand.hours import UnreadableHoursError
from scheduler.demand.rules import Pin
from scheduler.demand.seasons import Season, closed_days, season_of
from scheduler.demand.workdays import Absence, CompanyDay, rep_problems, work_calendar
from store.account_rules import read_rules, read_season_rules
from store.accounts import read_accounts, read_reps
from store.database import Connection
from store.fixed_dates import read_absences, read_appointments, read_company_days
from store.ownership import owned_on, timelines_among
from store.pins import read_open_pins
from store.visits import next_numbers
from territory.accounts import Account, Rep


@dataclass(frozen=True, slots=True)
class Placing:
    """A visit or an appointment that somebody fixes: `start_s` None leaves the time of day open.

    `place_id` is an account, or a rep's id for home; `name` tells it apart from others that are fixed.
    """

    name: str
    rep_id: str
    place_id: str
    date: Day
    start_s: int | None
    length_s: int

    @property
    def span(self) -> Window | None:
        """Return its time of day."""
        return None if self.start_s is None else Window(self.start_s, self.start_s + self.length_s)


@dataclass(frozen=True, slots=True)
class Facts:
    """What it takes to say whether a placing can be kept.

    `fixed` are those that are kept already; `forbidden` are the accounts that may not be visited, with the reason.
    """

    reps: dict[str, Rep]
    accounts: dict[str, Account]
    absences: tuple[Absence, ...]
    company_days: tuple[CompanyDay, ...]
    seasons: dict[str, Season]
    fixed: tuple[Placing, ...]
    forbidden: Mapping[str, str] = field(default_factory=dict)


def read_facts(connection: Connection) -> Facts:
    """Read reps, accounts, absences, seasons, and the appointments that are kept."""
    reps = {rep.id: rep for rep in read_reps(connection)}
    accounts = {account.id: account for account in with_ruled_hours(connection, read_accounts(connection))}
    fixed = [
        Placing(each.id, rep_id, each.place_id, each.date, each.start_s, each.length_s)
        for rep_id in reps
        for each in read_appointments(connection, rep_id)
    ]
    fixed += _pinned(connection, accounts)
    forbidden = {name: rules.do_not_visit for name, rules in read_rules(connection).items() if rules.do_not_visit}
    return Facts(
        reps, accounts, read_absences(connection), read_company_days(connection), read_season_rules(connection),
        tuple(fixed), forbidden,
    )  # fmt: skip


def _pinned(connection: Connection, accounts: Mapping[str, Account]) -> Iterator[Placing]:
    """Yield the pins that have a time of day."""
    for pin, account_id, rep_id in pinned_visits(connection):
        if pin.start_s is not None and rep_id:
            yield Placing(pin.visit_id, rep_id, account_id, pin.date, pin.start_s, accounts[account_id].service_s)


def pinned_visits(connection: Connection) -> Iterator[tuple[Pin, str, str]]:
    """Yield the pins of visits that are not over, each with its account and the rep who owns it on that date."""
    pins = read_open_pins(connection)
    ids = {pin.account_id for pin in pins}
    first, lines = next_numbers(connection, ids), timelines_among(connection, ids)
    for pin in pins:
        if pin.number is not None and pin.number >= first.get(pin.account_id, 0):
            owned = owned_on(lines.get(pin.account_id, ()), pin.date)
            yield pin, pin.account_id, owned.rep_id if owned else ""


def placing_problem(facts: Facts, placing: Placing, where: str, others: Sequence[Placing] = ()) -> Problem | None:
    """Return why a placing cannot be kept beside what is fixed and `others`, or None."""
    rep = facts.reps[placing.rep_id]
    if placing.length_s <= 0:
        return Problem("appointment-impossible", where, "it lasts no time", "Give its length in minutes.")
    if placing.place_id in facts.forbidden:
        cause = sentence(
            "account {place_id} may not be visited: {forbidden}",
            place_id=placing.place_id,
            forbidden=facts.forbidden[placing.place_id],
        )
        return Problem("do-not-visit", where, cause, "Lift the rule first: roundsman plan rule.")
    if rep_problems(rep, where):
        return None  # the rep is named whenever anything is planned
    said = clash(placing, facts, others)
    two = Problem("two-at-one-time", where, said, "Move one of the two.") if said else None
    return _time_problem(facts, rep, placing, where) or two


def _time_problem(facts: Facts, rep: Rep, placing: Placing, where: str) -> Problem | None:
    calendar = work_calendar(rep, placing.date, 1, facts.absences, facts.company_days)
    if calendar.off:
        cause = sentence(
            "{rep_name} ({rep}) does not work on {date} ({reason})",
            rep_name=rep.name,
            rep=rep.id,
            date=placing.date,
            reason=calendar.off[0].reason,
        )
        return Problem("date-not-worked", where, cause, "Choose another day.")
    shift = Window(calendar.shifts[0].start_s, calendar.shifts[0].end_s)
    if placing.span and not _inside(placing.span, (shift,)):
        return Problem(
            "outside-working-hours",
            where,
            sentence("{rep_name} ({rep}) does not work at that time", rep_name=rep.name, rep=rep.id),
            "Move it.",
        )
    account = facts.accounts.get(placing.place_id)
    if account is None:
        return None
    try:
        windows = windows_of_shift(account, rep, placing.date, shift.closes_s)
    except UnreadableHoursError:
        return None  # the account is named whenever anything is planned
    return _opening_problem(facts, account, windows, placing, where)


def _opening_problem(
    facts: Facts, account: Account, windows: tuple[Window, ...], placing: Placing, where: str
) -> Problem | None:
    if closed_days(season_of(account, facts.seasons), placing.date, 1)[0]:
        windows = ()
    span = placing.span or Window(0, placing.length_s)
    open_then = _inside(span, windows) if placing.span else any(_long(window) >= _long(span) for window in windows)
    if open_then:
        return None
    when = "at that time" if placing.span else sentence("on {date}", date=placing.date)
    return Problem(
        "outside-opening-hours",
        where,
        sentence(
            "{account_name} ({account}) is closed {when}", account_name=account.name, account=account.id, when=when
        ),
        "Move it.",
    )


def clash(placing: Placing, facts: Facts, others: Sequence[Placing] = ()) -> str:
    """Return what is fixed at the time of a placing already, in words, or an empty text."""
    for other in (*facts.fixed, *others):
        same_day = (other.rep_id, other.date) == (placing.rep_id, placing.date) and other.name != placing.name
        if same_day and placing.span and other.span and _meet(placing.span, other.span):
            what = (
                sentence("visit {other_name} of {place_id}", other_name=other.name, place_id=other.place_id)
                if other.place_id in facts.accounts
                else other.name
            )
            return sentence("{what} is fixed to that time of {rep_id} already", what=what, rep_id=other.rep_id)
    return ""


def _meet(one: Window, other: Window) -> bool:
    return one.opens_s < other.closes_s and other.opens_s < one.closes_s


def _long(window: Window) -> int:
    return window.closes_s - window.opens_s


def _inside(span: Window, windows: Sequence[Window]) -> bool:
    return any(window.opens_s <= span.opens_s and span.closes_s <= window.closes_s for window in windows)
