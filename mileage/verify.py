"""Does the ledger still say what was posted? Written without the code that posts: chain, reversals, seals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import Decimal

from mileage.chain import GENESIS, link
from mileage.ledger import EntryKind, Head, Posting, fields
from routing.sentences import sentence

_Seen = tuple[str, Decimal, str]
"""Subject, amount and currency: all that is kept of a posting while the others are read."""

_BORNE = frozenset({EntryKind.TRIP, EntryKind.EXPENSE, EntryKind.ALLOWANCE})
"""Postings that an entry of the log bears for as long as they are not reversed."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it was posted: the posting's number (0 for the chain as a whole) and what is wrong."""

    number: int
    code: str
    detail: str

    def __str__(self) -> str:
        place = f"posting {self.number}" if self.number else "ledger"
        return f"{place}: {self.detail} [{self.code}]"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What `verify` found and where the chain ends; an empty tuple of findings is a clean bill.

    `hashes` are those of all postings: a head that was written down anywhere is one of them.
    """

    findings: tuple[Finding, ...]
    head: Head
    hashes: frozenset[str] = frozenset()


def verify(
    postings: Iterable[Posting],
    seals: AbstractSet[tuple[str, str]],
    erased: frozenset[str] = frozenset(),
    expected: Head | None = None,
    *,
    standing: AbstractSet[tuple[str, str]] | None = None,
    held: AbstractSet[str] = frozenset(),
) -> Verdict:
    """Return every place where the ledger or the log was changed after posting.

    Parameters
    ----------
    postings : iterable of Posting
        All of them, by number.
    seals : set of (subject id, seal)
        Of every stored version, recomputed from what the log says today.
    erased : frozenset of str
        Subjects whose words were lawfully erased: their seals cannot be recomputed.
    expected : Head, optional
        Where the chain ended when somebody wrote it down; postings cut off at the end show only so.
    standing : set of (subject id, seal), optional
        Those of the versions that hold, by what the log says: what is posted and not reversed has to be among them.
    held : set of subject ids, optional
        What holds by what the log says and is paid for: each has to be posted and not reversed.
    """
    findings: list[Finding] = []
    seen: dict[int, _Seen] = {}
    undone: set[int] = set()
    borne: dict[int, tuple[str, str]] = {}
    posted: dict[int, str] = {}
    hashes: set[str] = set()
    head = Head()
    for posting in postings:
        findings += _chain(posting, head)
        findings += _reversal(posting, seen, undone)
        findings += _evidence(posting, seals, erased)
        seen[posting.number] = posting.entry.subject, posting.entry.pay.amount, posting.entry.pay.currency
        hashes.add(posting.hash)
        if posting.entry.kind in _BORNE:
            posted[posting.number] = posting.entry.subject
            if posting.entry.subject not in erased:
                borne[posting.number] = posting.entry.subject, posting.entry.evidence
        head = Head(posting.number, posting.hash)
        if expected is not None and expected.count == head.count and expected.hash != head.hash:
            findings.append(Finding(head.count, "head-differs", "the hash is not the one written down"))
    if expected is not None and head.count < expected.count:
        cause = sentence(
            "ends at posting {count}, and ended at {count_2} when its head was written down",
            count=head.count,
            count_2=expected.count,
        )
        findings.append(Finding(0, "postings-missing", cause))
    if standing is not None:
        findings += _unborne({number: borne[number] for number in borne.keys() - undone}, seals, standing)
    findings += _unposted(held, {posted[number] for number in posted.keys() - undone})
    return Verdict(tuple(findings), head, frozenset(hashes))


def _unposted(held: AbstractSet[str], posted: AbstractSet[str]) -> Iterator[Finding]:
    for subject in sorted(held - posted):
        yield Finding(
            0,
            "posting-missing",
            sentence("{subject} holds by the log, and no posting that stands pays it", subject=subject),
        )


def _unborne(
    borne: Mapping[int, tuple[str, str]], seals: AbstractSet[tuple[str, str]], standing: AbstractSet[tuple[str, str]]
) -> Iterator[Finding]:
    for number, sealed in sorted(borne.items()):
        if sealed in seals and sealed not in standing:
            detail = sentence(
                "{sealed} is posted and not reversed, and the log says that it does not hold", sealed=sealed[0]
            )
            yield Finding(number, "log-state", detail)


def _chain(posting: Posting, head: Head) -> Iterator[Finding]:
    if posting.number != head.count + 1:
        yield Finding(posting.number, "number-gap", sentence("follows number {count}", count=head.count))
    if posting.previous != (head.hash if head.count else GENESIS):
        yield Finding(posting.number, "chain-broken", "does not name the hash of the posting before it")
    own = link(posting.previous, fields(posting.number, posting.posted_at, posting.posted_by, posting.entry))
    if own != posting.hash:
        yield Finding(posting.number, "posting-changed", "its content does not give its hash")


def _reversal(posting: Posting, seen: Mapping[int, _Seen], undone: set[int]) -> Iterator[Finding]:
    entry = posting.entry
    if entry.refers is None:
        return
    target = seen.get(entry.refers)
    if target is None or target[0] != entry.subject:
        yield Finding(
            posting.number,
            "link-wrong",
            sentence("names posting {refers}, which is none of its subject", refers=entry.refers),
        )
        return
    if entry.kind is EntryKind.REVERSAL:
        if entry.refers in undone:
            yield Finding(
                posting.number, "reversed-twice", sentence("posting {refers} was reversed before", refers=entry.refers)
            )
        if target[1:] != (-entry.pay.amount, entry.pay.currency):
            yield Finding(
                posting.number,
                "reversal-amount",
                sentence("is not the amount of posting {refers}", refers=entry.refers),
            )
        undone.add(entry.refers)


def _evidence(posting: Posting, seals: AbstractSet[tuple[str, str]], erased: frozenset[str]) -> Iterator[Finding]:
    entry = posting.entry
    if not entry.evidence or entry.subject in erased:
        return
    if (entry.subject, entry.evidence) not in seals:
        yield Finding(
            posting.number,
            "log-changed",
            sentence("the log of {kind} {subject} is not what was attested", kind=entry.kind, subject=entry.subject),
        )
