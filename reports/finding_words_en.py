"""Findings in English."""

from __future__ import annotations

ENGLISH = {
    "about": "{account}: ",
    "on": " on {date}",
    "unreachable": "no road leads to it",
    "hours": "it finds no time within its opening hours",
    "return": "the rep comes home {minutes} minutes after the end of work",
    "driving": "the day has {minutes} minutes more driving than is allowed",
    "work": "the day has {minutes} minutes more work than is allowed",
    "visits": "the day has more visits than are allowed",
    "load": "the day carries more than is allowed",
    "window-before": "{amount} days before its first allowed day",
    "window-after": "{amount} days after its last allowed day",
    "spacing-least": "{amount} days too soon after the visit before, {limit} are the least",
    "spacing-most": "{amount} days too late after the visit before, {limit} are the most",
    "pattern": "its days are on none of the account's patterns",
    "compulsory": "a pinned or promised visit is left out",
    "two-at-one-time": "{detail}",
    "date-not-worked": "{detail}",
    "outside-working-hours": "{detail}",
    "outside-opening-hours": "{detail}",
    "appointment-impossible": "{detail}",
    "date-past": "{detail}",
    "visit-unknown": "{detail}",
    "visit-over": "{detail}",
}
