"""Another travel engine for a draft: named by the planner, its tables kept beside the workspace."""

from __future__ import annotations

import pytest

from office.opening import Office
from office.travel import travel_engine
from routing.places import Place
from routing.problems import BadInputError
from store.accounts import write_accounts, write_reps
from store.database import writing
from territory.accounts import Account, Rep

PLACES = [Place("a", 47.1, 9.5), Place("b", 47.2, 9.5)]


def test_a_named_engine_answers_and_its_tables_are_kept_beside_the_workspace(office: Office) -> None:
    table = travel_engine(office, "straight").table(PLACES)
    assert table.source.startswith("straight lines")
    kept = list((office.folder.path / "travel").iterdir())
    assert travel_engine(office, "straight").table(PLACES).travel_s.tolist() == table.travel_s.tolist()
    assert list((office.folder.path / "travel").iterdir()) == kept
    assert len(kept) == 1


def test_without_a_name_the_workspaces_roads_are_meant_and_asked_for_after_reps_and_accounts(
    office: Office,
) -> None:
    with pytest.raises(BadInputError, match="reps-missing"):
        travel_engine(office)
    with writing(office.database) as connection:
        write_reps(connection, [Rep("r1", "Rita", 47.0, 9.5, "Mo-Fr 08:00-17:00", "Europe/Vaduz", "LI")])
    with pytest.raises(BadInputError, match="accounts-missing"):
        travel_engine(office)
    with writing(office.database) as connection:
        write_accounts(connection, [Account("a1", "Bakery", 47.1, 9.5, 28, 17, 39, 1800, "24/7")])
    with pytest.raises(BadInputError, match="roads-missing"):
        travel_engine(office)


def test_an_unknown_engine_is_refused(office: Office) -> None:
    with pytest.raises(BadInputError, match="travel-unknown"):
        travel_engine(office, "guess")
