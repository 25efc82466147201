"""Scenes of a small team that is divided, each giving an act to be killed: what reviews and proposals lead to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from office.demonstration.demonstration import begin_demonstration, end_demonstration
from office.designs.order import DESIGN, keep_designed
from office.jobs import ask_job, work_once
from office.opening import Office
from office.ownership.assignments import keep_assignment, propose_assignment
from office.ownership.by_routes_order import BY_ROUTES, keep_by_routes
from office.ownership.handover_dates import keep_redating, list_redatings
from office.ownership.realignment import keep_realignment, propose_realignment
from office.ownership.realignment_order import REALIGN, keep_realigned
from office.proposals import drop_proposal
from office.reviews.budgets import allot_budget
from office.reviews.manager_files import accept_intervals, accept_values, keep_manager_file, take_seasons
from office.reviews.overrides import Override
from office.reviews.reviews import answer_finding, review_territories
from office.reviews.rollouts import RolloutAsked, begin_rollout, carry_out_stages, revert_stage
from office.roads import keep_roads
from office.travel import choose_travel
from routing.keeping import network_from_file
from routing.network import RoadNetwork
from routing.profile import load_profile
from routing.stopping import Steps
from store.accounts import read_accounts, write_accounts, write_reps
from store.database import reading, writing
from store.ownership import Owned, add_ownership, owners_on
from store.sales import MonthlySales, write_sales
from store.waiting_handovers import write_waiting
from territory.design.assignment import Weights
from territory.design.realign import MoveBudget
from territory.design.reasons import Move
from territory.handover import HandoverRules
from territory.manager_files import FileKind, ManagerFile
from territory.rollout import StageAsked
from territory.waiting import Waiting
from tests.office.small_team import ENGINE, MONDAY, TODAY, at, rep
from tests.office.test_owner_decisions import LOOSE, ME
from tests.routing.test_network import town_file

Act = Callable[[Office], object]
NEXT = MONDAY + timedelta(7)
POLICY = """
margin = 0.3
cost_per_hour = 60
win_probability = 0.2
[[response]]
segment = "inn"
gain = 0.5
rate = 0.07
[[budget]]
territory = "R1"
kind = "marketing"
year = 2026
amount = "1000.00"
currency = "EUR"
[[budget]]
territory = "R2"
kind = "marketing"
year = 2026
amount = "7000.00"
currency = "EUR"
"""


def reviewed(house: Office) -> None:
    """Let a review have something to say: potentials that differ, three years of sales with a season, and a policy."""
    months = [f"{year}-{month:02d}" for year in (2023, 2024, 2025) for month in range(1, 13)]
    sold = {month: Decimal(50 if int(month[-2:]) < 7 else 150) for month in months}
    with writing(house.database) as connection:
        known = [
            replace(one, segment="inn", potential=1000.0 * number)
            for number, one in enumerate(read_accounts(connection), 1)
        ]
        write_accounts(connection, known)
        write_sales(connection, [MonthlySales(one.id, month, sold[month], "EUR") for one in known for month in months])
    keep_manager_file(house, ME, ManagerFile(FileKind.POLICY, "policy.toml", TODAY, POLICY, {}))


def seasons(house: Office) -> Act:
    reviewed(house)
    return lambda there: take_seasons(there, ME, {"inn": {8: 0.0}}, 1)


def finding(house: Office) -> Act:
    key = review_territories(house, ME).findings[0].key
    return lambda there: answer_finding(there, ME, key, "it is so")


def values(house: Office) -> Act:
    reviewed(house)
    return lambda there: accept_values(there, ME, ())


def suggested(house: Office) -> Act:
    reviewed(house)
    return lambda there: accept_intervals(there, ME, ("inn",))


EXPERIMENT = """
[[experiment]]
id = "often"
policy = "oftener"
start = 2026-05-01
trying = ["R1"]
compared = ["R2", "R3"]
"""


def _roll_out(house: Office, day: date) -> None:
    keep_manager_file(house, ME, ManagerFile(FileKind.POLICY, "policy.toml", TODAY, EXPERIMENT, {}))
    asked = RolloutAsked("often", Override(interval_days=7), [StageAsked(day)], "the team asks for it")
    begin_rollout(at(house, MONDAY), ME, asked)


def rolled_out(house: Office) -> Act:
    keep_manager_file(house, ME, ManagerFile(FileKind.POLICY, "policy.toml", TODAY, EXPERIMENT, {}))
    stages = [StageAsked(MONDAY, ("R2",)), StageAsked(NEXT)]
    asked = RolloutAsked("often", Override(interval_days=7), stages, "the team asks for it")
    return lambda there: begin_rollout(at(there, MONDAY), ME, asked)


def due_stages(house: Office) -> Act:
    _roll_out(house, NEXT)
    return lambda there: carry_out_stages(at(there, NEXT), ME)


def reverted(house: Office) -> Act:
    _roll_out(house, MONDAY)
    return lambda there: revert_stage(at(there, MONDAY), ME, 1, 1)


def budget(house: Office) -> Act:
    reviewed(house)
    return lambda there: allot_budget(at(there, MONDAY), ME, "marketing", 2026)  # when territories have owners


def assignment(house: Office) -> Act:
    made = propose_assignment(house, ME, ENGINE, NEXT, Weights())
    given = replace(made, owners={**made.owners, "A00": "R3"}, moved=("A00",))
    return lambda there: keep_assignment(there, ME, given)


def realigned(house: Office) -> Act:
    with writing(house.database) as connection:
        write_reps(connection, [rep("R2", 9.52, ends=MONDAY)])
    made = propose_realignment(
        house, ME, ENGINE, HandoverRules(NEXT), Steps(20), seed=1, budget=MoveBudget(needed=True), wishes=LOOSE
    )
    return lambda there: keep_realignment(there, ME, made)


def redated(house: Office) -> Act:
    on = MONDAY + timedelta(20)
    with reading(house.database) as connection:
        before = owners_on(connection, MONDAY)["A00"].rep_id
    after = "R3" if before != "R3" else "R1"
    with writing(house.database) as connection:
        add_ownership(connection, [Owned("A00", on, after, "")])
        move = Move("A00", before, after, 10.0, "balance", "why")
        write_waiting(connection, [Waiting(move, on, on, HandoverRules(MONDAY), 90, joint_visit=False)])
    made = list_redatings(house, ME)
    return lambda there: keep_redating(there, ME, made)


def designed(house: Office) -> Act:
    choose_travel(house, ME, "straight")
    order = {"day": NEXT.isoformat(), "steps": 10, "seed": 2, "workload_tolerance": 0.9, "contiguous": False}
    number = ask_job(house, ME, DESIGN, order).id
    work_once(house)
    return lambda there: keep_designed(there, ME, number)


def by_routes(house: Office) -> Act:
    choose_travel(house, ME, "straight")
    order = {"day": NEXT.isoformat(), "weeks": 1, "steps": 50, "tolerance": 10.0, "least_minutes": 0.0}
    number = ask_job(house, ME, BY_ROUTES, order).id
    work_once(house)
    return lambda there: keep_by_routes(there, ME, number)


def realigned_by_job(house: Office) -> Act:
    number = _realigned_job(house)
    return lambda there: keep_realigned(there, ME, number)


def dropped(house: Office) -> Act:
    number = _realigned_job(house)
    return lambda there: drop_proposal(there, ME, number)


def _realigned_job(house: Office) -> int:
    choose_travel(house, ME, "straight")
    with writing(house.database) as connection:
        write_reps(connection, [rep("R2", 9.52, ends=MONDAY)])
    number = ask_job(house, ME, REALIGN, {"day": NEXT.isoformat(), "steps": 20, "tolerance": 1.0}).id
    work_once(house)
    return number


def town(house: Office) -> RoadNetwork:
    """Return the roads of a town of three junctions, and let everybody be in it."""
    with writing(house.database) as connection:
        write_reps(connection, [replace(rep(f"R{n}", 9.0), lat=47.001) for n in (1, 2, 3)])
        write_accounts(connection, [replace(one, lat=47.002, lon=9.0) for one in read_accounts(connection)])
    folder = house.folder.path
    return network_from_file(town_file(folder), load_profile(), folder / "kept")


def roads(house: Office) -> Act:
    made = town(house)
    return lambda there: keep_roads(there.once(""), ME, made)  # known by its content, not by a request


ACTS: dict[str, Callable[[Office], Act]] = {
    "take_seasons": seasons,
    "answer_finding": finding,
    "accept_values": values,
    "accept_intervals": suggested,
    "begin_rollout": rolled_out,
    "carry_out_stages": due_stages,
    "revert_stage": reverted,
    "allot_budget": budget,
    "keep_assignment": assignment,
    "keep_realignment": realigned,
    "keep_redating": redated,
    "keep_designed": designed,
    "keep_by_routes": by_routes,
    "keep_realigned": realigned_by_job,
    "drop_proposal": dropped,
    "keep_roads": roads,
    "begin_demonstration": lambda _: lambda there: begin_demonstration(there, ME),
    "end_demonstration": lambda _: lambda there: end_demonstration(there, ME, 3),
}
