"""A text in a form that is looked at before it is kept: what it would change, or what is wrong, is shown beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import Form, Request, Response
from fastapi.responses import RedirectResponse

from routing.problems import BadInputError

Step = Annotated[str, Form(pattern="^(look|keep)$")]


def looked_or_kept(
    request: Request,
    step: str,
    text: str,
    *,
    look: Callable[[str], Any],
    keep: Callable[[str], object],
    show: Callable[..., Response],
) -> Response:
    """Return the page with what the text would change or what is wrong with it; once kept, lead back to the page.

    `show` takes ``text`` and one of ``tried`` (what `look` returned) and ``problems`` with a ``status``.
    """
    text = text.replace("\r\n", "\n")
    try:
        if step == "look":
            return show(text=text, tried=look(text))
        keep(text)
    except BadInputError as error:
        return show(text=text, problems=error.problems, status=400)
    return RedirectResponse(f"{request.scope.get('root_path', '')}{request.scope['route'].path}?kept=true", 303)
