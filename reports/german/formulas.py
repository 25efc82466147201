"""How figures are computed."""

from __future__ import annotations

from collections.abc import Mapping

GERMAN: Mapping[str, str] = {
    "sales of the period": (
        "Umsatz des Zeitraums"
    ),
    "sales of the same period a year earlier": (
        "Umsatz desselben Zeitraums ein Jahr davor"
    ),
    "sales that could have been won in the period": (
        "Umsatz, der im Zeitraum zu gewinnen war"
    ),
    "customers at the end of the period": (
        "Kunden am Ende des Zeitraums"
    ),
    "customers and prospects at the end of the period": (
        "Kunden und Interessenten am Ende des Zeitraums"
    ),
    "customers whose first sale lies in the period": (
        "Kunden, deren erster Umsatz im Zeitraum liegt"
    ),
    "deals won": (
        "gewonnene Abschlüsse"
    ),
    "deals won or lost": (
        "gewonnene oder verlorene Abschlüsse"
    ),
    "value of the deals won": (
        "Wert der gewonnenen Abschlüsse"
    ),
    "accounts visited at least once": (
        "mindestens einmal besuchte Kunden"
    ),
    "visits made": (
        "gemachte Besuche"
    ),
    "visits that fell due": (
        "fällig gewordene Besuche"
    ),
    "due visits made within their spacing": (
        "fällige Besuche, rechtzeitig gemacht"
    ),
    "potential of the accounts of visits that fell due, visit by visit": (
        "Potenzial der Kunden fällig gewordener Besuche, Besuch für Besuch"
    ),
    "potential of the accounts of due visits made within their spacing, visit by visit": (
        "Potenzial der Kunden fälliger, rechtzeitig gemachter Besuche, Besuch für Besuch"
    ),
    "hours with accounts": (
        "Stunden bei Kunden"
    ),
    "hours with accounts, driving and waiting": (
        "Stunden bei Kunden, Fahrt und Warten"
    ),
    "mileage, expenses and nights": (
        "Fahrten, Auslagen und Nächte"
    ),
    "sum of the satisfaction answers, 0 to 1 each": (
        "Summe der Antworten zur Zufriedenheit, je 0 bis 1"
    ),
    "satisfaction answers": (
        "Antworten zur Zufriedenheit"
    ),
    "open deals, value times probability": (
        "offene Abschlüsse, Wert mal Wahrscheinlichkeit"
    ),
    "{figure} = {above}": (
        "{figure} = {above}"
    ),
    "{figure} = {above}, by {below}": (
        "{figure} = {above}, durch {below}"
    ),
    "{figure} = {above}, by {below}, less 1": (
        "{figure} = {above}, durch {below}, weniger 1"
    ),
    "Hours = visits a year by interval, times their length and way. Load = hours, by the fair part of the team's.": (
        "Stunden = Besuche im Jahr nach Abstand, mal Dauer und Weg. Auslastung = Stunden durch den gerechten Anteil."
    ),
    "In time = customers whose last visit lies no longer back than the longest spacing, by all customers.": (
        "Rechtzeitig = Kunden, deren letzter Besuch nicht weiter zurückliegt als der längste Abstand, durch alle."
    ),
    "Ratio of a target = so far, by what is due by now; where less is better, the other way round.": (
        "Erreicht = bisher durch das bis heute Fällige; wo weniger besser ist, umgekehrt."
    ),
    "Past error of a forecast = mean miss over the last twelve months, each foretold from what was known before it.": (
        "Früherer Fehler = mittlerer Fehlgriff der letzten zwölf Monate, je aus dem vorher Bekannten."
    ),
}  # fmt: skip
