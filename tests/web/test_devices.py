"""Devices by the names that people give them."""

from __future__ import annotations

import pytest

from web.devices import device_name
from web.words import phrase

APPLE = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15"
WEBKIT = "AppleWebKit/537.36"


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        (
            f"{APPLE} Version/19.1 Safari/604.1",
            "Safari on iPhone",
        ),
        (
            f"{APPLE} CriOS/150.0 Safari/604.1",
            "Chrome on iPhone",
        ),
        (
            f"Mozilla/5.0 (Linux; Android 10; K) {WEBKIT} Chrome/150.0 Mobile Safari/537.36",
            "Chrome on Android",
        ),
        (f"Mozilla/5.0 (Windows NT 10.0) {WEBKIT} Chrome/150.0 Safari/537.36 Edg/150.0", "Edge on Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux"),
        ("curl/8.5", "curl/8.5"),
        ("", "?"),
    ],
)
def test_a_device_is_told_by_its_browser_and_its_system(told: str, wanted: str) -> None:
    assert device_name(lambda key, **values: phrase("en", key, **values), told) == wanted
