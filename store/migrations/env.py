"""Alembic's entry: it runs on the connection, and in the transaction, that `store.schema` hands it."""

from __future__ import annotations

from alembic import context

from store.tables.whole import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA)
context.run_migrations()
