"""Whose a new account is: asked for a place or for accounts that nobody owns yet, with the reason, and kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from office.designs.inputs import Wishes, read_land
from office.door import Act, works, writes
from office.ownership.decisions import decision_of, keep_owners, require_owners_as_seen
from office.ownership.rule_books import account_facts, book_on
from office.ownership.rules import unknown_account
from office.ownership.successes import read_successes
from routing.places import Place
from routing.problems import BadInputError, Problem
from routing.roads import RoadEngine
from routing.sentences import sentence
from routing.travel import TravelEngine
from store.accounts import read_accounts
from store.changes import revision
from store.ownership import owners_on
from territory.accounts import Account, AccountKind
from territory.cover import held_hours
from territory.design.gathered import Land
from territory.fit import fits
from territory.leads import Lead, LeadAnswer, LeadDesk
from territory.ownership.decide import decide
from territory.ownership.facts import AccountFacts
from territory.ownership.timeline import DecisionKind, Owned
from territory.ownership.values import RuleBook
from territory.success import Successes, sector_of

LEAD = "lead"
"""The id of a lead that is no account yet."""
_DAYS = 28


@dataclass(frozen=True, slots=True)
class LeadAsked:
    """A lead that is no account yet: where it is, its hours a year, and what it is and asks for.

    `success` is the weight of what reps have won in its segment, see `territory.leads`.
    """

    lat: float
    lon: float
    hours: float = 10.0
    segment: str = ""
    postcode: str = ""
    skills: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    least_experience: float = 0.0
    success: float = 0.0

    @property
    def account(self) -> Account:
        """Return the lead as the account that it would be."""
        needs = {
            "skills": self.skills,
            "languages": self.languages,
            "least_experience": self.least_experience,
        }
        place = (self.lat, self.lon, _DAYS, _DAYS, _DAYS, 0)
        kind = AccountKind.PROSPECT
        return Account(LEAD, LEAD, *place, kind=kind, segment=self.segment, **needs)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class LeadsFound:
    """Whose new accounts are, from a day on; kept only if nobody has decided about owners since `revision`."""

    revision: int
    day: date
    answers: tuple[LeadAnswer, ...]
    problems: tuple[Problem, ...]


@works
def find_lead_owner(act: Act, engine: TravelEngine, asked: LeadAsked, day: date) -> LeadsFound:
    """Return whose a lead would be; rules go first, then who fits, how near and how full they are.

    Raises
    ------
    BadInputError
        Without roads, or where nobody owns anything yet.
    """
    land = read_land(act.office, engine, day, Wishes(contiguous=False), homeless=True)
    with act.reading() as connection:
        book, past = book_on(connection, day), read_successes(connection, day)
    facts = AccountFacts(asked.account, asked.postcode)
    lead = _lead(land, asked.account, asked.hours, _named(book, [facts], day))
    problems = (*_off_road(engine, [asked.account.place]), *land.cannot_be_owned)
    return _found(land, day, [lead], problems, (past, asked.success))


@works
def find_account_owners(
    act: Act, engine: TravelEngine, day: date, account_ids: Sequence[str] | None = None, success: float = 0.0
) -> LeadsFound:
    """Return whose accounts would be that nobody owns on a day: those named, else all of them.

    Each finds the years as full as the others have made them; `success` is the weight of what reps have won in the
    account's sector, see `territory.leads`.
    """
    if account_ids is None:
        with act.reading() as connection:
            rows = owners_on(connection, day)
            if all(one.call_of or (one.id in rows and rows[one.id].rep_id) for one in read_accounts(connection)):
                return LeadsFound(revision(connection), day, (), ())  # nothing is asked of any road
    land = read_land(act.office, engine, day, Wishes(contiguous=False), homeless=True)
    units = land.problem.unit_ids
    open_to = {unit for unit, seat in zip(units, land.present, strict=True) if seat < 0}
    with act.reading() as connection:
        known = {one.id: one for one in read_accounts(connection)}
        unknown = [unknown_account(one) for one in account_ids or () if one not in known]
        if unknown:
            raise BadInputError(unknown)
        wanted = [known[one] for one in sorted(open_to) if account_ids is None or one in account_ids]
        book, facts = book_on(connection, day), account_facts(connection, wanted)
        past = read_successes(connection, day)
    named = _named(book, facts, day)
    hours = dict(zip(units, land.problem.measures[0].tolist(), strict=True))
    leads = [_lead(land, one, hours[one.id], named) for one in wanted]
    owned = [_owned_already(one) for one in account_ids or () if one not in open_to and one not in land.unownable]
    off_road = _off_road(engine, [one.place for one in wanted])
    asked = land.unownable if account_ids is None else set(account_ids) & land.unownable.keys()
    nobodys = [problem for one in sorted(asked) for problem in land.unownable[one]]
    found = _found(land, day, leads, (*owned, *off_road, *nobodys), (past, success))
    with act.reading():
        mine = tuple(one for one in found.answers if act.reps is None or one.rep_id in act.reps)
    return replace(found, answers=mine)


@writes
def keep_leads(act: Act, made: LeadsFound, reason: str = "") -> int:
    """Give new accounts to the owners that were found; returns the number of the decision, 0 where there are none."""
    for rep_id in sorted({one.rep_id for one in made.answers}):
        act.require_rep(rep_id)
    require_owners_as_seen(act, made.revision)
    entries = [
        Owned(one.lead_id, made.day, one.rep_id, one.reason, rule=one.rule)
        for one in made.answers
        if one.lead_id != LEAD
    ]
    if not entries:
        act.changed_nothing()
        return 0
    summary = sentence("{count} new accounts have an owner", count=len(entries))
    return keep_owners(act, entries, decision_of(act, DecisionKind.LEAD, summary, reason)).number


def present_owners(land: Land) -> dict[str, str]:
    """Return the owner of every account; raises `BadInputError` where an account has none."""
    if (land.present < 0).any():
        raise BadInputError([owners_missing(land)])
    return owners_known(land)


def owners_known(land: Land) -> dict[str, str]:
    """Return the owner of every account that has one."""
    problem = land.problem
    seats = zip(problem.unit_ids, land.present.tolist(), strict=True)
    return {unit: problem.seat_ids[seat] for unit, seat in seats if seat >= 0}


def owners_missing(land: Land) -> Problem:
    """Return what is wrong where accounts have no owner on the land's day; some may have one only from later on."""
    missing = [unit for unit, seat in zip(land.problem.unit_ids, land.present, strict=True) if seat < 0]
    begins = [land.lines[unit][0].valid_from for unit in missing if land.lines.get(unit)]
    cause = sentence("{count} accounts have no owner on that day", count=len(missing))
    action = "Divide them first: roundsman territory design."
    if len(missing) < len(land.problem.unit_ids):
        action = "Let each find its owner first: roundsman territory lead --all --keep."
    if len(begins) == len(missing):
        cause = sentence("{cause}; all have one from {begins} on", cause=cause, begins=max(begins))
        action = sentence("Ask for that day or a later one: --from {begins}.", begins=max(begins))
    return Problem("owners-missing", "workspace", cause, action)


