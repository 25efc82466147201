"""Nights away through the house: told, imported, planned, explained, compared, frozen, exported and carried."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from calendars.events import EventKind, EventStatus, event_uid
from office.designs.prices import Pricer
from office.opening import Office, init_office
from office.outbox import deliver
from office.people import owner
from office.plans.differences import compare_plans
from office.plans.drafts import MadePlan, PlanOrder, make_plan
from office.plans.explanations import explain_plan
from office.plans.publication import publish_plan
from office.plans.reproduction import remake_plan
from office.plans.shown import read_shown_plan
from reports.directions import ends_of
from reports.geojson import tours_geojson
from reports.night_words import night_words
from reports.plan_files import plan_json
from routing.stopping import Steps
from scheduler.checking.plan import PlanRules, check_plan
from scheduler.plan import Plan
from scheduler.summary import summarise
from store.database import reading
from store.events import read_kept
from store.nights import read_hotels
from tests.office.plans.far_rep import ENGINE, HOTELS, MONDAY, far_rep, hotels, told

NOW = datetime(2027, 1, 9, 12, tzinfo=UTC)
ORDER = PlanOrder(MONDAY, 2, Steps(1500), workers=1)
Away = tuple[Office, MadePlan]


@pytest.fixture(scope="module")
def away(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Away]:
    """A plan of two weeks in which nights pay, in force."""
    office = init_office(tmp_path_factory.mktemp("away") / "office", NOW).office
    far_rep(office)
    assert told(office, "import", "hotels", str(hotels(office))) == 0
    assert told(office, "plan", "nights", "r1", "--currency", "CHF", "--hour", "40", "--allowance", "10") == 0
    made = make_plan(office, owner(), ENGINE, ORDER)
    publish_plan(office, owner(), made.number)
    deliver(office)
    yield office, made
    office.database.dispose()


def test_nights_that_pay_are_planned_with_their_price(away: Away) -> None:
    _, made = away
    assert made.problems == ()
    assert {night.place_id for night in made.plan.nights} == {"hotel:east", "hotel:west"}
    assert {(night.price, night.currency) for night in made.plan.nights} == {(Decimal(90), "CHF")}
    assert made.plan.evidence["r1.nights"] == len(made.plan.nights) == summarise(made.plan).nights["r1"].count
    assert made.plan.evidence["r1.violations"] == 0
    assert made.plan.unserved == ()


def test_a_plan_with_nights_passes_the_check_of_plans_and_a_bent_one_does_not(away: Away) -> None:
    plan = away[1].plan
    willing = PlanRules(nights={"r1": (2, 3, frozenset(range(4)))})
    assert check_plan(plan, willing) == ()

    def codes(bent: Plan, rules: PlanRules = willing) -> set[str]:
        return {violation.code for violation in check_plan(bent, rules)}

    assert codes(replace(plan, nights=())) == {"night-untold"}
    assert codes(replace(plan, tours=plan.tours[1:])) == {"begins-elsewhere"}
    assert "ends-elsewhere" in codes(replace(plan, tours=plan.tours[:-1]))
    assert codes(plan, PlanRules(nights={"r1": (0, 3, frozenset(range(4)))})) == {"nights-in-row"}
    assert codes(plan, PlanRules(nights={"r1": (2, 1, frozenset(range(4)))})) == {"nights-a-week"}
    assert codes(plan, PlanRules(nights={"r1": (2, 3, frozenset({4}))})) == {"night-unwilling"}


def test_a_plan_with_nights_is_made_again_from_what_was_stored(away: Away) -> None:
    office, made = away
    (part,) = remake_plan(office, owner(), made.number)[1]
    assert part.same
    assert part.violations == ()


def test_a_day_tells_why_its_night_is_there_and_what_home_would_cost(
    away: Away, capsys: pytest.CaptureFixture[str]
) -> None:
    office, made = away
    first = made.plan.nights[0]
    (story,) = (s for s in explain_plan(office, owner(), ENGINE, str(first.date)).nights if s.night == first)
    assert story.saves_s > 0
    assert story.way_s > 3 * 3600
    assert "90 CHF" in night_words(story)
    assert len(explain_plan(office, owner(), ENGINE, "r1").nights) == len(made.plan.nights)
    assert told(office, "show", "tours") == 0
    assert f"[night at {first.name}]" in capsys.readouterr().out


def test_a_frozen_night_stays_and_the_next_day_begins_there(away: Away) -> None:
    office, made = away
    first = made.plan.nights[0]
    morning = first.date + timedelta(days=1)
    again = make_plan(office, owner(), ENGINE, replace(ORDER, start=morning, today=first.date))
    assert again.plan.nights[0] == first
    frozen, following = again.plan.tours[:2]
    before = next(tour for tour in made.plan.tours if tour.date == first.date)
    assert (frozen.date, frozen.end_place) == (before.date, before.end_place)
    assert [visit.visit_id for visit in frozen.visits] == [visit.visit_id for visit in before.visits]
    assert (following.date, following.start_place) == (morning, first.place_id)
    assert again.moves == 0


def test_territories_are_priced_with_the_nights_that_their_reps_may_spend_away(away: Away) -> None:
    office, _ = away
    pricer = Pricer(office, ENGINE, ORDER)
    ids = [account.id for account in pricer.situation.accounts]
    routed, visits = pricer("r1", ids)
    assert routed.nights > 0
    assert sum(visits.values()) == routed.visits > 0
    pricer.situation = replace(pricer.situation, night_policies={})
    home, _ = pricer("r1", ids)
    assert (home.nights, home.visits, home.unserved) == (0, routed.visits, 0)
    assert home.driving_h > routed.driving_h + 6  # two more days, each four hours there and back


def test_a_rep_who_stays_home_loses_the_nights_with_their_price(away: Away) -> None:
    office, made = away
    assert told(office, "plan", "nights", "r1", "--never") == 0
    again = make_plan(office, owner(), ENGINE, replace(ORDER, start=MONDAY, weeks=1))
    found = compare_plans(office, owner(), ENGINE)
    assert again.plan.nights == ()
    assert {(change.kind, change.price, change.currency) for change in found.nights} == {("lost", Decimal(-90), "CHF")}
    assert {change.date for change in found.nights} <= {night.date for night in made.plan.nights}
    assert told(office, "plan", "nights", "r1", "--currency", "CHF", "--hour", "40", "--allowance", "10") == 0


def test_nights_are_exported_and_carried(away: Away) -> None:
    office, made = away
    shown = read_shown_plan(office, owner(), made.number, MONDAY)
    told_nights = json.loads(json.dumps(plan_json(made.number, shown.plan, shown.reps)))["nights"]
    assert [(n["date"], n["price"]) for n in told_nights] == [(str(n.date), "90") for n in made.plan.nights]
    points = [
        one["properties"]["hotel"]
        for one in tours_geojson(shown.plan.tours, ends_of(shown), shown.accounts, ENGINE)["features"]
        if one["geometry"]["type"] == "Point"
    ]
    assert points == [night.place_id for night in made.plan.nights]
    with reading(office.database) as connection:
        kept = read_kept(connection, "r1")
    told_of = {event_uid(EventKind.NIGHT, f"r1/{night.date}") for night in made.plan.nights}
    assert told_of <= set(kept)
    assert told(office, "calendar", "choose", "r1", "--no-nights") == 0
    with reading(office.database) as connection:
        gone = [event for uid, event in read_kept(connection, "r1").items() if uid in told_of]
    assert all(event.record.status is EventStatus.CANCELLED for event in gone)
    assert told(office, "calendar", "choose", "r1", "--nights") == 0


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("sea,Atlantis,40.0,-40.0,80,CHF,", "place-far-away"),
        ("cheap,Cheap,47.0,9.5,-1,CHF,", "price-out-of-range"),
        ("odd,Odd,47.0,9.5,dear,CHF,", "price-not-a-number"),
        ("gone,Gone,47.0,9.5,80,CHF,r9", "rep-unknown"),
        ("money,Money,47.0,9.5,80,francs,", "currency-unknown"),
        ("east,Twice,47.0,9.5,80,CHF,", "id-twice"),
        ("nowhere,Nowhere,,,80,CHF,", "place-missing"),
    ],
)
def test_a_wrong_hotel_is_named_with_its_row_and_nothing_is_imported(
    sqlite_workspace: Office, row: str, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    far_rep(sqlite_workspace)
    assert told(sqlite_workspace, "import", "hotels", str(hotels(sqlite_workspace, f"{HOTELS}{row}\n"))) == 2
    said = capsys.readouterr().err
    assert code in said
    assert "hotels.csv row 4" in said
    with reading(sqlite_workspace.database) as connection:
        assert read_hotels(connection) == ()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("r1", "--row", "3", "--week", "2"), "nights-contradictory"),
        (("r1", "--row", "0", "--week", "2"), "nights-contradictory"),
        (("r1", "--weekdays", "Mo"), "nights-contradictory"),
        (("r1", "--row", "-1", "--week", "-1"), "nights-negative"),
        (("r1", "--hour", "0"), "price-impossible"),
        (("r1", "--room", "-5"), "price-impossible"),
        (("r9",), "rep-unknown"),
        (("r1", "--hour", "much"), "amount"),
    ],
)
def test_an_impossible_policy_is_refused(
    sqlite_workspace: Office, words: tuple[str, ...], code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    far_rep(sqlite_workspace)
    assert told(sqlite_workspace, "plan", "nights", *words) == 2
    assert code in capsys.readouterr().err
