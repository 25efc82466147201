"""The German of papers: each English phrase beside its German, with the same names in braces."""

from __future__ import annotations

from collections.abc import Mapping

GERMAN: Mapping[str, str] = {
    # the whole
    "Territory review of {day}": "Durchsicht der Gebiete am {day}",
    (
        "{territories} territories, {accounts} accounts with an owner; visits from {start} to {end}; "
        "money in {currency} a year"
    ): (
        "{territories} Gebiete, {accounts} Kunden mit Zuständigen; Besuche vom {start} bis {end}; "
        "Geld in {currency} im Jahr"
    ),
    "all together": "alle zusammen",
    "vacant": "unbesetzt",
    "none": "keine",
    "not known": "nicht bekannt",
    "There are no territories.": "Es gibt keine Gebiete.",
    "There are no accounts.": "Es gibt keine Kunden.",
    "{start} to {end}": "{start} bis {end}",
    "From {start} to {end}.": "Vom {start} bis {end}.",
    # columns
    "territory": "Gebiet",
    "rep": "Außendienst",
    "customers": "Kunden",
    "prospects": "Interessenten",
    "customer": "Kunde",
    "prospect": "Interessent",
    "hours": "Stunden",
    "load": "Auslastung",
    "potential": "Potenzial",
    "of fair potential": "vom gerechten Potenzial",
    "in time": "rechtzeitig",
    "overdue": "überfällig",
    "accounts": "Kunden",
    "region": "Region",
    "part of": "Teil von",
    "planned": "geplant",
    "done": "erledigt",
    "skipped": "ausgefallen",
    "declined": "abgelehnt",
    "open": "offen",
    "week of": "Woche vom",
    "reason given": "genannter Grund",
    "times": "Anzahl",
    "share": "Anteil",
    "most in": "am meisten in",
    "level": "Stufe",
    "watch": "beobachten",
    "alarm": "Warnung",
    "what": "was",
    "in words": "in Worten",
    "rank": "Rang",
    "what to do": "was zu tun ist",
    "worth a year": "Wert im Jahr",
    "how it was computed": "wie es gerechnet wurde",
    "where": "wo",
    "kind": "Art",
    "why": "warum",
    "why not": "warum nicht",
    "on": "am",
    "by": "von",
    "note": "Notiz",
    "account": "Kunde",
    # alarms and proposals
    "Alarms": "Warnungen",
    "{alarms} alarms, {watch} to watch.": "{alarms} Warnungen, {watch} zu beobachten.",
    "Nothing has left its limits.": "Nichts hat seine Grenzen verlassen.",
    "What to do next": "Was als Nächstes zu tun ist",
    "Ranked by worth in money a year; an hour more of a rep is reckoned at {worth}.": (
        "Geordnet nach dem Wert im Jahr; eine weitere Stunde Außendienst bringt angenommen {worth}."
    ),
    "No proposal brings anything by the figures at hand.": "Kein Vorschlag bringt nach den vorliegenden Zahlen etwas.",
    "coverage": "Abdeckung",
    "workload": "Arbeit",
    # standing
    "How territories stand": "Wie die Gebiete stehen",
    "with the travel of {source}": "mit den Fahrten aus: {source}",
    "the newest plan": "neuester Plan",
    "without travel: there is no plan and no road network yet": (
        "ohne Fahrten: es gibt noch keinen Plan und kein Straßennetz"
    ),
    "Hours a year are visits by interval times their length, {travel}. A load of 100 % is the fair part.": (
        "Stunden im Jahr sind Besuche nach Abstand mal ihrer Dauer, {travel}. 100 % Auslastung ist der gerechte Anteil."
    ),
    "workload of each territory beside its fair part": "Arbeit jedes Gebiets neben seinem gerechten Anteil",
    "workload, % of the fair part (band: agreed tolerance)": (
        "Arbeit, % des gerechten Anteils (Band: vereinbarte Toleranz)"
    ),
    "Planned and done": "Geplant und erledigt",
    "No visit was planned or recorded in this period.": "In dieser Zeit wurde kein Besuch geplant oder erfasst.",
    "Open visits are past their day without a word.": "Offene Besuche: ihr Tag ist vorbei, und niemand hat berichtet.",
    "visits of each week by what became of them": "Besuche jeder Woche nach dem, was aus ihnen wurde",
    # targets
    "Targets": "Ziele",
    "No targets are set: roundsman territory keep targets FILE.": (
        "Es sind keine Ziele gesetzt: roundsman territory keep targets DATEI."
    ),
    "figure": "Kennzahl",
    "period": "Zeitraum",
    "target": "Ziel",
    "due by now": "bis heute fällig",
    "so far": "bisher",
    "ratio": "erreicht",
    "state": "Stand",
    "at the end": "am Ende",
    "reached": "erreicht",
    "not reached": "nicht erreicht",
    "weighted ratio": "gewichtet erreicht",
    "weight known": "Gewicht bekannt",
    "weight not known": "Gewicht nicht bekannt",
    "Key figures": "Kennzahlen",
    "Revenue": "Umsatz",
    "Growth over a year": "Wachstum in einem Jahr",
    "Share of the potential": "Anteil am Potenzial",
    "Customers among all accounts": "Kunden unter allen Adressen",
    "New customers": "Neue Kunden",
    "Mean deal": "Mittlerer Abschluss",
    "Deals won of those closed": "Gewonnene unter den abgeschlossenen",
    "Accounts visited": "Besuchte Kunden",
    "Due visits made in time": "Fällige Besuche, rechtzeitig gemacht",
    "Value served in time": "Rechtzeitig bedienter Wert",
    "Selling time of working time": "Gesprächszeit an der Arbeitszeit",
    "Cost of a visit": "Kosten eines Besuchs",
    "Satisfaction": "Zufriedenheit",
    "Pipeline": "Pipeline",
    "Sales beside potential": "Umsatz neben Potenzial",
    "sales": "Umsatz",
    "expected": "erwartet",
    "index": "Index",
    "Expected is what a territory would sell if potential were worked alike everywhere; the index is 100 then.": (
        "Erwartet ist, was ein Gebiet verkaufte, wenn Potenzial überall gleich genutzt würde; der Index ist dann 100."
    ),
    "The next three months' sales are foretold by the plain method that erred least in the last twelve months.": (
        "Der Umsatz der nächsten drei Monate wird mit dem einfachen Verfahren vorhergesagt, das in den letzten zwölf "
        "Monaten am wenigsten irrte."
    ),
    "method": "Verfahren",
    "month 1": "Monat 1",
    "month 2": "Monat 2",
    "month 3": "Monat 3",
    "past error": "früherer Fehler",
    "of a month": "vom Monat",
    "error of last year's month": "Fehler des Vorjahresmonats",
    # customers
    "Customers and prospects": "Kunden und Interessenten",
    "Customers by last year's sales: {listed}.": "Kunden nach dem Umsatz des letzten Jahres: {listed}.",
    "{n} accounts have no score: {what} is not known of them.": "{n} Kunden haben keine Wertung: {what} ist unbekannt.",
    "Too few customers with known sales to say what the best share.": (
        "Zu wenige Kunden mit bekanntem Umsatz, um zu sagen, was die besten gemeinsam haben."
    ),
    "How well likeness tells the best apart cannot be judged: there are too few of them.": (
        "Wie gut Ähnlichkeit die besten erkennt, lässt sich nicht beurteilen: es sind zu wenige."
    ),
    "Shown two unseen customers, likeness picks the better one in {share} of cases (50 % is a coin).": (
        "Von zwei ungesehenen Kunden erkennt Ähnlichkeit den besseren in {share} der Fälle (50 % ist eine Münze)."
    ),
    "trait of the best": "Merkmal der besten",
    "of {n} best": "von {n} besten",
    "among all": "unter allen",
    "times as frequent": "mal so häufig",
    "by chance": "zufällig",
    "like the best": "wie die besten",
    "because of": "wegen",
    "most still to win": "am meisten noch zu gewinnen",
    "score": "Wertung",
    "ABC": "ABC",
    "RFM": "RFM",
    "assumed": "angenommen",
    "growth": "Wachstum",
    "satisfaction": "Zufriedenheit",
    "win probability": "Gewinnchance",
    "margin": "Spanne",
    # ways to foretell
    "as in the same month last year": "wie im selben Monat des Vorjahrs",
    "mean of the last year": "Mittel des letzten Jahrs",
    "season and damped growth": "Saison und gedämpftes Wachstum",
    # experiments
    "Experiments": "Versuche",
    "No experiment is stated in the policy.": "In den Vorgaben steht kein Versuch.",
    "telling": "aussagekräftig",
    "not telling": "nicht aussagekräftig",
    "unfair: the sides moved apart before": "ungleich: die Seiten liefen schon vorher auseinander",
    "experiment": "Versuch",
    "change": "Änderung",
    "effect": "Wirkung",
    "low": "mindestens",
    "high": "höchstens",
    "verdict": "Urteil",
    "Sales per potential and month, difference in differences; 19 of 20 redrawn comparisons lie from low to high.": (
        "Umsatz je Potenzial und Monat, Differenz der Differenzen; 19 von 20 neu gezogenen liegen dazwischen."
    ),
    # seasons
    "Seasons": "Jahresgänge",
    "No season can be told: there are no two years of sales on record.": (
        "Kein Jahresgang ist erkennbar: es liegen keine zwei Jahre Umsatz vor."
    ),
    "(none)": "(keine)",
    "not checked": "nicht geprüft",
    "better than a flat year": "besser als ein flaches Jahr",
    "no better than flat": "nicht besser als flach",
    "season index of each segment": "Jahresgang jedes Segments",
    "index, 1 is an ordinary month": "Index, 1 ist ein gewöhnlicher Monat",
    "Sales of a month beside the mean month, by segment.": "Umsatz eines Monats neben dem mittleren Monat, je Segment.",
    "segment": "Segment",
    "error": "Fehler",
    "flat": "flach",
    "last year, unseen": "letztes Jahr, ungesehen",
    "Jan": "Jan", "Feb": "Feb", "Mar": "Mär", "Apr": "Apr", "May": "Mai", "Jun": "Jun",
    "Jul": "Jul", "Aug": "Aug", "Sep": "Sep", "Oct": "Okt", "Nov": "Nov", "Dec": "Dez",
    # the base
    "The base": "Die Grundlage",
    "Quality is potential per workload hour; 100 is the team's.": (
        "Güte ist Potenzial je Arbeitsstunde; 100 ist die des Teams."
    ),
    "Clusters reach 500 m from account to account, as the crow flies.": (
        "Gruppen reichen 500 m von Kunde zu Kunde, in der Luftlinie."
    ),
    "Clusters reach 500 m from account to account by road; in a group of more than 500 as the crow flies.": (
        "Gruppen reichen 500 m von Kunde zu Kunde auf der Straße; in einer von mehr als 500 in der Luftlinie."
    ),
    "potential an hour": "Potenzial je Stunde",
    "(no segment)": "(kein Segment)",
    "who": "wer",
    "of all": "von allen",
    "of the potential": "vom Potenzial",
    "attribute of your own": "eigenes Merkmal",
    "cluster around": "Gruppe um",
    "mostly": "meistens",
    "Where potential lies": "Wo Potenzial liegt",
    "squares of {km} km": "Quadrate von {km} km",
    "map of potential in {size}": "Karte des Potenzials, {size}",
    "The richest {n} of {all} {size} that hold accounts.": "Die {n} reichsten von {all} mit Kunden ({size}).",
    "middle of the square": "Mitte des Quadrats",
    "of prospects": "von Interessenten",
    # origin
    "There are no sales on record.": "Es liegt kein Umsatz vor.",
    "{n} customers are in the upper two fifths by recency, frequency and money of the last year at once.": (
        "{n} Kunden liegen nach Aktualität, Häufigkeit und Geld des letzten Jahres zugleich in den oberen 40 %."
    ),
    "Recency says nothing and is not counted: nobody differs in the last month of buying.": (
        "Die Aktualität sagt nichts und zählt nicht: Im letzten Kaufmonat unterscheidet sich niemand."
    ),
    "Frequency says nothing and is not counted: nobody differs in the number of months.": (
        "Die Häufigkeit sagt nichts und zählt nicht: In der Zahl der Monate unterscheidet sich niemand."
    ),
    "Money says nothing and is not counted: nobody differs in the sales of the year.": (
        "Das Geld sagt nichts und zählt nicht: Im Umsatz des Jahres unterscheidet sich niemand."
    ),
    "Nobody began to buy after a quiet year on record.": "Niemand begann nach einem stillen Jahr zu kaufen.",
    "{year} quarter {quarter}": "{year}, {quarter}. Quartal",
    "since": "seit",
    "by source": "nach Quelle",
    "by region": "nach Region",
    "mean first year": "mittleres erstes Jahr",
    # budgets
    "Budgets": "Budgets",
    "No budget is stated in the policy.": "In den Vorgaben steht kein Budget.",
    "Of {year}.": "Aus {year}.",
    "budget": "Budget",
    "spent": "ausgegeben",
    "left": "übrig",
    "of the budget": "vom Budget",
    "by potential": "nach Potenzial",
    "marketing": "Werbung",
    "material": "Material",
    "training": "Schulung",
    "support": "Betreuung",
    # ownership
    "Gaps and conflicts": "Lücken und Streitfälle",
    "{n} accounts have no owner. Territories are by rep: no ownership rules are in force.": (
        "{n} Kunden haben keine Zuständigen. Gebiete sind die der Personen: es gelten keine Regeln der Zuständigkeit."
    ),
    "layer": "Ebene",
    "customers open": "offene Kunden",
    "prospects open": "offene Interessenten",
    "in conflict": "strittig",
    "potential open": "offenes Potenzial",
    "claims of equal right": "gleichrangige Ansprüche",
    "{territory} by {rule}": "{territory} durch {rule}",
    # remarks
    "Data to mend": "Zu berichtigende Daten",
    "Nothing odd was found.": "Nichts Auffälliges gefunden.",
    "{n} findings: {kinds}. The {shown} most urgent:": "{n} Befunde: {kinds}. Die {shown} dringendsten:",
    "Notebook": "Notizbuch",
    "Nobody has written into a territory's notebook.": "Niemand hat in das Notizbuch eines Gebiets geschrieben.",
    "What could not be computed": "Was sich nicht rechnen ließ",
    "Everything that was asked could be computed.": "Alles ließ sich rechnen.",
    "{n} remarks on the figures above; the first {shown}:": "{n} Bemerkungen zu den Zahlen oben; die ersten {shown}:",
    # agenda
    "Review meeting of {day}": "Besprechung der Gebiete am {day}",
    "visits from {start} to {end}": "Besuche vom {start} bis {end}",
    "Nothing to talk about.": "Nichts zu besprechen.",
    "Targets not reached": "Nicht erreichte Ziele",
    "Covers": "Vertretungen",
    "Anything else": "Sonst noch",
    "decided": "entschieden",
    "until": "bis",
    "away": "abwesend",
    "covered by": "vertreten durch",
    "from": "von",
    "to": "bis",
    # sales after visits
    "Sales after visits": "Umsatz nach Besuchen",
    "No account has enough months with and without a visit.": (
        "Kein Kunde hat genug Monate mit und ohne Besuch."
    ),
    "visits": "Besuche",
    "a month after a visit": "Monat nach Besuch",
    "another month": "anderer Monat",
    "Mean sales of the month of a visit and the next, beside the other months; at least {n} of each.": (
        "Mittlerer Umsatz des Besuchsmonats und des nächsten, neben den anderen Monaten; mindestens {n} von jedem."
    ),
    "{more} of {all} accounts sell more after visits.": "{more} von {all} Kunden kaufen nach Besuchen mehr.",
    # formulas
    "sales of the period": (
        "Umsatz des Zeitraums"
    ),
    "sales of the same period a year earlier": (
        "Umsatz desselben Zeitraums ein Jahr davor"
    ),
    "sales that could have been won in the period": (
        "Umsatz, der im Zeitraum zu gewinnen war"
    ),
    "customers at the end of the period": (
        "Kunden am Ende des Zeitraums"
    ),
    "customers and prospects at the end of the period": (
        "Kunden und Interessenten am Ende des Zeitraums"
    ),
    "customers whose first sale lies in the period": (
        "Kunden, deren erster Umsatz im Zeitraum liegt"
    ),
    "deals won": (
        "gewonnene Abschlüsse"
    ),
    "deals won or lost": (
        "gewonnene oder verlorene Abschlüsse"
    ),
    "value of the deals won": (
        "Wert der gewonnenen Abschlüsse"
    ),
    "accounts visited at least once": (
        "mindestens einmal besuchte Kunden"
    ),
    "visits made": (
        "gemachte Besuche"
    ),
    "visits that fell due": (
        "fällig gewordene Besuche"
    ),
    "due visits made within their spacing": (
        "fällige Besuche, rechtzeitig gemacht"
    ),
    "potential of the accounts of visits that fell due, visit by visit": (
        "Potenzial der Kunden fällig gewordener Besuche, Besuch für Besuch"
    ),
    "potential of the accounts of due visits made within their spacing, visit by visit": (
        "Potenzial der Kunden fälliger, rechtzeitig gemachter Besuche, Besuch für Besuch"
    ),
    "hours with accounts": (
        "Stunden bei Kunden"
    ),
    "hours with accounts, driving and waiting": (
        "Stunden bei Kunden, Fahrt und Warten"
    ),
    "mileage, expenses and nights": (
        "Fahrten, Auslagen und Nächte"
    ),
    "sum of the satisfaction answers, 0 to 1 each": (
        "Summe der Antworten zur Zufriedenheit, je 0 bis 1"
    ),
    "satisfaction answers": (
        "Antworten zur Zufriedenheit"
    ),
    "open deals, value times probability": (
        "offene Abschlüsse, Wert mal Wahrscheinlichkeit"
    ),
    "{figure} = {above}": (
        "{figure} = {above}"
    ),
    "{figure} = {above}, by {below}": (
        "{figure} = {above}, durch {below}"
    ),
    "{figure} = {above}, by {below}, less 1": (
        "{figure} = {above}, durch {below}, weniger 1"
    ),
    "Hours = visits a year by interval, times their length and way. Load = hours, by the fair part of the team's.": (
        "Stunden = Besuche im Jahr nach Abstand, mal Dauer und Weg. Auslastung = Stunden durch den gerechten Anteil."
    ),
    "In time = customers whose last visit lies no longer back than the longest spacing, by all customers.": (
        "Rechtzeitig = Kunden, deren letzter Besuch nicht weiter zurückliegt als der längste Abstand, durch alle."
    ),
    "Ratio of a target = so far, by what is due by now; where less is better, the other way round.": (
        "Erreicht = bisher durch das bis heute Fällige; wo weniger besser ist, umgekehrt."
    ),
    "Past error of a forecast = mean miss over the last twelve months, each foretold from what was known before it.": (
        "Früherer Fehler = mittlerer Fehlgriff der letzten zwölf Monate, je aus dem vorher Bekannten."
    ),
    # drawings
    "Workload of each territory in per cent of its fair part; the band is what was agreed": (
        "Arbeit jedes Gebiets in Prozent seines gerechten Anteils; das Band ist vereinbart"
    ),
    "Customers visited in time, in per cent": "Rechtzeitig besuchte Kunden, in Prozent",
    "Visits of each week by what became of them": "Besuche jeder Woche nach dem, was aus ihnen wurde",
    "Targets reached, in per cent": "Erreichte Ziele, in Prozent",
    "Sales foretold, by territory": "Vorhergesagter Umsatz je Gebiet",
    "Season index of each segment: the darker, the more is sold": "Jahresgang jedes Segments: je dunkler, desto mehr",
}  # fmt: skip
