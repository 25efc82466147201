"""Stages of roll-outs, in and out of the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from store.rows import upsert
from store.tables.review import rollout_stages
from store.words import StageState
from territory.experiment_outcome import Shown

__all__ = ["RolloutStage", "StageState", "next_rollout", "read_stages", "write_stages"]

Kept = Mapping[str, Any]
"""What stood at an account, as JSON."""


@dataclass(frozen=True, slots=True)
class RolloutStage:
    """One stage; see `store.tables.review.rollout_stages`."""

    rollout: int
    stage: int
    experiment: str
    what: str
    override: Kept
    territories: tuple[str, ...]
    begins: date
    state: StageState
    by: str
    before: Mapping[str, Kept] = field(default_factory=dict)
    after: Mapping[str, Kept] = field(default_factory=dict)
    shown: Shown = Shown.UNKNOWN
    reason: str = ""


def next_rollout(connection: Connection) -> int:
    """Return the number of the next roll-out."""
    return int(connection.execute(sa.select(sa.func.max(rollout_stages.c.rollout))).scalar() or 0) + 1


def write_stages(connection: Connection, stages: list[RolloutStage]) -> None:
    """Insert or update stages."""
    upsert(connection, rollout_stages, [asdict(one) | {"territories": list(one.territories)} for one in stages])


def read_stages(connection: Connection) -> tuple[RolloutStage, ...]:
    """Return all stages, the newest roll-out first, its stages in their order."""
    query = sa.select(rollout_stages).order_by(rollout_stages.c.rollout.desc(), rollout_stages.c.stage)
    rows = connection.execute(query).mappings()
    return tuple(RolloutStage(**{**row, "territories": tuple(row["territories"])}) for row in rows)
