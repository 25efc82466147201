"""Who can come in, public holidays, the expense policy, and how long things are kept."""

from __future__ import annotations

WORDS = {
    "access.title": ("Sessions and tokens", "Sitzungen und Zugänge"),
    "access.hint": (
        (
            "Where people are signed in, and what other software acts as them. Whoever is signed out signs in again; "
            "software needs another token."
        ),
        (
            "Wo Personen angemeldet sind und welche Programme für sie handeln. Wer abgemeldet wird, meldet sich neu an; "
            "ein Programm braucht einen neuen Zugang."
        ),
    ),
    "access.token": ("Token: {name}", "Zugang für ein Programm: {name}"),
    "access.never": ("never used", "nie benutzt"),
    "access.end": ("End", "Beenden"),
    "houserules.title": ("Holidays, expenses, retention", "Feiertage, Spesen, Fristen"),
    "houserules.holidays": ("Public holidays {year}", "Feiertage {year}"),
    "houserules.holidays.hint": (
        (
            "Each rep keeps those of their country and region, which the file of reps says; planners name the company's "
            "own days off."
        ),
        (
            "Für jeden gelten die seines Landes und seiner Region aus der Datei des Außendienstes; die Planung gibt eigene freie "
            "Tage an."
        ),
    ),
    "houserules.reps": ("reps ({n}): {names}", "Außendienst ({n}): {names}"),
    "houserules.unknown": (
        "No public holidays are known for this place: mend the country or region in the file of reps.",
        "Für diesen Ort sind keine Feiertage bekannt: Land oder Region in der Datei des Außendienstes berichtigen.",
    ),
    "houserules.company": ("The company's own days", "Eigene Tage der Firma"),
    "houserules.worked": ("worked", "Arbeitstag"),
    "houserules.off": ("off", "frei"),
    "houserules.policy": ("Expense policy", "Spesenrichtlinie"),
    "houserules.policy.hint": (
        "A policy in TOML, as docs/mileage.md has it: whole. It holds for expenses entered from then on.",
        "Eine Richtlinie in TOML, wie docs/mileage.md sie zeigt: ganz. Sie gilt für Spesen, die danach erfasst werden.",
    ),
    "houserules.packaged": ("as it comes with the program", "wie mitgeliefert"),
    "houserules.category": ("Category", "Art"),
    "houserules.limits": ("Limits", "Grenzen"),
    "houserules.now": ("Now", "Jetzt"),
    "houserules.then": ("Then", "Danach"),
    "houserules.per_item": ("at most {amount} each", "höchstens {amount} je Beleg"),
    "houserules.per_day": ("at most {amount} a day", "höchstens {amount} am Tag"),
    "houserules.receipt": ("receipt from {amount} on", "Beleg ab {amount}"),
    "houserules.currency": (
        "The currency changes from {before} to {after}: expenses in another currency have no limit and are flagged.",
        (
            "Die Währung wechselt von {before} zu {after}: Spesen in anderer Währung haben keine Grenze und werden "
            "gekennzeichnet."
        ),
    ),
    "houserules.same": ("Nothing: these limits hold already.", "Nichts: Diese Grenzen gelten schon."),
    "houserules.kept": ("The policy holds from now on.", "Die Richtlinie gilt ab jetzt."),
    "houserules.retention": ("How long things are kept", "Wie lange was gespeichert bleibt"),
    "houserules.retention.browser": (
        "Sessions: {hours} hours in a browser, {days} days from the last use on a phone.",
        "Sitzungen: {hours} Stunden im Browser, {days} Tage ab der letzten Benutzung auf einem Telefon.",
    ),
    "houserules.retention.invitation": ("Links of invitations: {days} days.", "Einladungslinks: {days} Tage."),
    "houserules.retention.done": (
        (
            "Answers to other software, mail and calls that went out, jobs, links and tokens that are over, what phones "
            "sent: {days} days."
        ),
        (
            "Antworten an andere Programme, was hinausging, erledigte Aufträge, abgelaufene Links und Zugänge, was Telefone "
            "sandten: {days} Tage."
        ),
    ),
    "houserules.retention.books": (
        "Trips, expenses and their ledger stay until they are erased, as the law of your country asks.",
        "Fahrten, Spesen und ihr Journal bleiben, bis sie gelöscht werden, wie es das Recht Ihres Landes verlangt.",
    ),
    "houserules.retention.erase": ("Erase somebody who has left", "Jemanden löschen, der ausgeschieden ist"),
}
