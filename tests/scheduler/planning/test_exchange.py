"""Problems and solutions as JSON: nothing is lost, everything wrong is told, the worked pair holds."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

import cli
from reports.finding_words import words
from routing.problems import BadInputError
from routing.stopping import Steps
from scheduler import exchange
from scheduler.exchange import from_json, inputs_hash, to_json
from scheduler.solved import solved

EXAMPLES = Path(__file__).parents[3] / "docs" / "examples"


@pytest.fixture
def problem() -> dict[str, Any]:
    """The worked problem of the documentation."""
    data: dict[str, Any] = json.loads((EXAMPLES / "problem.json").read_text())
    return data


def test_a_problem_comes_back_as_it_was(problem: dict[str, Any]) -> None:
    horizon = from_json(problem)
    assert to_json(horizon) == problem
    again = from_json(json.loads(json.dumps(to_json(horizon))))
    assert np.array_equal(again.travel_s, horizon.travel_s)
    assert again.visits == horizon.visits
    assert inputs_hash(again) == inputs_hash(horizon)


def test_no_visit_is_copied_field_by_field(problem: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    horizon = from_json(problem)
    copied: list[object] = []

    def counted(value: Any) -> dict[str, Any]:
        copied.append(value)
        return dataclasses.asdict(value)

    monkeypatch.setattr(exchange, "dataclasses", SimpleNamespace(asdict=counted))
    assert to_json(horizon) == problem
    assert copied == [horizon.weights, *horizon.rep_days]


def test_another_problem_has_another_hash(problem: dict[str, Any]) -> None:
    before = inputs_hash(from_json(problem))
    problem["visits"][0]["service_s"] += 60
    assert inputs_hash(from_json(problem)) != before


def test_the_worked_pair_holds(problem: dict[str, Any]) -> None:
    found = solved(from_json(problem), Steps(500), 1, words)
    assert found.pop("versions")["version.numpy"]
    assert json.loads(json.dumps(found)) == json.loads((EXAMPLES / "solution.json").read_text())


def test_every_wrong_field_is_told_at_once(problem: dict[str, Any]) -> None:
    problem["visits"][0]["service_s"] = "long"
    problem["visits"][1]["colour"] = "red"
    del problem["visits"][2]["place"]
    problem["rep_days"][0]["lunch"] = {"earliest_s": 1}
    problem["weights"] = {"balance": None}
    problem["hours"][0][0] = [[5]]
    problem["patterns"] = {"bakery": 3}
    problem["travel_s"][0][1] = -5
    problem["extra"] = 1
    with pytest.raises(BadInputError) as caught:
        from_json(problem, "p.json")
    told = " ".join(found.where for found in caught.value.problems)
    for field in (
        "visits[0].service_s", "visits[1].colour", "visits[2].place", "rep_days[0].lunch.latest_s", "weights.balance",
        "hours[0]", "patterns", "travel_s", "p.json.extra",
    ):  # fmt: skip
        assert field in told


@pytest.mark.parametrize(
    ("where", "field", "value"),
    [
        ("visits", "place", 9),
        ("visits", "hours", -1),
        ("visits", "service_s", 0),
        ("visits", "last_day", -1),
        ("visits", "id", "bakery-1"),
        ("rep_days", "end_place", 6),
        ("rep_days", "end_s", 0),
        ("visits", "price_unserved", float("nan")),
        ("visits", "price_unserved", float("inf")),
        ("visits", "price_unserved", -1),
        ("visits", "price_unserved", 10**400),
        ("visits", "service_s", 10**30),
        ("visits", "most_gap_days", 10**30),
        ("visits", "load", -1),
        ("visits", "day_price", [[0, 1e300]]),
        ("rep_days", "day", 10**9),
        ("rep_days", "start_s", -1),
        ("rep_days", "end_s", 10**30),
        ("rep_days", "max_visits", -1),
        ("rep_days", "lunch", {"earliest_s": 46_800, "latest_s": 43_200, "length_s": 1800}),
        ("rep_days", "lunch", {"earliest_s": 43_200, "latest_s": 46_800, "length_s": -1}),
        ("hours", 0, [[[0, 10**30]]] * 5),
        ("hours", 0, [[[28_800, 43_200], [39_600, 61_200]]] * 5),
        ("patterns", "bakery", [[-1, 4]]),
        ("weights", "per_driving_s", float("nan")),
        ("weights", "balance", -1.0),
    ],
)
def test_a_value_out_of_range_is_told(problem: dict[str, Any], where: str, field: str, value: object) -> None:
    within = problem[where] if where in {"hours", "patterns", "weights"} else problem[where][0]
    within[field] = value
    with pytest.raises(BadInputError, match="problem-range"):
        from_json(problem)


def test_numbers_at_the_ends_of_their_ranges_are_taken(problem: dict[str, Any]) -> None:
    problem["visits"][0] |= {"price_unserved": 1e12, "most_gap_days": 10**9, "load": 0, "day_price": [[0, -1e12]]}
    problem["rep_days"][0] |= {"max_visits": 0, "end_s": 7 * 86_400}
    assert from_json(problem).visits[0].price_unserved == 1e12


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("hours", [[[[28_800.5, 61_200]]] * 5]),
        ("hours", [[[["8", "17"]]] * 5]),
        ("patterns", {"bakery": [[0.5, 4]]}),
        ("lodging", {"beds": 5, "willing": [], "most_in_row": 1, "most_a_week": 1}),
        ("travel_s", [[0, 1], [1]]),
        ("travel_s", [[float("nan")]]),
        ("travel_s", [[2**31]]),
    ],
)
def test_nothing_is_rounded_or_guessed(problem: dict[str, Any], field: str, value: object) -> None:
    problem[field] = value
    with pytest.raises(BadInputError, match="problem-field"):
        from_json(problem)


@pytest.mark.parametrize("price", [[0, "dear"], [0, float("nan")], [0.5, 3.0], [0]])
def test_a_price_of_a_day_is_a_day_and_a_number(problem: dict[str, Any], price: object) -> None:
    problem["visits"][0]["day_price"] = [price]
    with pytest.raises(BadInputError, match="day_price"):
        from_json(problem)


def test_a_wrong_table_is_told_once_with_its_row(problem: dict[str, Any]) -> None:
    problem["travel_s"][2][1] = -5
    with pytest.raises(BadInputError) as caught:
        from_json(problem, "p")
    assert [(found.where, "-5" in found.cause) for found in caught.value.problems] == [("p.travel_s[2]", True)]


def test_hours_must_reach_the_last_day(problem: dict[str, Any]) -> None:
    problem["hours"][1] = problem["hours"][1][:4]
    with pytest.raises(BadInputError, match="before the last day"):
        from_json(problem)


@pytest.mark.parametrize("data", [[], {}, {"format": "roundsman-problem/9"}])
def test_another_format_is_refused(data: object) -> None:
    with pytest.raises(BadInputError, match="roundsman-problem/1"):
        from_json(data)


def test_the_command_prints_the_solution(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["solve", str(EXAMPLES / "problem.json"), "--steps", "500"]) == 0
    printed = capsys.readouterr()
    assert json.loads(printed.out)["served"] == 5
    assert "5 of 6 visits served" in printed.err


def wrong(problem: dict[str, Any], what: str) -> None:
    """Break the worked problem in one way."""
    visits, day = problem["visits"], problem["rep_days"][0]
    first, second = visits[0], visits[1]
    open_then = {"first_day": day["day"], "last_day": day["day"], "compulsory": True, "service_s": 3600}
    match what:
        case "spacing-contradictory":
            first |= {"least_gap_days": 9, "most_gap_days": 3}
        case "window-too-short":
            first["service_s"] = 20 * 3600
        case "compulsory-clash":
            problem["hours"].append([[[36_000, 39_600]] for _ in problem["hours"][0]])
            for visit in (first, second):
                visit.update(open_then, hours=len(problem["hours"]) - 1)
        case "place-unreachable":
            for row in problem["travel_s"]:
                row[first["place"]] = 2**31 - 1
        case "overload":
            for visit in visits:
                visit["service_s"] *= 40
        case "no-working-day":
            problem["rep_days"] = []


@pytest.mark.parametrize(
    "what",
    [
        "spacing-contradictory",
        "window-too-short",
        "compulsory-clash",
        "place-unreachable",
        "overload",
        "no-working-day",
    ],
)  # fmt: skip
def test_a_contradiction_is_named_first_and_the_rest_is_solved(
    what: str, problem: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong(problem, what)
    path = tmp_path / "p.json"
    path.write_text(json.dumps(problem))
    assert cli.run(["solve", str(path), "--steps", "200"]) == 0
    printed = capsys.readouterr()
    named, _, _ = printed.err.rpartition("visits served")
    assert f"[{what}]" in named
    found = json.loads(printed.out)
    assert found["violations"] == []
    assert (found["served"] > 0) == (what not in {"overload", "no-working-day"})


@pytest.mark.parametrize("text", [None, "no json", "[]", "[" * 200_000, '{"format": ' + "9" * 5000 + "}"])
def test_a_file_that_is_no_problem_ends_with_code_2(
    text: str | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "p.json"
    if text is not None:
        path.write_text(text)
    assert cli.run(["solve", str(path), "--steps", "1"]) == 2
    assert "p.json" in capsys.readouterr().err


def test_two_budgets_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["solve", str(EXAMPLES / "problem.json"), "--steps", "1", "--seconds", "1"]) == 2
    assert "not both" in capsys.readouterr().err


@pytest.mark.parametrize(("most", "repaired"), [(1, 1), (9, 2)])
def test_repairs_are_tried_for_the_dearest_of_many_left_out(
    most: int, repaired: int, problem: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One rep-day, and room for a single visit of three: the other two each may take its place."""
    problem["rep_days"] = [problem["rep_days"][0] | {"max_visits": 1}]
    problem["visits"] = [
        problem["visits"][0] | {"id": name, "account": name, "price_unserved": price, "first_day": 0, "last_day": 4}
        for name, price in (("dear", 90_000.0), ("middling", 80_000.0), ("cheap", 70_000.0))
    ]
    monkeypatch.setattr("scheduler.solved.REPAIRED", most)
    found = solved(from_json(problem), Steps(200), 1, words)["unserved"]
    assert [row["id"] for row in found if row["repair"] is not None] == ["middling", "cheap"][:repaired]
    assert all(row["reason"] for row in found)


@pytest.mark.parametrize("seconds", ["nan", "inf", "-1"])
def test_a_budget_without_an_end_is_refused(seconds: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["solve", str(EXAMPLES / "problem.json"), "--seconds", seconds]) == 2
    assert "--seconds" in capsys.readouterr().err
