"""Everything in the workspace that a plan depends on, and what the plan in force hands on to the next one."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal

from office.next_steps import missing
from office.plans.ownership_spans import fit_lines, read_stints
from routing.dayroads import DayRoads, day_roads
from routing.places import Place
from routing.problems import BadInputError, Problem
from routing.travel import TravelEngine
from scheduler.demand.due import Book
from scheduler.demand.request import Request
from scheduler.demand.rules import AccountState, Appointment, Pin, Policy
from scheduler.demand.states import states_of
from scheduler.demand.stints import Stints
from scheduler.demand.workdays import Absence, CompanyDay, rep_problems, work_calendar
from scheduler.nights.policy import Hotel, NightPolicy, currency_problems, hotel_of, hotels_for
from scheduler.plan import Night, Plan, Tour
from scheduler.replan import Carried, carry
from store.account_rules import read_rules, read_season_rules, rules_of_some
from store.accounts import read_accounts, read_accounts_of, read_reps
from store.changes import revision
from store.database import Connection
from store.fixed_dates import read_absences, read_appointments, read_company_days
from store.nights import read_hotels, read_night_policies
from store.ownership import Timeline, owned_on, timelines, timelines_of
from store.pins import read_pins
from store.plans import PlanHead, published_plan, read_plan
from store.settings import read_settings
from store.visits import accounts_of_closed, read_states, visits_closed_at_any
from territory.accounts import Account, AccountKind, Rep

WEIGHTS = "weights"
"""Where a plan's evidence keeps the planner's weights that it was made with."""


@dataclass(frozen=True, slots=True)
class Span:
    """What is planned: `days` days from `start`; tours of the plan in force between `today` and `start` are frozen."""

    start: date
    days: int
    today: date


@dataclass(frozen=True, slots=True)
class Situation:
    """The state of the workspace at one revision.

    `owners` are those of the span's first day, `stints` tell of the accounts that change owner within the span.
    `closed` are visits that are over (visit id to account id), `before` the plan in force, `problems` what keeps a rep
    from being planned; those reps are not among `reps`. `nights` are nights whose hotels must be known whatever becomes
    of them: those of the plan in force, and of a plan that is looked at.
    """

    revision: int
    span: Span
    reps: tuple[Rep, ...]
    accounts: tuple[Account, ...]
    owners: Mapping[str, str]
    book: Book
    policy: Policy
    closed: Mapping[str, str]
    before: Plan | None
    absences: tuple[Absence, ...]
    company_days: tuple[CompanyDay, ...]
    pins: tuple[Pin, ...]
    appointments: Mapping[str, tuple[Appointment, ...]]
    problems: tuple[Problem, ...]
    night_policies: Mapping[str, NightPolicy] = field(default_factory=dict)
    hotels: tuple[Hotel, ...] = ()
    nights: tuple[Night, ...] = ()
    currency: str = ""
    stints: Stints = field(default_factory=dict)

    def accounts_by_rep(self) -> dict[str, list[Account]]:
        """Return the accounts that are each rep's on any day of the span."""
        found: dict[str, list[Account]] = {}
        for account in self.accounts:
            for rep_id in self.reps_of(account.id):
                found.setdefault(rep_id, []).append(account)
        return found

    def reps_of(self, account_id: str) -> tuple[str, ...]:
        """Return who owns an account during the span, one after the other."""
        if account_id in self.stints:
            return tuple(dict.fromkeys(stint.rep_id for stint in self.stints[account_id]))
        return (self.owners[account_id],) if account_id in self.owners else ()

    def nights_of(self, rep_id: str) -> tuple[Night, ...]:
        """Return a rep's nights away in the plan in force."""
        return tuple(night for night in (self.before.nights if self.before else ()) if night.rep_id == rep_id)

    def tours(self, rep_id: str) -> tuple[Tour, ...]:
        """Return a rep's tours of the plan in force."""
        return tuple(tour for tour in (self.before.tours if self.before else ()) if tour.rep_id == rep_id)


