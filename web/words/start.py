"""The first run: from nothing to a plan in force."""

from __future__ import annotations

WORDS = {
    "start.title": ("First steps", "Erste Schritte"),
    "start.hint": (
        "Six steps from nothing to a plan in force. Each can be taken again: what is imported a second time is updated.",
        (
            "Sechs Schritte vom Nichts zum gültigen Plan. Jeder lässt sich wiederholen: Was noch einmal importiert wird, wird "
            "aktualisiert."
        ),
    ),
    "start.done": ("done", "erledigt"),
    "start.next": ("next", "als Nächstes"),
    "start.there": ("There are {n}.", "Es gibt {n}."),
    "start.nothing": (
        "Nothing was kept. Mend the file, or let the good rows go on without these:",
        "Nichts wurde gespeichert. Die Datei berichtigen, oder die guten Zeilen ohne diese weitergehen lassen:",
    ),
    "start.more": ("and {n} more of the kind", "und {n} weitere dieser Art"),
    "start.reps": ("Reps", "Außendienst"),
    "start.reps.hint": (
        "CSV or spreadsheet: id, name, lat, lon of home, working_hours (Mo-Fr 08:00-17:00), timezone, country.",
        "CSV oder Tabelle: id, name, lat, lon des Wohnorts, working_hours (Mo-Fr 08:00-17:00), timezone, country.",
    ),
    "start.accounts": ("Accounts", "Kunden"),
    "start.accounts.hint": (
        "CSV or spreadsheet: id, name, lat, lon, interval_days; also segment, potential, service_min, opening_hours.",
        "CSV oder Tabelle: id, name, lat, lon, interval_days; auch segment, potential, service_min, opening_hours.",
    ),
    "start.roads": ("Roads", "Straßen"),
    "start.roads.hint": (
        "An extract of OpenStreetMap (.osm.pbf, at most 32 MB here; larger ones: roundsman roads FILE at a terminal).",
        "Ein Auszug von OpenStreetMap (.osm.pbf, hier höchstens 32 MB; größere: roundsman roads FILE am Terminal).",
    ),
    "start.roads.file": ("Extract", "Auszug"),
    "start.roads.country": ("Country (two letters, for speed limits)", "Land (zwei Buchstaben, für Tempolimits)"),
    "start.roads.make": ("Make roads", "Straßen erstellen"),
    "start.roads.made": ("{n} junctions, {km} km", "{n} Kreuzungen, {km} km"),
    "start.roads.straight": ("Go on with straight lines for now", "Vorerst mit Luftlinien weitermachen"),
    "start.roads.travel": (
        "Ways are measured by {name}: estimates; nothing can be claimed by them.",
        "Wege werden mit {name} gemessen: geschätzt; abgerechnet werden kann damit nicht.",
    ),
    "start.owners": ("Who visits whom", "Wer wen besucht"),
    "start.owners.hint": (
        (
            "Accounts are divided among the reps by workload and travel, from next Monday on. Nothing is in force until you "
            "keep it."
        ),
        "Kunden werden ab nächstem Montag nach Arbeit und Wegen aufgeteilt. Nichts gilt, bevor Sie es übernehmen.",
    ),
    "start.owners.there": ("{n} of {all} have an owner.", "{n} von {all} haben einen Besitzer."),
    "start.owners.made": ("{n} accounts get an owner", "{n} Kunden bekommen einen Besitzer"),
    "start.owners.divide": ("Divide them", "Aufteilen"),
    "start.owners.keep": ("Keep this division", "Diese Aufteilung übernehmen"),
    "start.plan": ("The first plan", "Der erste Plan"),
    "start.plan.hint": ("Ordered, searched by the worker, looked at.", "Bestellt, vom Arbeiter gesucht, angesehen."),
    "start.plan.new": ("Order a plan", "Plan bestellen"),
    "start.plan.role": (
        "Plans are a planner's: give somebody, or yourself, that role.",
        "Pläne macht die Planung: Geben Sie jemandem oder sich selbst diese Rolle.",
    ),
    "start.publish": ("In force", "In Kraft"),
    "start.publish.hint": (
        "Published, it reaches the reps' phones and calendars.",
        "Veröffentlicht kommt er auf die Telefone und in die Kalender.",
    ),
    "start.publish.look": ("Look at plan {n} and publish it", "Plan {n} ansehen und veröffentlichen"),
    "start.over": (
        "A plan is in force. All that is left is to let people in.",
        "Ein Plan gilt. Jetzt nur noch die Leute einlassen.",
    ),
}
