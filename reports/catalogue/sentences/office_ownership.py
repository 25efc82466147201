"""What is said of who owns which account: the English words, and the German ones."""

from __future__ import annotations

OFFICE_OWNERSHIP = {
    "nobody owns accounts in a layer {layer}": "niemand ist in einer Ebene {layer} zuständig",
    "See: roundsman territory owners list.": "Siehe: roundsman territory owners list.",
    "areas are made of roads": "Flächen werden aus Straßen gemacht",
    "Make the roads first: roundsman roads.": "Zuerst die Straßen machen: roundsman roads.",
    "{count} accounts are not to be visited and weigh nothing ({some})": (
        "{count} Kunden sollen nicht besucht werden und wiegen nichts ({some})"
    ),
    "{count} accounts have no potential and weigh nothing in it ({some})": (
        "{count} Kunden haben kein Potenzial und wiegen darin nichts ({some})"
    ),
    "Estimate it, so that it is shared out too.": "Es schätzen, damit es mit aufgeteilt wird.",
    "Let each find its owner first: roundsman territory lead --all --keep.": (
        "Zuerst für jeden die Zuständigkeit finden lassen: roundsman territory lead --all --keep."
    ),
    "They keep their owner; lift their rule to count them.": (
        "Ihre Zuständigkeit bleibt; die Regel aufheben, damit sie zählen."
    ),
    "it makes no design": "er macht keinen Entwurf",
    "it realigns nothing": "er ordnet nichts neu",
    "it was dropped": "er wurde verworfen",
    "it is in force as decision {number}": "er gilt als Entscheidung {number}",
    "Take the decision back.": "Nehmen Sie die Entscheidung zurück.",
    "{name} is true or false": "{name} ist wahr oder falsch",
    "it lets no account choose its rep": "er lässt keine Kunden wählen",
    "{name} lies between {least} and {most}": "{name} liegt zwischen {least} und {most}",
    "List the jobs.": "Die Aufträge auflisten.",
    "it is {value}": "er ist {value}",
    "Wait for it, or ask again.": "Warten oder neu bestellen.",
    "Order it otherwise.": "Anders bestellen.",
    "{names} own nothing": "{names} haben nichts",
    "Divide them anew: roundsman territory design.": "Neu aufteilen: roundsman territory design.",
    "{n} accounts cannot be shared by {count}": "{n} Kunden können nicht auf {count} aufgeteilt werden",
    "Ask for fewer territories.": "Weniger Gebiete verlangen.",
    "{count} territories and {count_2} reps": "{count} Gebiete und {count_2} im Außendienst",
    "Hire, and import the new reps; or ask for fewer territories.": (
        "Einstellen und die neuen Leute importieren; oder weniger Gebiete verlangen."
    ),
    "{last} lies before {first}": "{last} liegt vor {first}",
    "the reps are {names}": "im Außendienst sind {names}",
    "Give the first day first.": "Den ersten Tag zuerst angeben.",
    "{count} accounts have no owner on that day ({some})": (
        "für {count} Kunden ist an diesem Tag niemand zuständig ({some})"
    ),
    ("Give each to a rep: roundsman territory move ACCOUNT REP, or let them be placed: territory realign."): (
        "Jeden jemandem geben: roundsman territory move ACCOUNT REP, oder sie verteilen lassen: territory realign."
    ),
    "it is taken back already": "sie ist schon zurückgenommen",
    "there is no such decision": "diese Entscheidung gibt es nicht",
    "List them: roundsman territory decisions.": "Auflisten: roundsman territory decisions.",
    "it had an owner on {day}, and who owned what on past days is not rewritten": (
        "am {day} war schon jemand zuständig, und vergangene Zuständigkeit wird nicht umgeschrieben"
    ),
    "Let the new owners begin today or later (--from).": (
        "Die neue Zuständigkeit heute oder später beginnen lassen (--from)."
    ),
    "{why}, but somebody else has it before its hand-over on {on}": (
        "{why}, aber jemand anderes hat ihn vor seiner Übergabe am {on}"
    ),
    "Decide by hand: roundsman territory realign, or end the cover.": (
        "Von Hand entscheiden: roundsman territory realign, oder die Vertretung beenden."
    ),
    "{reps} and {reps_2} have no common time there within {within_days} days from {on}": (
        "{reps} und {reps_2} haben dort binnen {within_days} Tagen ab {on} keine gemeinsame Zeit"
    ),
    "Fix one: roundsman plan appointment ... --rep {reps} --rep {reps_2}": (
        "Einen Termin setzen: roundsman plan appointment ... --rep {reps} --rep {reps_2}"
    ),
    "{count} accounts have no owner on that day": "für {count} Kunden ist an diesem Tag niemand zuständig",
    "Ask for that day or a later one: --from {begins}.": ("Diesen Tag oder einen späteren verlangen: --from {begins}."),
    "leads are owned by the road they stand on": "für Interessenten ist zuständig, wer ihre Straße hat",
    "no rep has what it asks for": "niemand hat, was er verlangt",
    "Train or hire a rep for it, or relax what it asks for.": (
        "Jemanden dafür schulen oder einstellen, oder lockern, was er verlangt."
    ),
    "somebody owns it on that day, or it is not to be visited": (
        "an diesem Tag ist jemand zuständig, oder er soll nicht besucht werden"
    ),
    "Give it to another rep: roundsman territory move.": "Jemand anderem geben: roundsman territory move.",
    "it is {rep_id}'s on {day} already": "am {day} ist schon {rep_id} zuständig",
    "Nothing need be done.": "Nichts ist zu tun.",
    "List them: roundsman show reps.": "Auflisten: roundsman show reps.",
    "{rep_name} does not work on {day}": "{rep_name} arbeitet am {day} nicht",
    "Name a rep who does, or another day.": "Jemanden nennen, der arbeitet, oder einen anderen Tag.",
    "{rep} {names}": "{rep}: {names}",
    "Give it to a rep who fits.": "Jemandem geben, der passt.",
    "rule {rule} names it for {rep}": "die Regel {rule} nennt ihn für {rep}",
    "it is locked to {owner_lock}": "er ist an {owner_lock} gebunden",
    "Change that rule first.": "Zuerst diese Regel ändern.",
    "Release its lock first.": "Zuerst die Bindung aufheben.",
    "{name} owns {count} of them from {day} on: {names} ...": (
        "für {count} davon ist ab {day} {name} zuständig: {names} ..."
    ),
    "nobody who works then has what it asks for": "niemand, der dann arbeitet, hat, was er verlangt",
    "{name} owns it from {valid_from} on: {reason}": "ab {valid_from} ist {name} zuständig: {reason}",
    "See roundsman territory decisions; even the loads out: roundsman territory realign.": (
        "Siehe roundsman territory decisions; die Last ausgleichen: roundsman territory realign."
    ),
    "Give it to another: roundsman territory move.": "Jemand anderem geben: roundsman territory move.",
    "nobody follows themselves": "niemand folgt sich selbst nach",
    "Name another rep.": "Jemand anderen nennen.",
    "nobody but {rep_id} may own it": "niemand außer {rep_id} darf ihn betreuen",
    "Release its lock, or train or hire a rep for it.": (
        "Die Bindung aufheben, oder jemanden dafür schulen oder einstellen."
    ),
    "{count} accounts stay with {rep_id}, since nobody visits them ({names})": (
        "{count} Kunden bleiben bei {rep_id}, da niemand sie besucht ({names})"
    ),
    "Give them to others once they are visited.": "Sie anderen geben, sobald sie besucht werden.",
    "the rules give it to {rep_id}, who has left": "die Regeln geben es {rep_id}, inzwischen ausgeschieden",
    "Write who holds it from then on: roundsman territory owners rules FILE.": (
        "Schreiben, wer es von da an hat: roundsman territory owners rules FILE."
    ),
    "there is no layer {layer}": "es gibt keine Ebene {layer}",
    "there is no such account": "diesen Kunden gibt es nicht",
    "Check the id: roundsman show accounts.": "Die Kennung prüfen: roundsman show accounts.",
    "territory {territory} has no equal claim on it": "das Gebiet {territory} hat keinen gleichen Anspruch darauf",
    "Choose one of: {names}.": "Eines davon wählen: {names}.",
    "It is in no conflict; change a rule instead.": "Er ist in keinem Streit; stattdessen eine Regel ändern.",
    "no rules are in force": "keine Regeln sind in Kraft",
    "Give some: roundsman territory owners rules FILE.": "Welche angeben: roundsman territory owners rules FILE.",
    "Import the rep.": "Die Person importieren.",
    "it has no rows with a column account_id": "sie hat keine Zeilen mit einer Spalte account_id",
    "Begin it with: account_id,postcode,need": "Mit account_id,postcode,need beginnen.",
    "there are no two years of sales": "es gibt keine zwei Jahre Umsatz",
    "Import sales: roundsman import sales FILE.": "Umsatz importieren: roundsman import sales FILE.",
    "no season of it was learned": "davon wurde keine Saison gelernt",
    "Learned are: {value}. Others: roundsman import seasons FILE.": (
        "Gelernt sind: {value}. Andere: roundsman import seasons FILE."
    ),
    "Months are 1 to 12, indices at least 0, and all twelve together are 12.": (
        "Monate sind 1 bis 12, Indizes mindestens 0, und alle zwölf zusammen ergeben 12."
    ),
    "a baseline of this name is frozen": "ein Vergleichsstand dieses Namens ist eingefroren",
    "Use another name.": "Einen anderen Namen verwenden.",
    "it was changed after it was frozen: its seal is broken": (
        "er wurde nach dem Einfrieren geändert: das Siegel ist gebrochen"
    ),
    "Freeze the figures under another name.": "Die Zahlen unter anderem Namen einfrieren.",
    "there is no territory {territory} on {day}": "am {day} gibt es kein Gebiet {territory}",
    "{territory} has no account of segment {segment}": "{territory} hat keinen Kunden des Segments {segment}",
    "Name another segment, or none.": "Ein anderes Segment nennen, oder keines.",
    "an answer needs a reason": "eine Antwort braucht einen Grund",
    "Say why it is left as it is.": "Angeben, warum es so bleibt.",
    "no open finding has this key": "kein offener Befund hat diesen Schlüssel",
    "Take the key from: roundsman territory mend --json.": (
        "Den Schlüssel nehmen aus: roundsman territory mend --json."
    ),
    "to {last}{hours}": "bis {last}{hours}",
    "{reason} at {place}{time}": "{reason} bei {place}{time}",
    "{first} and {rest}": "{first} und {rest}",
    "{cause}; all have one from {begins} on": "{cause}; ab {begins} ist für alle jemand zuständig",
    "{seconds} seconds are not between 0.1 and {most_seconds}": (
        "{seconds} Sekunden liegen nicht zwischen 0.1 und {most_seconds}"
    ),
    "{steps} steps are not between 0 and {most_steps}": "{steps} Schritte liegen nicht zwischen 0 und {most_steps}",
    "{seed} is no seed": "{seed} ist kein Startwert",
    "a tolerance lies above 0 and up to 1": "eine Toleranz liegt über 0 und bis 1",
    "potential leans to the experienced within a tolerance of its own, which is not given": (
        "das Potenzial neigt nur innerhalb einer eigenen Toleranz zu den Erfahrenen, und die fehlt"
    ),
    "potential leans to the experienced by a part between 0 and 1": (
        "das Potenzial neigt um einen Teil zwischen 0 und 1 zu den Erfahrenen"
    ),
    "contiguous is true or false": "contiguous ist wahr oder falsch",
    "it cannot be read: {error}": "nicht lesbar: {error}",
    "{count} accounts are chosen": "{count} Kunden sind gewählt",
    "all of them are {rep_id}'s on {day} already": "für alle ist am {day} schon {rep_id} zuständig",
    "Choose between one and {most}.": "Zwischen einem und {most} wählen.",
    "List them: roundsman territory reps.": "Auflisten: roundsman territory reps.",
}
