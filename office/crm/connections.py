"""Which CRMs are connected, as whom, and with which secret; what is kept of each, and forgetting it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from crm.client import Access
from crm.hubspot import ADDRESS, HubSpot
from crm.records import Crm
from crm.salesforce import Salesforce
from office.door import Act, reads, works
from office.imports.account_files import ACCOUNTS
from office.imports.history_files import OPPORTUNITIES
from office.imports.kinds import FileKind
from office.imports.mappings import read_mapping
from office.imports.visit_reports import REPORTS
from office.known import require_rep
from office.opening import Office
from office.outside.addresses import ForbiddenAddressError, require_address, require_public
from routing.problems import BadInputError, Problem, WorldError
from routing.sentences import sentence
from store.changes import Kind, Subject
from store.crm import (
    CrmConnection,
    CrmFigures,
    count_crm,
    find_connection,
    read_connections,
    refusals,
    remove_connection,
    write_connection,
)
from store.database import Connection
from store.secrets import forget_secret, keep_secret, stated_secret, told_secret

PROGRAMS: Mapping[str, type[Salesforce] | type[HubSpot]] = MappingProxyType(
    {"salesforce": Salesforce, "hubspot": HubSpot}
)
READ_AS: Mapping[str, FileKind] = MappingProxyType(
    {"accounts": ACCOUNTS, "opportunities": OPPORTUNITIES, "activities": REPORTS}
)
"""By noun, the kind of file that its records are imported as."""
MOST_REFUSALS = 50
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


@dataclass(frozen=True, slots=True)
class CrmSettings:
    """How a CRM is to be connected.

    Attributes
    ----------
    name, program, url, client_id : str
        What we call it, which it is, its address, and as which client we come (Salesforce).
    refreshes : bool
        Whether the secret is a refresh token.
    mappings, defaults, owners : mapping
        Kept mappings of imports by noun; values for empty cells of new records; the CRM's user of each rep.
    """

    name: str
    program: str
    url: str = ""
    client_id: str = ""
    refreshes: bool = False
    mappings: Mapping[str, str] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)
    owners: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CrmState:
    """A connection, how much of it there is, and what was not taken over as (noun, id, why)."""

    connection: CrmConnection
    figures: CrmFigures
    refused: tuple[tuple[str, str, str], ...]


@works
def connect_crm(act: Act, settings: CrmSettings, *, secret: str = "", variable: str = "") -> None:
    """Keep where a CRM is and how it knows us, after looking whether it lets us in and has our field.

    Parameters
    ----------
    secret : str
        The client's secret, refresh token or token, to be kept in the workspace's file of secrets; or
    variable : str
        the environment's variable that holds it wherever the CRM is synced.

    Raises
    ------
    BadInputError
    CrmAwayError, CrmRefusedError, NoSecretError
        If it cannot be worked with; nothing is kept then.
    """
    wanted = replace(settings, url=(settings.url or (ADDRESS if settings.program == "hubspot" else "")).rstrip("/"))
    with act.reading() as connection:
        _require_sound(act, wanted)
        before = find_connection(connection, wanted.name)
    if before is not None and (before.program, before.url) != (wanted.program, wanted.url):
        action = "Disconnect it first, or choose another name."
        raise BadInputError(
            [
                Problem(
                    "crm-known",
                    wanted.name,
                    sentence("{wanted_name} is at {url}", wanted_name=wanted.name, url=before.url),
                    action,
                )
            ]
        )
    told = told_secret(secret, variable)
    access = Access(wanted.url, wanted.client_id, told, wanted.refreshes)
    opened(wanted.program, access).check()
    if secret:
        keep_secret(act.office.folder.path, secret_name(wanted.name), secret)
    with act.writing() as connection:
        made = CrmConnection(
            wanted.name, wanted.program, wanted.url, wanted.client_id, variable, wanted.refreshes, act.at, act.who.id,
            dict(wanted.mappings), dict(wanted.defaults), dict(wanted.owners),
        )  # fmt: skip
        if before is not None:
            made = replace(made, made_at=before.made_at, made_by=before.made_by, synced_at=before.synced_at)
        write_connection(connection, made)
        act.touch(_subject(wanted.name))
        act.note(sentence("connected the CRM {name} ({program})", name=wanted.name, program=wanted.program))


@works
def change_crm_secret(act: Act, name: str, secret: str) -> None:
    """Keep another secret for a connected CRM, in the workspace's file of secrets."""
    with act.reading() as connection:
        made = require_crm(connection, name)
    told_secret(secret, "")
    keep_secret(act.office.folder.path, secret_name(name), secret)
    with act.writing() as connection:
        write_connection(connection, replace(made, variable="", error="", rest_until=None))
        act.touch(_subject(name))
        act.note(sentence("another secret for the CRM {name}", name=name))


