"""The planner's weights as text: written and read again, and refused where they are none."""

from __future__ import annotations

import pytest

from routing.problems import BadInputError
from scheduler.demand.rules import Policy
from scheduler.demand.weights import policy_of, policy_text, reweighted


def test_what_is_said_is_read_again_and_nothing_else_is_written() -> None:
    policy = reweighted(Policy(), {"move_s": 17.0})
    assert policy_text(policy) == '{"move_s": 17.0}'
    assert policy_of(policy_text(policy)) == policy
    assert policy_of("") == Policy()


@pytest.mark.parametrize("text", ["[1]", "{", '{"no such weight": 1}'])
def test_text_that_is_no_weights_is_refused(text: str) -> None:
    with pytest.raises(BadInputError, match="policy-unreadable"):
        policy_of(text)


@pytest.mark.parametrize("weights", [{"no_such": 1.0}, {"move_s": -1.0}, {"longest_day_h": 25.0}])
def test_a_weight_that_is_none_is_refused(weights: dict[str, float | None]) -> None:
    with pytest.raises(BadInputError, match="weight-unknown"):
        reweighted(Policy(), weights)
