"""Bad data is a value; bad use is a `ValueError`; the world failing is a named exception that writes its own message.

The whole house speaks of what went wrong in these words, and the command turns them into its exit codes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from routing.sentences import Kept, kept, of_kept


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong with what a person, a file or another program gave us.

    Attributes
    ----------
    code : str
        Stable, short and lower-case, such as ``interval-not-positive``; listed in ``docs/formats``.
    where : str
        The place a person can go to: ``accounts.csv row 12 (A-17)``.
    cause : str
        What is wrong, quoting the value: a `routing.sentences.Sentence` where it has facts.
    action : str
        What to do about it.

    The words are English; `reports.sentence_words` tells them in another language.
    """

    code: str
    where: str
    cause: str
    action: str

    def __str__(self) -> str:
        return f"{self.where}: {self.cause}. {self.action} [{self.code}]"

    def kept(self) -> dict[str, Kept]:
        """Return the problem as JSON keeps it, with the patterns of its words."""
        words = {"where": self.where, "cause": self.cause, "action": self.action}
        return {"code": self.code} | {name: kept(text) for name, text in words.items()}

    @classmethod
    def of_kept(cls, value: Mapping[str, Kept]) -> Problem:
        """Return a problem that was kept."""
        return cls(**{name: of_kept(text) for name, text in value.items()})


def by_kind(problems: Iterable[Problem], part: Callable[[Problem], str] | None = None) -> list[tuple[Problem, ...]]:
    """Return the problems of one code and one remedy together, in the order met; parts that differ stand apart."""
    kinds: dict[tuple[str, str, str], list[Problem]] = {}
    for one in problems:
        kinds.setdefault((one.code, part(one) if part else "", one.action), []).append(one)
    return [tuple(own) for own in kinds.values()]


class BadInputError(Exception):
    """Input that cannot be worked with; carries every problem found, not only the first."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        if not problems:
            raise ValueError("BadInputError needs at least one problem")
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class WorldError(Exception):
    """The world outside failed (network, server, disk, another process); subclasses write a message with the remedy."""
