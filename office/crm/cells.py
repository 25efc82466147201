"""A CRM's records as rows of the files that the importer reads: there is one importer, whoever hands the rows in."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from crm.records import Noun, Record
from office.crm.connections import READ_AS
from office.door import Act
from office.imports.account_cells import account_cells
from office.imports.account_rows import BLANK, account_row
from office.imports.csvfile import Columns, Row, read_table
from office.imports.geocoding import Geocoding
from office.imports.imports import commit_import
from office.imports.kinds import Locate
from office.imports.mappings import options_of
from office.imports.maps import ColumnMap, ready_map
from office.imports.reading import Reading
from office.imports.surroundings import with_surroundings
from office.imports.uploads import ImportOptions, Upload
from routing.problems import BadInputError, Problem
from routing.written_numbers import DecimalSign
from store.crm import CrmConnection
from store.database import Connection
from store.import_mappings import ImportMapping, read_mappings
from territory.accounts import Account

Cells = Mapping[str, str]
_ROW = re.compile(r" row (\d+)")
_ALWAYS_SAID = frozenset({"id", "kind"})
"""Columns of ours of which it cannot be seen that nobody has said anything."""


def mapping_of(connection: Connection, made: CrmConnection, noun: str) -> ImportMapping:
    """Return how records of a noun are read: as was kept by the name that the connection gives, else as is ready."""
    kind = READ_AS[noun]
    kept = {one.name: one for one in read_mappings(connection)}
    found = kept.get(made.mappings.get(noun, ""))
    if found is None:
        return ImportMapping(noun, kind.name, program=made.program)
    return replace(found, program=found.program or made.program)


def options_for(connection: Connection, made: CrmConnection, noun: str) -> ImportOptions:
    """Return how records of a noun are read; programs write numbers in one way, and bad rows wait by themselves."""
    mapping = mapping_of(connection, made, noun)
    own = {name: value for name, value in made.defaults.items() if name in READ_AS[noun].columns}
    return replace(options_of(mapping, skip_bad=True), defaults={**mapping.defaults, **own}, decimal=DecimalSign.POINT)


def more_fields(connection: Connection, made: CrmConnection, noun: Noun) -> tuple[str, ...]:
    """Return the CRM's fields that a kept mapping asks for beside the usual ones."""
    if noun.value not in READ_AS:
        return ()
    usual = ready_map(made.program, READ_AS[noun.value].program_map).names
    return tuple(sorted(name for name in mapping_of(connection, made, noun.value).names if name not in usual))


def our_cells(rows: Sequence[Cells], options: ImportOptions) -> list[dict[str, str]]:
    """Return accounts' fields by our columns, read as a file of them would be; a row that cannot be read is empty."""
    kind, found = READ_AS["accounts"], [dict[str, str]() for _ in rows]
    if not rows:
        return found
    columns = Columns(kind.columns, kind.required, options.columns.names, options.columns.values, options.defaults)
    for row in read_table(Upload("crm", as_csv(rows)), columns).rows:
        found[row.number - 2] = {name: str(text) for name, text in row.cells.items()}
    return found


def as_csv(rows: Sequence[Cells]) -> bytes:
    """Return rows as a file."""
    header = list(dict.fromkeys(name for row in rows for name in row))
    out = io.StringIO()
    writer = csv.DictWriter(out, header, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def texts_of(account: Account) -> dict[str, str]:
    """Return an account by our columns as text, empty where it says nothing."""
    return {name: "" if value is None else str(value) for name, value in account_cells(account).items()}


def blank_texts() -> dict[str, str]:
    """Return what an account's columns hold of which nobody has said anything."""
    return {name: text for name, text in texts_of(BLANK).items() if name not in _ALWAYS_SAID}


def after_taking(account: Account, cells: Cells, currency: str, now: datetime) -> dict[str, str] | None:
    """Return how an account would be if a row were imported, by our columns; None where the row is refused."""
    row = Row(2, "crm", {**cells, "id": account.id})
    read = account_row(row, Reading({account.id: account}, {}, now, currency=currency))
    if isinstance(read, list):
        return None
    made = with_surroundings(read.account)[0] if read.located else read.account
    return texts_of(made)


def report_cells(record: Record, zone: str) -> dict[str, str]:
    """Return an activity as a row of reports: its day and times on the account's own clock."""
    cells = {name: text for name, text in record.fields.items() if name not in _INSTANTS}
    if record.start is None:
        return cells | ({"date": record.day.isoformat()} if record.day else {})
    clock = ZoneInfo(zone)
    start = record.start.astimezone(clock)
    cells["date"] = start.date().isoformat()
    end = record.end.astimezone(clock) if record.end else start
    if end.date() == start.date() and end > start and (end - start).total_seconds() >= 60:
        cells |= {"start": f"{start:%H:%M}", "end": f"{end:%H:%M}"}
    return cells


_INSTANTS = frozenset({"StartDateTime", "EndDateTime", "ActivityDate", "IsAllDayEvent", "OwnerId"})


def take_in(
    act: Act, noun: str, rows: Sequence[Cells], options: ImportOptions, locate: Locate | None
) -> dict[int, str]:
    """Import rows of one noun by the importer; return why rows were refused, by their place among `rows`."""
    if not rows:
        return {}
    kind = READ_AS[noun]
    upload = Upload(f"crm {noun}", as_csv(rows))
    try:
        report = commit_import(
            act.office.once(""), act.who, kind.name, upload, options, geocoding=Geocoding(), locate=locate
        )
    except BadInputError as error:
        if any(one.code in {"not-yours", "not-allowed"} for one in error.problems):
            raise
        whole = said(error.problems)
        return dict.fromkeys(range(len(rows)), whole)
    return _by_row(report.refusals)


def said(problems: Iterable[Problem]) -> str:
    """Return what is wrong in one line."""
    return "; ".join(f"{one.cause} [{one.code}]" for one in problems)[:500]


def _by_row(problems: Iterable[Problem]) -> dict[int, str]:
    found: dict[int, list[Problem]] = {}
    for one in problems:
        place = _ROW.search(one.where)
        if place:
            found.setdefault(int(place[1]) - 2, []).append(one)
    return {place: said(some) for place, some in found.items()}


def plain(options: ImportOptions) -> ImportOptions:
    """Return options for rows that have our columns already."""
    return replace(options, columns=ColumnMap())
