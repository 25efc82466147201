"""Experiments and their roll-out."""

from __future__ import annotations

WORDS = {
    "reports.rollouts": ("Experiments", "Versuche"),
    "rollout.title": ("Experiments and roll-out", "Versuche und Einführung"),
    "rollout.hint": (
        (
            "What an experiment of the policy showed goes to a first part of the territories and later to all, by dates. "
            "A stage begins by itself on its morning; one click takes it back."
        ),
        (
            "Was ein Versuch aus den Vorgaben gezeigt hat, geht zuerst an einen Teil der Gebiete und später an alle, nach "
            "Terminen. Eine Stufe beginnt an ihrem Morgen von selbst; ein Klick nimmt sie zurück."
        ),
    ),
    "rollout.stages": ("Stages", "Stufen"),
    "rollout.policy": ("State an experiment in the policy", "Einen Versuch in den Vorgaben festhalten"),
    "rollout.none": ("Nothing was rolled out yet.", "Noch wurde nichts eingeführt."),
    "rollout.stage": ("Stage", "Stufe"),
    "rollout.what": ("What is otherwise", "Was anders ist"),
    "rollout.begins": ("Begins", "Beginnt"),
    "rollout.whom": ("Territories", "Gebiete"),
    "rollout.state": ("State", "Stand"),
    "rollout.state.waiting": ("waits", "wartet"),
    "rollout.state.begun": ("in force", "gilt"),
    "rollout.state.reverted": ("taken back", "zurückgenommen"),
    "rollout.accounts": ("Accounts changed", "Geänderte Kunden"),
    "rollout.revert": ("Take back", "Zurücknehmen"),
    "rollout.due": ("Stages whose day has come: {n}", "Stufen, deren Tag gekommen ist: {n}"),
    "rollout.due.do": ("Begin now", "Jetzt beginnen"),
    "rollout.begin": ("Roll out", "Einführen"),
    "rollout.experiment": ("Experiment", "Versuch"),
    "rollout.times": ("Intervals times (0.8 is a fifth shorter)", "Intervalle mal (0,8 ist ein Fünftel kürzer)"),
    "rollout.days": ("or days from visit to visit", "oder Tage von Besuch zu Besuch"),
    "rollout.weekdays": ("Preferred weekdays", "Bevorzugte Wochentage"),
    "rollout.weekdays.as_it_is": ("as they are", "wie bisher"),
    "rollout.weekdays.these": ("those marked below", "die unten angekreuzten"),
    "rollout.weekdays.any": ("any: no preference", "alle: keine bevorzugten"),
    "rollout.weekdays.which": ("Weekdays", "Wochentage"),
    "rollout.hours": (
        "Preferred hours, joined by commas (- for none)",
        "Bevorzugte Zeiten, mit Kommas (- für keine)",
    ),
    "rollout.visiting_hours": (
        "Visits only then, as opening hours are written (- lifts it)",
        "Besuche nur dann, geschrieben wie Öffnungszeiten (- hebt es auf)",
    ),
    "rollout.reason": (
        "Why it goes on (needed unless the experiment showed that it helps)",
        "Warum es weitergeht (nötig, wenn der Versuch nicht gezeigt hat, dass es hilft)",
    ),
    "rollout.shown": ("Stands on", "Beruht auf"),
    "rollout.shown.better": ("showed that it helps", "zeigte, dass es hilft"),
    "rollout.shown.worse": ("showed that it harms", "zeigte, dass es schadet"),
    "rollout.shown.nothing": ("has not shown that it helps", "hat nicht gezeigt, dass es hilft"),
    "rollout.shown.unfair": ("sides moved apart before", "Seiten liefen vorher auseinander"),
    "rollout.shown.unknown": ("nothing can be told yet", "noch nichts zu sagen"),
    "rollout.first": ("First stage", "Erste Stufe"),
    "rollout.share": (
        "Percent of the territories that lack it (where none is named)",
        "Prozent der Gebiete, denen es fehlt (wo keines genannt ist)",
    ),
    "rollout.named": ("Or these territories", "Oder diese Gebiete"),
    "rollout.rest": ("All others from (empty: not yet)", "Alle übrigen ab (leer: noch nicht)"),
    "rollout.begin.do": ("Begin the roll-out", "Einführung beginnen"),
}
