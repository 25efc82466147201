"""The rules of ownership in force on a day, with every decision on their conflicts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from store.database import Connection
from store.ownership_spells import read_decisions
from store.review import FileKind, ManagerFile, file_on
from territory.ownership.areas import read_areas
from territory.ownership.rulesfile import area_names, read_book
from territory.ownership.values import RuleBook


def book_on(connection: Connection, day: date) -> RuleBook | None:
    """Return the rules in force on a day with all decisions on conflicts, None where no rules were given."""
    file = file_on(connection, FileKind.RULES, day)
    if file is None:
        return None
    book = read_rules_file(file)
    kept = {(ruling.account, ruling.layer): ruling for ruling in (*book.decisions, *read_decisions(connection))}
    return replace(book, decisions=tuple(kept.values()))


def read_rules_file(file: ManagerFile) -> RuleBook:
    """Return the rules of a file and the areas beside it; raises `BadInputError` for what is wrong with them."""
    names = area_names(file.text, file.name)
    return read_book(file.text, file.name, read_areas(names, file.beside))
