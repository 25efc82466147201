"""What columns hold that no database calls by its name: exact amounts, instants, findings, words of a fixed set."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from routing.findings import Fact, Finding
from routing.problems import WorldError
from routing.sentences import Sentence, kept, of_kept, sentence
from store.instants import written


class Amount(sa.TypeDecorator[Decimal]):
    """An exact decimal number: numeric where the database has exact numbers, its digits as text in SQLite."""

    impl = sa.Numeric
    cache_ok = True

    def load_dialect_impl(self, dialect: sa.Dialect) -> sa.types.TypeEngine[Any]:
        """Return the column's type: SQLite would make a binary fraction of a number."""
        return dialect.type_descriptor(sa.String() if dialect.name == "sqlite" else sa.Numeric())

    def process_bind_param(self, value: Decimal | None, dialect: sa.Dialect) -> Any:
        """Return a number as the database takes it; raises `ArithmeticError` for what is none."""
        if value is None:
            return None
        return str(Decimal(value)) if dialect.name == "sqlite" else Decimal(value)

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> Decimal | None:  # noqa: ARG002 - both give it
        """Return a number that was kept."""
        return None if value is None else Decimal(value)


class Instant(sa.TypeDecorator[str]):
    """An instant: a time stamp with its zone where the database has them, text that sorts alike in SQLite.

    Read, it is text as `store.instants.written` writes it; where `blank`, empty text if it is not known.
    """

    impl = sa.DateTime
    cache_ok = True

    def __init__(self, *, blank: bool = False) -> None:
        super().__init__()
        self.blank = blank

    def load_dialect_impl(self, dialect: sa.Dialect) -> sa.types.TypeEngine[Any]:
        """Return the column's type: SQLite keeps no zones."""
        return dialect.type_descriptor(sa.String() if dialect.name == "sqlite" else sa.DateTime(timezone=True))

    def process_bind_param(self, value: str | None, dialect: sa.Dialect) -> Any:
        """Return an instant as the database takes it; raises `ValueError` for what is none, or says no zone."""
        if value is None or (self.blank and not value):
            return None
        text = _in_utc(value)
        return text if dialect.name == "sqlite" else datetime.fromisoformat(text)

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> str | None:  # noqa: ARG002 - either may be text
        """Return an instant that was kept."""
        if value is None:
            return "" if self.blank else None
        return value if isinstance(value, str) else written(value)


@lru_cache(maxsize=1024)
def _in_utc(text: str) -> str:
    """Return an instant in UTC; the rows of an import or a plan, thousands of them, say the same one."""
    return written(datetime.fromisoformat(text))


class Found(sa.TypeDecorator[Finding]):
    """A finding, as ``["unserved-no-room", {"days": 3}]``."""

    impl = sa.String
    cache_ok = True

    def process_bind_param(self, value: Finding | None, dialect: Any) -> str | None:
        """Return a finding as it is kept."""
        del dialect
        if value is None:
            return None
        return json.dumps(
            [value.code, {name: _kept(fact) for name, fact in value.facts}], ensure_ascii=False, sort_keys=True
        )

    def process_result_value(self, value: str | None, dialect: Any) -> Finding | None:
        """Return a finding that was kept."""
        del dialect
        if value is None:
            return None
        code, facts = json.loads(value)
        return Finding.of(
            code, **{name: of_kept(fact) if isinstance(fact, dict) else fact for name, fact in facts.items()}
        )


class Sentences(sa.TypeDecorator[str]):
    """Words that people read: a sentence by its pattern and facts, so that it can be told in another language.

    What somebody wrote is kept as it is; where it begins as JSON does, as a text of JSON.
    """

    impl = sa.String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Any) -> str | None:
        """Return the words as they are kept."""
        del dialect
        if value is None or (not isinstance(value, Sentence) and not value.startswith(("{", '"'))):
            return value
        return json.dumps(kept(value), ensure_ascii=False, sort_keys=True)

    def process_result_value(self, value: str | None, dialect: Any) -> str | None:
        """Return words that were kept."""
        del dialect
        return _words(value) if value is not None and value.startswith(("{", '"')) else value


@lru_cache(maxsize=2**16)
def _words(text: str) -> str:
    """Return words that were kept: reasons of owners repeat themselves ten thousand times."""
    return of_kept(json.loads(text))


def sentences(*names: str) -> list[sa.Column[str]]:
    """Return columns of words that are always there, if empty."""
    return [sa.Column(name, Sentences, nullable=False) for name in names]


def _kept(fact: Fact) -> object:
    return kept(fact) if isinstance(fact, str) else fact


class SpoiltWordError(WorldError):
    """A row holds what no program of ours has written."""

    def __init__(self, place: str, found: str, kind: type[StrEnum]) -> None:
        super().__init__(
            sentence(
                "A row of {place} says {found!r}, which is none of {names}: the database was written to by other "
                "hands. Mend that row, or restore a backup.",
                place=place,
                found=found,
                names=", ".join(kind),
            )
        )


class Word(sa.TypeDecorator[StrEnum]):
    """A word of a set, kept as text; anything else is refused as it is written, and named as it is read.

    Read, it is a member of the set: its text still compares equal.
    """

    impl = sa.String
    cache_ok = True

    def __init__(self, kind: type[StrEnum]) -> None:
        super().__init__(40)
        self.kind = kind
        self.place = kind.__name__
        self.members = {one.value: one for one in kind}

    def process_bind_param(self, value: str | None, dialect: sa.Dialect) -> str | None:
        """Return a word as it is kept; raises `ValueError` for one of another set."""
        del dialect
        return None if value is None else self.kind(value).value

    def result_processor(self, dialect: sa.Dialect, coltype: object) -> Callable[[str | None], StrEnum | None]:
        """Return what makes a member of a word that was kept; it raises `SpoiltWordError` for one of another set.

        It is the whole way of a cell: ten thousands of rows are read at once.
        """
        del dialect, coltype
        members: dict[str | None, StrEnum | None] = {None: None}
        members.update(self.members.items())

        def member(value: str | None) -> StrEnum | None:
            try:
                return members[value]
            except KeyError:
                raise SpoiltWordError(self.place, str(value), self.kind) from None

        return member


def words(kind: type[StrEnum]) -> Word:
    """Return the type of a column that holds a word of a set."""
    return Word(kind)


def texts(*names: str) -> list[sa.Column[str]]:
    """Return columns of text that is always there, if empty."""
    return [sa.Column(name, sa.String, nullable=False) for name in names]
