"""One visit given to another rep, judged: what both plans cost then, what keeps the rep from it, and what is kept."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from office.door import Act, reads
from office.known import require_rep
from office.ownership.decisions import first_today
from office.plans.open_parts import OpenPart, open_part
from office.plans.prices import DayPrice, VisitPrices, to_come
from office.remembered import Shelf
from routing.findings import Finding
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from routing.travel import TravelEngine
from scheduler.explain.amendment import Amendment, amended
from scheduler.explain.hand_over import Giving, HandOver, hand_over, price_taking
from scheduler.explain.insertion import Priced
from scheduler.explain.judgement import LETTERS, Decision, Found, Judged, meant_visit
from scheduler.explain.other_reps import handed_over
from scheduler.explain.restored import Restored, restore
from store.changes import Subject
from store.database import Connection
from store.opportunities import opportunities_of
from store.ownership import rows_of_account
from store.planned_visits import accounts_meant, reps_meant
from store.plans import PlanHead, find_plan
from store.visits import visits_closed_at_any
from territory.accounts import Account, Rep
from territory.fit import misfits
from territory.opportunities import Opportunity
from territory.ownership.timeline import VISITS, Owned, flatten, owned_on

_NAME = "plans.handed_parts"
REASON = "one visit, by hand"


@dataclass(eq=False)
class _Handed:
    """Another rep's part of a plan as if an account were theirs; it is what the two parts were that it was made of."""

    own: OpenPart
    taker: OpenPart
    part: Restored
    priced: Priced


@dataclass(frozen=True, slots=True, eq=False)
class GivenVisit:
    """A visit that another rep would get: both reps' parts, what the change does to them, and what is kept of it.

    `cover` says from which day to which the account is the other rep's; None where it is theirs then already.
    """

    own: OpenPart
    taker: OpenPart
    handed: Restored
    change: HandOver
    judged: Judged
    cover: Owned | None

    @property
    def head(self) -> PlanHead:
        """Return the plan that is meant."""
        return self.own.stored.head

    def depends_on(self, subject: Subject) -> bool:
        """Return whether either rep's part may be another one after a change of this."""
        return self.own.depends_on(subject) or self.taker.depends_on(subject)

    def amendments(self) -> tuple[Amendment, Amendment] | None:
        """Return both reps' days made anew; None where one of them cannot be driven so."""
        giver = amended(self.own.stored.plan, self.own.part, self.change.giver, ())
        taker = amended(self.taker.stored.plan, self.handed, self.change.taker, (self.change.pin,))
        return None if giver is None or taker is None else (giver, taker)


@reads
def price_hand_over(act: Act, engine: TravelEngine, visit: str, rep_id: str, number: int | None = None) -> VisitPrices:
    """Price a visit on all days of another rep: what both plans cost more then, and what is broken.

    Raises
    ------
    BadInputError
        If the plan has no such visit, or the rep may not have it.
    """
    head = find_plan(act.connection, number)
    found = _found(act, engine, head, visit)
    handed = _handed(act, engine, head, found, rep_id)
    giving = Giving.of(found[0].part, handed.part, found[1].visit)
    account = _account(found[0], found[1].due.account_id)
    deals = opportunities_of(act.connection, account.id)
    days = []
    for one in price_taking(giving, handed.priced):
        held = _open_deal(deals, one.date)
        place = one.priced.position, one.priced.start_s
        days.append(DayPrice(one.date, one.price, *place, (*one.broken, *held)))
    situation = found[0].stored.situation
    cost, day = situation.policy.driving_cost(situation.currency), _day_of(found[1])
    prices = VisitPrices(head.id, found[1].due.visit_id, account.id, rep_id, day, tuple(days), cost)
    return to_come(prices, first_today(act))


def judge_hand_over(act: Act, engine: TravelEngine, decision: Decision, head: PlanHead) -> GivenVisit:
    """Judge that another rep makes a visit on a day.

    Raises
    ------
    BadInputError
        If the plan has no such visit, the day is past or not worked, or the rep may not have the account then.
    """
    day = decision.date
    if day is None:
        raise ValueError("a visit that is given to another rep needs its date")
    if day < first_today(act):
        raise BadInputError(
            [Problem("date-past", decision.visit, sentence("{day} is past", day=day), "Choose a later day.")]
        )
    own, found = _found(act, engine, head, decision.visit)
    handed = _handed(act, engine, head, (own, found), decision.rep)
    change = hand_over(Giving.of(own.part, handed.part, found.visit), day, decision.start_s)
    account = _account(own, found.due.account_id)
    cover = _cover(act.connection, account, decision.rep, day)
    held = _open_deal(opportunities_of(act.connection, account.id), day)
    situation = own.stored.situation
    judged = Judged(
        found.due.visit_id, account.id, own.rep_id, _day_of(found), day, sum(change.prices),
        (*change.broken, *held), (change.pin,), plan=head.id,
        cost=situation.policy.driving_cost(situation.currency),
        shares=((own.rep_id, change.prices[0]), (decision.rep, change.prices[1])),
    )  # fmt: skip
    return GivenVisit(own, handed.taker, handed.part, change, judged, cover)


