"""Every account with what is known of its worth: one row each, for lists and files."""

from __future__ import annotations

from dataclasses import dataclass

from scheduler.review.analysis import Analysis, year_answers


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One account; a figure that is not known is None.

    Attributes
    ----------
    sold : float or None
        Sales of the last twelve months.
    score : float or None
        What is still to win over the next years; `assumed` are the figures that it took as ordinary, `missing` those
        without which there is none.
    like : float or None
        How like the best customers a prospect is, `because` of what; None for customers.
    satisfaction, growth : float or None
        The mean of the last year's answers, 0 to 1; by how much sales grew over a year.
    """

    account_id: str
    name: str
    kind: str
    segment: str
    territory: str
    potential: float
    sold: float | None
    score: float | None
    abc: str
    rfm: str
    satisfaction: float | None
    growth: float | None
    like: float | None
    because: str
    assumed: str
    missing: str


COLUMNS: tuple[str, ...] = tuple(AccountLine.__slots__)


def account_lines(found: Analysis) -> tuple[AccountLine, ...]:
    """Return all accounts, the greatest score first, then by likeness, then by id."""
    known = found.known
    year = known.sales.last_year() if known.sales else {}
    growth = known.sales.growth() if known.sales else {}
    answers = year_answers(known)
    scores = {one.account: one for one in found.scores}
    likes = {one.account: one for one in found.like.prospects} if found.like else {}
    lines = []
    for one in known.accounts:
        score, like, rfm = scores.get(one.id), likes.get(one.id), found.rfm.get(one.id)
        reasons = [f"{feature} {value}" for feature, value, weight in like.reasons if weight > 0] if like else []
        lines.append(
            AccountLine(
                one.id,
                one.name,
                one.kind.value,
                one.segment,
                known.owners.territory.get(one.id, ""),
                one.potential,
                year.get(one.id),
                score.value if score else None,
                found.labels.get(one.id) or "",
                str(rfm or ""),
                answers.get(one.id),
                growth.get(one.id),
                like.score if like else None,
                ", ".join(reasons),
                ", ".join(score.assumed) if score else "",
                ", ".join(score.missing) if score else "",
            )
        )
    return tuple(sorted(lines, key=_rank))


def _rank(one: AccountLine) -> tuple[float, float, float, str]:
    return (
        -round(one.score, 6) if one.score is not None else 1.0,
        -round(one.like, 9) if one.like is not None else 1.0,
        -(one.sold or 0.0),
        one.account_id,
    )
