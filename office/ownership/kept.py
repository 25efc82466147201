"""Who owns what on a day, kept in memory until somebody decides about owners: pages ask for it again and again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from office.door import USE_CASES, Act
from store.ownership import Owned, last_row, owners_on

KEPT = "owners"


def owners_kept(act: Act, day: date) -> Mapping[str, Owned]:
    """Return the row in force on a day for each account that has an owner then.

    Rows of owners are added and never changed, so that the number of the last one names what is known. Whoever writes
    asks the database itself: what they have written may yet be taken back.
    """
    if USE_CASES[act.verb].kind != "reads":
        return owners_on(act.connection, day)
    state = (last_row(act.connection), day)
    kept = act.office.memory.get(KEPT)
    if kept is None or kept[0] != state:
        kept = (state, MappingProxyType(owners_on(act.connection, day)))
        act.office.memory[KEPT] = kept
    owners: Mapping[str, Owned] = kept[1]
    return owners
