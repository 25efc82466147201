"""Signing in by an identity provider: which one, and which of our people somebody is whom it vouches for.

Nobody is made by signing in. A person is found by the subject that they are known by, or the first time by their
address, where the provider has verified it and one active person alone has it.
"""

from __future__ import annotations

from office.door import Act, writes
from office.opening import Office
from office.outside.addresses import require_address
from office.outside.openid import Begun, Known, address_to_ask, begin, discover, redeem, vouched
from office.sessions import begin_session
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from store.changes import Kind, Subject, record_change
from store.database import Connection, reading, writing
from store.instants import written
from store.people import find_person_row
from store.providers import (
    Provider,
    people_of_email,
    person_of_subject,
    read_provider,
    subject_of_person,
    write_provider,
    write_subject,
)
from store.secrets import is_variable, secret_of_variable

__all__ = ["Begun", "Provider", "begin_sign_in", "finish_sign_in", "provider_of", "remove_provider", "save_provider"]


@writes
def save_provider(act: Act, provider: Provider) -> Provider:
    """Let people sign in by a provider from now on, besides their password.

    Raises
    ------
    BadInputError
        For an address that may not be called, no client, or a variable that may hold no secret.
    """
    require_address(provider.issuer)
    if not provider.client_id or not provider.label:
        cause = "it needs a client and a label"
        raise BadInputError([Problem("provider-impossible", "provider", cause, "Give both.")])
    if provider.variable and not is_variable(provider.variable):
        cause, action = "the variable may hold no secret", "Call it ROUNDSMAN_SECRET_…."
        raise BadInputError([Problem("provider-impossible", "provider", cause, action)])
    write_provider(act.connection, provider)
    act.touch(Subject(Kind.SETTINGS, "provider"))
    act.note(sentence("people may sign in by {issuer}", issuer=provider.issuer))
    return provider


@writes
def remove_provider(act: Act) -> None:
    """Let nobody sign in by a provider any more; sessions that there are go on until they end."""
    write_provider(act.connection, None)
    act.touch(Subject(Kind.SETTINGS, "provider"))
    act.note("nobody signs in by a provider")


def provider_of(office: Office) -> Provider | None:
    """Return the provider by which people may sign in, None where there is none."""
    with reading(office.database) as connection:
        return read_provider(connection)


def begin_sign_in(office: Office, back: str) -> tuple[str, Begun] | None:
    """Return where to send the browser, and what it keeps meanwhile; None where there is no provider."""
    provider = provider_of(office)
    if provider is None:
        return None
    begun = begin()
    return address_to_ask(provider, discover(provider), begun, back), begun


def finish_sign_in(office: Office, code: str, begun: Begun, back: str, *, device: str) -> str | None:
    """Return the secret of a new session for whoever came back with a code; None where they are none of our people.

    Raises
    ------
    ProviderError
        Where what the provider says is not believed.
    """
    provider = provider_of(office)
    if provider is None:
        return None
    secret = secret_of_variable(provider.variable) if provider.variable else ""
    there = discover(provider)
    token = redeem(provider, there, begun, secret=secret, code=code, back=back)
    known = vouched(provider, there, token, begun, office.clock())
    with writing(office.database) as connection:
        person_id = _person(connection, known, office)
    if person_id is None:
        return None
    return begin_session(office, person_id, device=device, phone=False, proved=False)


def _person(connection: Connection, known: Known, office: Office) -> str | None:
    """Return the active person whom somebody is; the first time their subject is kept."""
    person_id = person_of_subject(connection, known.issuer, known.subject)
    if person_id is not None:
        row = find_person_row(connection, person_id)
        return person_id if row is not None and row.active else None
    found = people_of_email(connection, known.email)
    if len(found) != 1 or subject_of_person(connection, known.issuer, found[0]) is not None:
        return None
    now = office.clock()
    write_subject(connection, known.issuer, known.subject, found[0], written(now))
    subjects = [Subject(Kind.PEOPLE, found[0])]
    record_change(
        connection,
        "link_person",
        sentence("{person} signs in by {issuer}", person=found[0], issuer=known.issuer),
        now,
        actor=found[0],
        subjects=subjects,
    )
    return found[0]
