"""What is said of the ledger, as people use it: the English words, and the German ones."""

from __future__ import annotations

OFFICE_MILEAGE = {
    "was paid before": "wurde schon bezahlt",
    "Leave the day out.": "Den Tag weglassen.",
    "has not come yet": "ist noch nicht gekommen",
    "Enter it afterwards.": "Danach eintragen.",
    "Confirm the visits and attest the trips of both days, or name each --night.": (
        "Die Besuche bestätigen und die Fahrten beider Tage bestätigen, oder jede mit --night nennen."
    ),
    "no draft and no attested trip has this id": "kein Entwurf und keine bestätigte Fahrt hat diese Kennung",
    "List them with `roundsman mileage log`.": "Auflisten mit `roundsman mileage log`.",
    "it has no reason": "sie hat keinen Grund",
    "Say why, with --reason.": "Den Grund mit --reason angeben.",
    "the month is not over": "der Monat ist nicht vorbei",
    "Close it when it is.": "Abschließen, wenn er vorbei ist.",
    "the month is closed already": "der Monat ist schon abgeschlossen",
    "Nothing is to be done.": "Nichts ist zu tun.",
    "nothing was posted": "nichts wurde gebucht",
    "Attest the trips first.": "Zuerst die Fahrten bestätigen.",
    "the month has not come yet": "der Monat ist noch nicht gekommen",
    "Wait for it.": "Darauf warten.",
    "trips of {count} days are not attested: {names}": "Fahrten von {count} Tagen sind nicht bestätigt: {names}",
    "Attest them first, or submit anyway: they are then paid with a later month.": (
        "Zuerst bestätigen oder trotzdem einreichen: sie werden dann mit einem späteren Monat bezahlt."
    ),
    "{who_name} has none such": "{who_name} hat keine solche",
    "Only the rep takes back an expense, and only once.": (
        "Nur die Person selbst nimmt eine Auslage zurück, und nur einmal."
    ),
    "Take its refunds back first.": "Zuerst ihre Rückzahlungen zurücknehmen.",
    "money came back of it": "davon kam Geld zurück",
    "no receipt has this hash": "kein Beleg hat diese Prüfsumme",
    "See `expense list`.": "Siehe `expense list`.",
    "is not {rep_id}'s own": "gehört nicht {rep_id} selbst",
    "The rep who paid enters it.": "Wer bezahlt hat, trägt es ein.",
    "this id is taken": "diese Kennung ist vergeben",
    "Give it another id.": "Eine andere Kennung geben.",
    "Correct the date.": "Den Tag berichtigen.",
    "its trips have changed since they were shown": "die Fahrten haben sich geändert, seit sie gezeigt wurden",
    "Look at the day again, then attest it.": "Den Tag noch einmal ansehen, dann bestätigen.",
    "the deviation has no reason": "die Abweichung hat keinen Grund",
    "Say why the way was another.": "Angeben, warum der Weg ein anderer war.",
    "{who_name} is no rep": "{who_name} ist nicht im Außendienst",
    "Ask an administrator to name the rep.": "Die Verwaltung bitten, die Person dem Außendienst zuzuordnen.",
    "Import the rep first.": "Zuerst den Außendienst importieren.",
    "{who_name} is not {rep_id}": "{who_name} ist nicht {rep_id}",
    "Only the rep does this.": "Das tut nur die Person selbst.",
    "it is {rep_id}'s, and trips were driven with it": "es gehört {rep_id}, und Fahrten wurden damit gemacht",
    "Register it for the other rep under another id, with the day from which it holds.": (
        "Für die andere Person unter anderer Kennung anmelden, mit dem Tag, ab dem es gilt."
    ),
    "there is no such vehicle": "dieses Fahrzeug gibt es nicht",
    "Register it with `roundsman mileage vehicle`.": "Anmelden mit `roundsman mileage vehicle`.",
    "the day has not come yet": "der Tag ist noch nicht gekommen",
    "has no vehicle": "hat kein Fahrzeug",
    "Register one with `roundsman mileage vehicle`.": "Eines anmelden mit `roundsman mileage vehicle`.",
    "no attested business trip ends at a hotel on that day": (
        "an diesem Tag endet keine bestätigte Dienstfahrt an einem Hotel"
    ),
    "no attested trip leaves {to_address} afterwards": "keine bestätigte Fahrt verlässt danach {to_address}",
    "{count} more findings follow": "{count} weitere Befunde folgen",
    "trip {trip} was erased, and has words": "Fahrt {trip} wurde gelöscht und enthält Worte",
    "expense {expense} was erased, and has words": "Auslage {expense} wurde gelöscht und enthält Worte",
    "receipt {name} is not what was handed in": "Beleg {name} ist nicht der eingereichte",
    "the receipt of expense {expense_id} is gone or another": (
        "der Beleg der Auslage {expense_id} fehlt oder ist ein anderer"
    ),
}
