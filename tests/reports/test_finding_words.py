"""Findings have words in each language, made of the same facts, and every code stands in the formats."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from string import Formatter

import pytest

from reports.catalogue import CODES, WORDS
from reports.finding_words import words
from routing.findings import Fact, Finding
from scheduler.explain.reasons import CODES as REASONS
from scheduler.explain.reasons import RULES, why_unserved

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("calendars", "mileage", "office", "routing", "scheduler", "store", "territory")


def facts(text: str) -> set[tuple[str, str | None]]:
    return {(name, spec) for _, name, spec, _ in Formatter().parse(text) if name}


def test_each_language_tells_the_same_facts() -> None:
    assert {code: facts(row[0]) for code, row in WORDS.items()} == {code: facts(row[1]) for code, row in WORDS.items()}


def test_the_codes_and_facts_of_the_formats_are_those_of_the_catalogue() -> None:
    section = (ROOT / "docs" / "formats.md").read_text().split("## Codes of findings")[1].split("\n## ")[0]
    rows = [line for line in section.splitlines() if line.startswith("| ") and not line.startswith("| of ")]
    found = re.findall(r"`([a-z-]+)`(?: \(([a-z_, ]+)\))?", " ".join(row.split(" | ", 1)[1] for row in rows))
    listed = {code: set(names.split(", ")) - {""} for code, names in found}
    assert listed == {code: {name for name, _ in facts(row[0])} for code, row in CODES.items()}


def test_every_finding_that_is_made_has_words() -> None:
    texts = [path.read_text() for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    made = {code for text in texts if "Finding.of" in text for code in _made(ast.parse(text))}
    assert len(made) > 20
    assert {code for code in made if code not in CODES} == set()


def _made(tree: ast.AST) -> set[str]:
    """Return the codes that are written out where findings are made."""
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args)
    named = [call.args[0] for call in calls if ast.unparse(call.func) == "Finding.of"]
    return {arg.value for arg in named if isinstance(arg, ast.Constant) and isinstance(arg.value, str)}


def test_every_reason_and_every_rule_of_a_day_has_words() -> None:
    assert {f"unserved-{code}" for code in REASONS} | set(RULES) <= set(CODES)
    for rule in RULES:
        assert words(why_unserved("too-far-for-a-day", rule=rule), "de").startswith("auch als einziger Besuch")


def test_a_finding_says_whom_it_concerns_and_when() -> None:
    late = Finding.of("return", amount=61, limit=0, account="A1", date="2027-01-04")
    assert words(late) == "A1: the rep comes home 2 minutes after the end of work on 2027-01-04"
    soon = Finding.of("return", amount=60, limit=0, account="A1")
    assert words(soon) == "A1: the rep comes home 1 minute after the end of work"
    assert words(late, "de") == "A1: die Rückkehr liegt 2 Minuten nach Arbeitsende am 2027-01-04"
    assert words(Finding.of("compulsory", amount=0, limit=0)) == "a pinned or promised visit is left out"


def test_counts_prices_and_reasons_within_reasons_are_written_in_the_language() -> None:
    capped = Finding.of("note-yearly-cap", visits=1, cap=4)
    assert words(capped) == "1 visit: at most 4 visits in a calendar year"
    assert words(capped, "de") == "1 Besuch: höchstens 4 Besuche im Kalenderjahr"
    price = Finding.of("price-given-up", price_s=-90, given_up_s=3600, worth_s=7200)
    assert words(price) == "it costs -2 min of driving and gives up 60 min of worth for 120"
    off = Finding.of("change-day-off", rep="Ada", day="2027-01-04", off="off-public-holiday", what="Epiphany")
    assert words(off) == "Ada does not work on 2027-01-04: public holiday: Epiphany"
    assert words(off, "de") == "Ada arbeitet am 2027-01-04 nicht: Feiertag: Heilige Drei Könige"


def test_what_people_wrote_stays_as_it_is() -> None:
    assert words(Finding.of("as-said", text="{braces} & <more>")) == "{braces} & <more>"


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_code_can_be_told(language: str) -> None:
    named: dict[str, Fact] = {"rule": "hours", "off": "off-no-hours"}
    for code, row in CODES.items():
        finding = Finding.of(code, **{name: named.get(name, 2) for name, _ in facts(row[0])})
        told = words(finding, language)
        assert told, code
        assert "{" not in told, code
