"""Texts as people look for them: without regard to case, accents or how a letter is written, alike on both databases.

``Ö`` is found by ``ö``, ``o`` and ``oe``, ``Straße`` by ``STRASSE``, ``Łódź`` by ``lodz``. SQLite calls `folded` and
`searchable` of this file, which each connection knows by these names; PostgreSQL has the same in its own words.
"""

from __future__ import annotations

import sqlite3
import unicodedata
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction

LETTERS = {"ß": "ss", "ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "æ": "ae", "Æ": "ae", "œ": "oe",
           "Œ": "oe", "ð": "d", "Ð": "d", "þ": "th", "Þ": "th", "ı": "i"}  # fmt: skip  # noqa: RUF001 - no slip
"""Letters that are no other letter with an accent, and how they are written without them."""
SPELT = {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "ae", "Ö": "oe", "Ü": "ue", "å": "aa", "Å": "aa"}
"""Letters that people also write as two."""
SIGMA = "\u03c2", "\u03c3"
"""The last letter of a word has a form of its own, which nobody looks for."""
MARKS = "[\u0300-\u036f]"
_LETTERS, _SPELT = str.maketrans(LETTERS), str.maketrans(SPELT)


def folded(text: str) -> str:
    """Return a text without case and accents."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(one for one in plain if not "\u0300" <= one <= "\u036f").lower().replace(*SIGMA)


def searchable(text: str) -> str:
    """Return what a search looks in: the folded text, and where letters can be spelt as two, that spelling too."""
    if text.isascii():
        return text.lower()
    whole = unicodedata.normalize("NFC", text)
    spelt = whole.translate(_SPELT)
    return folded(whole) if spelt == whole else f"{folded(whole)}\n{folded(spelt)}"


def looked_for(text: str) -> tuple[str, ...]:
    """Return the forms of which one stands in what is looked for: ``Müller`` finds ``Mueller`` too."""
    return tuple(dict.fromkeys(searchable(text.replace("\n", " ")).split("\n")))


def found_in(column: sa.ColumnElement[str], text: str) -> sa.ColumnElement[bool]:
    """Return whether a text stands in a column that is never null, whatever its case, accents or spelling."""
    whole = Searchable(column)
    return sa.or_(*(whole.contains(one, autoescape=True) for one in looked_for(text)))


def teach(connection: sqlite3.Connection) -> None:
    """Let a connection of SQLite call the functions of this file."""
    for name, function in (("rm_folded", folded), ("rm_searchable", searchable)):
        connection.create_function(name, 1, function, deterministic=True)


class Folded(GenericFunction[str]):
    """`folded` of a column that is never null."""

    type = sa.String()
    inherit_cache = True
    name = "rm_folded"


class Searchable(GenericFunction[str]):
    """`searchable` of a column that is never null."""

    type = sa.String()
    inherit_cache = True
    name = "rm_searchable"


@compiles(Folded, "postgresql")
def _folded(element: Folded, compiler: SQLCompiler, **more: Any) -> str:
    return _as_folded(compiler.process(element.clauses, **more))


@compiles(Searchable, "postgresql")
def _searchable(element: Searchable, compiler: SQLCompiler, **more: Any) -> str:
    text = f"normalize(({compiler.process(element.clauses, **more)}), NFC)"
    return f"({_as_folded(text)} || E'\\n' || {_as_folded(_replaced(text, SPELT))})"


def _as_folded(text: str) -> str:
    marks = f"regexp_replace(normalize({_replaced(text, LETTERS)}, NFKD), '{MARKS}', '', 'g')"
    return f"""replace(lower({marks} COLLATE "und-x-icu"), '{SIGMA[0]}', '{SIGMA[1]}')"""


def _replaced(text: str, letters: dict[str, str]) -> str:
    for one, instead in letters.items():
        text = f"replace({text}, '{one}', '{instead}')"
    return text
