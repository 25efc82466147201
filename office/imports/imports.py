"""Importing a file: read, judged as a whole, asked about outside, and kept in one transaction, or not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from office.door import Act, thinks, works
from office.imports.account_files import ACCOUNTS, REPS, oddities
from office.imports.account_rows import AccountRow
from office.imports.agenda_files import AGENDAS
from office.imports.csvfile import Columns, Row, Table, column_missing, parts_of, read_table
from office.imports.geocoding import Geocoding, locator
from office.imports.history import keep_history
from office.imports.history_files import OPPORTUNITIES, SALES, SATISFACTION, SEASONS, VISITS
from office.imports.hotel_files import HOTELS
from office.imports.ids import RecordIds
from office.imports.kinds import FileKind, Kept, Locate
from office.imports.reading import Reading
from office.imports.report import ImportReport, Preview
from office.imports.styles import style_of
from office.imports.uploads import ImportOptions, Upload
from office.imports.visit_reports import REPORTS
from office.imports.week_files import ABSENCES, APPOINTMENTS, PINS, RULES
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from store.accounts import read_accounts, read_reps
from store.changes import Kind, Subject, require_untouched, revision
from store.rows import Written
from store.settings import read_settings

KINDS: Mapping[str, FileKind] = {
    kind.name: kind
    for kind in (
        ACCOUNTS,
        REPS,
        SALES,
        SEASONS,
        OPPORTUNITIES,
        SATISFACTION,
        VISITS,
        REPORTS,
        HOTELS,
        ABSENCES,
        RULES,
        APPOINTMENTS,
        PINS,
        AGENDAS,
    )
}
"""Every kind of file by its name."""

SAMPLE_ROWS = 5


@dataclass(frozen=True, slots=True)
class _Judged:
    """A file whose rows were judged in one state of the database, `number`."""

    kind: FileKind
    table: Table
    read: Reading
    values: Sequence[Any]
    told: tuple[Problem, ...]
    number: int


class _Rehearsed(Exception):  # noqa: N818 - it takes a rehearsal back, and is no error
    """What was written to see what an import would do is taken back."""


@thinks
def preview_import(act: Act, kind: str, upload: Upload, options: ImportOptions) -> Preview:
    """Say what an import would do; nothing is kept, and nobody is asked on the network.

    Raises
    ------
    BadInputError
        If nothing of the file can be used; what is wrong with single rows stands in the preview.
    """
    problems: list[Problem] = []
    judged = _judge(act, file_kind(kind), upload, options, problems)
    waiting = [row for row in judged.values if isinstance(row, AccountRow) and not row.located]
    there = [row for row in judged.values if row not in waiting] if waiting else judged.values
    values = _complete(act, replace(judged, values=there), _nobody, problems)
    report = _report(act, judged, values, _rehearse(act, judged.kind, values), problems, waiting=len(waiting))
    sample = tuple(dict(row.cells) for row in judged.table.rows[:SAMPLE_ROWS])
    return Preview(report, judged.table.header, judged.table.columns, judged.kind.columns, sample, len(waiting))


@works
def commit_import(
    act: Act,
    kind: str,
    upload: Upload,
    options: ImportOptions,
    *,
    geocoding: Geocoding = Geocoding(),  # noqa: B008 - a frozen value
    locate: Locate | None = None,
) -> ImportReport:
    """Import a file by its kind: new records are added, known ones updated by what the file says of them.

    `locate` finds addresses instead of a geocoder.

    Raises
    ------
    BadInputError
        With every problem of the file, if there is one and `skip_bad` was not asked for; nothing is written then.
        Rows are judged before anybody is asked on the network.
    ChangedMeanwhileError
        If somebody changed what the file is about while addresses were looked up.
    """
    problems: list[Problem] = []
    judged = _judge(act, file_kind(kind), upload, options, problems)
    _stop_at(problems, options)
    values = _complete(act, judged, locate or locator(act.office, geocoding), problems)
    _stop_at(problems, options)
    with act.writing():
        _require_same(act, judged)
        kept = _keep(act, judged.kind, values)
        report = _report(act, judged, values, kept, problems)
        keep_history(act, upload, report)
        act.note(report.summary)
        if not (kept.written.new or kept.written.changed or kept.followed):
            act.changed_nothing()
        return act.answer(report)


def file_kind(name: str) -> FileKind:
    """Return a kind of file by its name; raises `BadInputError` where there is none such."""
    if name not in KINDS:
        cause = sentence("there is no kind of file {name!r}", name=name)
        raise BadInputError(
            [Problem("import-kind-unknown", "import", cause, sentence("Name one of: {names}.", names=", ".join(KINDS)))]
        )
    return KINDS[name]


def _judge(act: Act, kind: FileKind, upload: Upload, options: ImportOptions, problems: list[Problem]) -> _Judged:
    names, words = options.columns.names, options.columns.values
    columns = Columns(kind.columns, kind.required, names, words, options.defaults, kind.for_new)
    table = read_table(upload, columns)
    with act.reading() as connection:
        _require_everything(act)
        accounts = {account.id: account for account in read_accounts(connection)}
        reps = {rep.id: rep for rep in read_reps(connection)}
        rows = _with_known_ids(kind, table.rows, {one.id: one.name for one in accounts.values()}, reps)
        style, wrong, told = style_of(rows, kind.numbers, kind.dates, options)
        currency = read_settings(connection).currency
        read = Reading(accounts, reps, act.now, style, options.defaults, currency)
        problems += [*table.problems, *wrong]
        _require_columns_of_new(act, kind, upload, replace(table, rows=rows), read)
        values = kind.judge(act, rows, read, problems)
        return _Judged(kind, table, read, values, tuple(told), revision(connection))


def _require_everything(act: Act) -> None:
    """Refuse whoever sees only a part of the company: a file is about all of it."""
    if act.reps is not None:
        cause = sentence("{who_name} does not reach over the whole company", who_name=act.who.name)
        raise BadInputError([Problem("not-yours", "import", cause, "Ask an administrator for it.")])


def _with_known_ids(
    kind: FileKind, rows: Sequence[Row], accounts: Mapping[str, str], reps: Mapping[str, Any]
) -> tuple[Row, ...]:
    """Return the rows with ids as they are known here, whichever form the other program gave them."""
    known = {"account": RecordIds(accounts), "rep": RecordIds({rep.id: rep.name for rep in reps.values()})}
    refer = [(name, known["account"]) for name in kind.accounts] + [(name, known["rep"]) for name in kind.reps]
    changed = []
    for row in rows:
        cells = dict(row.cells)
        if kind.describes and cells.get("id"):
            cells["id"] = known[kind.describes].own(cells["id"])
        cells |= {name: ids.named(cells[name]) for name, ids in refer if cells.get(name)}
        changed.append(replace(row, cells=cells))
    return tuple(changed)


def _require_columns_of_new(act: Act, kind: FileKind, upload: Upload, table: Table, read: Reading) -> None:
    """Name the missing columns once, and not in each row, where the file holds records that are new."""
    missing = [name for name in kind.for_new if name not in {*parts_of(table.columns.values()), *read.defaults}]
    if not missing:
        return
    known = set(kind.known_ids(act, read))
    if any(row.cells.get("id") not in known for row in table.rows):
        where = sentence("{file} row {row}", file=upload.name, row=table.top)
        raise BadInputError([column_missing(where, name, table.header) for name in missing])


def _complete(act: Act, judged: _Judged, locate: Locate, problems: list[Problem]) -> Sequence[Any]:
    if judged.kind.complete is None:
        return judged.values
    return judged.kind.complete(act.office, judged.values, judged.read, locate, problems)


def _require_same(act: Act, judged: _Judged) -> None:
    """Let nobody's change be overwritten that was made after the rows were laid over what was known."""
    if revision(act.connection) == judged.number:
        return
    ids = {row.cells.get(name, "") for row in judged.table.rows for name in ("id", *judged.kind.accounts)}
    kind = Kind.REP if judged.kind.describes == "rep" else Kind.ACCOUNT
    require_untouched(act.connection, judged.number, [Subject(kind, identity) for identity in sorted(ids)])


