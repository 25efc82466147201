"""The workspace's settings: few, each with a default that is said."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from store.rows import upsert
from store.tables.house import settings

MANAGER = "manager"
"""The value of `Settings.plan_approval` by which a manager approves drafts."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What holds for the whole workspace.

    Attributes
    ----------
    name : str
        The workspace's own name; the identity of visits is derived from it, so it never changes.
    currency : str
        ISO 4217 code of potentials and sales.
    mileage_scheme : str
        The rate table that trips are priced by, one of ``roundsman mileage quote --help``.
    policy : str
        The planner's weights that differ from the defaults, as JSON: see `scheduler.demand.rules.Policy`.
    travel : str
        The engine that knows the ways, in one of the forms of `routing.choice`; empty for the workspace's own roads.
    map_tiles : str
        ``openstreetmap`` where maps take OpenStreetMap's own tiles; empty for ours.
    plan_approval : str
        Who approves a draft before it is put in force: `MANAGER`, or nobody (empty).
    counting : str
        Which visits count towards intervals, as JSON: see `scheduler.counting_rule`; empty for the usual rule.
    exchange : str
        Rates of other currencies, a line each: see `territory.exchange`.
    """

    name: str
    currency: str = "EUR"
    mileage_scheme: str = "de-reisekosten"
    policy: str = ""
    travel: str = ""
    map_tiles: str = ""
    plan_approval: str = ""
    counting: str = ""
    exchange: str = ""


def write_settings(connection: Connection, values: Settings) -> None:
    """Store the settings."""
    upsert(connection, settings, [{"key": key, "value": value} for key, value in asdict(values).items()])


def read_settings(connection: Connection) -> Settings:
    """Return the settings of an initialised workspace."""
    return Settings(**{row.key: row.value for row in connection.execute(sa.select(settings))})


def set_travel(connection: Connection, named: str) -> None:
    """Store which engine knows the ways; empty for the workspace's own roads."""
    upsert(connection, settings, [{"key": "travel", "value": named}])
