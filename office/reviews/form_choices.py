"""What a manager's file can speak of in this workspace: reps, territories, and the values that accounts have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from office.door import Act, reads
from office.ownership.decisions import first_today
from office.remembered import remembered
from office.reviews.inputs import territories_on
from scheduler.review.traits import facts_of
from store.accounts import read_accounts, read_reps
from store.changes import Kind
from store.review import files_after, read_traits
from territory.manager_files import FileKind
from territory.ownership.facts import AccountFacts


@dataclass(frozen=True, slots=True)
class FormChoices:
    """What there is to choose from.

    Attributes
    ----------
    reps : mapping
        Names by id.
    territories : tuple of str
        Those of today.
    values : mapping
        For each condition of rules, how many accounts have each value.
    later : tuple of (kind, day)
        Files that come into force on a later day.
    """

    reps: Mapping[str, str]
    territories: tuple[str, ...]
    values: Mapping[str, Mapping[str, int]]
    later: tuple[tuple[FileKind, date], ...]


@reads
def read_form_choices(act: Act) -> FormChoices:
    """Return what forms of rules, targets and policy offer."""
    day = first_today(act)
    kinds = {Kind.ACCOUNT, Kind.REP, Kind.OWNERSHIP, Kind.REVIEW}
    values, territories = remembered(act, "form choices", kinds, lambda: _read(act, day), about=day)
    reps = {rep.id: rep.name for rep in read_reps(act.connection)}
    return FormChoices(reps, territories, values, files_after(act.connection, day))


def _read(act: Act, day: date) -> tuple[dict[str, dict[str, int]], tuple[str, ...]]:
    traits = read_traits(act.connection)
    accounts = [one for one in read_accounts(act.connection) if not one.call_of]
    facts = [facts_of(one, traits.get(one.id, {}), None) for one in accounts]
    found = {name: _counted(facts, of) for name, of in _VALUES.items()}
    return found, tuple(sorted(territories_on(act.connection, day)[1]))


def _counted(facts: Sequence[AccountFacts], of: Callable[[AccountFacts], Iterable[str]]) -> dict[str, int]:
    counts = Counter(value for fact in facts for value in of(fact) if value)
    return dict(sorted(counts.items()))


_VALUES: Mapping[str, Callable[[AccountFacts], Iterable[str]]] = {
    "segments": lambda fact: (fact.account.segment,),
    "verticals": lambda fact: (fact.vertical or fact.account.category,),
    "product_lines": lambda fact: fact.product_lines,
    "needs": lambda fact: fact.needs,
    "own": lambda fact: fact.own,
    "admin": lambda fact: fact.admin,
}
