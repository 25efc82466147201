"""The list of accounts by what they are worth, as the review of today reckons it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from office.door import Act, thinks
from office.reviews.kept import ReviewSeen, whole_review
from scheduler.review.account_list import AccountLine, account_lines

KEPT = "worth"


@dataclass(frozen=True, slots=True)
class Worth:
    """The accounts that the person sees, those first who have most still to win; from when the figures are, in what."""

    lines: tuple[AccountLine, ...]
    at: datetime
    revision: int
    currency: str


@thinks
def list_worth(act: Act) -> Worth:
    """Return every account with its score, its class and how like the best it is."""
    seen = whole_review(act, newest=True)
    lines = _lines(act, seen)
    with act.reading():
        mine = act.accounts
    shown = tuple(one for one in lines if mine is None or one.account_id in mine)
    return Worth(shown, seen.at, seen.revision, seen.analysis.known.currency)


def _lines(act: Act, seen: ReviewSeen) -> tuple[AccountLine, ...]:
    kept = act.office.memory.get(KEPT)
    if kept is None or kept[0] is not seen:
        act.office.memory[KEPT] = kept = (seen, account_lines(seen.analysis))
    lines: tuple[AccountLine, ...] = kept[1]
    return lines
