"""Places that can hardly be right: nowhere, swapped, rounded, shared with a crowd, or far from everybody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

from routing.sentences import sentence
from territory.accounts import Account
from territory.names import plain_address

CROWD = 4
FAR_M = 100_000.0
LEAST_ACCOUNTS = 20
_EARTH_M = 6_371_008.8


@dataclass(frozen=True, slots=True)
class Suspect:
    """An account whose place should be looked at: why, as a code and in words."""

    account: str
    what: str
    action: str
    code: str = ""


def suspicious_places(accounts: Sequence[Account]) -> tuple[Suspect, ...]:
    """Return the accounts whose place should be looked at, each for its worst reason, by id."""
    crowds = _crowds(accounts)
    alone, swapped = _alone(accounts)
    found = []
    for account in sorted(accounts, key=lambda one: one.id):
        reason = _reason(account, crowds, alone, swapped)
        if reason:
            what = sentence("{name} {reason}", name=account.name, reason=reason[0])
            found.append(Suspect(account.id, what, reason[1], reason[2]))
    return tuple(found)


def _reason(
    account: Account, crowds: dict[tuple[float, float], int], alone: dict[str, float], swapped: set[str]
) -> tuple[str, str, str] | None:
    if account.lat == 0 and account.lon == 0:
        return "lies at 0, 0 in the Gulf of Guinea", "Geocode its address.", "at-zero"
    if account.id in swapped:
        return "would lie among the others with latitude and longitude exchanged", "Exchange them.", "exchanged"
    if account.id in alone:
        return (
            sentence("lies {alone:.0f} km from its nearest neighbours", alone=alone[account.id] / 1000),
            "Check its address and geocode it.",
            "alone",
        )
    if round(account.lat, 2) == account.lat and round(account.lon, 2) == account.lon:
        return "has a place rounded to a kilometre", "Geocode its address.", "rounded"
    count = crowds.get((account.lat, account.lon), 0)
    if count >= CROWD:
        what = sentence(
            "shares its very place with accounts of {count} other addresses: likely the middle of a town",
            count=count - 1,
        )
        return what, "Geocode its address to the house.", "crowded"
    return None


def _crowds(accounts: Sequence[Account]) -> dict[tuple[float, float], int]:
    """Return how many different addresses share each place; an account without an address counts as one of its own."""
    at: dict[tuple[float, float], set[str]] = defaultdict(set)
    for account in accounts:
        at[account.lat, account.lon].add(plain_address(account.address) or account.id)
    return {place: len(addresses) for place, addresses in at.items()}


def _alone(accounts: Sequence[Account]) -> tuple[dict[str, float], set[str]]:
    """Return accounts far from their third neighbour with that distance, and those that swapping would bring home."""
    if len(accounts) < LEAST_ACCOUNTS:
        return {}, set()
    degrees = np.array([(account.lat, account.lon) for account in accounts])
    tree = cKDTree(_points(degrees))
    third = _metres(tree.query(_points(degrees), k=4)[0][:, 3])
    usual = FAR_M + 10 * float(np.median(third))
    far = np.flatnonzero(third > usual)
    turned = degrees[far][:, ::-1]
    possible = np.abs(turned[:, 0]) <= 90
    home = _metres(tree.query(_points(turned), k=3)[0][:, 2]) <= usual
    swapped = {accounts[row].id for row in far[possible & home].tolist()}
    return {accounts[row].id: float(third[row]) for row in far.tolist()}, swapped


def _points(
    degrees: np.ndarray[tuple[int, int], np.dtype[np.float64]],
) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    lat, lon = np.radians(degrees[:, 0]), np.radians(degrees[:, 1])
    return np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])


def _metres(chord: np.ndarray[tuple[int], np.dtype[np.float64]]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.asarray(2 * _EARTH_M * np.arcsin(np.minimum(chord / 2, 1)), np.float64)
