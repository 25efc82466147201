"""The rules of ownership in force on a day, with every decision on their conflicts, and what they ask of accounts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from office.reviews.account_facts import account_facts
from store.database import Connection
from store.ownership import read_rulings
from store.review import file_on
from territory.manager_files import FileKind, ManagerFile
from territory.ownership.areas import read_areas
from territory.ownership.rulesfile import area_names, read_book
from territory.ownership.values import RuleBook, Ruling

__all__ = ["account_facts", "book_on", "read_rules_file", "with_rulings"]


def book_on(connection: Connection, day: date) -> RuleBook | None:
    """Return the rules in force on a day with all decisions on conflicts, None where no rules were given."""
    file = file_on(connection, FileKind.RULES, day)
    if file is None:
        return None
    book = read_rules_file(file)
    return with_rulings(book, read_rulings(connection, book.layers[0].id))


def with_rulings(book: RuleBook, rulings: Sequence[Ruling]) -> RuleBook:
    """Return a book with decisions on conflicts beside its own; the later said one stands."""
    kept = {(ruling.account, ruling.layer): ruling for ruling in (*book.decisions, *rulings)}
    return replace(book, decisions=tuple(kept.values()))


def read_rules_file(file: ManagerFile) -> RuleBook:
    """Return the rules of a file and the areas beside it; raises `BadInputError` for what is wrong with them."""
    names = area_names(file.text, file.name)
    return read_book(file.text, file.name, read_areas(names, file.beside))
