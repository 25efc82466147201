"""The kinds of file that are imported, each in one transaction: accounts, reps, and what is known of accounts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Generic, TypeVar

from office.calendars.events import refresh_events
from office.imports import account_rows, feedback_rows, history_rows, opportunity_rows, rep_rows, visit_rows
from office.imports.account_rows import AccountRow, account_row
from office.imports.csvfile import Columns, CsvTable, Row, read_csv
from office.imports.maps import ColumnMap
from office.imports.places import misplaced
from office.imports.rep_rows import rep_row
from office.imports.report import ImportReport
from office.opening import Office
from routing.problems import BadInputError, Problem
from store.accounts import read_accounts, read_reps, write_accounts, write_reps
from store.changes import record_change
from store.database import Connection, reading, writing
from store.feedback import write_feedback
from store.opportunities import write_opportunities
from store.rows import Written
from store.sales import read_seasons, write_sales, write_seasons
from store.visits import ClosedVisit, write_closed_visits
from territory.accounts import Rep

Value = TypeVar("Value")
Locate = Callable[[str, str], tuple[float, float] | Problem]
"""Finds an address (second) for a row (first, in words); or says why not."""
MOST_AHEAD = 3
"""So many accounts whose last visit is on a day to come are named one by one."""


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How a file is to be read: other programs' names, values for empty cells, and whether good rows go on alone."""

    columns: ColumnMap = field(default_factory=ColumnMap)
    defaults: Mapping[str, str] = field(default_factory=dict)
    skip_bad: bool = False


def import_accounts(office: Office, path: Path, options: ImportOptions, locate: Locate, now: datetime) -> ImportReport:
    """Import accounts by their id.

    Raises
    ------
    BadInputError
        With every problem of the file, if there is one and `skip_bad` was not asked for; nothing is written then.
    """
    table = read_table(path, options, account_rows.COLUMNS, account_rows.REQUIRED)
    with reading(office.database) as connection:
        reps, known = read_reps(connection), read_accounts(connection)
    problems = list(table.problems)
    rows = _once(_sorted_out((account_row(row) for row in table.rows), problems), problems)
    rows = _located(rows, locate, problems)
    there = [(rep.lat, rep.lon) for rep in reps] + [(account.lat, account.lon) for account in known]
    rows = _placed(rows, there, problems)
    rows = _locked_to(rows, {rep.id for rep in reps}, problems)
    stop_at(problems, options)
    problems += _ahead(rows, now.date())
    with writing(office.database) as connection:
        written = write_accounts(connection, [row.account for row in rows])
        refresh_events(connection, now)
        return recorded(connection, report_on("accounts", written, table, problems), now)


def import_reps(office: Office, path: Path, options: ImportOptions, now: datetime) -> ImportReport:
    """Import reps by their id; raises as `import_accounts` does."""
    table = read_table(path, options, rep_rows.COLUMNS, rep_rows.REQUIRED)
    problems = list(table.problems)
    seen: dict[str, str] = {}
    reps: list[Rep] = []
    for row in table.rows:
        result = rep_row(row)
        if isinstance(result, list):
            problems += result
        elif result.id in seen:
            problems.append(twice(row.where, result.id, seen[result.id]))
        else:
            seen[result.id] = row.where
            reps.append(result)
    stop_at(problems, options)
    with writing(office.database) as connection:
        written = write_reps(connection, reps)
        refresh_events(connection, now)
        return recorded(connection, report_on("reps", written, table, problems), now)


def import_sales(office: Office, path: Path, options: ImportOptions, now: datetime) -> ImportReport:
    """Import monthly sales by account and month; raises as `import_accounts` does."""
    columns = history_rows.SALES_COLUMNS
    kind = _OfAccounts("sales", columns, columns, history_rows.sales_rows, write_sales)
    return _import_of_accounts(office, path, options, kind, now)


def import_opportunities(office: Office, path: Path, options: ImportOptions, now: datetime) -> ImportReport:
    """Import deals by their id; raises as `import_accounts` does."""
    rows = opportunity_rows
    kind = _OfAccounts("opportunities", rows.COLUMNS, rows.REQUIRED, rows.opportunity_rows, write_opportunities)
    return _import_of_accounts(office, path, options, kind, now)


def import_feedback(office: Office, path: Path, options: ImportOptions, now: datetime) -> ImportReport:
    """Import customers' answers about satisfaction by account and day; raises as `import_accounts` does."""
    rows = feedback_rows
    kind = _OfAccounts("satisfaction", rows.COLUMNS, rows.REQUIRED, rows.feedback_rows, write_feedback)
    return _import_of_accounts(office, path, options, kind, now)


def import_visits(office: Office, path: Path, options: ImportOptions, now: datetime) -> ImportReport:
    """Import visits of the past, by the other program's id or by account and day; raises as `import_accounts` does."""
    with reading(office.database) as connection:
        reps = {rep.id for rep in read_reps(connection)}

    def rows(given: Iterable[Row], known: set[str], problems: list[Problem]) -> list[ClosedVisit]:
        return visit_rows.visit_rows(given, known, reps, now, problems)

    kind = _OfAccounts("visits", visit_rows.COLUMNS, visit_rows.REQUIRED, rows, write_closed_visits)
    return _import_of_accounts(office, path, options, kind, now)


