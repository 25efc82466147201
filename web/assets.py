"""What browsers are given beside pages: our own files, and the one foreign one behind its hash.

Every address holds a hash of all of it, so that it may be kept for good and is never stale.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

STATIC = Path(__file__).with_name("static")

FOREIGN = {
    "leaflet/leaflet.js": ("leaflet.js", "db49d009c841f5ca34a888c96511ae936fd9f5533e90d8b2c4d57596f4e5641a"),
    "leaflet/leaflet.css": ("leaflet.css", "a7837102824184820dfa198d1ebcd109ff6d0ff9a2672a074b9a1b4d147d04c6"),
}
"""Leaflet (BSD-2-Clause) as the package django-js-lib-leaflet brings it: its name there, and its SHA-256."""

mimetypes.add_type("text/javascript", ".js")
mimetypes.add_type("application/manifest+json", ".webmanifest")


class ForeignFileError(RuntimeError):
    """A file of another's is not the one that was looked at."""


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it is sent: plain, and compressed where that makes it smaller."""

    media_type: str
    plain: bytes
    packed: bytes | None


@cache
def assets() -> dict[str, Asset]:
    """Return every file by its name; raises `ForeignFileError` if Leaflet is not what its hash says."""
    found = {str(path.relative_to(STATIC)): path.read_bytes() for path in sorted(STATIC.rglob("*")) if path.is_file()}
    folder = files("js_lib_leaflet") / "static" / "js_lib_leaflet"
    for name, (inside, wanted) in FOREIGN.items():
        data = (folder / inside).read_bytes()
        if hashlib.sha256(data).hexdigest() != wanted:
            raise ForeignFileError(f"{name} is not the Leaflet that roundsman was tried with; install that version")
        found[name] = data
    return {name: _asset(name, data) for name, data in found.items()}


def _asset(name: str, data: bytes) -> Asset:
    packed = gzip.compress(data, mtime=0)
    media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Asset(media_type, data, packed if len(packed) < len(data) else None)


@cache
def static_hash() -> str:
    """Return a short hash of every file."""
    whole = hashlib.sha256()
    for name, asset in sorted(assets().items()):
        whole.update(name.encode() + hashlib.sha256(asset.plain).digest())
    return whole.hexdigest()[:12]
