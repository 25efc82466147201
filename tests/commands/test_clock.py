"""The command's clock can be stated: one place reads it, and what is no instant is refused."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

import cli
from commands.context import now
from office.clock import NOW_NAME
from routing.problems import BadInputError


@pytest.mark.parametrize(
    "text", ["2027-01-04T06:00:00Z", "2027-01-04T06:00:00+00:00", "2027-01-04T07:00:00+01:00", "2027-01-04 01:00-05:00"]
)
def test_an_instant_that_is_stated_is_the_present_one(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv(NOW_NAME, text)
    assert now() == datetime(2027, 1, 4, 6, tzinfo=UTC)
    assert now().tzinfo is UTC


@pytest.mark.parametrize("stated", [None, ""])
def test_without_one_it_is_the_clock_of_the_machine(monkeypatch: pytest.MonkeyPatch, stated: str | None) -> None:
    if stated is None:
        monkeypatch.delenv(NOW_NAME)
    else:
        monkeypatch.setenv(NOW_NAME, stated)
    assert abs(now() - datetime.now(UTC)) < timedelta(minutes=1)


@pytest.mark.parametrize("text", ["2027-01-04T06:00:00", "2027-01-04", "soon", "2027-02-29T06:00:00Z"])
def test_what_is_no_instant_with_its_offset_is_refused(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv(NOW_NAME, text)
    with pytest.raises(BadInputError, match=NOW_NAME):
        now()


def test_a_verb_refuses_it_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    monkeypatch.setenv(NOW_NAME, "yesterday")
    folder = tmp_path_factory.mktemp("clock") / "workspace"
    assert cli.run(["init", str(folder)]) == 2
    assert "2027-01-04T06:00:00Z" in capsys.readouterr().err
    assert not folder.exists()
