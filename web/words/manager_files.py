"""What managers write: rules, targets, policy, traits."""

from __future__ import annotations

WORDS = {
    "files.title": ("Rules and targets", "Regeln und Ziele"),
    "territories.files": ("Rules and targets", "Regeln und Ziele"),
    "territories.profiles": ("Reps", "Außendienst"),
    "files.hint": (
        "What managers state, each in forms and as one text. Every version stays readable.",
        "Was die Leitung festlegt, je als Formular und als ein Text. Jede Fassung bleibt lesbar.",
    ),
    "files.rules": ("Rules: who owns which account", "Regeln: wem welcher Kunde gehört"),
    "files.targets": ("Targets", "Ziele"),
    "files.policy": ("Policy: margins, limits, budgets, experiments", "Vorgaben: Spannen, Grenzen, Budgets, Versuche"),
    "files.rules.hint": (
        "Layers, regions, territories with who holds them and who stands in, and rules by area, segment, need, sales.",
        "Ebenen, Regionen, Gebiete mit Inhabern und Vertretungen, und Regeln nach Fläche, Segment, Bedarf, Umsatz.",
    ),
    "files.targets.hint": (
        "What each territory is to reach of a key figure in a period.",
        "Was jedes Gebiet von einer Kennzahl in einem Zeitraum erreichen soll.",
    ),
    "files.policy.hint": (
        "What the review reckons with; what is left out is told there as not known.",
        "Womit die Durchsicht rechnet; was fehlt, steht dort als nicht bekannt.",
    ),
    "files.since": ("In force: {name}, since {day}.", "In Kraft: {name}, seit {day}."),
    "files.none": ("None is in force.", "Es gilt keine."),
    "files.text": ("Text (TOML)", "Text (TOML)"),
    "files.areas": (
        "Areas that the rules name (GeoJSON); those in force stay if you hand in none",
        "Flächen, die die Regeln nennen (GeoJSON); ohne neue gelten die bisherigen",
    ),
    "files.on": ("In force from", "In Kraft ab"),
    "files.look": ("Look at it", "Ansehen"),
    "files.keep": ("Put in force", "In Kraft setzen"),
    "files.nothing": ("Nothing is kept yet.", "Noch gilt nichts davon."),
    "files.lines": ("It can be read: {n} lines or targets.", "Es ist lesbar: {n} Zeilen oder Ziele."),
    "files.ruled": (
        (
            "{changed} owners change, {handed} accounts change the rep who visits them; {unowned} belong to nobody, "
            "{conflicts} conflicts, {unfit} with an owner who may not visit them."
        ),
        (
            "{changed} Besitzer ändern sich, {handed} Kunden bekommen jemand anderen zu Besuch; {unowned} gehören niemandem, "
            "{conflicts} Konflikte, {unfit} mit Besitzern, die sie nicht besuchen dürfen."
        ),
    ),
    "files.kept.rules": ("The rules are in force.", "Die Regeln gelten."),
    "files.kept.targets": ("The targets are in force.", "Die Ziele gelten."),
    "files.kept.policy": ("The policy is in force.", "Die Vorgaben gelten."),
    "files.kept.traits": ("The attributes are kept.", "Die Merkmale sind gespeichert."),
    "files.kept.values": ("Scores decide what visits are worth.", "Punkte entscheiden, was Besuche wert sind."),
    "files.kept.seasons": ("Plans go by the seasons that sales have.", "Pläne folgen den Jahreszeiten des Umsatzes."),
    "files.traits": ("Attributes of accounts", "Merkmale der Kunden"),
    "files.traits.hint": (
        (
            "CSV with account_id and a column for each attribute: postcode, need, product_line … or one of your own "
            "(own:size). Several values are joined by |."
        ),
        (
            "CSV mit account_id und einer Spalte je Merkmal: postcode, need, product_line … oder ein eigenes (own:size). "
            "Mehrere Werte trennt |."
        ),
    ),
    "files.traits.file": ("File (CSV)", "Datei (CSV)"),
    "files.values": ("Worth of visits by score", "Wert der Besuche nach Punkten"),
    "files.values.hint": (
        "Every scored account's visits become worth what its score says, from the next plan on.",
        "Besuche bei Kunden mit Punkten zählen ab dem nächsten Plan so viel, wie die Punkte sagen.",
    ),
    "files.values.take": ("Take the scores over", "Punkte übernehmen"),
    "files.seasons": ("Seasons from sales", "Jahreszeiten aus dem Umsatz"),
    "files.seasons.hint": (
        "Segments whose season foretold last year better than a flat one.",
        "Segmente, deren Jahreslauf das letzte Jahr besser vorhergesagt hat als ein flacher.",
    ),
    "files.seasons.lead": ("Months that visits lead sales by", "Monate, um die Besuche dem Umsatz vorausgehen"),
    "files.seasons.take": ("Plan by them", "Danach planen"),
}
