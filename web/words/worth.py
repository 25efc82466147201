"""Accounts by worth."""

from __future__ import annotations

WORDS = {
    "reports.accounts": ("Accounts by worth", "Kunden nach Wert"),
    "worth.age": (
        "Computed on {at} (UTC) as of change {revision}.",
        "Berechnet am {at} (UTC), Stand Änderung {revision}.",
    ),
    "worth.kind": ("Who", "Wer"),
    "worth.kind.all": ("all", "alle"),
    "worth.kind.customer": ("customers", "Kunden"),
    "worth.kind.prospect": ("prospects (leads)", "Interessenten"),
    "worth.order": ("In order of", "Geordnet nach"),
    "worth.by.score": ("Still to win", "Noch zu gewinnen"),
    "worth.by.like": ("Like the best", "Den Besten ähnlich"),
    "worth.by.sold": ("Sales of twelve months", "Umsatz von zwölf Monaten"),
    "worth.by.growth": ("Growth", "Wachstum"),
    "worth.by.satisfaction": ("Satisfaction", "Zufriedenheit"),
    "worth.show": ("Show", "Anzeigen"),
    "worth.csv": ("Download CSV", "CSV herunterladen"),
    "worth.count": ("{n} accounts.", "{n} Kunden."),
    "worth.account": ("Account", "Kunde"),
    "worth.segment": ("Segment", "Segment"),
    "worth.potential": ("Potential", "Potenzial"),
    "worth.because": ("Because of", "Wegen"),
    "worth.before": ("Before", "Davor"),
    "worth.after": ("After", "Danach"),
    "worth.formula.score": (
        (
            "Still to win: potential times (1 less the share of wallet) times chance to win times the next five years, each worth (1 + growth) times "
            "chance to stay divided by 1.1 of the one before; who is satisfied stays more often. Growth is learnt from two years of "
            "sales where nothing else is stated."
        ),
        (
            "Noch zu gewinnen: Potenzial mal (1 weniger Anteil am Einkauf) mal Gewinnchance mal die nächsten fünf Jahre, jedes (1 + "
            "Wachstum) mal Bleibechance geteilt durch 1,1 des vorigen wert; Zufriedene bleiben öfter. Wachstum wird aus zwei Jahren Umsatz "
            "gelernt, wo nichts anderes angegeben ist."
        ),
    ),
    "worth.formula.classes": (
        (
            "ABC: A makes the first 80 % of the last twelve months' sales, B the next 15 %. RFM: fifths of how recently, how "
            "often and for how much they bought."
        ),
        (
            "ABC: A macht die ersten 80 % des Umsatzes von zwölf Monaten, B die nächsten 15 %. RFM: Fünftel danach, wie kürzlich, "
            "wie oft und für wie viel gekauft wurde."
        ),
    ),
    "worth.formula.like": (
        (
            "Like the best: the chance that a prospect is one of the best tenth, by what customers share (naive Bayes); how "
            "well that tells unseen customers apart stands in the review."
        ),
        (
            "Den Besten ähnlich: die Wahrscheinlichkeit, zum besten Zehntel zu gehören, nach dem, was Kunden gemeinsam haben "
            "(naiver Bayes); wie gut das bei ungesehenen Kunden trifft, steht in der Durchsicht."
        ),
    ),
    "worth.formula.plans": (
        "Plans weigh visits by it where the scores were taken over (Rules and targets).",
        "Pläne gewichten Besuche danach, wo die Punkte übernommen wurden (Regeln und Ziele).",
    ),
}
