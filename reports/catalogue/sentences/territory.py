"""What is said of territories, sales and the manager's files: the English words, and the German ones."""

from __future__ import annotations

TERRITORY = {
    "it has {count} stages": "es sind {count} Stufen",
    "Give one to twelve.": "Eine bis zwölf nennen.",
    "its stages are not one after the other": "die Stufen folgen nicht aufeinander",
    "Give each a later day than the one before.": "Jeder einen späteren Tag geben als der davor.",
    "{names} have it already, or are no territories": "{names} haben es schon oder sind keine Gebiete",
    "Name territories that lack it.": "Gebiete nennen, denen es fehlt.",
    "stage {number} has no territory left": "für Stufe {number} bleibt kein Gebiet",
    "Leave it out.": "Sie weglassen.",
    "the policy states no experiment {name}": "die Vorgaben nennen keinen Versuch {name}",
    "See the review.": "Siehe den Rückblick.",
    "nothing would be otherwise": "nichts wäre anders",
    "Say what.": "Sagen, was.",
    "the experiment showed that it is for the worse": "der Versuch zeigte, dass es so schlechter ist",
    "the experiment has not shown that it helps": "der Versuch hat nicht gezeigt, dass es hilft",
    "the experiment shows nothing: its sides moved apart before it began": (
        "der Versuch zeigt nichts: seine Seiten liefen schon vor dem Beginn auseinander"
    ),
    "nothing can be told of the experiment yet": "von dem Versuch lässt sich noch nichts sagen",
    "Say why it goes on all the same.": "Sagen, warum es trotzdem weitergeht.",
    "there is no such stage": "diese Stufe gibt es nicht",
    "Look at the list of roll-outs.": "Die Liste der Einführungen ansehen.",
    "stage {stage} of roll-out {rollout}": "Stufe {stage} der Einführung {rollout}",
    "roll-out": "Einführung",
    "nobody but {absent} may own it": "niemand außer {absent} darf ihn betreuen",
    "Remove its lock for the time, or move its visits.": (
        "Die Bindung für diese Zeit aufheben oder die Besuche verschieben."
    ),
    "no account has a potential": "kein Kunde hat ein Potenzial",
    "Import the accounts' potential.": "Die Potenziale der Kunden importieren.",
    "no account has an owner to keep": "kein Kunde hat jemanden, der zuständig bleibt",
    "Divide them first: roundsman territory design.": "Zuerst aufteilen: roundsman territory design.",
    "it does not balance potential": "er gleicht das Potenzial nicht aus",
    "Ask for it with --potential 0.1.": "Mit --potential 0.1 verlangen.",
    "Import reps' experience, or say who is experienced, such as --experience anna=1.5.": (
        "Die Erfahrung der Leute importieren, oder sagen, wer erfahren ist, etwa --experience anna=1.5."
    ),
    "nobody is more experienced than the others": "niemand ist erfahrener als die anderen",
    "there is no rep {rep}": "es gibt keinen Außendienst {rep}",
    "Name one of the reps.": "Jemanden aus dem Außendienst nennen.",
    "they are open, and the day on which they should have closed has passed": (
        "sie sind offen, und der Tag, an dem sie hätten schließen sollen, ist vorbei"
    ),
    "Ask the reps: won, lost, or a later day.": "Den Außendienst fragen: gewonnen, verloren oder ein späterer Tag.",
    "Complete them in {currency} and import them again.": "In {currency} ergänzen und noch einmal importieren.",
    "{names} can be taken by {who} only ({reasons})": "{names} kann nur {who} übernehmen ({reasons})",
    "{names}: too few reps": "{names}: zu wenig Leute",
    "Change what these territories hold, train or hire a rep for them, or divide among fewer.": (
        "Ändern, was diese Gebiete enthalten, jemanden dafür schulen oder einstellen, oder unter weniger aufteilen."
    ),
    "no road joins it to a rep's home ({source})": (
        "keine Straße verbindet ihn mit einem Wohnort des Außendienstes ({source})"
    ),
    "Correct its position, or let the server's map cover it.": (
        "Die Position berichtigen, oder die Karte des Servers soll sie umfassen."
    ),
    "the fewest moves found that keep the tolerance are {accounts} accounts, {moved} % of the workload": (
        "die wenigsten gefundenen Wechsel, die die Toleranz halten, sind {accounts} Kunden, {moved} % der Arbeit"
    ),
    "no fewer than {units} can do, {share} %": "weniger als {units}, {share} %, genügen nicht",
    "Allow as many moves, or widen the tolerance.": "So viele Wechsel erlauben oder die Toleranz weiten.",
    "nobody to own accounts": "niemand, der Kunden betreuen könnte",
    "Import at least one rep.": "Mindestens einen Außendienst importieren.",
    "{reps} reps for {accounts} accounts": "{reps} im Außendienst für {accounts} Kunden",
    "Design for fewer reps, or import the missing accounts.": (
        "Für weniger Leute entwerfen oder die fehlenden Kunden importieren."
    ),
    "given {count} times": "{count}-mal angegeben",
    "Keep one of them.": "Eines davon behalten.",
    "a tolerance of {tolerance}": "eine Toleranz von {tolerance}",
    "Give a part of the target, such as 0.05 for 5 %.": "Einen Teil des Ziels angeben, etwa 0.05 für 5 %.",
    "no coordinates": "keine Koordinaten",
    "Give it coordinates or an address that can be found.": (
        "Koordinaten angeben oder eine Adresse, die zu finden ist."
    ),
    "Compute the travel table with all accounts.": "Die Wegetabelle mit allen Kunden rechnen.",
    "not in the travel table": "nicht in der Wegetabelle",
    "Give the rep's home coordinates or an address.": "Die Koordinaten des Wohnorts angeben oder eine Adresse.",
    "Compute the travel table with all homes.": "Die Wegetabelle mit allen Wohnorten rechnen.",
    "home not in the travel table": "Wohnort nicht in der Wegetabelle",
    "a capacity of {capacity}": "eine Kapazität von {capacity}",
    "Give 1 for full time, 0.5 for half, or leave the rep out of the design.": (
        "1 für Vollzeit angeben, 0.5 für halb, oder die Person aus dem Entwurf lassen."
    ),
    "an interval of {interval_days} days": "ein Abstand von {interval_days} Tagen",
    "Give the days between two visits.": "Die Tage zwischen zwei Besuchen angeben.",
    "a potential of {potential}": "ein Potenzial von {potential}",
    "Estimate its potential, or design without a tolerance on potential.": (
        "Das Potenzial schätzen oder ohne Toleranz beim Potenzial entwerfen."
    ),
    "locked but not among the accounts": "gebunden, aber nicht unter den Kunden",
    "Remove the lock.": "Die Bindung aufheben.",
    "locked to {rep_id}, who is not among the reps": "gebunden an {rep_id}, nicht im Außendienst",
    "Lock it to a rep of this design, or remove the lock.": (
        "An jemanden dieses Entwurfs binden oder die Bindung aufheben."
    ),
    "locked to {names}": "gebunden an {names}",
    "Keep one of the locks.": "Eine der Bindungen behalten.",
    "asks for {name}, which no rep has": "verlangt {name}, was niemand hat",
    "Train or hire a rep for it, or strike it from the account.": (
        "Jemanden dafür schulen oder einstellen, oder es beim Kunden streichen."
    ),
    "no rep fits: {reasons}": "niemand passt: {reasons}",
    "Relax what the account asks for.": "Lockern, was der Kunde verlangt.",
    "{count} accounts that no road joins to the others: {names}": (
        "{count} Kunden, die keine Straße mit den anderen verbindet: {names}"
    ),
    "Add the ferry or bridge that joins them, design the island apart, or ask for no contiguity.": (
        "Die Fähre oder Brücke ergänzen, die sie verbindet, die Insel getrennt entwerfen oder keinen "
        "Zusammenhang verlangen."
    ),
    "locked to {rep}, who {names}": "gebunden an {rep}: {names}",
    "Remove the lock or what the account asks for.": "Die Bindung aufheben, oder was der Kunde verlangt.",
    "no design within the tolerance was found; the nearest reaches {reached}. In its way: {names}": (
        "kein Entwurf innerhalb der Toleranz wurde gefunden; der nächste erreicht {reached}. Im Weg: {names}"
    ),
    "Widen the tolerance to what was reached, or remove what stands in its way.": (
        "Die Toleranz auf das Erreichte weiten oder beseitigen, was im Weg steht."
    ),
    "territories that try it: {count}, that do not: {count_2}": (
        "Gebiete, die es versuchen: {count}, die nicht: {count_2}"
    ),
    "{names} are on both sides": "{names} stehen auf beiden Seiten",
    "{name} has {begin} months before and {after} after, or gaps among them": (
        "{name} hat {begin} Monate davor und {after} danach, oder Lücken darin"
    ),
    "Take at least two on each side, better five.": "Mindestens zwei auf jeder Seite nehmen, besser fünf.",
    "Put each territory on one side.": "Jedes Gebiet auf eine Seite stellen.",
    "Wait until there are {least_months} whole months on each side, or leave it out.": (
        "Warten, bis es auf jeder Seite {least_months} ganze Monate sind, oder es weglassen."
    ),
    "at least {floor} visits a year are promised and at most {cap} allowed": (
        "mindestens {floor} Besuche im Jahr sind zugesagt und höchstens {cap} erlaubt"
    ),
    "Correct one of them; until then the cap holds.": "Eines davon berichtigen; bis dahin gilt die Obergrenze.",
    "they need {needed} hours a year of {hours}": "sie brauchen {needed} von {hours} Stunden im Jahr",
    "Find {needed} hours, or lower some floors; nothing above a floor is suggested.": (
        "{needed} Stunden finden oder einige Untergrenzen senken; über einer Untergrenze wird nichts vorgeschlagen."
    ),
    "{kind} is no kind": "{kind} ist keine Art",
    "Use {names}.": "Zu verwenden: {names}.",
    "they are in {names}": "sie stehen in {names}",
    "State them in one currency.": "In einer Währung angeben.",
    "Correct that line.": "Diese Zeile berichtigen.",
    "{name} is {value}": "{name} ist {value}",
    "Give a number from {low} to {high}.": "Eine Zahl von {low} bis {high} angeben.",
    "a response needs gain and rate": "eine Wirkung braucht gain und rate",
    "Write gain = 0.6 (share of the potential) and rate = 0.1 (how fast it comes).": (
        "gain = 0.6 (Anteil am Potenzial) und rate = 0.1 (wie schnell es kommt) schreiben."
    ),
    "{kind} is no limit": "{kind} ist keine Grenze",
    "Use one of: {names}.": "Eines davon verwenden: {names}.",
    "a limit needs watch and alarm": "eine Grenze braucht watch und alarm",
    "Write watch = 0.05 and alarm = 0.15.": "watch = 0.05 und alarm = 0.15 schreiben.",
    "{kind} is no kind of budget": "{kind} ist keine Art von Budget",
    "a budget needs year and amount": "ein Budget braucht year und amount",
    'Write year = 2026 and amount = "1200.00".': 'year = 2026 und amount = "1200.00" schreiben.',
    "{name} = {text} is no amount": "{name} = {text} ist kein Betrag",
    'Write {name} = "1200.00".': '{name} = "1200.00" schreiben.',
    "an experiment needs start, trying and compared": "ein Versuch braucht start, trying und compared",
    'Write start = 2026-01-01, trying = ["T1", "T2"] and compared = ["T3", "T4"].': (
        'start = 2026-01-01, trying = ["T1", "T2"] und compared = ["T3", "T4"] schreiben.'
    ),
    "{rep_name} left on {ends}": "{rep_name} ist am {ends} ausgeschieden",
    "{rep_name} starts on {starts}": "{rep_name} beginnt am {starts}",
    "Nothing is given to a rep who has left.": "Wer ausgeschieden ist, bekommt nichts.",
    "Let the new owners begin on that day.": "Die neue Zuständigkeit an diesem Tag beginnen lassen.",
    "{rep_name} is there until {ends} only": "{rep_name} ist nur bis {ends} da",
    "Give the accounts to others from then on: roundsman territory retire.": (
        "Die Kunden von da an anderen geben: roundsman territory retire."
    ),
    "{name} is not known here": "{name} ist hier unbekannt",
    "Write {near}.": "{near} schreiben.",
    "Known are: {names}.": "Bekannt sind: {names}.",
    "{name} is missing": "{name} fehlt",
    "{name} = {value} cannot be read": "{name} = {value} ist nicht lesbar",
    "Write {name} as {form}.": "{name} als {form} schreiben.",
    "{count} account-years with {low} to {high} visits show no curve": (
        "{count} Kundenjahre mit {low} bis {high} Besuchen zeigen keinen Verlauf"
    ),
    "State the curve by hand, or vary the interval in an experiment.": (
        "Den Verlauf von Hand angeben oder den Abstand in einem Versuch ändern."
    ),
    "sales do not rise with visits": "der Umsatz steigt nicht mit den Besuchen",
    "Look for what else moved them, or vary the interval in an experiment.": (
        "Suchen, was ihn sonst bewegt hat, oder den Abstand in einem Versuch ändern."
    ),
    "State rates of their currencies in the settings, or convert them before they are imported.": (
        "Kurse ihrer Währungen in den Einstellungen angeben oder sie vor dem Import umrechnen."
    ),
    "State rates of their currencies in the settings, or import them in {currency}.": (
        "Kurse ihrer Währungen in den Einstellungen angeben oder sie in {currency} importieren."
    ),
    "{line} is no rate": "{line} ist kein Kurs",
    "{currency} is the company's own": "{currency} ist die eigene der Firma",
    "{names} are stated twice": "{names} sind zweimal angegeben",
    "more than {most} lines": "mehr als {most} Zeilen",
    "rates of currencies, line {number}": "Kurse von Währungen, Zeile {number}",
    "rates of currencies": "Kurse von Währungen",
    "Write lines such as: CHF 1.0512 2026-11-02 ECB.": "Zeilen schreiben wie: CHF 1.0512 2026-11-02 EZB.",
    "{sum} months are missing, from {months} on": "{sum} Monate fehlen, ab {months}",
    "Import those months, or write absent_months_are_zero = true into the policy: no row, no sales.": (
        "Diese Monate importieren oder absent_months_are_zero = true in die Regeln schreiben: keine Zeile, kein Umsatz."
    ),
    "they are {amounts} {currency}": "sie betragen {amounts} {currency}",
    "Book credit notes in the month of the sale; until then the month counts as not known.": (
        "Gutschriften im Monat des Verkaufs buchen; bis dahin gilt der Monat als unbekannt."
    ),
    "{months} months of sales give no season": "{months} Monate Umsatz ergeben keine Saison",
    "Import at least two whole years, or write the season by hand.": (
        "Mindestens zwei ganze Jahre importieren oder die Saison von Hand schreiben."
    ),
    "{accounts} accounts with such noisy sales leave its season unsure by {unsure} a month": (
        "{accounts} Kunden mit so schwankendem Umsatz lassen die Saison um {unsure} im Monat unsicher"
    ),
    "Join it with a segment of the same season, import more years, or set the months that you know.": (
        "Mit einem Segment derselben Saison verbinden, mehr Jahre importieren oder die bekannten Monate setzen."
    ),
    "territory {territory} is not known": "das Gebiet {territory} ist nicht bekannt",
    "Use the id of a territory.": "Die Kennung eines Gebiets verwenden.",
    "{kpi} is no key figure": "{kpi} ist keine Kennzahl",
    "it has no period": "es hat keinen Zeitraum",
    "Write start = 2026-01-01 and end = 2026-12-31.": "start = 2026-01-01 und end = 2026-12-31 schreiben.",
    "it has no value": "es hat keinen Wert",
    "Write value = 100000.": "value = 100000 schreiben.",
    "its weight is {weight}": "das Gewicht ist {weight}",
    "Give a weight above 0, or leave it out.": "Ein Gewicht über 0 angeben oder es weglassen.",
    "it ends on {end}, before it starts on {start}": "es endet am {end}, bevor es am {start} beginnt",
    "Exchange the two.": "Die beiden vertauschen.",
    "another target of it runs to {end}": "ein anderes Ziel davon läuft bis {end}",
    "Keep one, or part their periods.": "Eines behalten oder ihre Zeiträume trennen.",
    "a text in quotes": "einen Text in Anführungszeichen",
    'a list of texts such as ["a", "b"]': 'eine Liste von Texten wie ["a", "b"]',
    "a date such as 2026-03-31, without quotes": "ein Datum wie 2026-03-31, ohne Anführungszeichen",
    "a number": "eine Zahl",
    "a whole number": "eine ganze Zahl",
    "true or false": "true oder false",
    "tables, each under its own [[{name}]]": "Tabellen, jede unter ihrem eigenen [[{name}]]",
    "they are not in {currency}": "sie sind nicht in {currency}",
    "{rep_ids} for {territory_ids}: {reason}": "{rep_ids} für {territory_ids}: {reason}",
    "{without} accounts have no potential: estimate it, and import them again": (
        "{without} Kunden haben kein Potenzial: es schätzen und sie noch einmal importieren"
    ),
    "{measure_names} before all moves: {names} {over} %, {names_2} {under} % from target": (
        "{measure_names} vor allen Wechseln: {names} {over} %, {names_2} {under} % vom Ziel"
    ),
    "is {minutes} minutes {which} at each visit": "ist {minutes} Minuten {which} je Besuch",
    "the rounds with {name} are {minutes} minutes a week cheaper": (
        "die Touren mit {name} sind {minutes} Minuten je Woche günstiger"
    ),
    "no such account is divided": "kein solcher Kunde wird aufgeteilt",
    "Name an account that is visited.": "Einen Kunden nennen, der besucht wird.",
    "no such rep works then": "dann arbeitet niemand mit dieser Kennung",
    "Name a rep who works.": "Jemanden nennen, der arbeitet.",
    "{count} accounts have no owner ({some})": "für {count} Kunden ist niemand zuständig ({some})",
    "Give them one first: roundsman territory lead --all --keep.": (
        "Zuerst zuweisen: roundsman territory lead --all --keep."
    ),
    "makes room between others; the way {change}": "schafft Raum zwischen anderen; der Weg {change}",
    "has no owner; {seat_ids} is the fitting one": "niemand ist zuständig; {seat_ids} passt",
    "{names} may not own it": "{names} darf ihn nicht betreuen",
    "nobody owns it": "niemand ist zuständig",
    "if it stayed, the {measure} of {rep} would lie {off} % from target, where {bound} % is the limit": (
        "bliebe er, so läge bei {rep} {measure} {off} % vom Ziel, wo {bound} % die Grenze ist"
    ),
    "{shift}; the way {change}": "{shift}; der Weg {change}",
    "{names} is {minutes} minutes nearer at each visit": "{names} ist je Besuch {minutes} Minuten näher",
    "{rounded} hours of {name} a year": "{rounded} Stunden {name} im Jahr",
    "{rounded} of {name}": "{rounded} {name}",
    "{sum} accounts that only {reps} may own": "{sum} Kunden, die nur {reps} betreuen darf",
    "{unit_ids} alone is {amount}": "{unit_ids} allein ist {amount}",
    "{who} weigh {amount}, over {room}": "{who} wiegen {amount}, über {room}",
    "all that {rep} may own is {amount}, under {least}": (
        "alles, was {rep} betreuen darf, ist {amount}, unter {least}"
    ),
    "{size}, wider than the band of {rounded} from a rep's least to its most": (
        "{size}, breiter als der Spielraum {rounded} zwischen dem Wenigsten und dem Meisten"
    ),
    "lacks the skill {skill}": "ohne die Fähigkeit {skill}",
    "lacks the language {language}": "ohne die Sprache {language}",
    "has experience tier {experience}, under {least_experience}": (
        "mit Erfahrungsstufe {experience}, unter {least_experience}"
    ),
    "{count} months are known, a forecast needs {least_months}": (
        "{count} Monate sind bekannt, eine Vorhersage braucht {least_months}"
    ),
    "{sum} months are not known": "{sum} Monate sind nicht bekannt",
    "{from_id} visits by {visit_before} first": "{from_id} besucht ihn zuerst noch bis {visit_before}",
    "its visit is due before {from_id} could make it: {to_id} owes it first": (
        "sein Besuch ist fällig, bevor {from_id} ihn machen könnte: {to_id} schuldet ihn zuerst"
    ),
    "its open opportunity stays with {from_id} until {opportunity_kept_until}": (
        "sein offenes Geschäft bleibt bis {opportunity_kept_until} bei {from_id}"
    ),
    "not known: {names}": "nicht bekannt: {names}",
    "cannot be computed: {facts} is {below}": "nicht zu berechnen: {facts} ist {below}",
    "{instead_of}, in whose territory it lies, may not own it: skill, language, experience or lock": (
        "{instead_of}, in dessen Gebiet er liegt, darf ihn nicht betreuen: Fähigkeit, Sprache, Erfahrung oder Bindung"
    ),
    "{instead_of}, in whose territory it lies, has no room": (
        "{instead_of}, in dessen Gebiet er liegt, hat keinen Raum"
    ),
    "{account_name} was last visited on {last_visit}": "{account_name} wurde zuletzt am {last_visit} besucht",
    "{account} lacks {gaps}": "bei {account} fehlt: {gaps}",
    "{names} and {names_2} look like one: {pair_name} alike, {metres} m apart": (
        "{names} und {names_2} sehen gleich aus: zu {pair_name} ähnlich, {metres} m auseinander"
    ),
    "{account_name} is a customer without any visit": "{account_name} ist Kunde ohne einen Besuch",
    "months are 1 to 12 and indices at least 0: {dict}": "Monate sind 1 bis 12 und Indizes mindestens 0: {dict}",
    "the months set by hand add up to {sum}, of twelve for the whole year": (
        "die von Hand gesetzten Monate ergeben {sum}, von zwölf für das ganze Jahr"
    ),
    "shares its very place with accounts of {count} other addresses: likely the middle of a town": (
        "hat genau dieselbe Position wie Kunden mit {count} anderen Adressen: wohl die Ortsmitte"
    ),
    "lies {alone} km from its nearest neighbours": "liegt {alone} km von den nächsten Nachbarn",
    "its deal should close on {until}": "das Geschäft soll am {until} abgeschlossen werden",
    "sales of the period": "Umsatz des Zeitraums",
    "sales of the same period a year earlier": "Umsatz desselben Zeitraums ein Jahr davor",
    "sales that could have been won in the period": "Umsatz, der im Zeitraum zu gewinnen war",
    "customers at the end of the period": "Kunden am Ende des Zeitraums",
    "customers and prospects at the end of the period": "Kunden und Interessenten am Ende des Zeitraums",
    "customers whose first sale lies in the period": "Kunden, deren erster Umsatz im Zeitraum liegt",
    "deals won": "gewonnene Geschäfte",
    "deals won or lost": "gewonnene oder verlorene Geschäfte",
    "value of the deals won": "Wert der gewonnenen Geschäfte",
    "accounts visited at least once": "mindestens einmal besuchte Kunden",
    "visits made": "gemachte Besuche",
    "visits that fell due": "fällig gewordene Besuche",
    "due visits made within their spacing": "fällige Besuche, die im Abstand gemacht wurden",
    "potential of the accounts of visits that fell due, visit by visit": (
        "Potenzial der Kunden fällig gewordener Besuche, Besuch für Besuch"
    ),
    "potential of the accounts of due visits made within their spacing, visit by visit": (
        "Potenzial der Kunden fälliger Besuche, die im Abstand gemacht wurden, Besuch für Besuch"
    ),
    "hours with accounts": "Stunden bei Kunden",
    "hours with accounts, driving and waiting": "Stunden bei Kunden, im Auto und mit Warten",
    "mileage, expenses and nights": "Fahrtkosten, Auslagen und Nächte",
    "sum of the satisfaction answers, 0 to 1 each": "Summe der Antworten zur Zufriedenheit, je 0 bis 1",
    "satisfaction answers": "Antworten zur Zufriedenheit",
    "open deals, value times probability": "offene Geschäfte, Wert mal Wahrscheinlichkeit",
    "a segment": "ein Segment",
    "a category": "eine Kategorie",
    "a potential": "ein Potenzial",
    "known opening hours": "bekannte Öffnungszeiten",
    "Keep one and move the other's history to it, or say that they are two.": (
        "Einen behalten und die Geschichte des anderen dorthin verschieben, oder sagen, dass es zwei sind."
    ),
    "Visit or ring, or make it a prospect or close it.": (
        "Besuchen oder anrufen, oder zum Interessenten machen oder schließen."
    ),
    "Complete it in the next import or on the next visit.": (
        "Beim nächsten Import oder beim nächsten Besuch ergänzen."
    ),
    "lies at 0, 0 in the Gulf of Guinea": "liegt bei 0, 0 im Golf von Guinea",
    "Geocode its address.": "Die Adresse nachschlagen lassen.",
    "would lie among the others with latitude and longitude exchanged": (
        "läge mit vertauschter Breite und Länge unter den anderen"
    ),
    "Exchange them.": "Sie vertauschen.",
    "Check its address and geocode it.": "Die Adresse prüfen und nachschlagen lassen.",
    "has a place rounded to a kilometre": "hat eine auf einen Kilometer gerundete Position",
    "Geocode its address to the house.": "Die Adresse bis aufs Haus nachschlagen lassen.",
    "no amount is known": "kein Betrag ist bekannt",
    "they are open, and nothing says how likely they are": (
        "sie sind offen, und nichts sagt, wie wahrscheinlich sie sind"
    ),
    "it lies in the territory": "er liegt im Gebiet",
    "a season needs two years of positive months": "eine Saison braucht zwei Jahre mit positiven Monaten",
    "Keep it to {most_items}.": "Auf {most_items} beschränken.",
    "Keep it to {longest_text}.": "Auf {longest_text} beschränken.",
    "{past}, {past_2}: worth {leans} minutes at each visit; the way {change}": (
        "{past}, {past_2}: {leans} Minuten je Besuch wert; der Weg {change}"
    ),
    "Write such as potential>=1000; tier=A. Fields: {names}.": (
        "Schreiben wie potential>=1000; tier=A. Felder: {names}."
    ),
    "there are {count} conditions, {most} are the most": "es sind {count} Bedingungen, höchstens {most} sind möglich",
    "Ask for less.": "Weniger verlangen.",
}
