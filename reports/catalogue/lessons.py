"""What past visits propose: on what each proposal rests."""

from __future__ import annotations

LESSONS = {
    "lesson-duration": (
        (
            "{visits} visits took {median_s:min} minutes at the median; "
            "chance alone makes so clear a difference in {chance:.2%} of such accounts"
        ),
        (
            "{visits} Besuche dauerten im Median {median_s:min} Minuten; "
            "der Zufall allein macht einen so deutlichen Unterschied bei {chance:.2%} solcher Kunden"
        ),
    ),
    "lesson-weekday": (
        (
            "{went} of {tried} visits took place on it, {went_else} of {tried_else} else; "
            "chance alone makes so clear a day in {chance:.2%} of such accounts"
        ),
        (
            "{went} von {tried} Besuchen fanden an ihm statt, {went_else} von {tried_else} sonst; "
            "der Zufall allein macht einen so deutlichen Tag bei {chance:.2%} solcher Kunden"
        ),
    ),
    "lesson-hour": (
        (
            "{went} of {tried} visits took place from {first} to {last}, {went_else} of {tried_else} at other hours; "
            "chance alone makes so clear a part of the day in {chance:.2%} of such accounts"
        ),
        (
            "{went} von {tried} Besuchen fanden von {first} bis {last} statt, {went_else} von {tried_else} sonst; "
            "der Zufall allein macht eine so deutliche Tageszeit bei {chance:.2%} solcher Kunden"
        ),
    ),
    "lesson-reason": (
        "{times} of {visits} visits did not take place for the same reason: {reason}",
        "{times} von {visits} Besuchen fanden aus demselben Grund nicht statt: {reason}",
    ),
    "lesson-way": (
        (
            "{ways} ways took {share:share} of what was planned at the median; "
            "chance alone makes so clear a difference for {chance:.2%} of such reps"
        ),
        (
            "{ways} Wege dauerten im Median {share:share} des Geplanten; "
            "der Zufall allein macht einen so deutlichen Unterschied bei {chance:.2%} solcher Leute"
        ),
    ),
}
