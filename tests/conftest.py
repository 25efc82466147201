"""Databases for the tests: SQLite in a file, and a PostgreSQL server that the tests start themselves."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from workspace.opening import Workspace, init_workspace

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


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
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a PostgreSQL server on loopback that lives as long as the tests."""
    programs = _postgres_programs()
    if programs is None:
        pytest.skip("PostgreSQL's initdb and postgres are not installed")
    folder = tmp_path_factory.mktemp("postgres")
    for parent in [folder, *folder.parents]:
        if parent.owner() == folder.owner() and parent != Path("/tmp"):  # noqa: S108 - only widened, never written
            parent.chmod(0o755)
        else:
            break
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    data, port = folder / "data", _free_port()
    options = ["--auth=trust", "--username=tests", "--encoding=UTF8", "--no-sync"]
    subprocess.run(_as_postgres(programs / "initdb", *options, data), check=True, stdout=subprocess.DEVNULL)
    server = subprocess.Popen(
        _as_postgres(programs / "postgres", "-D", data, "-p", str(port), "-k", folder, "-c", "fsync=off"),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"postgresql+psycopg://tests@127.0.0.1:{port}/postgres"
    try:
        _wait_until_it_answers(url, server)
        yield url
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait_until_it_answers(url: str, server: subprocess.Popen[bytes]) -> None:
    engine = sa.create_engine(url)
    for _ in range(200):
        assert server.poll() is None, "PostgreSQL ended by itself"
        try:
            engine.connect().close()
        except sa.exc.OperationalError:
            time.sleep(0.05)
        else:
            engine.dispose()
            return
    pytest.fail("PostgreSQL did not answer")


@pytest.fixture
def new_postgres_database(postgres_url: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """The URL of an empty PostgreSQL database for one test."""
    name = f"t{abs(hash(request.node.nodeid)) % 10**12}"
    server = sa.create_engine(postgres_url, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    yield postgres_url.replace("/postgres", f"/{name}")
    with server.connect() as connection:
        connection.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))
    server.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def workspace(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Workspace]:
    """An empty workspace; a test that asks for it runs on both databases."""
    url = request.getfixturevalue("new_postgres_database") if request.param == "postgresql" else None
    made = init_workspace(tmp_path / "workspace", NOW, **({"database": url} if url else {})).workspace
    yield made
    made.engine.dispose()


@pytest.fixture
def sqlite_workspace(tmp_path: Path) -> Iterator[Workspace]:
    """An empty workspace in a file, for tests of rules that no database can change."""
    made = init_workspace(tmp_path / "workspace", NOW).workspace
    yield made
    made.engine.dispose()
