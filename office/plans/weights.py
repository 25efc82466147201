"""The planner's weights, for good: what a plan pays for what it leaves out, moves or drives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from office.door import Act, reads, writes
from routing.sentences import sentence, terms
from scheduler.demand.rules import Policy
from scheduler.demand.weights import policy_of, policy_text, reweighted
from store.changes import Kind, Subject
from store.settings import read_settings, write_settings


@writes
def change_weights(act: Act, weights: Mapping[str, float | None]) -> Policy:
    """Change some of the planner's weights for good, and return all of them."""
    settings = read_settings(act.connection)
    policy = reweighted(policy_of(settings.policy), weights)
    write_settings(act.connection, replace(settings, policy=policy_text(policy)))
    act.touch(Subject(Kind.SETTINGS, "weights"))
    act.note(sentence("weights: {names}", names=terms(sorted(weights))))
    return policy


@reads
def read_weights(act: Act) -> Policy:
    """Return the planner's weights."""
    return policy_of(read_settings(act.connection).policy)
