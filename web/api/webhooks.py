"""Webhooks: which addresses are told of changes."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Request, Response
from pydantic import Field

from office.outside.webhooks import add_webhook, list_webhooks, remove_webhook
from office.values import Webhook
from web.api.conditions import Once, shown
from web.api.cursors import Paged, cut, listed
from web.api.model import In, Key, Number, Out, Page, Words, instant
from web.api.routes import ApiRoutes
from web.guard import TheOffice, Who

WEBHOOKS = ApiRoutes("webhooks")
Id = Annotated[Number, Path()]


class WebhookIn(In):
    """An address, and the verbs of changes that it is told of; none means all."""

    url: Annotated[Words, Field(min_length=1, max_length=2000)]
    verbs: Annotated[list[Key], Field(max_length=100)] = Field(default_factory=list)


class WebhookOut(Out):
    """An address that is told."""

    id: int
    url: str
    verbs: list[str]
    made_at: str
    made_by: str


class NewWebhookOut(WebhookOut):
    """With the key that signs its messages: it is in the first answer alone, and empty where that is repeated."""

    key: str


def _facts(hook: Webhook) -> dict[str, object]:
    made = {"made_at": instant(hook.made_at), "made_by": hook.made_by}
    return {"id": hook.id, "url": hook.url, "verbs": list(hook.verbs)} | made


@WEBHOOKS.get("/webhooks", ("list_webhooks",), response_model=Page[WebhookOut])
def webhooks(request: Request, office: TheOffice, who: Who, asked: Paged) -> Response:
    """List the addresses that are told."""
    page, after = cut(sorted(list_webhooks(office, who), key=lambda one: one.id), lambda one: one.id, asked)
    return listed(request, [WebhookOut.model_validate(_facts(one)) for one in page], after)


@WEBHOOKS.post("/webhooks", ("add_webhook",), response_model=NewWebhookOut, status_code=201)
def add(request: Request, office: Once, who: Who, body: WebhookIn) -> Response:
    """Tell an address from now on."""
    hook, key = add_webhook(office, who, body.url, tuple(body.verbs))
    return shown(request, NewWebhookOut.model_validate(_facts(hook) | {"key": key}), status=201)


@WEBHOOKS.delete("/webhooks/{number}", ("remove_webhook",), status_code=204)
def remove(office: Once, who: Who, number: Id) -> Response:
    """Tell it no more."""
    remove_webhook(office, who, number)
    return Response(status_code=204)
