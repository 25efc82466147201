"""Drift alarms: where balance, coverage or overdue accounts have left what was agreed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from routing.findings import Finding
from territory.review.inputs import Limits
from territory.review.standing import Standing

NOWHERE: Mapping[str, Limits] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Alarm:
    """A figure beyond its limit; `level` is 2 for an alarm, 1 for something to watch."""

    level: int
    kind: str
    territory: str
    figure: float
    limit: float
    why: Finding


def alarms(standings: Sequence[Standing], limits: Limits, local: Mapping[str, Limits] = NOWHERE) -> tuple[Alarm, ...]:
    """Return all alarms, the worst first: by level, then by how far beyond the limit.

    Parameters
    ----------
    local : mapping of territory to Limits
        Where other limits were agreed than for the rest.
    """
    found = [alarm for standing in standings for alarm in _of(standing, local.get(standing.territory, limits))]
    return tuple(
        sorted(found, key=lambda alarm: (-alarm.level, -round(_beyond(alarm), 9), alarm.kind, alarm.territory))
    )


def _beyond(alarm: Alarm) -> float:
    return abs(alarm.figure - alarm.limit) / max(alarm.limit, 1e-9)


def _of(standing: Standing, limits: Limits) -> list[Alarm]:
    found = []
    if standing.load is not None:
        found += _balance(standing, "workload", standing.load, limits.workload)
    if standing.potential_load is not None:
        found += _balance(standing, "potential", standing.potential_load, limits.potential)
    if standing.covered is not None:
        watch, alarm = limits.coverage
        if standing.covered < watch:
            limit = alarm if standing.covered < alarm else watch
            why = Finding.of("alarm-coverage", covered=round(standing.covered, 6), limit=limit)
            found.append(Alarm(1 + (limit == alarm), "coverage", standing.territory, standing.covered, limit, why))
        late = len(standing.overdue) / standing.customers
        if late > limits.overdue[0]:
            limit = limits.overdue[late > limits.overdue[1]]
            why = Finding.of("alarm-overdue", late=len(standing.overdue), customers=standing.customers)
            found.append(Alarm(1 + (late > limits.overdue[1]), "overdue", standing.territory, late, limit, why))
    if not standing.rep and standing.customers + standing.prospects:
        why = Finding.of("alarm-vacant", accounts=standing.customers + standing.prospects)
        found.append(Alarm(2, "vacant", standing.territory, 1.0, 0.0, why))
    return found


def _balance(standing: Standing, kind: str, load: float, limit: tuple[float, float]) -> list[Alarm]:
    away = abs(load - 1)
    if away <= limit[0]:
        return []
    level = 1 + (away > limit[1])
    side = "more" if load > 1 else "less"
    why = Finding.of(f"alarm-{side}-{kind}", away=round(away, 6), limit=limit[level - 1])
    return [Alarm(level, kind, standing.territory, away, limit[level - 1], why)]
