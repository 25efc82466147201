"""What rules say of every account from a day on, dated ahead, and what of that is new: the rows that they add.

Rules decide an account again only where their own answer changes: by a new file, by what is known of the account, or on
a day that they state. Whatever was decided since they last spoke stays, and the rule that yields to it is named.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from routing.sentences import joined, sentence
from territory.ownership.decide import decide
from territory.ownership.facts import AccountFacts
from territory.ownership.timeline import VISITS, DecisionKind, Owned, Timeline, coming_after, flatten, row_on
from territory.ownership.values import Level, Period, RuleAnswer, RuleBook

GONE = "no longer an account of this layer"
BY_RULES = frozenset({DecisionKind.RULES, DecisionKind.RULING})

Key = tuple[str, str]
"""An account and a layer; the rules' first layer is `VISITS`."""


@dataclass(frozen=True, slots=True)
class Yielding:
    """A rule that does not have its way: since it last spoke, `to` was decided about the account."""

    account: str
    layer: str
    rule: str
    territory: str
    rep: str
    to: DecisionKind
    holder: str


@dataclass(frozen=True, slots=True)
class Stated:
    """The rows that rules add to the timeline, and the rules that yield to what was decided since they last spoke."""

    rows: tuple[Owned, ...]
    yielding: tuple[Yielding, ...]


def breakpoints(book: RuleBook, after: date, through: date = date.max) -> list[date]:
    """Return the days after `after`, up to `through`, on which a stated date changes who may own what."""
    periods: list[Period] = [territory.period for territory in book.territories]
    periods += [holding.period for territory in book.territories for holding in territory.holdings]
    periods += [rule.period for rule in book.rules]
    days = {period.since for period in periods} | {ruling.decided_on for ruling in book.decisions}
    days |= {period.until + timedelta(days=1) for period in periods if period.until and period.until < date.max}
    return sorted(day for day in days if day is not None and after < day <= through)


def answers_from(book: RuleBook, facts: Sequence[AccountFacts], since: date) -> dict[Key, tuple[Owned, ...]]:
    """Return what the rules answer for each account and layer from a day on, at every stated date ahead."""
    found: dict[Key, list[Owned]] = defaultdict(list)
    first = book.layers[0].id
    for day in (since, *breakpoints(book, since)):
        answers = {_key(one, first): one for one in decide(book, facts, day).owned}
        gone = {key for key in found if key not in answers}
        for key in (*answers, *sorted(gone)):
            row = _row(key, answers.get(key), day)
            if not found[key] or _said(found[key][-1]) != _said(row):
                found[key].append(row)
    return {key: tuple(rows) for key, rows in found.items()}


def state(
    answers: Mapping[Key, tuple[Owned, ...]],
    rows: Mapping[Key, Sequence[Owned]],
    since: date,
    undone: Collection[int] = (),
) -> Stated:
    """Return what rules add from a day on.

    Parameters
    ----------
    answers : mapping of account and layer to rows
        See `answers_from`.
    rows : mapping of account and layer to rows
        All of them, as they were decided.
    undone : collection of int
        Decisions that were taken back: what rules said in them does not count as said.
    """
    added: list[Owned] = []
    yielding: list[Yielding] = []
    gone = {key: (_row(key, None, since),) for key in rows if key not in answers and _ruled(rows[key], undone)}
    for key, wanted in sorted({**gone, **answers}.items()):
        known = rows.get(key, ())
        now = flatten(known)
        held = row_on(now, since)
        if key[1] == VISITS and _say_nothing(wanted) and held is not None and held.kind not in BY_RULES:
            continue
        dated = _with_holders(wanted, now) if key[1] == VISITS else wanted
        if _sequence(dated, since) != _sequence(flatten(_ruled(known, undone)), since):
            added += dated
        elif held is not None and held.kind in BY_RULES:
            added += dated if (held.rule, held.reason) != (dated[0].rule, dated[0].reason) else ()
        elif held is not None and held.kind is not None and held.rep_id != dated[0].rep_id:
            asked = dated[0]
            yielding.append(Yielding(*key, asked.rule, asked.territory, asked.rep_id, held.kind, held.rep_id))
    return Stated(tuple(added), tuple(yielding))


def binding(book: RuleBook, facts: Sequence[AccountFacts], on: date) -> dict[str, RuleAnswer]:
    """Return the accounts whose owner nobody but the rules decides on a day: locked ones, and those named by a rule."""
    first = book.layers[0].id
    return {
        one.account: one
        for one in decide(book, facts, on).owned
        if one.layer == first and one.rep and one.level is not None and one.level >= Level.NAMED
    }


def _key(answer: RuleAnswer, first: str) -> Key:
    return answer.account, VISITS if answer.layer == first else answer.layer


def _row(key: Key, answer: RuleAnswer | None, day: date) -> Owned:
    account, layer = key
    if answer is None:
        return Owned(account, day, "", GONE, layer=layer, kind=DecisionKind.RULES)
    said = (answer.rep, answer.why, answer.territory)
    return Owned(account, day, *said, layer, rule=answer.rule, level=answer.level, kind=DecisionKind.RULES)


def _said(row: Owned) -> tuple[str, str, str, str]:
    return row.rep_id, row.territory, row.rule, row.reason


def _ruled(rows: Sequence[Owned], undone: Collection[int]) -> tuple[Owned, ...]:
    return tuple(row for row in rows if row.kind in BY_RULES and row.decision not in undone)


def _say_nothing(wanted: Sequence[Owned]) -> bool:
    return not any(row.rep_id or row.territory for row in wanted)


def _sequence(line: Sequence[Owned], since: date) -> list[tuple[date, str, str]]:
    """Return who has an account from a day on, by date."""
    rows = tuple(line)
    held = row_on(rows, since)
    found = [(since, held.territory, held.rep_id)] if held else []
    for row in coming_after(rows, since):
        if not found or found[-1][1:] != (row.territory, row.rep_id):
            found.append((row.valid_from, row.territory, row.rep_id))
    return found


def _with_holders(wanted: Sequence[Owned], now: Timeline) -> tuple[Owned, ...]:
    """Return the rows with whoever goes on visiting where the rules name nobody: until somebody owns the account."""
    made: list[Owned] = []
    for row in wanted:
        before = made[-1] if made else row_on(now, row.valid_from)
        rep = row.rep_id or (before.rep_id if before else "")
        goes_on = [sentence("{rep} goes on visiting it", rep=rep)] if rep and not row.rep_id else []
        made.append(replace(row, rep_id=rep, reason=joined("; ", [row.reason, *goes_on])))
    return tuple(made)
