"""Owners who may not visit what they own: they lack a skill or a language, or the experience that is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from routing.findings import Finding
from routing.problems import Problem
from routing.sentences import joined, sentence
from territory.accounts import Account, Rep
from territory.fit import lacks, misfits


@dataclass(frozen=True, slots=True, order=True)
class Unfit:
    """An account, its owner, and what the owner lacks: in words, and as findings for whoever asks about the account."""

    account: str
    rep: str
    lacks: tuple[str, ...]
    why: tuple[Finding, ...] = field(default=(), compare=False)

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
        sorted(
            Unfit(one.id, rep.id, tuple(lacking), lacks(one, rep))
            for one, rep in asked
            if rep and (lacking := misfits(one, rep))
        )
    )
