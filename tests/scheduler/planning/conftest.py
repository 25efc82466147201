"""A small world: one rep on a grid of places ten minutes apart, made anew for each test."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest

from routing.travel import TravelTable
from scheduler.demand.book import Book
from scheduler.demand.request import Request
from territory.accounts import Account, Rep

MONDAY = date(2026, 3, 2)


@pytest.fixture
def rep() -> Rep:
    """Works Monday to Friday from eight to five in Liechtenstein, with lunch."""
    return Rep("r1", "Rita", 47.0, 9.5, "Mo-Fr 08:00-17:00", "Europe/Vaduz", "LI", lunch="11:30-13:30/30")


@pytest.fixture
def account() -> Callable[..., Account]:
    """Make an account: every four weeks, half an hour, open all day, last visited three weeks before the Monday."""

    def make(number: int, **changes: Any) -> Account:
        made = Account(f"a{number:02}", f"Account {number}", 47.0, 9.5, 28, 17, 39, 1800, "Mo-Sa 07:00-19:00")
        return replace(made, **({"last_visit": date(2026, 2, 9)} | changes))

    return make


def line(ids: list[str], minutes: int = 10) -> TravelTable:
    """Return places on a line, `minutes` apart, with a kilometre for each minute."""
    steps = np.abs(np.subtract.outer(np.arange(len(ids)), np.arange(len(ids)))) * minutes
    return TravelTable(tuple(ids), (steps * 60).astype(np.int32), (steps * 1000).astype(np.int32), "a line")


@pytest.fixture
def ask(rep: Rep) -> Callable[..., Request]:
    """Put the question for some accounts: places on a line from the rep's home, four weeks from the Monday."""

    def make(*accounts: Account, **changes: Any) -> Request:
        travel = line([rep.id, *(a.id for a in accounts)])
        request = Request(rep, tuple(accounts), travel, MONDAY, 28, Book("test"))
        return replace(request, **changes)

    return make
