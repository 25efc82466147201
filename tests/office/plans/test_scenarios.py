"""Plans with other weights beside each other: their figures are those of their days, and one is chosen."""

from __future__ import annotations

from pathlib import Path

import pytest

import cli
from office.opening import Office
from office.people import Grant, Person, Reach, Role, owner
from office.plans.scenarios import choose_scenario, compare_scenarios
from routing.problems import BadInputError
from scheduler.demand.rules import Policy
from scheduler.demand.weights import policy_text
from scheduler.explain.reasons import why_unserved
from scheduler.plan import Plan, PlannedVisit, Tour, UnservedVisit
from store.database import reading, writing
from store.plans import Origin, find_plan, write_plan
from tests.office.small_team import MONDAY, TODAY, at, furnish

VOLUME, VALUE = (policy_text(Policy(value_share=share)) for share in (0.0, 1.0))


def _tour(rep: str, accounts: list[str], travel_s: int) -> Tour:
    visits = tuple(
        PlannedVisit(f"visit-{name}", name, n, 32400, 32400, 34200, travel_s, 5000)
        for n, name in enumerate(accounts, 1)
    )
    return Tour(rep, MONDAY, 30000, 40000, None, 0, visits, 100, 1000)


@pytest.fixture
def house(sqlite_workspace: Office) -> Office:
    """Draft 1 (volume) visits three accounts, draft 2 (value) two of them, one at another rep's."""
    office = furnish(at(sqlite_workspace, TODAY))
    left = UnservedVisit("visit-A03", "A03", "R1", MONDAY, MONDAY, "no-room", why_unserved("for-another", other="A01"))
    drafts = [
        ([_tour("R1", ["A01", "A03"], 600), _tour("R2", ["A02"], 600)], (), VOLUME),
        ([_tour("R1", ["A01"], 300), _tour("R3", ["A02"], 300)], (left,), VALUE),
    ]
    with writing(office.database) as connection:
        for tours, unserved, weights in drafts:
            evidence = {"weights": weights, "currency": "EUR", "gap": 0.25}
            plan = Plan(MONDAY, MONDAY, tuple(tours), unserved, evidence)
            write_plan(connection, plan, office.clock(), Origin(0, None, "paul"))
    return office


def test_figures_weights_and_differences_stand_beside_each_other(house: Office) -> None:
    found = compare_scenarios(house, owner(), [1, 2])
    assert found.differing == ("value_share",)
    one, other = found.plans
    assert [(p.line.visits, p.line.unserved, p.accounts, p.potential) for p in found.plans] == [
        (3, 0, 3, 300.0), (2, 1, 2, 200.0),
    ]  # fmt: skip
    assert (one.driving_s, one.distance_m, one.longest_s) == (3 * 600 + 2 * 100, 3 * 5000 + 2 * 1000, 10000)
    assert (one.alike, other.alike) == (None, 1)
    assert {rep: own.visits for rep, own in other.reps.items()} == {"R1": 1, "R3": 1}
    assert (one.value, other.value) == (1.0, pytest.approx(200 / 300))
    assert {rep: own.value for rep, own in other.reps.items()} == {"R1": 0.5, "R3": 1.0}  # R1 leaves out A03
    assert found.reps["R3"] == "Rep R3"


def test_whoever_sees_one_rep_sees_that_reps_part(house: Office) -> None:
    narrow = Person("ada", "Ada", (Grant(Role.MANAGER, Reach.OWN),), rep_id="R1")
    found = compare_scenarios(house, narrow, [1, 2])
    assert [(list(p.reps), p.line.visits) for p in found.plans] == [(["R1"], 2), (["R1"], 1)]


def test_one_is_chosen_and_the_others_are_withdrawn(house: Office) -> None:
    assert choose_scenario(house, owner(), 2, [1, 2]) == (1,)
    with reading(house.database) as connection:
        assert [find_plan(connection, n).status.value for n in (1, 2)] == ["withdrawn", "draft"]
    with pytest.raises(BadInputError, match="no draft"):
        choose_scenario(house, owner(), 1, [2])


@pytest.mark.parametrize("numbers", [[], list(range(1, 9)), [1, 9]])
def test_what_cannot_be_compared_is_said(house: Office, numbers: list[int]) -> None:
    with pytest.raises(BadInputError):
        compare_scenarios(house, owner(), numbers)


def test_the_command_compares_and_chooses(house: Office, capsys: pytest.CaptureFixture[str]) -> None:
    folder = Path(house.folder.path)
    assert cli.run(["plan", "scenarios", "1", "2", "--choose", "1", "--workspace", str(folder)]) == 0
    said = capsys.readouterr().out
    assert "value_share 0 3 visits" in said
    assert "withdrawn: 2" in said
