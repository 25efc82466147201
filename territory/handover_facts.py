"""What hand-overs must respect of each account: last visit, longest interval, open deals, and who is at the top."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from territory.accounts import Account
from territory.handover import HandoverFacts, When, closing_day
from territory.opportunities import Opportunity

TOP_SHARE = 0.1
"""The part of accounts with the highest potential that a joint visit introduces to the new rep."""


@dataclass(frozen=True, slots=True)
class Timing:
    """How accounts change hands, and the days for which an open opportunity stays with its owner."""

    when: When = When.NOW
    retain_days: int = 90


def handover_facts(
    accounts: Sequence[Account], deals: Sequence[Opportunity], day: date, timing: Timing
) -> dict[str, HandoverFacts]:
    """Return the facts of each account; the top ones are those with the highest potential."""
    count = max(1, round(len(accounts) * TOP_SHARE))
    top = {account.id for account in sorted(accounts, key=lambda one: (-one.potential, one.id))[:count]}
    of_account: dict[str, list[Opportunity]] = defaultdict(list)
    for deal in deals:
        of_account[deal.account_id].append(deal)
    return {
        one.id: HandoverFacts(
            one.last_visit,
            one.most_days,
            closing_day(of_account[one.id], day),
            timing.when,
            timing.retain_days,
            top=one.id in top,
        )
        for one in accounts
    }
