"""The road networks that plans were made on; the newest is in use."""

from __future__ import annotations

import sqlalchemy as sa

from store.tables.metadata import METADATA
from store.tables.types import Instant

roads = sa.Table(
    "roads",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("key", sa.String, nullable=False),
    sa.Column("source", sa.String, nullable=False),
    sa.Column("made_at", Instant(), nullable=False),
    sa.Column("network", sa.LargeBinary, nullable=False),
    sa.Column("ground", sa.LargeBinary),
)
"""`network` is the compressed file that `routing.network` writes: kept here, a lost folder loses nothing.
`ground` is what maps are drawn on, as `routing.ground` packs it; none where the source was not read for it."""
