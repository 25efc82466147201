"""A rep counts once, however many territories they hold."""

from __future__ import annotations

import pytest

from territory.capacity import shared_capacity


def test_a_rep_with_two_territories_is_shared_among_them() -> None:
    made = shared_capacity({"north": "R1", "south": "R1", "east": "R2", "alps": ""}, {"R1": 1.0, "R2": 0.5})
    assert made == {"north": 0.5, "south": 0.5, "east": 0.5, "alps": 1.0}
    assert sum(made[name] for name in ("north", "south")) == pytest.approx(1.0)
