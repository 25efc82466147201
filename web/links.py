"""The addresses of a feed, as a person or a phone takes them."""

from __future__ import annotations

import io
from dataclasses import dataclass
from urllib.parse import urlsplit

import qrcode
import qrcode.image.svg

MOST_CHARACTERS = 256
"""Google fails silently on longer addresses."""


@dataclass(frozen=True, slots=True)
class FeedLinks:
    """One feed: `https` for programs that ask for an address, `webcal` for a tap that subscribes at once."""

    https: str
    webcal: str


def feed_links(base: str, secret: str) -> FeedLinks:
    """Return the addresses of a feed below the address at which `roundsman serve` is reached.

    Raises
    ------
    ValueError
        If the base is no http address, or the result is longer than calendar programs read.
    """
    parts = urlsplit(base)
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise ValueError(f"{base!r} is no address such as https://visits.example.org")
    path = f"{parts.netloc}{parts.path.rstrip('/')}/feeds/{secret}.ics"
    links = FeedLinks(f"{parts.scheme}://{path}", f"webcal://{path}")
    if len(links.webcal) > MOST_CHARACTERS or len(links.https) > MOST_CHARACTERS:
        raise ValueError(f"the address is longer than {MOST_CHARACTERS} characters; use a shorter --base")
    return links


def qr_text(address: str) -> str:
    """Return an address as a QR code of text, to be shown in a terminal."""
    code = qrcode.QRCode(border=2)
    code.add_data(address)
    out = io.StringIO()
    code.print_ascii(out=out, invert=True)
    return out.getvalue()


def qr_svg(address: str) -> bytes:
    """Return an address as a QR code in SVG, to be printed or sent."""
    image = qrcode.make(address, image_factory=qrcode.image.svg.SvgPathImage)
    return bytes(image.to_string())
