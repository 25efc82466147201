"""Reading a CRM's JSON: every value is looked at before it is believed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any


class OddAnswerError(ValueError):
    """JSON that is not what the CRM's reference says."""


def a_dict(value: object) -> Mapping[str, Any]:
    """Return an object; raises `OddAnswerError` for anything else."""
    if not isinstance(value, dict):
        raise OddAnswerError("no object")
    return value


def a_list(value: object) -> list[Any]:
    """Return a list; raises `OddAnswerError` for anything else."""
    if not isinstance(value, list):
        raise OddAnswerError("no list")
    return value


def an_id(value: object) -> str:
    """Return an id: a short text (or whole number) that can stand in a query."""
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if not isinstance(text, str) or not text or len(text) > 100 or not text.isascii() or not text.isalnum():
        raise OddAnswerError("no id")
    return text


def a_cursor(value: object) -> str:
    """Return the other side's own word for a place between two pages."""
    if (
        not isinstance(value, str)
        or not 0 < len(value) <= 500
        or not value.isascii()
        or not value.isprintable()
        or " " in value
    ):
        raise OddAnswerError("no cursor")
    return value


def an_instant(value: object) -> datetime:
    """Return an instant, given as ISO 8601 with its zone."""
    if not isinstance(value, str):
        raise OddAnswerError("no instant")
    try:
        moment = datetime.fromisoformat(value)
    except ValueError as error:
        raise OddAnswerError("no instant") from error
    if moment.tzinfo is None or not 1970 <= moment.year < 9000:
        raise OddAnswerError("no instant")
    return moment.astimezone(UTC)


def instant_or_none(value: object) -> datetime | None:
    """Return an instant, None where nothing is said."""
    return an_instant(value) if value else None


def day_or_none(value: object) -> date | None:
    """Return a day, None where nothing is said."""
    if not value:
        return None
    if not isinstance(value, str):
        raise OddAnswerError("no day")
    try:
        return date.fromisoformat(value[:10])
    except ValueError as error:
        raise OddAnswerError("no day") from error


def written(moment: datetime) -> str:
    """Return an instant to the millisecond, as both CRMs write it."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
