"""The German of papers: each English phrase beside its German, with the same names in braces."""

from __future__ import annotations

from collections.abc import Mapping

from reports.german import customers, formulas, origins, tables, targets, territories

PARTS = customers, formulas, origins, tables, targets, territories
"""Each phrase stands in one of them."""

GERMAN: Mapping[str, str] = {english: german for part in PARTS for english, german in part.GERMAN.items()}
