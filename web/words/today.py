"""Exceptions of the day."""

from __future__ import annotations

WORDS = {
    "today.title": ("Exceptions", "Auffälliges"),
    "today.none": ("Nothing is out of order.", "Alles in Ordnung."),
    "today.count": ("{n} things to look at", "{n} Dinge anzusehen"),
    "today.since": ("since {day}", "seit {day}"),
    "today.question": ("Questions of reps", "Fragen des Außendienstes"),
    "today.absence": ("Away now", "Jetzt abwesend"),
    "today.absence.until": ("until {day}", "bis {day}"),
    "today.late": ("Visits nobody has spoken of", "Besuche ohne Rückmeldung"),
    "today.skipped": ("Skipped", "Ausgefallen"),
    "today.declined": ("Declined", "Abgelehnt"),
    "today.attest": ("Trips to be attested", "Zu bestätigende Fahrten"),
    "today.submit": ("Claims not submitted", "Nicht eingereichte Abrechnungen"),
    "today.decide": ("Claims to decide on", "Abrechnungen zu entscheiden"),
    "today.overdue": ("Accounts overdue ({n})", "Überfällige Kunden ({n})"),
    "today.alarms": ("Alarms of the review", "Warnungen der Durchsicht"),
    "today.alarms.wait": ("The review is being computed …", "Die Durchsicht wird berechnet …"),
    "today.alarms.none": ("Nothing has left its limits.", "Nichts hat seine Grenzen verlassen."),
    "today.alarms.open": ("Open the review", "Durchsicht öffnen"),
    "today.open.account": ("Account", "Kunde"),
    "today.open.claim": ("Claim", "Abrechnung"),
    "today.open.accounts": ("All overdue accounts", "Alle überfälligen Kunden"),
    "today.open.territories": ("Find a cover", "Vertretung suchen"),
    "today.agree": ("Agree", "Zustimmen"),
    "today.refuse": ("Refuse", "Ablehnen"),
    "today.reason": ("Reason", "Grund"),
    "today.nobody": ("nobody", "niemand"),
    "alarm.level.1": ("watch", "beobachten"),
    "alarm.level.2": ("alarm", "Warnung"),
}
