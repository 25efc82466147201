"""What is found, in words: the rows of `reports.catalogue`, filled with the facts of a finding."""

from __future__ import annotations

import math
from collections.abc import Iterable
from string import Formatter
from typing import Any

from reports.catalogue import LANGUAGES, WORDS
from reports.sentence_words import in_words
from routing.findings import Fact, Finding
from scheduler.demand.holiday_regions import holiday_in

COUNTED = frozenset({"visits", "days", "customers"})
"""What is counted with its noun: ``1 visit``, ``2 visits``."""


def words(finding: Finding, language: str = "en") -> str:
    """Return a finding in words: whom it concerns, what it says, and when.

    Raises
    ------
    KeyError
        If there are no such words: a code that the catalogue does not know.
    """
    facts: dict[str, Fact] = dict(finding.facts)
    writer = _Writer(language, facts)
    who = writer.phrase("about") if facts.get("account") else ""
    when = writer.phrase("on") if facts.get("date") else ""
    return f"{who}{writer.phrase(finding.code)}{when}"


def finding_json(found: Finding) -> dict[str, Any]:
    """Return a finding with its code, its facts and its words."""
    return {"code": found.code, "facts": dict(found.facts), "text": words(found)}


def all_words(findings: Iterable[Finding], language: str = "en") -> str:
    """Return several findings in words, one after the other."""
    return ", ".join(words(one, language) for one in findings)


class _Writer(Formatter):
    """Writes facts as a row says behind the colon, in one language.

    ``minutes`` rounds seconds up and counts them, ``min`` and ``+min`` to the nearest, ``share`` is in per cent;
    ``visits``, ``days`` and ``customers`` count; ``rule`` names a rule of the day, and ``found`` is another finding's
    code, told with the same facts; ``holiday`` is a public holiday by its English name.
    """

    def __init__(self, language: str, facts: dict[str, Fact]) -> None:
        self.column, self.facts = LANGUAGES.index(language), facts

    def phrase(self, key: str, **more: Fact) -> str:
        """Return a row of the catalogue with the facts."""
        return self.format(WORDS[key][self.column], **self.facts, **more)

    def format_field(self, value: Any, format_spec: str) -> str:
        """Return a fact as it is written."""
        if format_spec in COUNTED:
            return self.phrase(f"count.{format_spec}{'.one' if value == 1 else ''}", n=value)
        if format_spec == "minutes":
            minutes = math.ceil(value / 60)
            return self.phrase("count.minutes.one" if minutes == 1 else "count.minutes", n=minutes)
        if isinstance(value, str) and not format_spec:
            return in_words(value, LANGUAGES[self.column])
        written = {
            "min": lambda: f"{value / 60:.0f}",
            "+min": lambda: f"{value / 60:+.0f}",
            "share": lambda: f"{value:.0%}",
            "rule": lambda: self.phrase(f"rule.{value}"),
            "found": lambda: self.phrase(value),
            "holiday": lambda: holiday_in(str(value), LANGUAGES[self.column]),
        }
        return written[format_spec]() if format_spec in written else str(super().format_field(value, format_spec))
