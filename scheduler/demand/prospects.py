"""A share of time for prospects: as many as fit into it, the most valuable for their time first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from routing.findings import Finding
from scheduler.demand.due import Demand, Due, Withheld
from territory.accounts import Account, AccountKind


def within_share(asked: Demand, accounts: Iterable[Account], share: float | None, working_s: int) -> Demand:
    """Return the demand with no more time for visits to prospects than their share of `working_s`.

    Compulsory visits to prospects (pinned, or promised) stay, and count. What is withheld is named, account by account.
    """
    if share is None:
        return asked
    prospects = {account.id: account for account in accounts if account.kind is AccountKind.PROSPECT}
    theirs = [due for due in asked.due if due.account_id in prospects]
    left_s = share * working_s
    kept: set[str] = set()
    for due in sorted(theirs, key=lambda due: _rank(due, prospects[due.account_id])):
        if due.compulsory or due.service_s <= left_s:
            left_s -= due.service_s
            kept.add(due.visit_id)
    withheld = [
        Withheld(due.account_id, "prospect-share", 1, Finding.of("note-prospect-share", visits=1, share=share))
        for due in theirs
        if due.visit_id not in kept
    ]
    stay = tuple(due for due in asked.due if due.account_id not in prospects or due.visit_id in kept)
    return replace(asked, due=stay, withheld=(*asked.withheld, *withheld))


def _rank(due: Due, account: Account) -> tuple[bool, bool, float, float, str]:
    """Return the order in which prospects are given time: promised, first visits, value for time, potential."""
    return not due.compulsory, due.number > 0, -due.price / due.service_s, -account.potential, due.visit_id
