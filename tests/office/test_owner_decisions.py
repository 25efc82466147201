"""One timeline: whoever decides, plans and `why` read the same rows, and each decision is taken back by one act."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from office.designs.alignment import keep_design, propose_design
from office.designs.inputs import Wishes
from office.opening import Office
from office.ownership.covers import keep_cover, propose_cover
from office.ownership.decisions import list_ownership_decisions, undo_ownership
from office.ownership.moves import MoveOrder, move_account, propose_move
from office.ownership.realignment import keep_realignment, propose_realignment
from office.ownership.retirements import propose_retirement, retire_rep
from office.ownership.rules import apply_rules, explain_owner, list_owners, set_rules
from office.people import owner
from office.plans.drafts import PlanOrder, make_plan
from office.plans.explanations import explain_plan
from office.plans.inputs import read_situation
from office.plans.notes import list_notes
from reports.finding_words import words
from routing.problems import BadInputError
from routing.stopping import Steps
from scheduler.closed_visits import ClosedVisit
from scheduler.demand.rules import AccountRules, Appointment
from scheduler.plan import VisitStatus
from scheduler.team.situation import Span
from store.account_rules import write_rules
from store.accounts import read_accounts_of, read_reps, write_accounts, write_reps
from store.changes import ChangedMeanwhileError
from store.database import reading, writing
from store.fixed_dates import Source, appointment_row, read_appointments, write_fixed_dates
from store.opportunities import write_opportunities
from store.visits import write_closed_visit
from territory.design.realign import MoveBudget
from territory.handover import HandoverRules
from territory.manager_files import FileKind, ManagerFile
from territory.opportunities import Opportunity
from territory.ownership.timeline import DecisionKind
from tests.office.divided import align
from tests.office.small_team import ENGINE, MONDAY, RULES, TODAY, account, at, furnish, owners, rep

ME = owner("ada")
LOOSE = Wishes(contiguous=False, workload_tolerance=0.3)


@pytest.fixture
def team(office: Office) -> Office:
    return furnish(office)


@pytest.fixture
def divided(team: Office) -> Office:
    align(team, ENGINE, MONDAY, Steps(30), seed=1, wishes=LOOSE)
    return team


def rules(text: str = RULES, on: date = TODAY) -> ManagerFile:
    return ManagerFile(FileKind.RULES, "rules.toml", on, text, {})


def move(office: Office, account_id: str, rep_id: str, **how: object) -> int:
    return move_account(office, ME, propose_move(office, ME, None, MoveOrder(account_id, rep_id, **how)))  # type: ignore[arg-type]


def test_a_cover_after_rules_is_seen_by_plans_and_by_why_alike(team: Office) -> None:
    set_rules(team, ME, rules())
    keep_cover(team, ME, propose_cover(team, ME, ENGINE, "R1", date(2027, 3, 1), date(2027, 3, 12)))
    for day in (date(2027, 2, 28), date(2027, 3, 1), date(2027, 3, 12), date(2027, 3, 13)):
        for name, rep_id in owners(team, day).items():
            (why,) = explain_owner(team, ME, name, day)
            assert (why.owned.rep_id, why.owned.account_id) == (rep_id, name)
    assert "R1" not in owners(team, date(2027, 3, 12)).values()
    assert owners(team, date(2027, 3, 13)) == owners(team, date(2027, 2, 28))


def test_a_cover_by_rules_begins_and_ends_by_itself(team: Office) -> None:
    set_rules(team, ME, rules())
    days = [date(2027, 1, 31), date(2027, 2, 1), date(2027, 2, 12), date(2027, 2, 13)]
    assert [set(owners(team, day).values()) for day in days] == [{"R1"}, {"R2"}, {"R2"}, {"R1"}]


def test_a_design_goes_before_rules_and_the_rules_that_yield_are_named(team: Office) -> None:
    set_rules(team, ME, rules())
    made = align(team, ENGINE, MONDAY, Steps(30), seed=1, wishes=LOOSE)
    assert made.moved > 0
    after = owners(team, MONDAY)
    applied = apply_rules(team, ME, MONDAY)
    assert (applied.changed, applied.handed_over) == (0, 0)
    assert {one.account for one in applied.yielding} == {move.account_id for move in made.moves}
    assert {one.to for one in applied.yielding} == {DecisionKind.DESIGN}
    assert owners(team, MONDAY) == after


def test_a_rule_that_names_an_account_and_a_lock_go_before_a_design(team: Office) -> None:
    named = '[[rule]]\nid = "key"\nterritory = "east"\naccounts = ["A00"]\n'
    set_rules(team, ME, rules(RULES + named))
    made = align(team, ENGINE, MONDAY, Steps(30), seed=1, wishes=LOOSE)
    assert owners(team, MONDAY)["A00"] == "R3"
    assert made.yielding == {"A00": "R3"}


def test_a_territory_is_named_for_whoever_decided(team: Office) -> None:
    set_rules(team, ME, rules())
    move(team, "A05", "R3", on=MONDAY)
    (why,) = explain_owner(team, ME, "A05", MONDAY)
    assert (why.owned.territory, why.owned.kind) == ("east", DecisionKind.MOVE)
    assert {one.account_id for one in list_owners(team, ME, MONDAY) if one.territory == "east"} == {"A05"}


def test_every_decision_is_taken_back_by_one_act(divided: Office) -> None:
    before = {day: owners(divided, MONDAY + timedelta(day)) for day in (0, 10, 30, 60)}
    made = [
        move(divided, "A00", "R3", on=MONDAY + timedelta(7)),
        keep_cover(
            divided,
            ME,
            propose_cover(divided, ME, ENGINE, "R2", MONDAY + timedelta(5), MONDAY + timedelta(20)),
        ),
        retire_rep(divided, ME, propose_retirement(divided, ME, ENGINE, "R1", MONDAY + timedelta(25))),
        set_rules(divided, ME, rules(on=MONDAY + timedelta(40))).decision,
    ]
    assert owners(divided, MONDAY + timedelta(60)) != before[60]
    for number in made:
        undo_ownership(divided, ME, number)
    assert {day: owners(divided, MONDAY + timedelta(day)) for day in before} == before
    listed = list_ownership_decisions(divided, ME)
    assert {one.decision.number for one in listed if one.undone} == set(made)
    assert {one.decision.by for one in listed[:4]} == {"ada"}
    with pytest.raises(BadInputError, match="no-rules"):
        apply_rules(divided, ME, MONDAY + timedelta(40))


def test_an_undo_is_taken_back_too_and_nothing_twice(divided: Office) -> None:
    number = move(divided, "A00", "R3", on=MONDAY)
    undone = undo_ownership(divided, ME, number).decision.number
    with pytest.raises(BadInputError, match="decision-not-standing"):
        undo_ownership(divided, ME, number)
    assert owners(divided, MONDAY)["A00"] == "R1"
    undo_ownership(divided, ME, undone)
    assert owners(divided, MONDAY)["A00"] == "R3"
    with pytest.raises(BadInputError, match="decision-not-standing"):
        undo_ownership(divided, ME, 99)


def test_taking_back_leaves_the_days_that_are_over(divided: Office) -> None:
    number = move(divided, "A00", "R3", on=MONDAY)
    later = at(divided, MONDAY + timedelta(3))
    undo_ownership(later, ME, number)
    days = [MONDAY, MONDAY + timedelta(2), MONDAY + timedelta(3)]
    assert [owners(later, day)["A00"] for day in days] == ["R3", "R3", "R1"]


def test_what_was_proposed_before_somebody_decided_is_not_kept(divided: Office) -> None:
    proposed = propose_cover(divided, ME, ENGINE, "R2", MONDAY, None)
    move(divided, "A00", "R3", on=MONDAY)
    with pytest.raises(ChangedMeanwhileError, match="A00 is R3's"):
        keep_cover(divided, ME, proposed)


def test_moving_nothing_leaves_what_planners_fixed(divided: Office) -> None:
    fixed = Appointment("joint:3b82e87a", "A05", MONDAY + timedelta(8), 36_000, 3_600, "joint visit")
    with writing(divided.database) as connection:
        write_fixed_dates(connection, [appointment_row("R2", fixed, Source.JOINT_VISIT)])
    budget = MoveBudget(needed=True)
    made = propose_realignment(
        divided, ME, ENGINE, HandoverRules(MONDAY), Steps(20), seed=1, budget=budget, wishes=LOOSE
    )
    assert made.moves == ()
    assert keep_realignment(divided, ME, made) == 0
    with reading(divided.database) as connection:
        assert read_appointments(connection, "R2") == (fixed,)


def test_only_what_must_move_moves_and_new_accounts_get_an_owner_at_once(divided: Office) -> None:
    with writing(divided.database) as connection:
        write_accounts(connection, [account(number) for number in (20, 21, 22)])
    rules_ = HandoverRules(MONDAY + timedelta(7), a_week=1)
    wishes = replace(LOOSE, workload_tolerance=0.6)
    made = propose_realignment(
        divided, ME, ENGINE, rules_, Steps(20), seed=1, budget=MoveBudget(needed=True), wishes=wishes
    )
    assert {one.move.account_id: one.on for one in made.plan.handovers} == dict.fromkeys(
        ("A20", "A21", "A22"), rules_.start
    )


@pytest.mark.parametrize("reported", [False, True])
def test_a_hand_over_asks_no_visit_of_whom_reported_one(divided: Office, reported: bool) -> None:
    mine = min(name for name, rep_id in owners(divided, MONDAY).items() if rep_id == "R1")
    day = MONDAY + timedelta(7)
    long_ago, lately = day - timedelta(60), day - timedelta(10)
    with writing(divided.database) as connection:
        (known,) = read_accounts_of(connection, [mine])
        write_accounts(connection, [replace(known, interval_days=28, least_days=14, most_days=63, last_visit=long_ago)])
        if reported:
            closed = ClosedVisit(
                "v", mine, "R1", VisitStatus.DONE, lately, None, None, "", "", "", "2026-11-23T12:00:00Z"
            )
            write_closed_visit(connection, closed)
    made = propose_move(divided, ME, ENGINE, MoveOrder(mine, "R3", day))
    assert (made.handover.visit_before is None) == reported


def test_a_move_heeds_caps_and_deals_and_fixes_a_joint_visit(divided: Office) -> None:
    mine = sorted(name for name, rep_id in owners(divided, MONDAY).items() if rep_id == "R1")
    day = MONDAY + timedelta(7)
    closes = day + timedelta(10)
    with writing(divided.database) as connection:
        write_opportunities(connection, [Opportunity("d", mine[0], "Oven", expected_close=closes)])
    first = propose_move(divided, ME, ENGINE, MoveOrder(mine[0], "R3", day, a_week=1, joint_visit=True))
    assert first.handover.opportunity_kept_until == closes
    assert [one.reps for one in first.joint.found] == [("R1", "R3")]
    number = move_account(divided, ME, first)
    with reading(divided.database) as connection:
        assert [one.place_id for one in read_appointments(connection, "R3")] == [mine[0]]
    second = propose_move(divided, ME, None, MoveOrder(mine[1], "R3", day, a_week=1))
    assert second.handover.on == day + timedelta(7)
    undo_ownership(divided, ME, number)
    with reading(divided.database) as connection:
        assert read_appointments(connection, "R3") == read_appointments(connection, "R1") == ()


@pytest.mark.parametrize(
    ("account_id", "rep_id", "code"),
    [
        ("A99", "R1", "account-unknown"),
        ("A00", "R9", "rep-unknown"),
        ("A00", "R4", "rep-not-there"),
        ("A00", "R1", "owner-already"),
        ("A11", "R2", "owner-unfit"),
        ("A10", "R2", "owner-locked"),
    ],
)
def test_a_move_that_cannot_be_is_refused_with_why(office: Office, account_id: str, rep_id: str, code: str) -> None:
    team = furnish(
        office,
        reps=(rep("R4", 9.5, ends=date(2026, 6, 30)), rep("R3", 9.57, languages=frozenset({"it"}))),
        accounts=(account(11, languages=frozenset({"it"})), account(10, owner_lock="R3")),
    )
    align(team, ENGINE, MONDAY, Steps(30), seed=1, wishes=replace(LOOSE, workload_tolerance=0.9))
    with pytest.raises(BadInputError, match=code):
        propose_move(team, ME, None, MoveOrder(account_id, rep_id, MONDAY))


def test_a_rule_that_names_an_account_goes_before_a_move(team: Office) -> None:
    set_rules(team, ME, rules(RULES + '[[rule]]\nid = "key"\nterritory = "east"\naccounts = ["A00"]\n'))
    with pytest.raises(BadInputError, match="owner-named-by-rule"):
        propose_move(team, ME, None, MoveOrder("A00", "R2", MONDAY))


def test_rules_name_owners_who_may_not_visit(office: Office) -> None:
    team = furnish(office, accounts=(account(0, languages=frozenset({"it"})),))
    made = set_rules(team, ME, rules())
    assert [(one.account, one.rep) for one in made.unfit] == [("A00", "R1")]
    assert made.unfit[0].problem.code == "owner-unfit"


def test_plans_leave_out_who_has_an_owner_that_may_not_visit_and_say_why(office: Office) -> None:
    team = furnish(office, accounts=(account(0, languages=frozenset({"it"})),))
    set_rules(team, ME, rules())
    with reading(team.database) as connection:
        situation = read_situation(connection, Span(MONDAY, 28, TODAY))
    assert "A00" not in situation.owners
    assert situation.owners["A01"] == "R1"
    told = [(one.code, one.where) for one in situation.problems if "A00" in one.where or one.code == "owner-missing"]
    assert told == [("owner-unfit", "account A00")]


def test_the_plan_and_explain_say_that_the_owner_may_not_visit_until_somebody_else_has_it(office: Office) -> None:
    asking = account(0, languages=frozenset({"it"}), skills=frozenset({"lift"}), least_experience=2.0)
    team = furnish(office, reps=(rep("R3", 9.57, languages=frozenset({"it"})),), accounts=(asking,))
    set_rules(team, ME, rules())
    number = make_plan(team, ME, ENGINE, PlanOrder(MONDAY, 4, Steps(30), workers=1, travel="straight")).number
    told = [(one.rep_id, one.account_id, one.why.code) for one in list_notes(team, ME) if one.rule == "owner-unfit"]
    lacks = ["owner-lacks-skills", "owner-lacks-languages", "owner-lacks-experience"]
    assert told == [("R1", "A00", code) for code in lacks]
    story = explain_plan(team, ME, ENGINE, "A00", number)
    assert [one.code for one in story.off] == lacks
    assert not [note for note in story.notes if note.rule == "owner-unfit"]  # said once
    assert "territory move" in words(story.off[1])
    assert "R1" in words(story.off[1], "de")
    assert explain_plan(team, ME, ENGINE, "A01", number).off == ()


def test_explain_says_of_an_older_plan_that_the_owner_may_not_visit_since(team: Office) -> None:
    set_rules(team, ME, rules())
    make_plan(team, ME, ENGINE, PlanOrder(MONDAY, 4, Steps(30), workers=1, travel="straight"))
    assert explain_plan(team, ME, ENGINE, "A00").off == ()
    with writing(team.database) as connection:
        write_accounts(connection, [account(0, languages=frozenset({"it"})), *(account(n) for n in range(1, 12))])
    assert [one.code for one in explain_plan(team, ME, ENGINE, "A00").off] == ["owner-lacks-languages"]


@pytest.mark.parametrize("fields", [{"ends": date(2026, 6, 30)}, {"starts": date(2027, 5, 1)}])
def test_who_has_left_or_not_started_is_given_nothing(office: Office, fields: dict[str, date]) -> None:
    team = furnish(office, reps=(rep("R2", 9.52, **fields),))
    made = propose_design(team, ME, ENGINE, MONDAY, Steps(30), seed=1, wishes=LOOSE)
    assert set(made.owners.values()) == {"R1", "R3"}
    assert {one.where for one in made.left_out} == {"rep R2"}


@pytest.mark.parametrize(
    ("ends", "said"),
    [(MONDAY, ["rep-leaves"]), (MONDAY + timedelta(364), ["rep-leaves"]), (MONDAY + timedelta(365), [])],
)
def test_who_leaves_within_the_year_that_a_design_weighs_is_named(office: Office, ends: date, said: list[str]) -> None:
    team = furnish(office, reps=(rep("R2", 9.52, ends=ends),))
    made = propose_design(team, ME, ENGINE, MONDAY, Steps(30), seed=1, wishes=LOOSE)
    assert set(made.owners.values()) == {"R1", "R2", "R3"}
    assert [one.code for one in made.left_out] == said


def test_a_realignment_takes_everything_from_who_has_left(divided: Office) -> None:
    with writing(divided.database) as connection:
        write_reps(connection, [rep("R2", 9.52, ends=MONDAY)])
    later = MONDAY + timedelta(7)
    made = propose_realignment(
        divided, ME, ENGINE, HandoverRules(later), Steps(20), seed=1, budget=MoveBudget(needed=True), wishes=LOOSE
    )
    keep_realignment(divided, ME, made)
    assert "R2" not in owners(divided, later).values()


def test_accounts_weigh_as_plans_visit_them(office: Office) -> None:
    team = furnish(office)
    closed = {f"A{number:02d}": AccountRules(do_not_visit="closed for good") for number in range(6, 12)}
    with writing(team.database) as connection:
        write_rules(connection, closed | {"A00": AccountRules(yearly_cap=2)})
    made = propose_design(team, ME, ENGINE, MONDAY, Steps(30), seed=1, wishes=replace(LOOSE, workload_tolerance=0.9))
    assert set(made.owners) == {f"A{number:02d}" for number in range(6)}
    assert {one.code for one in made.left_out} == {"accounts-not-visited"}


def test_letting_a_rep_go_says_what_becomes_of_the_accounts(divided: Office) -> None:
    mine = {name for name, rep_id in owners(divided, MONDAY).items() if rep_id == "R2"}
    last = MONDAY + timedelta(11)
    proposed = propose_retirement(divided, ME, ENGINE, "R2", last)
    assert set(proposed.takers) == mine
    number = retire_rep(divided, ME, proposed, "moves away")
    assert {name for name, rep_id in owners(divided, last).items() if rep_id == "R2"} == mine
    assert "R2" not in owners(divided, last + timedelta(1)).values()
    with reading(divided.database) as connection:
        assert {one.id: one.ends for one in read_reps(connection)}["R2"] == last
    undo_ownership(divided, ME, number)
    with reading(divided.database) as connection:
        assert {one.id: one.ends for one in read_reps(connection)}["R2"] is None
    (one,) = set(propose_retirement(divided, ME, ENGINE, "R2", last, "R1").takers.values())
    assert one == "R1"
    with pytest.raises(BadInputError, match="successor-same"):
        propose_retirement(divided, ME, ENGINE, "R2", last, "R2")


def test_a_cover_goes_on_although_others_have_no_owner(divided: Office) -> None:
    with writing(divided.database) as connection:
        write_accounts(connection, [account(30)])
    made = propose_cover(divided, ME, ENGINE, "R2", MONDAY, MONDAY + timedelta(4))
    assert made.spells
    assert "accounts-without-owner" in {one.code for one in made.problems}


def test_a_replay_gives_the_first_answer(divided: Office) -> None:
    proposed = propose_move(divided, ME, None, MoveOrder("A00", "R3", MONDAY))
    first = move_account(divided.once("m1"), ME, proposed)
    assert move_account(divided.once("m1"), ME, proposed) == first
    assert sum(one.decision.kind is DecisionKind.MOVE for one in list_ownership_decisions(divided, ME)) == 1
    cover = propose_cover(divided, ME, ENGINE, "R2", MONDAY, None)
    assert keep_cover(divided.once("c1"), ME, cover) == keep_cover(divided.once("c1"), ME, cover)
    design = propose_design(divided, ME, ENGINE, MONDAY, Steps(30), seed=2, wishes=LOOSE)
    assert keep_design(divided.once("d1"), ME, design) == keep_design(divided.once("d1"), ME, design)
