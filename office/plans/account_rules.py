"""What planners tell the workspace: absences, company days, rules of accounts, seasons, appointments, weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from office.calendars.events import refresh_events
from office.opening import Office
from office.plans.inputs import Span, policy_of, policy_text, read_situation, requests, reweighted
from office.plans.placements import Placing, placing_problem, read_facts
from routing.problems import BadInputError, Problem
from routing.stopping import Stop
from routing.travel import TravelEngine
from scheduler.demand.journey import Journey, journey
from scheduler.demand.rules import AccountRules, Appointment, Policy, rules_problem
from scheduler.demand.seasons import Season, season_problems
from scheduler.demand.workdays import Absence, CompanyDay
from scheduler.nights.policy import NightPolicy, policy_problems
from store.accounts import read_accounts, read_reps, write_accounts
from store.changes import record_change, require_unchanged
from store.database import Connection, reading, writing
from store.fixed_dates import (
    read_rules,
    read_season_rules,
    remove_absence,
    remove_appointments,
    write_absences,
    write_appointment,
    write_company_days,
    write_rules,
    write_season,
)
from store.nights import read_night_policies, write_night_policy
from store.rows import Written
from store.settings import read_settings, write_settings

HOME = "home"
"""The place of an appointment that each rep keeps at home."""


def say_absence(office: Office, absence: Absence, now: datetime) -> None:
    """Keep an absence; raises `BadInputError` if the rep is unknown or it ends before it starts."""
    with writing(office.database) as connection:
        _require_rep(connection, absence.rep_id)
        if absence.last < absence.first or absence.until_s <= absence.from_s:
            cause = f"the absence from {absence.first} to {absence.last} ends before it starts"
            raise BadInputError([Problem("absence-impossible", absence.rep_id, cause, "Exchange its ends.")])
        write_absences(connection, [absence])
        refresh_events(connection, now, {absence.rep_id})
        said = f"{absence.rep_id} away {absence.first} to {absence.last}: {absence.reason}"
        record_change(connection, "plan", said, now)


def cancel_absence(office: Office, rep_id: str, first: date, now: datetime) -> None:
    """Take back the absences of a rep that begin on a day; raises `BadInputError` if there are none."""
    with writing(office.database) as connection:
        _require_rep(connection, rep_id)
        if not remove_absence(connection, rep_id, first):
            cause = f"{rep_id} has no absence that begins on {first}"
            raise BadInputError([Problem("absence-unknown", rep_id, cause, "See: roundsman plan fixed.")])
        refresh_events(connection, now, {rep_id})
        record_change(connection, "plan", f"took back the absence of {rep_id} from {first}", now)


def say_company_day(office: Office, day: CompanyDay, now: datetime) -> None:
    """Keep a day off of the company, or a public holiday that is worked."""
    with writing(office.database) as connection:
        write_company_days(connection, [day])
        record_change(connection, "plan", f"{day.date} {'worked' if day.working else 'off'}: {day.name}", now)


def say_rules(office: Office, account_id: str, changes: Mapping[str, Any], now: datetime) -> AccountRules:
    """Change some rules of an account and return all of them; raises `BadInputError` for impossible ones."""
    with writing(office.database) as connection:
        _require_account(connection, account_id)
        rules = replace(read_rules(connection).get(account_id, AccountRules()), **changes)
        problem = rules_problem(rules, account_id)
        if problem:
            raise BadInputError([problem])
        write_rules(connection, {account_id: rules})
        record_change(connection, "plan", f"rules of {account_id}: {', '.join(sorted(changes))}", now)
    return rules


def say_contact(office: Office, account_id: str, day: date, by: str, now: datetime) -> None:
    """Count a visit that no plan had, a colleague's for instance: the account's interval runs from it on.

    Raises
    ------
    BadInputError
        If the account is unknown, or the day is still to come.
    """
    with writing(office.database) as connection:
        _require_account(connection, account_id)
        if day > now.date():
            cause = f"{day} is still to come"
            raise BadInputError([Problem("contact-future", account_id, cause, "Make an appointment of it.")])
        account = next(account for account in read_accounts(connection) if account.id == account_id)
        if account.last_visit is None or account.last_visit < day:
            write_accounts(connection, [replace(account, last_visit=day)])
        record_change(connection, "plan", f"{account_id} was visited on {day} by {by or 'somebody'}", now)


def say_season(office: Office, applies_to: str, changes: Mapping[str, Any], now: datetime) -> Season:
    """Change some of a season and return it; raises `BadInputError` for an impossible one."""
    with writing(office.database) as connection:
        season = replace(read_season_rules(connection).get(applies_to, Season(applies_to)), **changes)
        problems = season_problems(season, f"season {applies_to or '(everybody)'}")
        if problems:
            raise BadInputError(problems)
        write_season(connection, season)
        record_change(connection, "plan", f"season of {applies_to or 'everybody'}", now)
    return season


def say_appointment(office: Office, rep_ids: tuple[str, ...], appointment: Appointment, now: datetime) -> None:
    """Keep an appointment of a rep, or a joint one of several: each of them has it at the same place and time.

    Raises
    ------
    BadInputError
        If a rep or the place is unknown, or somebody cannot keep it: a day off, closed doors, another appointment.
    """
    with writing(office.database) as connection:
        for rep_id in rep_ids:
            _require_rep(connection, rep_id)
        if appointment.place_id != HOME and appointment.place_id not in rep_ids:
            _require_account(connection, appointment.place_id)
        facts = read_facts(connection)
        placings = [appointment_placing(rep_id, appointment, rep_ids) for rep_id in rep_ids]
        problems = [placing_problem(facts, placing, f"appointment {appointment.id}") for placing in placings]
        if any(problems):
            raise BadInputError([problem for problem in problems if problem])
        keep_appointment(connection, rep_ids, appointment)
        refresh_events(connection, now, set(rep_ids))
        record_change(connection, "plan", f"appointment {appointment.id} on {appointment.date}", now)


def appointment_placing(rep_id: str, appointment: Appointment, rep_ids: Sequence[str]) -> Placing:
    """Return one rep's part of an appointment: with a name of its own where it is a joint one, at home if that is said.

    A home is each rep's own.
    """
    name = appointment.id if len(rep_ids) == 1 else f"{appointment.id}:{rep_id}"
    place = rep_id if appointment.place_id == HOME else appointment.place_id
    return Placing(name, rep_id, place, appointment.date, appointment.start_s, appointment.length_s)


def keep_appointment(connection: Connection, rep_ids: Sequence[str], appointment: Appointment) -> Written:
    """Keep an appointment that was found possible; return how many reps' parts were new, changed and the same."""
    placings = [appointment_placing(rep_id, appointment, rep_ids) for rep_id in rep_ids]
    parts = [
        write_appointment(connection, each.rep_id, replace(appointment, id=each.name, place_id=each.place_id))
        for each in placings
    ]
    return Written(sum(p.new for p in parts), sum(p.changed for p in parts), sum(p.same for p in parts))


