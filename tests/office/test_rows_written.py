"""Rows that are known are changed where they differ, whichever columns that is in which row."""

from __future__ import annotations

from dataclasses import replace

from office.opening import Office
from store.accounts import read_accounts, write_accounts
from store.database import reading, writing
from tests.office.small_team import account


def test_each_row_has_its_own_columns_changed_and_those_alike_stay(office: Office) -> None:
    before = [account(n, segment="inn") for n in range(4)]
    with writing(office.database) as connection:
        write_accounts(connection, before)
    after = [
        replace(before[0], segment="shop"),
        replace(before[1], potential=7.0, skills=frozenset({"wine"})),
        before[2],
        account(9),
    ]
    with writing(office.database) as connection:
        written = write_accounts(connection, after)
    assert (written.new, written.changed, written.same) == (1, 2, 1)
    assert {key[0] for key in written.keys} == {"A00", "A01", "A09"}
    with reading(office.database) as connection:
        assert read_accounts(connection) == tuple(sorted([*after, before[3]], key=lambda one: one.id))
