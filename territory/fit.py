"""Who may visit whom: skills, languages and experience, each lack in words."""

from __future__ import annotations

from territory.accounts import Account, Rep


def misfits(account: Account, rep: Rep) -> list[str]:
    """Return why the rep cannot serve the account, in words; empty if they fit."""
    reasons = [f"lacks the skill {skill}" for skill in sorted(account.skills - rep.skills)]
    reasons += [f"lacks the language {language}" for language in sorted(account.languages - rep.languages)]
    if rep.experience < account.least_experience:
        reasons.append(f"has experience tier {rep.experience:g}, under {account.least_experience:g}")
    return reasons
