"""Whether another rep could serve a visit that its own cannot: tried in the other's plan, at its price there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from routing.travel import UNREACHABLE_S, TravelEngine
from scheduler.demand.book import Book
from scheduler.demand.workdays import rep_problems
from scheduler.explain.insertion import Insertion, Priced, allowed, spaced
from scheduler.explain.restored import Restored
from scheduler.team.situation import Situation
from territory.accounts import Account, Rep

NEAREST = 2
"""So many other reps, the nearest who have the skills, are tried."""


@dataclass(frozen=True, slots=True, eq=False)
class Elsewhere:
    """A place for a visit in another rep's plan; `part` is that rep's part as if the account were theirs."""

    rep_id: str
    part: Restored
    place: Insertion

    @property
    def date(self) -> date:
        """Return when the visit would lie."""
        assembled = self.part.assembled
        return assembled.request.date_of(assembled.horizon.rep_days[self.place.rep_day].day)

    @property
    def price(self) -> float:
        """Return what that rep's plan costs more with the visit than with it left out."""
        return self.place.price - self.part.assembled.horizon.visits[self.place.visit].price_unserved


def handed_over(situation: Situation, own: Situation, known: Book, rep_id: str, account: Account) -> Situation:
    """Return what another rep's plan is made from as if the account were theirs, with all that is known of it.

    Parameters
    ----------
    situation : Situation
        The other rep's; `own` is that of the account's own rep, `known` the book that the own rep is asked with.
    """
    pins = (pin for pin in own.pins if pin.account_id == account.id)
    book = replace(
        situation.book,
        rules={**situation.book.rules, account.id: known.rules_of(account)},
        states={**situation.book.states, account.id: known.state_of(account)},
    )
    return replace(
        situation,
        accounts=tuple(sorted({*situation.accounts, account}, key=lambda one: one.id)),
        owners={**situation.owners, account.id: rep_id},
        stints={name: stints for name, stints in situation.stints.items() if name != account.id},
        book=book,
        pins=tuple(dict.fromkeys((*situation.pins, *pins))),
    )


def nearest(engine: TravelEngine, reps: Sequence[Rep], owners: Sequence[str], account: Account) -> list[Rep]:
    """Return the nearest reps who may have the account, without its own."""
    if account.owner_lock is not None:
        return []
    able = [
        rep
        for rep in reps
        if rep.id not in owners
        and account.skills <= rep.skills
        and account.languages <= rep.languages
        and not rep_problems(rep, rep.id)
    ]
    table = engine.table([account.place, *(rep.home for rep in able)])
    ways = {rep.id: int(table.travel_s[row, 0]) for row, rep in enumerate(able, start=1)}
    reached = [rep for rep in able if ways[rep.id] < UNREACHABLE_S]
    return sorted(reached, key=lambda rep: (ways[rep.id], rep.id))[:NEAREST]


def places(own: Restored, theirs: Restored, visits: Sequence[int]) -> Iterator[tuple[int, Elsewhere]]:
    """Yield for each of the visits (numbered as in `own`) that another rep has room for the cheapest such place."""
    horizon, rep_id = theirs.assembled.horizon, theirs.assembled.request.rep.id
    numbers = {due.visit_id: v for v, due in enumerate(theirs.assembled.due)}
    priced = Priced(horizon, theirs.schedule.tours)
    day_of = Priced(own.assembled.horizon, own.schedule.tours).day_of
    for visit in visits:
        number = numbers.get(own.assembled.due[visit].visit_id)
        if number is not None:
            days = [
                d
                for d in allowed(horizon, priced.day_of, number)
                if spaced(own.assembled.horizon, day_of, visit, horizon.rep_days[d].day)
            ]
            place = priced.cheapest(number, days)
            if place:
                yield visit, Elsewhere(rep_id, theirs, place)
