"""Findings have words in each language, made of the same facts."""

from __future__ import annotations

from pathlib import Path
from string import Formatter

import pytest

from reports.finding_words import WORDS, words
from routing.findings import Finding
from scheduler.explain.reasons import RULES


def facts(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("language", sorted(WORDS))
def test_each_language_has_the_same_codes_and_facts(language: str) -> None:
    table, english = WORDS[language], WORDS["en"]
    assert set(table) == set(english)
    assert {code: facts(text) for code, text in table.items()} == {code: facts(text) for code, text in english.items()}


def test_every_code_stands_in_the_formats() -> None:
    text = (Path(__file__).resolve().parents[2] / "docs" / "formats.md").read_text()
    assert {code for code in WORDS["en"] if code not in {"about", "on"} and f"`{code}`" not in text} == set()


def test_every_rule_of_a_day_has_words() -> None:
    assert set(RULES) <= set(WORDS["en"])


def test_a_finding_says_whom_it_concerns_and_when() -> None:
    late = Finding.of("return", amount=61, limit=0, account="A1", date="2027-01-04")
    assert words(late) == "A1: the rep comes home 2 minutes after the end of work on 2027-01-04"
    assert words(late, "de") == "A1: die Rückkehr liegt 2 Minuten nach Arbeitsende am 2027-01-04"
    assert words(Finding.of("compulsory", amount=0, limit=0)) == "a pinned or promised visit is left out"
