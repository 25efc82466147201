"""Signing on a page: being signed in is no signature, where the workspace asks for one the passphrase is typed."""

from __future__ import annotations

import time

from office.opening import Office
from office.passphrases import Passphrase
from office.people import Person
from office.signatures import asks_for_signatures, sign
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from web.limits import Limits

GUESSES = Limits(20)
"""Passphrases that a person may try in a minute."""


def signed_by(office: Office, who: Person, passphrase: str) -> Person:
    """Return who acts, as one who signs where signatures are asked for.

    Raises
    ------
    BadInputError
        If it is another passphrase, none, or too many were tried.
    """
    if not asks_for_signatures(office):
        return who
    if not passphrase:
        action = "Type the passphrase beside the button."
        raise BadInputError([Problem("signature-missing", who.id, "this has to be signed", action)])
    wait_s = GUESSES.wait_s(who.id, time.monotonic())
    if wait_s:
        cause = "too many passphrases were tried"
        raise BadInputError(
            [Problem("signature-slow", who.id, cause, sentence("Try again in {wait_s} seconds.", wait_s=wait_s))]
        )
    return sign(office, who, Passphrase(passphrase))
