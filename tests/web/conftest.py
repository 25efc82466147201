"""What holds for all tests of pages: signing in is not slowed by what tests before have tried, routes are made once.

Whoever asks for a `house` and has none of their own gets the company of `tests.web.monday`, made once and copied.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.routing import BaseRoute

from benchmarks.office_house import NOW
from office.opening import Office, open_office
from tests.web.monday import small_company
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


@pytest.fixture(scope="session")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the company as it was made: not to be written to."""
    folder = tmp_path_factory.mktemp("company") / "house"
    small_company(folder).database.dispose()
    return folder


@pytest.fixture
def house(company: Path, tmp_path: Path) -> Office:
    """The company as it was made, for one test."""
    return open_office(Path(shutil.copytree(company, tmp_path / "house")), clock=lambda: NOW)
