"""People at a terminal: the command, in this process or in one of its own, and a demonstration that is made once."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest
from filelock import FileLock

import cli

ROOT = Path(__file__).resolve().parents[2]
REGION = ROOT / "data" / "liechtenstein"
DEMO = ("demo", "--dir", "demo", "--weeks", "4")


def command() -> list[str]:
    """Return the installed command, or the same from the source where it is not installed."""
    script = Path(sys.executable).with_name("roundsman")
    return [str(script)] if script.exists() else [sys.executable, "-m", "cli"]


@dataclass(frozen=True)
class Said:
    """What a run of the command answered."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Terminal:
    """A terminal in a folder."""

    folder: Path

    def run(self, *words: str | Path) -> Said:
        """Run the command in this process: starting one takes ten times as long as most verbs do."""
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
        with chdir(self.folder), redirect_stdout(out), redirect_stderr(err):
            code = cli.run([str(word) for word in words])
        return Said(code, *(told.buffer.getvalue().decode() for told in (out, err)))  # type: ignore[attr-defined]

    def starts(self, *words: str | Path) -> Said:
        """Run the installed command in a process of its own."""
        done = subprocess.run(
            [*command(), *map(str, words)],
            cwd=self.folder,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=False,
        )
        return Said(done.returncode, done.stdout, done.stderr)

    def types(self, *words: str | Path, code: int = 0, installed: bool = False) -> str:
        """Run the command, hold it to its exit code, and return what it answers: results, or what went wrong."""
        said = self.starts(*words) if installed else self.run(*words)
        assert said.code == code, f"roundsman {' '.join(map(str, words))}\n{said.out}\n{said.err}"
        assert "Traceback" not in said.err
        return said.err if code else said.out


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder of the packaged region's demonstration, and what making it printed; one for all workers."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "demonstration"
    with FileLock(f"{folder}.lock"):
        printed = folder / "printed"
        if not printed.exists():
            folder.mkdir(exist_ok=True)
            printed.write_text(Terminal(folder).types(*DEMO, installed=True), encoding="utf-8")
    return folder / "demo", printed.read_text(encoding="utf-8")


@pytest.fixture
def demo(demonstration: tuple[Path, str], tmp_path: Path) -> Terminal:
    """A terminal in a demonstration of one's own."""
    shutil.copytree(demonstration[0], tmp_path / "demo")
    return Terminal(tmp_path / "demo")


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    """A terminal in an empty folder."""
    return Terminal(tmp_path)
