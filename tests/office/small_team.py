"""A small team on a line: three reps, twelve accounts, straight ways; for what is decided about owners."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from office.opening import Office
from routing.straight import StraightLineEngine
from store.accounts import write_accounts, write_reps
from store.database import reading, writing
from store.ownership import owners_on
from territory.accounts import Account, Rep

TODAY = date(2026, 11, 23)
MONDAY = date(2026, 11, 30)
ENGINE = StraightLineEngine()
RULES = """
[[layer]]
id = "field"
[[territory]]
id = "west"
[[territory.held]]
rep = "R1"
[[territory.cover]]
rep = "R2"
since = 2027-02-01
until = 2027-02-12
[[territory]]
id = "east"
rep = "R3"
[[rule]]
id = "all"
territory = "west"
everything = true
[[rule]]
id = "far"
territory = "east"
segments = ["far"]
"""


def rep(name: str, lon: float, **fields: object) -> Rep:
    plain = Rep(name, f"Rep {name}", 47.1, lon, "Mo-Fr 08:00-17:00", "Europe/Vaduz", "LI")
    return replace(plain, **fields)  # type: ignore[arg-type]


def account(number: int, **fields: object) -> Account:
    plain = Account(
        f"A{number:02d}",
        f"Shop {number}",
        47.1,
        9.4 + number / 50,
        28,
        14,
        42,
        1800,
        "Mo-Fr 08:00-18:00",
        potential=100.0,
    )
    return replace(plain, **fields)  # type: ignore[arg-type]


def furnish(office: Office, *, reps: tuple[Rep, ...] = (), accounts: tuple[Account, ...] = ()) -> Office:
    """Return the office at a fixed moment with a team and its accounts; those given go before the usual ones."""
    team = {one.id: one for one in (*(rep(f"R{n}", 9.42 + n * 0.05) for n in (1, 2, 3)), *reps)}
    known = {one.id: one for one in (*(account(n) for n in range(12)), *accounts)}
    with writing(office.database) as connection:
        write_reps(connection, list(team.values()))
        write_accounts(connection, list(known.values()))
    return at(office, TODAY)


def at(office: Office, day: date) -> Office:
    """Return the office on another day."""
    return replace(office, clock=lambda: datetime(day.year, day.month, day.day, 9, tzinfo=UTC))


def owners(office: Office, day: date) -> dict[str, str]:
    """Return who owns what on a day."""
    with reading(office.database) as connection:
        return {name: one.rep_id for name, one in owners_on(connection, day).items()}
