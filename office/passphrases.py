"""Digests of passphrases: as passwords are kept, and scrypt's for those that were made before."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, field

from office.passwords import digest_of, matches
from routing.problems import BadInputError, Problem

_SCRYPT_MEMORY = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Passphrase:
    """What somebody types to prove who they are; it shows itself nowhere."""

    words: str = field(repr=False)

    @property
    def is_text(self) -> bool:
        """Return whether it is one: a terminal may hand in bytes that are none."""
        return not any("\ud800" <= character <= "\udfff" for character in self.words)


def passphrase_digest(whose: str, passphrase: Passphrase) -> str:
    """Return what is kept of a passphrase: its method, parameters, salt and digest in one text.

    Raises
    ------
    BadInputError
        If it is too short or too long, or no text.
    """
    if not passphrase.is_text:
        raise BadInputError([Problem("passphrase-no-text", whose, "the passphrase is not UTF-8", "Type it again.")])
    return digest_of(passphrase.words, whose)


def fits(passphrase: Passphrase, digest: str) -> bool:
    """Return whether a digest was made of a passphrase.

    ``$argon2id$...`` is read as argon2-cffi writes it; ``$scrypt$SALT$DIGEST`` in hexadecimal digits, n = 2^15, r = 8,
    p = 1.
    """
    if not passphrase.is_text:
        return False
    if not digest.startswith("$scrypt$"):
        return matches(digest, passphrase.words)
    _, _, salt, kept = digest.split("$")
    found = hashlib.scrypt(
        passphrase.words.encode(), salt=bytes.fromhex(salt), n=2**15, r=8, p=1, maxmem=_SCRYPT_MEMORY
    )
    return hmac.compare_digest(found.hex(), kept)
