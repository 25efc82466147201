"""Accounts as people look for them: searched, filtered, page by page, each with its owner and its next visit."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from office.accounts.overdue import late_accounts, late_days
from office.door import Act, reads
from office.ownership.kept import owners_kept
from store.accounts import LAST_VISIT, AccountFilter, count_accounts, search_accounts
from store.accounts import read_reps as all_reps
from store.counted_visits import as_counted, days_counted
from store.ownership import owners_among
from store.planned_visits import next_planned
from territory.accounts import Account
from territory.conditions import read_conditions

MOST = 500
"""Accounts on one page at the most."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which accounts are asked for.

    Attributes
    ----------
    text : str
        Stands in the id, name, address or contact, whatever the case; empty for any.
    segment, kind : str
        Exactly so; empty for any.
    rep_id : str
        The owner; ``-`` for accounts that nobody owns; empty for any.
    overdue : bool
        Only those whose longest spacing is over.
    after : str
        The id after which the page begins: that of the last one of the page before.
    limit : int
        Accounts on the page.
    where : str
        Conditions on any field, such as ``potential>=1000; tier=A`` (`territory.conditions`).
    """

    text: str = ""
    segment: str = ""
    kind: str = ""
    rep_id: str = ""
    overdue: bool = False
    after: str = ""
    limit: int = 50
    where: str = ""


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One account in a list; `late_days` are days since its longest spacing was over, 0 if it is not."""

    account: Account
    rep_id: str
    rep_name: str
    next_visit: date | None
    late_days: int


@dataclass(frozen=True, slots=True)
class AccountPage:
    """A page of accounts: `total` fit what was asked, `after` begins the next page (empty on the last one)."""

    lines: tuple[AccountLine, ...]
    total: int
    after: str
    segments: tuple[str, ...] = ()
    reps: tuple[tuple[str, str], ...] = field(default=())


@reads
def list_accounts(act: Act, asked: Asked) -> AccountPage:
    """Return a page of the accounts that the person sees, by id."""
    day = act.now.date()
    chosen, owners = filter_of(act, asked)
    names = {rep.id: rep.name for rep in all_reps(act.connection)}
    found = as_counted(
        act.connection, search_accounts(act.connection, chosen, asked.after, min(max(asked.limit, 1), MOST))
    )
    if not asked.rep_id:
        among = owners_among(act.connection, [account.id for account in found], day)
        owners = {account: owned.rep_id for account, owned in among.items()}
    planned = next_planned(act.connection, [account.id for account in found], day)
    lines = tuple(
        AccountLine(account, rep, names.get(rep, rep), planned.get(account.id), late_days(account, day))
        for account in found
        for rep in [owners.get(account.id, "")]
    )
    total, segments = count_accounts(act.connection, chosen)
    more = found[-1].id if len(found) == asked.limit and len(found) < total else ""
    shown = tuple((rep, name) for rep, name in names.items() if act.reps is None or rep in act.reps)
    return AccountPage(lines, total, more, segments, shown)


def filter_of(act: Act, asked: Asked) -> tuple[AccountFilter, dict[str, str]]:
    """Return which accounts are meant of those that the person sees, and all owners where one is asked for.

    Raises
    ------
    BadInputError
        For conditions that cannot be read.
    """
    day, conditions = act.now.date(), read_conditions(asked.where)
    owners = {account: owned.rep_id for account, owned in owners_kept(act, day).items()} if asked.rep_id else {}
    within = act.accounts
    if asked.rep_id and asked.rep_id != "-":
        theirs = frozenset(account for account, rep in owners.items() if rep == asked.rep_id)
        within = theirs if within is None else within & theirs
    without = frozenset(owners) if asked.rep_id == "-" else frozenset()
    if asked.overdue:
        late = frozenset(late_accounts(act, day))
        within = late if within is None else within & late
    reckoned = any(one.column == LAST_VISIT for one in conditions)
    visited = days_counted(act.connection) if reckoned else {}
    text = asked.text.strip()
    return AccountFilter(text, asked.segment, asked.kind, visited, within, without, conditions), owners
