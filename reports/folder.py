"""What a plan gives to people in tables and calendars, written into one folder; `reports.maps` draws beside it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from mileage.cells import csv_text
from mileage.monthly import COLUMNS, rows
from office.calendars.feeds import read_events
from office.mileage.forecast import list_months
from office.opening import Office
from office.people import Person
from office.plans.shown import read_shown_plan
from reports.geojson import owners_geojson
from reports.plan_files import plan_csv, plan_json
from routing.problems import WorldError


class FileNotWrittenError(WorldError):
    """A file of an export cannot be written."""

    @classmethod
    def at(cls, path: Path, error: OSError) -> FileNotWrittenError:
        """Return the error of one path; its text is its only argument, so that another process can send it."""
        return cls(f"Cannot write {path}: {error.strerror or error}. Choose another folder or make room.")


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """A file that was written, and what it holds."""

    path: Path
    what: str


@dataclass(frozen=True, slots=True)
class PlanWeek:
    """A plan's number, and the Monday of the week that is drawn."""

    number: int
    monday: date


def write_texts(office: Office, who: Person, folder: Path, week: PlanWeek) -> tuple[ExportedFile, ...]:
    """Write the tables and calendars of a plan in force; raises `FileNotWrittenError`."""
    number, monday = week.number, week.monday
    shown, written = read_shown_plan(office, who, number, monday), Written(folder)
    plan = shown.plan
    written.text("plan.csv", "every visit with its times", plan_csv(number, plan, shown.reps, shown.accounts))
    written.text("plan.json", "the whole plan, losslessly", json_lines(plan_json(number, plan, shown.reps)))
    owned = owners_geojson(shown.accounts.values(), shown.owners)
    written.text("accounts.geojson", "who owns what", json_lines(owned))
    for rep in shown.reps.values():
        calendar = read_events(office, who, rep.id, plan.start, plan.end)
        written.text(f"calendars/{rep.id}.ics", f"the calendar of {rep.name}", calendar)
    mileage = csv_text(COLUMNS, rows(list_months(office, who, number)))
    written.text("mileage.csv", "mileage by rep and month: confirmed, and the plan's forecast", mileage)
    return tuple(written.files)


@dataclass(slots=True)
class Written:
    """What was written into a folder; each raises `FileNotWrittenError`."""

    folder: Path
    files: list[ExportedFile] = field(default_factory=list)

    def text(self, name: str, what: str, text: str | bytes) -> None:
        """Write a file and what it holds."""
        self.files.append(ExportedFile(_write(self.folder / name, text), what))

    def drawn(self, name: str, what: str, draw: Callable[[Path], None]) -> None:
        """Let a file be drawn where it belongs."""
        draw(_ready(self.folder / name))
        self.files.append(ExportedFile(self.folder / name, what))


def _write(path: Path, text: str | bytes) -> Path:
    try:
        _ready(path).write_bytes(text.encode() if isinstance(text, str) else text)
    except OSError as error:
        raise FileNotWrittenError.at(path, error) from error
    return path


def _ready(path: Path) -> Path:
    """Make the folder of a file."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileNotWrittenError.at(path, error) from error
    return path


def json_lines(value: Mapping[str, Any]) -> str:
    """Write each field on a line, and each entry of a list: with indents in them Python takes four times as long."""
    return "{\n" + ",\n".join(f"{json.dumps(name)}: {_field(own)}" for name, own in value.items()) + "\n}\n"


def _field(value: object) -> str:
    if not isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    return "[\n" + ",\n".join(json.dumps(one, ensure_ascii=False) for one in value) + "\n]"
