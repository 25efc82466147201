"""A paper speaks one language throughout, and calls people and territories by their names."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reports import german
from reports.german import GERMAN
from reports.paper import Column
from reports.speech import Speech, told_apart
from routing.findings import Finding

PARTS = Path(__file__).resolve().parents[2] / "reports"
SPEECH = Speech("de", {"T1": "Nord", "R2": "Rita"}, {"R2": "Rita"})


def test_every_phrase_of_a_paper_has_its_german_with_the_same_facts() -> None:
    for english, said in GERMAN.items():
        assert sorted(re.findall(r"{\w+}", english)) == sorted(re.findall(r"{\w+}", said)), english


def test_a_phrase_stands_once_among_all_parts() -> None:
    assert sum(len(part.GERMAN) for part in german.PARTS) == len(GERMAN) > 200


def test_every_phrase_that_a_part_says_stands_in_the_catalogue() -> None:
    said = set()
    for file in [*sorted((PARTS / "review_parts").glob("*.py")), PARTS / "drawings.py", PARTS / "review.py"]:
        said |= set(re.findall(r'say\(\s*"([^"]+)"\s*[,)]', file.read_text(encoding="utf-8")))
    assert len(said) > 60
    assert said <= set(GERMAN)


def test_a_phrase_without_german_fails_instead_of_staying_english() -> None:
    assert Speech()("something new") == "something new"
    with pytest.raises(KeyError):
        SPEECH("something new")


def test_a_finding_names_territories_and_reps_and_leaves_other_facts_alone() -> None:
    moved = Finding.of("propose-move", name="T1", source="T1", target="R2")
    assert SPEECH.finding(moved) == "T1 von Nord nach Rita geben"
    cover = Finding.of("propose-cover", territory="T1", accounts=3, reps="R2, R9")
    assert SPEECH.finding(cover).endswith("durch Rita, R9 vertreten")


def test_two_of_one_name_are_told_apart_by_their_ids() -> None:
    assert told_apart({"a": "Kim", "b": "Kim", "c": "Lou"}) == {"a": "Kim (a)", "b": "Kim (b)", "c": "Lou"}


@pytest.mark.parametrize(
    ("form", "english", "german"),
    [("whole", "1,234", "1.234"), ("decimal", "1,234.50", "1.234,50"), ("share", "123450.0%", "123450,0 %")],
)
def test_figures_have_the_signs_of_their_language(form: str, english: str, german: str) -> None:
    assert Column("x", form).write(1234.5 if form != "whole" else 1234) == english
    assert Column("x", form).write(1234.5 if form != "whole" else 1234, "de") == german
    assert Column("x", form).write(None, "de") == "nicht bekannt"
