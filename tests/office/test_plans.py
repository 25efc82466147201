"""Plans are stored whole, come back the same, and only one is in force."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from office.opening import Office
from routing.findings import Finding
from routing.problems import BadInputError
from scheduler.plan import Night, Plan, PlannedVisit, Tour, UnservedVisit
from store.database import reading, writing
from store.plans import (
    PlanStatus,
    find_plan,
    plan_heads,
    published_plan,
    read_plan,
    set_published,
    write_plan,
)

MONDAY = date(2027, 1, 4)


def a_plan() -> Plan:
    visits = (
        PlannedVisit("v1", "a1", 1, 30_000, 30_600, 32_400, 900, 12_000),
        PlannedVisit("v2", "a2", 2, 33_000, 33_000, 34_800, 600, 8_000),
    )
    tour = Tour("north", MONDAY, 29_100, 36_000, None, 0, visits, 1_200, 15_000, end_place="inn")
    night = Night("north", MONDAY, "inn", "Inn at the Pass", 46.9, 9.5, Decimal("90.50"), "CHF")
    left_out = UnservedVisit("v3", "a3", "north", MONDAY, MONDAY, "closed", Finding.of("unserved-closed"))
    return Plan(MONDAY, date(2027, 1, 10), (tour,), (left_out,), {"seed": 1, "cost": 12.5}, (night,))


def test_a_plan_comes_back_as_it_was_stored(office: Office, now: datetime) -> None:
    with writing(office.database) as connection:
        number = write_plan(connection, a_plan(), now)
    with reading(office.database) as connection:
        assert read_plan(connection, find_plan(connection, number)) == a_plan()


def test_publishing_replaces_the_plan_in_force(office: Office, now: datetime) -> None:
    with writing(office.database) as connection:
        first, second = write_plan(connection, a_plan(), now), write_plan(connection, a_plan(), now)
        set_published(connection, first)
        set_published(connection, second)
    with reading(office.database) as connection:
        assert [head.status for head in plan_heads(connection)] == [PlanStatus.REPLACED, PlanStatus.PUBLISHED]
        published = published_plan(connection)
    assert published is not None
    assert published.id == second


def test_without_a_number_the_newest_plan_is_meant(office: Office, now: datetime) -> None:
    with writing(office.database) as connection:
        write_plan(connection, a_plan(), now)
        newest = write_plan(connection, a_plan(), now)
        assert find_plan(connection, None).id == newest


@pytest.mark.parametrize("number", [None, 7])
def test_a_plan_that_is_not_there_is_named(office: Office, number: int | None) -> None:
    with reading(office.database) as connection, pytest.raises(BadInputError, match="roundsman plan"):
        find_plan(connection, number)
