"""Versions of things, for whoever asks on what they saw: pages and other software."""

from __future__ import annotations

from office.opening import Office
from store.changes import ChangedMeanwhileError, Kind, Subject, version_of
from store.database import reading
from store.requests import find_answered

__all__ = ["ChangedMeanwhileError", "Kind", "Subject", "version_now", "was_answered"]


def version_now(office: Office, subject: Subject) -> int:
    """Return the revision that touched a subject last, 0 where none did."""
    with reading(office.database) as connection:
        return version_of(connection, subject)


def was_answered(office: Office, request: str) -> bool:
    """Return whether a request of this id was carried out."""
    with reading(office.database) as connection:
        return find_answered(connection, request) is not None