@works
def disconnect_crm(act: Act, name: str) -> None:
    """Forget a CRM, its secret and what was kept of it; what was imported stays, and so does what was written there."""
    with act.writing() as connection:
        require_crm(connection, name)
        remove_connection(connection, name)
        act.touch(_subject(name))
        act.note(sentence("disconnected the CRM {name}", name=name))
    forget_secret(act.office.folder.path, secret_name(name))


@reads
def list_crms(act: Act) -> tuple[CrmState, ...]:
    """Return the connected CRMs with their state; what was not taken over is told to whoever sees all accounts."""
    most = MOST_REFUSALS if act.accounts is None else 0
    return tuple(
        CrmState(made, count_crm(act.connection, made.name), refusals(act.connection, made.name, most))
        for made in read_connections(act.connection)
    )


def require_crm(connection: Connection, name: str) -> CrmConnection:
    """Return a connection; raises `BadInputError` if there is none such."""
    made = find_connection(connection, name)
    if made is None:
        action = "Connect it: roundsman crm connect --help."
        raise BadInputError([Problem("crm-unknown", name, "no CRM is connected by this name", action)])
    return made


def open_crm(office: Office, made: CrmConnection) -> Crm:
    """Return a connected CRM, with the secret fresh from where it is kept; raises `NoSecretError`."""
    secret = stated_secret(office.folder.path, secret_name(made.name), made.variable)
    return opened(made.program, Access(made.url, made.client_id, secret, made.refreshes))


def opened(program: str, access: Access) -> Crm:
    """Return a CRM that may be called: its address must lead to a public machine."""
    try:
        require_public(access.url)
    except ForbiddenAddressError as error:
        raise BadInputError([Problem("address-unsafe", "url", str(error), "Give its public https address.")]) from error
    except OSError as error:
        raise UnknownHostError(access.url) from error
    return PROGRAMS[program](access)


class UnknownHostError(WorldError):
    """No machine is known by the CRM's name."""

    def __init__(self, url: str) -> None:
        super().__init__(f"{url} leads to no machine. Check the address and the network.")


def secret_name(name: str) -> str:
    """Return the name under which the secret of a CRM is kept."""
    return f"crm:{name}"


def _subject(name: str) -> Subject:
    return Subject(Kind.SETTINGS, f"crm:{name}")


def _require_sound(act: Act, wanted: CrmSettings) -> None:
    problems = list(_unsound(wanted))
    for noun, kept in wanted.mappings.items():
        if noun not in READ_AS:
            cause, action = (
                sentence("there is no noun {noun!r}", noun=noun),
                sentence("Name one of: {names}.", names=", ".join(READ_AS)),
            )
            problems.append(Problem("crm-noun-unknown", "mapping", cause, action))
        else:
            read_mapping.inside(act, kept, READ_AS[noun].name)
    columns = {column for kind in READ_AS.values() for column in kind.columns}
    for column in sorted(set(wanted.defaults) - columns):
        cause = sentence("no import has a column {column!r}", column=column)
        problems.append(Problem("option-unreadable", "default", cause, "See docs/formats.md for ours."))
    for rep_id in wanted.owners:
        require_rep(act.connection, rep_id)
    if problems:
        raise BadInputError(problems)


def _unsound(wanted: CrmSettings) -> list[Problem]:
    problems = []
    if not _NAME.fullmatch(wanted.name):
        cause = sentence("{wanted_name!r} is no name for it", wanted_name=wanted.name)
        problems.append(Problem("crm-name", "name", cause, "Use small letters, digits and hyphens, at most 40."))
    if wanted.program not in PROGRAMS:
        action = sentence("Name one of: {names}.", names=", ".join(PROGRAMS))
        problems.append(
            Problem(
                "crm-program-unknown",
                "program",
                sentence("there is none called {program!r}", program=wanted.program),
                action,
            )
        )
    parts = require_address(wanted.url)
    if parts.path or parts.query:
        action = "Give the address alone, such as https://example.my.salesforce.com."
        problems.append(Problem("address-impossible", "url", sentence("{url} has a path", url=wanted.url), action))
    if wanted.program == "salesforce" and not wanted.client_id:
        cause = "Salesforce knows us by a client and its secret"
        problems.append(Problem("crm-client-missing", "client", cause, "Give the consumer key of the app."))
    odd = [user for user in wanted.owners.values() if not user.isalnum() or not user.isascii()]
    if odd:
        problems.append(
            Problem(
                "crm-owner",
                "owner",
                sentence("{odd!r} is no id of a user", odd=odd[0]),
                "Give the CRM's own id of them.",
            )
        )
    return problems
