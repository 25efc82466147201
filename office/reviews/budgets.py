"""Allotting a budget by potential: the policy's amounts of a kind and year, divided anew and kept as a new version."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from office.door import Act, works
from office.ownership.decisions import first_today
from office.reviews.reviews import analysed
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from scheduler.review.gathered import Gathered
from store.changes import Kind, Subject
from store.review import add_file, file_on
from territory.allotment import allotted, with_amounts
from territory.manager_files import FileKind
from territory.policy import read_policy


@works
def allot_budget(act: Act, kind: str, year: int) -> int:
    """Divide what is set aside for a kind and year among its territories by their potential; returns how many change.

    The sum stays as it is. The policy is kept as a new version from today on, its other lines as they stand.

    Raises
    ------
    BadInputError
        If no such budget is stated, it has more than one currency, or no potential is known.
    """
    with act.reading():
        act.require_everything("budgets")
    made = analysed(act, None, 13, 20)
    lines = [one for one in made.known.policy.budgets if (one.kind, one.year) == (kind, year)]
    amounts = allotted(lines, {one.territory: one.potential for one in made.review.standings})
    if not amounts:
        cause = "no such budget is stated in one currency, or no potential of its territories is known"
        raise BadInputError([Problem("budget-not-allotted", f"{kind} {year}", cause, "State it in the policy first.")])
    with act.writing() as connection:
        day = first_today(act)
        file = file_on(connection, FileKind.POLICY, day)
        if file is None or read_policy(file.text, file.name).budgets != made.known.policy.budgets:
            cause = "the policy was changed meanwhile"
            raise BadInputError([Problem("policy-changed", "policy", cause, "Look at the review again.")])
        text = with_amounts(file.text, kind, year, amounts)
        changed = _changed(made.known, text, file.name)
        add_file(connection, replace(file, valid_from=day, text=text), act.now)
        act.touch(Subject(Kind.REVIEW, FileKind.POLICY.value))
        act.note(
            sentence("budget {kind} of {year} by potential: {amounts}", kind=kind, year=year, amounts=_said(amounts))
        )
        return act.answer(changed)


def _changed(known: Gathered, text: str, name: str) -> int:
    after = read_policy(text, name).budgets
    return sum(one.amount != other.amount for one, other in zip(known.policy.budgets, after, strict=True))


def _said(amounts: dict[str, Decimal]) -> str:
    return ", ".join(f"{territory} {amount}" for territory, amount in sorted(amounts.items()))
