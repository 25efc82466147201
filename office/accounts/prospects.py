"""New prospects: what a rep finds on the way becomes an account of theirs, to be visited like the others."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping

from office.door import Act, writes
from office.known import require_rep
from office.ownership.decisions import decision_of, keep_owners
from routing.geometry import haversine_m
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from store.accounts import find_account, read_accounts_of, write_accounts
from store.changes import Kind, Subject
from store.ownership import owners_on
from territory.accounts import Account, AccountKind, Rep
from territory.ownership.timeline import DecisionKind, Owned

HOME = "home"
INTERVAL_DAYS, LEAST_DAYS, MOST_DAYS, SERVICE_S = 28, 17, 39, 1800
"""How often a prospect is called on, and how long, until the planner says otherwise."""
SAME_M = 150
"""An account of the same name that is no farther away than this is the same one."""
LONGEST = 200
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")


@writes
def add_prospect(act: Act, account_id: str, rep_id: str, told: Mapping[str, str]) -> Account:
    """Keep a new prospect; from today on it is the rep's who found it.

    Parameters
    ----------
    told : mapping of str to str
        ``name``; where it is: ``lat`` and ``lon`` in degrees, or ``at``, the id of an account of the rep's beside which
        it is, or `HOME`; ``address``, ``contact``, ``phone`` and ``email`` where they are known.

    Raises
    ------
    BadInputError
        With every problem: no name, no place, an id that is taken, an account that is known already.
    """
    act.require_rep(rep_id)
    rep = require_rep(act.connection, rep_id)
    text = {name: value.strip() for name, value in told.items()}
    lat, lon, problems = _place(act, rep, text)
    problems += list(_wrong(act, account_id, text))
    if not problems:
        problems += list(_known(act, rep, text["name"], lat, lon))
    if problems:
        raise BadInputError(problems)
    made = Account(
        account_id, text["name"], lat, lon, INTERVAL_DAYS, LEAST_DAYS, MOST_DAYS, SERVICE_S,
        kind=AccountKind.PROSPECT, address=text.get("address", ""), contact=text.get("contact", ""),
        phone=text.get("phone", ""), email=text.get("email", ""),
    )  # fmt: skip
    write_accounts(act.connection, [made])
    owned = Owned(account_id, act.today(rep.timezone), rep_id, sentence("found by {name}", name=act.who.name))
    keep_owners(act, [owned], decision_of(act, DecisionKind.LEAD, sentence("new prospect {name}", name=made.name)))
    act.touch(Subject(Kind.ACCOUNT, account_id))
    act.note(sentence("new prospect {name}", name=made.name))
    return made


def _place(act: Act, rep: Rep, text: Mapping[str, str]) -> tuple[float, float, list[Problem]]:
    """Return where it is, and what is wrong with that."""
    lat, lon = _degrees(text.get("lat", ""), 90), _degrees(text.get("lon", ""), 180)
    if lat is not None and lon is not None:
        return lat, lon, []
    beside = text.get("at", "")
    if text.get("lat") or text.get("lon"):
        cause = sentence("{get!r}, {get_2!r} is no position", get=text.get("lat", ""), get_2=text.get("lon", ""))
        return 0.0, 0.0, [Problem("position-unreadable", "place", cause, "Write degrees such as 47.14 and 9.52.")]
    if beside == HOME:
        return rep.lat, rep.lon, []
    known = find_account(act.connection, beside) if beside else None
    if known is None:
        cause = "it is not said where it is"
        return 0.0, 0.0, [Problem("place-missing", "place", cause, "Give its position, or an account beside it.")]
    act.require_account(beside)
    return known.lat, known.lon, []


def _degrees(text: str, most: int) -> float | None:
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        return None
    return value if math.isfinite(value) and abs(value) <= most else None


def _wrong(act: Act, account_id: str, text: Mapping[str, str]) -> Iterator[Problem]:
    if not text.get("name"):
        yield Problem("name-empty", account_id, "the name is empty", "Give one.")
    if not _ID.fullmatch(account_id):
        yield Problem(
            "id-impossible",
            "account",
            sentence("{account_id!r} is no id", account_id=account_id),
            "Use letters, digits and -.",
        )
    elif find_account(act.connection, account_id) is not None:
        yield Problem("account-known", account_id, "an account has this id already", "Choose another.")
    for name in ("name", "address", "contact", "phone", "email"):
        if len(text.get(name, "")) > LONGEST:
            yield Problem(
                "text-too-long",
                name,
                sentence("it is longer than {longest} characters", longest=LONGEST),
                "Shorten it.",
            )


def _known(act: Act, rep: Rep, name: str, lat: float, lon: float) -> Iterator[Problem]:
    """Yield an account of the rep's that is the same one."""
    owned = [one for one, held in owners_on(act.connection, act.today(rep.timezone)).items() if held.rep_id == rep.id]
    for one in read_accounts_of(act.connection, owned):
        near = float(haversine_m(lat, lon, one.lat, one.lon)) <= SAME_M
        if near and one.name.casefold() == name.casefold():
            yield Problem(
                "account-known",
                one.id,
                sentence("{one_name} is there already", one_name=one.name),
                "Open that account.",
            )
