"""Asking on what was seen: versions as ETags, changes with If-Match, and requests that are carried out once.

An ETag is the version of what is shown and a digest of the words: If-None-Match compares both, If-Match the version,
which the door compares once more in the transaction that writes.
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import Annotated

from fastapi import Depends, Header, Request, Response
from fastapi.responses import JSONResponse

from office.opening import Office
from office.versions import Subject, version_now, was_answered
from routing.problems import Problem
from web.api.declined import DeclinedError
from web.api.model import Out
from web.guard import TheOffice, Who

_TAG = re.compile(r'"(\d{1,15})-[0-9a-f]{16}"')


def shown(request: Request, out: Out, version: int | None = None, status: int = 200) -> Response:
    """Answer one thing; where its version is given, with an ETag, and 304 where the caller has it already."""
    body = out.model_dump(mode="json")
    headers = {"Cache-Control": "private, no-cache"}
    if getattr(request.state, "replayed", False):
        headers["Idempotency-Replayed"] = "true"
    if version is not None:
        digest = hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()[:16]
        headers["ETag"] = f'"{version}-{digest}"'
        asked = [tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")]
        if request.method == "GET" and {headers["ETag"], "*"} & set(asked):
            return Response(status_code=304, headers=headers)
    return JSONResponse(body, status, headers)


def matching(request: Request, office: Office, subject: Subject) -> Office:
    """Return the office for one change of what the caller has seen.

    Raises
    ------
    DeclinedError
        428 where the caller does not say what they saw, 412 where that is not how it is now.
    """
    given = request.headers.get("if-match", "").strip()
    if not given:
        action = "Send If-Match with the ETag of what you saw."
        raise DeclinedError(428, Problem("precondition-missing", "If-Match", "it is missing", action))
    if given == "*":
        return office
    versions = {int(found[1]) for tag in given.split(",") if (found := _TAG.fullmatch(tag.strip()))}
    present = version_now(office, subject)
    if present in versions or was_answered(office, office.request):
        return office.expecting(subject, present)
    action = "Look at it again."
    raise DeclinedError(412, Problem("changed-meanwhile", "If-Match", "it is not what you saw any more", action))


IdempotencyKey = Annotated[
    str,
    Header(
        alias="Idempotency-Key", pattern=r"^[\x21-\x7e]{1,200}$",
        description="A name of your own for this request: sent again under it, it changes nothing.",
    ),
]  # fmt: skip


def once(request: Request, office: TheOffice, who: Who, key: IdempotencyKey) -> Office:
    """Return the office for one request under the caller's own id; without one it is declined."""
    named = f"{who.id}:{key}"
    request.state.replayed = was_answered(office, named)
    return office.once(named)


Once = Annotated[Office, Depends(once)]
