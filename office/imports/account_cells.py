"""An account as a row of the file that it can be imported from again, unchanged."""

from __future__ import annotations

import re
from decimal import Decimal

from territory.accounts import Account

_THREE_DECIMALS = re.compile(r"-?[1-9][0-9]{0,2}\.[0-9]{3}")


def account_cells(account: Account) -> dict[str, object]:
    """Return the cells of an account by our columns: no number in them can be read in two ways."""
    return {
        "id": account.id,
        "name": account.name,
        "lat": plain_number(account.lat),
        "lon": plain_number(account.lon),
        "address": account.address,
        "kind": account.kind.value,
        "category": account.category,
        "segment": account.segment,
        "interval_days": account.interval_days,
        "least_days": account.least_days,
        "most_days": account.most_days,
        "service_min": _minutes(account.service_s),
        "opening_hours": account.opening_hours,
        "hours_assumed": "yes" if account.hours_assumed else "no",
        "visiting_hours": account.visiting_hours,
        "potential": plain_number(account.potential),
        "value": plain_number(account.value),
        "skills": "|".join(sorted(account.skills)),
        "languages": "|".join(sorted(account.languages)),
        "last_visit": account.last_visit,
        "owner_lock": account.owner_lock,
        "contact": account.contact,
        "phone": account.phone,
        "email": account.email,
        "least_experience": plain_number(account.least_experience),
        "country": account.country,
        "region": account.region,
        "timezone": account.timezone,
        "cadence": account.cadence,
        "tier": account.tier,
    }


def plain_number(number: float) -> object:
    """Return a number with a point before its decimals, and never three of them: 1.250 could be read as 1250."""
    text = repr(number)
    return Decimal(f"{text}0" if _THREE_DECIMALS.fullmatch(text) else text)


def _minutes(seconds: int) -> object:
    return seconds // 60 if seconds % 60 == 0 else plain_number(round(seconds / 60, 4))
