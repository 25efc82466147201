"""What a repair is called: the same name for the same change of the same plan, and another where anything differs."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from scheduler.explain.repair import Repair

LETTERS = 8
"""So many letters of the visit's id begin the name, and so many of the change end it."""


def repair_id(plan: int, visit_ids: Sequence[str], visit: int, repair: Repair) -> str:
    """Return the name of a repair: the visit's first letters, the kind, and what stands for tours and price."""
    tours = ";".join(",".join(visit_ids[v] for v in tour) for tour in repair.tours)
    text = f"{plan}|{visit_ids[visit]}|{repair.kind}|{repair.amount}|{repair.price:.0f}|{tours}"
    return f"{visit_ids[visit][:LETTERS]}.{repair.kind}.{sha256(text.encode()).hexdigest()[:LETTERS]}"
