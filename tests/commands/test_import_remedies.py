"""What an import asks for can be typed as it is written there."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

import cli
from office.opening import Office

HEAD = "id,name,lat,lon,interval_days,potential,last_visit\n"
ROW = 'a1,Shop,47.154,9.521,28,"85,000",03/04/2026\n'


def run(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> tuple[str, str]:
    capsys.readouterr()
    assert cli.run(list(words)) == code
    said = capsys.readouterr()
    return said.out, said.err


@pytest.mark.parametrize(
    ("decimal", "dates", "read"),
    [("point", "dmy", ("85000.0", "2026-04-03")), ("comma", "mdy", ("85.0", "2026-03-04"))],
)
def test_a_sign_and_an_order_are_said_as_the_question_names_them(
    sqlite_workspace: Office, capsys: pytest.CaptureFixture[str], decimal: str, dates: str, read: tuple[str, str]
) -> None:
    folder = sqlite_workspace.folder.path
    file, place = folder.parent / "a.csv", ("-w", str(folder))
    file.write_text(HEAD + ROW, encoding="utf-8")
    _, asked = run(capsys, "import", "accounts", str(file), *place, code=2)
    assert f"--decimal {decimal}" in asked
    assert "--dates dmy|mdy" in asked
    said = ("--decimal", decimal, "--dates", dates, "--save", "ours")
    assert run(capsys, "import", "accounts", str(file), *said, *place)[1] == ""
    out, _ = run(capsys, "show", "accounts", "--format", "csv", *place)
    (row,) = csv.DictReader(io.StringIO(out))
    assert (row["potential"], row["last_visit"]) == read
    assert f"decimal {decimal}, dates {dates}" in run(capsys, "import", "mappings", *place)[0]
    assert run(capsys, "import", "accounts", str(file), "--saved", "ours", *place)[0].count("1 the same") == 1


def test_a_latitude_of_three_decimals_is_no_question(
    sqlite_workspace: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.csv"
    file.write_text(HEAD + "a1,Shop,47.154,9.521,28,,\na2,Bar,47.15,9.5,28,,\n", encoding="utf-8")
    out, said = run(capsys, "import", "accounts", str(file), "-w", str(sqlite_workspace.folder.path))
    assert ("2 new" in out, said) == (True, "")


def test_how_a_text_is_written_is_kept_with_the_rest(
    sqlite_workspace: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, place = tmp_path / "a.csv", ("-w", str(sqlite_workspace.folder.path))
    file.write_bytes((HEAD + "a1,Café Zürich,47.154,9.521,28,,\n").encode("windows-1252"))
    said = ("--encoding", "windows-1252", "--save", "monday")
    run(capsys, "import", "accounts", str(file), *said, *place)
    assert "windows-1252" in run(capsys, "import", "mappings", *place)[0]
    assert "1 the same" in run(capsys, "import", "accounts", str(file), "--saved", "monday", *place)[0]
    run(capsys, "import", "accounts", str(file), *place, code=2)
