"""The row rule: whose things a person may see or change. A rep theirs, a manager the region, others everything."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import TYPE_CHECKING

from office.ownership.kept import owners_kept
from office.people import Person, Reach
from office.permissions import ROLES_OF
from store.database import Connection
from store.planned_visits import accounts_toured
from territory.ownership.regions import ancestors

if TYPE_CHECKING:
    from office.door import Act


def visible_reps(connection: Connection, who: Person, verb: str, now: datetime) -> frozenset[str] | None:
    """Return the reps whose things a person may see or change by a verb; None for everybody's."""
    grants = [grant for grant in who.grants if grant.role in ROLES_OF[verb]]
    if any(grant.reach is Reach.EVERYTHING for grant in grants):
        return None
    regions = {grant.region for grant in grants if grant.reach is Reach.REGION}
    own = {who.rep_id} if who.rep_id and any(grant.reach is Reach.OWN for grant in grants) else set()
    return frozenset(own | (reps_of_regions(connection, regions, now.date()) if regions else set()))


def visible_accounts(act: Act) -> frozenset[str] | None:
    """Return the accounts that the reps whom a person sees own today, or visit by the plan in force; None for all."""
    reps = act.reps
    if reps is None:
        return None

    owned = {account for account, entry in owners_kept(act, act.now.date()).items() if entry.rep_id in reps}
    return frozenset(owned | accounts_toured(act.connection, reps))


def reps_of_regions(connection: Connection, regions: Collection[str], day: date) -> frozenset[str]:
    """Return who holds a territory in one of the regions, or in a region within one of them, on a day."""
    from office.ownership.rule_books import book_on  # noqa: PLC0415 - a book takes a while to import, few see by region

    book = book_on(connection, day)
    if book is None:
        return frozenset()
    tree = book.regions_on(day)
    inside = [one for one in book.territories if one.region and set(ancestors(one.region, tree)) & set(regions)]
    present = [holding.rep for one in inside for holding in one.holdings if holding.period.holds(day)]
    return frozenset(present)
