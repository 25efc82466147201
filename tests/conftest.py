"""Databases for the tests: SQLite in a file, and a PostgreSQL server that the tests start themselves."""

from __future__ import annotations

import gc
import os
import pickle
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, settings

from office.opening import Office, init_office, open_office
from store.folder import FILE, make_folder
from tests.emptied import Emptied
from tests.longest import LONGEST
from tests.programs import missing

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
NAME = "workspace"
TESTS = Path(__file__).resolve().parent

os.environ["ROUNDSMAN_NOW"] = NOW.isoformat()
"""The command's clock, also in processes that tests start: no test hangs on the day on which it is run."""

settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")  # examples are counted, seconds are not: a busy machine fails no property


def pytest_configure() -> None:
    """Collect no garbage while modules and tests are gathered: nothing of them ever becomes any."""
    gc.disable()


def pytest_collection_finish() -> None:
    """Leave what has been gathered out of every later search for garbage: hundreds of megabytes that stay."""
    gc.freeze()
    gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin the longest files first."""
    turn = {TESTS / name: number for number, name in enumerate(LONGEST)}
    items.sort(key=lambda item: turn.get(item.path, len(LONGEST)))


@pytest.fixture(scope="session", autouse=True)
def statements_compiled_once() -> Iterator[None]:
    """Let the engines of a database share what they compiled: each test opens one, and it took a third of its time."""
    make, shared, fresh = sa.create_engine, {}, partial(sa.util.LRUCache, 2000)

    def create(url: Any, **options: Any) -> sa.Engine:
        engine = make(url, **options)
        kind = type(engine.dialect)
        if "isolation_level" in options:  # a dialect keeps it
            return engine
        if kind in shared:
            engine.dialect, compiled = shared[kind]
            engine.update_execution_options(compiled_cache=compiled)
        else:
            sa.event.listen(engine, "first_connect", lambda *_: shared.setdefault(kind, (engine.dialect, fresh())))
        return engine

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sa, "create_engine", create)
        yield


@pytest.fixture
def now() -> datetime:
    """The instant at which the tests' commands run."""
    return NOW


def _postgres_programs() -> Path | None:
    """Return the folder with `initdb` and `postgres`; Debian keeps them outside PATH."""
    folders = [*sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)]
    found = shutil.which("initdb")
    folders += [Path(found).parent] if found else []
    return next((folder for folder in folders if (folder / "postgres").exists()), None)


def _as_postgres(*command: str | Path) -> list[str]:
    """PostgreSQL refuses to run as root: become its own user then."""
    prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    return prefix + [str(word) for word in command]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The URL of a PostgreSQL server on loopback that lives as long as the tests."""
    programs = _postgres_programs()
    if programs is None:
        missing("PostgreSQL's initdb and postgres are not installed")
    with tempfile.TemporaryDirectory(prefix="roundsman-postgres-") as name, ExitStack() as cleanup:
        folder, port = Path(name), _free_port()
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
        options = ["--auth=trust", "--username=tests", "--encoding=UTF8", "--no-sync"]
        subprocess.run(_as_postgres(programs / "initdb", *options, folder / "data"), check=True, capture_output=True)
        log = cleanup.enter_context((folder / "log").open("w"))
        arguments = ["-D", folder / "data", "-p", str(port), "-k", folder, "-c", "fsync=off"]
        server = subprocess.Popen(_as_postgres(programs / "postgres", *arguments), stdout=log, stderr=log)
        cleanup.callback(_stop, server, folder / "data")
        url = f"postgresql+psycopg://tests@127.0.0.1:{port}/postgres"
        _wait_until_it_answers(url, server, folder / "log")
        yield url


def _stop(server: subprocess.Popen[bytes], data: Path) -> None:
    """End the server at once, whoever is connected still: nobody reads its data again."""
    if server.poll() is None:
        os.kill(int((data / "postmaster.pid").read_text(encoding="ascii").split()[0]), signal.SIGQUIT)
    server.wait(timeout=60)


def _wait_until_it_answers(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    engine = sa.create_engine(url)
    for _ in range(200):
        assert server.poll() is None, log.read_text()
        try:
            engine.connect().close()
        except sa.exc.OperationalError:
            time.sleep(0.05)
        else:
            engine.dispose()
            return
    pytest.fail(f"PostgreSQL did not answer: {log.read_text()}")


def _make_postgres_database(server_url: str, name: str, template: str = "template1") -> str:
    """Copy a database of the server and return the copy's URL; it goes with the server."""
    server = sa.create_engine(server_url, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name} TEMPLATE {template}"))
    server.dispose()
    return server_url.replace("/postgres", f"/{name}")


@pytest.fixture(scope="session")
def migrated_postgres_url(postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The URL of a server whose database `migrated` is a new workspace, made by the migrations once."""
    url = _make_postgres_database(postgres_url, "migrated")
    init_office(tmp_path_factory.mktemp("migrated") / NAME, NOW, database=url).office.database.dispose()
    return postgres_url


@pytest.fixture(scope="session")
def emptied_postgres(migrated_postgres_url: str) -> Emptied:
    """The database that tests on PostgreSQL use one after another."""
    return Emptied(migrated_postgres_url, "migrated", _make_postgres_database)


@pytest.fixture(scope="session")
def migrated_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a new workspace on SQLite, made by the migrations once; tests take copies of it."""
    folder = tmp_path_factory.mktemp("migrated") / NAME
    init_office(folder, NOW).office.database.dispose()
    assert {path.name for path in folder.iterdir()} == {FILE, "roundsman.db"}
    return folder


@pytest.fixture(params=["sqlite", "postgresql"])
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Office]:
    """An empty workspace; a test that asks for it runs on both databases."""
    if request.param == "sqlite":
        shutil.copytree(request.getfixturevalue("migrated_folder"), tmp_path / NAME)
    else:
        server_url, name = request.getfixturevalue("postgres_url"), request.getfixturevalue("emptied_postgres").as_new()
        make_folder(tmp_path / NAME, server_url.replace("/postgres", f"/{name}"))
    made = open_office(tmp_path / NAME, lambda: NOW)
    yield made
    made.database.dispose()


@pytest.fixture
def copied(tmp_path: Path) -> Iterator[Callable[[Path], Office]]:
    """Return a function that opens a copy of a workspace on SQLite, which was made once for many tests."""
    opened: list[Office] = []

    def copy(folder: Path) -> Office:
        opened.append(open_office(Path(shutil.copytree(folder, tmp_path / NAME)), lambda: NOW))
        return opened[-1]

    yield copy
    for office in opened:
        office.database.dispose()


@pytest.fixture
def sqlite_workspace(migrated_folder: Path, copied: Callable[[Path], Office]) -> Office:
    """An empty workspace in a file, for tests of rules that no database can change."""
    return copied(migrated_folder)


@pytest.fixture(scope="session")
def solved_once() -> Iterator[None]:
    """Keep what the solver of call intervals answers: reviews of one workspace ask it the same, for seconds."""
    from scipy import optimize  # noqa: PLC0415 - slow to import, and few tests ask for it

    solve, kept = optimize.milp, {}

    def once(*question: Any, **options: Any) -> Any:
        asked = pickle.dumps((question, options))
        if asked not in kept:
            kept[asked] = solve(*question, **options)
        return kept[asked]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(optimize, "milp", once)  # where those who need it import it as they ask
        yield
