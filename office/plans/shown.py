"""Everything that is shown or exported, read at one moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from office.opening import Office
from reports.geojson import Ends
from scheduler.plan import Plan
from store.accounts import read_accounts, read_reps
from store.database import reading
from store.ownership import owners_on
from store.plans import PlanHead, PlanStatus, find_plan, read_plan
from territory.accounts import Account, Rep


@dataclass(frozen=True, slots=True)
class Shown:
    """A plan with the accounts and reps that it speaks of, and who owns what since when."""

    head: PlanHead
    plan: Plan
    reps: Mapping[str, Rep]
    accounts: Mapping[str, Account]
    owners: Mapping[str, str]
    since: Mapping[str, date]

    @property
    def ends(self) -> Ends:
        """Return where the plan's tours begin and end."""
        return Ends(self.reps, self.plan.nights)

    def name_of(self, account_id: str) -> str:
        """Return an account's name, or what stands for a place that is none."""
        return self.accounts[account_id].name if account_id in self.accounts else account_id


def read_shown(office: Office, number: int | None, day: date, *, plan: bool = True) -> Shown:
    """Read a plan (the newest if no number is given; an empty one if none is wanted) and the owners on a day."""
    with reading(office.database) as connection:
        head = find_plan(connection, number) if plan else PlanHead(0, "", day, day, PlanStatus.DRAFT)
        owned = owners_on(connection, day)
        return Shown(
            head,
            read_plan(connection, head) if plan else Plan(day, day, (), ()),
            {rep.id: rep for rep in read_reps(connection)},
            {account.id: account for account in read_accounts(connection)},
            {account: entry.rep_id for account, entry in owned.items()},
            {account: entry.valid_from for account, entry in owned.items()},
        )
