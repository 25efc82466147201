"""Parts of sentences: whom a finding concerns and when, counts, and the rules of a day that a reason names."""

from __future__ import annotations

PARTS = {
    "about": ("{account}: ", "{account}: "),
    "on": (" on {date}", " am {date}"),
    "count.visits.one": ("{n} visit", "{n} Besuch"),
    "count.minutes.one": ("{n} minute", "{n} Minute"),
    "count.minutes": ("{n} minutes", "{n} Minuten"),
    "count.visits": ("{n} visits", "{n} Besuche"),
    "count.days.one": ("{n} day", "{n} Tag"),
    "count.days": ("{n} days", "{n} Tage"),
    "count.customers.one": ("{n} customer", "{n} Kunden"),
    "count.customers": ("{n} customers", "{n} Kunden"),
    "rule.hours": ("it cannot be reached within its hours", "er ist in seinen Zeiten nicht zu erreichen"),
    "rule.return": ("home is reached too late", "die Rückkehr ist zu spät"),
    "rule.driving": ("more driving than a day may have", "mehr Fahrt, als ein Tag haben darf"),
    "rule.work": ("more work than a day may have", "mehr Arbeit, als ein Tag haben darf"),
    "rule.visits": ("more visits than a day may have", "mehr Besuche, als ein Tag haben darf"),
    "rule.load": ("more load than a day may have", "mehr Ladung, als ein Tag haben darf"),
    "rule.day": ("longer from door to door than a day may be", "von Tür zu Tür länger, als ein Tag sein darf"),
    "rule.unreachable": ("no road leads there", "keine Straße führt hin"),
}
