"""Reports and the review."""

from __future__ import annotations

WORDS = {
    "reports.title": ("Reports", "Berichte"),
    "reports.mileage": ("Mileage and expenses", "Fahrten und Auslagen"),
    "reports.coverage": ("Coverage", "Abdeckung"),
    "reports.targets": ("Targets", "Ziele"),
    "reports.fairness": ("Fairness", "Ausgleich"),
    "reports.review": ("Review", "Durchsicht"),
    "reports.mileage.title": ("Mileage and expenses, {month}", "Fahrten und Auslagen, {month}"),
    "reports.mileage.of": ("{what}, {month}", "{what}, {month}"),
    "reports.period": ("{first} to {last}", "{first} bis {last}"),
    "reports.by": ("By", "Nach"),
    "reports.by.rep": ("rep", "Außendienst"),
    "reports.by.day": ("day", "Tag"),
    "reports.by.territory": ("territory (owner of that day)", "Gebiet (Besitzer des Tages)"),
    "reports.by.account": ("account", "Kunde"),
    "reports.by.month": ("month", "Monat"),
    "reports.none": ("Nothing was attested in these days.", "In diesen Tagen wurde nichts bestätigt."),
    "reports.trips": ("Trips", "Fahrten"),
    "reports.visits": ("Visits", "Besuche"),
    "reports.planned": ("Planned", "Geplant"),
    "reports.driven": ("Driven", "Gefahren"),
    "reports.variance": ("More than planned", "Mehr als geplant"),
    "reports.pay": ("Pay", "Vergütung"),
    "reports.expenses": ("Expenses", "Auslagen"),
    "reports.per_visit": ("Cost a visit", "Kosten je Besuch"),
    "reports.per_value": ("Cost per value", "Kosten je Wert"),
    "reports.hint": (
        (
            "Attested trips only, never private ones. Planned and “more than planned” are of the trips that had a plan. "
            "Cost a visit is pay and expenses by the visits that the trips served."
        ),
        (
            "Nur bestätigte Fahrten, nie private. „Geplant“ und „Mehr als geplant“ gelten für Fahrten mit Plan. "
            "Kosten je Besuch sind Vergütung und Auslagen durch die Besuche, denen die Fahrten dienten."
        ),
    ),
    "reports.download": ("Download {form}", "{form} laden"),
    "reports.all": ("All reps", "Alle"),
    "reports.nobody": ("(none)", "(keine)"),
    "review.newer": (
        "A newer one is being made; load the page again in a moment.",
        "Eine neuere wird gerade gerechnet; laden Sie die Seite gleich noch einmal.",
    ),
    "review.age": (
        "Visits of {start} to {end}; computed on {at} (UTC) as of change {revision}.",
        "Besuche vom {start} bis {end}; berechnet am {at} (UTC), Stand der Änderung {revision}.",
    ),
    "review.whole.not": (
        "You see a region: figures about everybody together are left out.",
        "Sie sehen eine Region: Zahlen über alle zusammen sind weggelassen.",
    ),
    "review.pdf": ("As PDF", "Als PDF"),
    "review.alarms": ("Alarms", "Warnungen"),
    "review.proposals": ("What to do next", "Was als Nächstes zu tun ist"),
    "review.proposals.none": (
        "No proposal brings anything by the figures at hand.",
        "Kein Vorschlag bringt nach den vorliegenden Zahlen etwas.",
    ),
    "review.worth": ("worth {amount} a year", "bringt {amount} im Jahr"),
    "review.worth.unknown": ("worth not known", "Wert nicht bekannt"),
    "review.apply.interval": ("Put in force", "In Kraft setzen"),
    "review.apply.move": ("Move the account", "Kunden verschieben"),
    "review.open": ("Open the account", "Kunden öffnen"),
    "review.findings": ("Data to mend", "Zu berichtigende Daten"),
    "review.findings.none": ("Nothing odd was found.", "Nichts Auffälliges gefunden."),
    "review.leave": ("Leave as it is", "So lassen"),
    "review.why": ("Why", "Warum"),
    "review.note": ("Write into a territory's notebook", "Ins Notizbuch eines Gebiets schreiben"),
    "review.territory": ("Territory", "Gebiet"),
    "review.text": ("Note", "Notiz"),
    "review.baseline": ("Freeze today's key figures", "Kennzahlen von heute festhalten"),
    "review.baseline.name": ("Under the name", "Unter dem Namen"),
    "fairness.title": ("Fairness by the plan in force", "Ausgleich nach dem gültigen Plan"),
    "fairness.age": (
        "{first} to {last}, by plan {plan}; potential is of the accounts owned today.",
        "{first} bis {last}, nach Plan {plan}; Potenzial der heute zugeordneten Kunden.",
    ),
    "fairness.measure": ("Measure", "Größe"),
    "fairness.greatest": ("Most", "Am meisten"),
    "fairness.least": ("Least", "Am wenigsten"),
    "fairness.gini": ("Gini", "Gini"),
    "fairness.gini.hint": (
        "Gini: 0 where everybody has the same, near 1 where one has everything.",
        "Gini: 0, wo alle dasselbe haben, nahe 1, wo einer alles hat.",
    ),
    "fairness.none": ("Nothing to share.", "Nichts zu teilen."),
    "fairness.work_h": ("Hours on tour", "Stunden unterwegs"),
    "fairness.driving_h": ("Hours driven", "Stunden am Steuer"),
    "fairness.distance_km": ("Kilometres", "Kilometer"),
    "fairness.visits": ("Visits", "Besuche"),
    "fairness.nights": ("Nights away", "Nächte auswärts"),
    "fairness.fridays": ("Fridays on tour", "Freitage unterwegs"),
    "fairness.late_returns": ("Back after 18:00", "Zurück nach 18:00"),
    "fairness.potential": ("Potential", "Potenzial"),
    "reports.savings": ("Savings", "Ersparnis"),
    "formula.title": ("How it is computed", "Wie es gerechnet wird"),
    "savings.title": ("Savings, week by week", "Ersparnis, Woche für Woche"),
    "savings.hint": (
        (
            "Each week as it was published before it began, what came, and what other plans would have meant with the "
            "roads of then. Driving in hours."
        ),
        (
            "Jede Woche, wie sie vor ihrem Beginn veröffentlicht wurde, was kam, und was andere Pläne mit den Straßen von "
            "damals bedeutet hätten. Fahrt in Stunden."
        ),
    ),
    "savings.together": ("Weeks that are over", "Vergangene Wochen"),
    "savings.of_weeks": ("{n} rep-weeks of which it is known", "{n} bekannte Wochen je Person"),
    "savings.planned.by_hand": ("Saved as planned, beside planning by hand", "Geplant gespart, neben Planung von Hand"),
    "savings.as_came.by_hand": (
        "Saved as it came, beside planning by hand",
        "Wirklich gespart, neben Planung von Hand",
    ),
    "savings.planned.carried": ("Saved as planned, beside the plan before", "Geplant gespart, neben dem Plan davor"),
    "savings.as_came.carried": ("Saved as it came, beside the plan before", "Wirklich gespart, neben dem Plan davor"),
    "savings.week": ("Week of", "Woche vom"),
    "savings.evidence": ("(evidence bundle)", "(Beleg)"),
    "savings.plan": ("Plan", "Plan"),
    "savings.visits": ("Planned visits", "Geplante Besuche"),
    "savings.done": ("Done (missed)", "Erledigt (entfallen)"),
    "savings.driving": ("Planned driving", "Geplante Fahrt"),
    "savings.km": ("Planned km", "Geplante km"),
    "savings.driven": ("Driven km", "Gefahrene km"),
    "savings.by_hand": ("By hand: h / visits", "Von Hand: h / Besuche"),
    "savings.carried": ("Plan before: h / visits", "Plan davor: h / Besuche"),
    "savings.saved.by_hand": ("Saved as planned", "Geplant gespart"),
    "savings.saved.carried": ("Saved as planned", "Geplant gespart"),
    "savings.came.by_hand": ("Saved as it came", "Wirklich gespart"),
    "savings.came.carried": ("Saved as it came", "Wirklich gespart"),
    "savings.unknown": ("not known", "nicht bekannt"),
    "savings.unknown.why": (
        "Nobody reckoned it, or trips of the week are not attested.",
        "Niemand hat es gerechnet, oder Fahrten der Woche sind nicht bestätigt.",
    ),
    "savings.begun": ("Weeks that have begun", "Begonnene Wochen"),
    "savings.coming": ("Weeks to come", "Kommende Wochen"),
    "savings.none": (
        "No week was published yet since this ledger is kept.",
        "Seit dieses Buch geführt wird, wurde noch keine Woche veröffentlicht.",
    ),
    "savings.formula.planned": (
        (
            "Saved as planned = planned visits · (driving of the other plan ÷ its visits) - planned driving. A plan that "
            "drives less because it visits fewer customers has saved nothing."
        ),
        (
            "Geplant gespart = geplante Besuche · (Fahrt des anderen Plans ÷ seine Besuche) - geplante Fahrt. Ein Plan, der "
            "weniger fährt, weil er weniger Kunden besucht, hat nichts gespart."
        ),
    ),
    "savings.formula.came": (
        (
            "Saved as it came = visits done · (driving of the other plan ÷ its visits) - planned driving · (driven km ÷ "
            "planned km). Known once every visit done is on an attested trip."
        ),
        (
            "Wirklich gespart = erledigte Besuche · (Fahrt des anderen Plans ÷ seine Besuche) - geplante Fahrt · (gefahrene "
            "km ÷ geplante km). Bekannt, sobald jeder erledigte Besuch auf einer bestätigten Fahrt liegt."
        ),
    ),
    "savings.formula.others": (
        (
            "By hand: day by day the nearest visit that is due, until the day is full. The plan before: its days carried "
            "forward, without what no longer fits. Both were reckoned as the plan was made."
        ),
        (
            "Von Hand: Tag für Tag der nächste fällige Besuch, bis der Tag voll ist. Der Plan davor: seine Tage fortgeführt, "
            "ohne was nicht mehr passt. Beides wurde beim Planen gerechnet."
        ),
    ),
    "reports.on_time": ("On time", "Pünktlichkeit"),
    "on_time.title": ("Chance of being on time", "Aussicht, pünktlich zu sein"),
    "on_time.age": (
        "{first} to {last}, by plan {plan}. On time, at most {grace} minutes late, is expected:",
        "{first} bis {last}, nach Plan {plan}. Pünktlich, höchstens {grace} Minuten zu spät, wird erwartet:",
    ),
    "on_time.first": ("From", "Ab"),
    "on_time.show": ("Show", "Anzeigen"),
    "on_time.none": ("The plan has no visit in these days.", "Der Plan hat in diesen Tagen keinen Besuch."),
    "on_time.formula": (
        (
            "Delay is carried from stop to stop: by how much earlier visits of the account (and of its segment) and ways "
            "of the rep took longer or shorter than planned. Planned waiting takes delay up, and nobody begins before the "
            "time that the customer was told. On time is at most {grace} minutes late. Not known where an account before "
            "it, and its segment, have fewer than three visits with reported times."
        ),
        (
            "Verspätung wird von Halt zu Halt weitergetragen: um wie viel frühere Besuche des Kunden (und seines Segments) "
            "und Wege der Person länger oder kürzer dauerten als geplant. Geplantes Warten nimmt Verspätung auf, und niemand "
            "beginnt vor der Zeit, die dem Kunden genannt wurde. Pünktlich ist höchstens {grace} Minuten zu spät. Nicht "
            "bekannt, wo ein Kunde davor und sein Segment weniger als drei Besuche mit Zeiten haben."
        ),
    ),
    "on_time.buffers": (
        "Buffers that reach a share: roundsman visit durations --apply --on-time 0.9, then plan anew.",
        "Puffer für einen Anteil: roundsman visit durations --apply --on-time 0.9, dann neu planen.",
    ),
    "review.agenda": ("Agenda of the meeting (PDF)", "Tagesordnung der Besprechung (PDF)"),
    "review.apply.moves": ("Carry out", "Ausführen"),
    "review.apply.leads": ("Assign", "Zuteilen"),
    "review.budgets": ("Budgets by potential", "Budgets nach Potenzial"),
    "review.apply.budget": ("Allot by potential", "Nach Potenzial verteilen"),
    "fairness.gainers": ("Who would gain by changing with whom", "Wer mit wem tauschend gewänne"),
    "fairness.gainer": (
        "{rep} with {other}: {hours} hours less, {potential} more potential",
        "{rep} mit {other}: {hours} Stunden weniger, {potential} mehr Potenzial",
    ),
    "fairness.gainers.none": (
        "Nobody would have fewer hours, no more nights and at least as much potential in another's place.",
        "Niemand hätte am Platz eines anderen weniger Stunden, nicht mehr Nächte und mindestens so viel Potenzial.",
    ),
    "fairness.attainable": ("How even potential could be", "Wie gleich Potenzial sein könnte"),
    "fairness.attainable.wait": ("Divisions are being searched …", "Aufteilungen werden gesucht …"),
    "fairness.attainable.is": (
        "The gap between most and least is {now} % of the mean, by capacity; {best} % could be reached with whole accounts.",
        "Der Abstand zwischen meist und wenigst ist {now} % des Mittels, nach Kapazität; {best} % wären erreichbar.",
    ),
    "fairness.attainable.proven": (
        "Proven: no division has a smaller gap.",
        "Bewiesen: keine Aufteilung hat einen kleineren Abstand.",
    ),
    "fairness.attainable.bound": (
        "No division has a smaller gap than {bound} %.",
        "Keine Aufteilung hat einen kleineren Abstand als {bound} %.",
    ),
    "fairness.formula": (
        (
            "Gini: mean difference of all pairs by twice the mean. Attainable: accounts go whole to reps who fit, by capacity; "
            "the bound shares them in parts, and small teams are searched wholly. Ways are no part of it."
        ),
        (
            "Gini: mittlerer Unterschied aller Paare durch das doppelte Mittel. Erreichbar: Kunden gehen ganz an Personen, die "
            "passen, nach Kapazität; die Schranke teilt sie, und kleine Teams werden ganz durchsucht. Wege zählen nicht."
        ),
    ),
    "own_targets.title": ("My targets", "Meine Ziele"),
    "own_targets.age": ("Computed on {at} UTC.", "Berechnet am {at} UTC."),
    "own_targets.none": ("No target is set for you.", "Für Sie ist kein Ziel gesetzt."),
    "own_targets.together": ("Together", "Zusammen"),
    "own_targets.range": ("In the team: {least} to {greatest}.", "Im Team: {least} bis {greatest}."),
    "own_targets.due": ("Due by now: {due}", "Bis heute fällig: {due}"),
    "own_targets.formula": (
        "Each target counts by its weight: what is reached by what is due by now, the other way round where less is better.",
        "Jedes Ziel zählt nach seinem Gewicht: Erreichtes durch bis heute Fälliges; wo weniger besser ist, umgekehrt.",
    ),
}
