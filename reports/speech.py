"""How a paper speaks: its language, how it writes figures, and what it calls people and territories.

A paper is written in English where it is made; what stands in `reports.german` is said in German instead. A phrase
that has no German fails, so that a paper is never half in one language.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from reports.finding_words import words
from reports.german import GERMAN
from reports.paper import Cell, Column, Named, Table
from reports.sentence_words import in_words
from routing.findings import Finding
from routing.sentences import Sentence
from scheduler.review.analysis import ALL, REGION, Analysis

PLACES = frozenset({"source", "target", "territory"})
"""Facts of a finding that are a territory's id."""


@dataclass(frozen=True, slots=True)
class Speech:
    """One way to speak; called with an English phrase and what stands in its braces.

    Attributes
    ----------
    territories, reps, regions : mapping of id to name
        What is not in them is called by its id.
    """

    language: str = "en"
    territories: Mapping[str, str] = field(default_factory=dict)
    reps: Mapping[str, str] = field(default_factory=dict)
    regions: Mapping[str, str] = field(default_factory=dict)

    def __call__(self, english: str, **facts: object) -> str:
        """Return a phrase; raises `KeyError` where it has no German."""
        return (english if self.language == "en" else GERMAN[english]).format(**facts)

    def known(self, word: str) -> str:
        """Return a word of the engines, such as a kind of limit, or the word itself where nobody has translated it."""
        return word if self.language == "en" else GERMAN.get(word, word)

    def territory(self, name: str) -> str:
        """Return what a territory is called, or a region that figures are of."""
        if name.startswith(REGION) and name not in self.territories:
            region = name.removeprefix(REGION)
            return f"{self('region').capitalize()} {self.regions.get(region, region)}"
        return self(ALL) if name == ALL else self.territories.get(name, name)

    def rep(self, rep_id: str) -> str:
        """Return what a rep is called."""
        return self.reps.get(rep_id, rep_id)

    def finding(self, found: Finding) -> str:
        """Return a finding in words, with names in place of the ids of territories and reps."""
        return words(self.named(found), self.language)

    def named(self, found: Finding) -> Finding:
        """Return a finding with names in place of the ids of territories and reps."""
        facts = tuple(
            (name, self._fact(name, value) if isinstance(value, str) else value) for name, value in found.facts
        )
        return replace(found, facts=facts)

    def _fact(self, name: str, value: str) -> str:
        if name == "reps":
            return ", ".join(self.territories.get(one, self.rep(one)) for one in value.split(", "))
        return self.territory(value) if name in PLACES else value

    def table(self, columns: Iterable[Named], rows: Sequence[tuple[Cell, ...]], **facts: object) -> Table:
        """Return a table; the columns' names are phrases, and `facts` stand in their braces."""
        named = ([one, "text"] if isinstance(one, str) else one for one in columns)
        told = tuple(tuple(self.said(cell) if isinstance(cell, Sentence) else cell for cell in row) for row in rows)
        return Table(tuple(Column(self(name, **facts), form) for name, form in named), told)

    def said(self, text: str) -> str:
        """Return a sentence of the engines in the paper's language."""
        return in_words(text, self.language)

    def cell(self, value: Cell, form: str) -> str:
        """Return a figure as a column of a form writes it."""
        return Column("", form).write(value, self.language)

    def number(self, value: float, digits: int = 0) -> str:
        """Return a number with the language's own signs."""
        return Column("", "decimal" if digits else "whole").write(value, self.language)


def speech_of(analysis: Analysis, language: str = "en") -> Speech:
    """Return how a review speaks: a territory by its own name, or by its rep's where it is just a rep's accounts."""
    reps = told_apart({rep.id: rep.name for rep in analysis.known.reps.values()})
    territories = {one.id: one.name for one in analysis.known.owners.territories if one.name}
    regions = {one.id: one.name for one in analysis.known.owners.regions if one.name}
    return Speech(language, reps | told_apart(territories), reps, told_apart(regions))


def told_apart(names: Mapping[str, str]) -> dict[str, str]:
    """Return names by id; those that several share have the id behind them."""
    times = Counter(names.values())
    return {key: name if times[name] == 1 else f"{name} ({key})" for key, name in names.items()}
