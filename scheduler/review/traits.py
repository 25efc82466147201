"""What is stated of accounts beside themselves, and what rules and scores ask of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from routing.problems import Problem
from routing.sentences import sentence
from territory.accounts import Account, AccountKind
from territory.ownership.facts import AccountFacts
from territory.value.score import AccountFigures

WORDS = ("postcode", "admin", "vertical", "product_line", "need", "source", "region")
NUMBERS = ("share_of_wallet", "win_probability", "growth", "satisfaction")
OWN = "own:"
"""What a company's own attributes begin with: `own:size`."""
Traits = Mapping[str, Mapping[str, Sequence[str]]]
NOTHING_KNOWN: Mapping[str, float] = {}


def trait_problems(traits: Traits, known: set[str], where: str) -> list[Problem]:
    """Return what is wrong with traits: unknown accounts and names, and numbers that are none or several."""
    problems = []
    for account, named in traits.items():
        place = f"{where} ({account})"
        if account not in known:
            problems.append(
                Problem(
                    "account-unknown",
                    place,
                    sentence("there is no account {account!r}", account=account),
                    "Import it first.",
                )
            )
        for trait, values in named.items():
            if trait not in (*WORDS, *NUMBERS) and not _own(trait):
                names = ", ".join((*WORDS, *NUMBERS))
                action = sentence("Use one of: {names}; or one of your own, such as own:size.", names=names)
                problems.append(Problem("trait-unknown", place, sentence("{trait!r} is no trait", trait=trait), action))
            elif trait in NUMBERS and not (len(values) == 1 and _number(values[0]) is not None):
                cause = sentence("{trait} = {names!r}", trait=trait, names=", ".join(values))
                problems.append(Problem("trait-not-a-number", place, cause, "Give one number such as 0.25."))
    return problems


def account_figures(
    accounts: Sequence[Account],
    traits: Traits,
    year: Mapping[str, float | None],
    win_probability: float | None,
    *,
    answers: Mapping[str, float] = NOTHING_KNOWN,
    growth: Mapping[str, float] = NOTHING_KNOWN,
) -> list[AccountFigures]:
    """Return what scores ask: what is stated of an account, else what follows from its data, else the policy's.

    The share of wallet is last year's sales in the potential, nothing for a prospect; `answers` are satisfaction, 0 to
    1, as the customers gave it, `growth` is that of their sales.
    """
    found = []
    for account in accounts:
        stated = {name: _number(values[0]) for name, values in traits.get(account.id, {}).items() if name in NUMBERS}
        sold = 0.0 if account.kind is AccountKind.PROSPECT else year.get(account.id)
        stated.setdefault("win_probability", win_probability)
        if "share_of_wallet" not in stated and sold is not None and account.potential > 0:
            stated["share_of_wallet"] = min(1.0, sold / account.potential)
        for name, known in (("satisfaction", answers), ("growth", growth)):
            if account.id in known:
                stated.setdefault(name, known[account.id])
        found.append(AccountFigures(account.id, account.potential or None, **stated))
    return found


def _own(trait: str) -> bool:
    return trait.startswith(OWN) and bool(trait.removeprefix(OWN).strip()) and "=" not in trait


def own_traits(named: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """Return a company's own attributes of an account by their plain names."""
    return {trait.removeprefix(OWN): tuple(values) for trait, values in named.items() if trait.startswith(OWN)}


def one_trait(traits: Traits, account: str, name: str) -> str:
    """Return the first value of a trait, empty where there is none."""
    return next(iter(traits.get(account, {}).get(name, ())), "")


def facts_of(account: Account, named: Mapping[str, Sequence[str]], sales: float | None) -> AccountFacts:
    """Return what ownership rules may ask of an account."""
    return AccountFacts(
        account,
        next(iter(named.get("postcode", ())), ""),
        frozenset(named.get("admin", ())),
        next(iter(named.get("vertical", ())), ""),
        frozenset(named.get("product_line", ())),
        frozenset(named.get("need", ())),
        sales,
        frozenset(f"{name}={value}" for name, values in own_traits(named).items() for value in values),
    )


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
