"""Codes that are put together, of a column's name or a step's, stand in docs/formats.md by what they are made of."""

from __future__ import annotations

import re
from pathlib import Path

from office.next_steps import STEPS

ROOT = Path(__file__).resolve().parents[2]
FORMATS = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")


def test_every_ending_that_a_column_s_name_gets_is_listed() -> None:
    cells = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "office" / "imports").glob("*.py"))
    endings = set(re.findall(r'f"\{name\}(-[a-z-]+)"', cells))
    assert endings, "the way in which codes are put together is another"
    assert {ending for ending in endings if f"`{ending}`" not in FORMATS} == set()


def test_what_forms_cannot_read_and_steps_that_are_missing_are_listed() -> None:
    entries = (ROOT / "web" / "entries.py").read_text(encoding="utf-8")
    read = {f"{what.replace(' ', '-')}-unreadable" for what in re.findall(r'_read\("([a-z ]+)"', entries)}
    assert read
    assert {code for code in read | {f"{step}-missing" for step in STEPS} if f"`{code}`" not in FORMATS} == set()
