"""To whom goes next what an experiment showed: a first share of the territories that lack it, then the others."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import ceil

from routing.problems import BadInputError, Problem
from routing.sentences import sentence

MOST_STAGES = 12


@dataclass(frozen=True, slots=True)
class StageAsked:
    """A stage: the territories that begin on a day, or what share of all that have not begun does."""

    begins: date
    territories: tuple[str, ...] = ()
    share: float = 1.0


def staged(
    asked: Sequence[StageAsked], names: Collection[str], trying: Collection[str]
) -> tuple[tuple[date, tuple[str, ...]], ...]:
    """Return the day and the territories of each stage; `trying` have it already.

    A share is of all territories that lack it at first, rounded up, in the order of their names.

    Raises
    ------
    BadInputError
        For no stage, more than `MOST_STAGES`, days that are not in order, a territory that there is not, or one that
        has it already, or a stage that is left with none.
    """
    lacking = [name for name in sorted(names) if name not in trying]
    taken: set[str] = set()
    found, problems = [], list[Problem]()
    if not 1 <= len(asked) <= MOST_STAGES:
        problems.append(_problem(sentence("it has {count} stages", count=len(asked)), "Give one to twelve."))
    if any(one.begins >= other.begins for one, other in pairwise(asked)):
        problems.append(
            _problem("its stages are not one after the other", "Give each a later day than the one before.")
        )
    for number, one in enumerate(asked, start=1):
        wanted = one.territories or tuple(_share(one.share, lacking, taken))
        wrong = [name for name in wanted if name not in lacking or name in taken]
        if wrong:
            cause = sentence("{names} have it already, or are no territories", names=", ".join(wrong))
            problems.append(_problem(cause, "Name territories that lack it."))
        elif not wanted:
            cause = sentence("stage {number} has no territory left", number=number)
            problems.append(_problem(cause, "Leave it out."))
        taken |= set(wanted)
        found.append((one.begins, wanted))
    if problems:
        raise BadInputError(problems)
    return tuple(found)


def _share(share: float, lacking: Sequence[str], taken: Collection[str]) -> list[str]:
    left = [name for name in lacking if name not in taken]
    return left[: ceil(round(share * len(lacking), 6))]


def _problem(cause: str, action: str) -> Problem:
    return Problem("rollout-impossible", "roll-out", cause, action)
