"""Text from the world made safe for iCalendar: no control characters, one line where one line is meant, a length.

The `icalendar` library guards the values of X- properties by `assert` alone, which ``python -O`` removes: a line break
in an account's name would then begin a property of its own. So every text passes through here first.
"""

from __future__ import annotations

import re

LINE_LENGTH = 250
"""Characters of a title, a place or a name: more is shown by no client."""

TEXT_LENGTH = 8000
"""Characters of a description."""

_BREAKS = re.compile("\r\n|[\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
_DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Embeddings, overrides and isolates: left open they turn the client's own words around; letters need none of them."""


def clean_text(text: str, length: int = TEXT_LENGTH) -> str:
    r"""Return the text with ``\n`` as its only line break and only control character.

    Parameters
    ----------
    text : str
    length : int
        Most characters; what is cut off is shown by an ellipsis.
    """
    # What Python calls printable holds none of what is taken out here: most texts are told apart by one quick look.
    plain = (text if text.replace("\n", "").isprintable() else _cleaned(text)).strip()
    return plain if len(plain) <= length else plain[: length - 1].rstrip() + "…"


def _cleaned(text: str) -> str:
    plain = _CONTROLS.sub("", _BREAKS.sub("\n", text))
    return _DIRECTIONS.sub("", plain).replace("\t", " ")


def clean_line(text: str, length: int = LINE_LENGTH) -> str:
    """Return the text on one line: runs of white space and line breaks become one space."""
    return clean_text(" ".join(clean_text(text, TEXT_LENGTH).split()), length)


def clean_parameter(text: str) -> str:
    """Return the text as a parameter's value: on one line, and without the double quote that no escape can carry."""
    return clean_line(text).replace('"', "'")
