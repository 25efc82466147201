"""Editing a file by its forms: each step takes a text and gives the next one, and where the reader goes on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from routing.problems import BadInputError, Problem
from territory.file_forms.fields import FORMS, HOLDER, typed
from territory.file_forms.ranks import move_rule
from territory.file_forms.tables import Entry, plain_id, put_entry, read_entries, remove_entry
from territory.manager_files import FileKind

Filled = Mapping[str, Sequence[str]]
"""What stands in the fields of a form, as it is typed."""


@dataclass(frozen=True, slots=True)
class Edited:
    """A text under work.

    Attributes
    ----------
    name : str
        The file's name, for what is said of it.
    focus : str
        The button on which the reader goes on: ``edit:table:number``, ``add:table``, ``up:number``.
    """

    kind: FileKind
    text: str
    name: str
    focus: str = ""


def form_unknown(about: str) -> Problem:
    """Return what is wrong where a form is asked for that there is not, such as one that another window removed."""
    return Problem("form-unknown", about or "step", "there is no such form", "Open the page anew.")


def number_of(text: str) -> int:
    """Return the number of a table; what is no number is that of no table."""
    return int(text) if text.isdecimal() else 10**9


def find_entry(file: Edited, about: str) -> Entry:
    """Return the table that ``name:number`` means; raises `BadInputError` where there is none such."""
    table, _, number = about.partition(":")
    rows = read_entries(file.kind, file.text, file.name).get(table, ())
    place = number_of(number)
    if place >= len(rows):
        raise BadInputError([form_unknown(about)])
    return rows[place]


def require_form(file: Edited, table: str) -> None:
    """Raise `BadInputError` where the file has no tables of this name."""
    if table not in FORMS[file.kind] or not table:
        raise BadInputError([form_unknown(table)])


def save_entry(file: Edited, table: str, number: int | None, filled: Filled) -> Edited:
    """Return the file with what a form says: in the place of a table, or as a new one where `number` is None.

    Raises
    ------
    BadInputError
        For what no field may hold, and for a table that is not there any more.
    """
    found = read_entries(file.kind, file.text, file.name)[table]
    if number is not None and number >= len(found):
        raise BadInputError([form_unknown(table)])
    sorts = FORMS[file.kind][table]
    values = typed(sorts, filled, f"{file.name} [[{table}]]" if table else file.name)
    if sorts.get("id") and not values["id"]:
        words = str(values.get("name") or values.get("territory") or values.get("policy") or table)
        values["id"] = plain_id(words, table, [str(one.values.get("id", "")) for one in found])
    text = put_entry(file.text, table, number if table else 0, values)
    place = len(found) if number is None else number
    return replace(file, text=text, focus=f"edit:{table}:{place}")


def remove_table(file: Edited, about: str) -> Edited:
    """Return the file without a table."""
    entry = find_entry(file, about)
    text = remove_entry(file.text, entry.table, entry.number)
    return replace(file, text=text, focus=f"add:{entry.table}")


def order_rule(file: Edited, about: str, *, up: bool) -> Edited:
    """Return the file with a rule one place further up or down in its rank."""
    entry = find_entry(file, f"rule:{about}")
    text = move_rule(file.text, entry.number, up=up)
    return replace(file, text=text, focus=f"{'up' if up else 'down'}:{about}")


def begin_rules(file: Edited, reps: Mapping[str, str]) -> Edited:
    """Return rules with one layer and a territory for each rep; `reps` are names by id."""
    text = put_entry(file.text, "layer", None, {"id": "field"}).lstrip("\n")
    for rep_id, name in reps.items():
        held = {"id": rep_id, "name": name, "holders": ((rep_id, None, None, False),)}
        text = put_entry(text, "territory", None, held)
    return replace(file, text=text, focus="add:rule")


def fill_form(entry: Entry) -> dict[str, list[str]]:
    """Return what stands in the fields of a table's form."""
    found: dict[str, list[str]] = {}
    for name, value in entry.values.items():
        if name == "holders":
            found |= {
                HOLDER[0]: [one[0] for one in value],
                HOLDER[1]: [one[1].isoformat() if one[1] else "" for one in value],
                HOLDER[2]: [one[2].isoformat() if one[2] else "" for one in value],
                HOLDER[3]: [str(row) for row, one in enumerate(value) if one[3]],
            }
        elif isinstance(value, tuple):
            found[name] = list(value)
        else:
            found[name] = [] if value is False else [value.isoformat() if isinstance(value, date) else str(value)]
    return found
