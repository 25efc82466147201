"""What is said where there is no signal."""

from __future__ import annotations

WORDS = {
    "offline.title": ("No connection", "Keine Verbindung"),
    "offline.page": (
        "The office cannot be reached, and this page is not kept on the phone. Come back when there is a signal.",
        "Das Büro ist nicht erreichbar, und diese Seite liegt nicht auf dem Telefon. Kommen Sie wieder, wenn Netz da ist.",
    ),
    "offline.form": (
        "This was NOT sent and is not kept. Do it again when there is a signal.",
        "Das wurde NICHT gesendet und nicht gesichert. Bitte noch einmal, wenn wieder Netz da ist.",
    ),
    "offline.works": ("Works without a signal", "Geht ohne Netz"),
    "offline.works.hint": (
        "Arrived, done, skipped, moved, notes, visits that were not planned and prospects are kept here and sent later.",
        "Ankunft, Erledigt, Ausfall, Verschieben, Notizen, ungeplante Besuche und Interessenten werden gesichert.",
    ),
    "offline.not": ("Needs the office", "Braucht das Büro"),
    "offline.late": (
        "Planning the rest of the day again: the roads are there. Call who waits; move a visit on its own page.",
        "Den Rest des Tages neu planen: Die Straßen liegen dort. Rufen Sie an; verschieben geht beim Besuch selbst.",
    ),
    "offline.around": ("What is near, by road.", "Was in der Nähe ist, nach Fahrzeit."),
    "offline.money": (
        "Attesting trips, expenses, the claim: your word counts on what the ledger shows now. The month can be looked at.",
        "Fahrten bestätigen, Spesen, Abrechnung: Ihr Wort gilt dem jetzigen Stand. Ansehen lässt sich der Monat.",
    ),
    "offline.kept": (
        "As it was kept on this phone; attesting and entering need a signal.",
        "So, wie es auf diesem Telefon liegt; bestätigen und eintragen geht nur mit Netz.",
    ),
}
