"""Requests under an id of the caller's: what became of one whose answer was lost."""

from __future__ import annotations

from office.door import Act, reads
from store.requests import find_answered


@reads
def find_request(act: Act, request_id: str) -> bool:
    """Return whether a request of the person's was carried out under an id; nothing is done now."""
    found = find_answered(act.connection, request_id)
    return found is not None and found.person_id == act.who.id
