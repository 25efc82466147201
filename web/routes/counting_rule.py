"""Which visits count towards an account's interval: looked at before it holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    add: Annotated[str, Form()] = "", also: Many = None, *, joint: Annotated[bool, Form()] = False,
    for_owner: Many = None, for_layer: Many = None,
) -> Response:  # fmt: skip
    """Show what another rule would change, or let it hold."""
    people = read_counting_rule(office, who).people
    named = tuple(dict.fromkeys([*(also or ()), *(_id_of(text, people) for text in add.split(",") if text.strip())]))
    rule = CountingRule(colleagues, named, joint, tuple(for_owner or ()), tuple(for_layer or ()))
    try:
        if step == "look":
            return _page(request, office, who, rule=rule, tried=try_counting_rule(office, who, rule))
        set_counting_rule(office, who, rule)
    except NotAllowedError:
        raise
    except BadInputError as error:
        return _page(request, office, who, rule=rule, problems=error.problems, status=400)
    return RedirectResponse(request.scope.get("root_path", "") + "/territories/counting?kept=true", 303)


def _id_of(text: str, people: Mapping[str, str]) -> str:
    """Return whom a text means: by id, as it is offered, or by a name or a part of it that only one has."""
    asked = text.strip()
    offered = {f"{name} ({key})": key for key, name in people.items()}
    if asked in people or asked in offered:
        return offered.get(asked, asked)
    whole = [key for key, name in people.items() if name.casefold() == asked.casefold()]
    found = whole or [key for key, name in people.items() if asked.casefold() in name.casefold()]
    return found[0] if len(found) == 1 else asked


def _page(
    request: Request, office: TheOffice, who: Who, *, rule: CountingRule | None = None,
    tried: CountingTried | None = None, problems: Sequence[Problem] = (), kept: bool = False, status: int = 200,
) -> Response:  # fmt: skip
    held = read_counting_rule(office, who)
    return page(
        request, "counting.html", status=status, held=held, rule=rule or held.rule, tried=tried, problems=problems,
        kept=kept, choices=list(Colleagues), edits=allowed(who, "set_counting_rule"),
    )  # fmt: skip
