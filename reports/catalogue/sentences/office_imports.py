"""What is said of files that are imported: the English words, and the German ones."""

from __future__ import annotations

OFFICE_IMPORTS = {
    "owner_lock names {lock}, who is no rep": "owner_lock nennt {lock}, nicht im Außendienst",
    "Import the reps first, or correct the id.": "Zuerst den Außendienst importieren oder die Kennung berichtigen.",
    "region is {region_unread}, no subdivision of {country}": "region ist {region_unread}, kein Teil von {country}",
    "{whose} counts there; write its code or its name if that is wrong.": (
        "{whose} gilt dort; den Code oder den Namen schreiben, wenn das falsch ist."
    ),
    "the place does not tell the region of {count} accounts ({some}): near a border, or off the land": (
        "der Ort sagt die Region von {count} Kunden nicht ({some}): nahe einer Grenze oder nicht an Land"
    ),
    "The rep's public holidays count there; a column region says more.": (
        "Dort gelten die Feiertage des Außendienstes; eine Spalte region sagt mehr."
    ),
    "{cause} imported, and the interval counts from it": "{cause} importiert, und der Abstand zählt von da an",
    "Write the last visit that took place; one that is planned is a pin.": (
        "Den letzten Besuch schreiben, der stattfand; ein geplanter ist eine Fixierung."
    ),
    "there is neither lat and lon nor an address": "es gibt weder lat und lon noch eine Adresse",
    "Write one of them.": "Eines davon schreiben.",
    "interval_days is empty": "interval_days ist leer",
    "Write days, such as 28; where nobody is to visit, a rule says so: do_not_visit of import rules.": (
        "Tage schreiben, etwa 28; wo niemand besuchen soll, sagt es eine Regel: do_not_visit von import rules."
    ),
    "Write days between visits, such as 28.": "Tage zwischen Besuchen schreiben, etwa 28.",
    "email is {text}": "email ist {text}",
    "Write one address such as kim@example.com.": "Eine Adresse schreiben, etwa kim@example.com.",
    "kind is {text}": "kind ist {text}",
    "Write customer or prospect, or: --word kind:THEIRS=OURS.": (
        "customer oder prospect schreiben, oder: --word kind:IHRES=UNSERES."
    ),
    "{name} is empty": "{name} ist leer",
    "Write its {name}.": "{name} schreiben.",
    "{name} is {text}": "{name} ist {text}",
    "Write a whole number.": "Eine ganze Zahl schreiben.",
    "It must lie between {least} and {most}.": "Der Wert muss zwischen {least} und {most} liegen.",
    "Write it as YYYY-MM-DD.": "Als JJJJ-MM-TT schreiben.",
    "{name} is {text}: {ways}": "{name} ist {text}: {ways}",
    "Say which comes first: --dates {orders}.": "Sagen, was zuerst kommt: --dates {orders}.",
    "Write a day between {first_day} and {last_day}, or leave it empty.": (
        "Einen Tag zwischen {first_day} und {last_day} schreiben oder leer lassen."
    ),
    "Write it as HH:MM, such as 09:30.": "Als HH:MM schreiben, etwa 09:30.",
    "No amount is as large as that.": "So groß ist kein Betrag.",
    "{amount} is {text}: {names}": "{amount} ist {text}: {names}",
    "Write a column {name}, or: --default {name}={meant}.": (
        "Eine Spalte {name} schreiben, oder: --default {name}={meant}."
    ),
    "Write an ISO 4217 code such as EUR.": "Ein Kürzel nach ISO 4217 schreiben, etwa EUR.",
    "{name}: {error}": "{name}: {error}",
    "See docs/formats.md.": "Siehe docs/formats.md.",
    "Write yes or no.": "Ja oder nein schreiben.",
    "Write a number without a unit.": "Eine Zahl ohne Einheit schreiben.",
    "Say which sign is the decimal one.": "Sagen, welches Zeichen das Komma ist.",
    "{name} is {text}, and the currency is {currency}": "{name} ist {text}, und die Währung ist {currency}",
    "Correct one of them; amounts are not converted.": "Eines davon berichtigen; Beträge werden nicht umgerechnet.",
    "there is no column {name} among {names}": "unter {names} ist keine Spalte {name}",
    "Add it, or say which column holds it: --map 'Their name={name}'.": (
        "Ergänzen oder sagen, welche Spalte es enthält: --map 'Ihr Name={name}'."
    ),
    "column {name} stands in the header more than once, with different cells": (
        "die Spalte {name} steht mehr als einmal im Kopf, mit verschiedenen Zellen"
    ),
    "two columns give {our}: {said}": "zwei Spalten geben {our}: {said}",
    "Map one of them only.": "Nur eine davon zuordnen.",
    "the row has {cells} cells, the header {columns}": "die Zeile hat {cells} Zellen, der Kopf {columns}",
    "Put cells that hold the separator in quotes.": (
        "Zellen, die das Trennzeichen enthalten, in Anführungszeichen setzen."
    ),
    "{key} has answered twice on {key_2}": "{key} hat am {key_2} zweimal geantwortet",
    "Keep one, or their mean.": "Eine behalten oder den Mittelwert.",
    "Import the accounts first.": "Zuerst die Kunden importieren.",
    "date is empty": "date ist leer",
    "Write the day of the answer as YYYY-MM-DD.": "Den Tag der Antwort als JJJJ-MM-TT schreiben.",
    "score is empty": "score ist leer",
    "Leave out the rows of those who did not answer.": "Die Zeilen derer weglassen, die nicht geantwortet haben.",
    "score is {score} on a scale from {worst} to {best}": ("score ist {score} auf einer Skala von {worst} bis {best}"),
    "Name the scale: --default worst=1 --default best=5, or columns of these names.": (
        "Die Skala nennen: --default worst=1 --default best=5, oder Spalten dieser Namen."
    ),
    "{address} has no lat and lon, and the geocoder {service} does not answer ({away})": (
        "{address} hat kein lat und lon, und der Adressdienst {service} antwortet nicht ({away})"
    ),
    "Try again later (what was found is kept), or give lat and lon.": (
        "Später noch einmal versuchen (Gefundenes bleibt erhalten) oder lat und lon angeben."
    ),
    "{account_id} has {month} twice": "{account_id} hat {month} zweimal",
    "Add the two up, or drop one.": "Die beiden zusammenzählen oder eines weglassen.",
    "month is {month}": "month ist {month}",
    "Write it as YYYY-MM.": "Als JJJJ-MM schreiben.",
    "month is empty": "month ist leer",
    "Write 1 to 12.": "1 bis 12 schreiben.",
    "index is empty": "index ist leer",
    "Write 1 for an ordinary month.": "1 für einen gewöhnlichen Monat schreiben.",
    "{segment} has month {month} twice": "{segment} hat den Monat {month} zweimal",
    "Drop one of the two.": "Eines der beiden weglassen.",
    "its index is zero in all twelve months": "der Index ist in allen zwölf Monaten null",
    "Leave one month above zero, or forbid the visits: roundsman plan rule ACCOUNT --do-not-visit.": (
        "Einen Monat über null lassen oder die Besuche verbieten: roundsman plan rule ACCOUNT --do-not-visit."
    ),
    "no road leads to this hotel: it {cause}": "keine Straße führt zu diesem Hotel: {cause}",
    "Check lat and lon: it may lie at sea, or off the map in use.": (
        "lat und lon prüfen: es kann auf See liegen oder außerhalb der benutzten Karte."
    ),
    "lat or lon is empty": "lat oder lon ist leer",
    "Write where the hotel is.": "Schreiben, wo das Hotel ist.",
    "rep is {rep_id}, who is no rep": "rep ist {rep_id}, nicht im Außendienst",
    "price is {price}": "price ist {price}",
    "A night costs between 0 and {highest_price}.": "Eine Nacht kostet zwischen 0 und {highest_price}.",
    "currency is {text}": "currency ist {text}",
    "Write its three letters, such as CHF.": "Die drei Buchstaben schreiben, etwa CHF.",
    "there is no kind of file {name}": "es gibt keine Art von Datei {name}",
    "Name one of: {names}.": "Eines davon nennen: {names}.",
    "{who_name} does not reach over the whole company": "{who_name} reicht nicht über die ganze Firma",
    "{address} has to be looked up": "{address} muss nachgeschlagen werden",
    "Import it, or write lat and lon.": "Importieren oder lat und lon schreiben.",
    "id {identity} stands in {first} already": "die Kennung {identity} steht schon in {first}",
    "Give each its own id, or drop one.": "Jedem eine eigene Kennung geben oder eines weglassen.",
    "no mapping is kept as {name} (there are: {value})": "keine Zuordnung heißt {name} (es gibt: {value})",
    "{name} is a mapping for {kind}, not for {kind_2}": "{name} ist eine Zuordnung für {kind}, nicht für {kind_2}",
    "Name one of them.": "Eine davon nennen.",
    "Name another.": "Eine andere nennen.",
    "a mapping that is kept needs a name": "eine Zuordnung, die bleiben soll, braucht einen Namen",
    "no mapping is kept as {name}": "keine Zuordnung heißt {name}",
    "List them: roundsman import mappings.": "Auflisten: roundsman import mappings.",
    "{kind_name} have no column {unknown}": "{kind_name} haben keine Spalte {unknown}",
    "{program} has a map for {names}, and none for {what}": (
        "{program} hat eine Zuordnung für {names} und keine für {what}"
    ),
    "Say which column is which: --map 'Their name=OURS'.": (
        "Sagen, welche Spalte welche ist: --map 'Ihr Name=UNSERER'."
    ),
    "this names none of our columns": "das nennt keine unserer Spalten",
    "this is not OURS:THEIRS=OUR, such as kind:Kunde=customer": (
        "das hat nicht die Form UNSERE:IHRES=UNSERES, etwa kind:Kunde=customer"
    ),
    "id {deal} stands in the file already": "die Kennung {deal} steht schon in der Datei",
    "it is closed, and nothing says whether it was won": ("es ist geschlossen, und nichts sagt, ob es gewonnen wurde"),
    "Write yes or no into won.": "Ja oder nein in won schreiben.",
    "won is yes, and the stage is {stage}": "won ist ja, und die Stufe ist {stage}",
    "Correct one of them.": "Eines davon berichtigen.",
    "it is won or lost, and has no date": "es ist gewonnen oder verloren und hat keinen Tag",
    "Write the day into closed.": "Den Tag in closed schreiben.",
    "it closed on {closed}, before {opened}": "es schloss am {closed}, vor {opened}",
    "Correct one of the dates.": "Einen der Tage berichtigen.",
    "latitude and longitude are both 0": "Breite und Länge sind beide 0",
    "Write its place, or only its address.": "Den Ort schreiben, oder nur die Adresse.",
    "{lat}, {lon} is {distance_km} km from every other place: at sea, or in another country": (
        "{lat}, {lon} ist {distance_km} km von jedem anderen Ort entfernt: auf See oder in einem anderen Land"
    ),
    "{lat}, {lon} looks like longitude before latitude": "{lat}, {lon} sieht aus wie Länge vor Breite",
    "Check lat and lon; if they are right, first import a rep who lives near.": (
        "lat und lon prüfen; stimmen sie, zuerst jemanden aus dem Außendienst importieren, der in der Nähe wohnt."
    ),
    "Write lat {lon} and lon {lat}.": "lat {lon} und lon {lat} schreiben.",
    "Write where the rep's days start.": "Schreiben, wo die Tage beginnen.",
    "working_hours {working_hours} leave no working day": "working_hours {working_hours} lassen keinen Arbeitstag",
    "Write working hours such as: Mo-Fr 08:00-17:00.": "Arbeitszeiten schreiben, etwa: Mo-Fr 08:00-17:00.",
    "timezone is {name}": "timezone ist {name}",
    "Use a name such as Europe/Vaduz.": "Einen Namen wie Europe/Vaduz verwenden.",
    "{other} is {other_2}, which is not --{option} {said}, and {open_cells} needs one": (
        "{other} ist {other_2}, was nicht --{option} {said} ist, und {open_cells} braucht eines"
    ),
    "Leave --{option} out, or mend the file.": "--{option} weglassen oder die Datei berichtigen.",
    ("{name} is {text}: read as --{option} {choice} ({count} such cells), because {by} is {by_2} in {by_3}"): (
        "{name} ist {text}: gelesen als --{option} {choice} ({count} solche Zellen), weil {by} in {by_3} {by_2} ist"
    ),
    "If that is wrong, say --{option} and import it again.": (
        "Wenn das falsch ist, --{option} angeben und noch einmal importieren."
    ),
    "timezone is {timezone}": "timezone ist {timezone}",
    "no public holidays are known for country {country}": "für das Land {country} sind keine Feiertage bekannt",
    "Use a name such as Europe/Vaduz, or leave it empty.": ("Einen Namen wie Europe/Vaduz verwenden oder leer lassen."),
    "Use an ISO 3166 country code, or leave it empty: the place tells.": (
        "Ein Länderkürzel nach ISO 3166 verwenden oder leer lassen: der Ort sagt es."
    ),
    "{account_id} is reported twice for {date}": "{account_id} ist für {date} zweimal gemeldet",
    "Drop one, or give each an id of its own.": "Eines weglassen oder jedem eine eigene Kennung geben.",
    "there is no account {account_id}": "es gibt keinen Kunden {account_id}",
    "Write the day of the visit.": "Den Tag des Besuchs schreiben.",
    "there is no rep {rep_id}": "es gibt keinen Außendienst {rep_id}",
    "no plan and no owner says who was there": "kein Plan und keine Zuständigkeit sagt, wer dort war",
    "Write the rep's id into rep_id.": "Die Kennung der Person in rep_id schreiben.",
    "date is {day}, a day to come": "date ist {day}, ein Tag, der erst kommt",
    "Report a visit when it took place.": "Einen Besuch melden, wenn er stattfand.",
    "status is {text}": "status ist {text}",
    "Write {names}.": "{names} schreiben.",
    "start and end do not make a span of time": "start und end ergeben keine Zeitspanne",
    "Give both, in order, or none.": "Beide angeben, in dieser Reihenfolge, oder keines.",
    "{account_id} has two visits on {date}": "{account_id} hat zwei Besuche am {date}",
    "there is no {name} {given}": "es gibt keinen Eintrag {given} ({name})",
    "Import the {name}s first.": "Zuerst diese importieren: {name}.",
    "Write the day of the visit as YYYY-MM-DD.": "Den Tag des Besuchs als JJJJ-MM-TT schreiben.",
    "it may not be visited, so these were taken out: {names}": (
        "er darf nicht besucht werden, darum wurden diese herausgenommen: {names}"
    ),
    "Tell the customer where something was promised.": "Dem Kunden Bescheid geben, wo etwas zugesagt war.",
    "place {place} is no account": "der Ort {place} ist kein Kunde",
    "Give an account's id, or: home.": "Die Kennung eines Kunden angeben, oder: home.",
    "nobody owns the account on {date}": "niemand ist am {date} für den Kunden zuständig",
    "{rep} away {first} to {last}: it ends before it starts": (
        "{rep} abwesend {first} bis {last}: es endet, bevor es beginnt"
    ),
    "Mend it.": "Berichtigen.",
    "{rep} is away from {first} twice": "{rep} ist ab {first} zweimal abwesend",
    "account {account} stands in an earlier row already": "der Kunde {account} steht schon in einer früheren Zeile",
    "reps is empty": "reps ist leer",
    "Write the rep's id, or several joined by |.": "Die Kennung schreiben, oder mehrere mit | verbunden.",
    "appointment {name} stands in {where} already": "der Termin {name} steht schon in {where}",
    "Rename one.": "Einen umbenennen.",
    "there is no {name} {identity}": "es gibt keinen Eintrag {identity} ({name})",
    "Import the {name}s first, or correct it.": "Zuerst diese importieren: {name}; oder berichtigen.",
    "time is empty": "time ist leer",
    "Write it as 10:30.": "Als 10:30 schreiben.",
    "Save it as XLSX again, or as CSV UTF-8.": "Noch einmal als XLSX speichern oder als CSV UTF-8.",
    "the file is empty": "die Datei ist leer",
    "Export it again, with a header row.": "Noch einmal ausgeben, mit einer Kopfzeile.",
    "there is a header but no row": "es gibt einen Kopf, aber keine Zeile",
    "Export it again.": "Noch einmal ausgeben.",
    "this is a workbook of before 2007": "das ist eine Arbeitsmappe von vor 2007",
    "Save it as XLSX or CSV UTF-8.": "Als XLSX oder CSV UTF-8 speichern.",
    "this is not a text file": "das ist keine Textdatei",
    "Export it as CSV UTF-8.": "Als CSV UTF-8 ausgeben.",
    "the quoting is broken ({error})": "die Anführungszeichen stimmen nicht ({error})",
    "Look for a quote that is not closed, and export it again as CSV.": (
        "Ein Anführungszeichen suchen, das nicht geschlossen ist, und noch einmal als CSV ausgeben."
    ),
    "its first bytes say {upper}, and it is not ({reason})": (
        "die ersten Bytes sagen {upper}, und das ist es nicht ({reason})"
    ),
    'Save it as "CSV UTF-8".': 'Als "CSV UTF-8" speichern.',
    'Save it as "CSV UTF-8", or say how it is written, such as --encoding windows-1252.': (
        'Als "CSV UTF-8" speichern, oder sagen, wie sie geschrieben ist, etwa --encoding windows-1252.'
    ),
    "no text is written as {name}": "kein Text ist als {name} geschrieben",
    "Give it to a rep: roundsman territory move.": "Jemandem geben: roundsman territory move.",
    "Name one of {names}.": "Eines davon nennen: {names}.",
    "it is not written as {name} ({reason})": "sie ist nicht als {name} geschrieben ({reason})",
    "it cannot be read as a workbook ({name})": "nicht als Arbeitsmappe lesbar ({name})",
    "it is an archive, and no workbook": "das ist ein Archiv und keine Arbeitsmappe",
    "it unpacks to {size} MB": "entpackt sind es {size} MB",
    "it begins like a workbook and is none": "es beginnt wie eine Arbeitsmappe und ist keine",
    "last_visit is a day to come for {count} accounts (up to {last}); they are": (
        "last_visit ist bei {count} Kunden ein kommender Tag (bis {last}); sie werden"
    ),
    "last_visit is {day}, a day to come; it is": "last_visit ist {day}, ein kommender Tag; er wird",
    "kind is {kind}": "kind ist {kind}",
    "Write purpose, point or material.": "purpose, point oder material schreiben.",
}
