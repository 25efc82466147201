"""Sealed backups: AES-256-GCM in chunks, each in its place, the last one known as the last; the key from a passphrase.

A chunk that was altered, moved, left out or added is found before anything of it is used.
"""

from __future__ import annotations

import hashlib
import io
import os
from typing import IO, TYPE_CHECKING

from routing.problems import WorldError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MAGIC = b"roundsman-sealed-1\n"
CHUNK = 1 << 20
TAG = 16
SALT = 16
_COST = {"n": 2**15, "r": 8, "p": 1, "maxmem": 64 * 1024 * 1024}


class SealError(WorldError):
    """A sealed backup cannot be opened."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"The backup cannot be opened: {reason}.")


class Sealing(io.RawIOBase):
    """A stream that seals what is written to it and passes it on; it is whole once it is closed."""

    def __init__(self, out: IO[bytes], passphrase: str) -> None:
        self._out, self._number, self._held = out, 0, bytearray()
        salt = os.urandom(SALT)
        self._cipher = _cipher(passphrase, salt)
        out.write(MAGIC + salt)

    def writable(self) -> bool:
        """Return True."""
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        """Seal and pass on every full chunk."""
        self._held += data
        while len(self._held) > CHUNK:
            self._pass_on(bytes(self._held[:CHUNK]), last=False)
            del self._held[:CHUNK]
        return len(data)

    def close(self) -> None:
        """Pass on the last chunk."""
        if not self.closed:
            self._pass_on(bytes(self._held), last=True)
            super().close()

    def _pass_on(self, chunk: bytes, *, last: bool) -> None:
        self._out.write(self._cipher.encrypt(_nonce(self._number), chunk, b"last" if last else b"more"))
        self._number += 1


class Unsealing(io.RawIOBase):
    """A stream that opens what was sealed."""

    def __init__(self, source: IO[bytes], passphrase: str) -> None:
        self._source, self._number, self._ready = source, 0, b""
        if source.read(len(MAGIC)) != MAGIC:
            raise SealError("it is not sealed")
        self._cipher = _cipher(passphrase, source.read(SALT))
        self._next: bytes | None = source.read(CHUNK + TAG)

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        """Open the next chunk where the one before is used up."""
        while not self._ready and self._next is not None:
            sealed, after = self._next, self._source.read(CHUNK + TAG)
            self._ready = self._opened(sealed, last=not after)
            self._next = after or None
        given = self._ready[: len(buffer)]
        buffer[: len(given)] = given
        self._ready = self._ready[len(given) :]
        return len(given)

    def _opened(self, sealed: bytes, *, last: bool) -> bytes:
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - an extra

        try:
            chunk = self._cipher.decrypt(_nonce(self._number), sealed, b"last" if last else b"more")
        except (InvalidTag, ValueError) as error:
            reason = "the passphrase is another, or it was altered" if not self._number else "it was altered or cut off"
            raise SealError(reason) from error
        self._number += 1
        return chunk


def is_sealed(begin: bytes) -> bool:
    """Return whether a file that begins so is sealed."""
    return begin.startswith(MAGIC)


def _nonce(number: int) -> bytes:
    return number.to_bytes(12)


def _cipher(passphrase: str, salt: bytes) -> AESGCM:
    try:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM as Cipher  # noqa: N811, PLC0415 - an extra
    except ModuleNotFoundError as error:
        raise SealError("the library for it is missing: pip install 'roundsman[sealed]'") from error
    return Cipher(hashlib.scrypt(passphrase.encode(), salt=salt, dklen=32, **_COST))
