"""A review in German says in German, too, what the engines say: why a figure is not known, and ways to foretell."""

from __future__ import annotations

from reports.german import GERMAN
from reports.speech import Speech
from routing.sentences import joined, sentence
from territory.forecast import METHODS

GERMAN_SPEECH = Speech("de")


def test_a_sentence_in_a_table_is_told_in_the_reader_s_language() -> None:
    why = sentence("not known: {names}", names=joined("; ", ["mileage, expenses and nights"]))
    cells = GERMAN_SPEECH.table(("territory", "why"), [("R1", why)]).rows[0]
    assert cells == ("R1", "nicht bekannt: Fahrtkosten, Auslagen und Nächte")
    assert Speech("en").table(("territory", "why"), [("R1", why)]).rows[0][1] == why


def test_what_people_wrote_stays_as_it_is() -> None:
    assert GERMAN_SPEECH.table(("territory",), [("not known: <b>",)]).rows == (("not known: <b>",),)


def test_every_way_to_foretell_has_german_words() -> None:
    assert set(METHODS) <= set(GERMAN)
