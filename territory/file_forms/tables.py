"""The tables of a manager's file, read and written one by one; comments and what no form shows stay in the text."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import tomlkit
from tomlkit.items import AoT, Comment, Table

from routing.problems import BadInputError, Problem
from territory.file_forms.fields import FORMS, PERIOD, Holder, Sort, shows
from territory.manager_files import FileKind

REFERRED: Mapping[str, tuple[tuple[str, str], ...]] = {
    "territory": (("rule", "territory"), ("decision", "territory")),
    "layer": (("territory", "layer"), ("decision", "layer")),
    "region": (("territory", "region"), ("region", "parent")),
}
"""Where the ids of a table's entries are spoken of: they follow when an id is changed."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One table of a file.

    Attributes
    ----------
    number : int
        Its place among the tables of its name, from 0.
    values : mapping
        What a form shows of it.
    strange : tuple of str
        Keys that no form shows: such a table is edited as text.
    """

    table: str
    number: int
    values: Mapping[str, Any]
    strange: tuple[str, ...] = ()


def read_entries(kind: FileKind, text: str, name: str) -> dict[str, tuple[Entry, ...]]:
    """Return the tables of a file by their names; raises `BadInputError` for a text that is no TOML."""
    try:
        root = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        action = "Correct that line; texts need quotes, dates must not have any."
        raise BadInputError([Problem("not-toml", name, str(error), action)]) from error
    forms = FORMS[kind]
    found: dict[str, tuple[Entry, ...]] = {}
    odd: list[str] = []
    for table, sorts in forms.items():
        if not table:
            continue
        rows = root.get(table, [])
        if isinstance(rows, list) and all(isinstance(row, dict) for row in rows):
            found[table] = tuple(_entry(table, number, row, sorts) for number, row in enumerate(rows))
        else:
            found[table] = ()
            odd.append(table)
    top = {key: value for key, value in root.items() if key not in forms}
    one = _entry("", 0, top, forms[""])
    found[""] = (Entry("", 0, one.values, (*one.strange, *odd)),)
    return found


def put_entry(text: str, table: str, number: int | None, values: Mapping[str, Any]) -> str:
    """Return the text with a table's values changed to those given, or with a new table of them where there is none.

    What is said already stays as it is written, with its comments.
    """
    root = _unfolded(tomlkit.parse(text), table)
    if number is None:
        _append(root, table, values)
        return tomlkit.dumps(root)
    held = root if not table else root[table][number]
    before = dict(held.unwrap())
    for key, value in values.items():
        if key == "holders":
            if value != _holders(before):
                _put_holders(held, value)
        elif value != _as(value, before.get(key)):
            _put(held, key, value)
    name, new = before.get("id"), values.get("id")
    if name and new and name != new:
        _rename(root, table, name, new)
    return tomlkit.dumps(root)


def remove_entry(text: str, table: str, number: int) -> str:
    """Return the text without a table; what is written behind it in comments is of the next one, and stays."""
    root = _unfolded(tomlkit.parse(text), table)
    rows: Any = root[table]
    tail = _tail(rows[number])
    del rows[number]
    if not rows:
        root.remove(table)
    if not tail:
        return tomlkit.dumps(root)
    if number:
        for line in tail:
            rows[number - 1].add(tomlkit.comment(line))
        return tomlkit.dumps(root)
    return "\n".join(f"# {line}" for line in tail) + "\n" + tomlkit.dumps(root)


def plain_id(words: str, table: str, taken: Sequence[str]) -> str:
    """Return an id that is not taken, made of some words."""
    letters = "".join(one if one.isalnum() else "-" for one in words.casefold()).strip("-")
    base = "-".join(part for part in letters.split("-") if part) or table
    number, found = 2, base
    while found in taken:
        number, found = number + 1, f"{base}-{number}"
    return found


def _entry(table: str, number: int, row: Mapping[str, Any], sorts: Mapping[str, Sort]) -> Entry:
    values: dict[str, Any] = {}
    strange = []
    held = {"rep", "held", "cover"} if "holders" in sorts else set()
    for key, value in row.items():
        if key in held:
            continue
        if key in sorts and key != "holders" and shows(sorts[key], value):
            values[key] = tuple([value] if isinstance(value, str) else value) if sorts[key] is Sort.TEXTS else value
        else:
            strange.append(key)
    if held:
        wrong = [key for key in sorted(held & set(row)) if not _shows_holders(key, row[key])]
        strange += wrong
        values["holders"] = () if wrong else _holders(row)
    return Entry(table, number, values, tuple(strange))


def _shows_holders(key: str, value: object) -> bool:
    if key == "rep":
        return shows(Sort.TEXT, value)
    sorts = {"rep": Sort.TEXT, **PERIOD}
    return isinstance(value, list) and all(
        isinstance(row, dict) and row.get("rep") and all(one in sorts and shows(sorts[one], row[one]) for one in row)
        for row in value
    )


def _holders(row: Mapping[str, Any]) -> tuple[Holder, ...]:
    one: list[Holder] = [(row["rep"], None, None, False)] if row.get("rep") else []
    dated = [
        (held["rep"], held.get("since"), held.get("until"), key == "cover")
        for key in ("held", "cover")
        for held in row.get(key, [])
    ]
    return (*one, *dated)


def _put_holders(held: Any, holders: Sequence[Holder]) -> None:
    for key in ("rep", "held", "cover"):
        if key in held:
            held.remove(key)
    alone = [one for one in holders if not one[3]]
    if len(alone) == 1 and alone[0][1:3] == (None, None):
        _put(held, "rep", alone[0][0])
        holders = [one for one in holders if one[3]]
    for key in ("held", "cover"):
        rows = tomlkit.aot()
        for rep, since, until, cover in holders:
            if cover == (key == "cover"):
                row = tomlkit.table()
                for name, value in (("rep", rep), ("since", since), ("until", until)):
                    _put(row, name, value)
                rows.append(row)
        if len(rows):
            held.append(key, rows)


def _unfolded(root: Any, table: str) -> Any:
    """Return a document in which tables written on one line, ``rule = [{...}, {...}]``, have headers of their own."""
    rows = root.get(table) if table else None
    if rows is not None and not isinstance(rows, AoT):
        root.remove(table)
        root.append(table, tomlkit.aot())
        for row in rows.unwrap():
            held = tomlkit.table()
            held.update(row)
            root[table].append(held)
    return root


def _append(root: Any, table: str, values: Mapping[str, Any]) -> None:
    held = tomlkit.table()
    for key, value in values.items():
        if key == "holders":
            _put_holders(held, value)
        else:
            _put(held, key, value)
    if table not in root:
        root.append(table, tomlkit.aot())
    held.trivia.indent = "\n"
    root[table].append(held)


def _put(held: Any, key: str, value: Any) -> None:
    if value is None or value is False or value in ("", ()):
        if key in held:
            held.remove(key)
        return
    held[key] = list(value) if isinstance(value, tuple) else value


def _as(value: Any, held: Any) -> Any:
    """Return what a file holds in the form of a value: lists are tuples, one text alone is a list of one."""
    if isinstance(value, tuple) and isinstance(held, str):
        return (held,)
    return tuple(held) if isinstance(held, list) else held


def _rename(root: Any, table: str, name: str, new: str) -> None:
    for where, key in REFERRED.get(table, ()):
        for row in root.get(where, []):
            if row.get(key) == name:
                row[key] = new


def _tail(table: Any) -> list[str]:
    """Return the comments that stand behind the last key of a table, and of the tables in it."""
    lines: list[str] = []
    for key, item in reversed(table.value.body):
        if key is not None:
            inner = item[-1] if isinstance(item, AoT) and len(item) else item
            return (_tail(inner) if isinstance(inner, Table) else []) + lines
        if isinstance(item, Comment):
            lines.insert(0, item.trivia.comment.lstrip("# "))
    return lines
