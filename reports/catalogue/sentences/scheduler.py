"""What is said of plans and what they are made of: the English words, and the German ones."""

from __future__ import annotations

SCHEDULER = {
    "absence: {what}": "Abwesenheit: {what}",
    "public holiday: {what}": "Feiertag: {what}",
    "company day off: {what}": "Betriebsfrei: {what}",
    "no working hours": "keine Arbeitszeit",
    "starts on {what}": "beginnt am {what}",
    "left on {what}": "ausgeschieden am {what}",
    "{name} is no rep and no person": "{name} ist niemand vom Außendienst und keine Person",
    "See: show reps.": "Siehe: show reps.",
    "{name} is no overlay with calls": "{name} ist keine Ebene mit eigenen Besuchen",
    "the visit is not due in this horizon, or its day is frozen already": (
        "der Besuch ist in diesem Zeitraum nicht fällig, oder sein Tag steht schon fest"
    ),
    ("Take the pin back: roundsman plan unpin VISIT; or plan from an earlier day: roundsman plan --start DATE."): (
        "Die Fixierung lösen: roundsman plan unpin VISIT; oder ab einem früheren Tag planen: roundsman "
        "plan --start DATE."
    ),
    "Mend the account's hours, or leave them empty for its category's.": (
        "Die Zeiten des Kunden berichtigen oder leer lassen: dann gelten die seiner Kategorie."
    ),
    "the interval is {interval_days} days": "der Abstand ist {interval_days} Tage",
    "least spacing {least_days} is above most spacing {most_days}": (
        "der kleinste Abstand {least_days} liegt über dem größten {most_days}"
    ),
    "the interval {interval_days} is not within {least_days} to {most_days} days": (
        "der Abstand {interval_days} liegt nicht zwischen {least_days} und {most_days} Tagen"
    ),
    "Give one day or more.": "Einen Tag oder mehr angeben.",
    "Let least be at most as large as most.": "Der kleinste darf höchstens so groß wie der größte sein.",
    "Widen the spacing or change the interval.": "Die Grenzen weiten oder den Abstand ändern.",
    "a visit lasts no time": "ein Besuch dauert keine Zeit",
    "Give its length in minutes.": "Die Dauer in Minuten angeben.",
    "{when} is outside the horizon {start} to {date_of}": (
        "{when} liegt außerhalb des Zeitraums {start} bis {date_of}"
    ),
    "Choose a date of the horizon.": "Einen Tag des Zeitraums wählen.",
    "{rep_name} does not work then ({reason})": "{rep_name} arbeitet dann nicht ({reason})",
    "Move it.": "Verschieben.",
    "the visit is pinned to {date} too": "der Besuch ist auch auf den {date} fixiert",
    "Keep one of the two.": "Eines von beiden behalten.",
    "visit {visit_id} is pinned to that time": "Besuch {visit_id} ist auf diese Zeit fixiert",
    "Move one.": "Einen davon verschieben.",
    "account {place_id} may not be visited: {do_not_visit}": (
        "Kunde {place_id} darf nicht besucht werden: {do_not_visit}"
    ),
    "Take the appointment back, or lift the rule.": "Den Termin zurücknehmen oder die Regel aufheben.",
    "place {place_id} is not in the travel table": "der Ort {place_id} steht nicht in der Wegetabelle",
    "Give an account, the rep's home or a place on a road.": (
        "Einen Kunden, den Wohnort oder einen Ort an einer Straße angeben."
    ),
    "{rep_name} does not work at that time": "{rep_name} arbeitet zu dieser Zeit nicht",
    "{place_id} is closed at that time": "{place_id} ist zu dieser Zeit geschlossen",
    "appointment {other} lies at that time": "Termin {other} liegt zu dieser Zeit",
    "Move one of the two.": "Einen der beiden verschieben.",
    ("Write it in OpenStreetMap's opening_hours language, such as: Mo-Fr 08:00-12:00,13:30-18:00; PH off."): (
        "In der Sprache opening_hours von OpenStreetMap schreiben, etwa: Mo-Fr 08:00-12:00,13:30-18:00; PH off."
    ),
    "{count} visits since {since} have no report and are planned as if they had not taken place ({reps})": (
        "{count} Besuche seit {since} sind nicht gemeldet und geplant, als hätten sie nicht stattgefunden ({reps})"
    ),
    "Report them first: roundsman visit report --rep REP --week DATE; then plan again.": (
        "Sie zuerst melden: roundsman visit report --rep REP --week DATUM; dann neu planen."
    ),
    "Let each find its owner: roundsman territory lead --all --keep.": (
        "Für jeden die Zuständigkeit finden lassen: roundsman territory lead --all --keep."
    ),
    "{count} customers have no owner on {start} and are planned for nobody ({some})": (
        "für {count} Kunden ist am {start} niemand zuständig, und sie werden für niemanden geplant ({some})"
    ),
    "Divide them: roundsman territory design.": "Aufteilen: roundsman territory design.",
    "{rep_name} starts on {starts}: {accounts} accounts are visited by nobody before": (
        "{rep_name} beginnt am {starts}: {accounts} Kunden besucht davor niemand"
    ),
    "{rep_name} leaves on {ends}: {accounts} accounts are visited by nobody after it": (
        "{rep_name} scheidet am {ends} aus: {accounts} Kunden besucht danach niemand"
    ),
    "Let somebody cover these accounts until then, or plan from a later day.": (
        "Jemanden bis dahin vertreten lassen oder ab einem späteren Tag planen."
    ),
    "Give the accounts to others: roundsman territory.": "Die Kunden anderen geben: roundsman territory.",
    "a number of visits in a year cannot be negative": "eine Zahl von Besuchen im Jahr kann nicht negativ sein",
    "Give 0 or more.": "0 oder mehr angeben.",
    "{yearly_minimum} visits are promised, {cap} are the most": (
        "{yearly_minimum} Besuche sind zugesagt, {cap} sind die meisten"
    ),
    "a cadence of {cadence} counts days": "ein Rhythmus {cadence} zählt Tage",
    "Promise fewer or allow more.": "Weniger zusagen oder mehr erlauben.",
    "Change the account's interval_days.": "interval_days des Kunden ändern.",
    "a rhythm has weeks": "ein Rhythmus hat Wochen",
    "Give 1 or more, or 0 for the interval.": "1 oder mehr angeben, oder 0 für den Abstand.",
    "Write {examples}.": "{examples} schreiben.",
    "Use 0 or more days.": "0 Tage oder mehr verwenden.",
    "Write it as 07-15/08-16.": "Als 07-15/08-16 schreiben.",
    "Give twelve, January first.": "Zwölf angeben, Januar zuerst.",
    "Use 1.0 for ordinary, 0.0 for none.": "1.0 für gewöhnlich verwenden, 0.0 für keinen.",
    "Leave one month above zero.": "Einen Monat über null lassen.",
    "Set it again: roundsman plan weights.": "Neu setzen: roundsman plan weights.",
    "there is no weight {unknown}": "es gibt kein Gewicht {unknown}",
    "There are: {names}.": "Es gibt: {names}.",
    "Give another value: docs/planning.md says what each weight means.": (
        "Einen anderen Wert angeben: docs/planning.md sagt, was jedes Gewicht bedeutet."
    ),
    'Begin it with "format": "roundsman-problem/1".': 'Mit "format": "roundsman-problem/1" beginnen.',
    "Remove it, or correct its name.": "Entfernen oder den Namen berichtigen.",
    "Give both alike.": "Beide gleich angeben.",
    "Give it, if need be empty.": "Angeben, notfalls leer.",
    "Give {count} numbers, one for each row.": "{count} Zahlen angeben, eine je Zeile.",
    "Give a whole number from 0 to {value}, which means that no road leads there.": (
        "Eine ganze Zahl von 0 bis {value} angeben; diese heißt, dass keine Straße hinführt."
    ),
    "Give its fields by name.": "Die Felder mit Namen angeben.",
    "Give it.": "Angeben.",
    "Give {words}.": "Anzugeben: {words}.",
    "Write it as [[3, 900.0]].": "Als [[3, 900.0]] schreiben.",
    "Write it as [0, 1, 2].": "Als [0, 1, 2] schreiben.",
    "Write [] for a closed day.": "[] für einen geschlossenen Tag schreiben.",
    'Write {"account": [[0, 14]]}.': '{"account": [[0, 14]]} schreiben.',
    "{date} is past": "der {date} ist vorbei",
    "Choose a later day.": "Einen späteren Tag wählen.",
    "{rep_name} does not visit on {date} ({off})": "{rep_name} macht am {date} keine Besuche ({off})",
    "Choose another day.": "Einen anderen Tag wählen.",
    "the plan leaves it out": "der Plan lässt ihn aus",
    "Move it to a day: plan move.": "Auf einen Tag legen: plan move.",
    "it is the same visit as {visit}": "es ist derselbe Besuch wie {visit}",
    "the two visits are not on tours of the same rep": ("die beiden Besuche liegen nicht auf Touren derselben Person"),
    "Name two visits.": "Zwei Besuche nennen.",
    "Swap visits of one rep.": "Besuche einer Person tauschen.",
    "the visit is over": "der Besuch ist vorbei",
    "no visit {text} is due in this plan from {today} on": ("kein Besuch {text} ist in diesem Plan ab {today} fällig"),
    "See: roundsman show plan --format csv.": "Siehe: roundsman show plan --format csv.",
    "Give {least} to {most}.": "{least} bis {most} angeben.",
    "Give each its own.": "Jedem einen eigenen geben.",
    "Make one of them.": "Einen daraus machen.",
    "Give {day} days.": "{day} Tage angeben.",
    "no road leads from {rep_name}'s home to {hotel_name} and back: at sea, or off the map": (
        "keine Straße führt von {rep_name} zu {hotel_name} und zurück: auf See oder außerhalb der Karte"
    ),
    "Check its lat and lon, and import it again.": "lat und lon prüfen und noch einmal importieren.",
    "a number of nights is below 0": "eine Zahl von Nächten liegt unter 0",
    "{row} nights in a row and {week} a week contradict each other": (
        "{row} Nächte hintereinander und {week} in der Woche widersprechen sich"
    ),
    "{row} nights in a row are more than the {week} that a week may have": (
        "{row} Nächte hintereinander sind mehr als die {week}, die eine Woche haben darf"
    ),
    "{week} nights a week, and the rep is willing on {days} weekdays": (
        "{week} Nächte in der Woche, und nur an {days} Wochentagen bereit"
    ),
    "Give both, or 0 for both.": "Beide angeben, oder beide 0.",
    "{name} is {price}": "{name} ist {price}",
    "Give a price above 0.": "Einen Preis über 0 angeben.",
    "Let a week have at least as many.": "Eine Woche muss mindestens so viele haben dürfen.",
    "Name as many weekdays, or allow fewer nights.": "So viele Wochentage nennen oder weniger Nächte erlauben.",
    "its price is in {currency}, the reps who stay away reckon in {names}": (
        "der Preis ist in {currency}, wer übernachtet, rechnet in {names}"
    ),
    "Write its price in that currency.": "Den Preis in dieser Währung schreiben.",
    "no margin is stated, so no visit can be valued": (
        "keine Marge ist angegeben, also lässt sich kein Besuch bewerten"
    ),
    "State margin and cost_per_hour: roundsman territory keep policy FILE.": (
        "margin und cost_per_hour angeben: roundsman territory keep policy FILE."
    ),
    "nothing tells how its sales answer to visits": "nichts sagt, wie der Umsatz auf Besuche antwortet",
    "State it as [[response]] in the policy; its intervals stay as they are.": (
        "Als [[response]] in den Regeln angeben; die Abstände bleiben, wie sie sind."
    ),
    "there is no account {account}": "es gibt keinen Kunden {account}",
    "Import it first.": "Zuerst importieren.",
    "{trait} is no trait": "{trait} ist kein Merkmal",
    "{trait} = {names}": "{trait} = {names}",
    "Give one number such as 0.25.": "Eine Zahl angeben, etwa 0.25.",
    "it and visit {other} are compulsory on day {day}, and no order keeps both their hours": (
        "dieser und Besuch {other} sind am Tag {day} Pflicht, und keine Reihenfolge hält die Zeiten beider ein"
    ),
    "Move one of them.": "Einen davon verschieben.",
    "it has no working day": "er hat keinen Arbeitstag",
    "Check working hours and holidays.": "Arbeitszeiten und Feiertage prüfen.",
    "no visit is due in it": "kein Besuch ist darin fällig",
    "{rep_name} has no account in these weeks": "{rep_name} hat in diesen Wochen keinen Kunden",
    "Give some: roundsman territory move, or realign.": "Welche zuteilen: roundsman territory move oder realign.",
    "Check intervals and last visits.": "Abstände und letzte Besuche prüfen.",
    "at least {least} and at most {most_gap_days} days apart": (
        "mindestens {least} und höchstens {most_gap_days} Tage auseinander"
    ),
    "Let least be at most most.": "Der kleinste Abstand darf höchstens der größte sein.",
    "its days leave {narrowest} to {widest} days after visit {before}, outside its spacing": (
        "seine Tage lassen {narrowest} bis {widest} Tage nach Besuch {before}, außerhalb des Abstands"
    ),
    "Widen its days or its spacing.": "Seine Tage oder seinen Abstand weiten.",
    "no working day lies between day {first_day} and day {last_day}": (
        "kein Arbeitstag liegt zwischen Tag {first_day} und Tag {last_day}"
    ),
    "its service of {service_s} s is longer than every window ({longest} s)": (
        "die Dauer von {service_s} s ist länger als jedes Zeitfenster ({longest} s)"
    ),
    "there and back takes longer than any of its days": "hin und zurück dauert länger als jeder seiner Tage",
    "Widen its days.": "Seine Tage weiten.",
    "its account is closed on all its days": "der Kunde hat an allen seinen Tagen geschlossen",
    "Check the opening hours.": "Die Öffnungszeiten prüfen.",
    "Shorten the service or open longer.": "Die Dauer kürzen oder länger öffnen.",
    "Check its place on the map, or lengthen the day.": "Den Ort auf der Karte prüfen oder den Tag verlängern.",
    "lunch begins by {latest_s} s, the shift only at {start_s} s; the day stays empty": (
        "die Mittagspause beginnt bis {latest_s} s, die Arbeit erst um {start_s} s; der Tag bleibt leer"
    ),
    "Ask no lunch on that day.": "An diesem Tag keine Mittagspause verlangen.",
    "none of its patterns has {count} days, one for each due visit": (
        "keines seiner Muster hat {count} Tage, einen je fälligem Besuch"
    ),
    "no day of its patterns is a working day on which its visit is due": (
        "kein Tag seiner Muster ist ein Arbeitstag, an dem ein Besuch fällig ist"
    ),
    "Give patterns of that many days.": "Muster mit so vielen Tagen angeben.",
    "Give patterns of days that are worked.": "Muster mit Arbeitstagen angeben.",
    "{asked} hours of service are due in {given} hours of work, driving apart": (
        "{asked} Stunden Besuche sind in {given} Stunden Arbeit fällig, ohne die Fahrten"
    ),
    "Lengthen intervals, hand accounts over, or add days.": (
        "Abstände verlängern, Kunden abgeben oder Tage dazunehmen."
    ),
    "{text} is no interval, such as {examples}": "{text} ist kein Abstand wie {examples}",
    "no public holidays are known for {place}": "für {place} sind keine Feiertage bekannt",
    "lunch {text} is not written like 11:30-13:30/45": (
        "die Mittagspause {text} ist nicht wie 11:30-13:30/45 geschrieben"
    ),
    "lunch {text} has times that do not follow each other": (
        "die Zeiten der Mittagspause {text} folgen nicht aufeinander"
    ),
    "opening hours {text} cannot be read": "die Öffnungszeiten {text} sind nicht lesbar",
    "lead is {lead_days} days": "der Vorlauf ist {lead_days} Tage",
    "closed season {span} is no span of dates": "die Schließzeit {span} ist keine Zeitspanne",
    "{name} has {count} months": "{name} hat {count} Monate",
    "{name} holds {months}": "{name} enthält {months}",
    "{name} is zero all year": "{name} ist das ganze Jahr null",
    "it is not marked as {problem_format}": "es ist nicht als {problem_format} bezeichnet",
    "there is no such field": "dieses Feld gibt es nicht",
    "it has {count} rows beside {count_2} of travel_s": "es hat {count} Zeilen neben {count_2} von travel_s",
    "the list is missing": "die Liste fehlt",
    "it is no object": "es ist kein Objekt",
    "{short} is not {words}": "{short} ist nicht {words}",
    "it is no list of [day, price]": "es ist keine Liste von [Tag, Preis]",
    "it makes no square table": "es ergibt keine quadratische Tabelle",
    "{short} is no number of a table": "{short} ist keine Zahl einer Tabelle",
    "it is no list of days": "es ist keine Liste von Tagen",
    "it is no list of days of [opens_s, closes_s] ({error})": (
        "es ist keine Liste von Tagen mit [opens_s, closes_s] ({error})"
    ),
    "it is no object of lists of days ({error})": "es ist kein Objekt mit Listen von Tagen ({error})",
    "{days} days after the visit before, {least} are the least": (
        "{days} Tage nach dem Besuch davor, {least} sind die wenigsten"
    ),
    "{days} days after the visit before, {most} are the most": (
        "{days} Tage nach dem Besuch davor, {most} sind die meisten"
    ),
    "days {names} are on none of the account's patterns": "die Tage {names} stehen in keinem Muster des Kunden",
    "its days end ({last_day}) before they begin ({first_day})": (
        "seine Tage enden ({last_day}), bevor sie beginnen ({first_day})"
    ),
    "{said} is out of range": "{said} liegt außerhalb des Erlaubten",
    "{visit} is the id of an earlier visit": "{visit} ist die Kennung eines früheren Besuchs",
    "two windows of day {day} overlap": "zwei Zeitfenster von Tag {day} überschneiden sich",
    "install the same on its workers, or {here}": "dasselbe auf seinen Rechnern installieren, oder {here}",
    "Write working hours such as: Mo-Th 08:00-17:00; Fr 08:00-13:00.": (
        "Arbeitszeiten schreiben, etwa: Mo-Th 08:00-17:00; Fr 08:00-13:00."
    ),
    "Write lunch such as: 11:30-13:30/45 (earliest and latest start, minutes).": (
        "Die Mittagspause schreiben, etwa: 11:30-13:30/45 (frühester und spätester Beginn, Minuten)."
    ),
    "Use an ISO 3166 country code and one of its subdivisions, or no region.": (
        "Ein Länderkürzel nach ISO 3166 und einen seiner Teile verwenden, oder keine Region."
    ),
    "at that time": "zu dieser Zeit",
    "outside the plan": "außerhalb des Plans",
    "a pinned or promised visit is left out": "ein fixierter oder zugesagter Besuch fällt aus",
    "its latest beginning lies before its earliest": "ihr spätester Beginn liegt vor dem frühesten",
    "removed": "entfernt",
    "{rep_name} does not visit on {day} ({off})": "{rep_name} macht am {day} keine Besuche ({off})",
    "no tour of {name} could hold it ({left})": "keine Tour von {name} könnte ihn aufnehmen ({left})",
}
