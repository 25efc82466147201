"""What reps have closed by sector, as it is kept: their profiles, and what assignments weigh."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from office.door import Act, reads
from office.ownership.decisions import first_today
from store.accounts import read_accounts, read_reps
from store.database import Connection
from store.opportunities import read_opportunities
from store.ownership import owned_on, timelines_among
from territory.accounts import Rep
from territory.success import SectorRecord, Successes, count_successes


@dataclass(frozen=True, slots=True)
class RepProfile:
    """A rep with the sectors in which they closed deals, the most won first."""

    rep: Rep
    sectors: tuple[SectorRecord, ...]

    @property
    def strengths(self) -> tuple[SectorRecord, ...]:
        """Return the sectors in which the rep wins more than the others do."""
        return tuple(one for one in self.sectors if one.strong)


@dataclass(frozen=True, slots=True)
class Profiles:
    """The reps whom the person sees; `nobodys` are closed deals of which nobody knows whose they were."""

    day: date
    reps: tuple[RepProfile, ...]
    nobodys: int


@reads
def read_profiles(act: Act) -> Profiles:
    """Return what the reps whom the person sees can do and have closed until today."""
    day = first_today(act)
    past = read_successes(act.connection, day)
    reps = [rep for rep in read_reps(act.connection) if act.reps is None or rep.id in act.reps]
    return Profiles(day, tuple(RepProfile(rep, past.records(rep.id)) for rep in reps), past.nobodys)


def read_successes(connection: Connection, day: date) -> Successes:
    """Return the deals closed by a day, by rep and sector."""
    deals = read_opportunities(connection)
    named = {one.account_id for one in deals}
    lines = timelines_among(connection, named)

    def owner(account_id: str, on: date) -> str:
        held = owned_on(lines.get(account_id, ()), on)
        return held.rep_id if held else ""

    accounts = {one.id: one for one in (read_accounts(connection) if deals else ()) if one.id in named}
    reps = [rep.id for rep in read_reps(connection)]
    return count_successes(deals, accounts, owner, reps, day)
