"""The planner's weights as text: what settings and a plan's evidence keep of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, replace

from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from scheduler.demand.rules import Policy

WEIGHTS = "weights"
"""Where a plan's evidence keeps the planner's weights that it was made with."""


def policy_of(text: str) -> Policy:
    """Read the planner's weights from the settings' JSON; raises `BadInputError` if they are no weights."""
    try:
        return Policy(**json.loads(text or "{}"))
    except (TypeError, ValueError) as error:
        raise BadInputError(
            [Problem("policy-unreadable", "settings", str(error), "Set it again: roundsman plan weights.")]
        ) from error


def policy_text(policy: Policy) -> str:
    """Return the weights that differ from the defaults, as JSON that `policy_of` reads."""
    defaults = asdict(Policy())
    return json.dumps(
        {name: value for name, value in asdict(policy).items() if value != defaults[name]}, sort_keys=True
    )


def reweighted(policy: Policy, weights: Mapping[str, float | None]) -> Policy:
    """Return a policy with some weights of its own; raises `BadInputError` for names or values that are none."""
    names = sorted(policy.__dataclass_fields__)
    unknown = [name for name in weights if name not in names]
    if unknown:
        cause, action = (
            sentence("there is no weight {unknown!r}", unknown=unknown[0]),
            sentence("There are: {names}.", names=", ".join(names)),
        )
        raise BadInputError([Problem("weight-unknown", "weights", cause, action)])
    try:
        return replace(policy, **weights)  # type: ignore[arg-type]
    except (TypeError, ValueError) as error:
        action = sentence("Give another value: docs/planning.md says what each weight means.")
        raise BadInputError([Problem("weight-unknown", "weights", str(error), action)]) from error
