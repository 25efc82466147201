"""Digests of passphrases: argon2id for new ones, scrypt for those that were made before; nothing else is kept."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, field

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

LEAST_CHARACTERS = 8
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
"""OWASP's first choice: 19 MiB, two passes, one lane."""

_SCRYPT = {"n": 2**15, "r": 8, "p": 1, "maxmem": 64 * 1024 * 1024}


@dataclass(frozen=True, slots=True)
class Passphrase:
    """What somebody types to prove who they are; it shows itself nowhere."""

    words: str = field(repr=False)


def digest_of(passphrase: Passphrase) -> str:
    """Return what is kept of a passphrase: its method, parameters, salt and digest in one text."""
    return _HASHER.hash(_bytes(passphrase))


def fits(passphrase: Passphrase, digest: str) -> bool:
    """Return whether a digest was made of a passphrase.

    ``$argon2id$…`` is read as argon2-cffi writes it; ``$scrypt$SALT$DIGEST`` in hexadecimal digits, n = 2^15, r = 8,
    p = 1.
    """
    if digest.startswith("$scrypt$"):
        _, _, salt, kept = digest.split("$")
        found = hashlib.scrypt(_bytes(passphrase), salt=bytes.fromhex(salt), **_SCRYPT).hex()
        return hmac.compare_digest(found, kept)
    try:
        return _HASHER.verify(digest, _bytes(passphrase))
    except (VerificationError, InvalidHashError):
        return False


def _bytes(passphrase: Passphrase) -> bytes:
    """Return the bytes that were typed, whether or not they are a text in UTF-8."""
    return passphrase.words.encode("utf-8", "surrogateescape")
