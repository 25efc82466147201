"""No text from the world can begin a line of its own, hide a control character or fill a screen."""

from __future__ import annotations

import subprocess
import sys
import unicodedata

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendars.clean import LINE_LENGTH, clean_line, clean_parameter, clean_text
from calendars.compose import Choices, compose
from calendars.feed import assemble, keep, window
from calendars.lint import lint
from tests.calendars.week import MONDAY, NOW, REP, WEEK, renamed

NASTY = [
    "Smith\r\nATTENDEE:mailto:x@example.org",
    "a;b,c\\d:e\"f'g",
    "👩‍👩‍👧‍👦 Café 🇱🇮",
    "مخبز السلام",
    "\u202egnissim\u2066",
    "\x00\x07bell\ufeff\ud800",
    "x" * 10_000,
    "ü" * 300,
    "\u2028line\u2029paragraph\x85next",
    " ^n ^' ^^ %0d%0a ",
    "",
]


def feed(name: str, address: str) -> bytes:
    events = compose(WEEK, REP, renamed(name, address), Choices(contacts=True))
    kept = keep({}, events, NOW, WEEK.start, WEEK.end)
    return assemble(name, kept.values(), *window(MONDAY))


@pytest.mark.parametrize("name", NASTY)
def test_a_nasty_name_stays_inside_its_property(name: str) -> None:
    data = feed(name, name)
    assert lint(data) == ()
    calendar = icalendar.Calendar.from_ical(data)
    visits = calendar.walk("VEVENT")
    assert len(visits) == 3
    assert str(visits[0]["SUMMARY"]) == (clean_line(name) or "a")
    assert visits[0]["X-APPLE-STRUCTURED-LOCATION"].params["X-TITLE"] == (clean_parameter(name) or "a")


@given(st.text(), st.text())
def test_whatever_the_name_the_feed_is_sound(name: str, address: str) -> None:
    data = feed(name, address)
    assert lint(data) == ()
    assert len(icalendar.Calendar.from_ical(data).walk("VEVENT")) == 3


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean_text(clean_text(text)) == clean_text(text)
    assert clean_line(clean_line(text)) == clean_line(text)


def test_every_character_that_clients_stumble_over_is_taken_out() -> None:
    every = map(chr, range(sys.maxunicode + 1))
    bad = {sign for sign in every if unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp")}
    bad |= set("\ufeff\ufffe\uffff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    assert len(bad) > 2000
    assert {sign for sign in bad if clean_text(f"a{sign}b") not in ("ab", "a b", "a\nb")} == set()


def test_letters_of_every_script_and_joined_emoji_are_left_alone() -> None:
    for text in ("Bäckerei Frick", "مخبز السلام", "寿司 一番", "👩‍👩‍👧‍👦"):
        assert clean_line(text) == text


def test_a_long_name_ends_in_an_ellipsis() -> None:
    assert len(clean_line("x" * 10_000)) == LINE_LENGTH
    assert clean_line("x" * 10_000).endswith("x…")


def test_without_assertions_an_injected_line_is_still_no_line() -> None:
    program = "import sys; from tests.calendars.test_clean import feed; sys.stdout.buffer.write(feed(*sys.argv[1:]))"
    command = [sys.executable, "-O", "-c", program, NASTY[0], NASTY[0]]
    data = subprocess.run(command, check=True, capture_output=True).stdout
    assert lint(data) == ()
    assert b"\r\nATTENDEE" not in data
