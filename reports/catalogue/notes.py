"""What a plan relaxed, withheld or assumed."""

from __future__ import annotations

NOTES = {
    "note-late": ("{name} has no open working day by {day}", "{name} hat bis {day} keinen offenen Arbeitstag"),
    "note-late-days": (
        "{name}: no open working day within its spacing: {days} days more",
        "{name}: kein offener Arbeitstag innerhalb der Abstände: {days} Tage mehr",
    ),
    "note-absence": (
        "{name}: the rep is away on all days that its spacing allows: up to {days} days more",
        "{name}: an allen Tagen, die der Abstand erlaubt, ist niemand da: bis zu {days} Tage mehr",
    ),
    "note-overdue": (
        "{name}: the most spacing had run out before the horizon; caught up as soon as it fits",
        "{name}: der größte Abstand war vor dem Planungszeitraum abgelaufen; nachgeholt, sobald es passt",
    ),
    "note-season-least": (
        "{name}: the season's interval is held back by the least spacing",
        "{name}: der kleinste Abstand begrenzt den Takt der Saison",
    ),
    "note-season-most": (
        "{name}: the season's interval is held back by the most spacing",
        "{name}: der größte Abstand begrenzt den Takt der Saison",
    ),
    "note-closed-season": (
        "{name}: the closed season lengthens the most spacing by {days} days",
        "{name}: die geschlossene Zeit verlängert den größten Abstand um {days} Tage",
    ),
    "note-rhythm": (
        "the rhythm is every {rhythm} days, the interval {interval}",
        "der Rhythmus ist alle {rhythm} Tage, das Intervall {interval}",
    ),
    "note-do-not-visit": ("{visits:visits}: {reason}", "{visits:visits}: {reason}"),
    "note-yearly-cap": (
        "{visits:visits}: at most {cap} visits in a calendar year",
        "{visits:visits}: höchstens {cap} Besuche im Kalenderjahr",
    ),
    "note-prospect-share": (
        "{visits:visits}: the {share:share} of time for prospects is given to others",
        "{visits:visits}: die {share:share} der Zeit für Interessenten gehen an andere",
    ),
    "note-hand-over-most": (
        "no working days of {before} and {after} keep the spacing: {days} days between them, {limit} are allowed",
        "keine Arbeitstage von {before} und {after} halten den Abstand: {days} Tage dazwischen, {limit} sind erlaubt",
    ),
    "note-hand-over-least": (
        "no working days of {before} and {after} keep the spacing: {days} days between them, {limit} are asked for",
        "keine Arbeitstage von {before} und {after} halten den Abstand: {days} Tage dazwischen, {limit} sind verlangt",
    ),
    "note-hours-assumed": (
        "its opening hours are those of its category",
        "die Öffnungszeiten sind die der Branche",
    ),
    "pin-outside-part": (
        "it is pinned to {pinned}, which was not put in force",
        "der Besuch ist auf {pinned} festgelegt, und dieser Tag wurde nicht in Kraft gesetzt",
    ),
    "pin-not-due": (
        "it is pinned to {pinned}, and not due in this plan as things stand now",
        "der Besuch ist auf {pinned} festgelegt und in diesem Plan nicht mehr fällig",
    ),
    "pin-not-worked": (
        "it is pinned to {pinned}, when {rep} does not work",
        "der Besuch ist auf {pinned} festgelegt, und {rep} arbeitet dann nicht",
    ),
    "pin-not-driven": (
        "it is pinned to {pinned}, and the day cannot be driven with it",
        "der Besuch ist auf {pinned} festgelegt, und der Tag lässt sich mit ihm nicht fahren",
    ),
    "pin-unknown": (
        "it is pinned to {pinned}, and nobody can say whether it fits: {cause}",
        "der Besuch ist auf {pinned} festgelegt, und niemand kann sagen, ob er passt: {cause}",
    ),
    "note-problem": ("{where}: {cause}. {action} [{problem}]", "{where}: {cause}. {action} [{problem}]"),
}
