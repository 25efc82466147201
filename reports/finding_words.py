"""What is found, in words: one table for each language, with the same codes and facts in each."""

from __future__ import annotations

from collections.abc import Mapping

from reports.finding_words_de import GERMAN
from reports.finding_words_en import ENGLISH
from routing.findings import Fact, Finding

WORDS: Mapping[str, Mapping[str, str]] = {"en": ENGLISH, "de": GERMAN}
"""Language to code to words; names of facts stand in braces."""


def words(finding: Finding, language: str = "en") -> str:
    """Return a finding in words: whom it concerns, what it says, and when.

    Raises
    ------
    KeyError
        If there are no such words: a code that the tables do not know.
    """
    table = WORDS[language]
    facts: dict[str, Fact] = dict(finding.facts)
    amount = facts.get("amount")
    told = {**facts, "minutes": -(-amount // 60)} if isinstance(amount, int) else facts
    said = table[finding.code].format(**told)
    who = table["about"].format(account=facts["account"]) if facts.get("account") else ""
    when = table["on"].format(date=facts["date"]) if facts.get("date") else ""
    return f"{who}{said}{when}"
