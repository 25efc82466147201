"""Rows of opportunities; the columns are described in docs/formats.md."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from office.imports.cells import Cells
from office.imports.csvfile import Row
from routing.problems import Problem
from territory.opportunities import Opportunity

COLUMNS = (
    "id",
    "account_id",
    "name",
    "amount",
    "currency",
    "stage",
    "probability",
    "probability_percent",
    "opened",
    "expected_close",
    "closed",
    "won",
)
REQUIRED = ("id", "account_id", "name")
OUTCOMES = {"won": True, "lost": False}
"""The stages that end an opportunity; maps of other programs turn their words into these."""


def opportunity_rows(rows: Iterable[Row], known: set[str], problems: list[Problem]) -> list[Opportunity]:
    """Read opportunities of known accounts; what is wrong is added to `problems`."""
    found: dict[str, Opportunity] = {}
    for row in rows:
        cells = Cells(f"{row.where} ({row.cells['id']})" if row.cells.get("id") else row.where, row.cells)
        read = _ended(cells, _read(cells, known))
        if not cells.problems and read.id in found:
            cells.note("id-twice", f"id {read.id!r} stands in the file already", "Give each its own id, or drop one.")
        if cells.problems:
            problems += cells.problems
        else:
            found[read.id] = read
    return list(found.values())


def _read(cells: Cells, known: set[str]) -> Opportunity:
    account = cells.required("account_id")
    if account and account not in known:
        cells.note("account-unknown", f"there is no account {account!r}", "Import the accounts first.")
    percent = cells.number("probability_percent", default=None, least=0, most=100)
    amount = cells.money("amount") if cells.text("amount") else None
    return Opportunity(
        id=cells.required("id"),
        account_id=account,
        name=cells.required("name"),
        amount=amount,
        currency=cells.currency("currency") if amount is not None else cells.text("currency"),
        stage=cells.text("stage"),
        probability=cells.number("probability", default=None if percent is None else percent / 100, least=0, most=1),
        opened=cells.day("opened"),
        expected_close=cells.day("expected_close"),
        closed=cells.day("closed"),
    )


def _ended(cells: Cells, read: Opportunity) -> Opportunity:
    """Say of a deal that is over whether it was won, and when: other programs keep the day in `expected_close`."""
    stage, won = OUTCOMES.get(read.stage.casefold()), cells.flag("won")
    if read.closed is None and stage is None and not won:
        return read
    if stage is None and not cells.text("won"):
        cells.note("won-missing", "it is closed, and nothing says whether it was won", "Write yes or no into won.")
    if stage is False and won:
        cells.note("won-against-stage", f"won is yes, and the stage is {read.stage!r}", "Correct one of them.")
    closed = read.closed or read.expected_close
    if closed is None:
        cells.note("closed-missing", "it is won or lost, and has no date", "Write the day into closed.")
    elif read.opened and closed < read.opened:
        cells.note("closed-before-opened", f"it closed on {closed}, before {read.opened}", "Correct one of the dates.")
    return replace(read, closed=closed, won=won if stage is None else stage)
