"""Files of agendas: a row for each item; an agenda that a file names is as the file has it, all others stay."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from mileage.cells import csv_text
from office.accounts.agendas import scope_words, touch_agendas
from office.door import Act
from office.imports.cells import Cells
from office.imports.csvfile import Row
from office.imports.kinds import FileKind
from office.imports.reading import Reading
from routing.problems import Problem
from store.agendas import write_agendas
from store.rows import Written
from territory.agenda import Agenda, AgendaItem, ItemKind, Scope, agenda_problems

COLUMNS = ("account", "segment", "tier", "kind", "text", "link", "first", "last")
DATES = ("first", "last")


def agendas_csv(agendas: Mapping[Scope, Agenda]) -> str:
    """Return agendas as the file that they can be imported from again, unchanged."""
    rows = [
        (scope.account_id, scope.segment, scope.tier, item.kind.value, item.text, item.link, item.first, item.last)
        for scope, items in agendas.items()
        for item in items
    ]
    return csv_text(COLUMNS, rows)


def _judge(_: Act, rows: Sequence[Row], read: Reading, problems: list[Problem]) -> list[tuple[Scope, Agenda]]:
    found: dict[Scope, list[AgendaItem]] = {}
    wrong: set[Scope] = set()
    for row in rows:
        cells = Cells(row.where, row.cells, read.style)
        scope = Scope(cells.text("account"), cells.text("segment"), cells.text("tier"))
        if scope.account_id and scope.account_id not in read.accounts:
            cells.note("account-unknown", f"there is no account {scope.account_id!r}", "Import it first.")
        items = found.setdefault(scope, [])
        items += _items(cells)
        if cells.problems:
            wrong.add(scope)
        problems += cells.problems
    for scope, items in found.items():
        impossible = [] if scope in wrong else agenda_problems(scope, items, f"agenda of {scope_words(scope)}")
        wrong |= {scope} if impossible else set()
        problems += impossible
    return [(scope, tuple(items)) for scope, items in found.items() if scope not in wrong]


def _items(cells: Cells) -> Iterable[AgendaItem]:
    """Return the row's item in a list, which is empty where the row takes the agenda away."""
    if cells.clears("text"):
        return []
    kind = cells.text("kind", ItemKind.POINT).casefold()
    if kind not in set(ItemKind):
        cells.note("kind-unknown", f"kind is {kind!r}", "Write purpose, point or material.")
        return []
    text, link = cells.required("text"), cells.text("link")
    return [AgendaItem(ItemKind(kind), text, link, cells.day("first"), cells.day("last"))]


def _keep(act: Act, agendas: Sequence[tuple[Scope, Agenda]]) -> Written:
    written = write_agendas(act.connection, dict(agendas))
    touch_agendas(act, [Scope(*key) for key in written.keys])
    return written


AGENDAS = FileKind("agendas", COLUMNS, ("text",), _judge, _keep, dates=DATES, accounts=("account",))
