"""Importing files in tests as the command does: read, hand in, keep, and bring calendars up to date."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from office.imports.imports import commit_import
from office.imports.kinds import Locate
from office.imports.report import ImportReport
from office.imports.uploads import ImportOptions, Upload
from office.opening import Office
from office.outbox import deliver
from office.people import owner
from routing.problems import Problem


def nowhere(where: str, address: str) -> Problem:
    """Find no address: tests ask nobody on the network."""
    return Problem("address-not-found", where, f"{address!r} was not found", "Write lat and lon.")


def import_file(
    office: Office,
    kind: str,
    path: Path,
    now: datetime,
    options: ImportOptions | None = None,
    *,
    locate: Locate = nowhere,
) -> ImportReport:
    """Import a file at an instant."""
    then = replace(office, clock=lambda: now)
    upload = Upload(path.name, path.read_bytes())
    report = commit_import(then, owner(), kind, upload, options or ImportOptions(), locate=locate)
    deliver(then)
    return report


def import_accounts(office: Office, path: Path, options: ImportOptions, locate: Locate, now: datetime) -> ImportReport:
    """Import accounts."""
    return import_file(office, "accounts", path, now, options, locate=locate)


def import_reps(office: Office, path: Path, options: ImportOptions, now: datetime) -> ImportReport:
    """Import reps."""
    return import_file(office, "reps", path, now, options)


def import_sales(office: Office, path: Path, options: ImportOptions, now: datetime) -> ImportReport:
    """Import monthly sales."""
    return import_file(office, "sales", path, now, options)


def import_seasons(office: Office, path: Path, options: ImportOptions, now: datetime) -> ImportReport:
    """Import season indices."""
    return import_file(office, "seasons", path, now, options)
