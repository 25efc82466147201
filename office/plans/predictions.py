"""Visits and kilometres that coming weeks will bring, from the weeks as they were published and what came of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from office.door import Act, reads
from office.ownership.decisions import first_today
from office.plans.savings import WeekSaved, list_savings
from scheduler.team.predicted import Planned, Predicted, predicted

LOOK_BACK = timedelta(weeks=53)
TEAM = ""
"""Stands for everybody together, in place of a rep's id."""


@dataclass(frozen=True, slots=True)
class RepPredicted:
    """What is foretold of a rep (`TEAM`: of everybody whom the person sees): visits, and metres driven."""

    rep_id: str
    visits: Predicted
    metres: Predicted


@reads
def list_predictions(act: Act) -> tuple[RepPredicted, ...]:
    """Return what is foretold of everybody together and of each rep, from the weeks published in the last year.

    What came of visits is known once every visit of a week that is over is reported, of kilometres once its trips are
    attested. A week of everybody together is known where every rep's is.
    """
    today = first_today(act)
    by_rep: dict[str, list[WeekSaved]] = defaultdict(list)
    for one in list_savings.inside(act, today - LOOK_BACK):
        by_rep[one.kept.rep_id].append(one)
    visits = {rep: [_visits(one) for one in weeks] for rep, weeks in by_rep.items()}
    metres = {rep: [_metres(one) for one in weeks] for rep, weeks in by_rep.items()}
    visits[TEAM], metres[TEAM] = _together(visits.values()), _together(metres.values())
    return tuple(
        RepPredicted(rep, predicted(visits[rep], today), predicted(metres[rep], today))
        for rep in sorted(visits)
        if visits[rep]
    )


def _visits(week: WeekSaved) -> Planned:
    told = week.came.done + week.came.missed
    known = week.over and told >= week.kept.visits
    return Planned(week.kept.monday, float(week.kept.visits), float(week.came.done) if known else None)


def _metres(week: WeekSaved) -> Planned:
    came = week.came.driven_m if week.over else None
    return Planned(week.kept.monday, float(week.kept.distance_m), came)


def _together(reps: Iterable[list[Planned]]) -> list[Planned]:
    by_week: dict[date, list[Planned]] = defaultdict(list)
    for weeks in reps:
        for one in weeks:
            by_week[one.monday].append(one)
    return [_sum(monday, weeks) for monday, weeks in sorted(by_week.items())]


def _sum(monday: date, weeks: list[Planned]) -> Planned:
    came = [one.came for one in weeks if one.came is not None]
    return Planned(monday, sum(one.planned for one in weeks), sum(came) if len(came) == len(weeks) else None)
