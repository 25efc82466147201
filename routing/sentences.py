"""Sentences that know how they were made, a pattern and its facts: a catalogue tells them in another language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from string import Formatter
from types import MappingProxyType
from typing import Any


class Sentence(str):
    """English words, and what they were made of.

    Attributes
    ----------
    pattern : str
        The words with the facts' names in braces: what a catalogue of another language knows them by.
    facts : mapping of str to str
        By name, each as it is written; a fact may be a sentence itself.
    """

    pattern: str
    facts: Mapping[str, str]

    def __new__(cls, pattern: str, facts: Mapping[str, str]) -> Sentence:
        """Fill the pattern with the facts."""
        made = super().__new__(cls, pattern.format(**facts))
        made.pattern, made.facts = pattern, MappingProxyType(dict(facts))
        return made

    def __str__(self) -> str:
        """Return itself: an exception's words stay a sentence."""
        return self

    def __getnewargs__(self) -> tuple[str, dict[str, str]]:  # type: ignore[override]
        """Keep both through a pickle: plans are made in other processes."""
        return self.pattern, dict(self.facts)

    def __getstate__(self) -> None:
        """Keep nothing else."""


def sentence(pattern: str, /, **facts: object) -> str:
    """Return the words of a pattern such as ``{name!r} is below {least:.1f}``, filled with facts by name."""
    plain, fields = _parsed(pattern)
    written: dict[str, str] = {}
    for name, spec, conversion in fields:
        fact = facts[name]
        if not (isinstance(fact, Sentence) and not spec and conversion is None):
            fact = _WRITER.format_field(_WRITER.convert_field(fact, conversion), spec)
        written[name] = fact
    return Sentence(plain, written)


def joined(separator: str, parts: Iterable[str]) -> str:
    """Return several sentences as one, with `separator` between them; each keeps its facts."""
    some = list(parts)
    whole = some.pop() if some else ""
    for part in reversed(some):
        whole = Sentence(f"{{first}}{separator}{{rest}}", {"first": part, "rest": whole})
    return whole


def term(word: str) -> str:
    """Return a word of the program's own, such as ``interval_days``, as a sentence: a catalogue can tell it."""
    return Sentence(word, {})


def terms(words: Iterable[str]) -> str:
    """Return words of the program's own as a list."""
    return joined(", ", map(term, words))


def with_reason(what: str, reason: str) -> str:
    """Return what was done with why, where somebody said why."""
    return joined(": ", [what, reason]) if reason else what


_WRITER = Formatter()


@lru_cache(maxsize=2048)
def _parsed(pattern: str) -> tuple[str, tuple[tuple[str, str, Any], ...]]:
    """Return a pattern with bare names, and each name with how its fact is written."""
    plain: list[str] = []
    fields = []
    for words, name, spec, conversion in _WRITER.parse(pattern):
        plain.append(words.replace("{", "{{").replace("}", "}}"))
        if name is not None:
            plain.append(f"{{{name}}}")
            fields.append((name, spec or "", conversion))
    return "".join(plain), tuple(fields)


Kept = str | dict[str, Any]
"""A sentence as JSON keeps it: plain text, or a pattern with its facts."""


def kept(text: str) -> Kept:
    """Return a text as JSON can keep it, with its pattern and facts if it has them."""
    if not isinstance(text, Sentence):
        return text
    return {"pattern": text.pattern, "facts": {name: kept(fact) for name, fact in text.facts.items()}}


def of_kept(value: Kept) -> str:
    """Return a text that was kept."""
    if isinstance(value, str):
        return value
    return Sentence(value["pattern"], {name: of_kept(fact) for name, fact in value["facts"].items()})
