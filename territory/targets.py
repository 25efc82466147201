"""Targets per territory, period and key figure: what is asked, what is reached, and what is due by now."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from territory.kpis import KPIS, Figure
from territory.reading import Fields

FLAT = (1.0,) * 12


@dataclass(frozen=True, slots=True)
class Target:
    """What a territory is to reach from `start` to `end`, both inclusive, and its weight beside its other targets."""

    territory: str
    kpi: str
    start: date
    end: date
    value: float
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Attainment:
    """A target beside what was reached.

    Attributes
    ----------
    ratio : float or None
        1 is reached exactly, more is better whichever way the figure points; None where `why` says so.
    reached : bool or None
        None where the figure is not known.
    """

    target: Target
    actual: float | None
    ratio: float | None
    reached: bool | None
    why: str


@dataclass(frozen=True, slots=True)
class Result:
    """A territory's targets together: the weighted mean ratio of those that are known, and the weight that is not."""

    territory: str
    ratio: float | None
    weight_known: float
    weight_unknown: float


def read_targets(text: str, name: str, territories: Collection[str]) -> tuple[Target, ...]:
    """Return the ``[[target]]`` tables of a TOML file.

    Raises
    ------
    BadInputError
        With every problem: no period, a period that ends before it starts, an unknown territory or figure, a
        weight that is not above zero, two targets for the same figure at the same time.
    """
    problems: list[Problem] = []
    try:
        root = Fields(tomllib.loads(text), name, problems)
    except tomllib.TOMLDecodeError as error:
        raise BadInputError([Problem("not-toml", name, str(error), "Correct that line.")]) from error
    targets = [target for fields in root.tables("target") if (target := _target(fields, territories))]
    root.done()
    problems += _twice(targets, name)
    if problems:
        raise BadInputError(problems)
    return tuple(targets)


def attainment(target: Target, figures: Mapping[tuple[str, str], Figure]) -> Attainment:
    """Return how far a target is reached; `figures` are by territory and key figure, of the target's period."""
    found = figures.get((target.territory, target.kpi))
    if found is None or found.value is None:
        return Attainment(target, None, None, None, found.why if found else "no data for this figure")
    rising = KPIS[target.kpi].rising
    reached = found.value >= target.value if rising else found.value <= target.value
    above, below = (found.value, target.value) if rising else (target.value, found.value)
    if below <= 0:
        return Attainment(target, found.value, None, reached, "a ratio to zero or less says nothing")
    return Attainment(target, found.value, above / below, reached, "")


def results(attained: Sequence[Attainment]) -> tuple[Result, ...]:
    """Return each territory's weighted mean, by territory."""
    made = []
    for territory in sorted({one.target.territory for one in attained}):
        mine = [one for one in attained if one.target.territory == territory]
        known = [(one.target.weight, one.ratio) for one in mine if one.ratio is not None]
        weight = sum(share for share, _ in known)
        ratio = sum(share * value for share, value in known) / weight if known else None
        made.append(Result(territory, ratio, weight, sum(one.target.weight for one in mine) - weight))
    return tuple(made)


def due_by(target: Target, day: date, season: Sequence[float] = FLAT) -> float | None:
    """Return what should be reached at the end of `day` to be on the way; None for a figure that does not add up.

    Parameters
    ----------
    season : 12 floats
        The index of each month, January first; within a month days count alike.
    """
    if not KPIS[target.kpi].flow:
        return None
    whole = _weight(target.start, target.end, season)
    part = _weight(target.start, min(day, target.end), season) if day >= target.start else 0.0
    return target.value * part / whole if whole > 0 else None


def _weight(start: date, end: date, season: Sequence[float]) -> float:
    return sum(season[(start + timedelta(number)).month - 1] for number in range((end - start).days + 1))


def _target(fields: Fields, territories: Collection[str]) -> Target | None:
    territory, kpi = fields.text("territory"), fields.text("kpi")
    start, end, value = fields.day("start"), fields.day("end"), fields.number("value")
    weight = fields.number("weight")
    fields.done()
    if territory and territory not in territories:
        fields.wrong(
            "unknown-territory",
            sentence("territory {territory!r} is not known", territory=territory),
            "Use the id of a territory.",
        )
    if kpi and kpi not in KPIS:
        fields.wrong(
            "unknown-kpi",
            sentence("{kpi!r} is no key figure", kpi=kpi),
            sentence("Use one of: {names}.", names=", ".join(KPIS)),
        )
    if start is None or end is None:
        fields.wrong("target-without-period", "it has no period", "Write start = 2026-01-01 and end = 2026-12-31.")
    if value is None:
        fields.wrong("target-without-value", "it has no value", "Write value = 100000.")
    if weight is not None and weight <= 0:
        fields.wrong(
            "weight-not-positive",
            sentence("its weight is {weight:g}", weight=weight),
            "Give a weight above 0, or leave it out.",
        )
    if start and end and end < start:
        fields.wrong(
            "ends-before-start",
            sentence("it ends on {end}, before it starts on {start}", end=end, start=start),
            "Exchange the two.",
        )
    sound = start and end and value is not None and territory and kpi
    return Target(territory, kpi, start, end, value, weight or 1.0) if sound else None  # type: ignore[arg-type]


def _twice(targets: Sequence[Target], name: str) -> list[Problem]:
    problems = []
    ordered = sorted(targets, key=lambda target: (target.territory, target.kpi, target.start))
    for one, other in pairwise(ordered):
        if (one.territory, one.kpi) == (other.territory, other.kpi) and other.start <= one.end:
            where = f"{name} [[target]] ({other.territory}, {other.kpi}, {other.start})"
            cause = sentence("another target of it runs to {end}", end=one.end)
            problems.append(Problem("target-twice", where, cause, "Keep one, or part their periods."))
    return problems
