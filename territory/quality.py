"""What is wrong with the accounts' data: a list to be worked off, each line with what to do and a key that stays."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from routing.sentences import joined, sentence
from territory.accounts import Account, AccountKind

STALE_FACTOR = 2
GAPS = {
    "name": "a name",
    "segment": "a segment",
    "category": "a category",
    "address": "an address",
    "potential": "a potential",
    "hours": "known opening hours",
}
"""What an account may lack, in words."""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing to look at.

    Attributes
    ----------
    urgency : int
        1 spoils plans, 2 spoils figures, 3 is untidy.
    kind : str
        ``duplicate``, ``place``, ``stale`` or ``missing``.
    accounts : tuple of str
    what, action : str
        What is odd, and what to do, in words.
    facts : tuple of str
        What was found, for programs: which gaps, since when.
    """

    urgency: int
    kind: str
    accounts: tuple[str, ...]
    what: str
    action: str
    facts: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Return what a person's answer is kept under: it changes with what is found, not with its wording."""
        return f"{self.kind}:{','.join(self.accounts)}:{','.join(self.facts)}"


@dataclass(frozen=True, slots=True)
class Answer:
    """A person has looked at a finding and leaves it as it is."""

    key: str
    by: str
    on: date
    why: str


def findings(accounts: Sequence[Account], today: date, selling: Collection[str] | None = None) -> tuple[Finding, ...]:
    """Return everything to look at, the most urgent first.

    Parameters
    ----------
    selling : collection of str or None
        Accounts with sales in the last year; None where sales are not known, and staleness is judged by visits alone.
    """
    from territory.duplicates import duplicates  # noqa: PLC0415 - scipy is slow to import, an answer needs none of it
    from territory.suspects import suspicious_places  # noqa: PLC0415

    found = [
        Finding(
            2,
            "duplicate",
            pair.accounts,
            sentence(
                "{names} and {names_2} look like one: {pair_name:.0%} alike, {metres:.0f} m apart",
                names=pair.names[0],
                names_2=pair.names[1],
                pair_name=pair.name,
                metres=pair.metres,
            ),
            "Keep one and move the other's history to it, or say that they are two.",
            pair.names,
        )
        for pair in duplicates(accounts)
    ]
    found += [
        Finding(1, "place", (one.account,), one.what, one.action, (one.code,)) for one in suspicious_places(accounts)
    ]
    found += _each(accounts, lambda account: _stale(account, today, selling))
    found += _each(accounts, _missing)
    return tuple(sorted(found))


def still_open(found: Iterable[Finding], answers: Iterable[Answer]) -> tuple[Finding, ...]:
    """Return the findings that nobody has answered yet."""
    answered = {answer.key for answer in answers}
    return tuple(finding for finding in found if finding.key not in answered)


def _each(accounts: Sequence[Account], test: Callable[[Account], Finding | None]) -> list[Finding]:
    return [finding for account in accounts if (finding := test(account)) is not None]


def _stale(account: Account, today: date, selling: Collection[str] | None) -> Finding | None:
    """Find a customer not seen for twice its longest spacing who, where sales are known, buys nothing."""
    if account.kind is not AccountKind.CUSTOMER or (selling is not None and account.id in selling):
        return None
    action = "Visit or ring, or make it a prospect or close it."
    if account.last_visit is None:
        return Finding(
            3,
            "stale",
            (account.id,),
            sentence("{account_name} is a customer without any visit", account_name=account.name),
            action,
            ("never",),
        )
    away = (today - account.last_visit).days
    if away <= STALE_FACTOR * account.most_days:
        return None
    what = sentence(
        "{account_name} was last visited on {last_visit}", account_name=account.name, last_visit=account.last_visit
    )
    return Finding(2, "stale", (account.id,), what, action, (account.last_visit.isoformat(),))


def _missing(account: Account) -> Finding | None:
    gaps = {
        "name": not account.name.strip(),
        "segment": not account.segment,
        "category": not account.category,
        "address": not account.address,
        "potential": account.potential <= 0,
        "hours": account.hours_assumed or not account.opening_hours,
    }
    lacking = [gap for gap, lacks in gaps.items() if lacks]
    if not lacking:
        return None
    urgency = 2 if "potential" in lacking or "segment" in lacking else 3
    what = sentence("{account} lacks {gaps}", account=account.name or account.id, gaps=_gaps(tuple(lacking)))
    action = "Complete it in the next import or on the next visit."
    return Finding(urgency, "missing", (account.id,), what, action, tuple(lacking))


@cache
def _gaps(lacking: tuple[str, ...]) -> str:
    """Return gaps in words: one value for all accounts alike, of which there may be thousands."""
    return joined(", ", map(GAPS.__getitem__, lacking))
