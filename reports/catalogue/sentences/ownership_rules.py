"""What is said of the rules of ownership: the English words, and the German ones."""

from __future__ import annotations

OWNERSHIP_RULES = {
    "it belongs to {parent} and to another at the same time": (
        "sie gehört gleichzeitig zu {parent} und zu einer anderen"
    ),
    "{file} has no feature {feature}": "{file} enthält kein Objekt {feature}",
    "Use the name or id of one of its features: {labels}.": (
        "Name oder Kennung eines seiner Objekte verwenden: {labels}."
    ),
    "it holds no polygon": "es enthält keine Fläche",
    "Export the area as GeoJSON (a FeatureCollection of polygons, longitude before latitude).": (
        "Die Fläche als GeoJSON ausgeben (eine FeatureCollection von Flächen, Länge vor Breite)."
    ),
    "it cannot be read as GeoJSON ({error})": "nicht als GeoJSON lesbar ({error})",
    "it is a {geom_type}, not an area": "es ist {geom_type}, keine Fläche",
    "its outline is faulty: {is_valid_reason}": "der Umriss ist fehlerhaft: {is_valid_reason}",
    "it reaches from {west}, {south} to {east}, {north}, off the earth": (
        "es reicht von {west}, {south} bis {east}, {north}, über die Erde hinaus"
    ),
    "Redraw it so that its outline does not cross itself.": "So neu zeichnen, dass der Umriss sich nicht kreuzt.",
    "Export it in WGS 84 degrees, longitude before latitude.": "In Grad nach WGS 84 ausgeben, Länge vor Breite.",
    "the areas of {names} share {km2} km2 of {layer}": "die Flächen von {names} teilen {km2} km2 von {layer}",
    "Redraw one of them, or give one rule a greater priority.": (
        "Eine davon neu zeichnen oder einer Regel höheren Vorrang geben."
    ),
    "its owner {rep} {names}": "zuständig ist {rep}: {names}",
    "Give it to a rep who fits: roundsman territory move.": "Jemandem geben, der passt: roundsman territory move.",
    "parent {parent} is not a region": "der Oberbegriff {parent} ist keine Region",
    "Add that region, or correct the name.": "Diese Region ergänzen oder den Namen berichtigen.",
    "the regions {names} lie within one another": "die Regionen {names} liegen ineinander",
    "Give one of them another parent, or none.": "Einer davon einen anderen Oberbegriff geben oder keinen.",
    "it claims no account": "sie beansprucht keinen Kunden",
    "Check the spelling of its values, or remove the rule.": (
        "Die Schreibweise der Werte prüfen oder die Regel entfernen."
    ),
    "Narrow its conditions, or write everything = true if it is meant to.": (
        "Die Bedingungen enger fassen, oder everything = true schreiben, wenn es so gemeint ist."
    ),
    "it claims all {count} accounts": "sie beansprucht alle {count} Kunden",
    "they claim {accounts} with the same level and priority for different territories": (
        "sie beanspruchen {accounts} auf derselben Stufe mit demselben Vorrang für verschiedene Gebiete"
    ),
    "Give one of them a greater priority, or decide account by account.": (
        "Einer davon höheren Vorrang geben oder Kunde für Kunde entscheiden."
    ),
    "it is locked to a rep who holds no territory": "er ist an jemanden gebunden, der kein Gebiet hat",
    "Give the rep a territory, or release the lock.": "Der Person ein Gebiet geben oder die Bindung aufheben.",
    "no conflict is left that gives it to {territory}": "kein Streit ist übrig, der ihn {territory} gibt",
    "Nothing need be done; remove the decision once it is no longer of use.": (
        "Nichts ist zu tun; die Entscheidung entfernen, sobald sie nichts mehr nützt."
    ),
    "it may be 0{code}, which {pattern} asks for": "gemeint sein kann 0{code}, was {pattern} verlangt",
    "Write the code with its zero, or in a column of text.": (
        "Die Postleitzahl mit ihrer Null schreiben oder in einer Textspalte."
    ),
    "no [[layer]] is stated": "keine [[layer]] ist angegeben",
    'Add one: [[layer]] with id = "field".': 'Eine ergänzen: [[layer]] mit id = "field".',
    "Correct that line; texts need quotes, dates must not have any.": (
        "Diese Zeile berichtigen; Texte brauchen Anführungszeichen, Daten dürfen keine haben."
    ),
    "two of [[{kind}]] have the id {value}": "zwei [[{kind}]] haben die Kennung {value}",
    "Give each its own id.": "Jedem eine eigene Kennung geben.",
    "{kind} {value} is not stated": "{kind} {value} ist nicht angegeben",
    "Add it, or use one of: {ids}.": "Ergänzen, oder eine davon verwenden: {ids}.",
    "it ends on {until}, before it starts on {since}": "es endet am {until}, bevor es am {since} beginnt",
    "Exchange or correct them.": "Vertauschen oder berichtigen.",
    "interval_days is {interval_days}": "interval_days ist {interval_days}",
    "Write 1 to {longest_days}, or leave it out: then the layer is not planned.": (
        "1 bis {longest_days} schreiben oder weglassen: dann wird die Ebene nicht geplant."
    ),
    "Write 1 to {longest_min}, or leave it out: then it is the account's own.": (
        "1 bis {longest_min} schreiben oder weglassen: dann gilt die Dauer des Kunden."
    ),
    "service_min is {service_min}": "service_min ist {service_min}",
    "{rep} and {rep_2} hold it at the same time": "{rep} und {rep_2} haben es zur selben Zeit",
    "Give the first an until before the other's since.": "Dem ersten ein until vor dem since des anderen geben.",
    "area {area} was not found": "die Fläche {area} wurde nicht gefunden",
    "Check the file's name and the feature's name.": "Den Namen der Datei und den des Objekts prüfen.",
    "no sales lie from {low} to below {high}": "kein Umsatz liegt von {low} bis unter {high}",
    "Exchange or correct the two.": "Die beiden vertauschen oder berichtigen.",
    "it has no condition": "sie hat keine Bedingung",
    'Add a condition such as segments = ["retail"], or everything = true.': (
        'Eine Bedingung ergänzen, etwa segments = ["retail"], oder everything = true.'
    ),
    "a lock needs accounts": "eine Bindung braucht Kunden",
    'Add accounts = ["A-1", ...], or remove lock.': 'accounts = ["A-1", ...] ergänzen oder lock entfernen.',
    "'decided_on' is missing": "'decided_on' fehlt",
    "Write the day of the decision: decided_on = 2026-03-03.": (
        "Den Tag der Entscheidung schreiben: decided_on = 2026-03-03."
    ),
}
