"""The rates of other currencies that the company states, as all figures use them."""

from __future__ import annotations

from store.database import Connection
from store.settings import read_settings
from territory.exchange import Exchange, read_exchange


def exchange_of(connection: Connection) -> Exchange:
    """Return the company's currency and its rates."""
    settings = read_settings(connection)
    return read_exchange(settings.exchange, settings.currency)
