"""Owners who may not visit what they own: they lack a skill or a language, or the experience that is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from routing.problems import Problem
from routing.sentences import joined, sentence
from territory.accounts import Account, Rep
from territory.fit import misfits


@dataclass(frozen=True, slots=True, order=True)
class Unfit:
    """An account, its owner, and what the owner lacks, in words."""

    account: str
    rep: str
    lacks: tuple[str, ...]

    @property
    def problem(self) -> Problem:
        """Return what to do about it."""
        cause = sentence("its owner {rep} {names}", rep=self.rep, names=joined(" and ", self.lacks))
        action = "Give it to a rep who fits: roundsman territory move."
        return Problem("owner-unfit", sentence("account {account}", account=self.account), cause, action)


def unfit_owners(owners: Mapping[str, str], accounts: Sequence[Account], reps: Sequence[Rep]) -> tuple[Unfit, ...]:
    """Return the accounts whose owner does not fit, by account; `owners` are rep ids."""
    known = {rep.id: rep for rep in reps}
    asked = ((one, known.get(owners.get(one.id, ""))) for one in accounts)
    return tuple(
        sorted(Unfit(one.id, rep.id, tuple(lacks)) for one, rep in asked if rep and (lacks := misfits(one, rep)))
    )