def read_situation(connection: Connection, span: Span, still_open: Collection[str] = ()) -> Situation:
    """Read what a plan depends on; raises `BadInputError` where there is nothing to plan.

    `still_open` are visits that count as not closed yet: the workspace as it was before they took place.
    """
    reps, accounts = read_reps(connection), read_accounts(connection)
    told = timelines(connection)
    lines, unfit = fit_lines(told, accounts, reps, (span.start, span.days))
    held = ((account, owned_on(line, span.start)) for account, line in lines.items())
    owners = {account: owned.rep_id for account, owned in held if owned is not None}
    _require(span, reps=bool(reps), accounts=bool(accounts), owners=bool(owners))
    closed, states = _visits_over(connection, still_open)
    settings, head = read_settings(connection), published_plan(connection)
    problems = [problem for rep in reps for problem in rep_problems(rep, f"rep {rep.id}")]
    wrong = {problem.where for problem in problems}
    policies, hotels = read_night_policies(connection), read_hotels(connection)
    problems += currency_problems(policies, hotels)
    absences, company_days = read_absences(connection), read_company_days(connection)
    able = tuple(rep for rep in reps if f"rep {rep.id}" not in wrong)
    stints = read_stints(lines, (span.start, span.days), able, absences, company_days)
    problems += [problem for rep in reps for problem in _part_time(rep, span, lines)]
    before = read_plan(connection, head) if head else None
    book = Book(settings.name, read_rules(connection), states, read_season_rules(connection))
    wanted = (account for account in accounts if not book.rules_of(account).do_not_visit)
    said = {one.where.removeprefix("account ") for one in unfit}
    problems += [*unfit, *_unowned(wanted, {*owners, *stints, *said}, span)]
    return Situation(
        revision(connection),
        span,
        able,
        accounts,
        owners,
        book,
        policy_of(settings.policy),
        closed,
        before,
        absences,
        company_days,
        read_pins(connection),
        {rep.id: read_appointments(connection, rep.id) for rep in reps},
        tuple(problems),
        policies,
        hotels,
        before.nights if before else (),
        settings.currency,
        stints,
    )


def _visits_over(connection: Connection, still_open: Collection[str]) -> tuple[dict[str, str], dict[str, AccountState]]:
    """Return the account of each visit that is over, and what each account's say, but for some that count as open.

    The database sums up the years; only accounts with a visit that counts as open are summed up again here.
    """
    over, states = accounts_of_closed(connection), read_states(connection)
    reopened = {over[visit] for visit in still_open if visit in over}
    left = [one for one in visits_closed_at_any(connection, reopened) if one.visit_id not in still_open]
    kept = {account: state for account, state in states.items() if account not in reopened}
    return {visit: account for visit, account in over.items() if visit not in still_open}, kept | states_of(left)


def read_part(connection: Connection, span: Span, rep_id: str, head: PlanHead | None) -> Situation:
    """Read what one rep's part of a plan depends on, and no more: the rep's accounts, and whoever shares some of them.

    `head` is the plan that is looked at: its own visits count as not closed yet. Others' problems are not told.
    """
    told = timelines_of(connection, rep_id)
    lines, _ = fit_lines(told, read_accounts_of(connection, set(told)), read_reps(connection), (span.start, span.days))
    reps, absences, company_days = read_reps(connection), read_absences(connection), read_company_days(connection)
    able = tuple(rep for rep in reps if not rep_problems(rep, f"rep {rep.id}"))
    stints = read_stints(lines, (span.start, span.days), able, absences, company_days)
    held = ((account, owned_on(line, span.start)) for account, line in lines.items())
    owners = {account: owned.rep_id for account, owned in held if owned is not None}
    sharing = {rep_id, *(one.rep_id for own in stints.values() for one in own)} - {""}
    appointments = {name: read_appointments(connection, name) for name in sorted(sharing)}
    elsewhere = {one.place_id for own in appointments.values() for one in own}
    in_force, settings = published_plan(connection), read_settings(connection)
    before = read_plan(connection, in_force, sharing) if in_force else None
    looked_at = read_plan(connection, head, sharing) if head and head != in_force else before
    still_open = {v.visit_id for t in (looked_at.tours if looked_at else ()) if t.date >= span.start for v in t.visits}
    log = tuple(one for one in visits_closed_at_any(connection, lines) if one.visit_id not in still_open)
    book = Book(settings.name, rules_of_some(connection, lines), states_of(log), read_season_rules(connection))
    return Situation(
        revision(connection),
        span,
        tuple(rep for rep in able if rep.id in sharing),
        read_accounts_of(connection, {*lines, *elsewhere}),
        owners,
        book,
        policy_of(settings.policy),
        {visit.visit_id: visit.account_id for visit in log},
        before,
        absences,
        company_days,
        tuple(pin for pin in read_pins(connection) if pin.account_id in lines),
        appointments,
        (),
        read_night_policies(connection),
        read_hotels(connection),
        before.nights if before else (),
        settings.currency,
        stints,
    )


