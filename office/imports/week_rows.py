"""Rows of what planners say: absences, rules of accounts, appointments, pins; columns are in docs/formats.md."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from office.imports.cells import Cells
from office.imports.csvfile import Row, named_row
from office.imports.reading import Reading
from routing.dates import Day
from routing.problems import Problem
from routing.sentences import sentence
from scheduler.demand.hours import DAY_S
from scheduler.demand.rules import AccountRules, Appointment, rules_problem
from scheduler.demand.workdays import Absence
from scheduler.wording import parse_clock, parse_spans, parse_until, parse_weekdays

ABSENCE_COLUMNS = ("rep", "first", "last", "reason", "from", "until")
RULE_COLUMNS = (
    "account",
    "do_not_visit",
    "yearly_cap",
    "yearly_minimum",
    "first_visit_by",
    "not_before",
    "weekdays",
    "hours",
    "rhythm",
    "rhythm_weeks",
    "cadence",
    "visiting_hours",
)
APPOINTMENT_COLUMNS = ("id", "place", "date", "time", "minutes", "reps", "purpose")
PIN_COLUMNS = ("account", "date", "time", "reason")
ABSENCE_DATES = ("first", "last")
RULE_NUMBERS = ("yearly_cap", "yearly_minimum", "rhythm_weeks")
RULE_DATES = ("first_visit_by", "not_before", "rhythm")
APPOINTMENT_NUMBERS = ("minutes",)
PIN_DATES = APPOINTMENT_DATES = ("date",)


@dataclass(frozen=True, slots=True)
class AppointmentRow:
    """An appointment of one rep or of several, with its place in the file."""

    where: str
    reps: tuple[str, ...]
    appointment: Appointment


@dataclass(frozen=True, slots=True)
class PinRow:
    """A date (and time) for one of an account's next visits: those of one account are its next ones, by date."""

    where: str
    account_id: str
    date: Day
    start_s: int | None
    reason: str


def absence_rows(rows: Iterable[Row], read: Reading, problems: list[Problem]) -> list[Absence]:
    """Read absences of known reps; what is wrong is added to `problems`."""
    found: dict[tuple[str, date, int], Absence] = {}
    for row in rows:
        cells = _cells(row, "rep", read)
        rep, first = _known(cells, "rep", read.reps), _day(cells, "first")
        last, from_s, until_s = cells.day("last"), cells.read("from", parse_clock), cells.read("until", parse_until)
        if first and not cells.problems:
            told = Absence(
                rep, first, last or first, cells.text("reason") or "absence", from_s or 0,
                DAY_S if until_s is None else until_s,
            )  # fmt: skip
            if told.last < told.first or told.until_s <= told.from_s:
                cells.note(
                    "absence-impossible",
                    sentence("{rep} away {first} to {last}: it ends before it starts", rep=rep, first=first, last=last),
                    "Mend it.",
                )
            elif (rep, first, told.from_s) in found:
                cells.note(
                    "absence-twice",
                    sentence("{rep} is away from {first} twice", rep=rep, first=first),
                    "Drop one of the two.",
                )
            else:
                found[rep, first, told.from_s] = told
        problems += cells.problems
    return list(found.values())


def rule_rows(
    rows: Iterable[Row], read: Reading, rules: Mapping[str, AccountRules], problems: list[Problem]
) -> dict[str, AccountRules]:
    """Read rules of known accounts, on top of those that they have."""
    found: dict[str, AccountRules] = {}
    for row in rows:
        cells = _cells(row, "account", read)
        account = _known(cells, "account", read.accounts)
        if account in found:
            cells.note(
                "account-twice",
                sentence("account {account} stands in an earlier row already", account=account),
                "Drop one of the two.",
            )
        changes = {name: value for name in RULE_COLUMNS[1:] for value in _change(cells, name)}
        changed = replace(rules.get(account, AccountRules()), **changes)
        if not cells.problems and (impossible := rules_problem(changed, cells.where)):
            cells.problems.append(impossible)
        if not cells.problems:
            found[account] = changed
        problems += cells.problems
    return found


def _change(cells: Cells, name: str) -> list[Any]:
    """Return the new value of a rule in a list, which is empty where the cell leaves it as it is."""
    if not cells.says(name):
        return []
    if cells.clears(name):
        return [getattr(AccountRules(), name)]
    ways: dict[str, Callable[[], Any]] = {
        **dict.fromkeys(["do_not_visit", "cadence", "visiting_hours"], lambda: cells.text(name)),
        "weekdays": lambda: cells.read(name, parse_weekdays),
        "hours": lambda: cells.read(name, parse_spans),
        **dict.fromkeys(["first_visit_by", "not_before", "rhythm"], lambda: cells.day(name)),
    }
    return [ways.get(name, lambda: cells.whole(name, default=None, least=0, most=3660))()]


def appointment_rows(rows: Iterable[Row], read: Reading, problems: list[Problem]) -> list[AppointmentRow]:
    """Read appointments; whose they are and whether they can be kept is asked later."""
    found: dict[str, AppointmentRow] = {}
    for row in rows:
        cells = _cells(row, "id", read)
        name, place, day = cells.required("id"), cells.required("place"), _day(cells, "date")
        start_s, minutes = _time(cells), cells.whole("minutes", default=60, least=1, most=1440)
        reps = tuple(sorted(cells.words("reps")))
        if not reps:
            cells.note("reps-empty", "reps is empty", "Write the rep's id, or several joined by |.")
        if name in found:
            cells.note(
                "id-twice",
                sentence("appointment {name!r} stands in {where} already", name=name, where=found[name].where),
                "Rename one.",
            )
        if day and not cells.problems:
            purpose = cells.text("purpose") or "appointment"
            made = Appointment(name, place, day, start_s or 0, 60 * (minutes or 0), purpose)
            found[name] = AppointmentRow(row.where, reps, made)
        problems += cells.problems
    return list(found.values())


def pin_rows(rows: Iterable[Row], read: Reading, problems: list[Problem]) -> list[PinRow]:
    """Read pins of known accounts."""
    found: list[PinRow] = []
    for row in rows:
        cells = _cells(row, "account", read)
        account, day = _known(cells, "account", read.accounts), _day(cells, "date")
        start_s = cells.read("time", parse_clock)
        if day and not cells.problems:
            found.append(PinRow(row.where, account, day, start_s, cells.text("reason")))
        problems += cells.problems
    return sorted(found, key=lambda pin: (pin.account_id, pin.date))


def _cells(row: Row, name: str, read: Reading) -> Cells:
    """Return a row's cells; its place names whom it is about."""
    whom = row.cells.get(name)
    return Cells(named_row(row.where, whom) if whom else row.where, row.cells, read.style).filled(read.defaults)


def _known(cells: Cells, name: str, known: Mapping[str, object]) -> str:
    identity = cells.required(name)
    if identity and identity not in known:
        cells.note(
            f"{name}-unknown",
            sentence("there is no {name} {identity!r}", name=name, identity=identity),
            sentence("Import the {name}s first, or correct it.", name=name),
        )
    return identity


def _day(cells: Cells, name: str) -> date | None:
    day = cells.day(name)
    if day is None and not cells.text(name):
        cells.note(f"{name}-empty", sentence("{name} is empty", name=name), "Write it as YYYY-MM-DD.")
    return day


def _time(cells: Cells) -> int | None:
    if not cells.text("time"):
        cells.note("time-empty", "time is empty", "Write it as 10:30.")
    return cells.read("time", parse_clock)
