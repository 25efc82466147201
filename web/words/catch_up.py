"""Catching up in mid-period."""

from __future__ import annotations

WORDS = {
    "catchup.title": ("Catch up", "Aufholen"),
    "reports.catch_up": ("Catch up", "Aufholen"),
    "catchup.hint": (
        (
            "What is behind its interval or its target, and the visits that would bring it back from {start} to {until}: "
            "each on the day with room where it adds the least driving to the plan in force."
        ),
        (
            "Was hinter seinem Intervall oder Ziel zurückliegt, und die Besuche, die es vom {start} bis {until} zurückholen: "
            "jeder an dem Tag mit Platz, an dem er dem geltenden Plan am wenigsten Fahrt hinzufügt."
        ),
    ),
    "catchup.until": ("Until", "Bis"),
    "catchup.everybody": ("everybody", "alle"),
    "catchup.segments": ("all segments", "alle Segmente"),
    "catchup.targets": ("Targets that lack visits", "Ziele, denen Besuche fehlen"),
    "catchup.target": (
        "{territory}: {reached} accounts visited by then, {asked} asked",
        "{territory}: bis dahin {reached} Kunden besucht, {asked} verlangt",
    ),
    "catchup.sales": ("Targets of sales that are behind", "Umsatzziele, die zurückliegen"),
    "catchup.sales.lack": (
        "{territory}: {sold} {currency} sold by {by}, {due} due by then on the way to {whole}.",
        "{territory}: {sold} {currency} Umsatz bis {by}, {due} wären bis dahin fällig auf dem Weg zu {whole}.",
    ),
    "catchup.sales.visits": (
        "A visit brought {each} {currency} in its month and the next; {n} more visits would make up for it.",
        "Ein Besuch brachte {each} {currency} in seinem und dem nächsten Monat; {n} weitere Besuche holten es auf.",
    ),
    "catchup.sales.few": (
        "Accounts with potential left that no plan visits by then: {n}. More visits need shorter intervals (Review).",
        "Kunden mit offenem Potenzial, die bis dahin kein Plan besucht: {n}. Mehr Besuche brauchen kürzere Intervalle (Rückblick).",
    ),
    "catchup.sales.nothing": (
        "No more was sold after visits than without them: visits are no answer by these figures, none is proposed.",
        "Nach Besuchen wurde nicht mehr verkauft als ohne: Nach diesen Zahlen helfen Besuche nicht, keiner wird vorgeschlagen.",
    ),
    "catchup.sales.unknown": (
        "What a visit brings is not known from the sales and visits on record: none is proposed.",
        "Was ein Besuch bringt, geht aus den erfassten Umsätzen und Besuchen nicht hervor: Keiner wird vorgeschlagen.",
    ),
    "catchup.sales.hint": (
        (
            "Proposed are accounts with the most potential not yet sold that no plan visits. It is reckoned as if visits "
            "went on to bring what they brought; that is no proof that they do."
        ),
        (
            "Vorgeschlagen werden Kunden mit dem meisten noch nicht verkauften Potenzial, die kein Plan besucht. Gerechnet "
            "ist, als brächten Besuche weiter, was sie brachten; bewiesen ist das nicht."
        ),
    ),
    "catchup.sum": (
        "{n} visits to make up for: {used} of {room} free hours, of them {driving} h more driving, {km} km more.",
        "{n} Besuche aufzuholen: {used} von {room} freien Stunden, davon {driving} h mehr Fahrt, {km} km mehr.",
    ),
    "catchup.planned": (
        "{n} accounts behind are brought back by the plan in force.",
        "{n} zurückliegende Kunden holt der geltende Plan zurück.",
    ),
    "catchup.take": ("Take", "Nehmen"),
    "catchup.account": ("Account", "Kunde"),
    "catchup.why": ("Behind", "Zurück hinter"),
    "catchup.why.interval": ("its interval", "dem Intervall"),
    "catchup.why.target": ("the target", "dem Ziel"),
    "catchup.why.sales": ("the target of sales", "dem Umsatzziel"),
    "catchup.since": ("Latest day was", "Spätester Tag war"),
    "catchup.never": ("never visited", "nie besucht"),
    "catchup.day": ("Would be visited", "Würde besucht"),
    "catchup.minutes": ("Visit, minutes", "Besuch, Minuten"),
    "catchup.detour": ("More driving, minutes", "Mehr Fahrt, Minuten"),
    "catchup.nothing": ("Nothing is behind.", "Nichts liegt zurück."),
    "catchup.nothing.else": ("Nothing else is behind.", "Sonst liegt nichts zurück."),
    "catchup.nobody": ("There is nobody to plan for.", "Es gibt niemanden, für den geplant wird."),
    "catchup.lost": ("{n} stay behind", "{n} bleiben zurück"),
    "catchup.hindrance.no-room": ("no day has room for it", "kein Tag hat Platz dafür"),
    "catchup.hindrance.closed": ("not open long enough on any day", "an keinem Tag lange genug offen"),
    "catchup.hindrance.too-soon": (
        "no day lies far enough after the last visit",
        "kein Tag liegt weit genug hinter dem letzten Besuch",
    ),
    "catchup.hindrance.no-way": ("no road leads there", "keine Straße führt dorthin"),
    "catchup.order": ("Order a plan with these visits", "Plan mit diesen Besuchen bestellen"),
    "catchup.order.hint": (
        "It becomes a draft that keeps these days; compare it before it is put in force.",
        "Es wird ein Entwurf, der diese Tage hält; vor dem Inkraftsetzen vergleichen.",
    ),
}