def _found(act: Act, engine: TravelEngine, head: PlanHead, text: str) -> tuple[OpenPart, Found]:
    """Return the visit that is meant, in its rep's part of the plan."""
    parts = []
    for rep_id in sorted(reps_meant(act.connection, head.id, text, LETTERS)):
        act.require_rep(rep_id)
        parts.append(open_part(act.office, act.connection, engine, head, rep_id))
    closed = visits_closed_at_any(act.connection, accounts_meant(act.connection, head.id, text, LETTERS))
    over = {visit.visit_id for visit in closed}
    found = meant_visit(text, [one.part for one in parts], over, first_today(act))
    return next(one for one in parts if one.part is found.part), found


def _handed(act: Act, engine: TravelEngine, head: PlanHead, found: tuple[OpenPart, Found], rep_id: str) -> _Handed:
    """Return the other rep's part as if the account were theirs, from memory where nothing of it was changed."""
    own, account = found[0], _account(found[0], found[1].due.account_id)
    act.require_rep(rep_id)
    _require_able(account, require_rep(act.connection, rep_id), own.rep_id)
    taker = open_part(act.office, act.connection, engine, head, rep_id)
    shelf: Shelf[_Handed] = act.office.memory.setdefault(_NAME, Shelf())
    key = head.id, own.rep_id, rep_id, account.id, engine.source
    known = shelf.find(key)
    if known is not None and known.own is own and known.taker is taker:
        return known
    stored, request = taker.stored, own.part.assembled.request
    situation = handed_over(stored.situation, own.stored.situation, request.book, rep_id, account)
    part = restore(stored.plan, situation, engine, rep_id)[rep_id]
    taker.know(part)
    made = _Handed(own, taker, part, Priced(part.assembled.horizon, part.schedule.tours))
    shelf.keep(key, made)
    return made


def _require_able(account: Account, rep: Rep, own_id: str) -> None:
    """Raise `BadInputError` where the rep could never visit the account: no plan would keep it so."""
    where = sentence("account {account}", account=account.id)
    if rep.id == own_id:
        raise BadInputError(
            [Problem("owner-already", where, sentence("it is a visit of {rep}", rep=rep.id), "Move it to another day.")]
        )
    lacking = misfits(account, rep)
    if lacking:
        cause = sentence("{rep} {names}", rep=rep.id, names=" and ".join(lacking))
        raise BadInputError([Problem("owner-unfit", where, cause, "Give it to a rep who fits.")])
    if account.owner_lock not in {None, rep.id}:
        cause = sentence("it is locked to {owner_lock}", owner_lock=account.owner_lock)
        raise BadInputError([Problem("owner-locked", where, cause, "Release its lock first.")])


def _cover(connection: Connection, account: Account, rep_id: str, day: date) -> Owned | None:
    """Return what makes the account the rep's on that day alone; None where it is theirs then already.

    Raises
    ------
    BadInputError
        If nobody owns it then, or an earlier hand-over of it between the same two stands.
    """
    rows = rows_of_account(connection, account.id).get(VISITS, ())
    held = owned_on(flatten(rows), day)
    where = sentence("account {account}", account=account.id)
    if held is None:
        raise BadInputError(
            [Problem("account-without-owner", where, sentence("nobody owns it on {day}", day=day), "Give it to a rep.")]
        )
    if held.rep_id == rep_id:
        return None
    made = Owned(account.id, day, rep_id, REASON, until=day, covers=held.rep_id)
    then = owned_on(flatten((*rows, made)), day)
    if then is None or then.rep_id != rep_id:
        cause = sentence("{rep_id} has it for {rep_id_2} on {day}", rep_id=held.rep_id, rep_id_2=rep_id, day=day)
        raise BadInputError([Problem("hand-over-impossible", where, cause, "Take that hand-over back instead.")])
    return made


def _open_deal(deals: Collection[Opportunity], day: date) -> tuple[Finding, ...]:
    """Return what is open with the account on a day: its owner would rather keep it until it is closed."""
    names = sorted(deal.name or deal.id for deal in deals if deal.is_open(day))
    return (Finding.of("deal-open", detail=", ".join(names)),) if names else ()


def _account(own: OpenPart, account_id: str) -> Account:
    return next(one for one in own.stored.situation.accounts if one.id == account_id)


def _day_of(found: Found) -> date | None:
    request, day = found.part.assembled.request, found.day
    return None if day is None else request.date_of(found.part.assembled.horizon.rep_days[day].day)
