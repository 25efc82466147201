"""All that is known of a rep's accounts: rules, states, seasons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from scheduler.demand.rules import AccountRules, AccountState
from scheduler.demand.seasons import Season
from territory.accounts import Account

NO_RULES, NOTHING_HAPPENED = AccountRules(), AccountState()


@dataclass(frozen=True, slots=True)
class Book:
    """All that is known of a rep's accounts: rules, state and seasons by id (an id without an entry has none)."""

    workspace: str
    rules: Mapping[str, AccountRules] = field(default_factory=dict)
    states: Mapping[str, AccountState] = field(default_factory=dict)
    seasons: Mapping[str, Season] = field(default_factory=dict)

    def rules_of(self, account: Account) -> AccountRules:
        """Return the rules of an account."""
        return self.rules.get(account.id, NO_RULES)

    def state_of(self, account: Account) -> AccountState:
        """Return the state of an account; its own last visit counts where it is later than what is recorded."""
        state, own = self.states.get(account.id, NOTHING_HAPPENED), account.last_visit
        if own is None or (state.last_contact and state.last_contact >= own):
            return state
        return replace(state, last_contact=own)
