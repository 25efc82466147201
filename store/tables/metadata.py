"""The one collection of tables, with names for constraints so that migrations can speak of them on both databases."""

from __future__ import annotations

import sqlalchemy as sa

from store.tables.types import Word

METADATA = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


@sa.event.listens_for(sa.Table, "after_parent_attach")
def _name_places(table: sa.Table, parent: sa.MetaData) -> None:
    """Tell the words of a table's columns where they stand, so that a spoilt row can be named."""
    for column in table.columns if parent is METADATA else ():
        if isinstance(column.type, Word):
            column.type.place = f"{table.name}.{column.name}"
