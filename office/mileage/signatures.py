"""Who really acts: people with a passphrase sign what they do, so that an approver is somebody else than the claimant.

Nobody is asked for anything until the first person is registered; from then on nothing is attested, entered, claimed,
decided on, closed or erased without the signature of a registered person. Only a salted scrypt digest is kept.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import replace

import sqlalchemy as sa

from mileage.claims import Claim, Step, audited
from office.mileage.acts import Act
from routing.problems import BadInputError, Problem
from store.claims import add_step, last_step
from store.database import Connection
from store.ledger import read_head
from store.rows import upsert
from store.tables.mileage import signers

LEAST_CHARACTERS = 8
_COST = {"n": 2**15, "r": 8, "p": 1, "maxmem": 64 * 1024 * 1024}
"""OWASP's advice for scrypt at this memory (32 MB): about a tenth of a second for each guess."""


def asks_for_signatures(connection: Connection) -> bool:
    """Return whether anybody is registered."""
    return connection.execute(sa.select(signers.c.person_id).limit(1)).first() is not None


def registered(connection: Connection) -> tuple[tuple[str, bool], ...]:
    """Return who is registered, and whether as an administrator."""
    query = sa.select(signers.c.person_id, signers.c.administrator).order_by(signers.c.person_id)
    return tuple((row.person_id, row.administrator) for row in connection.execute(query))


def sign(connection: Connection, act: Act, passphrase: str) -> Act:
    """Return the act signed.

    Raises
    ------
    BadInputError
        If the person is not registered or the passphrase is another.
    """
    row = connection.execute(sa.select(signers).where(signers.c.person_id == act.actor)).one_or_none()
    if row is None:
        action = "Have an administrator register them: roundsman mileage person --help."
        raise BadInputError([Problem("signature-unknown", act.actor, "is not registered to sign", action)])
    if not hmac.compare_digest(_digest(passphrase, row.salt), row.digest):
        raise BadInputError([Problem("signature-wrong", act.actor, "the passphrase is another", "Type it again.")])
    return replace(act, signed=True)


def require_signature(connection: Connection, act: Act) -> None:
    """Refuse an act that nobody signed, where signatures are asked for."""
    if not act.signed and asks_for_signatures(connection):
        action = "Sign with the passphrase: ROUNDSMAN_PASSPHRASE, or type it when asked."
        raise BadInputError([Problem("signature-missing", act.actor, "this has to be signed", action)])


def register(connection: Connection, person_id: str, passphrase: str, act: Act, *, administrator: bool) -> None:
    """Let a person sign from now on, or give them a new passphrase; it stands in the audit log who did that.

    The first one registers themselves and is an administrator. After that administrators register everybody, and
    everybody renews their own passphrase.
    """
    known = dict(registered(connection))
    first = not known
    problems = []
    if len(passphrase) < LEAST_CHARACTERS:
        cause = f"the passphrase has fewer than {LEAST_CHARACTERS} characters"
        problems.append(Problem("passphrase-short", person_id, cause, "Take a longer one."))
    own = act.actor == person_id and (first or person_id in known)
    if not own and not known.get(act.actor, False):
        cause = f"{act.actor} is no administrator"
        problems.append(Problem("signer-foreign", person_id, cause, "Let an administrator do this, with --by."))
    if problems:
        raise BadInputError(problems)
    require_signature(connection, act)
    power = first or known.get(person_id, False) or (administrator and known.get(act.actor, False))
    salt = secrets.token_hex(16)
    row = {"person_id": person_id, "administrator": power, "salt": salt, "digest": _digest(passphrase, salt)}
    upsert(connection, signers, [row])
    said = Step(
        "renew" if person_id in known else "register", act.actor, "", act.at, read_head(connection).hash, act.proof
    )
    add_step(connection, audited(last_step(connection), Claim("signer", person_id), said))


def _digest(passphrase: str, salt: str) -> str:
    return hashlib.scrypt(passphrase.encode(), salt=bytes.fromhex(salt), **_COST).hex()
