"""The audit log of money: who took which step, chained, with the ledger's head at that moment."""

from __future__ import annotations

from mileage.claims import Claim, Step, audited
from office.door import Act
from store.claims import add_step, last_step
from store.ledger import read_head


def record_step(act: Act, claim: Claim, name: str, reason: str = "", evidence: str = "") -> int:
    """Add a step to the audit log and return its number; `evidence` is the hash of what it is about."""
    proof = "signed" if act.who.signed else ""
    step = Step(name, act.who.id, reason, act.at, read_head(act.connection).hash, proof, evidence)
    entry = audited(last_step(act.connection), claim, step)
    add_step(act.connection, entry)
    return entry.number
