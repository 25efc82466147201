"""Running the application: one process on one port with its worker, whose log never holds a request's address."""

from __future__ import annotations

import logging
import threading
import time
import webbrowser
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import uvicorn

from office.allocator import keep_few_arenas
from office.apart import begin_helper
from office.opening import Office
from office.readiness import look_for_garbage_seldom, make_ready
from web.app import Rates, make_app
from web.keeper import Keeper
from web.patience import PatientProtocol

log = logging.getLogger("roundsman.web")

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": "web.journal.JsonLines"}},
    "filters": {"seldom": {"()": "web.journal.Seldom"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "lines"},
        "repeating": {"class": "logging.StreamHandler", "formatter": "lines", "filters": ["seldom"]},
    },
    "loggers": {
        # without files for new connections asyncio says so thousands of times a second, each with its stack
        "asyncio": {"handlers": ["repeating"], "level": "WARNING", "propagate": False},
        "uvicorn": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        "roundsman": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
    },
}
GRACE_S = 10
"""How long requests that run are waited for as the server ends."""
READY_EVERY_S = 0.1
CONNECTIONS = 16_384


@dataclass(frozen=True, slots=True)
class Listening:
    """Where the server listens, and whom it believes.

    Attributes
    ----------
    root_path : str
        The prefix below which a proxy serves us and which it takes away, such as ``/visits``.
    proxies : tuple of str
        Addresses whose ``X-Forwarded-For`` and ``X-Forwarded-Proto`` are believed; nobody's where empty.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    root_path: str = ""
    proxies: tuple[str, ...] = ()

    @property
    def address(self) -> str:
        """Return the address at which this machine reaches the server."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}/"


def serve(
    office: Office,
    where: Listening,
    rates: Rates,
    worker: Sequence[str],
    *,
    browser: bool = False,
) -> None:
    """Serve a workspace until it is interrupted; uvicorn's own access log would hold the secrets and stays off."""
    _let_many_in()
    keep_few_arenas()
    app = make_app(office, rates)
    config = uvicorn.Config(
        app, host=where.host, port=where.port, root_path=where.root_path, access_log=False, log_config=LOGGING,
        server_header=False, http=PatientProtocol, proxy_headers=bool(where.proxies),
        forwarded_allow_ips=list(where.proxies), timeout_graceful_shutdown=GRACE_S,
    )  # fmt: skip
    server, keeper, helper = uvicorn.Server(config), Keeper(worker), begin_helper(office)
    if browser:
        threading.Thread(target=_open, args=(server, where.address), daemon=True).start()
    keeper.start()
    threading.Thread(target=_make_ready, args=(server, office), name="ready", daemon=True).start()
    try:
        server.run()
    finally:
        keeper.stop()
        helper.close()


def _let_many_in() -> None:
    """Let as many connections stand as the machine allows: many begin with a limit of 1,024, files among them."""
    try:
        import resource  # noqa: PLC0415 - there is none on Windows
    except ImportError:
        return
    now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = CONNECTIONS if most == resource.RLIM_INFINITY else min(CONNECTIONS, most)
    if now != resource.RLIM_INFINITY and now < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


def _make_ready(server: uvicorn.Server, office: Office) -> None:
    """Make ready beside the requests what the first of them would wait for; a fault of it is told and ends nothing."""
    while not server.started and not server.should_exit:
        threading.Event().wait(READY_EVERY_S)
    begun_s = time.monotonic()
    try:
        ready = make_ready(office)
    except Exception:
        log.exception("what the first requests need could not be made ready")
        return
    look_for_garbage_seldom()
    if ready:
        log.info("roads and the day's solver are ready after %.1f s", time.monotonic() - begun_s)


def _open(server: uvicorn.Server, address: str) -> None:
    while not server.started and not server.should_exit:
        threading.Event().wait(READY_EVERY_S)
    if server.started:
        webbrowser.open(address)
