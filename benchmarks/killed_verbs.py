"""Commands killed at moments of chance: what a verb writes is there whole or not at all, on both databases.

    python -m benchmarks.killed_verbs DIR --kills 200
    python -m benchmarks.killed_verbs DIR --kills 200 --postgres postgresql+psycopg://user@127.0.0.1:5432/postgres

DIR is a workspace with a plan in force, such as the demonstration's; it is copied. Each verb is run once to its end, to
learn how long it takes and what it writes. Then verbs are run in turn and killed (SIGKILL) at a moment drawn over that
time; a run that ended before its moment is no kill, and tells how long the verb takes now. What a command leaves for
the next one (calendars that follow) is done by a list of what is fixed. The rows of every table are then those of
before, each as it was, or as many as after the whole verb. SQLite is asked whether it is sound, and the ledger is
verified each time.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import os
import pkgutil
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import sqlalchemy as sa

import cli
import commands
from store.folder import read_folder
from store.tables.whole import METADATA

NOW, DAY = "2027-01-12T17:00:00+00:00", "2027-01-12"
FILES = {
    "new.csv": "id,name,lat,lon,interval_days\n" + "".join(f"N{n},New {n},47.1{n},9.52,14\n" for n in range(5)),
    "away.csv": "rep,first,last\nR1,2027-02-01,2027-02-03\nR2,2027-02-08,2027-02-08\n",
    "sales.csv": "account_id,month,amount,currency\n" + "".join(f"A{n:04d},2026-12,{n},CHF\n" for n in range(1, 40)),
    "agendas.csv": "segment,kind,text\ngastronomy,point,Prices\nlodging,point,Season\n,purpose,Say hello\n",
    "past.csv": "id,account_id,rep_id,date,status\n"
    + "".join(f"x{n},A{n:04d},R1,2026-10-0{1 + n % 9},done\n" for n in range(1, 20)),
}
STORY = ("plan drop A0047 --reason away", "publish 2")
VERBS: dict[str, tuple[tuple[str, ...], str]] = {
    "plan absence": ((), "plan absence R1 2027-02-01 2027-02-05"),
    "plan appointment": ((), "plan appointment course home 2027-02-09 13:00 60 --rep R1 --rep R2"),
    "plan day-off": ((), "plan day-off 2027-02-15 works"),
    "plan rule": ((), "plan rule A0047 --do-not-visit closed"),
    "plan contact": ((), "plan contact A0042 2027-01-11"),
    "plan season": ((), "plan season gastronomy --lead-days 7"),
    "plan weights": ((), "plan weights balance=2"),
    "plan drop": ((), "plan drop A0047 --reason away"),
    "plan pin": ((), "plan pin A0042"),
    "plan undo": (STORY[:1], "plan undo"),
    "publish": (STORY[:1], "publish 2"),
    "visit done": ((), "visit done {first} --date 2027-01-12 --from 09:40 --until 10:00"),
    "visit skip": ((), "visit skip {first} --reason closed"),
    "visit accept": ((), "visit accept {later}"),
    "visit decline": ((), "visit decline {later} --reason busy"),
    "visit report": ((), "visit report --day 2027-01-12"),
    "import accounts": ((), "import accounts {files}/new.csv"),
    "import absences": ((), "import absences {files}/away.csv"),
    "import sales": ((), "import sales {files}/sales.csv"),
    "import agendas": ((), "import agendas {files}/agendas.csv"),
    "import visits": ((), "import visits {files}/past.csv"),
    "territory move": ((), "territory move A0014 R3 --on 2027-02-01"),
    "territory cover": ((), "territory cover R2 --from 2027-02-01 --until 2027-02-14"),
    "territory undo": (("territory move A0014 R3 --on 2027-02-01",), "territory undo 2"),
    "territory agenda": ((), "territory agenda --segment gastronomy --point Prices"),
    "territory note": ((), "territory note R1 remember"),
    "calendar link": ((), "calendar link R2 --renew"),
    "mileage trips": (("visit report --day 2027-01-12",), "mileage trips --rep R1 --date 2027-01-12 --as R1"),
    "mileage add": (
        (),
        "mileage add --rep R1 --date 2027-01-11 --distance 12km --start Vaduz --end Schaan --purpose visit --as R1",
    ),
    "mileage attest": (
        ("visit report --day 2027-01-12", "mileage trips --rep R1 --date 2027-01-12 --as R1"),
        "mileage attest --rep R1 --date 2027-01-12 --as R1",
    ),
    "mileage claim": ((), "mileage claim submit --rep R1 --month 2027-01 --anyway --as R1"),
    "expense add": (
        (),
        "expense add --rep R1 --date 2027-01-11 --category parking --gross 4.20CHF --merchant Garage --as R1",
    ),
    "person save": ((), "person save ada --name Ada --role planner"),
}
"""What is typed before, and the verb that is killed."""


@dataclass(frozen=True)
class Learnt:
    """A verb's workspace as it begins, how long the whole verb takes, and the rows of each table then."""

    typed: str
    took_s: float
    before: dict[str, tuple[int, str]]
    after: dict[str, int]


