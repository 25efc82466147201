"""Small lands on which designs are tried."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pytest

from routing.travel import TravelTable
from territory.accounts import Account, Rep
from territory.design import DesignInputs


@dataclass(frozen=True)
class Country:
    """Accounts on a grid of streets, a minute from corner to corner, and reps at home on it."""

    inputs: DesignInputs
    table: TravelTable


def grid_country(rows: int, columns: int, homes: list[tuple[int, int]], seed: int = 1) -> Country:
    """Return accounts named by row and column, with drawn intervals and potentials, neighbours along the streets."""
    rng = np.random.default_rng(seed)
    corners = [(row, column) for row in range(rows) for column in range(columns)]
    accounts = tuple(
        Account(
            f"a{row:02d}{column:02d}",
            "Account",
            47 + row / 100,
            9.5 + column / 68,
            interval_days=int(rng.choice([14, 28, 42])),
            least_days=7,
            most_days=70,
            service_s=int(rng.choice([1200, 1800, 2700])),
            potential=float(rng.integers(500, 1500)),
        )
        for row, column in corners
    )
    reps = tuple(
        Rep(f"r{number}", "Rep", 47 + row / 100, 9.5 + column / 68, "Mo-Fr 08:00-17:00", "UTC", "LI")
        for number, (row, column) in enumerate(homes)
    )
    places = np.array([*corners, *homes])
    minutes = np.abs(places[:, None] - places[None]).sum(axis=2).astype(np.int32)
    ids = (*(account.id for account in accounts), *(rep.id for rep in reps))
    neighbours = tuple(
        (f"a{r:02d}{c:02d}", f"a{r + down:02d}{c + right:02d}")
        for r, c in corners
        for down, right in ((0, 1), (1, 0))
        if r + down < rows and c + right < columns
    )
    inputs = DesignInputs(accounts, reps, workload_tolerance=0.05, neighbours=neighbours)
    return Country(inputs, TravelTable(ids, minutes * 60, minutes * 1000, "grid"))


@pytest.fixture
def country() -> Country:
    """Return 60 accounts and three reps in corners of the land."""
    return grid_country(6, 10, [(0, 0), (5, 4), (0, 9)])


@pytest.fixture
def make_country() -> Callable[..., Country]:
    """Return the maker of grids."""
    return grid_country
