"""A chain of hashes: each record's hash covers its fields and the hash before it, so that no byte changes unseen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

_CANONICAL = json.JSONEncoder(separators=(",", ":"))

GENESIS = "0" * 64
"""What the first record names as the one before it."""


def digest(fields: Sequence[str | int | None]) -> str:
    """Return the SHA-256 of some fields in canonical form (a JSON list in ASCII: unambiguous and readable)."""
    return hashlib.sha256(_CANONICAL.encode(fields).encode("ascii")).hexdigest()


def link(previous: str, fields: Sequence[str | int | None]) -> str:
    """Return the hash of a record that follows the one whose hash is `previous`."""
    return digest((previous, *fields))
