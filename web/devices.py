"""Phones and computers by their names: which browser on which system, as a person would tell one from another."""

from __future__ import annotations

from collections.abc import Callable

BROWSERS = (
    ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("FxiOS", "Firefox"),
    ("Firefox", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
"""The first mark that is found names the browser: each pretends to be those below it."""

SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Macintosh", "Mac"),
    ("CrOS", "ChromeOS"), ("Linux", "Linux"),
)  # fmt: skip


def device_name(t: Callable[..., str], told: str) -> str:
    """Return what a person calls a device that told its browser's long name; that name itself if it says neither."""
    browser = next((name for mark, name in BROWSERS if mark in told), "")
    system = next((name for mark, name in SYSTEMS if mark in told), "")
    if browser and system:
        return t("account.session.on", browser=browser, system=system)
    return browser or system or told or "?"
