"""A day as a type's name, for values that have a field called ``date``: in such a class the word means the field."""

from __future__ import annotations

from datetime import date

Day = date
"""A calendar day."""
