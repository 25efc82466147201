"""What columns hold that no database calls by its name: exact amounts, instants, and words of a fixed set."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

import sqlalchemy as sa

_Word = TypeVar("_Word", bound=StrEnum)


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


def words(kind: type[_Word]) -> sa.Enum:
    """Return the type of a column that holds a word of a set, kept as text; anything else is refused as it is written.

    Read, it is a member of the set: its text still compares equal.
    """
    return sa.Enum(
        kind,
        native_enum=False,
        values_callable=lambda members: [one.value for one in members],
        length=40,
        validate_strings=True,
    )
