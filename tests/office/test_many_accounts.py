"""Questions about a few accounts of thousands ask for no table of all ways, and are answered as with one."""

from __future__ import annotations

from datetime import timedelta

import pytest

from office.designs.inputs import Wishes
from office.opening import Office
from office.ownership.covers import propose_cover
from office.ownership.realignment import propose_realignment
from office.ownership.retirements import propose_retirement
from office.ownership.selections import SelectionOrder, price_selection
from office.people import owner
from routing.places import Place
from routing.stopping import Steps
from routing.straight import StraightLineEngine
from routing.travel import TravelTable
from territory.design.realign import MoveBudget
from territory.handover import HandoverRules
from tests.office.divided import align
from tests.office.small_team import ENGINE, MONDAY, furnish, owners

ME = owner("ada")
LOOSE = Wishes(contiguous=False, workload_tolerance=0.3)


class Tableless(StraightLineEngine):
    """Straight lines of a company for which a table of all ways is too large."""

    def table(self, places: list[Place]) -> TravelTable:  # type: ignore[override]
        raise AssertionError(f"a table of {len(places)} places is asked for")


@pytest.fixture
def divided(office: Office) -> Office:
    team = furnish(office)
    align(team, ENGINE, MONDAY, Steps(30), seed=1, wishes=LOOSE)
    return team


def test_many_accounts_are_asked_about_without_a_table(divided: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    days = MONDAY, MONDAY + timedelta(11)
    mine = tuple(name for name, rep in owners(divided, MONDAY).items() if rep == "R2")
    order = SelectionOrder(mine[:2], "R3")
    rules, how = HandoverRules(MONDAY + timedelta(28)), {"seed": 1, "budget": MoveBudget(), "wishes": LOOSE}

    def answers(engine: StraightLineEngine) -> tuple[object, ...]:
        moved = propose_realignment(divided, ME, engine, rules, Steps(20), **how)  # type: ignore[arg-type]
        return (
            propose_cover(divided, ME, engine, "R2", *days),
            propose_retirement(divided, ME, engine, "R2", days[1]),
            price_selection(divided, ME, engine, order),
            (moved.minimum, moved.total_h),
        )

    few = answers(ENGINE)
    divided.memory.clear()
    for file in ("office.designs.inputs", "territory.design.reach"):
        monkeypatch.setattr(f"{file}.MOST_PAIRED", 0)
    assert answers(Tableless()) == few
