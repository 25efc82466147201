"""Everything in the workspace that a plan depends on, read: for the whole team, or for one rep."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from office.exchange import exchange_of
from office.next_steps import missing
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from scheduler.demand.book import Book
from scheduler.demand.ownership_spans import fit_lines, part_time, stints_within, unowned
from scheduler.demand.rules import AccountState, as_ruled
from scheduler.demand.unreported import unreported
from scheduler.demand.weights import policy_of
from scheduler.demand.workdays import rep_problems
from scheduler.nights.policy import currency_problems
from scheduler.team.situation import Situation, Span
from store.account_rules import read_rules, read_season_rules, rules_of_some
from store.accounts import read_accounts, read_accounts_of, read_reps
from store.changes import revision
from store.counted_visits import states_counted
from store.database import Connection
from store.fixed_dates import read_absences, read_appointments, read_company_days
from store.nights import read_hotels, read_night_policies
from store.opportunities import read_opportunities
from store.ownership import owned_on, timelines, timelines_of
from store.pins import read_pins
from store.plans import PlanHead, published_plan, read_plan
from store.settings import read_settings
from store.visits import accounts_of_closed, accounts_of_closed_at
from territory.opportunities import pipeline_shares
from territory.ownership.timeline import Timeline


def read_situation(connection: Connection, span: Span, still_open: Collection[str] = ()) -> Situation:
    """Read what a plan depends on; raises `BadInputError` where there is nothing to plan.

    `still_open` are visits that count as not closed yet: the workspace as it was before they took place.
    """
    reps, accounts = read_reps(connection), read_accounts(connection)
    days = span.start, span.days
    lines, unfit = fit_lines(timelines(connection), accounts, reps, days)
    held = ((account, owned_on(line, span.start)) for account, line in lines.items())
    owners = {account: owned.rep_id for account, owned in held if owned is not None}
    _require(span, reps=bool(reps), accounts=bool(accounts))
    if not owners:
        raise BadInputError([_nobody_owns(lines, span.start)])
    closed, states = _visits_over(connection, still_open)
    settings, head = read_settings(connection), published_plan(connection)
    problems = [problem for rep in reps for problem in rep_problems(rep, sentence("rep {rep}", rep=rep.id))]
    wrong = {problem.where for problem in problems}
    policies, hotels = read_night_policies(connection), read_hotels(connection)
    problems += currency_problems(policies, hotels)
    absences, company_days = read_absences(connection), read_company_days(connection)
    able = tuple(rep for rep in reps if f"rep {rep.id}" not in wrong)
    stints = stints_within(lines, days, able, absences, company_days)
    problems += [problem for rep in reps for problem in part_time(rep, lines, days)]
    before = read_plan(connection, head) if head else None
    book = Book(settings.name, read_rules(connection), states, read_season_rules(connection))
    wanted = (account for account in accounts if not book.rules_of(account).do_not_visit)
    said = {one.account for one in unfit}
    problems += [*(one.problem for one in unfit), *unowned(wanted, {*owners, *stints, *said}, span.start)]
    problems += unreported(before, closed, span.today)
    return Situation(
        revision(connection),
        span,
        able,
        tuple(as_ruled(account, book.rules_of(account)) for account in accounts),
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
        unfit,
        _deals(connection, span, settings.currency),
    )


def _visits_over(connection: Connection, still_open: Collection[str]) -> tuple[dict[str, str], dict[str, AccountState]]:
    """Return the account of each visit that is over, and what each account's say, but for some that count as open."""
    over = accounts_of_closed(connection)
    closed = {visit: account for visit, account in over.items() if visit not in still_open} if still_open else over
    return closed, states_counted(connection, still_open=still_open)


def read_part(connection: Connection, span: Span, rep_id: str, head: PlanHead | None) -> Situation:
    """Read what one rep's part of a plan depends on, and no more: the rep's accounts, and whoever shares some of them.

    `head` is the plan that is looked at: its own visits count as not closed yet. Others' problems are not told.
    """
    told, days = timelines_of(connection, rep_id), (span.start, span.days)
    mine, reps = read_accounts_of(connection, set(told)), read_reps(connection)
    lines, _ = fit_lines(told, mine, reps, days)
    absences, company_days = read_absences(connection), read_company_days(connection)
    able = tuple(rep for rep in reps if not rep_problems(rep, sentence("rep {rep}", rep=rep.id)))
    stints = stints_within(lines, days, able, absences, company_days)
    held = ((account, owned_on(line, span.start)) for account, line in lines.items())
    owners = {account: owned.rep_id for account, owned in held if owned is not None}
    sharing = {rep_id, *(one.rep_id for own in stints.values() for one in own)} - {""}
    appointments = {name: read_appointments(connection, name) for name in sorted(sharing)}
    elsewhere = {one.place_id for own in appointments.values() for one in own}
    in_force, settings = published_plan(connection), read_settings(connection)
    before = read_plan(connection, in_force, sharing) if in_force else None
    looked_at = read_plan(connection, head, sharing) if head and head != in_force else before
    still_open = {v.visit_id for t in (looked_at.tours if looked_at else ()) if t.date >= span.start for v in t.visits}
    over = accounts_of_closed_at(connection, sorted(lines))
    asked = {*lines, *elsewhere}
    others = read_accounts_of(connection, asked - {one.id for one in mine})
    accounts = sorted((one for one in (*mine, *others) if one.id in asked), key=lambda one: one.id)
    states = states_counted(connection, lines, still_open)
    book = Book(settings.name, rules_of_some(connection, lines), states, read_season_rules(connection))
    return Situation(
        revision(connection),
        span,
        tuple(rep for rep in able if rep.id in sharing),
        tuple(as_ruled(one, book.rules_of(one)) for one in accounts),
        owners,
        book,
        policy_of(settings.policy),
        {visit: account for visit, account in over.items() if visit not in still_open},
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
        deals=_deals(connection, span, settings.currency),
    )


def _deals(connection: Connection, span: Span, currency: str) -> dict[str, float]:
    """Return each account's open deals beside those of a mean account that has some."""
    deals = exchange_of(connection).deals(read_opportunities(connection), span.today)
    return pipeline_shares(deals, span.today, currency)


def _require(span: Span, *, reps: bool, accounts: bool) -> None:
    if span.days < 1:
        cause = sentence("a horizon of {days} days ends before it starts", days=span.days)
        raise BadInputError([Problem("horizon-empty", "horizon", cause, "Give one week or more.")])
    if not reps:
        raise missing("reps")
    if not accounts:
        raise missing("accounts")


def _nobody_owns(lines: Mapping[str, Timeline], start: date) -> Problem:
    """Return what is wrong where no account has an owner yet; where some will have one, that day is the remedy."""
    cause = sentence("no account has an owner on {start}", start=start)
    coming = [one.valid_from for line in lines.values() for one in line if one.rep_id and one.valid_from > start]
    if not coming:
        return Problem("owners-missing", "workspace", cause, "Divide them: roundsman territory design.")
    first = min(coming)
    cause = sentence("{cause}; the first has one from {first} on", cause=cause, first=first)
    action = sentence("Ask for that day or a later one: --start {first}.", first=first)
    return Problem("owners-missing", "workspace", cause, action)
