"""What the best customers share, prospects like them, and who has the most still to win."""

from __future__ import annotations

from collections import Counter

from reports.paper import Part, Table
from reports.speech import Speech
from scheduler.review.analysis import Analysis

MOST_TRAITS, MOST_PROSPECTS = 8, 8


def customers_part(analysis: Analysis, say: Speech) -> Part:
    """Return the part about customers."""
    like, title = analysis.like, say("Customers and prospects")
    words = _known_of(analysis, say)
    if like is None:
        lacking = say("Too few customers with known sales to say what the best share.")
        return Part(title, (*words, lacking), tables=(_scores(analysis, say),))
    words.append(_judged(like.judged, say))
    traits = [
        (f"{one.feature}: {one.value}", one.among_best, one.in_base, one.lift, one.chance)
        for one in like.traits[:MOST_TRAITS]
    ]
    shared = say.table(
        (
            "trait of the best",
            ("of {n} best", "whole"),
            ("among all", "whole"),
            ("times as frequent", "decimal"),
            ("by chance", "share"),
        ),
        traits,
        n=like.best,
    )
    names = {one.id: one.name for one in analysis.known.accounts}
    found = [
        (
            names[one.account],
            one.score,
            ", ".join(f"{feature} {value}" for feature, value, weight in one.reasons if weight > 0),
        )
        for one in like.prospects[:MOST_PROSPECTS]
    ]
    alike = say.table(("prospect", ("like the best", "share"), "because of"), found)
    return Part(title, tuple(words), tables=(_scores(analysis, say), shared, *((alike,) if found else ())))


def _known_of(analysis: Analysis, say: Speech) -> list[str]:
    labels = Counter(label or say("not known") for label in analysis.labels.values())
    listed = ", ".join(f"{times} {name}" for name, times in sorted(labels.items()))
    words = [say("Customers by last year's sales: {listed}.", listed=listed)]
    lacking = [one for one in analysis.scores if one.value is None]
    if lacking:
        missing = ", ".join(sorted({say.known(name.replace("_", " ")) for one in lacking for name in one.missing}))
        words.append(say("{n} accounts have no score: {what} is not known of them.", n=len(lacking), what=missing))
    return words


def _judged(judged: float | None, say: Speech) -> str:
    if judged is None:
        return say("How well likeness tells the best apart cannot be judged: there are too few of them.")
    return say(
        "Shown two unseen customers, likeness picks the better one in {share} of cases (50 % is a coin).",
        share=f"{judged:.0%}",
    )


def _scores(analysis: Analysis, say: Speech) -> Table:
    """Return the accounts with the most still to win, as far as their figures are known."""
    names = {one.id: one.name for one in analysis.known.accounts}
    known = sorted(
        (one for one in analysis.scores if one.value is not None), key=lambda one: (-(one.value or 0), one.account)
    )
    rows = [
        (
            names[one.account],
            one.value,
            analysis.labels.get(one.account) or say("prospect"),
            str(analysis.rfm.get(one.account) or say("not known")),
            ", ".join(say.known(name.replace("_", " ")) for name in one.assumed),
        )
        for one in known[:MOST_PROSPECTS]
    ]
    return say.table(("most still to win", ("score", "whole"), "ABC", "RFM", "assumed"), rows)
