"""Which record an id means, however the other program wrote it.

Salesforce writes one record's id with 15 characters in reports and with 18 elsewhere: the last three only repeat which
letters are capitals. Deals of some programs name an account by its name: where exactly one account has it, it is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_SHORT, _LONG = 15, 18
_IDENTITY = re.compile(r"[A-Za-z0-9]+")
_CHECK = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"


def record_key(identity: str) -> str:
    """Return what is the same for both forms of an id: the short form of a long one, any other as it stands."""
    if len(identity) == _LONG and _IDENTITY.fullmatch(identity) and _suffix(identity[:_SHORT]) == identity[_SHORT:]:
        return identity[:_SHORT]
    return identity


def _suffix(short: str) -> str:
    groups = [short[begin : begin + 5] for begin in range(0, _SHORT, 5)]
    return "".join(_CHECK[sum(1 << bit for bit, sign in enumerate(group) if sign.isupper())] for group in groups)


class RecordIds:
    """The ids of one kind of record that are known, and those that a file adds.

    Parameters
    ----------
    names : mapping of id to name
    """

    def __init__(self, names: Mapping[str, str]) -> None:
        self._known = set(names)
        self._by_key: dict[str, str] = {}
        for identity in sorted(names):
            self._by_key.setdefault(record_key(identity), identity)
        self._by_name = _unique((name.casefold(), identity) for identity, name in names.items())

    def own(self, identity: str) -> str:
        """Return the known id of a record that a file describes; its own where it is new, and known from then on."""
        if identity in self._known:
            return identity
        return self._by_key.setdefault(record_key(identity), identity)

    def named(self, text: str) -> str:
        """Return the known id of a record that a file names by id or by name; the text itself where there is none."""
        if text in self._known:
            return text
        found = self._by_key.get(record_key(text)) or self._by_name.get(" ".join(text.split()).casefold())
        return found or text


def _unique(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    twice: set[str] = set()
    for name, identity in pairs:
        if name in found:
            twice.add(name)
        found[name] = identity
    return {name: identity for name, identity in found.items() if name not in twice}
