"""What a file's rows are read with: the file's style, and what the workspace knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from office.imports.styles import Style
from territory.accounts import Account, Rep


@dataclass(frozen=True, slots=True)
class Reading:
    """The surroundings of a file's rows.

    Attributes
    ----------
    accounts, reps : mapping
        What is known, by id: what a row does not say of it stays.
    defaults : mapping of our column to value
        For empty cells of records that are new.
    currency : str
        Of potentials; amounts are not converted.
    now : datetime
    """

    accounts: Mapping[str, Account]
    reps: Mapping[str, Rep]
    now: datetime
    style: Style = field(default_factory=Style)
    defaults: Mapping[str, str] = field(default_factory=dict)
    currency: str = ""
