"""Finding addresses for an import, each asked once: answers are kept in the workspace's database."""

from __future__ import annotations

from collections.abc import Callable, Iterator, MutableMapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from office.imports.files import Locate
from office.opening import Office
from routing.problems import Problem
from store.database import Engine, reading, writing
from store.tables.accounts import geocodes

if TYPE_CHECKING:
    from routing.geocode import AddressFinder


AFTER_AN_ERROR = 5
"""How many pauses are waited after a question that failed, before it is asked again."""


class KeptAnswers(MutableMapping[str, str]):
    """A geocoder's answers in the database; each is kept at once, so that an import that fails asks none again."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __getitem__(self, query: str) -> str:
        with reading(self._engine) as connection:
            found = connection.execute(sa.select(geocodes.c.answer).where(geocodes.c.query == query)).scalar()
        if found is None:
            raise KeyError(query)
        return str(found)

    def __setitem__(self, query: str, answer: str) -> None:
        with writing(self._engine) as connection:
            connection.execute(geocodes.delete().where(geocodes.c.query == query))
            connection.execute(geocodes.insert().values(query=query, answer=answer))

    def __delitem__(self, query: str) -> None:
        with writing(self._engine) as connection:
            if not connection.execute(geocodes.delete().where(geocodes.c.query == query)).rowcount:
                raise KeyError(query)

    def __iter__(self) -> Iterator[str]:
        with reading(self._engine) as connection:
            queries = connection.execute(sa.select(geocodes.c.query)).scalars().all()
        return iter(sorted(queries))

    def __len__(self) -> int:
        with reading(self._engine) as connection:
            return int(connection.execute(sa.select(sa.func.count()).select_from(geocodes)).scalar_one())


@dataclass(frozen=True, slots=True)
class Geocoding:
    """Which of geopy's services is asked, how often at most, and at which server if not its public one."""

    service: str = "nominatim"
    pause_s: float = 1.0
    server: str = ""
    api_key: str = ""

    def options(self) -> dict[str, str]:
        """Return what geopy wants to know of it."""
        scheme, _, domain = self.server.rpartition("://")
        named = {"domain": domain, "scheme": scheme, "api_key": self.api_key}
        return {name: value for name, value in named.items() if value}


def locator(office: Office, geocoding: Geocoding, tell: Callable[[str], None]) -> Locate:
    """Return what finds an address; the service is made at the first one, and `tell` hears of each question."""
    finders: list[AddressFinder] = []

    def locate(where: str, address: str) -> tuple[float, float] | Problem:
        if not finders:
            from routing.geocode import AddressFinder  # noqa: PLC0415 - geopy is slow to import, and seldom needed

            answers = KeptAnswers(office.database)
            options = geocoding.options()
            pause_s, wait_s = geocoding.pause_s, AFTER_AN_ERROR * geocoding.pause_s
            made = AddressFinder(geocoding.service, answers, pause_s=pause_s, error_wait_s=wait_s, options=options)
            finders.append(made)
        tell(f"{where}: looking up {address!r}")
        found = finders[0].find(address, where)
        return found if isinstance(found, Problem) else (found.lat, found.lon)

    return locate
