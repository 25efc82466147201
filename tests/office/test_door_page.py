"""The page about the door is true: its examples run, and print what it says."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

from office.door import USE_CASES
from office.opening import Office
from office.people import owner
from office.permissions import ADMINISTRATOR, ROLES_OF
from store.accounts import write_reps
from store.database import writing
from territory.accounts import Rep

PAGE = Path(__file__).resolve().parents[2] / "docs" / "door.md"


def test_the_examples_print_what_the_page_says(sqlite_workspace: Office) -> None:
    reps = [Rep(name, name.upper(), 47.1, 9.5, "Mo-Fr 08:00-17:00", "Europe/Vaduz", "LI") for name in ("r1", "r2")]
    with writing(sqlite_workspace.database) as connection:
        write_reps(connection, reps)
    known: dict[str, object] = {"office": sqlite_workspace}
    blocks = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    for block in blocks[:3]:
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(block, known)  # noqa: S102 - our own page
        assert printed.getvalue() == "".join(f"{line}\n" for line in re.findall(r"^# (.*)$", block, re.MULTILINE))
    try:
        exec(blocks[3], known)  # noqa: S102 - our own page
        ROLES_OF["greet_rep"] = frozenset({ADMINISTRATOR})
        assert known["greet_rep"](sqlite_workspace, owner(), "r1") == "R1"  # type: ignore[operator]
    finally:
        USE_CASES.pop("greet_rep", None)
        ROLES_OF.pop("greet_rep", None)
