"""Acts of phones: carried out once, in order, whatever is lost, sent again or comes late; nothing is dropped."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from office.opening import Office
from office.people import Grant, Person, Reach, Role, owner
from office.visits.acts import MOST_MISSING, Carried, Outcome, PhoneAct, carry_acts, list_acts, missing_before
from office.visits.days import read_own_day, read_own_visit
from office.visits.visits import Report, report_visit
from routing.problems import BadInputError
from scheduler.plan import VisitStatus
from store.answers import read_answers
from store.changes import revision
from store.database import reading, writing
from store.pins import read_pins
from store.tables.acts import acts as acts_table
from store.tables.calendars import visit_answers
from store.tables.plans import visit_log
from store.visits import read_visit_log
from tests.calendars.week import HOUR, MONDAY, NOW, REP
from tests.office.carried_week import at, fill

RITA = Person("rita", "Rita", (Grant(Role.REP, Reach.OWN),), REP.id)
OTTO = Person("otto", "Otto", (Grant(Role.REP, Reach.OWN),), "r2")
EVENING = NOW.replace(day=23, hour=17)
NINE = "2026-03-23T08:00:00+00:00"


@pytest.fixture
def week(office: Office) -> Office:
    fill(office)
    return at(office, EVENING)


def act(seq: int, kind: str, about: str = "v1", when: str = NINE, **body: str) -> PhoneAct:
    return PhoneAct(str(UUID(int=seq)), seq, kind, about, when, body)


def send(office: Office, *acts: PhoneAct, who: Person = RITA, device: str = "phone") -> Carried:
    return carry_acts(office, who, device, acts)


def log(office: Office) -> tuple[Any, ...]:
    with reading(office.database) as connection:
        said = [(one.visit_id, one.kind, one.text, one.undone_at) for one in read_answers(connection)]
        return read_visit_log(connection), read_pins(connection), said


def outcomes(carried: Carried) -> list[str]:
    return [one.outcome.value for one in carried.answers]


def test_two_taps_give_a_visit_its_times_in_the_rep_s_zone(week: Office) -> None:
    sent = (act(1, "arrived"), act(2, "done", when="2026-03-23T09:00:30+00:00", outcome="order", next_step="samples"))
    assert outcomes(send(week, *sent)) == ["applied", "applied"]
    (done,) = log(week)[0]
    assert (done.status, done.date, done.start_s, done.end_s) == (VisitStatus.DONE, MONDAY, 9 * HOUR, 10 * HOUR)
    assert done.outcome == "order"


def test_a_visit_without_an_arrival_has_no_times_that_nobody_told(week: Office) -> None:
    send(week, act(1, "done"))
    (done,) = log(week)[0]
    assert (done.start_s, done.end_s) == (None, None)


def test_what_came_already_is_answered_as_it_was_and_changes_nothing(week: Office) -> None:
    first = send(week, act(1, "arrived"), act(2, "done"))
    with reading(week.database) as connection:
        before = revision(connection)
    assert send(week, act(2, "done"), act(1, "arrived")) == first
    with reading(week.database) as connection:
        assert revision(connection) == before


def test_a_key_is_used_for_one_act_alone(week: Office) -> None:
    send(week, act(1, "arrived"))
    again = send(week, replace(act(1, "arrived"), kind="done"))
    assert [one.problems[0].code for one in again.answers] == ["act-reused"]
    assert log(week)[0] == ()


def test_one_that_cannot_be_carried_out_is_kept_and_the_others_are_carried_out(week: Office) -> None:
    carried = send(week, act(1, "skip"), act(2, "done", "v9"), act(3, "done", "v2"), act(4, "dance"))
    assert outcomes(carried) == ["refused", "refused", "applied", "refused"]
    codes = [one.problems[0].code for one in carried.answers if one.problems]
    assert codes == ["reason-missing", "visit-unknown", "act-unknown"]
    assert {one.about for one in list_acts(week, RITA)} == {"v1", "v9"}
    assert [one.visit_id for one in log(week)[0]] == ["v2"]


def test_a_move_against_a_rule_is_a_question(week: Office) -> None:
    early = at(week, NOW)
    carried = send(early, act(1, "move", when=NOW.isoformat(), date=str(MONDAY + timedelta(days=6))))
    assert outcomes(carried) == ["question"]
    assert log(week)[1] == ()
    assert read_own_visit(early, RITA, "v1").stop.question


def test_notes_of_both_sides_are_kept_and_the_phone_s_outcome_counts(week: Office) -> None:
    report_visit(week, owner(), "v1", Report(MONDAY, None, None, "nobody there", "they rang"))
    assert outcomes(send(week, act(1, "done", outcome="order", note="two boxes"))) == ["merged"]
    (done,) = log(week)[0]
    assert (done.outcome, done.notes) == ("order", "they rang\ntwo boxes")


def test_an_act_that_comes_after_a_later_one_changes_nothing_but_its_words_are_kept(week: Office) -> None:
    carried = send(week, act(2, "done", outcome="order"))
    assert carried.missing == (1,)
    assert outcomes(send(week, act(1, "skip", reason="closed"))) == ["merged"]
    found, _, said = log(week)
    assert found[0].status is VisitStatus.DONE
    assert "closed" in {text for _, _, text, _ in said}


def test_a_clock_that_is_ahead_is_said_and_not_believed(week: Office) -> None:
    carried = send(week, act(1, "done", when="2026-04-23T08:00:00+00:00"))
    assert outcomes(carried) == ["applied"]
    assert carried.answers[0].clock_ahead_s > 0
    assert log(week)[0][0].date == MONDAY


@pytest.mark.parametrize("when", ["", "yesterday", "2026-03-23T08:00:00"])
def test_an_instant_without_its_offset_is_refused(week: Office, when: str) -> None:
    assert outcomes(send(week, act(1, "done", when=when))) == ["refused"]


@pytest.mark.parametrize("body", [{"start": "9"}, {"start": "10:00", "end": "09:00"}, {"note": "x" * 5000}])
def test_what_cannot_be_read_is_refused(week: Office, body: dict[str, str]) -> None:
    assert outcomes(send(week, act(1, "done", **body))) == ["refused"]
    assert log(week)[0] == ()


def test_another_rep_s_visit_is_refused(week: Office) -> None:
    assert outcomes(send(week, act(1, "done"), who=OTTO)) == ["refused"]
    assert log(week)[0] == ()


def test_more_than_a_sending_holds_is_refused(week: Office) -> None:
    with pytest.raises(BadInputError, match="acts-too-many"):
        send(week, *(act(number, "note", note="x") for number in range(1, 52)))


def test_an_undo_takes_the_last_act_back(week: Office) -> None:
    send(week, act(1, "done"), act(2, "undo"))
    assert log(week)[0] == ()


def test_the_day_shows_what_is_next(week: Office) -> None:
    day = read_own_day(week, RITA, MONDAY)
    assert [one.stop.visit.visit_id for one in day.stops] == ["v1", "v2"]
    assert day.next is day.stops[0]
    assert day.stops[0].last_done == MONDAY - timedelta(days=28)
    send(week, act(1, "done", note="bring samples"))
    later = read_own_day(week, RITA, MONDAY)
    assert later.next is later.stops[1]


def test_a_person_who_is_no_rep_has_no_day(week: Office) -> None:
    with pytest.raises(BadInputError, match="person-no-rep"):
        read_own_day(week, Person("x", "X", (Grant(Role.REP, Reach.OWN),)))


DAY = (
    act(1, "accept"),
    act(2, "arrived"),
    act(3, "note", note="ring twice"),
    act(4, "done", when="2026-03-23T08:40:00+00:00", outcome="order"),
    act(5, "skip", "v2", reason="closed"),
    act(6, "undo", "v2"),
    act(7, "arrived", "v2", when="2026-03-23T13:00:00+00:00"),
    act(8, "done", "v2", when="2026-03-23T13:30:00+00:00", note="thanks"),
    act(9, "skip", "v1", reason="wrong button"),
)

STEPS = st.lists(
    st.tuples(st.sampled_from(["answered", "answer lost", "never came", "replayed"]), st.integers(1, 4)), max_size=12
)


def _empty(week: Office) -> None:
    with writing(week.database) as connection:
        for table in (acts_table, visit_answers, visit_log):
            connection.execute(table.delete())


@given(STEPS)
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_interleaving_of_send_lose_and_replay_ends_as_if_sent_once(
    week: Office, steps: list[tuple[str, int]]
) -> None:
    _empty(week)
    once = outcomes(send(week, *DAY))
    wanted = log(week)
    _empty(week)
    queue, flown, got = list(DAY), [DAY[:1]], {}
    for what, size in [*steps, ("answered", len(DAY))]:
        batch = tuple(queue[:size])
        if what == "replayed":
            # a sending that was thought lost arrives now: it was on its way before those after it were sent
            batch = flown[size % len(flown)]
            if batch[0].seq > len(DAY) - len(queue) + 1:
                continue
        if what == "never came" or not batch:
            continue
        answers = send(week, *reversed(batch)).answers
        flown.append(batch)
        if what == "answered":
            got |= {one.key: one.outcome for one in answers}
            queue = [one for one in queue if one.key not in got]
    assert queue == []
    assert [got[one.key].value for one in DAY] == once
    found = log(week)
    assert found == wanted
    assert Outcome.REFUSED in got.values()


@pytest.mark.parametrize(("seen", "missing"), [((1, 2, 3), ()), ((1, 4), (2, 3)), ((), ())])
def test_what_never_came_is_named(seen: tuple[int, ...], missing: tuple[int, ...]) -> None:
    assert missing_before(frozenset(seen)) == missing


def test_a_number_far_ahead_costs_no_more_than_the_numbers_that_are_named() -> None:
    tracemalloc.start()
    assert missing_before(frozenset({1, 2**31 - 1})) == tuple(range(2, MOST_MISSING + 2))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 100_000