@dataclass(frozen=True, slots=True)
class _OfAccounts(Generic[Value]):
    """A kind of file whose rows each belong to an account that is known."""

    what: str
    columns: tuple[str, ...]
    required: tuple[str, ...]
    read: Callable[[Iterable[Row], set[str], list[Problem]], list[Value]]
    write: Callable[[Connection, Sequence[Value]], Written]


def _import_of_accounts(
    office: Office, path: Path, options: ImportOptions, kind: _OfAccounts[Value], now: datetime
) -> ImportReport:
    table = read_table(path, options, kind.columns, kind.required)
    with reading(office.database) as connection:
        known = {account.id for account in read_accounts(connection)}
    problems = list(table.problems)
    values = kind.read(table.rows, known, problems)
    stop_at(problems, options)
    with writing(office.database) as connection:
        written = kind.write(connection, values)
        return recorded(connection, report_on(kind.what, written, table, problems), now)


def import_seasons(office: Office, path: Path, options: ImportOptions, now: datetime) -> ImportReport:
    """Import season indices by segment and month of the year; raises as `import_accounts` does."""
    table = read_table(path, options, history_rows.SEASON_COLUMNS, history_rows.SEASON_COLUMNS)
    problems = list(table.problems)
    with reading(office.database) as connection:
        indices = history_rows.season_rows(table.rows, read_seasons(connection), problems)
    stop_at(problems, options)
    with writing(office.database) as connection:
        written = write_seasons(connection, indices)
        return recorded(connection, report_on("seasons", written, table, problems), now)


def read_table(path: Path, options: ImportOptions, known: Sequence[str], required: Sequence[str]) -> CsvTable:
    """Read a file with the columns of its kind."""
    columns = Columns(tuple(known), tuple(required), options.columns.names, options.columns.values, options.defaults)
    return read_csv(path, columns)


def _sorted_out(results: Iterable[AccountRow | list[Problem]], problems: list[Problem]) -> list[AccountRow]:
    good = []
    for result in results:
        if isinstance(result, list):
            problems += result
        else:
            good.append(result)
    return good


def _once(rows: Iterable[AccountRow], problems: list[Problem]) -> list[AccountRow]:
    first: dict[str, str] = {}
    kept = []
    for row in rows:
        if row.account.id in first:
            problems.append(twice(row.where, row.account.id, first[row.account.id]))
        else:
            first[row.account.id] = row.where
            kept.append(row)
    return kept


def twice(where: str, identity: str, first: str) -> Problem:
    """Say that an id stands in a file twice."""
    return Problem(
        "id-twice", where, f"id {identity!r} stands in {first} already", "Give each its own id, or drop one."
    )


def _located(rows: Iterable[AccountRow], locate: Locate, problems: list[Problem]) -> list[AccountRow]:
    kept = []
    for row in rows:
        if row.located:
            kept.append(row)
            continue
        found = locate(row.where, row.account.address)
        if isinstance(found, Problem):
            problems.append(found)
        else:
            account = replace(row.account, lat=found[0], lon=found[1])
            kept.append(AccountRow(row.where, account, located=True))
    return kept


def _placed(
    rows: Sequence[AccountRow], known: Sequence[tuple[float, float]], problems: list[Problem]
) -> list[AccountRow]:
    found = misplaced({row.where: (row.account.lat, row.account.lon) for row in rows}, known)
    problems += found.values()
    return [row for row in rows if row.where not in found]


def _locked_to(rows: Sequence[AccountRow], reps: set[str], problems: list[Problem]) -> list[AccountRow]:
    kept = []
    for row in rows:
        lock = row.account.owner_lock
        if lock is None or lock in reps:
            kept.append(row)
        else:
            cause = f"owner_lock names {lock!r}, who is no rep"
            problems.append(Problem("owner-unknown", row.where, cause, "Import the reps first, or correct the id."))
    return kept


def _ahead(rows: Iterable[AccountRow], today: date) -> list[Problem]:
    """Say which accounts are told to have been visited on a day to come; they are imported all the same.

    Many of them have one cause, such as the clock or a column of planned visits: they are one problem.
    """
    ahead = [row for row in rows if row.account.last_visit is not None and row.account.last_visit > today]
    if len(ahead) <= MOST_AHEAD:
        said = [(row.where, f"last_visit is {row.account.last_visit}, a day to come; it is") for row in ahead]
    else:
        last = max(row.account.last_visit for row in ahead if row.account.last_visit)
        cause = f"last_visit is a day to come, after {today}, for {len(ahead)} accounts (up to {last}); they are"
        said = [(f"{ahead[0].where} and on", cause)]
    action = "Write the last visit that took place; one that is planned is a pin."
    return [
        Problem("last-visit-ahead", where, f"{cause} imported, and the interval counts from it", action)
        for where, cause in said
    ]


def stop_at(problems: list[Problem], options: ImportOptions) -> None:
    """Raise `BadInputError` with all problems, unless the good rows shall go on alone."""
    if problems and not options.skip_bad:
        raise BadInputError(problems)


def report_on(what: str, written: Written, table: CsvTable, problems: list[Problem]) -> ImportReport:
    """Return what an import did."""
    good = written.new + written.changed + written.same
    return ImportReport(what, written, len(table.rows) + len(table.problems) - good, tuple(problems), table.ignored)


def recorded(connection: Connection, report: ImportReport, now: datetime) -> ImportReport:
    """Note the change, if there is one; return the report."""
    if report.written.new or report.written.changed:
        record_change(connection, f"import {report.what}", report.summary, now)
    return report
