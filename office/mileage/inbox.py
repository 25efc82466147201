"""Claims as those see them who decide: what waits, and one claim with all that it is made of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from mileage.claims import ClaimState
from mileage.handout import Contents
from mileage.ledger import EntryKind, Posting
from mileage.periods import Days, next_month
from mileage.reminders import Reminder
from office.door import Act, reads
from office.mileage.claims import ClaimShown, ClaimTotals, claim_totals, missing_of, show_claim
from office.mileage.reports import contents
from office.mileage.reps import rep_today, require_visible, sees
from store.accounts import read_reps
from store.claims import read_claim, read_claims, read_closing, read_steps
from store.ledger import postings_of

WAITING = frozenset({ClaimState.SUBMITTED, ClaimState.APPROVED, ClaimState.REJECTED})
"""States in which somebody has something to do."""
OF_TRIPS = frozenset({EntryKind.TRIP, EntryKind.EXPENSE, EntryKind.PAYMENT})


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """A claim in a list, with the rep's name and the instant of its last step (empty where there was none)."""

    totals: ClaimTotals
    rep_name: str
    since: str


@dataclass(frozen=True, slots=True)
class ClaimInbox:
    """The claims that wait for somebody, those of a month, and the last month that is closed."""

    period: str
    waiting: tuple[ClaimLine, ...]
    month: tuple[ClaimLine, ...]
    closed_through: str


@dataclass(frozen=True, slots=True)
class ClaimFile:
    """A claim with all that it is made of.

    Attributes
    ----------
    contents : Contents
        The legs, flags and expenses that were posted to it: never a private trip.
    others : tuple of Posting
        What else was posted to it: allowances, corrections, reversals.
    missing : tuple of Reminder
        What the rep has yet to do for the month.
    days : Days
        The month, or longer where something late was posted to it.
    """

    shown: ClaimShown
    rep_name: str
    contents: Contents
    others: tuple[Posting, ...]
    missing: tuple[Reminder, ...]
    days: Days


@reads
def list_claims(act: Act, period: str) -> ClaimInbox:
    """Return the claims that wait, and every rep's of a month, of the reps whom the person sees."""
    names = {rep.id: rep.name for rep in read_reps(act.connection) if sees(act, rep.id)}
    claims = [claim for claim in read_claims(act.connection) if claim.rep_id in names]
    waiting = [(one.rep_id, one.period) for one in claims if one.state in WAITING]
    posted = {one.entry.rep_id for one in postings_of(act.connection, period=period)}
    month = sorted((posted | {one.rep_id for one in claims if one.period == period}) & set(names))
    return ClaimInbox(
        period,
        tuple(_line(act, names, *one) for one in sorted(waiting, key=lambda pair: (pair[1], pair[0]))),
        tuple(_line(act, names, rep_id, period) for rep_id in month),
        read_closing(act.connection).closed_through,
    )


def _line(act: Act, names: dict[str, str], rep_id: str, period: str) -> ClaimLine:
    steps = tuple(read_steps(act.connection, f"{rep_id}/{period}"))
    return ClaimLine(claim_totals(act, rep_id, period), names[rep_id], steps[-1].step.at if steps else "")


@reads
def read_claim_file(act: Act, rep_id: str, period: str) -> ClaimFile:
    """Return a claim with its legs, flags, expenses and steps; what is private is in none of them."""
    require_visible(act, rep_id)
    posted = postings_of(act.connection, rep_id, period=period)
    days = _days(period, posted)
    found, subjects = contents(act, days, rep_id), {one.entry.subject for one in posted}
    entries = tuple(one for one in found.entries if one.period == period)
    trips = {one.trip.id for one in entries}
    inside = replace(
        found,
        entries=entries,
        flags=tuple(flag for flag in found.flags if flag.trip_id in trips),
        expenses=tuple(one for one in found.expenses if one.expense.id in subjects),
    )
    return ClaimFile(
        show_claim.inside(act, rep_id, period),
        next(rep.name for rep in read_reps(act.connection) if rep.id == rep_id),
        inside,
        tuple(one for one in posted if one.entry.kind not in OF_TRIPS),
        missing_of(act, rep_id, period, rep_today(act, rep_id))
        if read_claim(act.connection, rep_id, period).state in (ClaimState.DRAFT, ClaimState.REJECTED)
        else (),
        days,
    )


def month_days(period: str) -> Days:
    """Return the days of a month written ``2026-05``."""
    first = date.fromisoformat(f"{period}-01")
    return Days(first, date.fromisoformat(f"{next_month(period)}-01") - timedelta(days=1))


def _days(period: str, posted: tuple[Posting, ...]) -> Days:
    month, own = month_days(period), [one.entry.day for one in posted if one.entry.kind is not EntryKind.PAYMENT]
    return Days(min([month.first, *own]), max([month.last, *own]))
