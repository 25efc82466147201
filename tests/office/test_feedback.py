"""Importing what customers answer: a share of the scale that the file states, and nothing guessed."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from office.imports.uploads import ImportOptions
from office.opening import Office
from routing.problems import BadInputError
from store.database import reading
from store.feedback import read_feedback
from territory.feedback import Feedback
from tests.importing import import_file
from tests.office.test_importing import GOOD, accounts_from, csv_file

ANSWER = {"account_id": "a1", "date": "2026-10-01", "score": "0.75"}


def imported(
    office: Office, folder: Path, now: datetime, *rows: dict[str, str], **defaults: str
) -> tuple[Feedback, ...]:
    accounts_from(office, csv_file(folder / "a.csv", [GOOD]), now)
    import_file(office, "satisfaction", csv_file(folder / "s.csv", list(rows)), now, ImportOptions(defaults=defaults))
    with reading(office.database) as connection:
        return read_feedback(connection)


def test_an_answer_is_a_share_of_its_scale(office: Office, tmp_path: Path, now: datetime) -> None:
    plain = imported(office, tmp_path, now, ANSWER)
    assert plain == (Feedback("a1", date(2026, 10, 1), 0.75),)
    five = imported(office, tmp_path, now, ANSWER | {"score": "4"}, worst="1", best="5")
    assert five == plain  # the same account and day: corrected, not added


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"account_id": "z"}, "account-unknown"),
        ({"date": ""}, "date-empty"),
        ({"date": "soon"}, "date-not-a-date"),
        ({"score": ""}, "score-empty"),
        ({"score": "4"}, "score-off-its-scale"),
        ({"score": "4", "best": "0"}, "score-off-its-scale"),
        ({"score": "good"}, "score-not-a-number"),
    ],
)
def test_an_answer_that_cannot_be_read_is_named(
    sqlite_workspace: Office, tmp_path: Path, now: datetime, change: dict[str, str], code: str
) -> None:
    with pytest.raises(BadInputError) as refused:
        imported(sqlite_workspace, tmp_path, now, ANSWER | change)
    assert [problem.code for problem in refused.value.problems] == [code]


def test_two_answers_of_a_day_are_named(sqlite_workspace: Office, tmp_path: Path, now: datetime) -> None:
    with pytest.raises(BadInputError, match="answer-twice"):
        imported(sqlite_workspace, tmp_path, now, ANSWER, ANSWER)
