"""What is said of calendars, plans that are kept, and papers: the English words, and the German ones."""

from __future__ import annotations

CALENDARS = {
    "cannot be read ({name})": "nicht lesbar ({name})",
    "Look at the event in your calendar; it does not count as busy.": (
        "Den Eintrag im eigenen Kalender ansehen; er zählt nicht als belegt."
    ),
    "Mend or delete it in your calendar program; until then it is left alone.": (
        "Im Kalenderprogramm berichtigen oder löschen; bis dahin bleibt er unberührt."
    ),
    "was not {kind}: {reason}": "wurde nicht ausgeführt ({kind}): {reason}",
    "It is tried again at the next sync.": "Beim nächsten Abgleich wird es wieder versucht.",
    "there is no plan": "es gibt keinen Plan",
    "there is no plan {number} (plans: {known})": "es gibt keinen Plan {number} (Pläne: {known})",
    "Make one with: roundsman plan.": "Einen machen mit: roundsman plan.",
    "no plan is in force": "kein Plan ist in Kraft",
    "Publish one: roundsman publish.": "Einen veröffentlichen: roundsman publish.",
    "plan {head} has no tour of {rep_id} on that day": "Plan {head} hat an diesem Tag keine Tour für {rep_id}",
    "Its tours nearest to that day: {known}.": "Die nächsten Touren: {known}.",
    "Name a rep of the plan: roundsman show plan.": "Jemanden aus dem Plan nennen: roundsman show plan.",
    "The calendar server at {url}: {reason}. {remedy}": "Der Kalenderserver unter {url}: {reason}. {remedy}",
    "The calendar server at {url} gave no whole answer in {seconds} s. Try again later.": (
        "Der Kalenderserver unter {url} gab in {seconds} s keine vollständige Antwort. Später noch einmal versuchen."
    ),
    "answered {method} with {status}": "antwortete auf {method} mit {status}",
    "Make a calendar called {name} in your calendar program and give its address.": (
        "Im Kalenderprogramm einen Kalender namens {name} anlegen und seine Adresse angeben."
    ),
    "keeps the calendars at another host, {hostname}": "hat die Kalender auf einem anderen Rechner, {hostname}",
    "makes no calendar for us ({status})": "legt keinen Kalender für uns an ({status})",
    "{moment} is no date or time": "{moment} ist kein Tag und kein Zeitpunkt",
    "ends at {end}, before its start at {start}": "endet um {end}, vor dem Beginn um {start}",
    "the server answered {status}": "der Server antwortete {status}",
    "time zone {name}: {why}": "Zeitzone {name}: {why}",
    (
        "What this works on was changed meanwhile, so its result was not kept:\n{lines}\nLook at the "
        "present state and do it again."
    ): (
        "Woran hier gearbeitet wird, wurde inzwischen geändert; das Ergebnis wurde nicht "
        "behalten:\n{lines}\nDen jetzigen Stand ansehen und noch einmal tun."
    ),
    "The database {masked} cannot be used: {masked_2}. Check that it runs and that you may write to it.": (
        "Die Datenbank {masked} ist nicht benutzbar: {masked_2}. Prüfen, ob sie läuft und ob darin "
        "geschrieben werden darf."
    ),
    "{said}; write postgresql+psycopg:// and install roundsman[postgres], which brings psycopg": (
        "{said}; postgresql+psycopg:// schreiben und roundsman[postgres] installieren, das psycopg mitbringt"
    ),
    "The secret in {where} cannot be used: {reason}.": "Das Geheimnis in {where} ist nicht benutzbar: {reason}.",
    "only variables that begin with {prefix} hold secrets": (
        "nur Variablen, die mit {prefix} beginnen, enthalten Geheimnisse"
    ),
    "the variable {name}": "die Variable {name}",
    "it has none for {name}": "es enthält keines für {name}",
    "it cannot be read ({name})": "nicht lesbar ({name})",
    "it cannot be written ({strerror})": "nicht schreibbar ({strerror})",
    "sends us in circles": "schickt uns im Kreis",
    "Check the address.": "Die Adresse prüfen.",
    "answered with a web page": "antwortete mit einer Webseite",
    "Is this network asking you to log in?": "Verlangt dieses Netz eine Anmeldung?",
    "sent an answer that is broken or not XML": "schickte eine Antwort, die beschädigt oder kein XML ist",
    "Nothing was changed; try again later.": "Nichts wurde geändert; später noch einmal versuchen.",
    "Check the address and the network; try again later.": "Adresse und Netz prüfen; später noch einmal versuchen.",
    "does not accept the user and password": "nimmt Benutzer und Passwort nicht an",
    "is busy or being mended": "ist beschäftigt oder wird gewartet",
    "Give the new password or token; nothing was changed.": (
        "Das neue Passwort oder Token angeben; nichts wurde geändert."
    ),
    "Try again in some minutes.": "In einigen Minuten noch einmal versuchen.",
    "Give that address itself if you trust it.": "Diese Adresse selbst angeben, wenn Sie ihr vertrauen.",
    "There is no calendar at this address; check it with your provider.": (
        "Unter dieser Adresse gibt es keinen Kalender; beim Anbieter nachfragen."
    ),
    "says nothing about this address": "sagt nichts über diese Adresse",
    "Check it with your provider.": "Beim Anbieter nachfragen.",
    "names no calendars": "nennt keine Kalender",
    "Give the address of the calendar itself.": "Die Adresse des Kalenders selbst angeben.",
    "Give that host's own address, by https, if you trust it.": (
        "Die eigene https-Adresse dieses Rechners angeben, wenn Sie ihm vertrauen."
    ),
    "The next sync goes on from here.": "Der nächste Abgleich macht hier weiter.",
    "lists only a part of the calendar": "listet nur einen Teil des Kalenders",
    "Use a calendar of its own.": "Einen eigenen Kalender verwenden.",
    "the server does not allow it": "der Server erlaubt es nicht",
    "it is not there any more": "es ist nicht mehr da",
    "the server sees a conflict": "der Server sieht einen Widerspruch",
    "somebody changed it a moment ago; that change is read next time": (
        "jemand hat es gerade geändert; das wird beim nächsten Mal gelesen"
    ),
    "the server finds it too large": "der Server findet es zu groß",
    "it is locked by another program": "ein anderes Programm hält es gesperrt",
    "the calendar is full": "der Kalender ist voll",
    "it is no address of a database": "es ist keine Adresse einer Datenbank",
    "others may read it; run chmod 600 on it": "andere dürfen es lesen; chmod 600 darauf ausführen",
    "it is no object of texts": "es ist kein Objekt aus Texten",
    "Another roundsman command is writing to this workspace. Nothing was changed; run it again then.": (
        "Ein anderer Befehl von roundsman schreibt gerade in diesen Arbeitsbereich. Nichts wurde "
        "geändert; danach noch einmal ausführen."
    ),
    "It asks for {after} of patience.": "Er bittet um {after} Geduld.",
    "sends us to another site, {where}": "schickt uns zu einer anderen Seite, {where}",
    "sends more than {size} MB": "schickt mehr als {size} MB",
    "no address": "keine Adresse",
}
