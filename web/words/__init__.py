"""What pages say, in English and German: one row a phrase, so that neither language can lack one."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

LANGUAGES = ("en", "de")


@cache
def catalogue() -> dict[str, tuple[str, str]]:
    """Return every phrase by key, from all files beside this one."""
    found: dict[str, tuple[str, str]] = {}
    for module in pkgutil.iter_modules(__path__):
        for key, row in importlib.import_module(f"{__name__}.{module.name}").WORDS.items():
            if key in found:
                raise ValueError(f"the phrase {key!r} stands twice")
            found[key] = row
    return found


def phrase(language: str, key: str, **values: object) -> str:
    """Return a phrase with its values; a key that there is not raises `KeyError`: a test meets every page."""
    return catalogue()[key][LANGUAGES.index(language)].format(**values)
