"""What is said of plans, as people use them: the English words, and the German ones."""

from __future__ import annotations

OFFICE_PLANS = {
    "the absence from {first} to {last} ends before it starts": (
        "die Abwesenheit vom {first} bis {last} endet, bevor sie beginnt"
    ),
    "Exchange its ends.": "Anfang und Ende vertauschen.",
    "{rep_id} has no absence that begins on {first}": "{rep_id} hat keine Abwesenheit, die am {first} beginnt",
    "See: roundsman plan fixed.": "Siehe: roundsman plan fixed.",
    "there is no such appointment": "diesen Termin gibt es nicht",
    "there is no such rep": "diesen Außendienst gibt es nicht",
    "See: roundsman show territories.": "Siehe: roundsman show territories.",
    "nobody else rides along": "niemand anderes fährt mit",
    "Name another one.": "Jemand anderen nennen.",
    "nobody rides along with {rep_id} on {day}": "niemand fährt am {day} mit {rep_id} mit",
    "the rep has no tour on that day": "an diesem Tag gibt es keine Tour",
    "Take it back: roundsman plan ride-along {rep_id} {date} --cancel.": (
        "Zurücknehmen: roundsman plan ride-along {rep_id} {date} --cancel."
    ),
    "Name a date, or a later --by.": "Einen Tag nennen oder ein späteres --by.",
    "{first} to {last} is not between one day and {longest_days}": (
        "{first} bis {last} liegt nicht zwischen einem Tag und {longest_days}"
    ),
    "Ask for some weeks.": "Einige Wochen verlangen.",
    "it is the account's own rep": "das ist die ohnehin zuständige Person",
    "Decide otherwise, or make it all the same with --anyway.": (
        "Anders entscheiden, oder es trotzdem tun mit --anyway."
    ),
    "plan {head} is from {start} to {end}": "Plan {head} reicht vom {start} bis {end}",
    "Name a day of it, or another plan with --plan.": ("Einen Tag daraus nennen, oder einen anderen Plan mit --plan."),
    "{about} is no account, no rep and no date": "{about} ist kein Kunde, kein Außendienst und kein Tag",
    "a horizon of {days} days ends before it starts": "ein Zeitraum von {days} Tagen endet, bevor er beginnt",
    "{cause}; the first has one from {first} on": "{cause}; ab {first} ist für den ersten jemand zuständig",
    "Ask for that day or a later one: --start {first}.": "Diesen Tag oder einen späteren verlangen: --start {first}.",
    "no account has an owner on {start}": "für keinen Kunden ist am {start} jemand zuständig",
    "Give one week or more.": "Eine Woche oder mehr angeben.",
    "plan {head} has no rep {rep_id} who can be planned": "in Plan {head} kann für {rep_id} nicht geplant werden",
    "Name one of its reps.": "Jemanden daraus nennen.",
    "plan {head}, in force, ended on {end}": "Plan {head}, in Kraft, endete am {end}",
    "Plan the days to come.": "Die kommenden Tage planen.",
    "it lasts no time": "er dauert keine Zeit",
    "account {place_id} may not be visited: {forbidden}": "Kunde {place_id} darf nicht besucht werden: {forbidden}",
    "Lift the rule first: roundsman plan rule.": "Zuerst die Regel aufheben: roundsman plan rule.",
    "{rep_name} ({rep}) does not work on {date} ({reason})": ("{rep_name} ({rep}) arbeitet am {date} nicht ({reason})"),
    "{rep_name} ({rep}) does not work at that time": "{rep_name} ({rep}) arbeitet zu dieser Zeit nicht",
    "{account_name} ({account}) is closed {when}": "{account_name} ({account}) ist geschlossen: {when}",
    "no visit {visit} can be moved in plan {head}": "kein Besuch {visit} lässt sich in Plan {head} verschieben",
    "plan {head} has no rep {unknown} (reps: {names})": (
        "in Plan {head} ist kein Außendienst {unknown} (es gibt: {names})"
    ),
    "plan {head} is from {start} to {end}, and {first} to {last} is no part of it": (
        "Plan {head} reicht vom {start} bis {end}, und {first} bis {last} ist kein Teil davon"
    ),
    "Name days of it.": "Tage daraus nennen.",
    "Publish other days, or all of plan {head}.": "Andere Tage veröffentlichen, oder ganz Plan {head}.",
    "a day of it holds visits that are not due any more, or cannot be driven so": (
        "ein Tag davon enthält Besuche, die nicht mehr fällig sind oder so nicht gefahren werden können"
    ),
    "Plan again: roundsman plan.": "Neu planen: roundsman plan.",
    "plan {head} has no such repair as things stand now": ("Plan {head} hat, wie es jetzt steht, keine solche Abhilfe"),
    "Explain the account again: roundsman explain.": "Den Kunden noch einmal erklären lassen: roundsman explain.",
    "plan {head} has no rep {rep_id} (reps: {names})": (
        "in Plan {head} ist kein Außendienst {rep_id} (es gibt: {names})"
    ),
    "nothing was stored with it": "nichts wurde mit ihm gespeichert",
    "It was made from plan {made_from}: ask for that.": "Er wurde aus Plan {made_from} gemacht: danach fragen.",
    "Plan again.": "Neu planen.",
    "the account is not open then": "der Kunde hat dann nicht geöffnet",
    "{rep_name} does not work then": "{rep_name} arbeitet dann nicht",
    "Ask which of the two is meant.": "Fragen, welcher der beiden gemeint ist.",
    "plan {head}, in force, has no such visit": "Plan {head}, in Kraft, enthält keinen solchen Besuch",
    "Look it up.": "Nachsehen.",
    "{name} does not visit on {date} ({off})": "{name} macht am {date} keine Besuche ({off})",
    "it is not due any more as things stand now": "er ist, wie es jetzt steht, nicht mehr fällig",
    "Ask whether it is still wanted.": "Fragen, ob er noch gewünscht ist.",
    "{who_name} sees the plan in force alone, plan {head}": "{who_name} sieht nur den Plan in Kraft, Plan {head}",
    "Ask a planner for drafts.": "Die Planung nach Entwürfen fragen.",
    "plan {plan_id} has no day for it": "Plan {plan_id} hat keinen Tag dafür",
    "plan {plan_id} has no day for it until {by}": "Plan {plan_id} hat bis {by} keinen Tag dafür",
    "{companion} has {kept_name} on {day}": "{companion} hat am {day} {kept_name}",
    "{rep_id} cannot be planned: its hours or country cannot be read": (
        "für {rep_id} kann nicht geplant werden: Arbeitszeiten oder Land sind nicht lesbar"
    ),
    "{rep_name} ({rep_id}) does not work on {day} ({reason})": (
        "{rep_name} ({rep_id}) arbeitet am {day} nicht ({reason})"
    ),
    "Nobody's plan was kept. {said} Fewer --workers need less memory.": (
        "Kein Plan wurde behalten. {said} Weniger --workers brauchen weniger Speicher."
    ),
    "{weeks} weeks are not between 1 and {most_weeks}": "{weeks} Wochen liegen nicht zwischen 1 und {most_weeks}",
    "{moves} moves are fewer than none": "{moves} Verschiebungen sind weniger als keine",
    "there is no weight {names}": "es gibt kein Gewicht {names}",
    "on {date}": "am {date}",
    "{what} is fixed to that time of {rep_id} already": "{what} ist für {rep_id} schon auf diese Zeit gelegt",
    "visit {other_name} of {place_id}": "Besuch {other_name} bei {place_id}",
    "plan {in_force} is in force now": "jetzt ist Plan {in_force} in Kraft",
    "plan {seen} in force": "Plan {seen} in Kraft",
    "Nothing was published: you saw {saw}, {now_on}. Look at it and publish again.{lines}": (
        "Nichts wurde veröffentlicht: Sie sahen {saw}, {now_on}. Noch einmal ansehen und veröffentlichen.{lines}"
    ),
    "no plan is in force now": "jetzt ist kein Plan in Kraft",
    "no plan in force": "keinen Plan in Kraft",
    "Ask whether the visit is needed so soon.": "Fragen, ob der Besuch so bald nötig ist.",
    "Ask whether the account can wait.": "Fragen, ob der Kunde warten kann.",
    "Ask whether they will be there.": "Fragen, ob jemand da ist.",
    "Ask whether it is meant.": "Fragen, ob es so gemeint ist.",
    "Ask whether it took place then.": "Fragen, ob er damals stattfand.",
    "{who_name} made plan {number}": "{who_name} hat Plan {number} gemacht",
    "Ask for it: roundsman plan approval {head} --ask.": "Darum bitten: roundsman plan approval {head} --ask.",
    "plan {number} is no draft": "Plan {number} ist kein Entwurf",
    "it has {count} letters, {most} are the most": "es hat {count} Zeichen, {most} sind die meisten",
    "{by} sent it back: {text}": "{by} gab ihn zurück: {text}",
    "no manager approved the tours of {names}": "keine Leitung hat die Touren von {names} freigegeben",
    "plan {number}": "Plan {number}",
    "plan {number} has nothing of {names}": "Plan {number} enthält nichts von {names}",
    "nobody has asked you about plan {number}": "niemand hat Sie nach Plan {number} gefragt",
    "plan {number} is {value}, and no draft any more": "Plan {number} ist {value} und kein Entwurf mehr",
    "plan {number} has no visit {visit_id} of yours": "Plan {number} enthält keinen Besuch {visit_id} von Ihnen",
    "{rep_id} has it for {rep_id_2} on {day}": "{rep_id} hat ihn am {day} für {rep_id_2}",
    "{day} is past": "der {day} ist vorbei",
    "it is a visit of {rep}": "es ist ein Besuch von {rep}",
    "nobody owns it on {day}": "niemand ist am {day} zuständig",
    "there is no notice {number} of yours": "es gibt keine Mitteilung {number} an Sie",
    "{count} plans cannot be compared": "{count} Pläne lassen sich nicht vergleichen",
    "plan {one} is no draft": "Plan {one} ist kein Entwurf",
    "Name 1 to {most}.": "1 bis {most} nennen.",
    "plan {one}": "Plan {one}",
    "it was changed since it was looked at": "er wurde geändert, seit er angesehen wurde",
    "Let another manager approve it.": "Eine andere Leitung ihn freigeben lassen.",
    "it is sent back without a word": "er kommt ohne ein Wort zurück",
    "Say what is wrong.": "Sagen, was nicht stimmt.",
    "it was changed after it was approved": "er wurde nach der Freigabe geändert",
    "Name a draft.": "Einen Entwurf nennen.",
    "Say it shorter.": "Kürzer sagen.",
    "Name reps of the draft.": "Leute des Entwurfs nennen.",
    "it is not said what is wrong": "es ist nicht gesagt, was nicht stimmt",
    "Write a few words.": "Ein paar Worte schreiben.",
    "Look at the draft again.": "Den Entwurf noch einmal ansehen.",
    "Look at your day.": "Den eigenen Tag ansehen.",
    "Look at what is in force.": "Ansehen, was in Kraft ist.",
    "Move it to another day.": "Auf einen anderen Tag legen.",
    "Give it to a rep.": "Jemandem aus dem Außendienst geben.",
    "Take that hand-over back instead.": "Stattdessen diese Übergabe zurücknehmen.",
    "Name drafts.": "Entwürfe nennen.",
}
