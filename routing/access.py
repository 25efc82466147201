"""Who may drive on a road or past a barrier: everybody, who arrives there, or nobody; and where one can stop."""

from __future__ import annotations

from enum import IntEnum
from typing import Any

Tags = dict[str, str]


class Access(IntEnum):
    """What a car may do, from least to most."""

    CLOSED = 0
    ARRIVING = 1
    """Drive there to begin or end a way, never to pass through."""
    THROUGH = 2


def access_of(tags: Tags, rules: dict[str, Any], among: tuple[str, ...] | None = None) -> Access | None:
    """Return what the most telling access tag (of all, or of those `among`) says to a car; None where there is none.

    A value such as ``destination;delivery`` lists who may: the most that any of its words allows counts.
    """
    value = next((tags[key] for key in rules["keys"] if key in tags and (among is None or key in among)), None)
    if value is None:
        return None
    return max(_of_word(word.strip(), rules) for word in value.split(";"))


def _of_word(word: str, rules: dict[str, Any]) -> Access:
    if word in rules["allow"] or (rules["private"] and word == "private"):
        return Access.THROUGH
    return Access.ARRIVING if word in rules["arrive"] else Access.CLOSED


def may_stop(tags: Tags, road_class: str, rules: dict[str, Any]) -> bool:
    """Say whether a car can stop on a way and turn in: a place meets only such roads."""
    return road_class not in rules["classes"] and all(tags.get(key, "no") in rules["unless"] for key in rules["tags"])
