"""Accounts that look like one business: names alike and close by, or the same name at the same address."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from territory.accounts import Account
from territory.names import alikeness, plain_address, plain_name
from territory.value.clusters import EARTH_RADIUS_M, Pairs, near_by_metres

NEAR_M = 150.0
LEAST_ALIKE = 0.70


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two accounts, the lesser id first: how alike their names are (0 to 1) and how far apart they lie."""

    accounts: tuple[str, str]
    names: tuple[str, str]
    name: float
    metres: float


def duplicates(
    accounts: Sequence[Account], near_m: float = NEAR_M, least_alike: float = LEAST_ALIKE
) -> tuple[Duplicate, ...]:
    """Return the pairs that look like one business, the most alike first.

    Two branches of a chain have one name but lie apart at different addresses: they are not listed. Two businesses
    in one house are not listed as long as their names differ.
    """
    ordered = sorted(accounts, key=lambda account: account.id)
    names = [plain_name(account.name) for account in ordered]
    near = near_by_metres(ordered, near_m) if len(ordered) > 1 else np.empty((0, 2), np.intp)
    near = near[alikeness(names, near) >= least_alike] if len(near) else near
    pairs = np.unique(np.sort(np.vstack([near, _same_address(ordered, names)]), axis=1), axis=0)
    if not len(pairs):
        return ()
    alike, metres = alikeness(names, pairs), _metres(ordered, pairs)
    found = [
        Duplicate((ordered[a].id, ordered[b].id), (ordered[a].name, ordered[b].name), float(name), float(apart))
        for (a, b), name, apart in zip(pairs.tolist(), alike, metres, strict=True)
        if not _different_numbers(names[a], names[b])
    ]
    return tuple(sorted(found, key=lambda pair: (-pair.name, pair.metres, pair.accounts)))


def _same_address(ordered: Sequence[Account], names: Sequence[str]) -> Pairs:
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row, account in enumerate(ordered):
        address = plain_address(account.address)
        if address and names[row]:
            groups[names[row], address].append(row)
    pairs = [pair for rows in groups.values() for pair in combinations(rows, 2)]
    return np.array(pairs, np.intp).reshape(-1, 2)


def _different_numbers(one: str, other: str) -> bool:
    """Tell whether both names hold numbers, and not the same: Filiale 3 is not Filiale 4."""
    numbers = [sorted(word for word in name.split() if word.isdigit()) for name in (one, other)]
    return bool(numbers[0] and numbers[1]) and numbers[0] != numbers[1]


def _metres(ordered: Sequence[Account], pairs: Pairs) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    radians = np.radians([(account.lat, account.lon) for account in ordered])
    one, other = radians[pairs[:, 0]], radians[pairs[:, 1]]
    north = np.sin((other[:, 0] - one[:, 0]) / 2) ** 2
    east = np.cos(one[:, 0]) * np.cos(other[:, 0]) * np.sin((other[:, 1] - one[:, 1]) / 2) ** 2
    return np.asarray(2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(north + east)), np.float64)
