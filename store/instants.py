"""How instants are written: ISO 8601 in UTC, to the second, so that their text sorts as they do."""

from __future__ import annotations

from datetime import UTC, datetime


def written(instant: datetime) -> str:
    """Return an instant that knows its zone as text, such as ``2026-11-21T12:00:00+00:00``."""
    if instant.tzinfo is None:
        raise ValueError(f"{instant} has no time zone")
    return instant.astimezone(UTC).isoformat(timespec="seconds")
