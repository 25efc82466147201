"""Lines that are driven as short texts for maps: thinned to what is seen, and packed.

The packing is Google's encoded polyline (five decimals, latitude first):
https://developers.google.com/maps/documentation/utilities/polylinealgorithm
"""

from __future__ import annotations

from collections.abc import Sequence

Line = Sequence[tuple[float, float]]

THINNED_DEGREES = 4e-5
"""A line moves by four metres at the most."""


def pack_line(line: Line, thinned: float = THINNED_DEGREES) -> str:
    """Return a line of (lat, lon) as a text."""
    if len(line) < 2:
        return ""
    import shapely  # noqa: PLC0415 - slow to import, and only maps need it

    kept = shapely.get_coordinates(shapely.simplify(shapely.linestrings(line), thinned))
    text, lat, lon = [], 0, 0
    for here, there in ((round(y * 1e5), round(x * 1e5)) for y, x in kept):
        text += [_word(here - lat), _word(there - lon)]
        lat, lon = here, there
    return "".join(text)


def _word(value: int) -> str:
    left = value << 1 if value >= 0 else ~(value << 1)
    word = ""
    while left >= 32:
        word += chr((left & 31 | 32) + 63)
        left >>= 5
    return word + chr(left + 63)
