"""Passwords as argon2id digests: nineteen megabytes and two passes each, so that guessing is dear."""

from __future__ import annotations

import threading

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from routing.problems import BadInputError, Problem
from routing.sentences import sentence

LEAST_CHARACTERS = 10
MOST_CHARACTERS = 200
_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
"""OWASP's advice for argon2id."""
_AT_ONCE = threading.BoundedSemaphore(2)
"""At most so many digests are reckoned at a time: signing in never starves the others of the processor."""
_NOBODYS = _HASHER.hash("nobody has this password")


def digest_of(password: str, whose: str) -> str:
    """Return the digest of a new password; raises `BadInputError` for one that is too short or too long."""
    if not LEAST_CHARACTERS <= len(password) <= MOST_CHARACTERS:
        cause = sentence(
            "the password has fewer than {least_characters} or more than {most_characters} characters",
            least_characters=LEAST_CHARACTERS,
            most_characters=MOST_CHARACTERS,
        )
        raise BadInputError([Problem("password-length", whose, cause, "Take another one.")])
    with _AT_ONCE:
        return _HASHER.hash(password)


def matches(digest: str | None, password: str) -> bool:
    """Return whether a password is the one of a digest; it takes as long where there is no digest."""
    with _AT_ONCE:
        try:
            return _HASHER.verify(digest or _NOBODYS, password[: MOST_CHARACTERS + 1]) and digest is not None
        except (Argon2Error, InvalidHashError):
            return False
