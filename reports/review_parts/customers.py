"""What the best customers share, prospects like them, and who has the most still to win."""

from __future__ import annotations

from collections import Counter

from reports.paper import Column, Part, Table
from scheduler.review.analysis import Analysis

MOST_TRAITS, MOST_PROSPECTS = 8, 8


def customers_part(analysis: Analysis) -> Part:
    """Return the part about customers."""
    like = analysis.like
    labels = Counter(label or "not known" for label in analysis.labels.values())
    words = [
        "Customers by last year's sales: "
        + ", ".join(f"{times} {name}" for name, times in sorted(labels.items()))
        + "."
    ]
    lacking = [one for one in analysis.scores if one.value is None]
    if lacking:
        names_lacking = ", ".join(sorted({name.replace("_", " ") for one in lacking for name in one.missing}))
        words.append(f"{len(lacking)} accounts have no score: {names_lacking} is not known of them.")
    if like is None:
        return Part(
            "Customers and prospects", (*words, "Too few customers with known sales to say what the best share.")
        )
    if like.judged is None:
        words.append("How well likeness tells the best apart cannot be judged: there are too few of them.")
    else:
        words.append(
            f"Shown two unseen customers, likeness picks the better one in {like.judged:.0%} of cases (50 % is a coin)."
        )
    traits = tuple(
        (f"{one.feature}: {one.value}", one.among_best, one.in_base, one.lift, one.chance)
        for one in like.traits[:MOST_TRAITS]
    )
    shared = Table(
        (
            Column(f"trait of the best {like.best}"),
            Column("among them", "whole"),
            Column("among all", "whole"),
            Column("times as frequent", "decimal"),
            Column("by chance", "share"),
        ),
        traits,
    )
    names = {one.id: one.name for one in analysis.known.accounts}
    found = tuple(
        (
            names[one.account],
            one.score,
            ", ".join(f"{feature} {value}" for feature, value, weight in one.reasons if weight > 0),
        )
        for one in like.prospects[:MOST_PROSPECTS]
    )
    alike = Table((Column("prospect"), Column("like the best", "share"), Column("because of")), found)
    return Part(
        "Customers and prospects", tuple(words), tables=(_scores(analysis), shared, *((alike,) if found else ()))
    )


def _scores(analysis: Analysis) -> Table:
    """Return the accounts with the most still to win, as far as their figures are known."""
    names = {one.id: one.name for one in analysis.known.accounts}
    known = sorted(
        (one for one in analysis.scores if one.value is not None), key=lambda one: (-(one.value or 0), one.account)
    )
    rows = tuple(
        (
            names[one.account],
            one.value,
            analysis.labels.get(one.account) or "prospect",
            str(analysis.rfm.get(one.account) or "not known"),
            ", ".join(one.assumed),
        )
        for one in known[:MOST_PROSPECTS]
    )
    columns = (Column("most still to win"), Column("score", "whole"), Column("ABC"), Column("RFM"), Column("assumed"))
    return Table(columns, rows)
