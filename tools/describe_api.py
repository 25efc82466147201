"""Write the description of the API: python -m tools.describe_api [FILE].

Without a file it is `docs/openapi.json`. `tests/web/openapi-promised.json` is what a release promised: it is written
anew by a release alone.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from office.clock import system_clock
from office.opening import init_office
from web.api.openapi import description_text
from web.app import make_app


def main() -> None:
    """Write the file."""
    file = Path(sys.argv[1] if len(sys.argv) > 1 else "docs/openapi.json")
    with TemporaryDirectory() as folder:
        office = init_office(Path(folder), system_clock()).office
        file.write_text(description_text(make_app(office)), encoding="utf-8")


if __name__ == "__main__":
    main()
