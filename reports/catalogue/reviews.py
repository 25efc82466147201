"""A manager's review: alarms, proposals, and how the gain of a proposal was computed."""

from __future__ import annotations

REVIEWS = {
    "alarm-coverage": (
        "{covered:share} of its customers were visited in time; {limit:share} is the limit",
        "{covered:share} der Kunden wurden rechtzeitig besucht; die Grenze ist {limit:share}",
    ),
    "alarm-overdue": (
        "{late} of {customers} customers wait longer than was agreed",
        "{late} von {customers} Kunden warten länger als vereinbart",
    ),
    "alarm-vacant": ("nobody holds it; {accounts} accounts wait", "es ist unbesetzt; {accounts} Kunden warten"),
    "alarm-more-workload": (
        "{away:.1%} more workload than its fair part; {limit:share} is the limit",
        "{away:.1%} mehr Arbeit als der gerechte Anteil; die Grenze ist {limit:share}",
    ),
    "alarm-less-workload": (
        "{away:.1%} less workload than its fair part; {limit:share} is the limit",
        "{away:.1%} weniger Arbeit als der gerechte Anteil; die Grenze ist {limit:share}",
    ),
    "alarm-more-potential": (
        "{away:.1%} more potential than its fair part; {limit:share} is the limit",
        "{away:.1%} mehr Potenzial als der gerechte Anteil; die Grenze ist {limit:share}",
    ),
    "alarm-less-potential": (
        "{away:.1%} less potential than its fair part; {limit:share} is the limit",
        "{away:.1%} weniger Potenzial als der gerechte Anteil; die Grenze ist {limit:share}",
    ),
    "propose-move": (
        "Move {name} from {source} to {target}",
        "{name} von {source} nach {target} geben",
    ),
    "propose-swap": (
        "Exchange {name} ({source}) for {other} ({target})",
        "{name} ({source}) gegen {other} ({target}) tauschen",
    ),
    "propose-more-often": (
        "More often to {name}: every {days} days instead of {present:.1f} visits a year",
        "Öfter zu {name}: alle {days} Tage statt {present:.1f} Besuche im Jahr",
    ),
    "propose-less-often": (
        "Less often to {name}: every {days} days instead of {present:.1f} visits a year",
        "Seltener zu {name}: alle {days} Tage statt {present:.1f} Besuche im Jahr",
    ),
    "propose-no-visits": (
        "Less often to {name}: no visits instead of {present:.1f} visits a year",
        "Seltener zu {name}: keine Besuche statt {present:.1f} Besuche im Jahr",
    ),
    "propose-prospect": (
        "Take the prospect {name} into the rounds",
        "Den Interessenten {name} in die Touren aufnehmen",
    ),
    "propose-cover": (
        "Cover the vacant {territory} ({accounts} accounts) by {reps}",
        "Das unbesetzte {territory} ({accounts} Kunden) durch {reps} vertreten",
    ),
    "propose-owner": (
        "Give {customers:customers} without an owner to {territory}",
        "{customers:customers} ohne Zuständige an {territory} geben",
    ),
    "propose-any-owner": (
        "Give {customers:customers} without an owner to a territory",
        "{customers:customers} ohne Zuständige an ein Gebiet geben",
    ),
    "gain-overload": (
        (
            "{source} {source_h:.0f} h of a fair {source_fair_h:.0f}, {target} {target_h:.0f} h of a fair "
            "{target_fair_h:.0f}: {over_h:.1f} h of overload go"
        ),
        (
            "{source} {source_h:.0f} h von gerechten {source_fair_h:.0f}, {target} {target_h:.0f} h von gerechten "
            "{target_fair_h:.0f}: {over_h:.1f} h Überlast entfallen"
        ),
    ),
    "gain-travel-saved": ("{travel_h:.1f} h of travel saved", "{travel_h:.1f} h Fahrt gespart"),
    "gain-travel-added": ("{travel_h:.1f} h of travel added", "{travel_h:.1f} h Fahrt mehr"),
    "gain-relationships": (
        "relationships worth {stake_h:.1f} h at stake",
        "Beziehungen im Wert von {stake_h:.1f} h stehen auf dem Spiel",
    ),
    "gain-interval": (
        "profit {profit:+.0f} a year, {hours:+.1f} h at {per_hour:.0f} an hour",
        "Ertrag {profit:+.0f} im Jahr, {hours:+.1f} h zu {per_hour:.0f} je Stunde",
    ),
    "gain-prospect": (
        "worth {worth:.0f} a year, {hours:.1f} h at {per_hour:.0f} an hour",
        "Wert {worth:.0f} im Jahr, {hours:.1f} h zu {per_hour:.0f} je Stunde",
    ),
    "gain-unvisited": (
        "profit a year of the visits that nobody makes, each account by the rep nearest to it",
        "Jahresertrag der Besuche, die niemand macht, je Kunde durch die nächste Person",
    ),
    "gain-visits-less-hours": (
        "profit a year of their visits less their hours",
        "Jahresertrag ihrer Besuche abzüglich der Stunden",
    ),
    "gain-unknown": (
        "what these accounts are worth is not known",
        "was diese Kunden wert sind, ist nicht bekannt",
    ),
}
