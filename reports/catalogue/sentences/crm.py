"""What is said of connections to a CRM: the English words, and the German ones."""

from __future__ import annotations

CRM = {
    "{keep} is neither side": "{keep} ist keine der beiden Seiten",
    "Write {ours} or {theirs}.": "{ours} oder {theirs} schreiben.",
    "no import has a column {column}": "kein Import hat eine Spalte {column}",
    "{wanted_name} is no name for it": "{wanted_name} ist kein Name dafür",
    "there is no noun {noun}": "es gibt keine Art {noun}",
    "there is none called {program}": "keines heißt {program}",
    "{url} has a path": "{url} hat einen Pfad",
    "{odd} is no id of a user": "{odd} ist keine Kennung eines Benutzers",
    "{wanted_name} is at {url}": "{wanted_name} liegt bei {url}",
    "Correct it in the CRM.": "Im CRM berichtigen.",
    "no conflict of this number waits": "kein Widerspruch mit dieser Nummer wartet",
    "Disconnect it first, or choose another name.": "Zuerst trennen oder einen anderen Namen wählen.",
    "no CRM is connected by this name": "kein CRM ist unter diesem Namen verbunden",
    "Connect it: roundsman crm connect --help.": "Verbinden: roundsman crm connect --help.",
    "Give its public https address.": "Die öffentliche https-Adresse angeben.",
    "See docs/formats.md for ours.": "Unsere stehen in docs/formats.md.",
    "Salesforce knows us by a client and its secret": "Salesforce kennt uns an einem Client und seinem Geheimnis",
    "Use small letters, digits and hyphens, at most 40.": (
        "Kleinbuchstaben, Ziffern und Bindestriche verwenden, höchstens 40."
    ),
    "Give the address alone, such as https://example.my.salesforce.com.": (
        "Nur die Adresse angeben, etwa https://example.my.salesforce.com."
    ),
    "Give the consumer key of the app.": "Den Consumer Key der App angeben.",
    "Give the CRM's own id of them.": "Die Kennung aus dem CRM angeben.",
    "{address} has to be looked up": "{address} muss noch nachgeschlagen werden",
    "The next sync goes on.": "Der nächste Abgleich macht weiter.",
    "{name} does not reach over the whole company": "{name} ist nicht für die ganze Firma zuständig",
}
