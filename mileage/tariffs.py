"""Versions of rate tables, allowance tables and expense policies, as they are kept."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class TariffKind(StrEnum):
    """What a tariff file is about."""

    RATES = "rates"
    ALLOWANCES = "allowances"
    POLICY = "policy"
    ARCHIVE = "archive"


@dataclass(frozen=True, slots=True)
class Tariff:
    """One version of one tariff file; ARCHIVE keeps the text of packaged tables that were used."""

    kind: TariffKind
    name: str
    hash: str
    text: str
