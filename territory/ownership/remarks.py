"""What is odd about rules once they have met the accounts: each as a `Problem` with its remedy."""

from __future__ import annotations

from collections.abc import Sequence

from routing.problems import Problem
from routing.sentences import sentence
from territory.ownership.matching import zeros_restored
from territory.ownership.postcodes import PostcodeIndex
from territory.ownership.ranking import Claims, claims_by_account
from territory.ownership.values import Conflict, Rule, RuleBook


def remarks(
    book: RuleBook, claims: Claims, conflicts: Sequence[Conflict], homeless: Sequence[str], count: int
) -> tuple[Problem, ...]:
    """Return what a manager should look at; nothing here stops the rest from being decided."""
    return (*_reach(claims, count), *_ties(conflicts), *_locks(homeless), *_idle_decisions(book, conflicts))


def _reach(claims: Claims, count: int) -> list[Problem]:
    problems = []
    for rule, rows in claims:
        if len(rows) == 0:
            action = "Check the spelling of its values, or remove the rule."
            problems.append(
                Problem("rule-matches-nothing", sentence("rule {rule}", rule=rule.id), "it claims no account", action)
            )
        elif len(rows) == count > 1 and not rule.conditions.everything:
            action = "Narrow its conditions, or write everything = true if it is meant to."
            problems.append(
                Problem(
                    "rule-matches-everything",
                    sentence("rule {rule}", rule=rule.id),
                    sentence("it claims all {count} accounts", count=count),
                    action,
                )
            )
    return problems


def _ties(conflicts: Sequence[Conflict]) -> list[Problem]:
    return [
        Problem(
            "rules-tie",
            sentence("rules {names}", names=", ".join(sorted(rules))),
            sentence(
                "they claim {accounts} with the same level and priority for different territories",
                accounts=_some(accounts),
            ),
            "Give one of them a greater priority, or decide account by account.",
        )
        for rules, accounts in sorted(claims_by_account(conflicts).items(), key=lambda item: sorted(item[0]))
    ]


def _locks(homeless: Sequence[str]) -> list[Problem]:
    action = "Give the rep a territory, or release the lock."
    return [
        Problem(
            "lock-without-territory",
            sentence("account {account}", account=account),
            "it is locked to a rep who holds no territory",
            action,
        )
        for account in homeless
    ]


def _idle_decisions(book: RuleBook, conflicts: Sequence[Conflict]) -> list[Problem]:
    used = {conflict.ruling for conflict in conflicts if conflict.ruling}
    action = "Nothing need be done; remove the decision once it is no longer of use."
    return [
        Problem(
            "decision-without-conflict",
            sentence("decision on {account} in layer {layer}", account=ruling.account, layer=ruling.layer),
            sentence("no conflict is left that gives it to {territory}", territory=ruling.territory),
            action,
        )
        for ruling in book.decisions
        if ruling not in used
    ]


def short_codes(rules: Sequence[Rule], codes: Sequence[str]) -> tuple[Problem, ...]:
    """Name the postcodes that would fit with a leading zero, where rules of several countries forbid to guess it."""
    if zeros_restored(rules):
        return ()
    index = PostcodeIndex(codes)
    patterns = sorted({pattern for rule in rules for pattern in rule.conditions.postcodes})
    short = {
        code: pattern
        for pattern in patterns
        for code in set(index.fitting(pattern, restore=True)) - set(index.fitting(pattern, restore=False))
    }
    action = "Write the code with its zero, or in a column of text."
    return tuple(
        Problem(
            "postcode-zero-lost",
            sentence("postcode {code}", code=code),
            sentence("it may be 0{code}, which {pattern} asks for", code=code, pattern=pattern),
            action,
        )
        for code, pattern in sorted(short.items())
    )


def _some(accounts: Sequence[str], shown: int = 3) -> str:
    listed = sorted(accounts)
    more = f" and {len(listed) - shown} more" if len(listed) > shown else ""
    return f"account{'s' if len(listed) > 1 else ''} {', '.join(listed[:shown])}{more}"
