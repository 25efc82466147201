"""Roads that an earlier version made: refused with the remedy, and made again from their source."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from office.opening import Office
from office.people import owner
from office.roads import keep_roads, network_kept
from routing.keeping import network_from_file
from routing.network import RoadsOutdatedError
from routing.profile import load_profile
from store.database import writing
from store.tables.roads import roads
from tests.routing.test_network import of_before, town_file


def test_roads_of_an_earlier_version_are_refused_until_they_are_made_again(
    sqlite_workspace: Office, tmp_path: Path
) -> None:
    source = town_file(tmp_path)
    made = keep_roads(sqlite_workspace, owner(), network_from_file(source, load_profile(), tmp_path / "kept")).network
    old = tmp_path / "old.npz"
    of_before(made, old)
    with writing(sqlite_workspace.database) as connection:
        connection.execute(roads.update().values(network=old.read_bytes(), key="f" * 64))
    with pytest.raises(RoadsOutdatedError, match="roads-outdated"):
        network_kept(sqlite_workspace)
    again = keep_roads(sqlite_workspace, owner(), network_from_file(source, load_profile(), tmp_path / "kept")).network
    kept = network_kept(sqlite_workspace)
    assert kept is not None
    assert np.array_equal(kept.arc_ms, again.arc_ms)
