"""Rows of opportunities; the columns are described in docs/formats.md."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from office.imports.cells import Cells
from office.imports.csvfile import Row, named_row
from office.imports.reading import Reading
from routing.problems import Problem
from routing.sentences import sentence
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
    "rep_id",
)
REQUIRED = ("id",)
NEW = ("account_id", "name")
NUMBERS = ("amount", "probability", "probability_percent")
DATES = ("opened", "expected_close", "closed")
OUTCOMES = {"won": True, "lost": False}
"""The stages that end an opportunity; maps of other programs turn their words into these."""


def opportunity_rows(
    rows: Iterable[Row], read: Reading, kept: Mapping[str, Opportunity], problems: list[Problem]
) -> list[Opportunity]:
    """Read deals of known accounts on top of those that are kept; what is wrong is added to `problems`."""
    found: dict[str, Opportunity] = {}
    for row in rows:
        where = named_row(row.where, row.cells["id"]) if row.cells.get("id") else row.where
        cells, was = Cells(where, row.cells, read.style), kept.get(row.cells.get("id", ""))
        cells = cells if was else cells.filled(read.defaults)
        deal = _ended(cells, _read(cells, read, was), was)
        if not cells.problems and deal.id in found:
            cells.note(
                "id-twice",
                sentence("id {deal!r} stands in the file already", deal=deal.id),
                "Give each its own id, or drop one.",
            )
        if cells.problems:
            problems += cells.problems
        else:
            found[deal.id] = deal
    return list(found.values())


def _read(cells: Cells, read: Reading, known: Opportunity | None) -> Opportunity:
    was = known or Opportunity("", "", "")
    account = cells.required("account_id", was.account_id)
    if account and account not in read.accounts:
        cells.note(
            "account-unknown",
            sentence("there is no account {account!r}", account=account),
            "Import the accounts first.",
        )
    percent = cells.number("probability_percent", default=None, least=0, most=100)
    likely = was.probability if percent is None else percent / 100
    amount, currency = _amount(cells, was)
    return Opportunity(
        id=cells.required("id"),
        account_id=account,
        name=cells.required("name", was.name),
        amount=amount,
        currency=currency,
        stage=cells.text("stage", was.stage),
        probability=cells.number("probability", default=likely, least=0, most=1),
        opened=cells.day("opened", was.opened),
        expected_close=cells.day("expected_close", was.expected_close),
        closed=cells.day("closed", was.closed),
        rep_id=cells.text("rep_id", "" if cells.clears("rep_id") else was.rep_id),
    )


def _amount(cells: Cells, was: Opportunity) -> tuple[Decimal | None, str]:
    """Return what a deal brings: an amount needs its currency, beside it or in a column of its own."""
    if not cells.text("amount"):
        return (None if cells.clears("amount") else was.amount), cells.text("currency", was.currency)
    currency = was.currency if was.currency and not cells.says("currency") else cells.currency("currency", "amount")
    return cells.money("amount", currency), currency


def _ended(cells: Cells, read: Opportunity, known: Opportunity | None) -> Opportunity:
    """Say of a deal that is over whether it was won, and when: other programs keep the day in `expected_close`."""
    if known is not None and not any(map(cells.says, ("stage", "won", "closed"))):
        return replace(read, closed=known.closed, won=known.won)
    stage, won = OUTCOMES.get(read.stage.casefold()), cells.flag("won")
    if read.closed is None and stage is None and not won:
        return read
    if stage is None and not cells.text("won"):
        cells.note("won-missing", "it is closed, and nothing says whether it was won", "Write yes or no into won.")
    if stage is False and won:
        cells.note(
            "won-against-stage",
            sentence("won is yes, and the stage is {stage!r}", stage=read.stage),
            "Correct one of them.",
        )
    closed = read.closed or read.expected_close
    if closed is None:
        cells.note("closed-missing", "it is won or lost, and has no date", "Write the day into closed.")
    elif read.opened and closed < read.opened:
        cells.note(
            "closed-before-opened",
            sentence("it closed on {closed}, before {opened}", closed=closed, opened=read.opened),
            "Correct one of the dates.",
        )
    return replace(read, closed=closed, won=won if stage is None else stage)
