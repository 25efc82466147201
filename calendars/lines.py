"""Content lines of iCalendar: text escaped, parameters quoted, lines folded, each as the `icalendar` library does it.

The library makes an object of each value, parses it and goes through each line letter by letter, which is felt where a
plan's thousands of events are rendered. Tests hold these rules beside it, byte by byte.
"""

from __future__ import annotations

MOST_OCTETS = 74
"""Of a line without its break: one less than is allowed, as the library has it."""


def escaped(text: str) -> str:
    r"""Return a TEXT value (RFC 5545, 3.3.11). As in the library, ``\N`` in the text is a line break already."""
    plain = text.replace(r"\N", "\n").replace("\\", r"\\")
    plain = plain.replace(";", r"\;").replace(",", r"\,")
    return plain.replace("\r\n", r"\n").replace("\n", r"\n").replace("\r", r"\n")


def quoted(text: str) -> str:
    """Return a parameter's value in quotes (RFC 6868); it holds neither a double quote nor a line break."""
    return f'"{text.replace("^", "^^")}"'


def folded(line: str) -> str:
    """Return a content line folded as RFC 5545 asks.

    A fold lies neither within a character nor behind the sign that begins an escape.
    """
    data = line.encode()
    if len(data) <= MOST_OCTETS:
        return line
    parts, start = [], 0
    while len(data) - start > MOST_OCTETS:
        end = start + MOST_OCTETS
        while data[end] & 0xC0 == 0x80:
            end -= 1
        end -= data[end - 1] in b"\\^"
        parts.append(data[start:end])
        start = end
    return b"\r\n ".join([*parts, data[start:]]).decode()
