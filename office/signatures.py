"""Who really acts: people with a passphrase sign what they do, so that an approver is somebody else than the claimant.

Nobody is asked for anything until the first passphrase exists; from then on nothing is attested, entered, claimed,
decided on, closed or erased, and nobody is let in, without the signature of the one who acts.
"""

from __future__ import annotations

from dataclasses import replace

from mileage.chain import digest
from mileage.claims import Claim
from office.door import Act, reads, writes
from office.opening import Office
from office.passphrases import Passphrase, fits, passphrase_digest
from office.people import Person, Role
from office.steps import record_step
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from store.access import PASSPHRASE, any_digest, read_digest, read_digests, write_digest
from store.changes import Kind, Subject
from store.database import reading
from store.people import find_person_row


def asks_for_signatures(office: Office) -> bool:
    """Return whether what people do with money has to be signed here: whether anybody has a passphrase."""
    with reading(office.database) as connection:
        return any_digest(connection, PASSPHRASE)


@reads
def sign(act: Act, passphrase: Passphrase) -> Person:
    """Return the person who acts as one who signs.

    Raises
    ------
    BadInputError
        If the person has no passphrase, or another one.
    """
    kept = read_digest(act.connection, act.who.id, PASSPHRASE)
    if kept is None:
        action = "Have an administrator give them one: roundsman person passphrase --help."
        raise BadInputError([Problem("signature-unknown", act.who.id, "has no passphrase to sign with", action)])
    if not fits(passphrase, kept):
        raise BadInputError([Problem("signature-wrong", act.who.id, "the passphrase is another", "Type it again.")])
    return replace(act.who, signed=True)


def require_signature(act: Act) -> None:
    """Refuse what nobody signed, where signatures are asked for."""
    if not act.who.signed and any_digest(act.connection, PASSPHRASE):
        action = "Sign with the passphrase: ROUNDSMAN_PASSPHRASE, or type it when asked."
        raise BadInputError([Problem("signature-missing", act.who.id, "this has to be signed", action)])


@reads
def list_signers(act: Act) -> tuple[str, ...]:
    """Return the ids of those who sign."""
    return tuple(read_digests(act.connection, PASSPHRASE))


@writes
def set_passphrase(act: Act, person_id: str, passphrase: Passphrase) -> None:
    """Let a person sign from now on, or give them a new passphrase; it stands in the audit log who did that.

    The first one is an administrator's own. After that administrators give everybody theirs, and everybody renews
    their own.

    Raises
    ------
    BadInputError
        If it is too short, there is no such person, or it is not this person's to give.
    """
    known = read_digests(act.connection, PASSPHRASE)
    problems = [*_unknown(act, person_id), *_foreign(act, person_id, known)]
    if problems:
        raise BadInputError(problems)
    require_signature(act)
    kept = passphrase_digest(person_id, passphrase)
    write_digest(act.connection, person_id, kept, act.at, PASSPHRASE)
    name = "renew" if person_id in known else "register"
    record_step(act, Claim("signer", person_id), name, evidence=digest((kept,)))
    act.touch(Subject(Kind.PEOPLE, person_id))
    act.note(sentence("{person} signs from now on", person=person_id))


def _unknown(act: Act, person_id: str) -> list[Problem]:
    row = find_person_row(act.connection, person_id)
    if row is not None and row.active:
        return []
    action = "Let them in first: roundsman person save."
    return [Problem("person-unknown", person_id, "is nobody who uses the workspace", action)]


def _foreign(act: Act, person_id: str, known: dict[str, str]) -> list[Problem]:
    is_administrator = Role.ADMINISTRATOR in act.who.roles
    if not known:
        if is_administrator and act.who.id == person_id:
            return []
        action = "Let an administrator take one first."
        return [Problem("signer-foreign", person_id, "the first passphrase is an administrator's own", action)]
    if is_administrator or (act.who.id == person_id and person_id in known):
        return []
    action = "Let an administrator do this, with --as."
    return [Problem("signer-foreign", person_id, sentence("{who} is no administrator", who=act.who.id), action)]