def _unowned(accounts: Iterable[Account], owners: Collection[str], span: Span) -> Iterator[Problem]:
    """Yield one problem for the customers that nobody owns: no rep's horizon has them."""
    left = sorted(
        account.id for account in accounts if account.kind is AccountKind.CUSTOMER and account.id not in owners
    )
    if left:
        some = ", ".join(left[:5]) + (" ..." if len(left) > 5 else "")
        cause = f"{len(left)} customers have no owner on {span.start} and are planned for nobody ({some})"
        yield Problem("owner-missing", "workspace", cause, "Divide them: roundsman territory design.")


def _part_time(rep: Rep, span: Span, lines: Mapping[str, Timeline]) -> Iterator[Problem]:
    """Yield the problem of a rep with accounts before the first day of work, or after the last one."""
    last = span.start + timedelta(days=span.days - 1)
    action = "Let somebody cover these accounts until then, or plan from a later day."
    if rep.starts and rep.starts > span.start and (accounts := _held(rep, lines, span.start)):
        cause = f"{rep.name} starts on {rep.starts}: {accounts} accounts are visited by nobody before"
        yield Problem("rep-not-yet", f"rep {rep.id}", cause, action)
    if rep.ends and rep.ends < last and (accounts := _held(rep, lines, rep.ends + timedelta(days=1))):
        cause = f"{rep.name} leaves on {rep.ends}: {accounts} accounts are visited by nobody after it"
        yield Problem("rep-leaves", f"rep {rep.id}", cause, "Give the accounts to others: roundsman territory.")


def _held(rep: Rep, lines: Mapping[str, Timeline], day: date) -> int:
    """Return how many accounts are a rep's on a day."""
    held = (owned_on(line, day) for line in lines.values())
    return sum(owned is not None and owned.rep_id == rep.id for owned in held)


def _require(span: Span, *, reps: bool, accounts: bool, owners: bool) -> None:
    if span.days < 1:
        cause = f"a horizon of {span.days} days ends before it starts"
        raise BadInputError([Problem("horizon-empty", "horizon", cause, "Give one week or more.")])
    if not reps:
        raise missing("reps")
    if not accounts:
        raise missing("accounts")
    if not owners:
        cause = f"no account has an owner on {span.start}"
        raise BadInputError([Problem("owners-missing", "workspace", cause, "Divide them: roundsman territory design.")])


def policy_of(text: str) -> Policy:
    """Read the planner's weights from the settings' JSON; raises `BadInputError` if they are no weights."""
    try:
        return Policy(**json.loads(text or "{}"))
    except (TypeError, ValueError) as error:
        raise BadInputError(
            [Problem("policy-unreadable", "settings", str(error), "Set it again: roundsman plan weights.")]
        ) from error


def policy_text(policy: Policy) -> str:
    """Return the weights that differ from the defaults, as JSON that `policy_of` reads."""
    defaults = asdict(Policy())
    return json.dumps(
        {name: value for name, value in asdict(policy).items() if value != defaults[name]}, sort_keys=True
    )


def reweighted(policy: Policy, weights: Mapping[str, float | None]) -> Policy:
    """Return a policy with some weights of its own; raises `BadInputError` for names or values that are none."""
    names = sorted(policy.__dataclass_fields__)
    unknown = [name for name in weights if name not in names]
    if unknown:
        cause, action = f"there is no weight {unknown[0]!r}", f"There are: {', '.join(names)}."
        raise BadInputError([Problem("weight-unknown", "weights", cause, action)])
    try:
        return replace(policy, **weights)  # type: ignore[arg-type]
    except (TypeError, ValueError) as error:
        action = "Give another value: docs/planning.md says what each weight means."
        raise BadInputError([Problem("weight-unknown", "weights", str(error), action)]) from error


