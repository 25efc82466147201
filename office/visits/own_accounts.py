"""The accounts that a rep may call on: those they own and those they visit by the plan in force."""

from __future__ import annotations

from dataclasses import dataclass

from office.door import Act, reads
from office.visits.days import own_rep
from routing.dates import Day
from store.accounts import read_accounts_of
from territory.accounts import Account


@dataclass(frozen=True, slots=True)
class OwnAccounts:
    """A rep's accounts by name; `today` is the day that it is where the rep is, `home` the latitude and longitude."""

    today: Day
    home: tuple[float, float]
    accounts: tuple[Account, ...]


@reads
def list_own_accounts(act: Act) -> OwnAccounts:
    """Return the accounts of the rep who asks; raises `BadInputError` if the person is no rep."""
    rep = own_rep(act)
    found = read_accounts_of(act.connection, act.accounts or ())
    by_name = sorted(found, key=lambda one: (one.name.casefold(), one.id))
    return OwnAccounts(act.today(rep.timezone), (rep.lat, rep.lon), tuple(by_name))
