"""The policy that a manager states: read as written, mistakes named, limits of one territory apart from the rest."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from routing.problems import BadInputError
from territory.experiment import Experiment
from territory.policy import Policy, read_policy
from territory.review.alarms import alarms
from territory.review.inputs import AGREED
from territory.review.standing import Standing

GOOD = """
margin = 0.3
cost_per_hour = 50
hours_per_rep = 1500
win_probability = 0.2
[[response]]
segment = "gold"
gain = 0.6
rate = 0.1
[[limit]]
kind = "workload"
watch = 0.10
alarm = 0.20
[[limit]]
kind = "workload"
territory = "T1"
watch = 0.30
alarm = 0.40
[[budget]]
territory = "T1"
kind = "training"
year = 2026
amount = "1200.10"
currency = "CHF"
[[experiment]]
id = "short"
policy = "interval 21 days"
start = 2026-01-01
trying = ["T1", "T2"]
compared = ["T3", "T4"]
"""


def test_a_policy_says_what_it_says() -> None:
    policy = read_policy(GOOD, "policy.toml")
    assert (policy.margin, policy.cost_per_hour, policy.hours_per_rep, policy.win_probability) == (0.3, 50, 1500, 0.2)
    assert (policy.curves["gold"].gain, policy.curves["gold"].rate) == (0.6, 0.1)
    assert (policy.budgets[0].amount, policy.budgets[0].spent) == (Decimal("1200.10"), None)
    assert policy.experiments == (
        Experiment("short", "interval 21 days", date(2026, 1, 1), ("T1", "T2"), ("T3", "T4")),
    )


def test_what_is_not_stated_is_not_known() -> None:
    assert read_policy("", "policy.toml") == Policy()
    assert Policy().margin is None


def test_the_limits_of_one_territory_hold_there_alone() -> None:
    policy = read_policy(GOOD, "policy.toml")
    assert policy.limits.workload == (0.1, 0.2)
    assert policy.local_limits["T1"].coverage == AGREED.coverage
    stand = [Standing(name, "R", 10, 0, 1.0, 1.0, 1.25, 1.0, 1.0, ()) for name in ("T1", "T2")]
    (alarm,) = alarms(stand, policy.limits, policy.local_limits)
    assert (alarm.territory, alarm.level) == ("T2", 2)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("margin = 0.3", "margin = 30"), "out-of-range"),
        (("margin = 0.3", 'margin = "much"'), "wrong-type"),
        (("rate = 0.1", ""), "missing-key"),
        (('kind = "workload"', 'kind = "mood"'), "unknown-limit"),
        (("alarm = 0.20", ""), "missing-key"),
        (('kind = "training"', 'kind = "yacht"'), "unknown-budget"),
        (('amount = "1200.10"', 'amount = "lots"'), "not-money"),
        (("year = 2026", ""), "missing-key"),
        (('trying = ["T1", "T2"]', ""), "missing-key"),
        (("cost_per_hour", "cost_per_our"), "unknown-key"),
        (("[[limit]]", "[[limit"), "not-toml"),
    ],
)
def test_each_mistake_is_named(change: tuple[str, str], code: str) -> None:
    assert change[0] in GOOD
    with pytest.raises(BadInputError) as caught:
        read_policy(GOOD.replace(*change, 1), "policy.toml")
    assert code in {problem.code for problem in caught.value.problems}
    assert all(problem.action for problem in caught.value.problems)
