"""How many days of reps the server shows in a second: a few kept connections that ask one after the other, or a rate.

    python -m benchmarks.rate --keep DIR --seconds 60 --connections 4
    python -m benchmarks.rate --keep DIR --seconds 60 --connections 4 --rate 200

Without ``--rate`` each connection asks again as soon as it is answered: that is the most it can. With it requests are
sent by the clock, whether or not the ones before were answered in time, and times count from when a request was due.
"""

from __future__ import annotations

import argparse
import gzip
import os
import socket
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle
from pathlib import Path

from benchmarks.load_house import Cast, Server, cpu_s, memory_mb, served_house

DAY = "2026-11-30"
REST_S = 15.0
"""So long the server makes itself ready before anything is measured."""


def main() -> None:
    """Run it and print one line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--connections", type=int, default=4)
    parser.add_argument("--rate", type=float, default=0.0, help="requests a second; 0: as fast as they are answered")
    parser.add_argument("--company", type=int, default=50, help="reps of the company, 300 accounts each")
    parser.add_argument("--keep", type=Path, help="keep the company here, and take it again; it is not changed")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="roundsman-rate-") as name:
        run(asked, Path(name))


def run(asked: argparse.Namespace, folder: Path) -> None:
    """Measure in a copy of the company."""
    with served_house(asked.keep, asked.company, Cast(80, 0, 0), folder) as (server, people):
        time.sleep(REST_S)
        requests = [_request(one["cookie"]) for one in people]
        _drive(server, requests, 2.0, asked.connections, 0.0)
        pid, cpu = server.process.pid, cpu_s(server.process.pid)
        took_s = _drive(server, requests, asked.seconds, asked.connections, asked.rate)
        spent, count = cpu_s(pid) - cpu, len(took_s)
        took_s.sort()
        shares = (f"p{share} {1000 * took_s[min(count - 1, count * share // 100)]:.0f} ms" for share in (50, 95, 99))
        print(f"{count} days in {asked.seconds:.0f} s: {count / asked.seconds:.0f} a second, {', '.join(shares)}")
        print(f"CPU {1000 * spent / count:.2f} ms each, {spent / asked.seconds:.2f} cores; {memory_mb(pid):.0f} MB")
        print(f"load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


def _request(cookie: str) -> bytes:
    lines = (f"GET /day/{DAY} HTTP/1.1", "Host: 127.0.0.1", f"Cookie: {cookie}", "Accept-Encoding: gzip", "", "")
    return "\r\n".join(lines).encode()


def _drive(server: Server, requests: list[bytes], seconds: float, connections: int, rate: float) -> list[float]:
    """Ask for so long; return how long each answer took."""
    began = time.monotonic()

    def go(number: int) -> list[float]:
        turns, took_s = cycle(requests[number::connections]), []
        with socket.create_connection(("127.0.0.1", server.port), timeout=30) as line:
            for due in _moments(began, seconds, number, connections, rate):
                line.sendall(next(turns))
                _read_answer(line)
                took_s.append(time.monotonic() - due)
        return took_s

    with ThreadPoolExecutor(connections) as pool:
        return [one for listed in pool.map(go, range(connections)) for one in listed]


def _moments(began: float, seconds: float, number: int, connections: int, rate: float) -> Iterator[float]:
    """Yield when each request of a connection is due, as that moment comes."""
    if not rate:
        while (now := time.monotonic()) < began + seconds:
            yield now
        return
    for turn in range(number, int(seconds * rate), connections):
        due = began + turn / rate
        time.sleep(max(0.0, due - time.monotonic()))
        yield due


def _read_answer(line: socket.socket) -> None:
    """Read one answer; raises `ValueError` unless it is a day."""
    read = b""
    while b"\r\n\r\n" not in read:
        read += line.recv(65_536)
    head, _, body = read.partition(b"\r\n\r\n")
    names = dict(row.lower().split(b": ", 1) for row in head.split(b"\r\n")[1:])
    length = int(names[b"content-length"])
    while len(body) < length:
        body += line.recv(65_536)
    text = gzip.decompress(body) if names.get(b"content-encoding") == b"gzip" else body
    if not head.startswith(b"HTTP/1.1 200") or b'class="tour"' not in text:
        raise ValueError(head[:200])


if __name__ == "__main__":
    main()
