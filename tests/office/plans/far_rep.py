"""A workspace of one rep with two far groups of accounts: two hours east, two hours west; a hotel at each."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import cli
from office.opening import Office
from routing.straight import StraightLineEngine
from store.accounts import write_accounts, write_reps
from store.database import writing
from store.ownership import Owned, add_ownership
from territory.accounts import Account, Rep

MONDAY = date(2027, 1, 11)
ENGINE = StraightLineEngine(detour=1.0, kmh=60.0)
HOTELS = """id,name,lat,lon,price,currency,rep
west,Hotel West,47.0,8.0,80,CHF,
east,Hotel East,47.0,11.2,80,CHF,r1
"""


def far_rep(office: Office) -> None:
    """Write the rep and twenty accounts, each due in any fourth week."""
    rep = Rep("r1", "Rosa", 47.0, 9.6, "Mo-Fr 08:00-17:00", "Europe/Zurich", "CH")
    accounts = [
        Account(
            f"{side}{k}", f"{side} {k}", 47.0 + k / 200, lon, 28, 14, 56, 2400, "24/7", last_visit=date(2026, 12, 15)
        )
        for side, lon in (("W", 8.0), ("E", 11.2))
        for k in range(10)
    ]
    with writing(office.database) as connection:
        write_reps(connection, [rep])
        write_accounts(connection, accounts)
        add_ownership(connection, [Owned(account.id, date(2026, 1, 1), "r1", "test") for account in accounts])


def told(office: Office, *words: str) -> int:
    """Type a command in the workspace; return its exit code."""
    return cli.run([*words, "--workspace", str(office.folder.path)])


def hotels(office: Office, text: str = HOTELS) -> Path:
    """Write a file of hotels beside the workspace."""
    path = office.folder.path / "hotels.csv"
    path.write_text(text)
    return path
