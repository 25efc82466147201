"""A claim's way: draft, submitted, approved or rejected with a reason, paid; nobody approves a claim of their own."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum

from mileage.chain import GENESIS, link
from routing.problems import BadInputError, Problem
from routing.sentences import sentence


class ClaimState(StrEnum):
    """Where a claim is."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    REJECTED = "rejected"
    PAID = "paid"


STEPS: dict[str, tuple[frozenset[ClaimState], ClaimState]] = {
    "submit": (frozenset({ClaimState.DRAFT, ClaimState.REJECTED}), ClaimState.SUBMITTED),
    "approve": (frozenset({ClaimState.SUBMITTED}), ClaimState.APPROVED),
    "reject": (frozenset({ClaimState.SUBMITTED}), ClaimState.REJECTED),
    "pay": (frozenset({ClaimState.APPROVED}), ClaimState.PAID),
}
"""Each step, the states from which it may be taken, and the state to which it leads."""

LOCKED = frozenset({ClaimState.SUBMITTED, ClaimState.APPROVED, ClaimState.PAID})
"""States in which the claim's month takes no more postings."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A rep's month: everything that the ledger posted to it."""

    rep_id: str
    period: str
    state: ClaimState = ClaimState.DRAFT

    @property
    def id(self) -> str:
        """Return the name under which the ledger and the audit log know the claim."""
        return f"{self.rep_id}/{self.period}"


@dataclass(frozen=True, slots=True)
class Step:
    """What somebody did to a claim.

    Attributes
    ----------
    name : str
        A key of `STEPS`.
    at : str
        ISO 8601, UTC.
    head : str
        The hash of the ledger's last posting at that moment: what the step was about cannot be changed later.
    proof : str
        ``signed`` where the actor gave a passphrase, empty where the name was only stated.
    evidence : str
        The hash of what the step is about where that is kept elsewhere, such as the subjects of an erasure.
    """

    name: str
    actor: str
    reason: str
    at: str
    head: str
    proof: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One step of one claim in its place: chained by its hash to the entry before it."""

    number: int
    claim_id: str
    step: Step
    previous: str
    hash: str


def advance(claim: Claim, step: str, actor: str, reason: str = "", claimants: AbstractSet[str] = frozenset()) -> Claim:
    """Return the claim after a step.

    Parameters
    ----------
    claimants : set of str
        Everybody by whom the rep is known to act, beside the rep's own id.

    Raises
    ------
    BadInputError
        Where the step does not lead on from the claim's state, a rejection has no reason, or the approver is the
        claimant.
    """
    allowed, after = STEPS[step]
    own, problems = {claim.rep_id, *claimants}, []
    if claim.state not in allowed:
        cause = sentence("a claim that is {state} cannot be taken to {step!r}", state=claim.state, step=step)
        needed = " or ".join(sorted(allowed))
        problems.append(
            Problem(
                "claim-state",
                sentence("claim {claim}", claim=claim.id),
                cause,
                sentence("It has to be {needed} first.", needed=needed),
            )
        )
    if step in ("approve", "reject", "pay") and actor in own:
        cause = sentence("{actor} is the claimant", actor=actor)
        problems.append(
            Problem("claim-own", sentence("claim {claim}", claim=claim.id), cause, "Somebody else has to do this.")
        )
    if step == "submit" and actor not in own:
        cause = sentence("{actor} is not the claimant", actor=actor)
        problems.append(
            Problem("claim-foreign", sentence("claim {claim}", claim=claim.id), cause, "Only the rep submits a claim.")
        )
    if step == "reject" and not reason.strip():
        problems.append(
            Problem(
                "reason-missing", sentence("claim {claim}", claim=claim.id), "a rejection has no reason", "Say why."
            )
        )
    if not actor.strip():
        problems.append(
            Problem("actor-missing", sentence("claim {claim}", claim=claim.id), "nobody is named", "Say who does this.")
        )
    if problems:
        raise BadInputError(problems)
    return Claim(claim.rep_id, claim.period, after)


def audited(last: AuditEntry | None, claim: Claim, step: Step) -> AuditEntry:
    """Return the audit log's next entry."""
    number, previous = (last.number + 1, last.hash) if last else (1, GENESIS)
    return AuditEntry(number, claim.id, step, previous, audit_hash(previous, number, claim.id, step))


def audit_hash(previous: str, number: int, claim_id: str, step: Step) -> str:
    """Return the hash of an audit entry."""
    more = (step.proof, step.evidence) if step.evidence else (step.proof,) if step.proof else ()
    return link(previous, (number, claim_id, step.name, step.actor, step.reason, step.at, step.head, *more))


def verify_audit(entries: Iterable[AuditEntry]) -> tuple[int, ...]:
    """Return the numbers of the entries that were changed, or that do not follow the one before them."""
    wrong, number, previous = [], 0, GENESIS
    for entry in entries:
        number += 1
        own = audit_hash(entry.previous, entry.number, entry.claim_id, entry.step)
        if (entry.number, entry.previous, entry.hash) != (number, previous, own):
            wrong.append(entry.number)
        number, previous = entry.number, entry.hash
    return tuple(wrong)
