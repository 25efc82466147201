"""Who owns what on a day, kept in memory until somebody decides about owners: pages ask for it again and again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from office.door import Act
from office.remembered import remembered
from store.changes import Kind
from store.ownership import Owned, owners_on


def owners_kept(act: Act, day: date) -> Mapping[str, Owned]:
    """Return the row in force on a day for each account that has an owner then."""
    return remembered(
        act, "owners", (Kind.OWNERSHIP,), lambda: MappingProxyType(owners_on(act.connection, day)), about=day
    )
