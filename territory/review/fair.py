"""The fair part of a territory: one figure, for whatever speaks of load."""

from __future__ import annotations

from collections.abc import Mapping

from territory.review.inputs import Seen


def fair_shares(seen: Seen) -> dict[str, float]:
    """Return each territory's part of all work by capacity; a vacant one has its part, for whoever will hold it."""
    capacity = {name: seen.capacity.get(name, 1.0) for name in seen.reps}
    whole = sum(capacity.values())
    return {name: value / whole if whole > 0 else 0.0 for name, value in capacity.items()}


def fair_hours(seen: Seen) -> Mapping[str, float]:
    """Return the hours that would be each territory's fair part of all that territories hold."""
    held = sum(seen.hours.get(one.id, 0.0) for one in seen.accounts if seen.owner.get(one.id) in seen.reps)
    return {name: share * held for name, share in fair_shares(seen).items()}
