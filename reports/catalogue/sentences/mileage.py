"""What is said of the mileage log, expenses and claims: the English words, and the German ones."""

from __future__ import annotations

MILEAGE = {
    "there is no allowance table {scheme}": "es gibt keine Pauschalentabelle {scheme}",
    "Known: {names}.": "Bekannt: {names}.",
    "misses {error}": "{error} fehlt",
    "a number cannot be read": "eine Zahl ist nicht lesbar",
    "See docs/mileage.md, allowances, for the form of the file.": (
        "Die Form der Datei steht in docs/mileage.md, allowances."
    ),
    "has no column {names}": "hat keine Spalte {names}",
    "Ours are: {names}.": "Unsere sind: {names}.",
    "{cells} is in the table already": "{cells} steht schon in der Tabelle",
    "Drop one of them.": "Eines davon weglassen.",
    "a number or a date cannot be read": "eine Zahl oder ein Datum ist nicht lesbar",
    "Write amounts as 68.00 and dates as 2026-01-31.": "Beträge als 68.00 und Daten als 2026-01-31 schreiben.",
    "{scheme} holds from {valid_from} to {value}": "{scheme} gilt von {valid_from} bis {value}",
    "{scheme} has no place {place}": "{scheme} kennt keinen Ort {place}",
    "{scheme} has no rates for {place} on {day}": "{scheme} hat keine Sätze für {place} am {day}",
    "Import the year's table.": "Die Tabelle des Jahres importieren.",
    "Known: {known}.": "Bekannt: {known}.",
    "Import the season's rates.": "Die Sätze der Saison importieren.",
    "is no day of the journey": "ist kein Tag der Reise",
    "Name a day of the journey.": "Einen Tag der Reise nennen.",
    "{meal} is no meal": "{meal} ist keine Mahlzeit",
    "Write one of: {names}.": "Eines davon schreiben: {names}.",
    "{scheme} does not say what it is worth in {stays}": "{scheme} sagt nicht, was sie in {stays} wert ist",
    "Add `provided` to the place in a table of your own.": "`provided` zum Ort in einer eigenen Tabelle ergänzen.",
    "a claim that is {state} cannot be taken to {step}": ("eine Abrechnung im Stand {state} kann nicht {step} werden"),
    "{actor} is the claimant": "{actor} stellt die Abrechnung selbst",
    "{actor} is not the claimant": "{actor} stellt die Abrechnung nicht",
    "It has to be {needed} first.": "Sie muss zuerst im Stand {needed} sein.",
    "Somebody else has to do this.": "Das muss jemand anderes tun.",
    "Only the rep submits a claim.": "Nur die Person selbst reicht ihre Abrechnung ein.",
    "a rejection has no reason": "eine Ablehnung hat keinen Grund",
    "Say why.": "Den Grund angeben.",
    "nobody is named": "niemand ist genannt",
    "Say who does this.": "Angeben, wer das tut.",
    "{rep_id} has no expense {refund_of}": "{rep_id} hat keine Auslage {refund_of}",
    "the amount is {gross}": "der Betrag ist {gross}",
    "it was paid in {currency} by the {paid_by}": "bezahlt wurde in {currency} von: {paid_by}",
    "{Money} of {gross} are left": "{Money} von {gross} sind übrig",
    "Name the expense of which money came back.": "Die Auslage nennen, von der Geld zurückkam.",
    "Write what came back as -20.00EUR.": "Was zurückkam, als -20.00EUR schreiben.",
    "Refund in the same currency to whoever paid.": "In derselben Währung an dieselbe Seite zurückzahlen.",
    "No more comes back than was paid.": "Es kommt nicht mehr zurück, als bezahlt wurde.",
    "there is no category {category}": "es gibt keine Kategorie {category}",
    "the VAT rate is {vat_rate}": "der Umsatzsteuersatz ist {vat_rate}",
    "a receipt is needed from {receipt_from} on": "ab {receipt_from} ist ein Beleg nötig",
    "Write what was paid; what came back names its expense, with --refund-of.": (
        "Schreiben, was bezahlt wurde; was zurückkam, nennt seine Auslage mit --refund-of."
    ),
    "Write 19 % as 0.19.": "19 % als 0.19 schreiben.",
    "Attach it with --receipt FILE.": "Mit --receipt FILE anhängen.",
    "the reading is negative": "der Zählerstand ist negativ",
    "Read it again.": "Noch einmal ablesen.",
    "{show_distance} is less than {show_distance_2} on {day}": (
        "{show_distance} ist weniger als {show_distance_2} am {day}"
    ),
    "Correct one of the two readings; where the instrument was replaced, say so with --replaced-at.": (
        "Einen der beiden Zählerstände berichtigen; wurde der Zähler getauscht, das mit --replaced-at sagen."
    ),
    "is larger than {largest_bytes} MB": "ist größer als {largest_bytes} MB",
    "is empty": "ist leer",
    "is neither a photograph (JPEG, PNG, WebP) nor a PDF": "ist weder ein Foto (JPEG, PNG, WebP) noch ein PDF",
    "has {width} x {height} points": "hat {width} x {height} Punkte",
    "Photograph it at a lower resolution.": "Mit geringerer Auflösung fotografieren.",
    "Photograph the receipt.": "Den Beleg fotografieren.",
    "is damaged or ends before its end": "ist beschädigt oder endet vor seinem Ende",
    "Choose it again.": "Noch einmal auswählen.",
    "See docs/mileage.md, expense policy, for the form of the file.": (
        "Die Form der Datei steht in docs/mileage.md, expense policy."
    ),
    "no vehicle {vehicle_id}": "kein Fahrzeug {vehicle_id}",
    "Register it.": "Anmelden.",
    "Add the rate to the company's own table.": "Den Satz in der eigenen Tabelle der Firma ergänzen.",
    "there is no rate table {scheme}": "es gibt keine Satztabelle {scheme}",
    "See docs/mileage.md, rate tables, for the form of the file.": (
        "Die Form der Datei steht in docs/mileage.md, rate tables."
    ),
    "{name} is {get}": "{name} ist {get}",
    "End the earlier one on the day before the later one begins.": (
        "Den früheren am Tag vor dem Beginn des späteren enden lassen."
    ),
    "is larger than {limit} MB": "ist größer als {limit} MB",
    "Photograph it smaller, or scan it anew.": "Kleiner fotografieren oder neu scannen.",
    "is neither JPEG, PNG nor PDF, whatever its name says": (
        "ist weder JPEG noch PNG noch PDF, was der Name auch sagt"
    ),
    "Save it as JPEG, PNG or PDF.": "Als JPEG, PNG oder PDF speichern.",
    "ends before its end": "endet vor seinem Ende",
    "Copy the whole file again.": "Die ganze Datei noch einmal kopieren.",
    "two rates for a {vehicle} hold on {day}": "zwei Sätze für {vehicle} gelten am {day}",
    "{row}: provided names {names}; there are {names_2}": "{row}: provided nennt {names}; es gibt {names_2}",
    "{row}: an amount is negative": "{row}: ein Betrag ist negativ",
    "at step {number} the ledger ended with a posting that is gone": (
        "bei Schritt {number} endete das Hauptbuch mit einer Buchung, die fehlt"
    ),
    "step {number} takes {claim_id} to {step_name} out of turn": (
        "Schritt {number} bringt {claim_id} außer der Reihe auf {step_name}"
    ),
    "claim {name} is {state}, and its steps led to {due}": (
        "die Abrechnung {name} ist {state}, und ihre Schritte führten zu {due}"
    ),
    "the closing of {month} is not as its step says": "der Abschluss von {month} ist nicht, wie sein Schritt sagt",
    "what was erased in step {number} is not what its step says": (
        "was in Schritt {number} gelöscht wurde, ist nicht, was der Schritt sagt"
    ),
    "the passphrase of {person} is not the one that was registered": (
        "das Kennwort von {person} ist nicht das angemeldete"
    ),
    "{show_distance} in one trip": "{show_distance} in einer Fahrt",
    "the odometer goes from {show_distance} to {show_distance_2}": (
        "der Zähler geht von {show_distance} auf {show_distance_2}"
    ),
    "{date} has not come yet": "der {date} ist noch nicht gekommen",
    "the distance is {distance_m} m": "die Strecke ist {distance_m} m",
    "A trip is at most {show_distance}.": "Eine Fahrt ist höchstens {show_distance} lang.",
    "{vehicle_id} is no vehicle of {rep_id}": "{vehicle_id} ist kein Fahrzeug von {rep_id}",
    "{vehicle} was not in use on {date}": "{vehicle} war am {date} nicht in Gebrauch",
    "a commute of {commute_m} m is negative": "ein Arbeitsweg von {commute_m} m ist negativ",
    "{text} is not a distance: write a number and its unit, such as 120mi or 12.3km": (
        "{text} ist keine Strecke: eine Zahl mit Einheit schreiben, etwa 120mi oder 12.3km"
    ),
    "{text} is more than any odometer shows": "{text} ist mehr, als ein Zähler zeigt",
    "in {currency}: the policy's limits are in {currency_2}": (
        "in {currency}: die Grenzen der Regeln sind in {currency_2}"
    ),
    "over the limit of {limit} {currency} {name}": "über der Grenze von {limit} {currency} {name}",
    "{first} and {second} are kept side by side and never added": (
        "{first} und {second} stehen nebeneinander und werden nie addiert"
    ),
    "{currency} is not a currency of ISO 4217": "{currency} ist keine Währung nach ISO 4217",
    "{amount} has more digits than {currency} has": "{amount} hat mehr Stellen als {currency}",
    "the dates {starts} to {ends} are no span": "die Tage {starts} bis {ends} sind keine Spanne",
    "{value} is not a number": "{value} ist keine Zahl",
    "{value} is not a number from 0 up": "{value} ist keine Zahl ab 0",
    "a band up to {up_to} follows one up to {start}": "auf ein Band bis {start} folgt eines bis {up_to}",
    "{scheme} has no rate for a {vehicle} on {day}: add it to the table or name another scheme": (
        "{scheme} hat keinen Satz für {vehicle} am {day}: ihn ergänzen oder eine andere Tabelle nennen"
    ),
    "ends at posting {count}, and ended at {count_2} when its head was written down": (
        "endet bei Buchung {count} und endete bei {count_2}, als sein Ende notiert wurde"
    ),
    "{sealed} is posted and not reversed, and the log says that it does not hold": (
        "{sealed} ist gebucht und nicht storniert, und nach dem Fahrtenbuch gilt es nicht"
    ),
    "{subject} holds by the log, and no posting that stands pays it": (
        "{subject} gilt nach dem Fahrtenbuch, und keine stehende Buchung bezahlt es"
    ),
    "follows number {count}": "folgt auf Nummer {count}",
    "names posting {refers}, which is none of its subject": (
        "nennt Buchung {refers}, die nicht zu ihrem Gegenstand gehört"
    ),
    "the log of {kind} {subject} is not what was attested": (
        "der Eintrag zu {kind} {subject} ist nicht der bestätigte"
    ),
    "posting {refers} was reversed before": "Buchung {refers} wurde schon storniert",
    "is not the amount of posting {refers}": "ist nicht der Betrag von Buchung {refers}",
    "Write what was driven.": "Schreiben, was gefahren wurde.",
    "passengers or commute are negative": "Mitfahrende oder Arbeitsweg sind negativ",
    "Write 0 for none.": "0 für keine schreiben.",
    "Write an address.": "Eine Adresse schreiben.",
    "the trip has no purpose": "die Fahrt hat keinen Zweck",
    "Write what it was for, as specific as can be.": "Schreiben, wofür sie war, so genau wie möglich.",
    "Correct one of the readings.": "Einen der Zählerstände berichtigen.",
    "the trip arrives before it leaves": "die Fahrt kommt an, bevor sie abfährt",
    "Name another or change its dates.": "Ein anderes nennen oder seine Tage ändern.",
    "Attest it when it is driven.": "Bestätigen, wenn sie gefahren ist.",
    "the hash is not the one written down": "die Prüfsumme ist nicht die notierte",
    "does not name the hash of the posting before it": "nennt nicht die Prüfsumme der Buchung davor",
    "its content does not give its hash": "ihr Inhalt ergibt nicht ihre Prüfsumme",
    "only the last band, and always the last, goes without up_to": (
        "nur das letzte Band, und immer das letzte, kommt ohne up_to"
    ),
    "a distance or a number of passengers is negative": "eine Strecke oder eine Zahl von Mitfahrenden ist negativ",
    "tables follow each other by their first days": "Tabellen folgen einander nach ihrem ersten Tag",
    "the trip has no start": "die Fahrt hat keinen Anfang",
    "the trip has no end": "die Fahrt hat kein Ende",
}
