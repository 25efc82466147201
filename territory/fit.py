"""Who may visit whom: skills, languages and experience, each lack in words."""

from __future__ import annotations

from routing.findings import Finding
from routing.sentences import sentence
from territory.accounts import Account, Rep


def fits(account: Account, rep: Rep) -> bool:
    """Return whether the rep can serve the account."""
    return (
        account.skills <= rep.skills
        and account.languages <= rep.languages
        and rep.experience >= account.least_experience
    )


def misfits(account: Account, rep: Rep) -> list[str]:
    """Return why the rep cannot serve the account, in words; empty if they fit."""
    reasons = [sentence("lacks the skill {skill}", skill=skill) for skill in sorted(account.skills - rep.skills)]
    reasons += [
        sentence("lacks the language {language}", language=language)
        for language in sorted(account.languages - rep.languages)
    ]
    if rep.experience < account.least_experience:
        reasons.append(
            sentence(
                "has experience tier {experience:g}, under {least_experience:g}",
                experience=rep.experience,
                least_experience=account.least_experience,
            )
        )
    return reasons


def lacks(account: Account, rep: Rep) -> tuple[Finding, ...]:
    """Return why the rep who owns the account cannot serve it, as findings; empty if they fit."""
    asked = (
        ("owner-lacks-skills", account.skills - rep.skills),
        ("owner-lacks-languages", account.languages - rep.languages),
    )
    found = [Finding.of(code, rep=rep.id, names=", ".join(sorted(names))) for code, names in asked if names]
    if rep.experience < account.least_experience:
        tiers = {"tier": f"{rep.experience:g}", "least": f"{account.least_experience:g}"}
        found.append(Finding.of("owner-lacks-experience", rep=rep.id, **tiers))
    return tuple(found)
