"""A large office's review is made beside the pages: they show the one before and say so; who needs the newest waits."""

from __future__ import annotations

import threading
import time
from concurrent.futures import Future
from dataclasses import replace
from typing import Any

import pytest

from office.opening import Office
from office.people import Role, owner
from office.reviews import kept
from office.reviews.kept import ReviewSeen, begin_review, read_review
from office.reviews.reviews import write_note
from tests.calendars.week import NOW
from tests.office.carried_week import fill
from tests.web.site import let_in, signed_in


class Slow:
    """A helper that answers when it is told to."""

    def __init__(self) -> None:
        self.asked: list[tuple[Future[Any], Office, tuple[Any, ...]]] = []

    def begin(self, office: Office, name: str, args: tuple[Any, ...], _kwargs: object) -> Future[Any]:
        """Take a question down."""
        assert name == "office.reviews.kept:analysis_of"
        self.asked.append((Future(), office, args))
        return self.asked[-1][0]

    def answer(self, which: int = -1) -> None:
        """Answer one."""
        future, office, args = self.asked[which]
        future.set_result(kept.analysis_of.body(replace(office, memory={}), *args))


@pytest.fixture
def helper() -> Slow:
    return Slow()


@pytest.fixture
def house(sqlite_workspace: Office, monkeypatch: pytest.MonkeyPatch, helper: Slow) -> Office:
    fill(sqlite_workspace)
    monkeypatch.setattr(kept, "SMALL", 0)
    monkeypatch.setattr(kept, "PATIENCE_S", 60.0)
    return replace(sqlite_workspace, clock=lambda: NOW, memory={"apart": helper})


def later(house: Office, *, newest: bool = False) -> tuple[threading.Thread, list[ReviewSeen]]:
    """Ask in another thread."""
    found: list[ReviewSeen] = []
    thread = threading.Thread(target=lambda: found.append(read_review(house, owner(), newest=newest)), daemon=True)
    thread.start()
    return thread, found


def first_made(house: Office, helper: Slow) -> ReviewSeen:
    thread, found = later(house)
    while not helper.asked:
        time.sleep(0.001)
    helper.answer()
    thread.join()
    return found[0]


def decide(house: Office, seen: ReviewSeen, text: str) -> None:
    write_note(house, owner(), seen.analysis.review.standings[0].territory, text)


def test_the_first_is_waited_for_and_kept(house: Office, helper: Slow) -> None:
    first = first_made(house, helper)
    assert not first.newer
    assert read_review(house, owner()) is not None
    assert len(helper.asked) == 1


def test_nobody_waits_long_for_the_first(house: Office, helper: Slow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "PATIENCE_S", 0.0)
    let_in(house)
    client = signed_in(house, Role.MANAGER)
    said = client.get("/reports/coverage?from=menu")
    assert (said.status_code, said.headers["Retry-After"]) == (202, "2")
    assert "Being worked out" in said.text
    assert 'data-load="/reports/coverage?from=menu"' in said.text
    software = client.get("/reports/coverage", headers={"Accept": "application/json"})
    assert (software.status_code, "Retry-After" in software.headers) == (503, True)
    assert len(helper.asked) == 1
    helper.answer()
    assert client.get("/reports/coverage").status_code == 200


def test_the_first_is_begun_before_anybody_asks_and_once(house: Office, helper: Slow) -> None:
    begin_review(house)
    begin_review(house)
    assert len(helper.asked) == 1
    helper.answer()
    assert not read_review(house, owner()).newer
    begin_review(house)
    assert len(helper.asked) == 1


def test_a_small_office_has_nothing_to_begin(house: Office, helper: Slow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "SMALL", 2_000)
    begin_review(house)
    assert helper.asked == []


def test_what_is_kept_is_shown_until_the_newer_one_is_made(house: Office, helper: Slow) -> None:
    first = first_made(house, helper)
    decide(house, first, "new road")
    shown = read_review(house, owner())
    assert (shown.newer, shown.revision, shown.analysis) == (True, first.revision, first.analysis)
    assert read_review(house, owner()).newer
    assert len(helper.asked) == 2  # one is made for everybody who asks
    helper.answer()
    made = read_review(house, owner())
    assert (made.newer, made.revision) == (False, first.revision + 1)
    assert [note.text for note in made.analysis.known.notes] == ["new road"]


def test_who_needs_the_newest_waits_for_one_that_was_begun_after_they_asked(house: Office, helper: Slow) -> None:
    first = first_made(house, helper)
    decide(house, first, "one")
    read_review(house, owner())
    decide(house, first, "two")
    thread, found = later(house, newest=True)
    helper.answer(1)
    while len(helper.asked) < 3:
        time.sleep(0.001)
    helper.answer(2)
    thread.join()
    assert [note.text for note in found[0].analysis.known.notes] == ["one", "two"]


def test_one_that_failed_is_told_and_begun_again(house: Office, helper: Slow, caplog: pytest.LogCaptureFixture) -> None:
    first = first_made(house, helper)
    decide(house, first, "new road")
    assert read_review(house, owner()).newer
    helper.asked[-1][0].set_exception(RuntimeError("no memory"))
    assert "the review could not be made" in caplog.text
    assert read_review(house, owner()).newer
    helper.answer()
    assert not read_review(house, owner()).newer


def test_a_page_says_that_a_newer_one_is_being_made(house: Office, helper: Slow) -> None:
    first = first_made(house, helper)
    let_in(house)
    client = signed_in(house, Role.MANAGER)
    decide(house, first, "new road")
    shown = client.get("/reports/coverage").text
    assert "A newer one is being made" in shown
    helper.answer()
    assert "A newer one is being made" not in client.get("/reports/coverage").text
