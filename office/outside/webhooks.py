"""Webhooks: other programs are told of changes, signed by the rules of Standard Webhooks.

A message says who changed what, when and how it is called, never the thing itself: the API gives that to whoever may
see it.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
from dataclasses import replace

from office.door import USE_CASES, Act, reads, works, writes
from office.opening import Office
from office.outbox import deliver_outside
from office.outside.addresses import post_to, require_address
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from store.changes import Kind, Subject
from store.database import reading, writing
from store.outbox import Posted
from store.outside import Webhook, next_webhook_number, read_webhooks, write_webhook
from store.secrets import NoSecretError, keep_secret, kept_secret
from store.words import Following

WEBHOOK = Following.WEBHOOK
"""A message to one webhook; `facts`: ``hook`` and the message."""
KEY_OCTETS = 32
GONE = 410


@works
def add_webhook(act: Act, url: str, verbs: tuple[str, ...] = ()) -> tuple[Webhook, str]:
    """Tell an address of changes (by some verbs) from now on; return its key too, which is shown this once.

    The same request asked again is answered without the key: what is kept of answers holds no secret.

    Raises
    ------
    BadInputError
        For an address that may not be called, or a verb that there is not.
    """
    require_address(url)
    unknown = sorted(verb for verb in verbs if verb not in USE_CASES or USE_CASES[verb].kind in {"reads", "thinks"})
    if unknown:
        cause = sentence("nothing is changed by {unknown!r}", unknown=unknown[0])
        raise BadInputError([Problem("verb-unknown", "webhook", cause, "Name verbs of the log of changes.")])
    key = f"whsec_{base64.b64encode(secrets.token_bytes(KEY_OCTETS)).decode()}"
    with act.writing() as connection:
        number = next_webhook_number(connection)
        hook = Webhook(number, url, tuple(sorted(set(verbs))), True, act.at, act.who.id)  # noqa: FBT003 - a column
        keep_secret(act.office.folder.path, secret_name(number), key)
        write_webhook(connection, hook)
        act.touch(Subject(Kind.SETTINGS, f"webhook {number}"))
        act.note(sentence("webhook {number}", number=number))
        act.answer((hook, ""))
    return hook, key


@reads
def list_webhooks(act: Act) -> tuple[Webhook, ...]:
    """Return the webhooks that are told."""
    return tuple(hook for hook in read_webhooks(act.connection) if hook.active)


@writes
def remove_webhook(act: Act, number: int) -> None:
    """Tell an address no more; raises `BadInputError` if there is none such."""
    found = next((hook for hook in read_webhooks(act.connection) if hook.id == number and hook.active), None)
    if found is None:
        raise BadInputError([Problem("webhook-unknown", str(number), "there is no such webhook", "List them.")])
    write_webhook(act.connection, replace(found, active=False))
    act.touch(Subject(Kind.SETTINGS, f"webhook {number}"))
    act.note(sentence("removed webhook {number}", number=number))


def secret_name(number: int) -> str:
    """Return the name under which a webhook's key is kept."""
    return f"webhook {number}"


def send_webhooks(office: Office) -> int:
    """Send the messages that wait; return how many were sent."""
    return deliver_outside(office, WEBHOOK, lambda posted: _send(office, posted))[0]


def _send(office: Office, posted: Posted) -> None:
    with reading(office.database) as connection:
        hooks = {hook.id: hook for hook in read_webhooks(connection) if hook.active}
    hook = hooks.get(posted.facts["hook"])
    if hook is None:
        return
    body = json.dumps(posted.facts["message"], sort_keys=True).encode()
    identity, at = f"msg_{posted.revision}_{posted.id}", str(int(office.clock().timestamp()))
    try:
        key = kept_secret(office.folder.path, secret_name(hook.id))
    except NoSecretError as error:
        raise OSError(str(error)) from error
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "roundsman",
        "webhook-id": identity,
        "webhook-timestamp": at,
        "webhook-signature": signature(key, identity, at, body),
    }
    status = post_to(hook.url, body, headers).status
    if status == GONE:
        with writing(office.database) as connection:
            write_webhook(connection, replace(hook, active=False))
    elif not 200 <= status < 300:
        raise OSError(f"it answered with status {status}")


def signature(key: str, identity: str, at: str, body: bytes) -> str:
    """Return the signature of a message by the rules of Standard Webhooks."""
    octets = base64.b64decode(key.removeprefix("whsec_"))
    made = hmac.new(octets, f"{identity}.{at}.".encode() + body, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(made).decode()}"
