"""How files are read that come again: other programs' columns and words, and their style."""

from __future__ import annotations

import sqlalchemy as sa

from store.tables.metadata import METADATA

import_mappings = sa.Table(
    "import_mappings",
    METADATA,
    sa.Column("name", sa.String, primary_key=True),
    *(sa.Column(name, sa.String, nullable=False) for name in ("kind", "program", "decimal", "dates")),
    *(sa.Column(name, sa.JSON, nullable=False) for name in ("names", "words", "defaults")),
)
"""`names`: their column to ours; `words`: by our column, theirs to ours; empty `decimal`, `dates`: the file decides."""
