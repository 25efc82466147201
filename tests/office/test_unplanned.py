"""Visits that no plan has, and prospects found on the way: two taps, the phone's times, counted like the others."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from office.opening import Office
from office.people import Grant, Person, Reach, Role
from office.visits.acts import Carried, PhoneAct, carry_acts
from office.visits.days import read_own_day, read_own_visit
from office.visits.instructions import unplanned_id
from scheduler.plan import VisitStatus
from store.accounts import find_account, write_accounts
from store.confirmed import confirmed_visits
from store.database import reading, writing
from store.ownership import owners_on
from store.visits import read_states, read_visit_log
from tests.calendars.week import HOUR, MONDAY, NOW, REP, account
from tests.office.carried_week import at, fill_due

RITA = Person("rita", "Rita", (Grant(Role.REP, Reach.OWN),), REP.id)
ROLF = Person("rolf", "Rolf", (Grant(Role.REP, Reach.OWN),), "r2")
EVENING = NOW.replace(day=23, hour=17)
NINE = "2026-03-23T08:00:00+00:00"
TEN = "2026-03-23T09:00:00+00:00"


@pytest.fixture
def week(office: Office) -> Office:
    fill_due(office)
    with writing(office.database) as connection:
        write_accounts(connection, [account("z", "Somebody else's")])
    return at(office, EVENING)


def act(seq: int, kind: str, about: str, when: str = NINE, **body: str) -> PhoneAct:
    return PhoneAct(str(UUID(int=seq)), seq, kind, about, when, body)


def begun(seq: int) -> str:
    return unplanned_id(str(UUID(int=seq)))


def send(office: Office, *acts: PhoneAct, who: Person = RITA) -> Carried:
    return carry_acts(office, who, "phone", acts)


def outcomes(carried: Carried) -> list[str]:
    return [one.problems[0].code if one.problems else one.outcome.value for one in carried.answers]


def test_two_taps_make_a_visit_that_no_plan_has(week: Office) -> None:
    assert outcomes(send(week, act(1, "begin", "c"))) == ["applied"]
    day = read_own_day(week, RITA, MONDAY)
    (there,) = [one for one in day.stops if not one.planned]
    assert (there.stop.account.id, there.arrived_s, there.has_time) == ("c", 9 * HOUR, True)
    assert outcomes(send(week, act(2, "done", begun(1), TEN, outcome="order"))) == ["applied"]
    with reading(week.database) as connection:
        (done,) = read_visit_log(connection)
    assert (done.account_id, done.rep_id, done.status, done.date) == ("c", REP.id, VisitStatus.DONE, MONDAY)
    assert (done.start_s, done.end_s, done.outcome) == (9 * HOUR, 10 * HOUR, "order")


def test_it_counts_in_the_cadence_and_in_mileage(week: Office) -> None:
    send(week, act(1, "begin", "c"), act(2, "done", begun(1), TEN))
    with reading(week.database) as connection:
        assert read_states(connection)["c"].last_contact == MONDAY
        assert [one.account_id for one in confirmed_visits(connection, REP.id, MONDAY, MONDAY)] == ["c"]
    assert read_own_visit(week, RITA, begun(1)).stop.stop.account.id == "c"


def test_one_form_afterwards_makes_one_too_and_one_undo_takes_all_of_it_back(week: Office) -> None:
    sunday = str(MONDAY - timedelta(days=1))
    made = act(1, "visited", "c", date=sunday, start="10:00", end="10:30", note="met them at the fair")
    assert outcomes(send(week, made)) == ["applied"]
    with reading(week.database) as connection:
        (done,) = read_visit_log(connection)
    assert (str(done.date), done.start_s, done.notes) == (sunday, 10 * HOUR, "met them at the fair")
    assert outcomes(send(week, act(2, "undo", begun(1)))) == ["applied"]
    with reading(week.database) as connection:
        assert read_visit_log(connection) == ()
    assert [one for one in read_own_day(week, RITA, MONDAY - timedelta(days=1)).stops if not one.planned] == []


def test_what_ended_it_may_come_before_what_began_it(week: Office) -> None:
    done = act(2, "done", begun(1), TEN, account="c", begun=NINE)
    assert outcomes(send(week, done)) == ["applied"]
    assert outcomes(send(week, act(1, "begin", "c"))) == ["merged"]
    with reading(week.database) as connection:
        (one,) = read_visit_log(connection)
    assert (one.start_s, one.end_s) == (9 * HOUR, 10 * HOUR)


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (act(1, "begin", "z"), "not-yours"),
        (act(1, "begin", "nowhere"), "account-unknown"),
        (act(1, "visited", "c", date="2026-04-23"), "date-to-come"),
        (act(1, "visited", "c", start="10:00", end="09:00"), "times-impossible"),
        (act(1, "done", begun(9), account="z", begun=NINE), "not-yours"),
        (act(1, "done", begun(9), account="c", begun="soon"), "instant-unreadable"),
        (act(1, "done", begun(9)), "visit-unknown"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_kept(week: Office, sent: PhoneAct, code: str) -> None:
    assert outcomes(send(week, sent)) == [code]
    with reading(week.database) as connection:
        assert read_visit_log(connection) == ()


@pytest.mark.parametrize(
    ("kind", "body"),
    [("accept", {}), ("skip", {"reason": "x"}), ("decline", {"reason": "x"}), ("move", {"date": "2026-03-24"})],
)
def test_what_was_not_planned_is_not_moved_confirmed_or_skipped(week: Office, kind: str, body: dict[str, str]) -> None:
    send(week, act(1, "begin", "c"))
    assert outcomes(send(week, act(2, kind, begun(1), **body))) == ["visit-unplanned"]


def test_another_rep_s_visit_is_not_ended(week: Office) -> None:
    send(week, act(1, "begin", "c"))
    assert outcomes(send(week, act(2, "done", begun(1)), who=ROLF)) == ["not-yours"]


def test_a_prospect_is_the_rep_s_who_found_it_and_is_visited_at_once(week: Office) -> None:
    found = act(1, "prospect", "P-0000000001", name="Bäckerei <b>", lat="47,1401", lon="9.5201", address="Gasse 2")
    sent = send(week, found, act(2, "begin", "P-0000000001"), act(3, "done", begun(2), TEN, note="wants a price list"))
    assert outcomes(sent) == ["applied"] * 3
    with reading(week.database) as connection:
        made = find_account(connection, "P-0000000001")
        owner_now = owners_on(connection, MONDAY)["P-0000000001"]
    assert made is not None
    assert (made.name, made.lat, made.lon, made.kind.value) == ("Bäckerei <b>", 47.1401, 9.5201, "prospect")
    assert (owner_now.rep_id, owner_now.reason) == (REP.id, "found by Rita")


def test_a_prospect_may_lie_beside_an_account(week: Office) -> None:
    assert outcomes(send(week, act(1, "prospect", "P-1", name="Next door", at="a"))) == ["applied"]
    with reading(week.database) as connection:
        made, beside = find_account(connection, "P-1"), find_account(connection, "a")
    assert made is not None
    assert beside is not None
    assert (made.lat, made.lon) == (beside.lat, beside.lon)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"name": "X"}, "place-missing"),
        ({"name": "X", "lat": "north", "lon": "9"}, "position-unreadable"),
        ({"name": "X", "lat": "91", "lon": "9"}, "position-unreadable"),
        ({"name": "X", "lat": "47", "lon": ""}, "position-unreadable"),
        ({"name": " ", "lat": "47", "lon": "9"}, "name-empty"),
        ({"name": "x" * 201, "lat": "47", "lon": "9"}, "text-too-long"),
        ({"name": "account A", "lat": "47.15", "lon": "9.5125"}, "account-known"),
        ({"name": "X", "at": "z"}, "not-yours"),
    ],
)
def test_a_prospect_that_cannot_be_is_refused(week: Office, body: dict[str, str], code: str) -> None:
    assert outcomes(send(week, act(1, "prospect", "P-1", **body))) == [code]
    with reading(week.database) as connection:
        assert find_account(connection, "P-1") is None


def test_an_id_that_is_taken_stays_whose_it_is(week: Office) -> None:
    assert outcomes(send(week, act(1, "prospect", "a", name="X", lat="47", lon="9"))) == ["account-known"]
