"""Rules in the order in which they win, and one of them moved before or behind another by its stated priority."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from territory.file_forms.fields import LISTS
from territory.file_forms.tables import Entry, put_entry, read_entries
from territory.manager_files import FileKind
from territory.ownership.values import Conditions, Level


@dataclass(frozen=True, slots=True)
class Rank:
    """Rules of one layer and level, the strongest first; no level is that of a rule without a condition."""

    layer: str
    level: Level | None
    rules: tuple[Entry, ...]


def ranks(found: Mapping[str, Sequence[Entry]]) -> tuple[Rank, ...]:
    """Return all rules in the order in which they win, by layer and level."""
    layers = [str(one.values.get("id", "")) for one in found["layer"]]
    of = {one.values.get("id"): one.values.get("layer") or (layers[0] if layers else "") for one in found["territory"]}
    rows: dict[tuple[str, Level | None], list[Entry]] = {}
    for rule in found["rule"]:
        layer = of.get(rule.values.get("territory"), "")
        rows.setdefault((layer, level_of(rule.values)), []).append(rule)
    keys = sorted(rows, key=lambda key: (layers.index(key[0]) if key[0] in layers else len(layers), -(key[1] or 0)))
    return tuple(Rank(*key, tuple(sorted(rows[key], key=lambda one: (-_priority(one), one.number)))) for key in keys)


def level_of(values: Mapping[str, Any]) -> Level | None:
    """Return the level of a rule by its values."""
    lists = {name: values.get(name, ()) for name in LISTS}
    low, high = values.get("sales_from"), values.get("sales_below")
    level = Conditions(**lists, sales_from=low, sales_below=high, everything=bool(values.get("everything"))).level()
    return Level.LOCK if level is Level.NAMED and values.get("lock") else level


def move_rule(text: str, number: int, *, up: bool) -> str:
    """Return the text with a rule before (or behind) those of the next higher (lower) priority of its level.

    Of those of its own priority it comes before or behind first. Only priorities that have to change do.
    """
    rank = next(
        one for one in ranks(read_entries(FileKind.RULES, text, "")) if number in {rule.number for rule in one.rules}
    )
    mine = next(one for one in rank.rules if one.number == number)
    rest = [one for one in rank.rules if one.number != number]
    steps = sorted({_priority(one) for one in rest}, reverse=not up)
    own = _priority(mine)
    passed = next((one for one in steps if (one >= own if up else one <= own)), None)
    if passed is None:
        return text
    wanted = {number: passed + (1 if up else -1)}
    beyond = [one for one in rest if (_priority(one) > passed if up else _priority(one) < passed)]
    shift = 1 if up else -1
    edge = wanted[number]
    for priority in sorted({_priority(one) for one in beyond}, reverse=not up):
        if (priority > edge) if up else (priority < edge):
            break
        edge += shift
        wanted |= {one.number: edge for one in beyond if _priority(one) == priority}
    for place, priority in wanted.items():
        text = put_entry(text, "rule", place, {"priority": priority})
    return text


def _priority(rule: Entry) -> int:
    return int(rule.values.get("priority", 0))
