"""Whom reps meet and what they talk about in a demonstration: made up, so that nobody's name or number stands in it."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from random import Random

from office.accounts.agendas import set_agenda
from office.opening import Office
from office.people import Person
from territory.agenda import Agenda, AgendaItem, ItemKind, Scope

FIRST_NAMES = ("Anna", "Bruno", "Clara", "David", "Eva", "Felix", "Greta", "Hugo", "Ida", "Jonas", "Klara", "Leo")
LAST_NAMES = ("Muster", "Beispiel", "Probe", "Exempel", "Vorlage", "Platzhalter", "Niemand", "Erfunden")
"""Surnames that say of themselves that there is no such person: sample, example, trial, nobody, invented."""

NUMBERS = ("+49 30 23125", "+49 69 90009", "+49 40 66969", "+49 221 4710", "+49 89 99998")
"""Each with three digits more: numbers that the Bundesnetzagentur keeps for films and books and gives to nobody
(notice 148/2021). Liechtenstein keeps none."""

AGENDAS: Mapping[Scope, Agenda] = {
    Scope(segment="gastronomy"): (
        AgendaItem(ItemKind.PURPOSE, "Agree on the order for the next four weeks"),
        AgendaItem(ItemKind.POINT, "Which dishes sell better than a year ago?"),
        AgendaItem(ItemKind.MATERIAL, "Price list of the season"),
    ),
    Scope(segment="health"): (
        AgendaItem(ItemKind.PURPOSE, "Go through the shelf together"),
        AgendaItem(ItemKind.POINT, "What ran out since the last visit?"),
    ),
}


def with_contacts(accounts: bytes, seed: int) -> bytes:
    """Return a file of accounts with a made-up contact and telephone number in each row, in place of any there were."""
    rows = list(csv.DictReader(io.StringIO(accounts.decode())))
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    for number, row in enumerate(rows):
        random = Random(f"{seed} contact {row['id']}")
        name = f"{random.choice(FIRST_NAMES)} {random.choice(LAST_NAMES)}"
        writer.writerow(row | {"contact": name, "phone": _telephone(number), "email": ""})
    return text.getvalue().encode()


def _telephone(number: int) -> str:
    area, line = divmod(number, 1000)
    return f"{NUMBERS[area % len(NUMBERS)]} {line:03}"


def keep_agendas(office: Office, who: Person) -> None:
    """Say what visits to some segments are about; the others have none, as it is where nobody wrote one yet."""
    for scope, items in AGENDAS.items():
        set_agenda(office, who, scope, items)
