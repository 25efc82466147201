"""Every kind of job, brought together for whoever asks for one or does it."""

from __future__ import annotations

import importlib

FILES: tuple[str, ...] = (
    "office.plans.order",
    "office.designs.order",
    "office.ownership.by_routes_order",
    "office.ownership.realignment_order",
    "office.first_run",
    "office.outside.reminders",
    "office.crm.sync",
    "office.kept_backups",
    "office.reviews.rollouts",
)
"""The files of the office that make kinds of jobs."""


def load_kinds() -> None:
    """Import the files whose use cases are long."""
    for file in FILES:
        importlib.import_module(file)
