"""Who stays away overnight, how often, and at what price."""

from __future__ import annotations

from office.door import Act, reads, writes
from office.known import require_rep
from routing.problems import BadInputError
from routing.sentences import sentence
from scheduler.nights.policy import NightPolicy, policy_problems
from store.changes import Kind, Subject
from store.nights import read_night_policies, write_night_policy


@writes
def change_nights(act: Act, rep_id: str, policy: NightPolicy | None) -> None:
    """Keep how a rep stays away overnight (None: never); raises `BadInputError` for an impossible policy."""
    act.require_rep(rep_id)
    rep = require_rep(act.connection, rep_id)
    if policy is not None and (problems := policy_problems(policy, f"nights of {rep_id}")):
        raise BadInputError(problems)
    write_night_policy(act.connection, rep_id, policy)
    act.touch(Subject(Kind.REP, rep_id))
    if policy is None:
        act.note(sentence("nights away of {rep}: never", rep=rep.name))
        return
    counts = {"row": policy.most_in_row, "week": policy.most_a_week}
    act.note(sentence("nights away of {rep}: {row} in a row, {week} a week", rep=rep.name, **counts))


@reads
def list_nights(act: Act) -> dict[str, NightPolicy]:
    """Return how each rep stays away overnight who does at all."""
    return read_night_policies(act.connection)
