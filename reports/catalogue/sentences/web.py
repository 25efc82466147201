"""What is said of pages and the interface for programs: the English words, and the German ones."""

from __future__ import annotations

WEB = {
    "nothing is shown at this address": "unter dieser Adresse wird nichts gezeigt",
    "Begin at the first page.": "Auf der ersten Seite beginnen.",
    "it is not what you saw any more": "es ist nicht mehr, was Sie gesehen haben",
    "Send If-Match with the ETag of what you saw.": "If-Match mit dem ETag dessen senden, was Sie gesehen haben.",
    "it is missing": "es fehlt",
    "it is none of ours": "er ist keiner von uns",
    "Use the cursor of the answer before, unchanged.": "Den Cursor der Antwort davor unverändert verwenden.",
    "{kind} needs it": "{kind} braucht es",
    "Send it.": "Senden.",
    "Send lat and lon, or import it with: roundsman import accounts.": (
        "lat und lon senden, oder importieren mit: roundsman import accounts."
    ),
    "there is no such schedule": "diesen Zeitplan gibt es nicht",
    "it is too long, or holds what cannot be written": ("es ist zu lang oder enthält, was sich nicht schreiben lässt"),
    "Write it shorter and plainer.": "Kürzer und einfacher schreiben.",
    "{first} to {last} is not between one day and a year": (
        "{first} bis {last} liegt nicht zwischen einem Tag und einem Jahr"
    ),
    "there is no such person": "diese Person gibt es nicht",
    "a grant names a region exactly where it reaches over one": (
        "eine Rolle nennt genau dann eine Region, wenn sie über eine reicht"
    ),
    "Name the region, or reach everything.": "Die Region nennen, oder alles umfassen.",
    "findings are about everybody, and you see a region": "Befunde betreffen alle, und Sie sehen eine Region",
    "Ask whoever sees everything.": "Jemanden fragen, der alles sieht.",
    "it is about everybody, and {who_name} sees a part": "es betrifft alle, und {who_name} sieht einen Teil",
    "the rules name this file": "die Regeln nennen diese Datei",
    "Hand it in beside them.": "Sie mit ihnen hochladen.",
    "it is not UTF-8 text": "es ist kein UTF-8-Text",
    "Save it as UTF-8.": "Als UTF-8 speichern.",
    "Use one of: {names}; or one of your own, such as own:size.": (
        "Eines von diesen nehmen: {names}; oder ein eigenes wie own:size."
    ),
    "it is no file of OpenStreetMap": "es ist keine Datei von OpenStreetMap",
    "it is empty": "sie ist leer",
    "Take an extract that ends in .osm.pbf, such as Geofabrik's of your region.": (
        "Einen Auszug nehmen, der auf .osm.pbf endet, etwa den von Geofabrik für die eigene Region."
    ),
    "the name of the account was not typed again as it stands": "der Kontoname wurde nicht noch einmal so geschrieben",
    "Type it again: this cannot be taken back.": "Noch einmal schreiben: Das lässt sich nicht zurücknehmen.",
    "the note says nothing": "die Notiz sagt nichts",
    "Write something.": "Etwas schreiben.",
    "these are too many requests": "das sind zu viele Anfragen",
    "Wait {wait_s} s.": "{wait_s} s warten.",
    "it ends before it starts": "er endet, bevor er beginnt",
    "Correct the times.": "Die Zeiten berichtigen.",
    "Write it anew.": "Neu schreiben.",
    "there is no role {names}": "es gibt keine Rolle {names}",
    "Choose one of the list.": "Eine aus der Liste wählen.",
    "{first} to {last}": "{first} bis {last}",
    "it needs {what}": "es braucht {what}",
    "Choose one.": "Eines wählen.",
    "{text} is no time of day": "{text} ist keine Uhrzeit",
    "Such as 10:30.": "Etwa 10:30.",
    "{text} is no span of hours": "{text} ist keine Zeitspanne",
    "Such as 09:00-11:00.": "Etwa 09:00-11:00.",
    "Write lat and lon, or import it with: roundsman import accounts.": (
        "lat und lon schreiben, oder importieren mit: roundsman import accounts."
    ),
    "{text} is no time such as 14:30": "{text} ist keine Uhrzeit wie 14:30",
    "it needs a name, a time and a length": "er braucht Namen, Zeit und Dauer",
    "{kind} is not taken back here": "{kind} wird hier nicht zurückgenommen",
    "Look at the list.": "Die Liste ansehen.",
    "{first} to {last} are no weeks of a plan": "{first} bis {last} sind keine Wochen eines Plans",
    "Count them from 1.": "Ab 1 zählen.",
    "{weeks} weeks": "{weeks} Wochen",
    "Ask for 1 to 53.": "1 bis 53 verlangen.",
    "{moves} is no number": "{moves} ist keine Zahl",
    "Give a number.": "Eine Zahl angeben.",
    "job {number} makes no plan": "Auftrag {number} macht keinen Plan",
    "Look at the plans.": "Die Pläne ansehen.",
    "{first} to {last} is not between a day and three years": (
        "{first} bis {last} liegt nicht zwischen einem Tag und drei Jahren"
    ),
    "Choose other days.": "Andere Tage wählen.",
    "the printed review is about everybody, and you see a region": (
        "der gedruckte Bericht betrifft alle, und Sie sehen eine Region"
    ),
    "Use the pages, or ask whoever sees everything.": ("Die Seiten verwenden, oder jemanden fragen, der alles sieht."),
    "{text} is beyond what can be kept": "{text} liegt außerhalb dessen, was sich festhalten lässt",
    "the areas have {size} letters together": "die Flächen haben zusammen {size} Zeichen",
    "Simplify their outlines to less than {most} letters.": "Ihre Umrisse auf weniger als {most} Zeichen vereinfachen.",
    "there is no such form": "es gibt kein solches Formular",
    "Open the page anew.": "Die Seite neu öffnen.",
    "{text} is no day": "{text} ist kein Tag",
    "Type the passphrase beside the button.": "Das Kennwort neben dem Knopf eingeben.",
    "too many passphrases were tried": "zu viele Kennwörter wurden versucht",
    "Try again in {wait_s} seconds.": "In {wait_s} Sekunden noch einmal versuchen.",
    "Try again.": "Noch einmal versuchen.",
    "Correct it.": "Berichtigen.",
    "there is no {kind}": "es gibt keinen Eintrag {kind}",
    "its rows are not whole": "seine Zeilen sind nicht vollständig",
    "Send the page's form.": "Das Formular der Seite senden.",
    "a cover needs its first day": "eine Vertretung braucht ihren ersten Tag",
    "{kind} is not asked for here": "{kind} kann man hier nicht bestellen",
    "{language} or {alarm} cannot be chosen": "{language} oder {alarm} kann man nicht wählen",
    "Choose a language and minutes.": "Eine Sprache und Minuten wählen.",
    "{weeks} weeks are not between 1 and {most}": "{weeks} Wochen liegen nicht zwischen 1 und {most}",
    "{line} is no pair": "{line} ist kein Paar",
    "Write one a line, such as Shop = customer.": "Eines je Zeile schreiben, etwa Shop = customer.",
    "{line} names no field of ours": "{line} nennt keines unserer Felder",
    "Write our field before a colon, such as kind: Shop = customer.": (
        "Unser Feld vor einen Doppelpunkt schreiben, etwa kind: Shop = customer."
    ),
    "each account needs its rep": "zu jedem Kunden gehört jemand, der ihn besucht",
}
