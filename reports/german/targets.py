"""Targets and budgets of visits."""

from __future__ import annotations

from collections.abc import Mapping

GERMAN: Mapping[str, str] = {
    # targets
    "Targets": "Ziele",
    "No targets are set: roundsman territory keep targets FILE.": (
        "Es sind keine Ziele gesetzt: roundsman territory keep targets DATEI."
    ),
    "figure": "Kennzahl",
    "period": "Zeitraum",
    "target": "Ziel",
    "due by now": "bis heute fällig",
    "so far": "bisher",
    "ratio": "erreicht",
    "state": "Stand",
    "at the end": "am Ende",
    "reached": "erreicht",
    "not reached": "nicht erreicht",
    "weighted ratio": "gewichtet erreicht",
    "weight known": "Gewicht bekannt",
    "weight not known": "Gewicht nicht bekannt",
    "Key figures": "Kennzahlen",
    "Revenue": "Umsatz",
    "Growth over a year": "Wachstum in einem Jahr",
    "Share of the potential": "Anteil am Potenzial",
    "Customers among all accounts": "Kunden unter allen Adressen",
    "New customers": "Neue Kunden",
    "Mean deal": "Mittlerer Abschluss",
    "Deals won of those closed": "Gewonnene unter den abgeschlossenen",
    "Accounts visited": "Besuchte Kunden",
    "Due visits made in time": "Fällige Besuche, rechtzeitig gemacht",
    "Value served in time": "Rechtzeitig bedienter Wert",
    "Selling time of working time": "Gesprächszeit an der Arbeitszeit",
    "Cost of a visit": "Kosten eines Besuchs",
    "Satisfaction": "Zufriedenheit",
    "Pipeline": "Pipeline",
    "Sales beside potential": "Umsatz neben Potenzial",
    "sales": "Umsatz",
    "expected": "erwartet",
    "index": "Index",
    "Expected is what a territory would sell if potential were worked alike everywhere; the index is 100 then.": (
        "Erwartet ist, was ein Gebiet verkaufte, wenn Potenzial überall gleich genutzt würde; der Index ist dann 100."
    ),
    "The next three months' sales are foretold by the plain method that erred least in the last twelve months.": (
        "Der Umsatz der nächsten drei Monate wird mit dem einfachen Verfahren vorhergesagt, das in den letzten zwölf "
        "Monaten am wenigsten irrte."
    ),
    "method": "Verfahren",
    "month 1": "Monat 1",
    "month 2": "Monat 2",
    "month 3": "Monat 3",
    "past error": "früherer Fehler",
    "of a month": "vom Monat",
    "error of last year's month": "Fehler des Vorjahresmonats",
    # budgets
    "Budgets": "Budgets",
    "No budget is stated in the policy.": "In den Vorgaben steht kein Budget.",
    "Of {year}.": "Aus {year}.",
    "budget": "Budget",
    "spent": "ausgegeben",
    "left": "übrig",
    "of the budget": "vom Budget",
    "by potential": "nach Potenzial",
    "marketing": "Werbung",
    "material": "Material",
    "training": "Schulung",
    "support": "Betreuung",
}  # fmt: skip
