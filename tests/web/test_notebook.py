"""The notebook of territories: notes, comments, a feed; and the agenda of the meeting that follows from all."""

from __future__ import annotations

import pytest

from office.opening import Office
from office.people import Grant, Person, Reach, Role, owner
from office.reviews.notebook import comment_note, read_notebook
from office.reviews.reviews import write_note
from routing.problems import BadInputError
from tests.web.month import month_over
from tests.web.site import signed_in
from web.routes import account

PAGE = "/territories/notebook"


@pytest.fixture
def house(sqlite_workspace: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setattr(account, "GUESSES_OF_ADDRESS", account.Limits(1000))
    monkeypatch.setattr(account, "GUESSES_OF_PERSON", account.Limits(1000))
    return month_over(sqlite_workspace)


def test_a_rep_writes_a_manager_comments_and_both_read_it(house: Office) -> None:
    rep, manager = signed_in(house, Role.REP), signed_in(house, Role.MANAGER)
    own = rep.get(PAGE).text
    territory = "rep" if 'value="rep"' in own else own.split('<option value="')[1].split('"')[0]
    assert rep.post(PAGE, data={"territory": territory, "text": "<b>bridge</b> closed"}).status_code == 303
    assert rep.post(PAGE, data={"territory": territory, "text": " "}).status_code == 400
    text = manager.get(PAGE).text
    assert "&lt;b&gt;bridge" in text
    assert manager.post(f"{PAGE}/1", data={"text": "Drive by the valley."}).status_code == 303
    assert manager.post(f"{PAGE}/1", data={"text": ""}).status_code == 400
    assert manager.post(f"{PAGE}/99", data={"text": "to whom?"}).status_code == 404
    assert manager.post(f"{PAGE}/2", data={"text": "a comment on a comment"}).status_code == 404
    seen = rep.get(PAGE).text
    assert seen.index("bridge") < seen.index("Drive by the valley.")
    assert "What was written and decided" in seen


def test_who_sees_one_rep_reads_and_writes_of_that_territory_alone(house: Office) -> None:
    write_note(house, owner(), "r1", "of Rita")
    write_note(house, owner(), "r2", "of Otto")
    rita = Person("rita", "Rita", (Grant(Role.REP, Reach.OWN),), rep_id="r1")
    found = read_notebook(house, rita)
    assert [one.note.text for one in found.threads] == ["of Rita"]
    assert found.territories == ("r1",)
    assert not [one for one in found.feed if "Otto" in one.text]
    with pytest.raises(BadInputError, match="no access to territory"):
        write_note(house, rita, "r2", "hello")
    with pytest.raises(BadInputError, match="no access to territory"):
        comment_note(house, rita, 2, "hello")


def test_the_agenda_is_printed_in_the_reader_s_language(house: Office) -> None:
    manager = signed_in(house, Role.MANAGER)
    assert manager.get("/reports/agenda.pdf").content.startswith(b"%PDF")
    assert "/reports/agenda.pdf" in manager.get("/reports/review").text
