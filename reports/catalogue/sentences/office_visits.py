"""What is said of visits, as people use them: the English words, and the German ones."""

from __future__ import annotations

OFFICE_VISITS = {
    "{count} acts came at once, and {most} are taken": (
        "{count} Einträge kamen auf einmal, und {most} werden genommen"
    ),
    "Send them in parts.": "In Teilen senden.",
    "the key was used for another act": "der Schlüssel wurde für einen anderen Eintrag benutzt",
    "Do it again.": "Noch einmal tun.",
    "{at} is no instant with its offset from UTC": "{at} ist kein Zeitpunkt mit Abstand zu UTC",
    "{asked} is no account of yours": "{asked} ist keiner Ihrer Kunden",
    "Name one of yours, or home.": "Einen der eigenen nennen, oder das Zuhause.",
    "{first} is a day to come": "der {first} kommt erst noch",
    "Report it when it has taken place.": "Melden, wenn es stattgefunden hat.",
    "no visit of these days is called so, or several begin with these letters": (
        "kein Besuch dieser Tage heißt so, oder mehrere beginnen mit diesen Buchstaben"
    ),
    "Name a visit or its account: roundsman show tours --date DATE.": (
        "Einen Besuch oder seinen Kunden nennen: roundsman show tours --date DATE."
    ),
    "there is no act {kind}": "es gibt keinen Eintrag {kind}",
    "a text is longer than {longest} characters": "ein Text ist länger als {longest} Zeichen",
    "the visit ends before it begins": "der Besuch endet, bevor er beginnt",
    "the note is empty": "die Notiz ist leer",
    "a visit that does not take place needs its reason": "ein Besuch, der nicht stattfindet, braucht seinen Grund",
    "Correct it and do it again.": "Berichtigen und noch einmal tun.",
    "{text} is no time such as 09:30": "{text} ist keine Uhrzeit wie 09:30",
    "{text} is no date": "{text} ist kein Tag",
    "{count} visits begin with these letters": "{count} Besuche beginnen mit diesen Buchstaben",
    "Write more of its id.": "Mehr von der Kennung schreiben.",
    "plan {head}, in force, has no visit {visit_id}": "Plan {head}, in Kraft, enthält keinen Besuch {visit_id}",
    "Look it up: roundsman show plan --format csv.": "Nachsehen: roundsman show plan --format csv.",
    "it is {status} already, since {date}": "er ist schon {status}, seit {date}",
    "Take that back first, if it is wrong.": "Das zuerst zurücknehmen, wenn es falsch ist.",
    "{day} is more than {furthest_days} days away": "der {day} ist mehr als {furthest_days} Tage entfernt",
    "Correct the year.": "Das Jahr berichtigen.",
    "it is not pinned (a visit that was dropped is brought back by: roundsman plan undo)": (
        "er ist nicht fixiert (ein gestrichener Besuch kommt zurück mit: roundsman plan undo)"
    ),
    "there is no open question {number}": "es gibt keine offene Frage {number}",
    "See: roundsman visit questions.": "Siehe: roundsman visit questions.",
    "Give the reason.": "Den Grund angeben.",
    "no visit is to be moved": "kein Besuch ist zu verschieben",
    "Plan the rest again.": "Den Rest neu planen.",
    "this visit is no longer one of today's": "dieser Besuch gehört nicht mehr zu heute",
    "no such plan of today stands": "kein solcher Plan von heute steht",
    "Look at each visit.": "Jeden Besuch ansehen.",
    "{place_id} is no stop of the day": "{place_id} ist kein Halt des Tages",
    "Name a stop of the day, or home.": "Einen Halt des Tages nennen, oder das Zuhause.",
    "no visit of the day is left": "kein Besuch des Tages ist übrig",
    "Look at the days to come.": "Die kommenden Tage ansehen.",
    "nothing was done to it that could be taken back": "nichts wurde daran getan, was zurückgenommen werden könnte",
    "Look at its answers.": "Die Antworten dazu ansehen.",
    "it does not stand": "sie steht nicht",
    "See: roundsman plan decisions.": "Siehe: roundsman plan decisions.",
    "{by} did it last ({kind})": "zuletzt war es {by} ({kind})",
    "Ask the planner to take it back.": "Die Planung bitten, es zurückzunehmen.",
    "decision {number} ({kind} by {by}), made later, speaks of the same visit or day": (
        "die spätere Entscheidung {number} ({kind} von {by}) betrifft denselben Besuch oder Tag"
    ),
    "Take that one back first: roundsman plan undo {number}.": (
        "Zuerst diese zurücknehmen: roundsman plan undo {number}."
    ),
    "{day} is a day to come (it is {today} where the rep is)": ("der {day} kommt erst noch (dort ist es der {today})"),
    "there is no notice {visit_id}": "es gibt keine Mitteilung {visit_id}",
    "{text} is no instant": "{text} ist kein Zeitpunkt",
    "in the plan in force it is a visit of rep {rep_id}": "im geltenden Plan ist es ein Besuch von {rep_id}",
    "Tell the planner what took place.": "Der Planung sagen, was stattgefunden hat.",
    "it was not planned, so it cannot be moved, confirmed or skipped": (
        "er war nicht geplant und lässt sich nicht verschieben, zusagen oder auslassen"
    ),
    "Take it back, if it did not take place.": "Zurücknehmen, wenn er nicht stattfand.",
    "the id is that of another visit": "die Kennung gehört einem anderen Besuch",
    "Begin it anew.": "Neu beginnen.",
}
