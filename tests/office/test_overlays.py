"""A planned overlay's rep calls on its accounts, beside the visits of whoever owns them, by the overlay's interval."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest

from office.accounts.rules import add_contact
from office.imports.imports import commit_import
from office.imports.uploads import ImportOptions, Upload
from office.opening import Office
from office.ownership.decisions import undo_ownership
from office.ownership.moves import MoveOrder, give_account
from office.ownership.rules import apply_rules, explain_owner, list_owners, set_rules
from office.people import owner
from office.plans.drafts import PlanOrder, make_plan
from routing.problems import BadInputError, Problem
from routing.stopping import Steps
from scheduler.plan import Plan
from store.account_rules import read_rules
from store.accounts import read_accounts
from store.counted_visits import as_counted
from store.database import reading, writing
from store.review import write_traits
from store.visits import read_states
from territory.manager_files import FileKind, ManagerFile
from tests.office.small_team import ENGINE, MONDAY, RULES, TODAY, at, furnish, owners

ME = owner("ada")
COFFEE = """
[[layer]]
id = "coffee"
name = "Coffee"
product_line = "coffee"
interval_days = {days}
service_min = 20
[[territory]]
id = "beans"
layer = "coffee"
[[territory.held]]
rep = "R2"
[[territory.cover]]
rep = "R3"
since = 2027-03-01
until = 2027-03-12
[[rule]]
id = "drinkers"
territory = "beans"
everything = true
"""
CALLS = {"A01+coffee", "A02+coffee"}


def rules(days: int = 14, extra: str = COFFEE) -> ManagerFile:
    text = RULES.replace('id = "west"', 'id = "west"\nlayer = "field"').replace(
        'id = "east"', 'id = "east"\nlayer = "field"'
    )
    return ManagerFile(FileKind.RULES, "rules.toml", TODAY, text + extra.format(days=days), {})


@pytest.fixture
def team(office: Office) -> Office:
    made = furnish(office)
    with writing(made.database) as connection:
        write_traits(connection, {name: {"product_line": ["coffee"]} for name in ("A01", "A02")})
    return made


def planned(office: Office) -> Plan:
    return make_plan(office, ME, ENGINE, PlanOrder(MONDAY, weeks=4, stop=Steps(60), workers=1)).plan


def visits(plan: Plan) -> Counter[tuple[str, str]]:
    return Counter((tour.rep_id, visit.account_id) for tour in plan.tours for visit in tour.visits)


def test_the_overlay_s_rep_calls_every_two_weeks_and_the_owner_goes_on_visiting(team: Office) -> None:
    set_rules(team, ME, rules())
    assert {one.account_id: one.rep_id for one in list_owners(team, ME, TODAY, "coffee")} == {"A01": "R2", "A02": "R2"}
    made = visits(planned(team))
    assert {who for who in made if who[1] in CALLS} == {("R2", name) for name in CALLS}
    assert all(made["R2", name] == 2 for name in CALLS), "twice in four weeks"
    assert all(made["R1", name] >= 1 for name in ("A01", "A02")), "beside the owner's own visits"
    with reading(team.database) as connection:
        calls = [one for one in read_accounts(connection) if one.call_of]
    assert [(one.name, one.service_s, one.potential) for one in calls] == [
        ("Shop 1 (Coffee)", 1200, 0.0),
        ("Shop 2 (Coffee)", 1200, 0.0),
    ]


def test_a_colleague_s_contact_moves_the_account_it_names_and_a_call_of_the_overlay_moves_the_overlay_alone(
    team: Office,
) -> None:
    set_rules(team, ME, rules())

    def last() -> dict[str, date | None]:
        with reading(team.database) as connection:
            return {one.id: one.last_visit for one in as_counted(connection, read_accounts(connection))}

    before = last()
    for account in ("A01+coffee", "A02"):
        add_contact(team, ME, account, TODAY, "R2")
    moved = {name for name, day in last().items() if day != before[name]}
    assert moved == {"A01+coffee", "A02"}
    assert last()["A02"] == TODAY
    with reading(team.database) as connection:
        states = read_states(connection)
    assert {name: state.last_contact for name, state in states.items()} == dict.fromkeys(moved, TODAY)


def test_an_overlay_without_an_interval_is_not_planned(team: Office) -> None:
    set_rules(team, ME, rules(0))
    assert not [name for _, name in visits(planned(team)) if name in CALLS]


def test_a_cover_of_the_overlay_begins_and_ends_by_itself(team: Office) -> None:
    set_rules(team, ME, rules())
    days = (date(2027, 2, 28), date(2027, 3, 1), date(2027, 3, 12), date(2027, 3, 13))
    assert [owners(team, day)["A01+coffee"] for day in days] == ["R2", "R3", "R3", "R2"]
    (why,) = explain_owner(team, ME, "A01+coffee", MONDAY)
    assert (why.owned.kind, why.claims) == ("overlay", ())


def test_applying_the_same_rules_again_changes_nothing(team: Office) -> None:
    set_rules(team, ME, rules())
    before = {day: owners(team, MONDAY + timedelta(day)) for day in (0, 60, 95, 120)}
    assert (apply_rules(team, ME).changed, apply_rules(team, ME).handed_over) == (0, 0)
    assert {day: owners(team, MONDAY + timedelta(day)) for day in before} == before


def test_calls_end_with_the_layer_and_begin_again_with_it(team: Office) -> None:
    set_rules(team, ME, rules())
    later = at(team, TODAY + timedelta(1))
    set_rules(later, ME, ManagerFile(FileKind.RULES, "r2.toml", TODAY + timedelta(1), RULES, {}))
    assert not [name for _, name in visits(planned(later)) if name in CALLS]
    latest = at(team, TODAY + timedelta(2))
    again = rules()
    set_rules(latest, ME, ManagerFile(FileKind.RULES, "r3.toml", TODAY + timedelta(2), again.text, {}))
    assert {name for _, name in visits(planned(latest)) if name in CALLS} == CALLS


def test_calls_end_as_the_rules_are_taken_back_and_begin_again_with_them(team: Office) -> None:
    number = set_rules(team, ME, rules()).decision
    assert {name for _, name in visits(planned(team)) if name in CALLS} == CALLS
    undone = undo_ownership(team, ME, number).decision.number
    assert not [name for _, name in visits(planned(team)) if name in CALLS]
    with reading(team.database) as connection:
        assert all(read_rules(connection)[name].do_not_visit for name in CALLS)
    undo_ownership(team, ME, undone)
    assert {name for _, name in visits(planned(team)) if name in CALLS} == CALLS


def test_rules_taken_back_from_a_later_day_let_calls_go_on_until_then(team: Office) -> None:
    number = set_rules(team, ME, rules()).decision
    later = MONDAY + timedelta(14)
    undo_ownership(team, ME, number, on=later)
    plan = planned(team)
    made = [tour.date for tour in plan.tours for visit in tour.visits if visit.account_id in CALLS]
    assert made
    assert max(made) < later


def test_what_is_taken_back_of_visits_alone_leaves_calls_as_they_are(team: Office) -> None:
    set_rules(team, ME, rules())
    moved, _ = give_account(team, ME, MoveOrder("A05", "R3", MONDAY))
    before = owners(team, MONDAY)["A01+coffee"]
    undo_ownership(team, ME, moved)
    assert owners(team, MONDAY)["A01+coffee"] == before == "R2"


def test_an_import_keeps_the_calls_in_line_with_their_account(team: Office) -> None:
    set_rules(team, ME, rules())
    raw = b"id,name\nA01,Renamed\n"
    commit_import(
        team, ME, "accounts", Upload("a.csv", raw), ImportOptions(), locate=lambda *_: Problem("", "", "", "")
    )
    with reading(team.database) as connection:
        names = {one.id: one.name for one in read_accounts(connection)}
    assert names["A01+coffee"] == "Renamed (Coffee)"


@pytest.mark.parametrize("line", ["interval_days = -1", "interval_days = 4000", "service_min = 800"])
def test_an_impossible_interval_is_refused(team: Office, line: str) -> None:
    extra = f'\n[[layer]]\nid = "tea"\nproduct_line = "tea"\n{line}\n'
    with pytest.raises(BadInputError, match="interval-impossible"):
        set_rules(team, ME, rules(extra=extra))
