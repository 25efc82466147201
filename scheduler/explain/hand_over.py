"""One visit given to another rep: what the two plans cost then, and which rules they break."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from routing.findings import Finding
from routing.problems import BadInputError, Problem
from scheduler.demand.rules import Pin
from scheduler.explain.amendment import pinned
from scheduler.explain.evaluate import Evaluation, broken_order, broken_rules, dropped, moved
from scheduler.explain.insertion import Priced, siblings
from scheduler.explain.judgement import finding_of, pin_of
from scheduler.explain.prices import PricedDay, price_days, worth
from scheduler.explain.restored import Restored

ORDER = frozenset({"spacing", "pattern"})
"""Rules of the order of an account's visits: they are asked of its own rep's part, which has all of them."""


@dataclass(frozen=True, slots=True, eq=False)
class Giving:
    """A visit on its way from one rep's part of a plan to another's, `theirs`, made as if the account were theirs.

    `visit` and `number` are its numbers in the two parts.
    """

    own: Restored
    theirs: Restored
    visit: int
    number: int

    @classmethod
    def of(cls, own: Restored, theirs: Restored, visit: int) -> Giving:
        """Return it; raises `BadInputError` where the visit is not due in the other part."""
        wanted = own.assembled.due[visit].visit_id
        number = next((v for v, due in enumerate(theirs.assembled.due) if due.visit_id == wanted), None)
        if number is None:
            name = theirs.assembled.request.rep.name
            left = next((one.reason for one in theirs.assembled.left_out if one.due.visit_id == wanted), "not due then")
            cause = f"no tour of {name} could hold it ({left})"
            raise BadInputError([Problem("hand-over-impossible", wanted, cause, "Name another rep.")])
        return cls(own, theirs, visit, number)

    @property
    def saved(self) -> float:
        """Return what the giving rep's plan costs more without the visit: less than nothing where it saves."""
        horizon, tours = self.own.assembled.horizon, self.own.schedule.tours
        left_out = 0.0 if horizon.visits[self.visit].compulsory else horizon.visits[self.visit].price_unserved
        return dropped(horizon, tours, self.visit).price - left_out

    def crossed(self, day: date) -> list[Finding]:
        """Return what the order of the account's visits breaks with this one on a day, and does not break now."""
        assembled, tours = self.own.assembled, self.own.schedule.tours
        horizon, chain = assembled.horizon, siblings(assembled.horizon, self.visit)
        day_of = {v: horizon.rep_days[d].day for d, tour in enumerate(tours) for v in tour}
        already = broken_order(horizon, chain, day_of)
        found = broken_order(horizon, chain, day_of | {self.visit: assembled.request.day_of(day)})
        return [finding_of(assembled, one) for one in found if one not in already]


@dataclass(frozen=True, slots=True, eq=False)
class HandOver:
    """A visit given to another rep on a day: both plans after it, what each costs more, and what is broken then."""

    giver: Evaluation
    taker: Evaluation
    prices: tuple[float, float]
    broken: tuple[Finding, ...]
    pin: Pin


@dataclass(frozen=True, slots=True)
class TakenDay:
    """A day of the other rep: the price of both plans together, and what would be broken."""

    date: date
    priced: PricedDay
    price: float
    broken: tuple[Finding, ...]


def price_taking(giving: Giving, priced: Priced) -> tuple[TakenDay, ...]:
    """Price the visit on every day of the other rep; `priced` are that rep's tours with the account as theirs."""
    theirs, saved = giving.theirs.assembled, giving.saved
    left_out = worth(theirs.horizon, giving.number, None)
    found = []
    for one in price_days(priced, giving.number):
        day = theirs.request.date_of(theirs.horizon.rep_days[one.rep_day].day)
        broken = [finding_of(theirs, rule) for rule in one.broken if rule.rule not in ORDER]
        found.append(TakenDay(day, one, one.price + left_out + saved, (*broken, *giving.crossed(day))))
    return tuple(found)


def hand_over(giving: Giving, day: date, start_s: int | None) -> HandOver:
    """Give the visit to the other rep on a day, at a time of it if one is asked for.

    Raises
    ------
    BadInputError
        If that rep does not work on the day.
    """
    own, theirs = giving.own, giving.theirs
    assembled, request, due = theirs.assembled, theirs.assembled.request, theirs.assembled.due[giving.number]
    wanted = request.day_of(day)
    rep_day = next((d for d, each in enumerate(assembled.horizon.rep_days) if each.day == wanted), None)
    if rep_day is None:
        off = next((each.reason for each in assembled.calendar.off if each.day == wanted), "outside the plan")
        cause = f"{request.rep.name} does not visit on {day} ({off})"
        raise BadInputError([Problem("date-not-worked", due.visit_id, cause, "Choose another day.")])
    asked = Pin(due.visit_id, day, start_s, account_id=due.account_id, number=due.number)
    horizon = pinned(assembled, [asked])
    taker = moved(horizon, theirs.schedule.tours, giving.number, rep_day)
    giver = dropped(own.assembled.horizon, own.schedule.tours, giving.visit)
    broken = [*_new(own, giver, giving.visit), *_new(theirs, taker, None), *giving.crossed(day)]
    price = taker.price + worth(assembled.horizon, giving.number, None)
    pin = pin_of(assembled, taker, giving.number, start_s)
    return HandOver(giver, taker, (giving.saved, price), tuple(broken), pin)


def _new(part: Restored, after: Evaluation, gone: int | None) -> list[Finding]:
    """Return what is broken after a change and was not before; that `gone` is on no tour of theirs is meant so."""
    horizon = part.assembled.horizon
    already = broken_rules(horizon, part.schedule.tours)
    found = [one for one in after.broken if one not in already and one.rule not in ORDER]
    return [finding_of(part.assembled, one) for one in found if not (one.rule == "compulsory" and one.visit == gone)]
