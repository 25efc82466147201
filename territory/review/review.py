"""Put a review together: standings, alarms, weeks, reasons and ranked proposals of one day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from territory.review.alarms import Alarm, alarms
from territory.review.inputs import AGREED, Limits, Seen
from territory.review.moves import move_proposals
from territory.review.proposals import (
    Proposal,
    gap_proposals,
    interval_proposals,
    prospect_proposals,
    ranked,
)
from territory.review.standing import Standing, standings
from territory.review.weeks import Reason, Week, reasons, weeks


@dataclass(frozen=True, slots=True)
class Review:
    """The review of one day over a period, both ends inclusive."""

    today: date
    start: date
    end: date
    standings: tuple[Standing, ...]
    alarms: tuple[Alarm, ...]
    weeks: tuple[Week, ...]
    reasons: tuple[Reason, ...]
    proposals: tuple[Proposal, ...]


def review(seen: Seen, limits: Limits = AGREED, most: int = 20) -> Review:
    """Return the review of everything `seen`.

    Parameters
    ----------
    most : int
        Proposals listed.
    """
    within = tuple(visit for visit in seen.visits if seen.start <= visit.day <= seen.end)
    stand = standings(seen)
    proposals = [*move_proposals(seen), *interval_proposals(seen), *prospect_proposals(seen), *gap_proposals(seen)]
    return Review(
        seen.today,
        seen.start,
        seen.end,
        stand,
        alarms(stand, limits, seen.local_limits),
        weeks(within),
        reasons(within),
        ranked(proposals, most),
    )
