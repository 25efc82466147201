"""What is said of what the office is asked for: the English words, and the German ones."""

from __future__ import annotations

OFFICE = {
    "{count} accounts have this name: {names}": "{count} Kunden heißen so: {names}",
    "Name one by its id.": "Einen mit seiner Kennung nennen.",
    "{day} is still to come": "der {day} kommt erst noch",
    "Make an appointment of it.": "Einen Termin daraus machen.",
    "somebody changed the account meanwhile": "jemand hat den Kunden inzwischen geändert",
    "Look at it again.": "Noch einmal ansehen.",
    "{names} cannot be changed here": "{names} lässt sich hier nicht ändern",
    "Import it.": "Importieren.",
    "the name is empty": "der Name ist leer",
    "Give one.": "Einen angeben.",
    "the least spacing, the interval and the most spacing are not in this order": (
        "kleinster Abstand, Abstand und größter Abstand stehen nicht in dieser Reihenfolge"
    ),
    "Give days such as 4, 7 and 10.": "Tage angeben wie 4, 7 und 10.",
    "Give its minutes.": "Die Minuten angeben.",
    "there is a workspace already": "dort ist schon ein Arbeitsbereich",
    "the backup is sealed": "die Sicherung ist verschlossen",
    "Name a new folder.": "Einen neuen Ordner nennen.",
    "Give its passphrase.": "Ihr Kennwort angeben.",
    "has no calendar connected": "hat keinen verbundenen Kalender",
    "Connect one: roundsman calendar connect --help.": "Einen verbinden: roundsman calendar connect --help.",
    "{variable} is no variable for secrets": "{variable} ist keine Variable für Geheimnisse",
    "Let its name begin with {prefix}.": "Der Name muss mit {prefix} beginnen.",
    "either the secret or the variable that holds it is needed": (
        "nötig ist entweder das Geheimnis oder die Variable, die es enthält"
    ),
    "Give one of the two.": "Eines von beiden angeben.",
    "Give its https address.": "Die https-Adresse angeben.",
    "{url} is not at the server that is connected": "{url} liegt nicht auf dem verbundenen Server",
    "Give an address of that server.": "Eine Adresse dieses Servers angeben.",
    "has a feed already": "hat schon ein Abonnement",
    "Use the address that was shown, or make a new one with --renew (the old one stops working).": (
        "Die gezeigte Adresse verwenden oder mit --renew eine neue machen (die alte gilt dann nicht mehr)."
    ),
    "is in no connected calendar": "steht in keinem verbundenen Kalender",
    "Sync first.": "Zuerst abgleichen.",
    "it is {text}": "es ist {text}",
    "Write an instant with its offset from UTC, such as 2027-01-04T06:00:00Z.": (
        "Einen Zeitpunkt mit Abstand zu UTC schreiben, etwa 2027-01-04T06:00:00Z."
    ),
    "{address} has no latitude and longitude": "{address} hat keine Breite und Länge",
    "Make the region's files anew.": "Die Dateien der Region neu machen.",
    "it holds something else than a demonstration, or one that was worked in": (
        "er enthält etwas anderes als eine Vorführung, oder eine, in der gearbeitet wurde"
    ),
    "Name another folder with --dir.": "Mit --dir einen anderen Ordner nennen.",
    "OpenStreetMap names {count} businesses there, fewer than {fewest_businesses}": (
        "OpenStreetMap nennt dort {count} Betriebe, weniger als {fewest_businesses}"
    ),
    "Name a larger town.": "Einen größeren Ort nennen.",
    "the id was used for another request ({verb})": "die Kennung wurde für eine andere Anfrage benutzt ({verb})",
    "Give each request its own id.": "Jeder Anfrage eine eigene Kennung geben.",
    "{who_name} has no access to rep {rep_id}": "{who_name} hat keinen Zugriff auf {rep_id}",
    "Ask an administrator for it.": "Die Verwaltung darum bitten.",
    "{who_name} has no access to account {account_id}": "{who_name} hat keinen Zugriff auf Kunde {account_id}",
    "there are no roads yet": "es gibt noch keine Straßen",
    "there is no person {name}": "es gibt keine Person {name}",
    "{row_name} is not active any more": "{row_name} ist nicht mehr aktiv",
    "Name somebody who is.": "Jemanden nennen, der es ist.",
    "a schedule needs a name, weekdays and a time of day": "ein Zeitplan braucht Namen, Wochentage und Uhrzeit",
    "Give all three.": "Alle drei angeben.",
    "there is no kind of job {kind}": "es gibt keine Art von Auftrag {kind}",
    "Kinds: {names}.": "Arten: {names}.",
    "there is no job {number}": "es gibt keinen Auftrag {number}",
    "List them.": "Auflisten.",
    "it has ended already": "das ist schon beendet",
    "there is no time zone {zone}": "es gibt keine Zeitzone {zone}",
    "Name one such as Europe/Vienna.": "Eine nennen, etwa Europe/Vienna.",
    "there is no rep {rep_id} (reps: {value})": "es gibt keinen Außendienst {rep_id} (es gibt: {value})",
    "See: roundsman show accounts.": "Siehe: roundsman show accounts.",
    "{url} cannot be called": "{url} kann nicht aufgerufen werden",
    "Write one such as https://example.org/hook, without a user and #.": (
        "Eine schreiben wie https://example.org/hook, ohne Benutzer und #."
    ),
    "it needs a host, a port and a security": "er braucht Host, Port und Sicherheit",
    "Give them.": "Angeben.",
    "{sender} is no address": "{sender} ist keine Adresse",
    "Write one.": "Eine schreiben.",
    "the variable may hold no secret": "die Variable darf kein Geheimnis enthalten",
    "Call it ROUNDSMAN_SECRET_….": "ROUNDSMAN_SECRET_… nennen.",
    "the login has no password": "die Anmeldung hat kein Passwort",
    "Give it, or its variable.": "Es angeben oder seine Variable.",
    "a password would be sent to be read by all": "ein Passwort würde für alle lesbar gesendet",
    "Use starttls or tls.": "starttls oder tls verwenden.",
    "there is no mail of the kind {names}": "es gibt keine Mail der Art {names}",
    "it needs a client and a label": "er braucht einen Client und eine Beschriftung",
    "Give both.": "Beides angeben.",
    "nothing is changed by {unknown}": "nichts wird durch {unknown} geändert",
    "Name verbs of the log of changes.": "Tätigkeiten aus dem Änderungsprotokoll nennen.",
    "there is no such webhook": "diesen Webhook gibt es nicht",
    "the passphrase is not UTF-8": "das Kennwort ist kein UTF-8",
    "Type it again.": "Noch einmal eingeben.",
    "the password has fewer than {least_characters} or more than {most_characters} characters": (
        "das Passwort hat weniger als {least_characters} oder mehr als {most_characters} Zeichen"
    ),
    "Take another one.": "Ein anderes nehmen.",
    "{who_name} may not do this; it is for: {roles}": "{who_name} darf das nicht; es ist für: {roles}",
    "Ask an administrator for the role.": "Die Verwaltung um die Rolle bitten.",
    "its ways name {missing} nodes that it does not hold: they are cut there": (
        "die Wege nennen {missing} Punkte, die nicht enthalten sind: dort sind sie abgeschnitten"
    ),
    "{count} of {count_2} accounts and homes lie outside it; {covers}": (
        "{count} von {count_2} Kunden und Wohnorten liegen außerhalb; {covers}"
    ),
    "Where roads are missing, take an extract with complete ways.": (
        "Wo Straßen fehlen, einen Auszug mit vollständigen Wegen nehmen."
    ),
    "Take a larger extract, or: roundsman roads --around-accounts.": (
        "Einen größeren Auszug nehmen, oder: roundsman roads --around-accounts."
    ),
    "there is no person {person_id}": "es gibt keine Person {person_id}",
    "Let them in first.": "Zuerst hereinlassen.",
    "the old password is another": "das alte Passwort ist ein anderes",
    "a token needs a name": "ein Zugangsschlüssel braucht einen Namen",
    "Say what it is for.": "Angeben, wofür er ist.",
    "scopes are read and write": "Umfänge sind read und write",
    "Give one or both.": "Einen oder beide angeben.",
    "a token lasts from 1 to 731 days": "ein Zugangsschlüssel gilt 1 bis 731 Tage",
    "Give another number.": "Eine andere Zahl angeben.",
    "{language}, {theme} is no choice": "{language}, {theme} steht nicht zur Wahl",
    "Languages: {names}; themes: {names_2}.": "Sprachen: {names}; Darstellungen: {names_2}.",
    "currency is {currency}": "currency ist {currency}",
    "there are no rates {mileage_scheme}": "es gibt keine Sätze {mileage_scheme}",
    "has no passphrase to sign with": "hat kein Kennwort zum Unterschreiben",
    "Have an administrator give them one: roundsman person passphrase --help.": (
        "Von der Verwaltung eines geben lassen: roundsman person passphrase --help."
    ),
    "the passphrase is another": "das Kennwort ist ein anderes",
    "this has to be signed": "das muss unterschrieben werden",
    "Sign with the passphrase: ROUNDSMAN_PASSPHRASE, or type it when asked.": (
        "Mit dem Kennwort unterschreiben: ROUNDSMAN_PASSPHRASE, oder eingeben, wenn danach gefragt wird."
    ),
    "is nobody who uses the workspace": "ist niemand, der den Arbeitsbereich benutzt",
    "Let them in first: roundsman person save.": "Zuerst hereinlassen: roundsman person save.",
    "{who} is no administrator": "{who} gehört nicht zur Verwaltung",
    "Let an administrator do this, with --as.": "Die Verwaltung das tun lassen, mit --as.",
    "Let an administrator take one first.": "Zuerst soll die Verwaltung eines nehmen.",
    "the first passphrase is an administrator's own": "das erste Kennwort ist das der Verwaltung selbst",
    "List them: roundsman person list.": "Auflisten: roundsman person list.",
    "{row_name} has not left": "{row_name} ist nicht ausgeschieden",
    "Remove them first: roundsman person remove.": "Zuerst entfernen: roundsman person remove.",
    "a person needs an id without spaces around it, and a name": (
        "eine Person braucht eine Kennung ohne Leerzeichen am Rand und einen Namen"
    ),
    "the rep's role and the rep belong together": "die Rolle und der Außendienst gehören zusammen",
    "Name the rep that the person is, or neither.": (
        "Nennen, wer die Person im Außendienst ist, oder keines von beiden."
    ),
    "nobody would be an administrator": "niemand gehörte mehr zur Verwaltung",
    "Make somebody else administrator first.": "Zuerst jemand anderen in die Verwaltung aufnehmen.",
    "distances would be guessed ({source}), and a claim needs ways that can be driven": (
        "Strecken würden geschätzt ({source}), und eine Abrechnung braucht befahrbare Wege"
    ),
    "Measure on roads: roundsman roads FILE.osm.pbf, then roundsman roads --travel roads.": (
        "Auf Straßen messen: roundsman roads FILE.osm.pbf, dann roundsman roads --travel roads."
    ),
    "The calendar of {rep_name} was synced by somebody else meanwhile. Nothing was changed.": (
        "Der Kalender von {rep_name} wurde inzwischen von jemand anderem abgeglichen. Nichts wurde geändert."
    ),
    "{host} leads to {address}, which is not public": "{host} führt zu {address}, was nicht öffentlich ist",
    "it covers {south} to {north} north and {west} to {east} east": (
        "er umfasst {south} bis {north} Nord und {west} bis {east} Ost"
    ),
    "there are no reps": "es gibt keinen Außendienst",
    "Import them: roundsman import reps FILE.": "Importieren: roundsman import reps FILE.",
    "there are no accounts": "es gibt keine Kunden",
    "Import them: roundsman import accounts FILE.": "Importieren: roundsman import accounts FILE.",
    "it has no roads yet": "es gibt noch keine Straßen dafür",
    "Make them: roundsman roads FILE.osm.pbf, or with a network connection --place NAME.": (
        "Machen: roundsman roads FILE.osm.pbf, oder mit Netzverbindung --place NAME."
    ),
    "the distance or the number of passengers is negative": ("die Strecke oder die Zahl der Mitfahrenden ist negativ"),
    "{plan_approval} approves no plans": "{plan_approval} gibt keine Pläne frei",
    "there are no tiles {map_tiles}": "es gibt keine Kacheln {map_tiles}",
    "Say {manager}, or nothing.": "{manager} angeben, oder nichts.",
    "Name {osm}, or nothing for our own.": "{osm} nennen, oder nichts für unsere eigenen.",
    "there is no backup {name}": "es gibt keine Sicherung {name}",
    "no such budget is stated in one currency, or no potential of its territories is known": (
        "ein solches Budget ist nicht in einer Währung angegeben, oder kein Potenzial seiner Gebiete ist bekannt"
    ),
    "State it in the policy first.": "Es zuerst in den Vorgaben angeben.",
    "the policy was changed meanwhile": "die Vorgaben wurden inzwischen geändert",
    "Look at the review again.": "Die Auswertung noch einmal ansehen.",
    "note {number}": "Notiz {number}",
    "the comment says nothing": "der Kommentar sagt nichts",
    "there is no note of this number": "es gibt keine Notiz mit dieser Nummer",
    "Look at the notebook again.": "Das Notizbuch noch einmal ansehen.",
    "{name} has no access to territory {territory}": "{name} hat keinen Zugang zum Gebiet {territory}",
}