class Bench:
    """Copies of one workspace, in files or in databases of a server."""

    def __init__(self, source: Path, folder: Path, server: str) -> None:
        self.folder, self.server, self.work = folder, server, folder / "work"
        self.files = folder / "files"
        self.files.mkdir()
        for name, text in FILES.items():
            (self.files / name).write_text(text, encoding="utf-8")
        self._made = 0
        if server:
            self.backup = folder / "backup"
            _require(run(f"backup {self.backup} -w {source}"), "backup")
            self._database("base")
            _require(run(f"restore {self.backup} {folder / 'base'} --database {self._url('base')}"), "restore")
            shutil.copytree(source / "roads", folder / "base" / "roads", dirs_exist_ok=True)
        else:
            shutil.copytree(source, folder / "base")
        self.names = {"files": str(self.files), **_visits(self._open(folder / "base"))}

    def template(self, name: str, typed: Sequence[str]) -> str:
        """Make the workspace that a verb begins in; return its name."""
        self._made += 1
        made = f"t{self._made}"
        self._copy("base", made)
        for one in typed:
            _require(self.type(one, made), f"{name}: {one}")
        return made

    def type(self, typed: str, where: str, kill_after_s: float | None = None) -> int | None:
        """Run a command in a workspace of ours; return its exit code, None where it was killed before its end."""
        return run(f"{typed.format(**self.names)} -w {self.folder / where}", kill_after_s)

    def begin(self, template: str) -> str:
        """Return a workspace as it is in a template."""
        self._copy(template, "work")
        return "work"

    def rows(self, where: str) -> dict[str, tuple[int, str]]:
        """Return how many rows each table has, and a digest of them."""
        engine = self._open(self.folder / where)
        found = {}
        with engine.connect() as connection:
            if not self.server:
                assert connection.execute(sa.text("PRAGMA integrity_check")).scalar() == "ok"  # noqa: S101
                assert not connection.execute(sa.text("PRAGMA foreign_key_check")).all()  # noqa: S101
            for table in METADATA.sorted_tables:
                rows = sorted(repr(tuple(row)) for row in connection.execute(sa.text(f'SELECT * FROM "{table.name}"')))  # noqa: S608
                found[table.name] = len(rows), hashlib.sha256("\n".join(rows).encode()).hexdigest()
        engine.dispose()
        return found

    def _copy(self, source: str, target: str) -> None:
        shutil.rmtree(self.folder / target, ignore_errors=True)
        shutil.copytree(self.folder / source, self.folder / target)
        if self.server:
            self._database(target, source)
            path = self.folder / target / "roundsman.toml"
            path.write_text(path.read_text().replace(f'/{source}"', f'/{target}"'))

    def _url(self, name: str) -> str:
        return f"{self.server.rpartition('/')[0]}/{name}"

    def _database(self, name: str, template: str = "template1") -> None:
        engine = sa.create_engine(self.server, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(sa.text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
            for _ in range(50):  # whoever was killed may still be leaving the template
                busy = sa.text("SELECT count(*) FROM pg_stat_activity WHERE datname = :name")
                if not connection.execute(busy, {"name": template}).scalar():
                    break
                time.sleep(0.1)
            connection.execute(sa.text(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'))
        engine.dispose()

    def _open(self, folder: Path) -> sa.Engine:
        return sa.create_engine(read_folder(folder).database_url, poolclass=sa.NullPool)


def main() -> None:
    """Kill, judge, print a table, and end with 1 where something was half done."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path, metavar="DIR")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=600.0, help="At most so long; fewer kills then.")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--postgres", default="", metavar="URL", help="A server on which databases may be made.")
    asked = parser.parse_args()
    os.environ["ROUNDSMAN_NOW"] = NOW
    for found in pkgutil.iter_modules(commands.__path__):
        importlib.import_module(f"commands.{found.name}")
    with tempfile.TemporaryDirectory(prefix="roundsman-killed-") as name:
        bench = Bench(asked.source, Path(name), asked.postgres)
        raise SystemExit(kill_all(bench, asked.kills, asked.seconds, random.Random(asked.seed)))


def kill_all(bench: Bench, kills: int, seconds: float, chance: random.Random) -> int:
    """Kill the verbs in turn; return the exit code."""
    learnt: dict[str, tuple[str, Learnt]] = {}
    seen: dict[str, Counter[str]] = {name: Counter() for name in VERBS}
    began, number, killed = time.monotonic(), 0, 0
    while killed < kills and time.monotonic() - began < seconds:
        name = list(VERBS)[number % len(VERBS)]
        if name not in learnt:
            learnt[name] = _learn(bench, name, *VERBS[name])
        template, known = learnt[name]
        stands, took_s = _killed(bench, learnt[name], chance)
        if stands == "ended":
            learnt[name] = template, replace(known, took_s=took_s)
        killed += stands != "ended"
        seen[name][stands] += 1
        number += 1
    print("| verb | whole, s | before | after | ended first | half |\n|---|---|---|---|---|---|")
    for name, found in seen.items():
        row = (found[what] for what in ("before", "after", "ended", "half"))
        took = f"{learnt[name][1].took_s:.2f}" if name in learnt else "-"
        print(f"| `{name}` | {took} | {' | '.join(map(str, row))} |")
    whole = sum(seen.values(), Counter())
    print(
        f"{killed} kills in {time.monotonic() - began:.0f} s on",
        f"{'PostgreSQL' if bench.server else 'SQLite'}: {dict(whole)}",
    )
    return 1 if whole["half"] else 0


def _learn(bench: Bench, name: str, typed: Sequence[str], verb: str) -> tuple[str, Learnt]:
    template = bench.template(name, typed)
    where = bench.begin(template)
    before, began = bench.rows(where), time.monotonic()
    _require(bench.type(verb, where), name)
    took_s = time.monotonic() - began
    bench.type("plan fixed", where)
    after = {table: count for table, (count, _) in bench.rows(where).items()}
    assert after != {table: count for table, (count, _) in before.items()} or bench.rows(where) != before, name  # noqa: S101
    return template, Learnt(verb, took_s, before, after)


def _killed(bench: Bench, known: tuple[str, Learnt], chance: random.Random) -> tuple[str, float]:
    """Run a verb, kill it, let the next command do what it left; say how the workspace stands, and the seconds."""
    template, learnt = known
    where, began = bench.begin(template), time.monotonic()
    code = bench.type(learnt.typed, where, chance.uniform(0.0, learnt.took_s))
    took_s = time.monotonic() - began
    _require(bench.type("plan fixed", where), "what is left")
    _require(bench.type("mileage verify", where), "the ledger")
    found = bench.rows(where)
    if found == learnt.before:
        return "before" if code is None else "ended", took_s
    if {table: count for table, (count, _) in found.items()} != learnt.after:
        wrong = {t: (learnt.before[t][0], found[t][0], n) for t, n in learnt.after.items() if found[t][0] != n}
        print(f"half: {learnt.typed}: before, found, whole: {wrong}", file=sys.stderr)
        return "half", took_s
    return "after" if code is None else "ended", took_s


def run(typed: str, kill_after_s: float | None = None) -> int | None:
    """Run a command in a process of its own; return its exit code, None where it was killed before its end."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            with open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123 - a device
                os.dup2(nowhere.fileno(), 1)
                if not os.environ.get("SHOW"):
                    os.dup2(nowhere.fileno(), 2)
                code = cli.run(typed.split())
        finally:
            os._exit(code)
    until = None if kill_after_s is None else time.monotonic() + kill_after_s
    while until is not None and time.monotonic() < until:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.WEXITSTATUS(status)
        time.sleep(0.002)
    if until is not None:
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return None if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)


def _require(code: int | None, what: str) -> None:
    if code != 0:
        raise SystemExit(f"{what} ended with {code}: SHOW=1 shows what it said.")


def _visits(engine: sa.Engine) -> dict[str, str]:
    query = "SELECT visit_id FROM planned_visits WHERE rep_id = 'R1' AND plan_id = 1 AND date {} ORDER BY date, start_s"
    with engine.connect() as connection:
        first = connection.execute(sa.text(query.format(f"= '{DAY}'"))).scalars().first()
        later = connection.execute(sa.text(query.format(f"> '{DAY}'"))).scalars().first()
    engine.dispose()
    return {"first": str(first), "later": str(later)}


if __name__ == "__main__":
    main()
