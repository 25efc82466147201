"""The review as a paper: first what needs a decision, then how things stand, then what they rest on."""

from __future__ import annotations

from reports.paper import Paper
from reports.review_parts.base import base_part, potential_part
from reports.review_parts.budgets import budgets_part
from reports.review_parts.customers import customers_part
from reports.review_parts.decisions import alarms_part, proposals_part
from reports.review_parts.experiments import experiments_part
from reports.review_parts.origin import origin_part
from reports.review_parts.ownership import gaps_part
from reports.review_parts.remarks import notes_part, quality_part, told_part
from reports.review_parts.seasons import seasons_part
from reports.review_parts.standing import standing_part, weeks_part
from reports.review_parts.targets import kpis_part, performance_part, targets_part
from reports.speech import speech_of
from scheduler.review.analysis import Analysis

PARTS = (
    alarms_part,
    proposals_part,
    standing_part,
    weeks_part,
    targets_part,
    kpis_part,
    performance_part,
    customers_part,
    experiments_part,
    seasons_part,
    potential_part,
    base_part,
    origin_part,
    budgets_part,
    gaps_part,
    quality_part,
    notes_part,
    told_part,
)
"""In the order of reading."""


def paper(analysis: Analysis, language: str = "en") -> Paper:
    """Return the whole review; a part that has nothing to say says why."""
    review, known, say = analysis.review, analysis.known, speech_of(analysis, language)
    subtitle = say(
        "{territories} territories, {accounts} accounts with an owner; visits from {start} to {end}; "
        "money in {currency} a year",
        territories=len(review.standings),
        accounts=sum(one.customers + one.prospects for one in review.standings),
        start=review.start,
        end=review.end,
        currency=known.currency,
    )
    title = say("Territory review of {day}", day=review.today)
    return Paper(title, subtitle, tuple(part(analysis, say) for part in PARTS), language)
