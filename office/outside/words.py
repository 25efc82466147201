"""What mail says, in English and German."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "hello": ("Hello {name},", "Guten Tag {name},"),
    "week.subject": ("Your visits from {first} to {last}", "Ihre Besuche vom {first} bis {last}"),
    "week.intro": ("these are your visits of the next days.", "das sind Ihre Besuche der nächsten Tage."),
    "week.said": ("{name} writes:", "{name} schreibt:"),
    "week.changed": ("What changed:", "Was sich geändert hat:"),
    "week.new": ("new: {line}", "neu: {line}"),
    "week.gone": ("no longer: {line}", "entfällt: {line}"),
    "week.none": ("There are none.", "Es gibt keine."),
    "claim.approve_claim": ("Your mileage claim was approved", "Ihre Abrechnung wurde genehmigt"),
    "claim.reject_claim": ("Your mileage claim was sent back", "Ihre Abrechnung wurde zurückgegeben"),
    "claim.pay_claim": ("Your mileage claim was paid", "Ihre Abrechnung wurde ausgezahlt"),
    "attest.subject": ("Days that you have not attested yet", "Tage, die Sie noch nicht bestätigt haben"),
    "attest.intro": (
        "the trips of these days are paid once you have attested them:",
        "die Fahrten dieser Tage werden bezahlt, sobald Sie sie bestätigt haben:",
    ),
    "review.asked": ("Plan {plan} waits for your approval", "Plan {plan} wartet auf Ihre Freigabe"),
    "review.approved": ("Plan {plan} was approved", "Plan {plan} wurde freigegeben"),
    "review.returned": ("Plan {plan} was sent back", "Plan {plan} wurde zurückgegeben"),
    "look": ("Look: {address}", "Ansehen: {address}"),
    "end": (
        "You get this mail because you use roundsman. Choose what you get on the page of your account.",
        "Sie erhalten diese Mail, weil Sie roundsman nutzen. Auf der Seite Ihres Kontos wählen Sie, was Sie erhalten.",
    ),
    "day.0": ("Mon", "Mo"),
    "day.1": ("Tue", "Di"),
    "day.2": ("Wed", "Mi"),
    "day.3": ("Thu", "Do"),
    "day.4": ("Fri", "Fr"),
    "day.5": ("Sat", "Sa"),
    "day.6": ("Sun", "So"),
}


def phrase(language: str, key: str, **values: object) -> str:
    """Return a phrase in a language."""
    return WORDS[key][1 if language == "de" else 0].format(**values)
