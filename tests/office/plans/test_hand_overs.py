"""A visit given to another rep: at the price of both plans, kept by later plans, and taken back whole."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from office.opening import Office, init_office, open_office
from office.people import Grant, Person, Reach, Role, owner
from office.plans.decisions import RulesBrokenError, judge_decision, make_decision
from office.plans.drafts import PlanOrder, make_plan
from office.plans.hand_overs import price_hand_over
from office.plans.publication import publish_plan
from office.visits.undo import undo_decision
from routing.problems import BadInputError
from routing.stopping import Steps
from scheduler.explain.judgement import Decision
from scheduler.explain.reasons import why_unserved
from scheduler.plan import Plan, UnservedVisit, VisitStatus
from store.accounts import read_accounts, read_reps, write_accounts, write_reps
from store.database import reading, writing
from store.opportunities import write_opportunities
from store.ownership import Owned, add_ownership, owners_on
from store.pins import read_pins
from store.plans import Origin, find_plan, read_plan, write_plan
from territory.opportunities import Opportunity
from tests.office.small_team import ENGINE, MONDAY, furnish

ORDER = PlanOrder(MONDAY, 6, Steps(300), today=MONDAY, workers=1, travel="straight")
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three reps on a line with twelve accounts, R1's the first six; plan 1 is in force for three weeks."""
    folder = tmp_path_factory.mktemp("made") / "house"
    office = furnish(init_office(folder, NOW, clock=lambda: NOW).office)
    with writing(office.database) as connection:
        owned = [Owned(f"A{n:02d}", date(2026, 1, 1), "R1" if n < 6 else "R2", "test") for n in range(12)]
        add_ownership(connection, owned)
    plan = make_plan(office, owner(), ENGINE, ORDER)
    publish_plan(office, owner(), plan.number)
    office.database.dispose()
    return folder


@pytest.fixture
def house(made: Path, tmp_path: Path) -> Iterator[Office]:
    office = open_office(Path(shutil.copytree(made, tmp_path / "house")), clock=lambda: NOW)
    yield office
    office.database.dispose()


def plan_of(house: Office, number: int) -> Plan:
    with reading(house.database) as connection:
        return read_plan(connection, find_plan(connection, number))


def a_visit(house: Office) -> tuple[str, str, date]:
    """Return a visit of R1 in plan 1, its account, and a day on which R2 is out and which breaks no rule."""
    plan = plan_of(house, 1)
    out = {tour.date for tour in plan.tours if tour.rep_id == "R2"}
    for tour in plan.tours:
        for visit in tour.visits if tour.rep_id == "R1" else ():
            prices = price_hand_over(house, owner(), ENGINE, visit.visit_id, "R2", 1)
            free = next((day.date for day in prices.days if not day.broken and day.date in out), None)
            if free is not None:
                return visit.visit_id, visit.account_id, free
    raise AssertionError("no visit can be given")


def where(plan: Plan, visit_id: str) -> list[tuple[str, date]]:
    return [(tour.rep_id, tour.date) for tour in plan.tours for one in tour.visits if one.visit_id == visit_id]


def test_a_visit_is_another_reps_at_the_price_of_both_plans_and_taken_back_whole(house: Office) -> None:
    visit, account, day = a_visit(house)
    before = plan_of(house, 1)
    prices = price_hand_over(house, owner(), ENGINE, visit, "R2", 1)
    wanted = Decision("hand", visit, day, rep="R2", reason="on holiday")
    judged = judge_decision(house, owner(), ENGINE, wanted, 1)
    assert judged.broken == ()
    assert [rep for rep, _ in judged.shares] == ["R1", "R2"]
    assert judged.price == pytest.approx(sum(price for _, price in judged.shares))
    assert judged.price == pytest.approx(next(one.price for one in prices.days if one.date == day))
    done = make_decision(house, owner(), ENGINE, wanted, anyway=False, number=1)
    assert done.draft is not None
    after = plan_of(house, done.draft)
    assert where(after, visit) == [("R2", day)]
    driving = [sum(tour.driving_s for tour in plan.tours) for plan in (before, after)]
    assert driving[1] - driving[0] == pytest.approx(judged.price, abs=1800)
    with reading(house.database) as connection:
        assert owners_on(connection, day)[account].rep_id == "R2"
    undone = undo_decision(house, owner(), done.decision)
    assert undone.withdrawn == done.draft
    with reading(house.database) as connection:
        assert owners_on(connection, day)[account].rep_id == "R1"
        assert visit not in {pin.visit_id for pin in read_pins(connection)}
    again = plan_of(house, done.draft)
    assert (again.tours, again.unserved) == (before_as_draft(before).tours, before.unserved)


def before_as_draft(plan: Plan) -> Plan:
    """Return a plan in force as the draft that was made of it has it."""
    draft = VisitStatus.DRAFT
    tours = (replace(t, visits=tuple(replace(v, status=draft) for v in t.visits)) for t in plan.tours)
    return replace(plan, tours=tuple(tours))


