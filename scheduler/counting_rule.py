"""Which visits count towards an account's interval: the owner's own, colleagues', joint ones and calls of overlays.

The company says it once, as a rule; due dates, coverage, plans and reviews ask here. An owner's own visits always
count. By the rule that holds until somebody says another, everybody's visit to an account counts for that account,
and a call of an overlay counts for the overlay alone.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from enum import StrEnum

from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from scheduler.closed_visits import ClosedVisit
from scheduler.plan import VisitStatus


class Colleagues(StrEnum):
    """Whose visits to another's account count: everybody's, those of reps alone, or nobody's but the owner's."""

    EVERYBODY = "everybody"
    REPS = "reps"
    OWNER = "owner"


@dataclass(frozen=True, slots=True)
class CountingRule:
    """Which visits count towards an account's interval, beside those of whoever has it on that day.

    Attributes
    ----------
    also : tuple of str
        Reps or persons whose visits count whatever `colleagues` says.
    joint : bool
        Whether a colleague's visit counts where the owner had an appointment there that day, too.
    for_owner : tuple of str
        Overlays whose calls count for the account they are made at.
    for_layer : tuple of str
        Overlays for whose calls the account's own visits count.
    """

    colleagues: Colleagues = Colleagues.EVERYBODY
    also: tuple[str, ...] = ()
    joint: bool = True
    for_owner: tuple[str, ...] = ()
    for_layer: tuple[str, ...] = ()

    @property
    def is_usual(self) -> bool:
        """Whether every visit counts where it was made, and nowhere else."""
        return self.colleagues is Colleagues.EVERYBODY and not self.for_owner and not self.for_layer


@dataclass(frozen=True, slots=True)
class Circle:
    """Who is who where visits are counted.

    Attributes
    ----------
    owner_on : callable
        The rep who has an account on a day; empty where nobody has, or nothing is known of that day.
    calls : mapping of call to (account, overlay)
        Calls of overlays.
    joint : set of (account, day)
        Where the owner had an appointment together with others.
    """

    owner_on: Callable[[str, date], str]
    reps: Collection[str] = frozenset()
    calls: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    joint: Collection[tuple[str, date]] = frozenset()


def visits_counted(rule: CountingRule, log: Iterable[ClosedVisit], circle: Circle) -> tuple[ClosedVisit, ...]:
    """Return the visits that took place, each for every account whose interval it counts towards.

    One that counts elsewhere has that account's id and no number; it is left out where that account had one of its own
    on the same day, so that a joint visit is one visit.
    """
    done = [one for one in log if one.status is VisitStatus.DONE]
    own = [one for one in done if _counts_there(rule, one, circle)]
    there = {(one.account_id, one.date) for one in own}
    elsewhere = _elsewhere(rule, circle)
    across = [replace(one, account_id=name, number=None) for one in own for name in elsewhere.get(one.account_id, ())]
    found = {(one.account_id, one.date): one for one in across if (one.account_id, one.date) not in there}
    return (*own, *found.values())


def _counts_there(rule: CountingRule, visit: ClosedVisit, circle: Circle) -> bool:
    if rule.colleagues is Colleagues.EVERYBODY or visit.rep_id in rule.also:
        return True
    if rule.colleagues is Colleagues.REPS and visit.rep_id in circle.reps:
        return True
    owner = circle.owner_on(visit.account_id, visit.date)
    return owner in {"", visit.rep_id} or (rule.joint and (visit.account_id, visit.date) in circle.joint)


def _elsewhere(rule: CountingRule, circle: Circle) -> dict[str, list[str]]:
    """Return where else the visits of an account, or the calls of an overlay, count."""
    found: dict[str, list[str]] = {}
    for call, (account, layer) in circle.calls.items():
        if layer in rule.for_owner:
            found.setdefault(call, []).append(account)
        if layer in rule.for_layer:
            found.setdefault(account, []).append(call)
    return found


def rule_text(rule: CountingRule) -> str:
    """Return a rule as it is kept; nothing for the one that holds until somebody says another."""
    return "" if rule == CountingRule() else json.dumps(asdict(rule), sort_keys=True)


def rule_of(text: str) -> CountingRule:
    """Return a rule that was kept."""
    if not text:
        return CountingRule()
    kept = json.loads(text)
    lists = {name: tuple(kept[name]) for name in ("also", "for_owner", "for_layer")}
    return CountingRule(Colleagues(kept["colleagues"]), joint=bool(kept["joint"]), **lists)


def require_known(rule: CountingRule, people: Collection[str], layers: Sequence[str]) -> None:
    """Raise `BadInputError` for a person or an overlay that the rule names and there is not."""
    wrong = [
        Problem(
            "counting-person-unknown",
            "counting",
            sentence("{name!r} is no rep and no person", name=name),
            "See: show reps.",
        )
        for name in rule.also
        if name not in people
    ]
    wrong += [
        Problem(
            "counting-layer-unknown",
            "counting",
            sentence("{name!r} is no overlay with calls", name=name),
            sentence("There are: {names}.", names=", ".join(layers) or "none"),
        )
        for name in dict.fromkeys((*rule.for_owner, *rule.for_layer))
        if name not in layers
    ]
    if wrong:
        raise BadInputError(wrong)
