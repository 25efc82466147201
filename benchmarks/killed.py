"""The server killed again and again while people act: nothing acknowledged is lost, and nothing is done twice.

    python -m benchmarks.killed --kills 200
    python -m benchmarks.killed --kills 30 --database postgresql+psycopg://user@127.0.0.1:5432/an_empty_one

Reps send acts (`POST /acts`) and planners absences (`POST /api/v1/absences`), each under a key of its own, as fast as
they are answered. Again and again the server is killed with its worker (SIGKILL), at a moment of chance, and begun
anew. Whoever got no answer sends the same again once in two, and never again else. At the end the database is read:
what was acknowledged is there once, and what was not is there once or not at all. Ctrl-C, or `--seconds`, ends the
kills and judges what was sent until then.
"""

from __future__ import annotations

import argparse
import http.client
import json
import random
import tempfile
import threading
import time
import uuid
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from benchmarks.load_house import Cast, Server, open_house, people_of
from benchmarks.office_house import Size
from office.opening import open_office
from store.database import reading
from web.guard import form_token

SIZE = Size(6, 240, 0, 4)
CAST = Cast(6, 0, 3)
LONGEST_LIFE_S = 1.5
FIRST = date(2027, 1, 4)


@dataclass
class Sent:
    """What one run sent: the words of each act, and whether it was acknowledged."""

    acknowledged: dict[str, str] = field(default_factory=dict)
    unanswered: dict[str, str] = field(default_factory=dict)
    again: int = 0
    wrong: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, words: str, status: int | None, text: str, noun: str) -> None:
        """Take down what became of one sending."""
        with self.lock:
            if status is None:
                self.unanswered[words] = noun
            elif status in {200, 201}:
                self.acknowledged[words] = noun
                self.unanswered.pop(words, None)
            else:
                self.wrong.append(f"{status} {text[:200]}")


def main() -> None:
    """Run it, print what was found, and end with 1 where something was lost or doubled."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=float("inf"), help="no more kills after so long")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", default="", help="an empty database of PostgreSQL; else SQLite")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="roundsman-killed-") as name:
        raise SystemExit(run(Path(name), asked))


def run(folder: Path, asked: argparse.Namespace) -> int:
    """Kill the server again and again and judge what is left; return the exit code."""
    chance = random.Random(asked.seed)
    office = open_house(folder / "house", SIZE, asked.database)
    people = people_of(office, CAST, SIZE.reps)
    office.database.dispose()
    server, sent, over = Server(folder / "house", folder / "server.log"), Sent(), threading.Event()
    threads = [
        threading.Thread(target=_act, args=(server, one, sent, over, chance.random()), daemon=True) for one in people
    ]
    for thread in threads:
        thread.start()
    began, kills = time.monotonic(), 0
    try:
        while kills < asked.kills and time.monotonic() - began < asked.seconds:
            time.sleep(chance.uniform(0.05, LONGEST_LIFE_S))
            server.kill()
            kills += 1
    except KeyboardInterrupt:
        print(f"interrupted after {kills} kills")
    over.set()
    for thread in threads:
        thread.join(60)
    server.end()
    return _judge(folder / "house", sent, kills, time.monotonic() - began, folder / "server.log")


def _act(server: Server, one: dict[str, Any], sent: Sent, over: threading.Event, seed: float) -> None:
    chance, number = random.Random(seed), 0
    headers = {"Cookie": one["cookie"], "X-Form-Token": form_token(one["cookie"].removeprefix("rm="))}
    while not over.is_set():
        number += 1
        noun, path, body, more, words = _sending(one, number, chance)
        insists = chance.random() < 0.5
        while True:
            try:
                status, text = _ask(server, path, body, headers | more)
            except ConnectionRefusedError:  # it is being begun: nothing was sent
                time.sleep(0.2)
                continue
            sent.note(words, status, text, noun)
            if status is not None or not insists or over.is_set():
                break
            sent.again += 1


def _sending(one: dict[str, Any], number: int, chance: random.Random) -> tuple[str, str, Any, dict[str, str], str]:
    """Return an act of a rep, or an absence that a planner keeps: noun, address, body, headers and its words."""
    words = f"{one['person']} {number} {uuid.uuid4()}"
    if one["role"] == "rep":
        act = {
            "key": str(uuid.uuid4()), "seq": number, "kind": "note", "about": chance.choice(one["visits"]),
            "at": datetime.now(UTC).isoformat(), "body": {"note": words},
        }  # fmt: skip
        device = str(uuid.uuid5(uuid.NAMESPACE_DNS, one["person"]))
        return "act", "/acts", {"device": device, "acts": [act]}, {}, words
    day = (FIRST + timedelta(days=number % 300)).isoformat()
    rep_id, at_s = f"R{int(one['person'].removeprefix('planner')) % SIZE.reps:03d}", 28_800 + 60 * (number // 300)
    body = {"rep_id": rep_id, "first": day, "last": day, "reason": words, "from_s": at_s, "until_s": at_s + 60}
    return "absence", "/api/v1/absences", body, {"Idempotency-Key": str(uuid.uuid4())}, words


def _ask(server: Server, path: str, body: Any, headers: dict[str, str]) -> tuple[int | None, str]:
    try:
        status, text = server.ask("POST", path, body, headers, 20)
    except ConnectionRefusedError:
        raise
    except (OSError, http.client.HTTPException):
        return None, ""
    if path == "/acts" and status == 200:
        outcome = json.loads(text)["answers"][0]["outcome"]
        return (200, text) if outcome == "applied" else (500, text)
    return status, text


def _judge(folder: Path, sent: Sent, kills: int, took_s: float, log: Path) -> int:
    office = open_office(folder)
    with reading(office.database) as connection:
        notes = Counter(connection.execute(sa.text("SELECT text FROM visit_answers WHERE kind = 'noted'")).scalars())
        away = Counter(connection.execute(sa.text("SELECT reason FROM fixed_dates")).scalars())
        keys = connection.execute(sa.text("SELECT count(*) FROM acts")).scalar()
        sqlite = office.database.dialect.name == "sqlite"
        sound = connection.execute(sa.text("PRAGMA integrity_check")).scalar() if sqlite else "ok"
        waiting = connection.execute(sa.text("SELECT count(*) FROM outbox")).scalar()
    kept = notes + away
    lost = [words for words in sent.acknowledged if kept[words] == 0]
    doubled = [words for words in {**sent.acknowledged, **sent.unanswered} if kept[words] > 1]
    unasked = [words for words in sent.unanswered if kept[words]]
    nouns = Counter(sent.acknowledged.values())
    print(f"kills {kills}, {took_s:.0f} s; acknowledged: {dict(nouns)}; sent again {sent.again}")
    print(f"never answered {len(sent.unanswered)}, of which were done {len(unasked)}")
    print(f"lost {len(lost)}, doubled {len(doubled)}, refused or failed {len(sent.wrong)}; keys of acts {keys}")
    print(f"the database is {sound}; rows of the outbox {waiting}")
    print(*sent.wrong[:5], *lost[:5], *doubled[:5], sep="\n")
    faults = [line for line in log.read_text(encoding="utf-8").splitlines() if '"error"' in line]
    print(f"faults in the server's log: {len(faults)}", *faults[:3], sep="\n")
    return int(bool(lost or doubled or sound != "ok"))


if __name__ == "__main__":
    main()
