"""Of changes those that somebody may read of: a word about another region's rep may be why that rep is ill."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from office.door import Act
from store.changes import Change, Kind, Subject
from store.planned_visits import visits_of_reps

Touched = tuple[Change, Subject]

_BY_REP = frozenset({Kind.REP, Kind.FIXED_DATES, Kind.PLAN_IN_FORCE, Kind.CALENDAR, Kind.LEDGER})
_BY_ACCOUNT = frozenset({Kind.ACCOUNT, Kind.OWNERSHIP})
_EVERYBODYS = frozenset({Kind.SETTINGS, Kind.ROADS})


def own_changes(act: Act, found: Sequence[Touched]) -> tuple[Touched, ...]:
    """Return the changes that touched something that the person sees, or a whole without any part of it."""
    if act.reps is None:
        return tuple(found)
    mine = _mine(act, found)
    by_change: dict[int, list[Subject]] = defaultdict(list)
    for change, subject in found:
        by_change[change.revision].append(subject)
    parts = {revision: _parts(subjects) for revision, subjects in by_change.items()}
    read = {revision for revision, some in parts.items() if not some or any(map(mine, some))}
    return tuple(one for one in found if one[0].revision in read)


def _parts(subjects: Sequence[Subject]) -> list[Subject]:
    """Return what was touched, without the wholes of which parts were: the plan in force, a draft."""
    wholes = {one for one in subjects if one.kind in {Kind.DRAFT, Kind.PLAN_IN_FORCE} and "/" not in one.key}
    wholes = {one for one in wholes if one.kind is Kind.DRAFT or not one.key}
    return [one for one in subjects if one not in wholes]


def _mine(act: Act, found: Sequence[Touched]) -> Callable[[Subject], bool]:
    reps, accounts = act.reps or frozenset(), act.accounts or frozenset()
    visits = visits_of_reps(act.connection, {one.key for _, one in found if one.kind is Kind.VISIT}, reps)

    def mine(one: Subject) -> bool:
        if one.kind is Kind.DRAFT:
            part = one.key.partition("/")[2]
            return part in reps or not part
        if one.kind is Kind.VISIT:
            return one.key in visits
        if one.kind in _BY_REP:
            return one.key in reps
        return one.kind in _EVERYBODYS or (one.kind in _BY_ACCOUNT and (one.key in accounts or one.key in reps))

    return mine
