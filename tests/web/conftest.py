"""What holds for all tests of pages: signing in is not slowed by what tests before have tried."""

from __future__ import annotations

import pytest

from web.routes import account


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(account, "GUESSES_OF_ADDRESS", account.Limits(1000))
    monkeypatch.setattr(account, "GUESSES_OF_PERSON", account.Limits(1000))
