"""A receipt is an image or a PDF, known by its content: the name it comes under proves nothing."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from routing.problems import BadInputError, Problem
from routing.sentences import sentence

LARGEST_BYTES = 10 * 1024 * 1024
"""Enough for a photograph of a phone or a scan of a few pages."""

_KINDS: tuple[tuple[str, bytes, bytes], ...] = (
    ("application/pdf", b"%PDF-", b"%%EOF"),
    ("image/jpeg", b"\xff\xd8\xff", b"\xff\xd9"),
    ("image/png", b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82"),
)
"""Media type, how the content begins, and what stands near its end when it is whole."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt's content with its type and its SHA-256."""

    media_type: str
    hash: str
    content: bytes


def read_receipt(content: bytes, where: str) -> Receipt:
    """Return a receipt from its content.

    Parameters
    ----------
    content : bytes
        At most `LARGEST_BYTES`; who reads a file asks for one byte more and no further, whatever the file's size.
    where : str
        The file's name, for the problem.

    Raises
    ------
    BadInputError
        Where the content is too large, empty, cut off, or none of JPEG, PNG and PDF.
    """
    if len(content) > LARGEST_BYTES:
        limit = LARGEST_BYTES // 1024**2
        raise BadInputError(
            [
                Problem(
                    "receipt-too-large",
                    where,
                    sentence("is larger than {limit} MB", limit=limit),
                    "Photograph it smaller, or scan it anew.",
                )
            ]
        )
    kind = next((kind for kind in _KINDS if content.startswith(kind[1])), None)
    if kind is None:
        cause = "is empty" if not content else "is neither JPEG, PNG nor PDF, whatever its name says"
        raise BadInputError([Problem("receipt-type", where, cause, "Save it as JPEG, PNG or PDF.")])
    if kind[2] not in content[-2048:]:
        raise BadInputError([Problem("receipt-cut-off", where, "ends before its end", "Copy the whole file again.")])
    return Receipt(kind[0], hashlib.sha256(content).hexdigest(), content)
