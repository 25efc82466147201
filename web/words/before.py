"""Before solving."""

from __future__ import annotations

WORDS = {
    "before.title": ("Before planning", "Vor dem Planen"),
    "before.hint": (
        "What to see to before a plan is ordered, the most urgent first.",
        "Was vor dem Planen zu klären ist, das Dringendste zuerst.",
    ),
    "before.wait": ("Working it out …", "Wird berechnet …"),
    "before.questions": ("{n} questions of reps wait for an answer", "{n} Fragen des Außendienstes warten auf Antwort"),
    "before.overdue": ("{n} accounts are overdue", "{n} Kunden sind überfällig"),
    "before.approval": ("{n} drafts wait for approval", "{n} Entwürfe warten auf Freigabe"),
    "before.unserved": ("{n} visits are left out by the plan in force", "{n} Besuche lässt der gültige Plan aus"),
    "before.away": ("{n} people are away within four weeks", "{n} Personen sind in den nächsten vier Wochen abwesend"),
    "before.foresight": ("Demand and time", "Bedarf und Zeit"),
    "before.lost": (
        "There is no time for {n} of the visits due in {weeks} weeks. Below: whose, and the fair way to slip.",
        "Für {n} der in {weeks} Wochen fälligen Besuche fehlt die Zeit. Unten: bei wem, und was fair entfällt.",
    ),
    "before.fits": ("All visits due in {weeks} weeks fit.", "Alle in {weeks} Wochen fälligen Besuche passen."),
    "before.hours": ("Hours asked / hours there are", "Verlangte / vorhandene Stunden"),
    "before.season": ("The season: everybody's months", "Die Saison: die Monate aller"),
    "before.month": ("{asked} h asked, {given} h there", "{asked} h verlangt, {given} h vorhanden"),
    "before.problems": ("Problems of the data", "Probleme der Daten"),
    "before.problems.none": ("None.", "Keine."),
    "before.more": ("{n} more like it", "{n} weitere dieser Art"),
    "before.lessons": ("What past visits propose", "Was vergangene Besuche vorschlagen"),
    "before.lessons.none": ("Nothing for now.", "Derzeit nichts."),
    "before.lesson.duration": ("Visits of another length: {n} accounts", "Andere Besuchsdauer: {n} Kunden"),
    "before.lesson.way": ("Ways of another length: {n} people", "Andere Wegezeiten: {n} Personen"),
    "before.lesson.weekday": ("Better weekdays: {n} accounts", "Bessere Wochentage: {n} Kunden"),
    "before.lesson.hour": ("Better hours: {n} accounts", "Bessere Tageszeiten: {n} Kunden"),
    "before.lesson.reason": ("Visits that fail for one reason: {n} accounts", "Ausfälle aus einem Grund: {n} Kunden"),
    "before.length": ("{now} → {proposed} min", "{now} → {proposed} min"),
    "before.way": ("{proposed} % of what the roads say", "{proposed} % der Zeit auf dem Papier"),
    "before.way.how": (
        "Order the plan with that factor under More weights.",
        "Bestellen Sie den Plan mit diesem Faktor unter Weitere Gewichte.",
    ),
    "before.weekday.how": (
        "Set the weekdays by: roundsman plan rule ACCOUNT --weekdays.",
        "Setzen Sie die Wochentage mit: roundsman plan rule KUNDE --weekdays.",
    ),
    "before.hour.how": (
        "Set when it receives visits on the account's page: visiting hours.",
        "Setzen Sie auf der Seite des Kunden, wann er Besuche empfängt: Besuchszeiten.",
    ),
    "before.accept": ("Plan with these lengths ({n})", "Mit diesen Dauern planen ({n})"),
}
