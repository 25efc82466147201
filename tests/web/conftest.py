"""What holds for all tests of pages: signing in is not slowed by what tests before have tried, routes are made once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from starlette.routing import BaseRoute

from office.opening import Office
from web import app as web_app
from web.routes import account
from web.site import add_site


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(account, "GUESSES_OF_ADDRESS", account.Limits(1000))
    monkeypatch.setattr(account, "GUESSES_OF_PERSON", account.Limits(1000))


@pytest.fixture(scope="session", autouse=True)
def routes_made_once() -> Iterator[None]:
    """Give every application the groups of routes of the first: they know no office, and making them takes long."""
    made: list[BaseRoute] = []

    def add(application: FastAPI, office: Office) -> None:
        own = len(application.router.routes)
        add_site(application, office)
        if not made:
            made.extend(application.router.routes[own:])
        application.router.routes[own:] = made

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(web_app, "add_site", add)
        yield
