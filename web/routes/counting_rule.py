"""Which visits count towards an account's interval: looked at before it holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import Form, Request, Response
from fastapi.responses import RedirectResponse

from office.counting_rule import CountingTried, read_counting_rule, set_counting_rule, try_counting_rule
from office.permissions import NotAllowedError, allowed
from routing.problems import BadInputError, Problem
from scheduler.counting_rule import Colleagues, CountingRule
from web.guard import TheOffice, Who
from web.pages import page
from web.routes.table import Routes
from web.text_forms import Step

ROUTES = Routes()

Many = Annotated[list[str] | None, Form()]


@ROUTES.get("/territories/counting", ("read_counting_rule",))
def counting(request: Request, office: TheOffice, who: Who, *, kept: bool = False) -> Response:
    """Show which visits count."""
    return _page(request, office, who, kept=kept)


@ROUTES.post("/territories/counting", ("try_counting_rule",))
def change(
    request: Request, office: TheOffice, who: Who, step: Step, colleagues: Annotated[Colleagues, Form()],
    also: Annotated[str, Form()] = "", *, joint: Annotated[bool, Form()] = False, for_owner: Many = None,
    for_layer: Many = None,
) -> Response:  # fmt: skip
    """Show what another rule would change, or let it hold."""
    rule = CountingRule(
        colleagues, tuple(also.replace(",", " ").split()), joint, tuple(for_owner or ()), tuple(for_layer or ())
    )
    try:
        if step == "look":
            return _page(request, office, who, rule=rule, tried=try_counting_rule(office, who, rule))
        set_counting_rule(office, who, rule)
    except NotAllowedError:
        raise
    except BadInputError as error:
        return _page(request, office, who, rule=rule, problems=error.problems, status=400)
    return RedirectResponse(request.scope.get("root_path", "") + "/territories/counting?kept=true", 303)


def _page(
    request: Request, office: TheOffice, who: Who, *, rule: CountingRule | None = None,
    tried: CountingTried | None = None, problems: Sequence[Problem] = (), kept: bool = False, status: int = 200,
) -> Response:  # fmt: skip
    held = read_counting_rule(office, who)
    return page(
        request, "counting.html", status=status, held=held, rule=rule or held.rule, tried=tried, problems=problems,
        kept=kept, choices=list(Colleagues), edits=allowed(who, "set_counting_rule"),
    )  # fmt: skip
