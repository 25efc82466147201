"""Permanent journey plans: a rep's accounts get fixed days in a cycle of weeks that repeats."""

from __future__ import annotations

from datetime import date

from office.door import Act, works
from office.known import require_rep
from office.plans.inputs import read_situation
from routing.problems import BadInputError
from routing.sentences import sentence
from routing.stopping import Stop
from routing.travel import TravelEngine
from scheduler.demand.journey import Journey, journey
from scheduler.team.requests import requests
from scheduler.team.situation import Span
from store.account_rules import write_rules
from store.changes import Kind, Subject, require_untouched


@works
def make_journey(act: Act, engine: TravelEngine, rep_id: str, start: date, weeks: int, *, stop: Stop) -> Journey:
    """Make a permanent journey plan of a rep's accounts and keep it as their fixed rhythm.

    Raises
    ------
    BadInputError
        If the rep is unknown or has no accounts to visit.
    ChangedMeanwhileError
        If the rep's accounts or fixed dates were changed while it was searched.
    """
    from scheduler.search import solve  # noqa: PLC0415 - numba is slow to import, and only a journey is searched here

    with act.reading() as connection:
        act.require_rep(rep_id)
        rep = require_rep(connection, rep_id)
        situation = read_situation(connection, Span(start, 7 * weeks, start))
    asked, _ = requests(situation, engine, rep_id)
    if rep_id not in asked:
        raise BadInputError(list(situation.problems))
    found = journey(asked[rep_id], weeks, lambda horizon: solve(horizon, stop, 1))
    subjects = {Subject(Kind.FIXED_DATES, rep_id)} | {Subject(Kind.ACCOUNT, account) for account in found.rules}
    with act.writing() as connection:
        require_untouched(connection, situation.revision, subjects)
        write_rules(connection, found.rules)
        act.touch(*(Subject(Kind.ACCOUNT, account) for account in found.rules))
        act.note(
            sentence(
                "journey plan of {rep}: {weeks} weeks, {accounts} accounts",
                rep=rep.name,
                weeks=weeks,
                accounts=len(found.rules),
            )
        )
        return act.answer(found)
