"""Rows of answers about satisfaction; the columns are described in docs/formats.md."""

from __future__ import annotations

from collections.abc import Iterable

from office.imports.cells import Cells
from office.imports.csvfile import Row
from office.imports.reading import Reading
from routing.problems import Problem
from routing.sentences import sentence
from territory.feedback import Feedback

COLUMNS = ("account_id", "date", "score", "worst", "best")
REQUIRED = ("account_id", "date", "score")
NUMBERS = ("score", "worst", "best")
DATES = ("date",)
_ANY = 1e6


def feedback_rows(rows: Iterable[Row], read: Reading, problems: list[Problem]) -> list[Feedback]:
    """Read answers of known accounts as shares of their scale; what is wrong is added to `problems`."""
    found: dict[tuple[str, str], Feedback] = {}
    for row in rows:
        cells = Cells(row.where, row.cells, read.style).filled(read.defaults)
        answer = _answer(cells, read)
        key = (cells.text("account_id"), str(answer.date) if answer else "")
        if answer is not None and key in found:
            cells.note(
                "answer-twice",
                sentence("{key} has answered twice on {key_2}", key=key[0], key_2=key[1]),
                "Keep one, or their mean.",
            )
        problems += cells.problems
        if answer is not None and not cells.problems:
            found[key] = answer
    return list(found.values())


def _answer(cells: Cells, read: Reading) -> Feedback | None:
    account, day = cells.required("account_id"), cells.day("date")
    if account and account not in read.accounts:
        cells.note(
            "account-unknown",
            sentence("there is no account {account!r}", account=account),
            "Import the accounts first.",
        )
    worst = cells.number("worst", default=0.0, least=-_ANY, most=_ANY)
    best = cells.number("best", default=1.0, least=-_ANY, most=_ANY)
    score = cells.number("score", default=None, least=-_ANY, most=_ANY)
    if day is None and not cells.problems:
        cells.note("date-empty", "date is empty", "Write the day of the answer as YYYY-MM-DD.")
    if score is None and not cells.problems:
        cells.note("score-empty", "score is empty", "Leave out the rows of those who did not answer.")
    if cells.problems or day is None or score is None or worst is None or best is None:
        return None
    if not worst < best or not worst <= score <= best:
        action = "Name the scale: --default worst=1 --default best=5, or columns of these names."
        cells.note(
            "score-off-its-scale",
            sentence("score is {score:g} on a scale from {worst:g} to {best:g}", score=score, worst=worst, best=best),
            action,
        )
        return None
    return Feedback(account, day, (score - worst) / (best - worst))
