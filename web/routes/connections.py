"""What the workspace is connected with: the mail server, webhooks, reps' calendars; each with its state."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import Form, Request, Response
from fastapi.responses import RedirectResponse

from office.calendars.sync import list_connected
from office.health import read_health
from office.outside.mails import SECURITIES, save_mail_server, show_mail_server
from office.outside.webhooks import add_webhook, list_webhooks, remove_webhook
from office.values import MailServer
from routing.problems import BadInputError, Problem
from web.guard import TheOffice, Who
from web.pages import page
from web.routes.table import Routes

ROUTES = Routes()

Text = Annotated[str, Form()]


@ROUTES.get("/admin/connections", ("show_mail_server",))
def connections(request: Request, office: TheOffice, who: Who) -> Response:
    """Show what is connected and how it does."""
    return _page(request, office, who)


@ROUTES.post("/admin/connections/mail", ("save_mail_server",))
def mail(
    request: Request, office: TheOffice, who: Who, host: Text, port: Annotated[int, Form(ge=1, le=65_535)],
    security: Text, sender: Text, base: Text, login: Text = "", password: Text = "", variable: Text = "",
) -> Response:  # fmt: skip
    """Send mail by a server from now on."""
    said = MailServer(host.strip(), port, security, login.strip(), variable.strip(), sender.strip(), base.strip())
    try:
        save_mail_server(office, who, said, password)
    except BadInputError as error:
        return _page(request, office, who, said=said, problems=error.problems, status=400)
    return _back(request)


@ROUTES.post("/admin/connections/webhooks", ("add_webhook",))
def hook(request: Request, office: TheOffice, who: Who, address: Text, verbs: Text = "") -> Response:
    """Tell an address of changes; its key is shown this once."""
    try:
        _, key = add_webhook(office, who, address.strip(), tuple(verbs.replace(",", " ").split()))
    except BadInputError as error:
        return _page(request, office, who, problems=error.problems, status=400)
    return _page(request, office, who, key=key)


@ROUTES.post("/admin/connections/webhooks/{number}/end", ("remove_webhook",))
def unhook(request: Request, office: TheOffice, who: Who, number: int) -> Response:
    """Tell an address no more."""
    remove_webhook(office, who, number)
    return _back(request)


def _page(
    request: Request,
    office: TheOffice,
    who: Who,
    *,
    said: MailServer | None = None,
    problems: Sequence[Problem] = (),
    key: str = "",
    status: int = 200,
) -> Response:
    health = read_health(office, who)
    return page(
        request, "connections.html", status=status, server=show_mail_server(office, who), said=said, key=key,
        problems=problems, hooks=list_webhooks(office, who), calendars=list_connected(office, who),
        sending=health.waiting.sending, failing=health.failing, securities=SECURITIES,
    )  # fmt: skip


def _back(request: Request) -> Response:
    return RedirectResponse(request.scope.get("root_path", "") + "/admin/connections", 303)
