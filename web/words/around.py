"""Accounts around a place."""

from __future__ import annotations

WORDS = {
    "around.title": ("Around {place}", "Rund um {place}"),
    "around.from": ("From", "Von"),
    "around.show": ("Show", "Anzeigen"),
    "around.hint": (
        "By road, the nearest first: due within two weeks, never visited, prospects. Your phone is not asked where it is.",
        "Nach Fahrzeit, das Nächste zuerst: in zwei Wochen fällig, nie besucht, Interessenten. Ihr Telefon wird nicht geortet.",
    ),
    "around.none": ("Nothing around here is due soon.", "Hier ist nichts bald fällig."),
    "around.due": ("due {day}", "fällig {day}"),
    "around.never": ("never visited", "nie besucht"),
    "around.prospect": ("prospect", "Interessent"),
    "around.planned": ("planned {day}", "geplant {day}"),
    "around.today": ("Visit today", "Heute besuchen"),
}
