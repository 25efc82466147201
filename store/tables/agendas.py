"""What visits are about: agendas of accounts, segments and tiers."""

from __future__ import annotations

import sqlalchemy as sa

from store.tables.metadata import METADATA
from store.tables.types import texts, words
from territory.agenda import ItemKind

agenda_items = sa.Table(
    "agenda_items",
    METADATA,
    *(sa.Column(name, sa.String, primary_key=True) for name in ("account_id", "segment", "tier")),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("kind", words(ItemKind), nullable=False),
    *texts("text", "link"),
    sa.Column("first", sa.Date),
    sa.Column("last", sa.Date),
)
"""One line of an agenda, in order of `number`: an account's, else a segment's, a tier's or both's; everybody's if all
three are empty."""
