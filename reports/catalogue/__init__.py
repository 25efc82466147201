"""What is found, in English and German: one row a code, so that neither language can lack one."""

from __future__ import annotations

from collections.abc import Mapping

from reports.catalogue.changes import CHANGES
from reports.catalogue.days_off import DAYS_OFF
from reports.catalogue.lessons import LESSONS
from reports.catalogue.notes import NOTES
from reports.catalogue.parts import PARTS
from reports.catalogue.repairs import REPAIRS
from reports.catalogue.reviews import REVIEWS
from reports.catalogue.rules import RULES
from reports.catalogue.unserved import UNSERVED

LANGUAGES = ("en", "de")

Row = tuple[str, str]
"""English, German; names of facts stand in braces, behind a colon how they are written (`reports.finding_words`)."""

CODES: Mapping[str, Row] = {
    **RULES, **UNSERVED, **NOTES, **REPAIRS, **CHANGES, **DAYS_OFF, **LESSONS, **REVIEWS,
}  # fmt: skip
"""Every code that a finding may have."""

WORDS: Mapping[str, Row] = {**CODES, **PARTS}
"""Codes, and the parts of sentences that they are made with."""
