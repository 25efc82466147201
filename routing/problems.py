"""Bad data is a value; bad use is a `ValueError`; the world failing is a named exception that writes its own message.

The whole house speaks of what went wrong in these words, and the command turns them into its exit codes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


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
        What is wrong, quoting the value.
    action : str
        What to do about it.
    """

    code: str
    where: str
    cause: str
    action: str

    def __str__(self) -> str:
        return f"{self.where}: {self.cause}. {self.action} [{self.code}]"


class BadInputError(Exception):
    """Input that cannot be worked with; carries every problem found, not only the first."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        if not problems:
            raise ValueError("BadInputError needs at least one problem")
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class WorldError(Exception):
    """The world outside failed (network, server, disk, another process); subclasses write a message with the remedy."""
