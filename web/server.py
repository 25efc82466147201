"""Running the application: one process on one port, whose log never holds a request's address."""

from __future__ import annotations

import uvicorn

from office.opening import Office
from web.app import Rates, make_app

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "loggers": {
        "uvicorn": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        "roundsman": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
    },
}


def serve(office: Office, host: str, port: int, rates: Rates) -> None:
    """Serve a workspace until it is interrupted; uvicorn's own access log would hold the secrets and stays off."""
    app = make_app(office, rates)
    uvicorn.run(app, host=host, port=port, access_log=False, log_config=LOGGING, server_header=False, http="h11")