def _keep(act: Act, kind: FileKind, values: Sequence[Any]) -> Kept:
    kept = kind.keep(act, values)
    return kept if isinstance(kept, Kept) else Kept(kept)


def _rehearse(act: Act, kind: FileKind, values: Sequence[Any]) -> Kept:
    """Return what would be written: it is written, and taken back before anybody sees it."""
    kept = Kept(Written(0, 0, 0))
    try:
        with act.writing():
            kept = _keep(act, kind, values)
            raise _Rehearsed  # noqa: TRY301 - it leaves the transaction
    except _Rehearsed:
        return kept


def _report(  # noqa: PLR0917
    act: Act, judged: _Judged, values: Sequence[Any], kept: Kept, problems: Sequence[Problem], waiting: int = 0
) -> ImportReport:
    written = kept.written
    good = written.new + written.changed + written.same
    odd = oddities(act, values) if judged.kind is ACCOUNTS else []
    refused = len(judged.table.rows) + judged.table.refused - good - waiting
    said = (*problems, *judged.told, *odd, *kept.followed)
    table = judged.table
    return ImportReport(judged.kind.name, written, refused, said, table.ignored, table.footer, tuple(problems))


def _stop_at(problems: Sequence[Problem], options: ImportOptions) -> None:
    """Raise `BadInputError` with all problems, unless the good rows shall go on alone."""
    if problems and not options.skip_bad:
        raise BadInputError(problems)


def _nobody(where: str, address: str) -> Problem:
    return Problem(
        "address-to-find",
        where,
        sentence("{address!r} has to be looked up", address=address),
        "Import it, or write lat and lon.",
    )
