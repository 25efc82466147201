"""Roll-outs: stages begin on their day, change what the experiment tried, and each is taken back by one act."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from office.jobs import ask_scheduled, list_jobs, list_schedules, work_once
from office.opening import Office
from office.people import owner
from office.reviews.experiments import experiments_on, what_showed
from office.reviews.manager_files import keep_manager_file
from office.reviews.overrides import Override
from office.reviews.rollouts import (
    RolloutAsked,
    StageState,
    begin_rollout,
    carry_out_stages,
    list_rollouts,
    revert_stage,
)
from routing.problems import BadInputError
from scheduler.demand.rules import AccountRules
from store.account_rules import read_rules, write_rules
from store.accounts import read_accounts, write_accounts, write_reps
from store.database import reading, writing
from store.ownership import Owned, add_ownership
from store.review import read_notes
from store.sales import MonthlySales, write_sales
from territory.experiment_outcome import Shown
from territory.manager_files import FileKind, ManagerFile
from territory.rollout import StageAsked
from tests.office.small_team import TODAY, account, at, furnish, rep

ME = owner("ada")
POLICY = """
[[experiment]]
id = "often"
policy = "every three weeks"
start = 2026-05-01
trying = ["R1"]
compared = ["R2", "R3"]
"""
SHORTER = Override(interval_times=0.75, weekdays=frozenset({1}))
STAGES = [StageAsked(TODAY, ("R2",)), StageAsked(TODAY + timedelta(30))]
ASKED = RolloutAsked("often", SHORTER, STAGES, "the team asks for it")


@pytest.fixture
def team(sqlite_workspace: Office) -> Office:
    """Four shops for each rep; the policy states an experiment on R1."""
    made = furnish(sqlite_workspace)
    with writing(made.database) as connection:
        add_ownership(connection, [Owned(f"A{n:02d}", TODAY, f"R{n // 4 + 1}", "made") for n in range(12)])
        write_rules(connection, {"A04": AccountRules(yearly_cap=9)})
    keep_manager_file(made, ME, ManagerFile(FileKind.POLICY, "policy.toml", TODAY, POLICY, {}))
    return made


def intervals(office: Office) -> dict[str, int]:
    """Return the interval of one shop of each rep."""
    with reading(office.database) as connection:
        known = {one.id: one.interval_days for one in read_accounts(connection)}
    return {"R1": known["A00"], "R2": known["A04"], "R3": known["A08"]}


def states(office: Office) -> list[tuple[int, StageState, int]]:
    return [(one.stage, one.state, len(one.after)) for one in list_rollouts(office, ME).stages]


def test_the_first_stage_begins_at_once_and_the_others_on_their_morning(team: Office) -> None:
    begin_rollout(team, ME, ASKED)
    assert intervals(team) == {"R1": 28, "R2": 21, "R3": 28}
    assert states(team) == [(1, StageState.BEGUN, 4), (2, StageState.WAITING, 0)]
    assert [one.kind for one in list_schedules(team, ME)] == ["roll-out"]
    assert carry_out_stages(at(team, TODAY + timedelta(29)), ME) == 0
    later = at(team, TODAY + timedelta(30))
    assert carry_out_stages(later, ME) == 1
    assert intervals(later) == {"R1": 28, "R2": 21, "R3": 21}, "the experiment's own territories stay as they are"


def test_the_schedule_asks_for_the_job_that_begins_a_stage(team: Office) -> None:
    begin_rollout(team, ME, ASKED)
    later = at(team, TODAY + timedelta(31))
    assert ask_scheduled(later) == 1
    work_once(later)
    assert [(one.kind, one.result) for one in list_jobs(later, ME)] == [("roll-out", {"stages": 1})]
    assert intervals(later)["R3"] == 21


def test_each_stage_is_taken_back_by_one_act_and_what_was_changed_since_stays(team: Office) -> None:
    begin_rollout(team, ME, ASKED)
    with reading(team.database) as connection:
        changed = next(one for one in read_accounts(connection) if one.id == "A05")
        assert read_rules(connection)["A04"] == AccountRules(yearly_cap=9, weekdays=frozenset({1}))
    with writing(team.database) as connection:
        write_accounts(connection, [replace(changed, most_days=99)])
    assert revert_stage(team, ME, 1, 1) == (3, 1)
    assert intervals(team)["R2"] == 28
    with reading(team.database) as connection:
        assert read_rules(connection)["A04"] == AccountRules(yearly_cap=9)
    assert revert_stage(team, ME, 1, 2) == (0, 0), "one that waits never begins"
    assert carry_out_stages(at(team, TODAY + timedelta(30)), ME) == 0
    assert [state for _, state, _ in states(team)] == [StageState.REVERTED] * 2
    with pytest.raises(BadInputError, match="stage-unknown"):
        revert_stage(team, ME, 1, 1)


def test_what_was_begun_is_told_in_the_notebook_of_the_territory(team: Office) -> None:

    begin_rollout(team, ME, ASKED)
    with reading(team.database) as connection:
        (note,) = read_notes(connection)
    assert (note.territory, str(note.text)) == (
        "R2",
        "Stage 1 of often: intervals times 0.75, weekdays Tu, 4 accounts.",
    )


@pytest.mark.parametrize(
    ("experiment", "override", "code"),
    [
        ("rarely", SHORTER, "experiment-unknown"),
        ("often", Override("inns"), "rollout-impossible"),
        ("often", Override(visiting_hours="nonsense!"), "hours-unreadable"),
    ],
)
def test_what_cannot_be_rolled_out_is_refused(team: Office, experiment: str, override: Override, code: str) -> None:
    with pytest.raises(BadInputError, match=code):
        begin_rollout(team, ME, RolloutAsked(experiment, override, STAGES, "all the same"))


def test_without_proof_a_reason_is_asked_and_kept(team: Office) -> None:
    with pytest.raises(BadInputError, match="rollout-unproven"):
        begin_rollout(team, ME, replace(ASKED, reason=" "))
    assert list_rollouts(team, ME).stages == ()
    made = begin_rollout(team, ME, ASKED)
    assert {(one.shown, one.reason) for one in made} == {(Shown.UNKNOWN, "the team asks for it")}


def test_an_experiment_that_helped_needs_no_reason(team: Office) -> None:
    sold_more_where_it_was_tried(team)
    with reading(team.database) as connection:
        (experiment,) = experiments_on(connection, TODAY)
        assert what_showed(connection, TODAY, experiment) is Shown.BETTER
    made = begin_rollout(team, ME, RolloutAsked("often", SHORTER, [StageAsked(TODAY, ("R4",))]))
    assert [(one.shown, one.reason) for one in made] == [(Shown.BETTER, "")]


def sold_more_where_it_was_tried(team: Office) -> None:
    """Two reps try it since May and sell half as much again from then on; two do not, a fifth lacks it."""
    both = POLICY.replace('["R1"]', '["R1", "R2"]').replace('["R2", "R3"]', '["R3", "R5"]')
    keep_manager_file(team, ME, ManagerFile(FileKind.POLICY, "policy.toml", TODAY, both, {}))
    months = [f"{year}-{month:02d}" for year in (2025, 2026) for month in range(1, 13)][:22]
    owned = {**{f"A{n:02d}": f"R{n // 4 + 1}" for n in range(12)}, "B1": "R4", "B2": "R5"}
    with writing(team.database) as connection:
        write_reps(connection, [rep("R4", 9.7), rep("R5", 9.8)])
        write_accounts(connection, [replace(account(12 + n), id=f"B{n}") for n in (1, 2)])
        add_ownership(connection, [Owned(name, TODAY, owned[name], "made") for name in ("B1", "B2")])
        sold = [
            MonthlySales(name, month, Decimal(150 if month >= "2026-05" and who in {"R1", "R2"} else 100), "EUR")
            for name, who in owned.items()
            for month in months
        ]
        write_sales(connection, sold)
