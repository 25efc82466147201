"""A draft shown to reps before it is published, and what they are told when their week has changed."""

from __future__ import annotations

WORDS = {
    "ask.title": ("What the reps say of it", "Was der Außendienst dazu sagt"),
    "ask.none": ("Nobody was asked yet.", "Noch niemand wurde gefragt."),
    "ask.whom": ("Ask", "Fragen"),
    "ask.all": ("every rep of the draft", "alle des Entwurfs"),
    "ask.text": ("A word to it", "Ein Wort dazu"),
    "ask.go": ("Show them the draft", "Entwurf zeigen"),
    "ask.waits": ("no answer yet", "noch keine Antwort"),
    "ask.accepted": ("accepted", "angenommen"),
    "ask.against": ("not so", "so nicht"),
    "ask.week": ("Week of {day}", "Woche ab {day}"),
    "ask.whole": ("the whole draft", "der ganze Entwurf"),
    "ask.draft": ("Draft of your weeks", "Entwurf Ihrer Wochen"),
    "ask.by": ("{name} asks you, {when}.", "{name} fragt Sie, {when}."),
    "ask.hint": (
        "Nothing of it is in force yet. Accept it, or say what is wrong with a week or a visit.",
        "Davon gilt noch nichts. Nehmen Sie ihn an oder sagen Sie, was an einer Woche oder einem Besuch nicht geht.",
    ),
    "ask.accept": ("Accept", "Annehmen"),
    "ask.object": ("Not so …", "So nicht …"),
    "ask.comment": ("What is wrong", "Was nicht geht"),
    "ask.send": ("Tell the planner", "Der Planung sagen"),
    "ask.visits": ("{n} visits, {changed} other than now", "{n} Besuche, {changed} anders als jetzt"),
    "ask.was": ("now {where}", "jetzt {where}"),
    "ask.day": (
        "The planner asks you about a draft of your weeks.",
        "Die Planung fragt Sie zu einem Entwurf Ihrer Wochen.",
    ),
    "notice.title": ("Your coming days have changed", "Ihre nächsten Tage haben sich geändert"),
    "notice.word": ("A word from the planning", "Ein Wort der Planung"),
    "notice.by": ("Published by {name}, {when}", "Veröffentlicht von {name}, {when}"),
    "notice.more": ("and {n} more", "und {n} weitere"),
    "notice.why": ("Why", "Warum"),
    "notice.read": ("Read", "Gelesen"),
    "act.read": ("Read", "Gelesen"),
}
