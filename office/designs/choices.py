"""What a manager chooses between: scenarios, curves of trade, the size of the team; nothing is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from office.designs.inputs import Wishes, read_land
from office.door import Act, thinks
from office.ownership.rule_books import account_facts
from routing.problems import Problem
from routing.stopping import Stop
from routing.travel import TravelEngine
from territory.curves import Curve, curve, team_size
from territory.design.compared import Compared, compare
from territory.design.gathered import Land
from territory.sizing import KnownSales, Sizing, SizingRules


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """Scenarios of one land, and the curves that were asked for."""

    land: Land
    scenarios: tuple[Compared, ...]
    curves: tuple[Curve, ...] = ()


@thinks
def compare_designs(
    act: Act,
    engine: TravelEngine,
    day: date,
    stop: Stop,
    *,
    seed: int,
    wishes: Wishes,
    experience: Mapping[str, float] | None = None,
    curves: bool = False,
) -> Choice:
    """Return scenarios side by side, and the curves that the workspace can answer where they are asked for."""
    land = read_land(act.office, engine, day, wishes)
    made = compare(land, stop, seed)
    if not curves:
        return Choice(land, made)
    drawn = [curve("moves", land, stop, seed, {})] if (land.present >= 0).all() else []
    drawn += [curve("chance", land, stop, seed, experience)] if experience else []
    return Choice(land, made, tuple(drawn))


@thinks
def draw_curve(
    act: Act,
    engine: TravelEngine,
    which: str,
    day: date,
    stop: Stop,
    *,
    seed: int,
    wishes: Wishes,
    experience: Mapping[str, float],
) -> tuple[Curve, tuple[Problem, ...]]:
    """Return travel against accounts moved (``moves``), or equal chance against value to the senior (``chance``).

    With it comes what it does not know, such as accounts that nobody can own.
    """
    land = read_land(act.office, engine, day, wishes)
    return curve(which, land, stop, seed, experience), land.left_out


@thinks
def size_reps(
    act: Act, engine: TravelEngine, day: date, rules: SizingRules, most: int | None = None
) -> tuple[Sizing, tuple[Problem, ...]]:
    """Return how many reps the work asks for, and what one more or fewer would earn; at most twice the present.

    With it comes what it does not count, such as accounts that nobody can own.
    """
    land = read_land(act.office, engine, day, Wishes(contiguous=False))
    with act.reading() as connection:
        sales = [fact.sales for fact in account_facts(connection, land.accounts) if fact.sales is not None]
    known = KnownSales(len(land.reps), sum(sales)) if sum(sales) > 0 else None
    return team_size(land, rules, most or 2 * len(land.reps), known), land.left_out
