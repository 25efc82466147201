"""What the rooms of the workspace's tests share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from routing.stopping import Steps


@pytest.fixture(scope="module")
def brief_bound() -> Iterator[None]:
    """Bounds of little effort for all of a file, whose rules do not look at how close a bound is.

    The bound's effort is the same for every plan, and takes nine tenths of a small one. What it is worth at that
    effort is held by `tests/scheduler/test_bound.py`, `tests/office/test_planning.py` and the journeys.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("scheduler.team.answer.BOUND_EFFORT", Steps(30))
        yield
