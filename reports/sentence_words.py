"""Sentences and problems in the reader's language, by the rows of `reports.catalogue.sentences`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from reports.catalogue.sentences import GERMAN
from reports.catalogue.sentences.office_changes import TERMS
from reports.catalogue.sentences.places import PLACE_WORDS, PLACES
from routing.problems import Problem
from routing.sentences import Sentence
from scheduler.demand.holiday_regions import holiday_in

_GERMAN: Mapping[str, str] = {**GERMAN, **PLACES, **TERMS}
_FACT = re.compile(r"\{\w*\}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def in_words(text: str, language: str = "en") -> str:
    """Return a sentence in a language; what people or other programs wrote stays as it is."""
    if language == "en":
        return text
    if not isinstance(text, Sentence):
        return GERMAN.get(text, text)
    pattern = _GERMAN.get(text.pattern)
    if pattern is None:
        pattern = text.pattern if text.facts else holiday_in(text.pattern, language)
    return pattern.format(**{name: _fact_in_words(fact, language) for name, fact in text.facts.items()})


def _fact_in_words(fact: str, language: str) -> str:
    """Return a fact in a language; a day as its readers write it."""
    told = in_words(fact, language)
    if not _DAY.fullmatch(told):
        return told
    try:
        return date.fromisoformat(told).strftime("%d.%m.%Y")
    except ValueError:
        return told


def place_in_words(where: str, language: str = "en") -> str:
    """Return where something was found: ``account A17``, ``the design``."""
    return PLACE_WORDS.get(where, in_words(where, language)) if language != "en" else where


def problem_in_words(problem: Problem, language: str = "en") -> Problem:
    """Return a problem with its words in a language."""
    where = place_in_words(problem.where, language)
    return Problem(problem.code, where, in_words(problem.cause, language), in_words(problem.action, language))


def has_words(text: str) -> bool:
    """Return whether a sentence can be told in German: its pattern is known, or consists of facts and signs alone."""
    pattern = text.pattern if isinstance(text, Sentence) else text
    return pattern in _GERMAN or not re.search(r"[A-Za-z]", _FACT.sub("", pattern))
