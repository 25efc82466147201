"""The ledger: additive under any order of arrival, neutral to reverse and repost, closed months left alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mileage.ledger import EntryKind, Posting, balances
from mileage.periods import Closing, next_month
from mileage.posting import entries
from mileage.pricing import price
from mileage.rate_files import packaged_table, packaged_text, parse_table
from mileage.trips import Trip, TripKind
from mileage.vehicles import Vehicle, VehicleKind
from tests.mileage.books import Shelf, trip

AMAP = packaged_table("hmrc-amap")


def amounts(postings: list[Posting]) -> list[tuple[str, str, str]]:
    return [(p.entry.kind.value, p.entry.subject, str(p.entry.pay.amount)) for p in postings]


def test_a_late_trip_posts_itself_and_the_deltas_of_those_after_it() -> None:
    shelf = Shelf(AMAP)
    shelf.post([trip("0", "2026-04-20", "9000")])
    posted = shelf.post([trip("b", "2026-05-04", "900"), trip("c", "2026-05-05", "200")])
    assert amounts(posted) == [("trip", "b", "495.00"), ("trip", "c", "80.00")]
    late = shelf.post([trip("a", "2026-05-01", "150")])
    assert amounts(late) == [("trip", "a", "82.50"), ("delta", "b", "-15.00"), ("delta", "c", "-30.00")]
    assert [p.entry.refers for p in late] == [None, posted[0].number, posted[1].number]


def test_a_rise_that_is_back_dated_posts_the_difference() -> None:
    old = packaged_text("hmrc-amap").replace('rate = "0.55"', 'rate = "0.45"')
    shelf = Shelf(parse_table(old, "old"))
    shelf.post([trip(str(n), "2026-05-04", "420") for n in range(10)])
    shelf.table = AMAP
    rise = shelf.post(reason="back-dated rise of April 2026")
    assert sum(p.entry.pay.amount for p in rise) == Decimal("420.00")
    assert {p.entry.kind for p in rise} == {EntryKind.DELTA}
    assert {p.entry.table_hash for p in rise} == {AMAP.hash}


def test_a_correction_reverses_at_the_amount_first_posted_and_links_both() -> None:
    shelf = Shelf(AMAP)
    (first,) = shelf.post([trip("a", "2026-05-01", "100")])
    back, new = shelf.post([trip("a", "2026-05-01", "80")], reason="odometer misread")
    assert (back.entry.kind, str(back.entry.pay), back.entry.refers) == (EntryKind.REVERSAL, "-55.00 GBP", first.number)
    assert (new.entry.kind, str(new.entry.pay), new.entry.refers) == (EntryKind.TRIP, "44.00 GBP", first.number)
    assert {back.entry.reason, new.entry.reason} == {"odometer misread"}


def test_a_trip_turned_private_is_taken_back_whole() -> None:
    shelf = Shelf(AMAP)
    shelf.post([trip("a", "2026-05-01", "100")])
    shelf.post([replace(trip("a", "2026-05-01", "100"), kind=TripKind.PRIVATE)])
    assert shelf.total() == 0


def test_the_same_attestation_twice_posts_nothing() -> None:
    shelf = Shelf(AMAP)
    shelf.post([trip("a", "2026-05-01", "100")])
    assert shelf.post([trip("a", "2026-05-01", "100")]) == []


def test_a_trip_that_cannot_be_priced_keeps_everything_from_being_posted() -> None:
    shelf = Shelf(AMAP, {"car": Vehicle("car", "rep"), "own": Vehicle("own", "rep", VehicleKind.COMPANY_CAR)})
    both = [trip("a", "2026-05-01", "100"), trip("b", "2026-05-01", "100", "own")]
    new, problems = entries(shelf.book(), both)
    assert (new, [problem.code for problem in problems]) == ((), ["rate-gap"])


def test_what_comes_late_is_posted_to_the_first_open_month_and_says_so() -> None:
    shelf = Shelf(AMAP, closing=Closing("2026-05", frozenset({("rep", "2026-06")})))
    (posting,) = shelf.post([trip("a", "2026-04-20", "100")])
    assert (posting.entry.period, posting.entry.day) == ("2026-07", date(2026, 4, 20))
    assert posting.entry.reason == "late: 2026-04 is closed"


def test_an_open_month_keeps_its_own_postings() -> None:
    shelf = Shelf(AMAP, closing=Closing("2026-05", frozenset({("other", "2026-06")})))
    (posting,) = shelf.post([trip("a", "2026-06-20", "100")])
    assert (posting.entry.period, posting.entry.reason) == ("2026-06", "")


@pytest.mark.parametrize(("month", "after"), [("2026-05", "2026-06"), ("2026-11", "2026-12"), ("2026-12", "2027-01")])
def test_months_follow_each_other(month: str, after: str) -> None:
    assert next_month(month) == after


days = st.dates(date(2026, 3, 1), date(2026, 5, 31))
journeys = st.lists(st.tuples(days, st.integers(1, 40_000), st.integers(0, 2)), min_size=1, max_size=12)
Journeys = list[tuple[date, int, int]]


def made(items: Journeys) -> list[Trip]:
    return [
        replace(trip(f"t{n}", day.isoformat(), str(Decimal(tenths) / 10)), passengers=passengers)
        for n, (day, tenths, passengers) in enumerate(items)
    ]


@given(journeys, st.randoms(use_true_random=False), st.integers(min_value=1, max_value=4))
def test_lines_equal_the_total_under_any_order_of_arrival(items: Journeys, chance: Random, batch: int) -> None:
    trips = made(items)
    shuffled = list(trips)
    chance.shuffle(shuffled)
    shelf = Shelf(AMAP)
    for start in range(0, len(shuffled), batch):
        shelf.post(shuffled[start : start + batch])
    priced, _ = price(trips, shelf.vehicles, AMAP)
    for item in priced:
        own = [p.entry.pay.amount for p in shelf.postings if p.entry.subject == item.trip.id]
        assert sum(own, Decimal(0)) == item.quote.pay.amount
    assert shelf.total() == sum((item.quote.pay.amount for item in priced), Decimal(0))
    assert set(balances(shelf.postings)) == {("mileage:rep", "GBP"), ("owed:rep", "GBP")}
    assert sum(balances(shelf.postings).values()) == 0


@given(journeys, st.data())
def test_to_withdraw_and_attest_again_is_neutral(items: Journeys, data: st.DataObject) -> None:
    trips = made(items)
    shelf = Shelf(AMAP)
    shelf.post(trips)
    before = {t.id: sum(p.entry.pay.amount for p in shelf.postings if p.entry.subject == t.id) for t in trips}
    again = data.draw(st.lists(st.sampled_from(trips), unique_by=lambda t: t.id))
    shelf.post(withdrawn=[t.id for t in again], reason="mistake")
    shelf.post(again)
    after = {t.id: sum(p.entry.pay.amount for p in shelf.postings if p.entry.subject == t.id) for t in trips}
    assert after == before
    assert sum(p.entry.metres for p in shelf.postings) == sum(t.distance_m for t in trips)