def cancel_appointment(office: Office, name: str, now: datetime) -> tuple[str, ...]:
    """Take an appointment back and return whose it was; raises `BadInputError` if there is none such."""
    with writing(office.database) as connection:
        reps = remove_appointments(connection, name)
        if not reps:
            cause = "there is no such appointment"
            raise BadInputError([Problem("appointment-unknown", name, cause, "See: roundsman plan fixed.")])
        refresh_events(connection, now, set(reps))
        record_change(connection, "plan", f"took back appointment {name}", now)
    return reps


def say_weights(office: Office, weights: Mapping[str, float | None], now: datetime) -> Policy:
    """Change some of the planner's weights for good, and return all of them."""
    with writing(office.database) as connection:
        settings = read_settings(connection)
        policy = reweighted(policy_of(settings.policy), weights)
        write_settings(connection, replace(settings, policy=policy_text(policy)))
        record_change(connection, "plan", f"weights: {', '.join(sorted(weights))}", now)
    return policy


def say_nights(office: Office, rep_id: str, policy: NightPolicy | None, now: datetime) -> None:
    """Keep how a rep stays away overnight (None: never); raises `BadInputError` for an impossible policy."""
    with writing(office.database) as connection:
        _require_rep(connection, rep_id)
        if policy is not None and (problems := policy_problems(policy, f"nights of {rep_id}")):
            raise BadInputError(problems)
        write_night_policy(connection, rep_id, policy)
        said = f"{policy.most_in_row} in a row, {policy.most_a_week} a week" if policy else "never"
        record_change(connection, "plan", f"nights away of {rep_id}: {said}", now)


def nights_now(office: Office) -> dict[str, NightPolicy]:
    """Return how each rep stays away overnight who does at all."""
    with reading(office.database) as connection:
        return read_night_policies(connection)


def weights_now(office: Office) -> Policy:
    """Return the planner's weights."""
    with reading(office.database) as connection:
        return policy_of(read_settings(connection).policy)


def keep_journey(
    office: Office, engine: TravelEngine, rep_id: str, start: date, weeks: int, *, stop: Stop, now: datetime
) -> Journey:
    """Make a permanent journey plan of a rep's accounts and keep it as their fixed rhythm."""
    from scheduler.search import solve  # noqa: PLC0415 - numba is slow to import, and only a journey is searched here

    with reading(office.database) as connection:
        _require_rep(connection, rep_id)
        situation = read_situation(connection, Span(start, 7 * weeks, start))
    asked, _ = requests(situation, engine, rep_id)
    if rep_id not in asked:
        raise BadInputError(list(situation.problems))
    found = journey(asked[rep_id], weeks, lambda horizon: solve(horizon, stop, 1))
    with writing(office.database) as connection:
        require_unchanged(connection, situation.revision)
        write_rules(connection, found.rules)
        said = f"journey plan of {rep_id}: {weeks} weeks, {len(found.rules)} accounts"
        record_change(connection, "plan", said, now)
    return found


def _require_rep(connection: Connection, rep_id: str) -> None:
    if rep_id not in {rep.id for rep in read_reps(connection)}:
        raise BadInputError(
            [Problem("rep-unknown", rep_id, "there is no such rep", "See: roundsman show territories.")]
        )


def _require_account(connection: Connection, account_id: str) -> None:
    if account_id not in {account.id for account in read_accounts(connection)}:
        cause = "there is no such account"
        raise BadInputError([Problem("account-unknown", account_id, cause, "See: roundsman show accounts.")])
