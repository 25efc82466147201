"""What is behind in mid-period, and the visits that bring it back: where they cost least, and why others cannot be."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from scheduler.catch_up import NEVER, Behind, Hindrance, Why, catch_up, pinned
from scheduler.demand.assemble import assemble
from scheduler.demand.request import Request
from scheduler.demand.workdays import Absence
from scheduler.plan import PlannedVisit, Tour
from territory.accounts import Account, AccountKind

MONDAY = date(2026, 3, 2)
FRIDAY = date(2026, 3, 13)
LATE = date(2026, 1, 5)
NO_ROOM = Hindrance.NO_ROOM
Ask = Callable[..., Request]
Make = Callable[..., Account]


def tour(day: date, *stops: tuple[str, int]) -> Tour:
    """Return a tour of visits of half an hour on the line, each at its minutes from home, in the order of the way."""
    visits, at_s, place = [], 8 * 3600, 0
    for number, (name, minutes) in enumerate(stops):
        way = 60 * abs(minutes - place)
        at_s, place = at_s + way, minutes
        visits.append(PlannedVisit(f"v{number}{day}", name, number, at_s, at_s, at_s + 1800, way, way, number=0))
        at_s += 1800
    return Tour("r1", day, 8 * 3600, at_s + 60 * place, None, 1800, tuple(visits), 60 * place, 60 * place)


def test_who_is_late_comes_on_the_day_whose_tour_passes_by(ask: Ask, account: Make) -> None:
    request = ask(account(1, last_visit=LATE), account(2), account(3))
    found = catch_up(request, [tour(MONDAY + timedelta(3), ("a02", 20), ("a03", 30))], FRIDAY)
    (visit,) = found.visits
    assert (visit.account_id, visit.date, visit.detour_s, visit.detour_m) == ("a01", MONDAY + timedelta(3), 0, 0)
    assert (visit.why, visit.since) == (Why.INTERVAL, LATE + timedelta(39))
    assert found.used_s == 1800


def test_without_a_tour_it_costs_the_way_from_home_and_back_on_the_first_day(ask: Ask, account: Make) -> None:
    (visit,) = catch_up(ask(account(1, last_visit=LATE)), [], FRIDAY).visits
    assert (visit.date, visit.detour_s, visit.detour_m) == (MONDAY, 1200, 20_000)


def test_who_is_in_time_or_planned_or_no_customer_is_not_behind(ask: Ask, account: Make) -> None:
    prospect = account(3, last_visit=None, kind=AccountKind.PROSPECT)
    request = ask(account(1), account(2, last_visit=LATE), prospect)
    found = catch_up(request, [tour(MONDAY, ("a02", 20))], FRIDAY)
    assert (found.visits, found.lost, found.planned) == ((), (), ("a02",))
    assert [one.account_id for one in catch_up(request, [], date(2026, 3, 27)).visits] == ["a01", "a02"], (
        "on 20 March the first one's spacing is over, too"
    )


def test_what_no_day_has_room_for_stays_behind_the_longest_late_comes_first(ask: Ask, account: Make) -> None:
    long = [account(n, last_visit=LATE - timedelta(n), service_s=4 * 3600) for n in (1, 2, 3)]
    away = Absence("r1", MONDAY + timedelta(1), FRIDAY, "holidays")
    found = catch_up(ask(*long, absences=(away,)), [], FRIDAY)
    assert [one.account_id for one in found.visits] == ["a03"], "the longest behind"
    assert [(one.account_id, one.hindrance) for one in found.lost] == [("a02", NO_ROOM), ("a01", NO_ROOM)]
    assert found.used_s <= found.room_s


@pytest.mark.parametrize(
    ("changes", "hindrance"),
    [
        ({"opening_hours": "Sa 07:00-19:00", "last_visit": LATE}, Hindrance.CLOSED),
        ({"opening_hours": "nonsense!", "last_visit": LATE}, Hindrance.CLOSED),
        ({"service_s": 10 * 3600, "opening_hours": "24/7", "last_visit": LATE}, Hindrance.CLOSED),
    ],
)
def test_each_that_stays_behind_says_why(
    ask: Ask, account: Make, changes: dict[str, object], hindrance: Hindrance
) -> None:
    (lost,) = catch_up(ask(account(1, **changes)), [], FRIDAY).lost
    assert lost.hindrance is hindrance


def test_a_target_asks_for_a_visit_but_not_sooner_than_the_spacing_allows(ask: Ask, account: Make) -> None:
    request = ask(account(1, last_visit=MONDAY - timedelta(3)), account(2, last_visit=MONDAY - timedelta(12)))
    wanted = [Behind(name, Why.TARGET, NEVER) for name in ("a01", "a02", "elsewhere")]
    found = catch_up(request, [], FRIDAY, wanted)
    assert [(one.account_id, one.hindrance) for one in found.lost] == [("a01", Hindrance.TOO_SOON)]
    assert [(one.account_id, one.why) for one in found.visits] == [("a02", Why.TARGET)]
    assert found.visits[0].date >= MONDAY + timedelta(5), "17 days after the last one"


def test_a_segment_alone_is_caught_up_with(ask: Ask, account: Make) -> None:
    request = ask(account(1, last_visit=LATE, segment="key"), account(2, last_visit=LATE))
    assert [one.account_id for one in catch_up(request, [], FRIDAY, (), {"key"}).visits] == ["a01"]


def test_a_plan_that_is_ordered_with_it_is_asked_for_these_days(ask: Ask, account: Make) -> None:
    request = ask(account(1, last_visit=LATE), account(2))
    wanted = pinned(request, {"a01": FRIDAY, "a02": date(2027, 1, 1), "elsewhere": FRIDAY})
    assert [(pin.account_id, pin.date, pin.number) for pin in wanted.pins] == [("a01", FRIDAY, 0)]
    assert pinned(wanted, {"a01": MONDAY}).pins == wanted.pins, "a pin that is there stays"
    assert not assemble(wanted).problems
