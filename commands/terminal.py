"""What goes to a terminal obeys nobody: names from files steer no cursor, and what has no letter here is a mark."""

from __future__ import annotations

import re
from typing import Any, TextIO

NEW_LINE = "\r\x1b[K"
"""What our own progress writes to begin its line anew."""

_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]|\r(?!\n)")
"""Control characters but tab and line ends, and what turns the direction of what follows."""

_LONE = re.compile("[\ud800-\udfff]")


def neutral(text: str) -> str:
    """Return a text that steers no terminal; a byte that was no UTF-8 is shown as the mark for an unknown letter."""
    begin = NEW_LINE if text.startswith(NEW_LINE) else ""
    return begin + _UNSEEN.sub("", _LONE.sub("\ufffd", text[len(begin) :]))


class NeutralStream:
    """A text stream that writes what is given to it made neutral, in letters that the stream has."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write a text."""
        encoding = self._stream.encoding or "utf-8"
        self._stream.write(neutral(text).encode(encoding, "replace").decode(encoding))
        return len(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)
