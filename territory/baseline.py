"""A frozen baseline: key figures as they stood on a day, sealed, to be compared with ever after."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from territory.kpis import Figure


@dataclass(frozen=True, slots=True)
class Baseline:
    """Figures of a day; `seal` is the SHA-256 of everything else."""

    name: str
    taken_on: date
    figures: tuple[Figure, ...]
    seal: str

    @property
    def intact(self) -> bool:
        """Tell whether nothing has been changed since it was frozen."""
        return self.seal == _seal(self.name, self.taken_on, self.figures)


@dataclass(frozen=True, slots=True)
class Change:
    """A figure now beside the baseline's; `change` is None where one of them is not known."""

    territory: str
    kpi: str
    before: float | None
    now: float | None
    change: float | None


def freeze(name: str, taken_on: date, figures: Sequence[Figure]) -> Baseline:
    """Return the baseline of these figures, in an order of its own; two figures of one kind are `ValueError`."""
    plain = [replace(one, value=None if one.value is None else float(one.value)) for one in figures]
    ordered = tuple(sorted(plain, key=lambda one: (one.territory, one.kpi)))
    if len({(one.territory, one.kpi) for one in ordered}) != len(ordered):
        raise ValueError("a baseline holds one figure per territory and kind")
    return Baseline(name, taken_on, ordered, _seal(name, taken_on, ordered))


def changes(baseline: Baseline, now: Sequence[Figure]) -> tuple[Change, ...]:
    """Return every figure that the baseline holds beside the present one."""
    present = {(one.territory, one.kpi): one.value for one in now}
    return tuple(_change(one, present.get((one.territory, one.kpi))) for one in baseline.figures)


def _change(before: Figure, now: float | None) -> Change:
    known = before.value is not None and now is not None
    return Change(before.territory, before.kpi, before.value, now, now - before.value if known else None)  # type: ignore[operator]


def _seal(name: str, taken_on: date, figures: Sequence[Figure]) -> str:
    rows = [[f.territory, f.kpi, f.start.isoformat(), f.end.isoformat(), f.value, f.why] for f in figures]
    text = json.dumps([name, taken_on.isoformat(), rows], separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
