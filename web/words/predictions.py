"""Visits and kilometres foretold."""

from __future__ import annotations

WORDS = {
    "reports.predictions": ("Foretold", "Vorhersage"),
    "predictions.title": ("Visits, kilometres and sales foretold", "Vorhersage von Besuchen, Kilometern und Umsatz"),
    "predictions.hint": (
        (
            "Each week as it was published is kept; what came of it says how far the next weeks can be believed. Of a week "
            "that is over, visits count once all are reported, kilometres once its trips are attested."
        ),
        (
            "Jede Woche wird aufgehoben, wie sie in Kraft gesetzt wurde; was daraus wurde, sagt, wie weit den nächsten zu "
            "trauen ist. Besuche zählen, wenn alle gemeldet, Kilometer, wenn die Fahrten bestätigt sind."
        ),
    ),
    "predictions.team": ("everybody", "alle"),
    "predictions.visits": ("Visits done by week", "Erledigte Besuche je Woche"),
    "predictions.metres": ("Kilometres driven by week", "Gefahrene Kilometer je Woche"),
    "predictions.method": ("Foretold by", "Vorhergesagt nach"),
    "predictions.as_planned": ("the plan as published", "dem Plan, wie er galt"),
    "predictions.by_share": ("the share of the plan that came", "dem Anteil des Plans, der kam"),
    "predictions.judged": ("Weeks judged", "Geprüfte Wochen"),
    "predictions.error": ("Mean past error", "Mittlerer Fehler"),
    "predictions.relative": ("of a week", "von einer Woche"),
    "predictions.other": ("Error of the other way", "Fehler des anderen Wegs"),
    "predictions.next": ("Next week", "Nächste Woche"),
    "predictions.range": ("Nine of ten within", "Neun von zehn zwischen"),
    "predictions.weeks": ("Week by week, everybody", "Woche für Woche, alle"),
    "predictions.planned": ("Planned", "Geplant"),
    "predictions.foretold": ("Foretold", "Vorhergesagt"),
    "predictions.came": ("Came", "Gekommen"),
    "predictions.by.as in the same month last year": (
        "as in the same month last year",
        "wie im selben Monat des Vorjahrs",
    ),
    "predictions.by.mean of the last year": ("mean of the last year", "Mittel des letzten Jahrs"),
    "predictions.by.season and damped growth": ("season and damped growth", "Saison und gedämpftes Wachstum"),
    "predictions.sales": ("Sales by month", "Umsatz je Monat"),
    "predictions.sales.judged": ("Months judged", "Geprüfte Monate"),
    "predictions.sales.relative": ("of a month", "von einem Monat"),
    "predictions.sales.month": ("Month", "Monat"),
    "predictions.sales.made": ("Foretold on", "Vorhergesagt am"),
    "predictions.sales.off": ("Came more (or less)", "Kam mehr (oder weniger)"),
    "predictions.sales.months": ("Month by month", "Monat für Monat"),
    "predictions.sales.none": (
        "Nothing was foretold yet: that is done after each import of sales, from 18 months on record on.",
        "Noch wurde nichts vorhergesagt: Das geschieht nach jedem Import von Umsätzen, sobald 18 Monate erfasst sind.",
    ),
    "predictions.formula.sales": (
        (
            "Sales are foretold after each import, for three months, by the method that erred least over the past year, "
            "and kept. A month that has come is judged by what was foretold when the month before it was the last on "
            "record, for the accounts that the territory had then."
        ),
        (
            "Umsätze werden nach jedem Import für drei Monate vorhergesagt, mit dem Verfahren, das über das letzte Jahr am "
            "wenigsten irrte, und aufgehoben. Ein Monat wird daran gemessen, was vorhergesagt war, als der Monat davor der "
            "letzte erfasste war, für die Kunden, die das Gebiet damals hatte."
        ),
    ),
    "predictions.formula": (
        (
            "A week is foretold as it was published, or as that times the share of the eight known weeks before it that "
            "came; the way with the smaller mean absolute error over the judged weeks is taken. A week is judged once four "
            "known ones lie before it."
        ),
        (
            "Eine Woche wird vorhergesagt, wie sie in Kraft gesetzt wurde, oder das mal dem Anteil der acht bekannten Wochen "
            "davor, der kam; genommen wird der Weg mit dem kleineren mittleren absoluten Fehler. Geprüft wird eine Woche, "
            "vor der vier bekannte liegen."
        ),
    ),
    "predictions.formula.range": (
        "The range is what is foretold times the 5th and the 95th percentile of what came of what was foretold.",
        "Der Bereich ist das Vorhergesagte mal dem 5. und dem 95. Perzentil dessen, was vom Vorhergesagten kam.",
    ),
}
