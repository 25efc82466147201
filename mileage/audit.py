"""Does what payroll reads follow from the audit log? States of claims, closed months, erasures, heads, signers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from mileage.chain import digest
from mileage.claims import STEPS, AuditEntry, Claim, ClaimState
from mileage.ledger import Head
from mileage.verify import Finding
from routing.sentences import sentence

_CLOSING, _ERASURE, _SIGNER = "closing/", "erasure/", "signer/"


def claim_findings(claims: Iterable[Claim], steps: Iterable[AuditEntry]) -> Iterator[Finding]:
    """Yield each claim that is not in the state to which its steps led, or has none, or has vanished."""
    led: dict[str, ClaimState] = {}
    for entry in steps:
        if entry.step.name in STEPS:
            allowed, after = STEPS[entry.step.name]
            if led.get(entry.claim_id, ClaimState.DRAFT) not in allowed:
                detail = sentence(
                    "step {number} takes {claim_id} to {step_name!r} out of turn",
                    number=entry.number,
                    claim_id=entry.claim_id,
                    step_name=entry.step.name,
                )
                yield Finding(0, "step-out-of-turn", detail)
            led[entry.claim_id] = after
    states = {claim.id: claim.state for claim in claims}
    for name in sorted({*states, *led}):
        state, due = states.get(name, ClaimState.DRAFT), led.get(name, ClaimState.DRAFT)
        if state is not due:
            yield Finding(
                0,
                "claim-changed",
                sentence("claim {name} is {state}, and its steps led to {due}", name=name, state=state, due=due),
            )


def head_findings(steps: Iterable[AuditEntry], hashes: AbstractSet[str]) -> Iterator[Finding]:
    """Yield each step at whose time the ledger ended with a posting that is not there any more."""
    known = {*hashes, Head().hash}
    for entry in steps:
        if entry.step.head not in known:
            detail = sentence("at step {number} the ledger ended with a posting that is gone", number=entry.number)
            yield Finding(0, "postings-missing", detail)


def closing_findings(closings: Mapping[str, Head], steps: Iterable[AuditEntry]) -> Iterator[Finding]:
    """Yield each month that was closed or opened by other means than its step, or whose head is another."""
    closed = {
        entry.claim_id.removeprefix(_CLOSING): entry.step.head for entry in steps if entry.claim_id.startswith(_CLOSING)
    }
    for month in sorted({*closings, *closed}):
        held = closings.get(month)
        if held is None or held.hash != closed.get(month):
            yield Finding(0, "closing-changed", sentence("the closing of {month} is not as its step says", month=month))


def erasure_digest(erased: Sequence[tuple[str, str]]) -> str:
    """Return the hash of a list of subjects with their kinds, which the step of their erasure keeps."""
    return digest([part for one in sorted(erased) for part in one])


def erasure_findings(erased: Iterable[tuple[int, str, str]], steps: Iterable[AuditEntry]) -> Iterator[Finding]:
    """Yield each step whose list of erased subjects is another, and each list without a step.

    Parameters
    ----------
    erased : iterable of (step, subject, kind)
    """
    lists: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for number, subject, kind in erased:
        lists[number].append((subject, kind))
    kept = {entry.number: entry.step.evidence for entry in steps if entry.claim_id.startswith(_ERASURE)}
    for number in sorted({*lists, *kept}):
        if kept.get(number) != erasure_digest(lists.get(number, [])):
            yield Finding(
                0,
                "erasure-changed",
                sentence("what was erased in step {number} is not what its step says", number=number),
            )


def signer_findings(digests: Mapping[str, str], steps: Iterable[AuditEntry]) -> Iterator[Finding]:
    """Yield each person whose passphrase was replaced, added or taken away by other means than a step."""
    kept = {
        entry.claim_id.removeprefix(_SIGNER): entry.step.evidence
        for entry in steps
        if entry.claim_id.startswith(_SIGNER)
    }
    for person in sorted({*digests, *kept}):
        if person not in digests or kept.get(person) != digest((digests[person],)):
            yield Finding(
                0,
                "signer-changed",
                sentence("the passphrase of {person} is not the one that was registered", person=person),
            )
