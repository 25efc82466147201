"""Findings: what is found of a plan, a visit or a rule, as a code and its facts; words are made where it is shown."""

from __future__ import annotations

from dataclasses import dataclass

Fact = str | int | float | None
"""A fact: an id, an ISO date, seconds, an amount. Its name says which, and its unit."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was found.

    Attributes
    ----------
    code : str
        Stable; listed in docs/formats.md.
    facts : tuple of (str, Fact)
        By name, in the order of their names.
    """

    code: str
    facts: tuple[tuple[str, Fact], ...] = ()

    @classmethod
    def of(cls, code: str, **facts: Fact) -> Finding:
        """Return a finding with its facts by name."""
        return cls(code, tuple(sorted(facts.items())))

    def __getitem__(self, name: str) -> Fact:
        """Return a fact by its name; raises `KeyError` if the finding has none such."""
        return dict(self.facts)[name]

    def __str__(self) -> str:
        """Return the code and the facts as they are: for logs, not for people."""
        return f"{self.code} ({', '.join(f'{name}={value}' for name, value in self.facts)})"
