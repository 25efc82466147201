"""Money set aside beside what was spent and beside potential."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal

from reports.paper import Named, Part
from reports.sentence_words import problem_in_words
from reports.speech import Speech
from scheduler.review.analysis import Analysis
from scheduler.review.cost_shares import Shared
from scheduler.review.gathered import Gathered
from territory.allotment import allotted
from territory.performance import BudgetLine, budgets


def budgets_part(analysis: Analysis, say: Speech) -> Part:
    """Return the part about budgets."""
    lines = _with_spending(analysis.known, analysis.shares)
    if not lines:
        return Part(say("Budgets"), (say("No budget is stated in the policy."),))
    year = max(line.year for line in lines)
    potential = {one.territory: one.potential for one in analysis.review.standings}
    rows, problems = budgets(lines, year, potential)
    wanted = {
        (kind, territory): amount
        for (kind, of), amounts in allotments(analysis).items()
        if of == year
        for territory, amount in amounts.items()
    }
    columns: tuple[Named, ...] = (
        *("territory", "kind", "budget", "spent", "left"),
        *(("of the budget", "share"), ("of the potential", "share"), "by potential"),
    )
    cells = [
        (
            say.territory(one.territory),
            say.known(one.kind),
            str(one.amount),
            _exact(one.spent),
            _exact(one.left),
            one.share_of_budget,
            one.share_of_potential,
            str(wanted.get((one.kind, one.territory), "")),
        )
        for one in rows
    ]
    words = (say("Of {year}.", year=year), *(str(problem_in_words(problem, say.language)) for problem in problems))
    return Part(say("Budgets"), words, tables=(say.table(columns, cells),) if rows else ())


def allotments(analysis: Analysis) -> dict[tuple[str, int], dict[str, Decimal]]:
    """Return what each territory would have by its potential, by kind and year; only where that is another amount."""
    groups: dict[tuple[str, int], list[BudgetLine]] = defaultdict(list)
    for line in analysis.known.policy.budgets:
        groups[line.kind, line.year].append(line)
    potential = {one.territory: one.potential for one in analysis.review.standings}
    found = {key: allotted(lines, potential) for key, lines in sorted(groups.items())}
    return {
        key: amounts
        for key, amounts in found.items()
        if any(amounts.get(line.territory, line.amount) != line.amount for line in groups[key])
    }


def _with_spending(known: Gathered, owned: Shared) -> list[BudgetLine]:
    """Return the budget lines; where no spending is stated, the expenses of that kind and year are it.

    They count for the territory that they or their account name; nothing is known where no such expense was entered,
    or one in another currency.
    """
    spent: dict[tuple[str, int], dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    foreign = set()
    for cost in known.records.costs:
        kind = (cost.category, cost.day.year)
        if cost.category and cost.currency != known.currency:
            foreign.add(kind)
        for territory, share in owned.of(cost).items():
            spent[kind][territory] += round(Decimal(cost.amount) * Decimal(share), 2)
    return [
        replace(line, spent=spent[line.kind, line.year][line.territory])
        if line.spent is None and (line.kind, line.year) in set(spent) - foreign
        else line
        for line in known.policy.budgets
    ]


def _exact(amount: object) -> str | None:
    return None if amount is None else str(amount)