def lead_desk(land: Land, past: Successes | None = None, success: float = 0.0) -> LeadDesk:
    """Return the desk that knows the owner of every junction; raises `BadInputError` without any owner or roads.

    The junctions of accounts that nobody owns are left out: the nearest others decide.
    """
    owners = owners_known(land)
    if not owners:
        raise BadInputError([owners_missing(land)])
    if land.roads is None:
        action = "Make the roads first: roundsman roads."
        raise BadInputError(
            [Problem("roads-missing", "workspace", "leads are owned by the road they stand on", action)]
        )
    roads, reps = land.roads, land.problem.seat_ids
    row = {rep: number for number, rep in enumerate(reps)}
    of_place = np.array([row[owners[name]] if name in owners else -1 for name in roads.place_ids], np.int32)
    cells = roads.cells()
    owned = np.where(cells >= 0, of_place[cells], -1)
    known = owned >= 0
    load = held_hours(land.problem, land.present)
    hours = load, land.problem.targets[0]
    return LeadDesk((roads.lat[known], roads.lon[known]), owned[known], reps, hours, past=past, weight=success)


def _named(book: RuleBook | None, facts: Sequence[AccountFacts], day: date) -> dict[str, tuple[str, str]]:
    """Return the rep and the rule that claim each account."""
    if book is None:
        return {}
    first = book.layers[0].id
    owned = decide(book, facts, day).owned
    return {one.account: (one.rep, one.rule) for one in owned if one.layer == first and one.rep}


def _lead(land: Land, account: Account, hours: float, named: Mapping[str, tuple[str, str]]) -> Lead:
    able = frozenset(rep.id for rep in land.reps if fits(account, rep))
    if account.owner_lock is not None:
        able &= {account.owner_lock}
    rep, rule = named.get(account.id, ("", ""))
    return Lead(
        account.id, account.lat, account.lon, hours, able, (rep, rule) if rep in able else ("", ""), sector_of(account)
    )


def _found(
    land: Land, day: date, leads: Sequence[Lead], problems: Sequence[Problem], weighed: tuple[Successes, float]
) -> LeadsFound:
    if not leads:
        return LeadsFound(land.revision, day, (), tuple(problems))
    asked = lead_desk(land, *weighed).ask(leads)
    nobody = [_nobody_fits(one) for one, answer in zip(leads, asked, strict=True) if answer is None]
    return LeadsFound(land.revision, day, tuple(one for one in asked if one is not None), (*problems, *nobody))


def _nobody_fits(lead: Lead) -> Problem:
    cause = "no rep has what it asks for"
    return Problem(
        "nobody-fits",
        sentence("account {lead}", lead=lead.id),
        cause,
        "Train or hire a rep for it, or relax what it asks for.",
    )


def _owned_already(account_id: str) -> Problem:
    action = "Give it to another rep: roundsman territory move."
    cause = "somebody owns it on that day, or it is not to be visited"
    return Problem("owned-already", sentence("account {account_id}", account_id=account_id), cause, action)


def _off_road(engine: TravelEngine, places: Sequence[Place]) -> tuple[Problem, ...]:
    """Name the places off the roads: the nearest junction decides about them all the same."""
    return engine.problems(places) if isinstance(engine, RoadEngine) else ()
