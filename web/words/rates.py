"""Rates, and what other programs are told by."""

from __future__ import annotations

WORDS = {
    "rates.title": ("Rates", "Sätze"),
    "rates.vehicle": ("Vehicle", "Fahrzeug"),
    "rates.from": ("From", "Von"),
    "rates.to": ("To", "Bis"),
    "rates.rate": ("Rate ({currency} a {unit})", "Satz ({currency} je {unit})"),
    "rates.up_to": ("up to {n}", "bis {n}"),
    "rates.source": ("Source", "Quelle"),
    "rates.used": ("in use", "in Gebrauch"),
    "rates.own": ("your own version", "eigene Fassung"),
    "rates.would": ("What {name} would change", "Was {name} ändern würde"),
    "rates.since": (
        (
            "Rates change from {day} on. {n} attested trips since then stay paid as they are, until finance holds them against "
            "the new rates. Nothing is kept yet."
        ),
        (
            "Sätze ändern sich ab {day}. {n} bestätigte Fahrten seither bleiben bezahlt, wie sie sind, bis die Buchhaltung sie "
            "neu bewertet. Noch gilt nichts davon."
        ),
    ),
    "rates.gone": ("No longer", "Nicht mehr"),
    "rates.coming": ("New", "Neu"),
    "rates.same": ("Nothing: these rates hold already.", "Nichts: Diese Sätze gelten schon."),
    "rates.kept": (
        "The rates hold from now on; earlier versions stay readable.",
        ("Die Sätze gelten ab jetzt; frühere Fassungen bleiben lesbar."),
    ),
    "rates.money": ("In money", "In Geld"),
    "rates.money.open": (
        "Not paid yet: {before} now, {after} by these rates.",
        "Noch nicht bezahlt: {before} jetzt, {after} nach diesen Sätzen.",
    ),
    "rates.money.paid": (
        "Paid already: {before}; held against these rates it would be {after}.",
        "Schon bezahlt: {before}; neu bewertet wären es {after}.",
    ),
    "rates.money.none": (
        "No trip would be worth another amount.",
        "Keine Fahrt wäre einen anderen Betrag wert.",
    ),
    "rates.month": ("Month", "Monat"),
    "rates.claim": ("Claim", "Abrechnung"),
    "rates.trips": ("Trips with another amount", "Fahrten mit anderem Betrag"),
    "rates.gap": (
        "{n} trips would have no rate: add one for their days.",
        "Für {n} Fahrten gäbe es keinen Satz: einen für ihre Tage ergänzen.",
    ),
    "rates.change": ("Another version", "Eine andere Fassung"),
    "rates.change.hint": (
        "A rate table in TOML, as docs/formats.md has it: whole, with its past rates.",
        "Eine Satztabelle in TOML, wie docs/formats.md sie zeigt: ganz, mit ihren bisherigen Sätzen.",
    ),
    "connections.title": ("Connections", "Verbindungen"),
    "connections.mail": ("Mail", "Mail"),
    "connections.mail.none": ("No mail is sent: name a server.", "Es geht keine Mail hinaus: Server angeben."),
    "connections.mail.by": (
        "Sent by {host}, port {port}, as {sender}.",
        "Gesendet über {host}, Port {port}, als {sender}.",
    ),
    "connections.waiting": (
        "{n} wait to be sent, {failed} failed at the last try.",
        ("{n} warten, {failed} sind beim letzten Versuch gescheitert."),
    ),
    "connections.host": ("Server", "Server"),
    "connections.port": ("Port", "Port"),
    "connections.security": ("Security", "Sicherheit"),
    "connections.login": ("Login (empty: none)", "Anmeldename (leer: keiner)"),
    "connections.password": ("Password (empty: in the variable)", "Passwort (leer: in der Variable)"),
    "connections.variable": ("Variable that holds it (ROUNDSMAN_SECRET_…)", "Variable dafür (ROUNDSMAN_SECRET_…)"),
    "connections.sender": ("Sender", "Absender"),
    "connections.base": ("Address of these pages", "Adresse dieser Seiten"),
    "connections.hooks": ("Webhooks", "Webhooks"),
    "connections.hooks.none": ("No address is told of changes.", "Keiner Adresse werden Änderungen mitgeteilt."),
    "connections.hook.url": ("Address (https)", "Adresse (https)"),
    "connections.hook.verbs": ("Only of these (empty: all)", "Nur von diesen (leer: alle)"),
    "connections.hook.all": ("all changes", "alle Änderungen"),
    "connections.hook.add": ("Tell it", "Mitteilen"),
    "connections.hook.remove": ("End", "Beenden"),
    "connections.hook.key": ("Its key, shown this once:", "Ihr Schlüssel, nur dieses Mal gezeigt:"),
    "connections.calendars": ("Calendars", "Kalender"),
    "connections.calendars.none": ("No rep's calendar is connected.", "Kein Kalender ist verbunden."),
    "connections.calendars.of": ("Connected: {names}.", "Verbunden: {names}."),
}
