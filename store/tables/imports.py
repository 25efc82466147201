"""How files are read that come again (other programs' columns and words), and what was imported when."""

from __future__ import annotations

import sqlalchemy as sa

from store.tables.metadata import METADATA
from store.tables.types import Instant, texts

import_mappings = sa.Table(
    "import_mappings",
    METADATA,
    sa.Column("name", sa.String, primary_key=True),
    *(sa.Column(name, sa.String, nullable=False) for name in ("kind", "program", "decimal", "dates")),
    *(sa.Column(name, sa.JSON, nullable=False) for name in ("names", "words", "defaults")),
    sa.Column("encoding", sa.String, nullable=False, server_default=""),
)
"""`names`: their column to ours; `words`: by our column, theirs to ours; empty `decimal`, `dates`: the file decides;
empty `encoding`: Unicode.
"""

file_imports = sa.Table(
    "file_imports",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("made_at", Instant(), nullable=False),
    *texts("person_id", "kind", "file_name", "digest"),
    *(sa.Column(name, sa.Integer, nullable=False) for name in ("new", "changed", "same", "refused")),
    sa.Column("problems", sa.JSON, nullable=False),
)
"""Files that were imported: `digest` is the SHA-256 of the content, `problems` are the first ones, wrong or odd."""
