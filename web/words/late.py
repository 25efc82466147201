"""Late: the rest of the day planned again."""

from __future__ import annotations

WORDS = {
    "late.title": ("The rest of today again", "Rest des Tages neu"),
    "late.link": ("Late? Plan the rest again", "Verspätet? Rest neu planen"),
    "late.free": ("Free to leave at", "Abfahrbereit um"),
    "late.at": ("From", "Von"),
    "late.at.last": ("the last stop", "letzter Halt"),
    "late.again": ("Plan again", "Neu planen"),
    "late.from": ("From {place} at {time}:", "Von {place} um {time}:"),
    "late.tell": ("tell the customer", "Kunden informieren"),
    "late.no_room": (
        "There is no room left today for {name} (was {time}).",
        "Für {name} (war {time}) ist heute kein Platz mehr.",
    ),
    "late.days": ("All days", "Alle Tage"),
    "late.other": ("Move it to (empty: decide later)", "Verschieben auf (leer: später entscheiden)"),
    "late.back": ("Back at {time} (was {was}), {drive} of driving", "Zurück um {time} (war {was}), {drive} Fahrt"),
    "late.caps": ("The day may take {caps}.", "Der Tag darf {caps} haben."),
    "late.cap.day": ("{length} from door to door", "{length} von Tür zu Tür"),
    "late.cap.driving": ("{length} of driving", "{length} Fahrt"),
    "late.cap.visits": ("{count} visits", "{count} Besuche"),
    "late.too_long": (
        "Even straight home the day is {length} from door to door, where {cap} are allowed: tell your planner.",
        "Auch auf dem kürzesten Heimweg dauert der Tag {length} von Tür zu Tür, erlaubt sind {cap}: Planung informieren.",
    ),
    "late.too_far": (
        "Even straight home the day has {length} of driving, where {cap} are allowed: tell your planner.",
        "Auch auf dem kürzesten Heimweg hat der Tag {length} Fahrt, erlaubt sind {cap}: Planung informieren.",
    ),
    "late.same": (
        "Every visit is within five minutes of its time: there is nothing to move.",
        "Jeder Besuch liegt auf fünf Minuten bei seiner Zeit: Es gibt nichts zu verschieben.",
    ),
    "late.keep": ("Keep this", "So übernehmen"),
    "late.keep.hint": (
        "Each visit is moved as you would move it yourself; one tap takes all of it back.",
        "Jeder Besuch wird verschoben, wie Sie es selbst täten; ein Tippen nimmt alles zurück.",
    ),
    "late.kept": ("The rest of today is planned again.", "Der Rest des Tages ist neu geplant."),
    "late.asked": (
        "The rest of today is planned again; what is against a rule is asked of the planner.",
        "Der Rest des Tages ist neu geplant; was einer Regel widerspricht, ist an die Planung gefragt.",
    ),
    "late.undone": ("Taken back: the day is as it was.", "Zurückgenommen: der Tag ist wie zuvor."),
    "stop.moved_to": ("moved to {day}", "verschoben auf {day}"),
    "stop.no_time": ("no time yet", "noch ohne Uhrzeit"),
}
