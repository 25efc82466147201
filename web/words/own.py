"""A rep's own figures, calendar, data, and the notebooks of accounts."""

from __future__ import annotations

WORDS = {
    "figures.title": ("My figures", "Meine Zahlen"),
    "figures.before": ("Month before", "Monat davor"),
    "figures.after": ("Month after", "Monat danach"),
    "figures.period": ("{first} to {last}", "{first} bis {last}"),
    "figures.attainment": ("Attainment", "Erfüllung"),
    "figures.attainment.formula": (
        "{kept} visits that took place of {planned} that the plan in force has up to yesterday.",
        "{kept} Besuche fanden statt, von {planned}, die der gültige Plan bis gestern hat.",
    ),
    "figures.visits": ("Visits", "Besuche"),
    "figures.visits.formula": (
        "Visits that took place; {n} of them were not planned.",
        "Besuche, die stattfanden; {n} davon waren nicht geplant.",
    ),
    "figures.selling": ("Selling time", "Zeit beim Kunden"),
    "figures.selling.formula": (
        "From arrival to the end of each visit, as reported; {n} visits without times are not in it.",
        "Von der Ankunft bis zum Ende jedes Besuchs, wie gemeldet; {n} Besuche ohne Zeiten fehlen darin.",
    ),
    "figures.km": ("Kilometres", "Kilometer"),
    "figures.km.formula": (
        "Attested trips on business; {waiting} more wait for your word.",
        "Bestätigte Fahrten im Dienst; {waiting} mehr warten auf Ihr Wort.",
    ),
    "figures.expenses": ("Expenses", "Spesen"),
    "figures.expenses.formula": (
        "Sum of the receipts dated in this month, VAT included, refunds taken off.",
        "Summe der Belege dieses Monats mit Umsatzsteuer, Erstattungen abgezogen.",
    ),
    "figures.beside": ("Beside the team", "Neben dem Team"),
    "figures.beside.formula": (
        "The plan in force, {first} to {last}; the range is of all its reps, if they are {n} or more.",
        "Der gültige Plan, {first} bis {last}; die Spanne ist die aller Personen darin, wenn es {n} oder mehr sind.",
    ),
    "figures.own": ("You", "Sie"),
    "figures.range": ("Team", "Team"),
    "calendar.title": ("My calendar", "Mein Kalender"),
    "calendar.link": ("Address to subscribe to", "Adresse zum Abonnieren"),
    "calendar.once": ("This address is shown this once.", "Diese Adresse wird nur dieses eine Mal gezeigt."),
    "calendar.subscribe": ("Subscribe on this phone", "Auf diesem Telefon abonnieren"),
    "calendar.linked": ("Your calendar has an address.", "Ihr Kalender hat eine Adresse."),
    "calendar.none": ("Your calendar has no address yet.", "Ihr Kalender hat noch keine Adresse."),
    "calendar.make": ("Make an address", "Adresse machen"),
    "calendar.renew": ("Make a new address; the old one stops", "Neue Adresse machen; die alte gilt nicht mehr"),
    "calendar.revoke": ("Make it worthless", "Wertlos machen"),
    "calendar.secret": (
        "Whoever has the address reads your visits: it is a secret.",
        "Wer die Adresse hat, liest Ihre Besuche: Sie ist ein Geheimnis.",
    ),
    "calendar.choices": ("What stands in it", "Was darin steht"),
    "calendar.language.en": ("English", "English"),
    "calendar.language.de": ("Deutsch", "Deutsch"),
    "calendar.lunch": ("Lunch", "Mittag"),
    "calendar.nights": ("Nights in hotels", "Nächte im Hotel"),
    "calendar.absences": ("Absences", "Abwesenheiten"),
    "calendar.contacts": (
        "Names, phones and e-mail of contacts: your calendar's provider will have them",
        "Namen, Telefon und E-Mail der Ansprechpartner: Ihr Kalenderanbieter hat sie dann",
    ),
    "calendar.alarm": (
        "Ring so many minutes before leaving (empty: not)",
        "So viele Minuten vor der Abfahrt klingeln (leer: nicht)",
    ),
    "account.own": ("Mine", "Meins"),
    "account.data": ("Everything that is kept of me, as a file", "Alles, was von mir gespeichert ist, als Datei"),
    "account.notebook.title": ("Notebook", "Notizbuch"),
    "account.notebook.none": ("Nothing stands in it yet.", "Noch steht nichts darin."),
    "account.notebook.write": ("Write into it", "Hineinschreiben"),
    "act.notebook": ("Notebook", "Notizbuch"),
}
