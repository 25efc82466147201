"""Photographs of receipts: scaled to what can be read, upright, and without what the camera wrote beside them."""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING

from routing.problems import BadInputError, Problem
from routing.sentences import sentence

if TYPE_CHECKING:
    from PIL import Image

LONGEST_PX = 2000
"""The longer side that is kept: small print of an A4 page can be read at it."""
MOST_PX = 100_000_000
"""More points than any telephone's camera has: a small file that claims more is made to fill the memory."""
LARGEST_BYTES = 15 * 1024 * 1024
"""The largest photograph that is opened."""
QUALITY = 80
KINDS = ("JPEG", "PNG", "WEBP")
"""What browsers hand over."""


def scaled_photo(content: bytes, where: str) -> bytes:
    """Return a photograph as a JPEG file of at most `LONGEST_PX`, upright, without position, device or time.

    A PDF is given back as it is.

    Raises
    ------
    BadInputError
        If it is too large, no image, or ends before its end.
    """
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 - photos alone need it

    if content.startswith(b"%PDF-"):
        return content
    if len(content) > LARGEST_BYTES:
        cause = sentence("is larger than {largest_bytes} MB", largest_bytes=LARGEST_BYTES // 1024**2)
        raise _refused("receipt-too-large", where, cause, "Photograph it at a lower resolution.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the size is looked at below
            found = Image.open(io.BytesIO(content), formats=KINDS)
            if found.width * found.height > MOST_PX:
                cause = sentence("has {width} x {height} points", width=found.width, height=found.height)
                raise _refused("receipt-too-large", where, cause, "Photograph it at a lower resolution.")
            return _scaled(found)
    except (UnidentifiedImageError, Image.DecompressionBombError) as error:
        empty = "is empty" if not content else "is neither a photograph (JPEG, PNG, WebP) nor a PDF"
        raise _refused("receipt-type", where, empty, "Photograph the receipt.") from error
    except (OSError, SyntaxError, ValueError) as error:  # what Pillow raises for a file that is cut off or damaged
        raise _refused("receipt-cut-off", where, "is damaged or ends before its end", "Choose it again.") from error


def _scaled(found: Image.Image) -> bytes:
    from PIL import Image, ImageOps  # noqa: PLC0415 - photos alone need it

    found.draft("RGB", (LONGEST_PX, LONGEST_PX))  # a JPEG is read at a fraction of its size
    upright = ImageOps.exif_transpose(found)
    upright.thumbnail((LONGEST_PX, LONGEST_PX))
    plain = Image.new("RGB", upright.size, "white")
    pasted = upright.convert("RGBA")
    plain.paste(pasted, mask=pasted.getchannel("A"))
    kept = io.BytesIO()
    plain.save(kept, "JPEG", quality=QUALITY, optimize=True)
    return kept.getvalue()


def _refused(code: str, where: str, cause: str, action: str) -> BadInputError:
    return BadInputError([Problem(code, where, cause, action)])
