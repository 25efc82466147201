"""What reps reach beside what their territory could give: sales normalised by potential; budgets beside both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from routing.problems import Problem
from routing.sentences import sentence

KINDS = ("marketing", "material", "training", "support")


@dataclass(frozen=True, slots=True)
class Normalised:
    """A territory's sales beside its share of the potential.

    Attributes
    ----------
    expected : float or None
        What the territory would sell if potential were worked alike everywhere.
    index : float or None
        100 is as expected. None where sales or potential are not known, as `why` says.
    """

    territory: str
    rep: str
    actual: float | None
    potential: float | None
    expected: float | None
    index: float | None
    why: str = ""


def normalised(
    reps: Mapping[str, str], sales: Mapping[str, float | None], potential: Mapping[str, float | None]
) -> tuple[Normalised, ...]:
    """Return each territory's sales beside what its potential lets expect, the highest index first.

    Parameters
    ----------
    reps : mapping of territory to the rep who holds it
    sales, potential : mapping of territory to amounts of one period; None or no entry where not known

    Notes
    -----
    Expectations add up to the sales of the territories whose both figures are known.
    """
    known = {
        name: (sold, could)
        for name in reps
        if (sold := sales.get(name)) is not None and (could := potential.get(name)) is not None and could > 0
    }
    rate = sum(sold for sold, _ in known.values()) / sum(could for _, could in known.values()) if known else 0.0
    rows = []
    for name, rep in reps.items():
        sold, could = sales.get(name), potential.get(name)
        if name not in known:
            why = "sales are not known" if sold is None else "no potential is known"
            rows.append(Normalised(name, rep, sold, could, None, None, why))
        else:
            expected = rate * known[name][1]
            index = 100 * known[name][0] / expected if expected > 0 else None
            rows.append(Normalised(name, rep, sold, could, expected, index, "" if index is not None else "nobody sold"))
    return tuple(sorted(rows, key=lambda row: (row.index is None, -round(row.index or 0.0, 9), row.territory)))


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """Money set aside for a territory and kind in a year; `spent` is None where it is not known."""

    territory: str
    kind: str
    year: int
    amount: Decimal
    spent: Decimal | None
    currency: str


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """One kind of a territory's budget beside its spend and beside the territory's share of the potential."""

    territory: str
    kind: str
    amount: Decimal
    spent: Decimal | None
    left: Decimal | None
    share_of_budget: float | None
    share_of_potential: float | None


def budgets(
    lines: Sequence[BudgetLine], year: int, potential: Mapping[str, float]
) -> tuple[tuple[BudgetRow, ...], tuple[Problem, ...]]:
    """Return the year's budget rows by kind and territory, and what is wrong with the lines.

    Lines in more than one currency give no rows: they cannot be compared.
    """
    mine = [line for line in lines if line.year == year]
    problems = [
        Problem(
            "unknown-budget",
            sentence("budget of {territory}", territory=line.territory),
            sentence("{kind!r} is no kind", kind=line.kind),
            sentence("Use {names}.", names=", ".join(KINDS)),
        )
        for line in mine
        if line.kind not in KINDS
    ]
    currencies = sorted({line.currency for line in mine})
    if len(currencies) > 1:
        cause, action = sentence("they are in {names}", names=", ".join(currencies)), "State them in one currency."
        return (), (*problems, Problem("two-currencies", sentence("budgets of {year}", year=year), cause, action))
    groups: dict[tuple[str, str], list[BudgetLine]] = defaultdict(list)
    for line in mine:
        groups[line.kind, line.territory].append(line)
    totals: dict[str, Decimal] = defaultdict(Decimal)
    for line in mine:
        totals[line.kind] += line.amount
    whole = sum(potential.values())
    rows = [_row(group, totals[kind], potential, whole) for (kind, _), group in sorted(groups.items())]
    return tuple(rows), tuple(problems)


def _row(group: Sequence[BudgetLine], total: Decimal, potential: Mapping[str, float], whole: float) -> BudgetRow:
    amount = sum((line.amount for line in group), Decimal())
    spent_known = [line.spent for line in group if line.spent is not None]
    spent = sum(spent_known, Decimal()) if len(spent_known) == len(group) else None
    territory = group[0].territory
    known = whole > 0 and territory in potential
    return BudgetRow(
        territory,
        group[0].kind,
        amount,
        spent,
        None if spent is None else amount - spent,
        float(amount / total) if total else None,
        potential[territory] / whole if known else None,
    )
