"""The house holds: which room may import which, and through which file each outside library enters."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

from tests.longest import LONGEST

ROOT = Path(__file__).resolve().parents[1]

MAY_IMPORT: dict[str, set[str]] = {
    "routing": set(),
    "territory": {"routing"},
    "scheduler": {"routing", "territory"},
    "mileage": {"routing", "territory", "scheduler"},
    "calendars": {"routing", "territory", "scheduler"},
    "crm": {"routing", "calendars"},
    "store": {"routing", "territory", "scheduler", "mileage", "calendars"},
    "office": {"routing", "territory", "scheduler", "mileage", "calendars", "crm", "store"},
    "reports": {"routing", "territory", "scheduler", "mileage", "calendars", "crm", "office"},
    "web": {"routing", "territory", "scheduler", "mileage", "calendars", "crm", "office", "reports"},
    "commands": {"routing", "territory", "scheduler", "mileage", "calendars", "crm", "office", "reports", "web"},
    "cli": {"routing", "commands"},
}
"""The one-way law: a room, and the rooms of ours that its files may name."""

GATES: dict[str, tuple[str, ...]] = {
    "osmnx": ("routing/osm.py",),
    "osmium": ("routing/osm.py", "routing/ground/read.py"),
    "routingkit_cch": ("routing/hierarchy.py",),
    "geopy": ("routing/geocode.py",),
    "ortools": ("routing/day.py", "scheduler/search/polish.py", "scheduler/nights/choice.py"),
    "statsmodels": ("territory/seasons/decompose.py",),
    "distributed": ("scheduler/team/cluster.py",),
    "tomlkit": ("territory/file_forms/tables.py",),
    "opening_hours": ("scheduler/demand/hours.py",),
    "holidays": ("scheduler/demand/holiday_regions.py",),
    "tzfpy": ("routing/zones.py",),
    "sqlalchemy": ("store/", "office/"),
    "alembic": ("store/",),
    "matplotlib": ("reports/pictures.py", "reports/charts.py", "reports/week_map.py"),
    "fastapi": ("web/",),
    "uvicorn": ("web/",),
    "qrcode": ("web/links.py",),
    "icalendar": ("calendars/",),
    "recurring_ical_events": ("calendars/busy.py",),
    "requests": ("calendars/dav.py", "calendars/sessions.py", "crm/client.py", "routing/osm.py", "routing/server.py"),
    "defusedxml": ("calendars/dav.py",),
    "openpyxl": ("mileage/xlsx.py", "office/imports/workbooks.py"),
    "reportlab": ("mileage/pdf.py", "reports/pdf.py", "reports/pdf_tables.py"),
    "jinja2": ("reports/html.py", "web/"),
    "click": ("cli.py", "commands/"),
    "cryptography": ("store/seals.py",),
    "joserfc": ("office/outside/openid.py",),
    "pyarrow": ("reports/tables.py",),
    "argon2": ("office/passwords.py",),
    "js_lib_leaflet": ("web/assets.py",),
    "PIL": ("mileage/photos.py",),
}
"""A library that talks to the world or a solver, and the only files (folders end in a slash) that may name it."""


CLOCKS = {"now", "utcnow", "today", "time", "time_ns", "localtime", "gmtime"}
"""What tells the present instant or day, of `datetime`, `date`, `time` or a database."""


def sources() -> list[Path]:
    files = [path for room in MAY_IMPORT for path in (ROOT / room).rglob("*.py")]
    return [*files, ROOT / "cli.py"]


@cache
def imported(path: Path) -> set[str]:
    """Return the top-level names that a file imports anywhere, functions included."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide which room is meant"
            names.add((node.module or "").split(".")[0])
    return names


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_a_room_imports_only_the_rooms_below_it(room: str) -> None:
    files = [path for path in sources() if path.relative_to(ROOT).parts[0].removesuffix(".py") == room]
    assert files
    assert {str(path): found for path in files if (found := crooked(path))} == {}


def crooked(path: Path) -> set[str]:
    """Return the rooms that a file imports against the law."""
    room = path.relative_to(ROOT).parts[0].removesuffix(".py")
    ours = imported(path) & set(MAY_IMPORT)
    return ours - {room} - MAY_IMPORT[room]


@pytest.mark.parametrize("library", GATES)
def test_a_library_enters_through_its_gate(library: str) -> None:
    users = {str(path.relative_to(ROOT)) for path in sources() if library in imported(path)}
    assert {user for user in users if not user.startswith(GATES[library])} == set()


def names_from(source: str, module: str) -> set[str]:
    """Return what is imported from a module."""
    nodes = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ImportFrom))
    return {alias.name for node in nodes if node.module == module for alias in node.names}


def test_who_means_all_tables_is_given_all_of_them() -> None:
    partial = [path for path in sources() if names_from(path.read_text(encoding="utf-8"), "store.tables.metadata")]
    assert partial, "tables are declared on it"
    assert {str(path.parent.relative_to(ROOT)) for path in partial} == {"store/tables"}
    whole = (ROOT / "store/tables/whole.py").read_text(encoding="utf-8")
    rooms = {path.stem for path in (ROOT / "store/tables").glob("*.py") if "sa.Table(" in path.read_text()}
    assert names_from(whole, "store.tables") == rooms


def clock_readers(source: str) -> list[str]:
    """Return the calls that look at a clock: ``datetime.now``, ``date.today``, ``time.time``, ``func.now``."""
    calls = [node.func for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    named = [(one.value, one.attr) for one in calls if isinstance(one, ast.Attribute) and one.attr in CLOCKS]
    owners = {"datetime", "date", "time", "func"}
    return [f"{ast.unparse(of)}.{name}" for of, name in named if ast.unparse(of).rpartition(".")[2] in owners]


def test_one_place_looks_at_the_clock() -> None:
    readers = {str(path.relative_to(ROOT)): clock_readers(path.read_text(encoding="utf-8")) for path in sources()}
    assert {path: calls for path, calls in readers.items() if calls} == {"office/clock.py": ["datetime.now"]}
    assert clock_readers("dt.datetime.now(UTC); date.today(); time.monotonic(); self.now()") == [
        "dt.datetime.now",
        "date.today",
    ]


def test_the_test_would_see_a_broken_law(tmp_path: Path) -> None:
    crooked = tmp_path / "crooked.py"
    crooked.write_text("def f():\n    from office.plans import drafts\n    import osmnx\n")
    assert imported(crooked) == {"office", "osmnx"}


def test_no_package_shadows_the_standard_library() -> None:
    assert not (ROOT / "calendar").exists()
    assert not (ROOT / "calendar.py").exists()


@pytest.mark.parametrize("name", LONGEST)
def test_what_is_begun_first_is_there(name: str) -> None:
    assert (ROOT / "tests" / name).exists()
