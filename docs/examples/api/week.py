"""Show everybody's visits of a day: python week.py https://visits.example.org/api/v1 TOKEN 2026-11-30."""

from __future__ import annotations

import sys
from typing import Any


def show(api: Any, day: str) -> None:
    """Print each rep's visits of a day."""
    for rep in api.each("/reps"):
        print(rep["id"], rep["name"])
        for stop in api.get(f"/reps/{rep['id']}/days/{day}")["stops"]:
            minutes = stop["start_s"] // 60
            print(f"  {minutes // 60:02d}:{minutes % 60:02d} {stop['name']}")


if __name__ == "__main__":
    from client import Api

    show(Api(sys.argv[1], sys.argv[2]), sys.argv[3])
