"""A geocoder's answers in the database, so that no address is asked twice."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping

import sqlalchemy as sa

from store.database import Engine, reading, writing
from store.tables.accounts import geocodes


class KeptAnswers(MutableMapping[str, str]):
    """A geocoder's answers; each is kept at once, so that an import that fails asks none again."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __getitem__(self, query: str) -> str:
        """Return the answer to a question."""
        with reading(self._engine) as connection:
            found = connection.execute(sa.select(geocodes.c.answer).where(geocodes.c.query == query)).scalar()
        if found is None:
            raise KeyError(query)
        return str(found)

    def __setitem__(self, query: str, answer: str) -> None:
        """Keep the answer to a question."""
        with writing(self._engine) as connection:
            connection.execute(geocodes.delete().where(geocodes.c.query == query))
            connection.execute(geocodes.insert().values(query=query, answer=answer))

    def __delitem__(self, query: str) -> None:
        """Forget the answer to a question."""
        with writing(self._engine) as connection:
            if not connection.execute(geocodes.delete().where(geocodes.c.query == query)).rowcount:
                raise KeyError(query)

    def __iter__(self) -> Iterator[str]:
        """Yield the questions that were answered."""
        with reading(self._engine) as connection:
            queries = connection.execute(sa.select(geocodes.c.query)).scalars().all()
        return iter(sorted(queries))

    def __len__(self) -> int:
        """Return how many questions were answered."""
        with reading(self._engine) as connection:
            return int(connection.execute(sa.select(sa.func.count()).select_from(geocodes)).scalar_one())
