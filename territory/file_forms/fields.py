"""Which tables a manager's file has, which keys a form shows of each, and how what was typed is read."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum

from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from territory.manager_files import FileKind


class Sort(StrEnum):
    """What a key holds."""

    TEXT = "text"
    TEXTS = "texts"
    DAY = "day"
    NUMBER = "number"
    WHOLE = "whole"
    FLAG = "flag"
    HOLDERS = "holders"


PERIOD = {"since": Sort.DAY, "until": Sort.DAY}
LISTS = ("accounts", "product_lines", "verticals", "needs", "segments", "own", "postcodes", "admin", "areas")

FORMS: Mapping[FileKind, Mapping[str, Mapping[str, Sort]]] = {
    FileKind.RULES: {
        "rule": {
            "id": Sort.TEXT, "territory": Sort.TEXT, **dict.fromkeys(LISTS, Sort.TEXTS), "sales_from": Sort.NUMBER,
            "sales_below": Sort.NUMBER, "everything": Sort.FLAG, "lock": Sort.FLAG, "priority": Sort.WHOLE, **PERIOD,
        },
        "territory": {
            "id": Sort.TEXT, "name": Sort.TEXT, "layer": Sort.TEXT, "region": Sort.TEXT,
            "holders": Sort.HOLDERS, **PERIOD,
        },
        "layer": {
            "id": Sort.TEXT, "name": Sort.TEXT, "product_line": Sort.TEXT, "interval_days": Sort.WHOLE,
            "service_min": Sort.WHOLE,
        },
        "region": {"id": Sort.TEXT, "name": Sort.TEXT, "parent": Sort.TEXT},
        "decision": {
            "account": Sort.TEXT, "layer": Sort.TEXT, "territory": Sort.TEXT, "decided_on": Sort.DAY, "by": Sort.TEXT,
            "why": Sort.TEXT,
        },
        "": {},
    },
    FileKind.TARGETS: {
        "target": {
            "territory": Sort.TEXT, "kpi": Sort.TEXT, "start": Sort.DAY, "end": Sort.DAY, "value": Sort.NUMBER,
            "weight": Sort.NUMBER,
        },
        "": {},
    },
    FileKind.POLICY: {
        "": {
            "margin": Sort.NUMBER, "cost_per_hour": Sort.NUMBER, "hours_per_rep": Sort.NUMBER,
            "win_probability": Sort.NUMBER, "absent_months_are_zero": Sort.FLAG, "handover_loss": Sort.NUMBER,
        },
        "response": {"segment": Sort.TEXT, "gain": Sort.NUMBER, "rate": Sort.NUMBER, "base": Sort.NUMBER},
        "limit": {"kind": Sort.TEXT, "watch": Sort.NUMBER, "alarm": Sort.NUMBER, "territory": Sort.TEXT},
        "budget": {
            "territory": Sort.TEXT, "kind": Sort.TEXT, "year": Sort.WHOLE, "amount": Sort.TEXT, "spent": Sort.TEXT,
            "currency": Sort.TEXT,
        },
        "experiment": {
            "id": Sort.TEXT, "policy": Sort.TEXT, "start": Sort.DAY, "trying": Sort.TEXTS, "compared": Sort.TEXTS,
        },
    },
}  # fmt: skip
"""The tables of each kind of file in the order in which they are shown; the table of no name is the file's own top."""

HOLDER = ("holder_rep", "holder_since", "holder_until", "holder_cover")
"""The fields of a row of holders, each as often as there are rows; a cover is named by its row's number."""

Holder = tuple[str, date | None, date | None, bool]
"""Who holds a territory, since and until, and whether they stand in."""


def shows(sort: Sort, value: object) -> bool:
    """Tell whether a form can show a value as a file has it."""
    if sort is Sort.TEXT:
        return isinstance(value, str) and "\n" not in value
    if sort is Sort.TEXTS:
        items = [value] if isinstance(value, str) else value
        return isinstance(items, list) and all(isinstance(one, str) and "\n" not in one for one in items)
    if sort is Sort.DAY:
        return isinstance(value, date) and not isinstance(value, datetime)
    if sort is Sort.FLAG:
        return isinstance(value, bool)
    if isinstance(value, bool):
        return False
    return isinstance(value, int) or (sort is Sort.NUMBER and isinstance(value, float) and math.isfinite(value))


def typed(sorts: Mapping[str, Sort], raw: Mapping[str, Sequence[str]], where: str) -> dict[str, object]:
    """Return what was typed into a form's fields, each in its sort: None, no texts or false where nothing was.

    Raises
    ------
    BadInputError
        With every field that cannot be read.
    """
    problems: list[Problem] = []
    found: dict[str, object] = {}
    for name, sort in sorts.items():
        words = [one.strip() for one in raw.get(name, ()) if one.strip()]
        if sort is Sort.HOLDERS:
            found[name] = _holders(raw, where, problems)
        elif sort is Sort.TEXTS:
            lines = [line.strip() for one in words for line in one.splitlines()]
            found[name] = tuple(dict.fromkeys(line for line in lines if line))
        elif sort is Sort.FLAG:
            found[name] = bool(words)
        else:
            found[name] = _one(name, sort, words[0] if words else "", where, problems)
    if problems:
        raise BadInputError(problems)
    return found


def _one(name: str, sort: Sort, word: str, where: str, problems: list[Problem]) -> object:
    if sort is Sort.TEXT or not word:
        return word if sort is Sort.TEXT else None
    try:
        if sort is Sort.DAY:
            return date.fromisoformat(word)
        if sort is Sort.WHOLE:
            return int(word)
        value = float(word.replace(",", "."))
        if math.isfinite(value):
            return int(value) if value.is_integer() else value
    except ValueError:
        pass  # said below, with the number that is none
    forms = {Sort.DAY: "a day", Sort.WHOLE: "a whole number"}
    cause = sentence("{name} = {value!r} cannot be read", name=name, value=word)
    action = sentence("Write {name} as {form}.", name=name, form=forms.get(sort, "a number"))
    problems.append(Problem("wrong-type", where, cause, action))
    return None


def _holders(raw: Mapping[str, Sequence[str]], where: str, problems: list[Problem]) -> tuple[Holder, ...]:
    reps, since, until = (raw.get(name, ()) for name in HOLDER[:3])
    covers = set(raw.get(HOLDER[3], ()))
    return tuple(
        (
            rep.strip(),
            _day("since", first, where, problems),
            _day("until", last, where, problems),
            str(row) in covers,
        )
        for row, (rep, first, last) in enumerate(zip(reps, since, until, strict=True))
        if rep.strip()
    )


def _day(name: str, word: str, where: str, problems: list[Problem]) -> date | None:
    found = _one(name, Sort.DAY, word.strip(), where, problems)
    return found if isinstance(found, date) else None
