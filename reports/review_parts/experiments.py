"""Policies that some territories try, compared with the rest."""

from __future__ import annotations

from reports.paper import Cell, Part
from reports.sentence_words import in_words
from reports.speech import Speech
from scheduler.review.analysis import Analysis


def experiments_part(analysis: Analysis, say: Speech) -> Part:
    """Return the part about experiments."""
    if not analysis.comparisons:
        return Part(say("Experiments"), (say("No experiment is stated in the policy."),))
    rows: list[tuple[Cell, ...]] = []
    for one in analysis.comparisons:
        if isinstance(one, tuple):
            rows.append((_told(one[0].where, say), None, None, None, None, "; ".join(_told(x.cause, say) for x in one)))
            continue
        verdict = say(
            "telling" if one.telling else "not telling" if one.fair else "unfair: the sides moved apart before"
        )
        rows.append(
            (f"{one.experiment.name}: {one.experiment.policy}", one.share, one.effect, one.low, one.high, verdict)
        )
    columns = (
        *("experiment", ("change", "share"), ("effect", "decimal"), ("low", "decimal"), ("high", "decimal")),
        "verdict",
    )
    words = say(
        "Sales per potential and month, difference in differences; 19 of 20 redrawn comparisons lie from low to high."
    )
    return Part(say("Experiments"), (words,), tables=(say.table(columns, rows),))


def _told(words: str, say: Speech) -> str:
    return in_words(words, say.language)