def test_the_next_plan_obeys_and_the_draft_is_published(house: Office) -> None:
    visit, _, day = a_visit(house)
    done = make_decision(house, owner(), ENGINE, Decision("hand", visit, day, rep="R2"), anyway=False, number=1)
    published = publish_plan(house, owner(), done.draft)
    assert where(plan_of(house, published.number), visit) == [("R2", day)]
    next_one = make_plan(house, owner(), ENGINE, ORDER)
    assert where(next_one.plan, visit) == [("R2", day)]


def test_a_later_change_of_either_reps_days_is_taken_back_first(house: Office) -> None:
    visit, _, day = a_visit(house)
    done = make_decision(house, owner(), ENGINE, Decision("hand", visit, day, rep="R2"), anyway=False, number=1)
    assert done.draft is not None
    other = next(
        one.visit_id
        for tour in plan_of(house, done.draft).tours
        if (tour.rep_id, tour.date) == ("R2", day)
        for one in tour.visits
        if one.visit_id != visit
    )
    later = make_decision(house, owner(), ENGINE, Decision("pin", other), anyway=True, number=done.draft)
    with pytest.raises(BadInputError, match="made later"):
        undo_decision(house, owner(), done.decision)
    undo_decision(house, owner(), later.decision)
    undo_decision(house, owner(), done.decision)


def test_a_visit_that_was_left_out_is_left_out_again(house: Office) -> None:
    visit, account, day = a_visit(house)
    dropped = take_out(house, visit)
    done = make_decision(house, owner(), ENGINE, Decision("hand", visit, day, rep="R2"), anyway=True, number=dropped)
    assert done.before is None
    assert visit not in {one.visit_id for one in plan_of(house, dropped).unserved}
    undo_decision(house, owner(), done.decision)
    assert [one.rep_id for one in plan_of(house, dropped).unserved if one.visit_id == visit] == ["R1"]
    assert account


def take_out(house: Office, visit_id: str) -> int:
    """Return a draft that is plan 1 with a visit left out."""
    before = before_as_draft(plan_of(house, 1))
    gone = next(v for t in before.tours for v in t.visits if v.visit_id == visit_id)
    tours = [replace(t, visits=tuple(v for v in t.visits if v.visit_id != visit_id)) for t in before.tours]
    left = UnservedVisit(
        visit_id, gone.account_id, "R1", before.start, before.end, "decided",
        why_unserved("for-another", other=gone.account_id), gone.number,
    )  # fmt: skip
    put = replace(before, tours=tuple(t for t in tours if t.visits), unserved=(*before.unserved, left))
    with writing(house.database) as connection:
        return write_plan(connection, put, NOW, Origin(0, 1, "test"))


def test_who_lacks_a_skill_or_a_language_never_gets_it(house: Office) -> None:
    visit, account, day = a_visit(house)
    with writing(house.database) as connection:
        own = next(one for one in read_accounts(connection) if one.id == account)
        needed = {"skills": frozenset({"crane"}), "languages": frozenset({"rm"})}
        write_accounts(connection, [replace(own, **needed)])
        write_reps(connection, [replace(one, **needed) for one in read_reps(connection) if one.id == "R1"])
    house.memory.clear()
    with pytest.raises(BadInputError, match=r"lacks the skill crane and lacks the language rm"):
        judge_decision(house, owner(), ENGINE, Decision("hand", visit, day, rep="R2"), 1)
    with pytest.raises(BadInputError, match="lacks the skill"):
        price_hand_over(house, owner(), ENGINE, visit, "R2", 1)


def test_an_open_deal_is_a_rule_that_is_broken_only_anyway(house: Office) -> None:
    visit, account, day = a_visit(house)
    with writing(house.database) as connection:
        write_opportunities(
            connection,
            [Opportunity("D1", account, "big order"), Opportunity("D2", "A11" if account != "A11" else "A10", "x")],
        )
    with pytest.raises(RulesBrokenError) as refused:
        make_decision(house, owner(), ENGINE, Decision("hand", visit, day, rep="R2"), anyway=False, number=1)
    assert [(one.code, one["detail"]) for one in refused.value.broken] == [("deal-open", "big order")]
    assert make_decision(house, owner(), ENGINE, Decision("hand", visit, day, rep="R2"), anyway=True, number=1).draft


@pytest.mark.parametrize(("rep", "day", "said"), [
    ("R1", None, "it is a visit of R1"), ("R9", None, "no rep"), ("R2", date(2026, 12, 6), "does not visit"),
    ("R2", date(2026, 11, 1), "is past"),
])  # fmt: skip
def test_what_cannot_be_given_is_said(house: Office, rep: str, day: date | None, said: str) -> None:
    visit, _, free = a_visit(house)
    with pytest.raises(BadInputError, match=said):
        judge_decision(house, owner(), ENGINE, Decision("hand", visit, day or free, rep=rep), 1)


def test_a_planner_of_one_rep_gives_nothing_to_another(house: Office) -> None:
    visit, _, day = a_visit(house)
    with reading(house.database) as connection:
        assert {rep.id for rep in read_reps(connection)} == {"R1", "R2", "R3"}
    narrow = Person("pam", "Pam", (Grant(Role.PLANNER, Reach.OWN),), rep_id="R1")
    with pytest.raises(BadInputError):
        judge_decision(house, narrow, ENGINE, Decision("hand", visit, day, rep="R2"), 1)
