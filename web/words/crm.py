"""The CRM's page."""

from __future__ import annotations

WORDS = {
    "crm.title": ("CRM", "CRM"),
    "crm.none": ("No CRM is connected yet.", "Noch ist kein CRM verbunden."),
    "crm.program": ("Program", "Programm"),
    "crm.salesforce": ("Salesforce", "Salesforce"),
    "crm.hubspot": ("HubSpot", "HubSpot"),
    "crm.synced": ("last synced {at}", "zuletzt abgeglichen {at}"),
    "crm.never": ("not synced yet", "noch nicht abgeglichen"),
    "crm.rests": ("It asked to be left alone until {at}.", "Es möchte bis {at} nicht gefragt werden."),
    "crm.figures": (
        "{accounts} accounts, {opportunities} deals, {activities} activities read; {written} visits written there",
        "{accounts} Kunden, {opportunities} Verkaufschancen, {activities} Aktivitäten gelesen; {written} Besuche dort eingetragen",
    ),
    "crm.refused": ("Not taken over", "Nicht übernommen"),
    "crm.sync": ("Sync now", "Jetzt abgleichen"),
    "crm.disconnect": ("Disconnect", "Trennen"),
    "crm.conflicts": ("Changed on both sides", "Auf beiden Seiten geändert"),
    "crm.conflicts_hint": (
        "Ours holds until you decide. What is chosen here is not written into the other program, but for visits.",
        "Unser Wert gilt, bis Sie entscheiden. Was Sie hier wählen, wird nicht ins andere Programm geschrieben, außer bei Besuchen.",
    ),
    "crm.no_conflicts": ("Both sides are at one.", "Beide Seiten stimmen überein."),
    "crm.more": ("{n} more come up as these are decided.", "{n} weitere folgen, sobald diese entschieden sind."),
    "crm.about": ("Which", "Was"),
    "crm.field": ("Field", "Feld"),
    "crm.field.gone": ("deleted there", "dort gelöscht"),
    "crm.field.name": ("name", "Name"),
    "crm.field.address": ("address", "Adresse"),
    "crm.field.phone": ("phone", "Telefon"),
    "crm.field.email": ("e-mail", "E-Mail"),
    "crm.field.contact": ("contact", "Ansprechperson"),
    "crm.field.kind": ("kind", "Art"),
    "crm.field.category": ("category", "Branche"),
    "crm.field.segment": ("segment", "Segment"),
    "crm.field.potential": ("potential", "Potenzial"),
    "crm.field.lat": ("latitude", "Breite"),
    "crm.field.lon": ("longitude", "Länge"),
    "crm.field.country": ("country", "Land"),
    "crm.field.region": ("region", "Region"),
    "crm.field.start": ("begins", "Beginn"),
    "crm.field.end": ("ends", "Ende"),
    "crm.ours": ("Ours", "Unser Wert"),
    "crm.theirs": ("Theirs", "Anderer Wert"),
    "crm.keep_ours": ("Keep ours", "Unseren behalten"),
    "crm.take_theirs": ("Take theirs", "Anderen übernehmen"),
    "crm.empty": ("(empty)", "(leer)"),
    "crm.noun.accounts": ("account", "Kunde"),
    "crm.noun.main-contacts": ("contact", "Ansprechperson"),
    "crm.noun.opportunities": ("deal", "Verkaufschance"),
    "crm.noun.activities": ("activity", "Aktivität"),
    "crm.noun.written": ("visit of ours there", "unser Besuch dort"),
    "crm.connect": ("Connect a CRM", "Ein CRM verbinden"),
    "crm.name": (
        "What we call it (small letters, digits, hyphens)",
        "Unser Name dafür (Kleinbuchstaben, Ziffern, Bindestriche)",
    ),
    "crm.url": ("Address (Salesforce: My Domain)", "Adresse (Salesforce: My Domain)"),
    "crm.client": ("Consumer key (Salesforce)", "Consumer Key (Salesforce)"),
    "crm.secret": ("Consumer secret or private app token", "Consumer Secret oder Private-App-Token"),
    "crm.variable": (
        "or the variable ROUNDSMAN_SECRET_… that holds it",
        "oder die Variable ROUNDSMAN_SECRET_…, die es enthält",
    ),
    "crm.interval": ("Days between visits of new accounts", "Tage zwischen Besuchen neuer Kunden"),
    "crm.currency": ("Currency of deals that name none", "Währung von Chancen ohne Angabe"),
    "crm.connect_now": ("Connect", "Verbinden"),
    "crm.change": ("Change", "Ändern"),
    "crm.change_of": ("Change {name}", "{name} ändern"),
    "crm.change_now": ("Keep", "Speichern"),
    "crm.refreshes": (
        "The secret is a refresh token (Salesforce)",
        "Das Secret ist ein Refresh-Token (Salesforce)",
    ),
    "crm.refreshes_told": ("Its secret is a refresh token.", "Das Secret ist ein Refresh-Token."),
    "crm.read_by": ("{noun}: read by the kept mapping {name}", "{noun}: gelesen nach der Zuordnung {name}"),
    "crm.mappings": ("How records are read", "Wie Datensätze gelesen werden"),
    "crm.mappings_hint": (
        (
            "Fields and words of your own: choose a mapping that an import has kept, or write them for accounts here. "
            "What is written here is kept under the connection's name."
        ),
        (
            "Eigene Felder und Wörter: eine beim Import gespeicherte Zuordnung wählen oder hier für Kunden eintragen. "
            "Hier Eingetragenes wird unter dem Namen der Verbindung gespeichert."
        ),
    ),
    "crm.mapping_none": ("as usual", "wie üblich"),
    "crm.fields": (
        "Fields of accounts, one a line: theirs = ours",
        "Felder von Kunden, eines je Zeile: dort = hier",
    ),
    "crm.words": (
        "Words of accounts, one a line: our field: theirs = ours",
        "Wörter von Kunden, eines je Zeile: unser Feld: dort = hier",
    ),
    "crm.owners": (
        "Whose activities are whose, one a line: rep = user's id there",
        "Wer wer ist, eine Person je Zeile: Außendienst = Benutzer-Id dort",
    ),
    "crm.owners_told": ("Users of {n} reps", "Benutzer von {n} Personen im Außendienst"),
}
