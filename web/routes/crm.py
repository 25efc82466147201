"""The CRM's page: what is connected and how it stands, what two sides changed, connecting and disconnecting.

How records are read and whose users are whose is told in lines, ``theirs = ours`` and ``rep = user``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from fastapi import Form, Request, Response
from fastapi.responses import RedirectResponse

from office.crm.conflicts import decide_crm_conflict, list_crm_conflicts
from office.crm.connections import PROGRAMS, READ_AS, CrmSettings, CrmState, connect_crm, disconnect_crm, list_crms
from office.imports.mappings import ImportMapping, list_mappings, save_mapping
from office.jobs import ask_job
from office.names import list_names
from office.permissions import allowed
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from web.guard import TheOffice, Who
from web.pages import page
from web.routes.table import Routes

ROUTES = Routes()

MOST = 100
"""Conflicts on the page; the next ones come up as these are decided."""


Text = Annotated[str, Form()]


@dataclass(frozen=True, slots=True)
class Filled:
    """What the form of a connection shows: of one that is to be changed, else nothing but the usual interval."""

    name: str = ""
    program: str = ""
    url: str = ""
    client_id: str = ""
    refreshes: bool = False
    variable: str = ""
    interval_days: str = "28"
    currency: str = ""
    owners: str = ""

    @staticmethod
    def of(states: tuple[CrmState, ...], name: str) -> Filled:
        """Return the form of the connection of a name."""
        made = next((state.connection for state in states if state.connection.name == name), None)
        if made is None:
            return Filled()
        return Filled(
            made.name, made.program, made.url, made.client_id, made.refreshes, made.variable,
            made.defaults.get("interval_days", ""), made.defaults.get("currency", ""),
            "\n".join(f"{rep} = {user}" for rep, user in sorted(made.owners.items())),
        )  # fmt: skip


@ROUTES.get("/admin/crm", ("list_crms",))
def crm(request: Request, office: TheOffice, who: Who, change: str = "") -> Response:
    """Show the connected CRMs and what waits for a person; `change` names one whose settings fill the form."""
    found, states = list_crm_conflicts(office, who), list_crms(office, who)
    kept = list_mappings(office, who) if allowed(who, "connect_crm") else ()
    chosen = next((dict(one.connection.mappings) for one in states if one.connection.name == change), {})
    return page(
        request, "crm.html", states=states, conflicts=found[:MOST], more=max(0, len(found) - MOST),
        programs=list(PROGRAMS), names=list_names(office, who), filled=Filled.of(states, change), chosen=chosen,
        kept={noun: [one.name for one in kept if one.kind == kind.name] for noun, kind in READ_AS.items()},
    )  # fmt: skip


@ROUTES.post("/admin/crm", ("connect_crm",))
def connect(
    request: Request,
    office: TheOffice,
    who: Who,
    name: Text,
    program: Text,
    url: Text = "",
    client_id: Text = "",
    refreshes: Annotated[bool, Form()] = False,
    secret: Text = "",
    variable: Text = "",
    interval_days: Text = "",
    currency: Text = "",
    owners: Text = "",
    fields: Text = "",
    words: Text = "",
    mapping_accounts: Text = "",
    mapping_opportunities: Text = "",
    mapping_activities: Text = "",
) -> Response:
    """Connect a CRM, or change how it is; fields and words of accounts that are told here are kept as a mapping."""
    told = {"interval_days": interval_days.strip(), "currency": currency.strip()}
    defaults = {ours: value for ours, value in told.items() if value}
    chosen = {"accounts": mapping_accounts, "opportunities": mapping_opportunities, "activities": mapping_activities}
    mappings = {noun: kept for noun, kept in chosen.items() if kept}
    if fields.strip() or words.strip():
        own = ImportMapping(
            name.strip(), READ_AS["accounts"].name, program=program, names=dict(_pairs("fields", fields)),
            words=_words(words),
        )  # fmt: skip
        mappings["accounts"] = save_mapping(office, who, own).name
    settings = CrmSettings(
        name.strip(), program, url.strip(), client_id.strip(), refreshes, mappings, defaults,
        dict(_pairs("owners", owners)),
    )  # fmt: skip
    connect_crm(office, who, settings, secret=secret.strip(), variable=variable.strip())
    return _back(request)


def _pairs(where: str, text: str) -> Iterator[tuple[str, str]]:
    """Return what lines of the form ``one = other`` say; raises `BadInputError` for a line that says nothing so."""
    for line in filter(None, (each.strip() for each in text.splitlines())):
        one, sign, other = (part.strip() for part in line.partition("="))
        if not (one and sign and other):
            cause = sentence("{line!r} is no pair", line=line)
            raise BadInputError(
                [Problem("option-unreadable", where, cause, "Write one a line, such as Shop = customer.")]
            )
        yield one, other


def _words(text: str) -> dict[str, dict[str, str]]:
    """Return by our column their words to ours, from lines such as ``kind: Kunde = customer``."""
    found: dict[str, dict[str, str]] = {}
    for theirs, ours in _pairs("words", text):
        column, sign, word = (part.strip() for part in theirs.partition(":"))
        if not (column and sign and word):
            cause = sentence("{line!r} names no field of ours", line=theirs)
            action = "Write our field before a colon, such as kind: Shop = customer."
            raise BadInputError([Problem("option-unreadable", "words", cause, action)])
        found.setdefault(column, {})[word] = ours
    return found


@ROUTES.post("/admin/crm/{name}/sync", ("sync_crm",))
def sync(request: Request, office: TheOffice, who: Who, name: str) -> Response:
    """Ask for a sync; the worker does it in its turn."""
    ask_job(office, who, "sync-crm", {"connection": name})
    return RedirectResponse(request.scope.get("root_path", "") + "/admin/jobs", 303)


@ROUTES.post("/admin/crm/{name}/disconnect", ("disconnect_crm",))
def disconnect(request: Request, office: TheOffice, who: Who, name: str) -> Response:
    """Forget a CRM."""
    disconnect_crm(office, who, name)
    return _back(request)


@ROUTES.post("/admin/crm/conflicts/{number}", ("decide_crm_conflict",))
def decide(request: Request, office: TheOffice, who: Who, number: int, keep: Annotated[str, Form()]) -> Response:
    """Say whose word holds."""
    decide_crm_conflict(office, who, number, keep)
    return _back(request)


def _back(request: Request) -> Response:
    return RedirectResponse(request.scope.get("root_path", "") + "/admin/crm", 303)
