"""A design judged by real routes: the scheduler plans sample weeks of each territory and measures the estimate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace

from office.designs.alignment import Alignment, designed
from office.designs.inputs import Wishes
from office.door import Act, thinks
from office.opening import Office
from office.plans.drafts import PlanOrder
from office.plans.inputs import read_situation
from routing.dayroads import day_roads
from routing.stopping import Stop
from routing.timing import time_tour
from routing.travel import TravelEngine
from scheduler.dated import dated_plan
from scheduler.demand.assemble import assemble
from scheduler.demand.request import Request
from scheduler.horizon import Horizon
from scheduler.nights.policy import hotels_for
from scheduler.nights.settled import at_home, settled
from scheduler.team.answer import Task
from scheduler.team.crew import LocalCrew
from scheduler.team.side_by_side import plan_team
from store.database import reading
from territory.accounts import Account
from territory.design.gathered import Land
from territory.design.judged import Judgement, Routed, judge
from territory.design.workload import TravelEstimate


@thinks
def price_design(
    act: Act, engine: TravelEngine, order: PlanOrder, stop: Stop, *, seed: int, wishes: Wishes
) -> tuple[Alignment, Judgement]:
    """Return a new design of the first day of an order, and its hours as estimated and as driven in sample weeks."""
    land, made = designed(act, engine, order.start, stop, seed=seed, wishes=wishes)
    guess = wishes.estimate or TravelEstimate()
    return made, price_land(Pricer(act.office, engine, order), land, made.owners, guess)


class Pricer:
    """Plans sample weeks of any territory with the rules, seasons, days off and nights away of the workspace."""

    def __init__(self, office: Office, engine: TravelEngine, order: PlanOrder) -> None:
        self.engine, self.order, self.hours = engine, order, day_roads(engine)
        with reading(office.database) as connection:
            self.situation = read_situation(connection, order.span)

    def __call__(self, rep_id: str, account_ids: Sequence[str]) -> tuple[Routed, dict[str, int]]:
        """Return what a rep drives on the sample weeks, and how often each account is visited."""
        wanted = set(account_ids)
        accounts = tuple(account for account in self.situation.accounts if account.id in wanted)
        assembled = assemble(self.request(rep_id, accounts))
        task = Task(rep_id, assembled.horizon, self.order.seed, worth=False)
        answer = plan_team([task], self.order.stop, LocalCrew(1)).answers[rep_id]
        asleep = replace(assembled, horizon=settled(assembled.horizon, answer.nights))
        plan = dated_plan(asleep, answer.schedule, time_tour)
        visits = Counter(visit.account_id for tour in plan.tours for visit in tour.visits)
        driving, service = (sum(getattr(tour, what) for tour in plan.tours) for what in ("driving_s", "service_s"))
        made = sum(visits.values()), len(plan.unserved), len(plan.nights)
        return Routed(driving / 3600, service / 3600, *made), dict(visits)

    def horizon(self, rep_id: str, account_ids: Set[str]) -> Horizon:
        """Return the sample weeks of a rep with some accounts, every night at home."""
        accounts = tuple(account for account in self.situation.accounts if account.id in account_ids)
        return at_home(assemble(self.request(rep_id, accounts)).horizon)

    def request(self, rep_id: str, accounts: tuple[Account, ...]) -> Request:
        """Return what a plan of the sample weeks is asked for."""
        now = self.situation
        rep = next(one for one in now.reps if one.id == rep_id)
        policy = now.night_policies.get(rep_id)
        hotels = tuple(hotels_for(policy, rep, accounts, now.hotels)) if policy else ()
        places = [rep.home, *(account.place for account in accounts), *(hotel.place for hotel in hotels)]
        return Request(
            rep,
            accounts,
            self.engine.table(places),
            now.span.start,
            now.span.days,
            now.book,
            now.policy,
            absences=now.absences,
            company_days=now.company_days,
            nights=policy,
            hotels=hotels,
            day=self.hours.among(places) if self.hours else None,
        )


def price_land(pricer: Pricer, land: Land, owners: Mapping[str, str], estimate: TravelEstimate) -> Judgement:
    """Return estimated and driven hours of every territory, and the calibrated estimate."""
    problem = land.problem
    service = {account.id: account.service_s / 3600 for account in land.accounts}
    per_visit = {
        unit: float(problem.measures[0, row] / problem.visits[row]) - service[unit]
        for row, unit in enumerate(problem.unit_ids)
    }
    territories = [(rep, [unit for unit in problem.unit_ids if owners[unit] == rep]) for rep in problem.seat_ids]
    return judge(territories, per_visit.__getitem__, pricer, estimate)
