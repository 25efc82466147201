"""What is said of accounts, as people use them: the English words, and the German ones."""

from __future__ import annotations

OFFICE_ACCOUNTS = {
    "{get}, {get_2} is no position": "{get}, {get_2} ist keine Position",
    "{account_id} is no id": "{account_id} ist keine Kennung",
    "it is longer than {longest} characters": "es ist länger als {longest} Zeichen",
    "{one_name} is there already": "{one_name} ist schon da",
    "there is no such agenda": "diese Tagesordnung gibt es nicht",
    "See: show agendas.": "Siehe: show agendas.",
    "it is not said where it is": "es ist nicht gesagt, wo er ist",
    "Write degrees such as 47.14 and 9.52.": "Grad schreiben wie 47.14 und 9.52.",
    "Give its position, or an account beside it.": "Die Position angeben oder einen Kunden daneben.",
    "Use letters, digits and -.": "Buchstaben, Ziffern und - verwenden.",
    "an account has this id already": "ein Kunde hat diese Kennung schon",
    "Choose another.": "Eine andere wählen.",
    "Shorten it.": "Kürzen.",
    "Open that account.": "Diesen Kunden öffnen.",
    "somebody changed it meanwhile": "jemand hat es inzwischen geändert",
    "nothing would change": "nichts würde sich ändern",
    "Ask for others.": "Andere auswählen.",
    "edit {number}": "Änderung {number}",
    "there is no such edit": "diese Änderung gibt es nicht",
    "Look at the list of edits.": "Die Liste der Änderungen ansehen.",
    "it has accounts of others": "sie betrifft Kunden anderer",
    "Ask its planner.": "Die Planerin oder den Planer davon fragen.",
    "{name} is not edited of many accounts at once": "{name} wird nicht für viele Kunden zugleich geändert",
    "{value} is none": "{value} ist keiner",
    "{value} is out of range": "{value} liegt außerhalb der Grenzen",
    "no field is named": "kein Feld ist genannt",
    "Name a field and its value.": "Ein Feld und seinen Wert nennen.",
    "it is longer than {most} characters": "es ist länger als {most} Zeichen",
}