def requests(
    situation: Situation, engine: TravelEngine, only: str = ""
) -> tuple[dict[str, Request], dict[str, Carried]]:
    """Return each rep's question (or that of one rep, `only`), and what the plan in force hands on."""
    book, carried = situation.book, {}
    for rep in situation.reps:
        carried[rep.id] = _carried(situation, book, rep)
        book = replace(book, states=carried[rep.id].states)
    previous = {visit: day for each in carried.values() for visit, day in each.previous.items()}
    wanted = [rep for rep in situation.reps if only in {"", rep.id}]
    hours = day_roads(engine)
    owned = situation.accounts_by_rep()
    asked = {
        rep.id: _request(situation, (rep, tuple(owned.get(rep.id, ()))), (engine, hours), book, previous)
        for rep in wanted
    }
    return {rep_id: replace(one, slept=carried[rep_id].nights) for rep_id, one in asked.items()}, carried


def _carried(situation: Situation, book: Book, rep: Rep) -> Carried:
    span = situation.span
    off: dict[date, str] = {}
    if span.start > span.today:
        days = (span.start - span.today).days
        calendar = work_calendar(rep, span.today, days, situation.absences, situation.company_days)
        off = {day.date: day.reason for day in calendar.off}
    tours, nights = situation.tours(rep.id), situation.nights_of(rep.id)
    return carry(book, tours, span.start, today=span.today, closed=situation.closed, off=off, nights=nights)


def _request(
    situation: Situation,
    whose: tuple[Rep, tuple[Account, ...]],
    ways: tuple[TravelEngine, DayRoads | None],
    book: Book,
    previous: Mapping[str, date],
) -> Request:
    span, (rep, accounts), (engine, hours) = situation.span, whose, ways
    end = span.start + timedelta(days=span.days)
    appointments = tuple(a for a in situation.appointments[rep.id] if span.start <= a.date < end)
    hotels = _hotels(situation, rep, accounts)
    places = _places(situation, rep, accounts, appointments) + [hotel.place for hotel in hotels]
    return Request(
        rep,
        accounts,
        engine.table(places),
        span.start,
        span.days,
        book,
        situation.policy,
        situation.absences,
        situation.company_days,
        _pins(situation, book, accounts, end),
        appointments,
        previous,
        situation.night_policies.get(rep.id),
        hotels,
        day=hours.among(places) if hours else None,
        stints={account.id: situation.stints[account.id] for account in accounts if account.id in situation.stints},
    )


def _hotels(situation: Situation, rep: Rep, accounts: tuple[Account, ...]) -> tuple[Hotel, ...]:
    """Return the hotels that a rep's plan looks at, and those of nights that are planned."""
    policy = situation.night_policies.get(rep.id)
    offered = hotels_for(policy, rep, accounts, situation.hotels) if policy else []
    known = {hotel.id: hotel for hotel in offered}
    for night in situation.nights:
        if night.rep_id == rep.id:
            hotel = hotel_of(night, policy.allowance if policy else Decimal(0))
            known.setdefault(hotel.id, hotel)
    return tuple(known.values())


def _pins(situation: Situation, book: Book, accounts: tuple[Account, ...], end: date) -> tuple[Pin, ...]:
    """Return the pins of these accounts' next visits whose date lies in the span."""
    pinned = [pin for pin in situation.pins if situation.span.start <= pin.date < end and pin.number is not None]
    named = {pin.account_id for pin in pinned}
    first = {account.id: book.state_of(account).closed for account in accounts if account.id in named}
    return tuple(pin for pin in pinned if pin.account_id in first and (pin.number or 0) >= first[pin.account_id])


def _places(
    situation: Situation, rep: Rep, accounts: tuple[Account, ...], appointments: tuple[Appointment, ...]
) -> list[Place]:
    own = [rep.home, *(account.place for account in accounts)]
    there = {place.id for place in own}
    elsewhere = list(dict.fromkeys(one.place_id for one in appointments if one.place_id not in there))
    if not elsewhere:
        return own
    known = {account.id: account for account in situation.accounts}
    return own + [known[place_id].place for place_id in elsewhere if place_id in known]
