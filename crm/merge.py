"""Two sides of one record, field by field: what is taken over, and what was changed on both and waits for a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Both:
    """A field that says two things: ours is kept until somebody decides."""

    field: str
    ours: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Merged:
    """What is taken over from the other side, by field, and the fields that say two things."""

    take: Mapping[str, str]
    both: tuple[Both, ...]


@dataclass(frozen=True, slots=True)
class Ours:
    """Our side of a record.

    Attributes
    ----------
    now : mapping
        Our fields as they are.
    then : mapping or None
        As they were when the other side was taken over last; None where it never was.
    after : mapping
        As they would be if all that the other side says were taken over.
    blank : mapping
        Fields of which nobody has said anything.
    """

    now: Mapping[str, str]
    then: Mapping[str, str] | None
    after: Mapping[str, str]
    blank: Mapping[str, str]


def merge(seen: Mapping[str, str] | None, found: Mapping[str, str], ours: Ours | None, cleared: str) -> Merged:
    """Return what of a record is taken over.

    Parameters
    ----------
    seen : mapping or None
        What the other side said the last time; None at the first meeting.
    found : mapping
        What it says now; a field that is empty is not there.
    ours : Ours or None
        None where the record is new to us: all of it is taken then.
    cleared : str
        What is taken over where the other side has emptied a field.
    """
    if ours is None:
        return Merged(dict(found), ())
    take: dict[str, str] = {}
    both: list[Both] = []
    for name in sorted({*(seen or {}), *found}):
        was, told = (seen or {}).get(name, ""), found.get(name, "")
        now, after = ours.now.get(name, ""), ours.after.get(name, "") if told else ""
        if now == after or (seen is not None and told == was and ours.then is not None):
            continue
        first = seen is None or ours.then is None
        untouched = now in {"", ours.blank.get(name, "")} if first else now == (ours.then or {}).get(name, "")
        if untouched:
            take[name] = told or cleared
        elif told or not first:
            both.append(Both(name, now, told))
    return Merged(take, tuple(both))
